"""What is read becomes proposals once, with the text that they point into."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from corridor.evidence.pool import LEDGER_FILE
from corridor.review.decide import edit, reject
from corridor.review.desk import open_desk
from corridor.review.documents import kept_file, kept_text, place_for, safe_name
from corridor.review.history import read_history
from corridor.review.propose import propose
from corridor.review.reading import Reading
from corridor.review.undo import undo
from tests.readings import REPORT, claim_of, reading_of
from tests.worlds import write_world


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return write_world(tmp_path / "world")


def test_figures_and_events_are_proposed_and_the_text_is_kept(world: Path) -> None:
    entry, (proposed,) = propose(world, [reading_of()], by="Duty desk")

    assert entry.ids == ("arrived-1900", "population-2500", "north-road-closed")
    assert [claim.status for claim in proposed.claims] == ["proposed", "proposed"]
    kept = (world / "documents" / "report.txt").read_bytes()
    assert kept.decode() == REPORT
    (document,) = entry.documents
    assert (document.name, document.characters) == ("report.txt", len(REPORT))
    for claim in open_desk(world).ledger.filter(status="proposed").claims:
        assert kept.decode()[claim.start : claim.end] == claim.quote


def test_the_same_document_is_not_proposed_twice_whatever_was_decided(world: Path) -> None:
    propose(world, [reading_of()])
    reject(world, ["arrived-1900", "north-road-closed"], "a rumour")
    edit(world, "population-2500", {"kind": "displaced", "place": "south", "value": "2600"})
    before = (world / LEDGER_FILE).read_bytes()

    entry, (proposed,) = propose(world, [reading_of()])

    assert (entry.ids, entry.files, proposed.known) == ((), (), 3)
    assert (world / LEDGER_FILE).read_bytes() == before


def test_proposed_rows_that_are_not_touched_keep_their_text(world: Path) -> None:
    propose(world, [reading_of()])
    path = world / "timeline.proposed.csv"
    odd = path.read_text(encoding="utf-8").replace(",close,", ',"close", ')
    path.write_text(odd, encoding="utf-8")

    propose(world, [reading_of(name="other.txt")])

    assert path.read_text(encoding="utf-8").startswith(odd)


def test_what_was_taken_back_is_proposed_again(world: Path) -> None:
    propose(world, [reading_of()])
    undo(world)

    entry, _ = propose(world, [reading_of()])

    assert len(entry.ids) == 3


def test_a_changed_text_is_kept_beside_the_first_and_only_new_words_are_proposed(
    world: Path,
) -> None:
    propose(world, [reading_of()])
    text = "Update, 18:00.\n\n" + REPORT.replace("\n", " ") + "By evening 2,100 people had come."
    update = reading_of(text)
    later = claim_of(text, "2,100 people", "report.txt", held="2030-03-02T18:00+03:00")

    _, (proposed,) = propose(
        world, [Reading(update.file, "report.txt", text, (*update.claims, later), update.rows)]
    )

    assert proposed.kept is not None
    assert (proposed.kept.name, proposed.kept.is_changed) == ("report-2.txt", True)
    assert [(claim.id, claim.document) for claim in proposed.claims] == [
        ("arrived-2100", "report-2.txt")
    ]
    assert proposed.known == 3
    assert kept_text(world, "report.txt") == REPORT
    assert kept_text(world, "report-2.txt") == text


def test_two_documents_of_one_name_in_one_go_are_kept_apart(world: Path) -> None:
    other = "Quite another page: 300 people had left. The road from North was closed by snow.\n"
    second = Reading(
        Path("b/report.txt"), "report.txt", other, (claim_of(other, "300 people", "report.txt"),)
    )

    _, proposed = propose(world, [reading_of(), second, reading_of()])

    assert [one.kept.name if one.kept else "" for one in proposed] == [
        *("report.txt", "report-2.txt", "report.txt"),
    ]
    assert [len(one.claims) for one in proposed] == [2, 1, 0]
    documents = {claim.id: claim.document for claim in open_desk(world).ledger.claims}
    assert documents["arrived-300"] == "report-2.txt"


def test_an_id_that_is_taken_gets_a_number(world: Path) -> None:
    propose(world, [reading_of()])

    entry, _ = propose(world, [reading_of(name="copy.txt")])

    assert entry.ids == ("arrived-1900-2", "population-2500-2", "north-road-closed-2")


def test_rows_of_a_table_without_places_in_a_text_are_known_by_what_they_say(world: Path) -> None:
    claim = claim_of(REPORT, "1,900 people", "table.csv").model_copy(
        update={"start": None, "end": None, "quote": ""}
    )
    other = claim.model_copy(update={"id": "other", "value": 2000.0})
    table = Reading(Path("table.csv"), "table.csv", None, (claim, other))

    propose(world, [table])
    entry, (proposed,) = propose(world, [table])

    assert (entry.ids, proposed.known) == ((), 2)
    assert not (world / "documents").exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("report.html", "report.html"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/", "document"),
        ("..", "document"),
        (".hidden", "hidden"),
        ("a b\n\x1b[31m\u202e.txt", "a-b-31m-.txt"),
        ("Լեռնային.pdf", "Լեռնային.pdf"),
        ("x" * 300 + ".html", "x" * 75 + ".html"),
        ("nul\0.txt", "nul-.txt"),
        ("-rf", "rf"),
    ],
)
def test_a_name_with_a_path_or_odd_characters_becomes_a_plain_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert safe_name(safe) == safe


def test_a_document_with_a_hostile_name_stays_in_its_folder(world: Path) -> None:
    before = {path for path in world.parent.rglob("*") if world not in path.parents}

    _, (proposed,) = propose(world, [reading_of(name="../../../evil.txt")])

    assert proposed.claims[0].document == "evil.txt"
    assert {path for path in world.parent.rglob("*") if world not in path.parents} == before
    assert kept_text(world, "../documents/evil.txt") is None


def test_names_that_would_share_a_file_are_kept_apart(tmp_path: Path) -> None:
    coming = {kept_file("page"): "one"}

    assert place_for(tmp_path, "page.txt", "two", coming).name == "page-2.txt"
    assert place_for(tmp_path, "page.txt", "one", coming).name == "page.txt"


def test_line_ends_of_a_text_are_kept(world: Path) -> None:
    text = REPORT.replace("\n", "\r\n") + "\f\r"

    propose(world, [reading_of(text)])

    assert (world / "documents" / "report.txt").read_bytes() == text.encode()


def test_a_reading_without_anything_new_is_recorded_and_not_what_undo_takes_back(
    world: Path,
) -> None:
    propose(world, [reading_of()])
    propose(world, [reading_of()])

    assert [entry.action for entry in read_history(world)] == ["begin", "propose", "propose"]
    assert undo(world).undoes == 2


def test_claims_read_again_with_another_time_keep_theirs_and_are_named(world: Path) -> None:
    propose(world, [reading_of()])
    before = (world / LEDGER_FILE).read_bytes()
    other = datetime.fromisoformat("2030-03-02T16:00+03:00")
    reading = reading_of()
    claims = tuple(one.model_copy(update={"published": other}) for one in reading.claims)

    _, (same,) = propose(world, [reading])
    _, (moved,) = propose(world, [replace(reading, claims=claims)])

    assert same.other_times == []
    assert [claim.id for claim in moved.other_times] == ["arrived-1900", "population-2500"]
    assert (world / LEDGER_FILE).read_bytes() == before
