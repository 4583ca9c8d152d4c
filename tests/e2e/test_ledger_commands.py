"""From a report to a forecast, as an analyst types it."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from corridor.forecast import make_forecast, summarise
from corridor.review.desk import open_desk
from corridor.review.propose import propose
from corridor.review.reading import Reading
from corridor.scenario import new_scenario
from tests.commands import MAIN, Done, corridor
from tests.readings import REPORT as READ
from tests.readings import claim_of, reading_of
from tests.worlds import write_world

REPORT = """\
Lowbridge, 2 May 2030. The town hall of Lowbridge said on Thursday that 3,100 people had arrived in
Lowbridge by 16:00.

The mayor of Millfield said that at least 9,500 people live in the Arra valley.
"""


def _corridor(*words: str, folder: Path, width: int = 250) -> Done:
    return corridor(*words, folder=folder, environment={**os.environ, "COLUMNS": str(width)})


def _done(*words: str, folder: Path) -> str:
    done = _corridor(*words, folder=folder)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.fixture
def crisis(tmp_path: Path) -> Path:
    """The starter scenario, and a report beside it."""
    new_scenario("my-crisis", tmp_path)
    (tmp_path / "report.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """The small world with proposals of made-up rules."""
    folder = write_world(tmp_path / "world")
    propose(folder, [reading_of()])
    return folder


def _ids(folder: Path, value: float) -> list[str]:
    claims = open_desk(folder / "my-crisis").ledger.claims
    return [claim.id for claim in claims if claim.value == value]


def _numbers(folder: Path) -> list[tuple[int, ...]]:
    """What a forecast says of the people who would leave, and of each day's arrivals."""
    summary = summarise(make_forecast(folder / "my-crisis", members=20))
    return [summary.leaving, *(day.total for day in summary.days)]


def test_a_report_becomes_a_claim_that_a_forecast_rests_on(crisis: Path) -> None:
    plain = _numbers(crisis)
    dated = ("--published", "2030-05-02T17:00+00:00", "--publisher", "Arra Radio")
    read = _done("read", "report.txt", "--into", "my-crisis", *dated, folder=crisis)
    assert "[[at least 9,500 people]] live in" in read
    assert "report.txt: 2 proposed; published 2030-05-02 17:00+00:00" in read
    assert "To decide: corridor ledger list --in my-crisis" in read
    assert "no problems" in _done("check", "my-crisis", folder=crisis)
    assert _numbers(crisis) == plain

    (arrived,), (valley,) = _ids(crisis, 3100), _ids(crisis, 9500)
    here = crisis / "my-crisis"
    _done("ledger", "accept", arrived, valley, "--by", "Duty desk", folder=here)
    _done("ledger", "edit", valley, "grade=B", folder=here)
    assert _numbers(crisis) == plain
    used = _done("ledger", "use", "mayor-valley", valley, "--for", "people_total", folder=here)
    assert f", from mayor-valley, {valley}" in used
    counted = _corridor("ledger", "count", arrived, "--measure", "cumulative", folder=here)
    assert counted.returncode == 0
    assert "certainty 'uncertain' now; grade D" in counted.stderr

    words = ("--members", "20", "--json", "--out", "run", "--as-of", "2030-05-02T18:00")
    made = json.loads(_done("forecast", "my-crisis", *words, folder=crisis))
    assert list(made["leaving"].values()) != list(plain[0])
    assert made["known"] == {"claims": 4, "counts": 2, "events": 3}
    shown = _done("ledger", "show", valley, folder=here)
    assert "said that [[at least 9,500 people]] live in" in shown
    for told in ("Arra Radio", "Duty desk", "parameters.people_present", "used by people_total"):
        assert told in shown
    _done("ledger", "undo", "--steps", "5", folder=here)
    assert _numbers(crisis) == plain


def test_a_report_is_read_without_a_scenario_into_json(crisis: Path) -> None:
    printed = _done("read", "report.txt", "--published", "2030-05-02", "--json", folder=crisis)

    (document,) = json.loads(printed)["documents"]
    assert document["text"] == REPORT
    for part in (*document["sentences"], *document["claims"]):
        assert REPORT[part["start"] : part["end"]] == part.get("text", part.get("quote"))
    claim = next(claim for claim in document["claims"] if claim["value"] == 3100)
    assert claim["published"] == "2030-05-02T23:59:59+00:00"
    assert set(claim) >= {"kind", "unit", "place", "held", "said_by", "qualifier", "confidence"}
    assert sorted(path.name for path in crisis.iterdir()) == ["my-crisis", "report.txt"]


def test_reading_again_proposes_nothing_and_a_changed_report_is_said(crisis: Path) -> None:
    read = ("read", "report.txt", "--into", "my-crisis", "--published", "2030-05-02")
    _done(*read, folder=crisis)
    before = (crisis / "my-crisis" / "ledger.csv").read_bytes()

    again = _done(*read, folder=crisis)
    assert "known already" in again
    assert "To decide" not in again
    assert "no publisher found: report.txt stands for it" in again
    assert (crisis / "my-crisis" / "ledger.csv").read_bytes() == before
    (crisis / "report.txt").write_text(f"{REPORT}\nBy night 4,000 people had arrived in Lowbridge.")
    again = _done(*read, folder=crisis)
    assert "report.txt: 1 proposed" in again
    assert "kept as report-2.txt" in " ".join(again.split())


def test_what_a_rule_is_sure_of_is_accepted_at_once_and_recorded_so(crisis: Path) -> None:
    words = ("--into", "my-crisis", "--published", "2030-05-02", "--accept-over", "0.1")
    _done("read", "report.txt", *words, "--by", "Duty desk", folder=crisis)

    printed = _done("ledger", "history", "--in", "my-crisis", "--json", folder=crisis)
    last = json.loads(printed)[-1]
    assert (last["action"], last["how"], last["by"]) == (
        *("accept", "confidence over 0.1", "Duty desk"),
    )
    assert last["ids"] == [*_ids(crisis, 3100), *_ids(crisis, 9500)]


def test_a_file_that_cannot_be_read_does_not_stop_the_others_and_is_named(crisis: Path) -> None:
    words = ("--into", "my-crisis", "--published", "2030-05-02")
    done = _corridor("read", "nowhere.txt", "report.txt", *words, folder=crisis)

    assert done.returncode == 1
    assert "report.txt: 2 proposed" in done.stdout
    assert "1 of 2 files could not be read" in done.stderr
    assert "nowhere.txt" in done.stderr
    assert len(_ids(crisis, 3100)) == 1


def test_a_table_of_another_publisher_becomes_counts_and_claims(crisis: Path) -> None:
    table = Path(__file__).parents[1] / "formats_data" / "unhcr_statistics.csv"
    printed = _done("read", str(table), "--json", folder=crisis)

    (document,) = json.loads(printed)["documents"]
    assert document["publisher"] == "UNHCR"
    assert {row["table"] for row in document["rows"]} == {"counts.csv"}
    assert document["claims"]


HOSTILE = "\x1b]0;owned\x07\x1b[31m\u202e"


def test_a_terminal_finds_nothing_to_obey_in_a_document(crisis: Path) -> None:
    said = (
        f"Lowbridge said that 3,100 {HOSTILE}people{HOSTILE} had arrived in Lowbridge on Thursday."
    )
    text = said + " Nobody knew how many more would come before the end of the week." * 20
    hostile = crisis / f"a{HOSTILE}.txt"
    hostile.write_text(text, encoding="utf-8")
    (crisis / "bad\x1b.txt").write_bytes(b"\xff\xfe\x00\xff")

    for extra in (("--json",), ("--into", "my-crisis")):
        words = ("read", hostile.name, "bad\x1b.txt", "--published", "2030-05-02", *extra)
        done = _corridor(*words, "--publisher", f"Radio{HOSTILE}", folder=crisis)
        printed = done.stdout + done.stderr
        assert "Traceback" not in printed
        assert not any(char in printed for char in "\x1b\x07\u202e")
    for words in (("list", "--sentences"), ("history",)):
        printed = _done("ledger", *words, "--in", "my-crisis", folder=crisis)
        assert not any(char in printed for char in "\x1b\x07\u202e")
    (kept,) = (crisis / "my-crisis" / "documents").iterdir()
    assert kept.name.isprintable()
    assert kept.read_text(encoding="utf-8") == text


def test_the_quote_is_highlighted_on_a_terminal(crisis: Path) -> None:
    words = ("read", "report.txt", "--published", "2030-05-02")
    environment = {**os.environ, "COLUMNS": "250", "TERM": "xterm-256color"}
    environment.pop("NO_COLOR", None)

    printed = _on_a_terminal([sys.executable, "-c", MAIN, *words], crisis, environment)

    assert "\x1b[1;7m3,100 people\x1b[0m" in printed
    assert "[[" not in printed


def _on_a_terminal(command: Sequence[str], folder: Path, environment: dict[str, str]) -> str:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=theirs, stderr=theirs)
    os.close(theirs)
    printed = b""
    while True:
        try:
            data = os.read(ours, 65536)
        # Linux says so where the other end is closed.
        except OSError:
            data = b""
        if not data:
            break
        printed += data
    os.close(ours)
    assert process.wait() == 0
    return printed.decode()


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("accept",), 2, "expected ids, or --over", id="no ids"),
        pytest.param(("edit", "arrived-1900", "grade"), 1, "FIELD=TEXT", id="no field"),
        pytest.param(("count", "north-census", "--measure", "total"), 1, "--measure", id="measure"),
        pytest.param(("list", "--status", "acepted"), 1, "did you mean 'accepted'?", id="list"),
        pytest.param(("list", "--in", "nowhere"), 1, "neither a built-in case", id="no folder"),
        pytest.param(("accept", "x", "--in", "nowhere"), 1, "not a scenario folder", id="no world"),
        pytest.param(("reject", "arrived-1900"), 2, '--because "counts', id="no reason"),
        pytest.param(
            ("accept", "x", "--in", "nagorno-karabakh-2023"), 1, "read only", id="built-in"
        ),
        pytest.param(("accept", "arrived-1900", "--seen", "1"), 1, "somebody else", id="conflict"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    world: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    before = {path: path.read_bytes() for path in world.rglob("*") if path.is_file()}

    done = _corridor("ledger", *words, folder=world)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in world.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("--published", "Thursday"), 1, "--published: found 'Thursday'", id="date"),
        pytest.param(("--zone", "Asia/Yerewan"), 1, "did you mean 'Asia/Yerevan'?", id="zone"),
        pytest.param(("--zone", "Europe/Yerevan"), 1, "did you mean 'Asia/Yerevan'?", id="city"),
        pytest.param(("--into", "nowhere"), 1, "not a scenario folder", id="no scenario"),
        pytest.param(
            ("--into", "my-crisis"), 1, "a date that is given (--published)", id="undated"
        ),
    ],
)
def test_what_keeps_files_from_being_read_is_said(
    crisis: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    done = _corridor("read", "report.txt", *words, folder=crisis)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert not (crisis / "my-crisis" / "documents").exists()


@pytest.mark.parametrize(
    "words",
    [("list",), ("list", "--sentences"), ("history",), ("rivals", "population-2500", "x" * 60)],
    ids=lambda words: " ".join(words)[:16],
)
def test_a_long_id_stands_whole_on_its_own_line(world: Path, words: tuple[str, ...]) -> None:
    long = "x" * 60
    claim = claim_of(READ, "1,900 people", "other.txt", id=long, kind="population", place="north")
    propose(world, [Reading(Path("other.txt"), "other.txt", READ, (claim,))])

    printed = _corridor("ledger", *words, folder=world, width=80).stdout

    assert long in [line.strip() for line in printed.splitlines()]


def test_a_misspelt_place_and_a_folder_are_named(world: Path) -> None:
    listed = _done("ledger", "list", "--place", "nrth", folder=world)
    assert "There is no place 'nrth' (did you mean 'north'?)." in listed

    assert "  .: found a folder, expected a file" in _corridor("read", ".", folder=world).stderr


def test_a_built_in_case_can_be_looked_at(tmp_path: Path) -> None:
    printed = _done("ledger", "--in", "nagorno-karabakh-2023", folder=tmp_path)

    assert "pop-120000" in printed
