"""Steps taken back, and made again: each is a step of its own, so that nothing is lost."""

from collections.abc import Iterable
from pathlib import Path

from corridor.errors import LedgerError, Problem
from corridor.review.desk import Desk
from corridor.review.entry import HISTORY_FILE, Entry, FileChange, digest, in_effect, text_at
from corridor.review.lines import OverlapError, changed, difference, moved, split, taken_back
from corridor.review.revise import Step, check_nothing_newer, revise

#: Steps that ``undo`` passes over when no version is named.
_PASSED = ("begin", "hand edit", "undo")


def undo(
    folder: Path | str, version: int | None = None, *, by: str = "", seen: int | None = None
) -> Entry:
    """Take back the last step that is still in effect, or the one with this version.

    Changes made by hand, and steps made later, stay as they are; where they touch the same lines
    nothing is done. Without a version, hand edits are passed over. ``seen`` is the version of the
    ledger that the decision rests on.

    Raises
    ------
    LedgerError
        When there is no such step, it has been taken back, or others rest on it.
    ConflictError
        When any step was made after ``seen``.
    """

    def make(desk: Desk) -> Step:
        check_nothing_newer(desk, seen)
        return _undone(desk, _undo_target(desk.entries, version))

    return revise(folder, make, by=by)


def redo(folder: Path | str, *, by: str = "", seen: int | None = None) -> Entry:
    """Make the step again that was taken back last, if nothing else was done since.

    Raises
    ------
    LedgerError
        When there is none.
    ConflictError
        When any step was made after ``seen``.
    """

    def make(desk: Desk) -> Step:
        check_nothing_newer(desk, seen)
        return _undone(desk, _redo_target(desk.entries))

    return revise(folder, make, by=by)


def _undo_target(entries: tuple[Entry, ...], version: int | None) -> Entry:
    effective = in_effect(entries)
    if version is None:
        last = [entry for entry in effective if entry.files and entry.action not in _PASSED]
        if not last:
            raise LedgerError("there is nothing to undo")
        return last[-1]
    if not 1 <= version <= len(entries):
        raise _refused(version, "no such step", f"a version from 1 to {len(entries)}")
    entry = entries[version - 1]
    if entry.action == "begin":
        raise _refused(version, "where the history of a file begins", "a step after it")
    if entry not in effective:
        by = next(other.version for other in entries if other.undoes == version)
        raise _refused(version, f"a step that version {by} has taken back", "a step in effect")
    return entry


def _redo_target(entries: tuple[Entry, ...]) -> Entry:
    for entry in reversed(in_effect(entries)):
        if entry.action == "undo":
            return entry
        if entry.files and entry.action not in ("begin", "hand edit", "redo"):
            break
    raise LedgerError("there is nothing to redo: nothing was undone since the last step")


def _undone(desk: Desk, target: Entry) -> Step:
    first = target
    while first.undoes is not None:
        first = desk.entries[first.undoes - 1]
    return Step(
        action="redo" if target.action == "undo" else "undo",
        ids=target.ids,
        texts={change.name: _without(desk, target, change) for change in target.files},
        how=f"version {first.version} ({first.action})",
        undoes=target.version,
    )


def _without(desk: Desk, target: Entry, change: FileChange) -> str | None:
    """The text of a file as it is now, without what a step did to it."""
    text = desk.text(change.name)
    if digest(text) == change.after:
        return text_at(desk.entries[: target.version - 1], change.name)
    base = text_at(desk.entries[: target.version], change.name)
    if text is None or base is None or change.before is None:
        raise _entangled(desk, target, change.name)
    now = split(text)
    try:
        over = difference(split(base), now)
        lines = changed(now, moved(taken_back(change.hunks), over))
    except OverlapError:
        raise _entangled(desk, target, change.name) from None
    if any(not line.endswith(("\n", "\r")) for line in lines[:-1]):
        raise _entangled(desk, target, change.name)
    return "".join(lines)


def _entangled(desk: Desk, target: Entry, name: str) -> LedgerError:
    later = [
        f"{entry.version} ({entry.action})"
        for entry in in_effect(desk.entries[target.version :])
        if entry.change_of(name)
    ]
    found = f"{name} changed in the same lines by version {_list(later)}"
    return _refused(target.version, found, "lines as the step left them: undo the later one first")


def _list(words: Iterable[str]) -> str:
    return " or ".join(words) or "a later one"


def _refused(version: int, found: str, expected: str) -> LedgerError:
    problem = Problem(HISTORY_FILE, version, 0, "version", found, expected)
    return LedgerError(f"version {version} cannot be undone:", [problem])
