"""The ledger's history: steps of several processes, interrupted ones, and changes made by hand."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest

from corridor.errors import ConflictError, InputError, LedgerError, NotFoundError, RunError
from corridor.evidence.pool import LEDGER_FILE
from corridor.review.decide import accept, edit, reject
from corridor.review.desk import Desk, open_desk
from corridor.review.entry import HISTORY_FILE, in_effect
from corridor.review.history import open_history, read_history
from corridor.review.propose import propose
from corridor.review.revise import Step, revise
from corridor.review.undo import redo, undo
from corridor.review.use import use
from tests.readings import reading_of
from tests.worlds import write_world


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """The small world with the report proposed: versions 1 (begin) and 2 (propose)."""
    folder = write_world(tmp_path / "world")
    propose(folder, [reading_of()])
    return folder


def change_by_hand(folder: Path, old: str, new: str, file: str = LEDGER_FILE) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def actions(folder: Path) -> list[str]:
    return [entry.action for entry in read_history(folder)]


def test_a_step_tells_when_by_whom_on_what_and_which_lines_it_changed(world: Path) -> None:
    reject(world, ["arrived-1900"], "counted twice", by="Duty desk")

    line = (world / HISTORY_FILE).read_text(encoding="utf-8").splitlines()[-1]
    entry = json.loads(line)
    assert (entry["version"], entry["action"], entry["by"]) == (3, "reject", "Duty desk")
    assert (entry["ids"], entry["why"]) == (["arrived-1900"], "counted twice")
    assert entry["time"].endswith("Z")
    ((change,),) = ([file["lines"] for file in entry["files"]],)
    assert "proposed" in change[0]["before"][0]
    assert "rejected" in change[0]["after"][0]


def test_a_change_made_by_hand_is_recorded_with_the_claims_that_it_touched(world: Path) -> None:
    change_by_hand(world, "population,4600", "population,4650")

    accept(world, ["arrived-1900"])

    found = read_history(world)[-2]
    assert (found.action, found.ids) == ("hand edit", ("north-later",))
    assert "4650" in (world / LEDGER_FILE).read_text(encoding="utf-8")


def test_undo_passes_over_a_change_made_by_hand_and_keeps_it(world: Path) -> None:
    accept(world, ["arrived-1900"])
    change_by_hand(world, "population,4600", "population,4650")

    entry = undo(world)

    text = (world / LEDGER_FILE).read_text(encoding="utf-8")
    assert (entry.action, entry.ids) == ("undo", ("arrived-1900",))
    assert "4650" in text
    assert "accepted" not in text[text.index("arrived-1900") :]


def test_undo_of_a_line_that_was_changed_by_hand_is_refused_until_that_is_undone(
    world: Path,
) -> None:
    accept(world, ["arrived-1900"])
    change_by_hand(world, "1900,,,people", "1950,,,people")

    with pytest.raises(LedgerError, match=r"same lines by version 4 \(hand edit\)"):
        undo(world)

    accept(world, ["population-2500"])
    undo(world, 4)
    undo(world, 3)
    text = (world / LEDGER_FILE).read_text(encoding="utf-8")
    assert "arrived,1900" in text
    assert "proposed" in text


def test_an_undone_step_can_be_made_again_as_long_as_nothing_else_was_done(world: Path) -> None:
    accept(world, ["arrived-1900"])
    text = (world / LEDGER_FILE).read_bytes()
    undo(world)

    redo(world)

    assert (world / LEDGER_FILE).read_bytes() == text
    assert [entry.version for entry in in_effect(read_history(world))] == [1, 2, 3, 5]
    undo(world)
    edit(world, "population-2500", {"grade": "C"})
    with pytest.raises(LedgerError, match="nothing to redo"):
        redo(world)


def test_undo_never_joins_two_lines_into_one(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "world")
    path = folder / LEDGER_FILE
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    propose(folder, [reading_of()])
    text = path.read_text(encoding="utf-8")
    last = text.splitlines()[-1].replace("population-2500", "by-hand")
    path.write_text(f"{text}{last}\n", encoding="utf-8")

    with pytest.raises(LedgerError, match="cannot be undone"):
        undo(folder)


@pytest.mark.parametrize(
    ("version", "found"),
    [
        pytest.param(1, "where the history of a file begins", id="begin"),
        pytest.param(9, "no such step", id="unknown"),
        pytest.param(3, "a step that version 4 has taken back", id="undone"),
    ],
)
def test_a_step_that_cannot_be_undone_is_named(world: Path, version: int, found: str) -> None:
    accept(world, ["arrived-1900"])
    undo(world)

    with pytest.raises(LedgerError, match=found):
        undo(world, version)


def test_undo_without_any_step_says_so(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "world")

    with pytest.raises(LedgerError, match="nothing to undo"):
        undo(folder)

    assert not (folder / HISTORY_FILE).exists()


def test_a_later_step_on_other_lines_stays_when_an_earlier_one_is_undone(world: Path) -> None:
    accept(world, ["arrived-1900"])
    accept(world, ["population-2500"])

    undo(world, 3)

    statuses = {claim.id: claim.status for claim in open_desk(world).ledger.claims}
    assert (statuses["arrived-1900"], statuses["population-2500"]) == ("proposed", "accepted")
    assert [entry.version for entry in in_effect(read_history(world))] == [1, 2, 4, 5]


def cut_last_line(data: bytes) -> bytes:
    """The history as it stands when all of a step is written, and no file is in place."""
    return data.removesuffix(b"\n")


def half_a_line(data: bytes) -> bytes:
    return data[: -len(data.splitlines()[-1]) // 2]


def test_a_step_that_was_interrupted_before_its_files_were_in_place_is_finished(
    world: Path,
) -> None:
    before = (world / LEDGER_FILE).read_bytes()
    accept(world, ["arrived-1900"])
    after = (world / LEDGER_FILE).read_bytes()
    history = world / HISTORY_FILE
    history.write_bytes(cut_last_line(history.read_bytes()))
    (world / LEDGER_FILE).write_bytes(before)

    assert actions(world) == ["begin", "propose"]
    with open_history(world):
        assert (world / LEDGER_FILE).read_bytes() == after
    assert actions(world) == ["begin", "propose", "accept"]


def test_a_step_of_which_half_a_line_was_written_has_not_been_made(world: Path) -> None:
    before = (world / LEDGER_FILE).read_bytes()
    accept(world, ["arrived-1900"])
    history = world / HISTORY_FILE
    history.write_bytes(half_a_line(history.read_bytes()))
    (world / LEDGER_FILE).write_bytes(before)

    accept(world, ["population-2500"])

    assert actions(world) == ["begin", "propose", "accept"]
    statuses = {claim.id: claim.status for claim in open_desk(world).ledger.claims}
    assert (statuses["arrived-1900"], statuses["population-2500"]) == ("proposed", "accepted")


def test_a_file_that_cannot_be_put_in_place_leaves_everything_as_it_was(world: Path) -> None:
    before = (world / LEDGER_FILE).read_bytes(), (world / HISTORY_FILE).read_bytes()

    with open_history(world) as history, pytest.raises(OSError, match="No such file"):
        history.add(read_history(world)[-1:], {LEDGER_FILE: "other", "gone/timeline.csv": "text"})

    assert ((world / LEDGER_FILE).read_bytes(), (world / HISTORY_FILE).read_bytes()) == before


@pytest.mark.parametrize(
    ("spoil", "line"),
    [
        pytest.param(lambda text: text.replace('"propose"', '"prpose"'), 2, id="unknown action"),
        pytest.param(lambda text: text + text, 3, id="lines twice"),
        pytest.param(lambda text: text.splitlines()[1] + "\n", 1, id="first line gone"),
        pytest.param(lambda text: text.replace('"ledger.csv"', '"../x.csv"'), 1, id="other folder"),
    ],
)
def test_a_history_that_was_changed_by_other_means_is_refused_with_its_line(
    world: Path, spoil: Callable[[str], str], line: int
) -> None:
    path = world / HISTORY_FILE
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")

    with pytest.raises(LedgerError) as caught:
        accept(world, ["arrived-1900"])

    assert caught.value.problems[0].file == HISTORY_FILE
    assert caught.value.problems[0].line == line


def test_a_decision_on_what_somebody_else_has_changed_since_is_a_conflict(world: Path) -> None:
    seen = len(open_desk(world).entries)
    edit(world, "arrived-1900", {"value": "1950"}, by="The other desk")

    with pytest.raises(ConflictError, match="version 3: edit by The other desk"):
        accept(world, ["arrived-1900"], seen=seen)
    accept(world, ["population-2500"], seen=seen)

    assert actions(world) == ["begin", "propose", "edit", "accept"]


def test_a_change_made_by_hand_is_a_conflict_for_whoever_has_not_seen_it(world: Path) -> None:
    seen = len(open_desk(world).entries)
    change_by_hand(world, "1900,,,people", "1950,,,people")

    with pytest.raises(ConflictError, match="hand edit"):
        accept(world, ["arrived-1900"], seen=seen)


def test_a_file_that_is_saved_by_hand_while_a_step_is_made_is_not_written_over(
    world: Path,
) -> None:
    def make(desk: Desk) -> Step:
        text = desk.text(LEDGER_FILE) or ""
        change_by_hand(world, "population,4600", "population,4650")
        return Step("edit", (), {LEDGER_FILE: text.replace("1900", "1950")})

    with pytest.raises(ConflictError, match="changed meanwhile"):
        revise(world, make)

    assert "population,4650" in (world / LEDGER_FILE).read_text(encoding="utf-8")
    assert actions(world) == ["begin", "propose"]


def test_two_processes_that_decide_at_once_do_not_lose_each_others_work(world: Path) -> None:
    program = (
        "import sys; from corridor.review.decide import edit\n"
        "for n in range(12): edit(sys.argv[1], sys.argv[2], {'note': f'{sys.argv[3]} {n}'})"
    )
    begun = [
        subprocess.Popen([sys.executable, "-c", program, str(world), id, name])
        for id, name in (("arrived-1900", "one"), ("population-2500", "two"))
    ]
    assert [process.wait() for process in begun] == [0, 0]

    entries = read_history(world)
    assert [entry.version for entry in entries] == list(range(1, 27))
    assert actions(world).count("hand edit") == 0
    notes = {claim.id: claim.note for claim in open_desk(world).ledger.claims}
    assert (notes["arrived-1900"], notes["population-2500"]) == ("one 11", "two 11")


def test_nobody_waits_for_ever_for_a_process_that_keeps_the_ledger(world: Path) -> None:
    with (
        open_history(world),
        pytest.raises(RunError, match=r"another process has kept the ledger for 0\.05 s"),
        open_history(world, patience=0.05),
    ):
        pass


def test_whoever_waited_for_a_history_that_was_removed_has_the_new_one(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "world")
    has_it, may_end = Event(), Event()

    def wait_and_keep() -> None:
        with open_history(folder):
            has_it.set()
            may_end.wait(10)

    with open_history(folder):
        waiting = Thread(target=wait_and_keep)
        waiting.start()
        sleep(0.1)
    assert has_it.wait(10)
    with pytest.raises(RunError), open_history(folder, patience=0.05):
        pass
    may_end.set()
    waiting.join()


def test_a_step_in_a_folder_that_is_no_scenario_is_refused_and_writes_nothing(
    tmp_path: Path,
) -> None:
    with pytest.raises(NotFoundError, match="not a scenario folder"):
        accept(tmp_path, ["x"])

    assert list(tmp_path.iterdir()) == []


def test_a_step_that_would_spoil_the_scenario_is_refused_with_the_problem(world: Path) -> None:
    use(world, ["north-later"], "places.north.people")
    before = (world / LEDGER_FILE).read_bytes()

    with pytest.raises(InputError, match="'north-later', which is rejected"):
        reject(world, ["north-later"], "published too late")

    assert (world / LEDGER_FILE).read_bytes() == before


def test_a_scenario_that_has_problems_already_does_not_stop_decisions(world: Path) -> None:
    change_by_hand(world, "junction-gate,junction", "junction-gate,junktion", "links.csv")

    assert accept(world, ["arrived-1900"]).action == "accept"


def test_a_file_that_is_not_text_is_named_and_stays(world: Path) -> None:
    path = world / LEDGER_FILE
    data = path.read_bytes().replace(b"made up", b"made \xe9p", 1)
    path.write_bytes(data)

    with pytest.raises(LedgerError, match=r"ledger.csv:2: found byte 0xE9, expected text in UTF-8"):
        accept(world, ["arrived-1900"])

    assert path.read_bytes() == data
