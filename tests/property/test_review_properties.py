"""Laws of the ledger's history that hold for every sequence of steps."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.errors import InputError
from corridor.evidence.pool import LEDGER_FILE
from corridor.review.decide import accept, edit, reject
from corridor.review.entry import in_effect, text_at
from corridor.review.history import read_history
from corridor.review.lines import (
    OverlapError,
    changed,
    difference,
    moved,
    split,
    taken_back,
)
from corridor.review.propose import propose
from corridor.review.undo import redo, undo
from corridor.review.use import use
from tests.readings import REPORT, reading_of
from tests.worlds import write_world

lines = st.lists(st.sampled_from(["a\n", "b\n", "c\r\n", "d\r", "\n"]), max_size=8)
texts = st.text(st.sampled_from("ab\n\r"), max_size=12)


@given(texts)
def test_the_lines_of_a_text_put_together_are_the_text(text: str) -> None:
    assert "".join(split(text)) == text


@given(lines, lines)
def test_a_difference_leads_from_one_text_to_the_other_and_back(
    old: list[str], new: list[str]
) -> None:
    hunks = difference(old, new)

    assert changed(old, hunks) == new
    assert changed(new, taken_back(hunks)) == old


@given(lines, lines, lines)
def test_changes_of_different_lines_can_be_made_in_either_order(
    base: list[str], left: list[str], right: list[str]
) -> None:
    ours, theirs = difference(base, left), difference(base, right)
    try:
        one = changed(left, moved(theirs, ours))
    except OverlapError:
        return

    assert changed(right, moved(ours, theirs)) == one


@given(lines, lines)
def test_a_change_that_is_made_already_is_not_made_again(base: list[str], new: list[str]) -> None:
    hunks = difference(base, new)

    assert moved(hunks, hunks) == ()


#: One step, or None where it is not possible as things stand.
Act = Callable[[Path], object]


def _by_hand(folder: Path) -> None:
    path = folder / LEDGER_FILE
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("made up", "by hand" + "!" * text.count("!")), encoding="utf-8")


def _yaml_by_hand(folder: Path) -> None:
    path = folder / "scenario.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "# by hand\n", encoding="utf-8")


ACTS: dict[str, Act] = {
    "propose": lambda folder: propose(folder, [reading_of()]),
    "propose changed": lambda folder: propose(folder, [reading_of("Update. " + REPORT)]),
    "propose other": lambda folder: propose(folder, [reading_of(name="other.txt")]),
    "accept": lambda folder: accept(folder, ["arrived-1900"]),
    "accept all": lambda folder: accept(folder, ["*"]),
    "reject": lambda folder: reject(folder, ["population-2500"], "an old figure, and not theirs"),
    "edit": lambda folder: edit(folder, "north-later", {"value": "4700", "note": 'a "note", long'}),
    "edit row": lambda folder: edit(folder, "north-road-closed", {"note": "seen"}),
    "use": lambda folder: use(folder, ["north-census", "north-later"], "places.south.people"),
    "use parameter": lambda folder: use(folder, ["north-later"], "places.north.people"),
}
HAND = {"ledger by hand": _by_hand, "yaml by hand": _yaml_by_hand}


def _try(act: Act, folder: Path) -> None:
    try:
        act(folder)
    except InputError:
        # Refused, such as accepting what was not proposed yet: then nothing may have changed.
        return


def _files(folder: Path) -> dict[str, bytes]:
    kinds = (".csv", ".yaml")
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in kinds}


steps = st.lists(st.sampled_from(sorted(ACTS)), min_size=1, max_size=6)


@given(steps, st.booleans())
@settings(max_examples=12)
def test_any_sequence_of_steps_undone_gives_every_file_back_byte_for_byte(
    names: list[str], ends_without_line_end: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_world(Path(name) / "world")
        if ends_without_line_end:
            path = folder / LEDGER_FILE
            path.write_bytes(path.read_bytes().rstrip(b"\n"))
        before = _files(folder)
        for act in names:
            _try(ACTS[act], folder)
        after = _files(folder)
        done = 0
        while any(_is_undoable(entry) for entry in in_effect(read_history(folder))):
            undo(folder)
            done += 1

        assert _files(folder) == before
        for _ in range(done):
            redo(folder)
        assert _files(folder) == after


def _is_undoable(entry: object) -> bool:
    return getattr(entry, "action", "") not in ("begin", "undo") and bool(
        getattr(entry, "files", ())
    )


mixed = st.lists(st.sampled_from(sorted({**ACTS, **HAND})), min_size=1, max_size=6)


@given(mixed)
@settings(max_examples=12)
def test_hand_edits_between_steps_are_kept_in_the_history_and_can_be_undone_too(
    names: list[str],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_world(Path(name) / "world")
        edit(folder, "north-later", {"note": "the history begins"})
        before = _files(folder)
        start = len(read_history(folder))
        for act in names:
            _try({**ACTS, **HAND}[act], folder)
        # A hand edit is recorded with the step that finds it.
        edit(folder, "north-mayor", {"note": "the last step"})

        entries = read_history(folder)
        for file in {change.name for entry in entries for change in entry.files}:
            path = folder / file
            text = path.read_bytes().decode() if path.exists() else None
            assert text_at(entries, file) == text
        for entry in reversed(entries[start:]):
            if entry.files and entry.action != "begin":
                undo(folder, entry.version)
        untracked = {"scenario.yaml"} - {change.name for entry in entries for change in entry.files}
        for file in before.keys() - untracked:
            found = (folder / file).read_bytes()
            assert found.replace(b"# by hand\n", b"") == before[file]


@given(mixed)
@settings(max_examples=10)
def test_a_step_that_is_refused_changes_nothing(names: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = write_world(Path(name) / "world")
        for act in names:
            before = _files(folder), read_history(folder)
            try:
                {**ACTS, **HAND}[act](folder)
            except InputError:
                assert (_files(folder), read_history(folder)) == before
