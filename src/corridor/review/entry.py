"""One entry of the ledger's history: who did what when, and the lines that it changed."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

from corridor.errors import LedgerError, Problem
from corridor.review.lines import Hunk, changed, difference, split

HISTORY_FILE = "ledger.history.jsonl"
NEW_HISTORY = f"to begin a new history, give {HISTORY_FILE} another name"

Action: TypeAlias = Literal[
    "begin",
    "hand edit",
    "propose",
    "accept",
    "reject",
    "edit",
    "use",
    "count",
    "change",
    "undo",
    "redo",
]

#: A file of the scenario folder itself, so that no history leads out of it.
FileName: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z_.]{0,63}$")]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LineChange(_Record):
    """Lines that were replaced, with their line ends."""

    line: PositiveInt
    """The first of them, in the file as it was before."""
    before: tuple[str, ...]
    """What stood there."""
    after: tuple[str, ...]
    """What stands there now."""

    @property
    def hunk(self) -> Hunk:
        """The same as a hunk."""
        return Hunk(self.line - 1, self.before, self.after)


class FileChange(_Record):
    """What became of one file."""

    name: FileName
    """The file, in the scenario folder."""
    before: str | None
    """SHA-256 of the file before; null where there was none."""
    after: str | None
    """SHA-256 of the file after; null where there is none."""
    lines: tuple[LineChange, ...]
    """The lines that differ, from top to bottom."""

    @property
    def hunks(self) -> tuple[Hunk, ...]:
        """The lines that differ, as hunks."""
        return tuple(line.hunk for line in self.lines)


class KeptDocument(_Record):
    """A document that was kept when it was read."""

    name: str
    """Its name in claims."""
    sha256: str
    """SHA-256 of its text in UTF-8."""
    characters: NonNegativeInt
    """Its length."""


class Entry(_Record):
    """One step in the history of a ledger."""

    version: PositiveInt
    """Its number, from 1 without gaps."""
    time: AwareDatetime
    """When it was made, or for a hand edit found."""
    action: Action
    """What was done; ``begin`` takes a file into the history as it was found."""
    ids: tuple[str, ...] = ()
    """Claims and proposed events that it is about."""
    by: str = ""
    """Who did it, where that was said."""
    how: str = ""
    """What did it, where it was not a person's choice of ids, or more exactly than the action."""
    why: str = ""
    """The reason that was given."""
    undoes: PositiveInt | None = None
    """Version of the entry that an undo or redo takes back."""
    files: tuple[FileChange, ...] = ()
    """Files that it changed."""
    documents: tuple[KeptDocument, ...] = ()
    """Documents that it kept."""

    def change_of(self, name: str) -> FileChange | None:
        """What it did to a file, if anything."""
        return next((change for change in self.files if change.name == name), None)


def digest(text: str | None) -> str | None:
    """SHA-256 of a text in UTF-8; None for no text."""
    return None if text is None else sha256(text.encode()).hexdigest()


def file_change(name: str, before: str | None, after: str | None) -> FileChange:
    """What makes one text of a file of the other."""
    hunks = difference(split(before or ""), split(after or ""))
    lines = tuple(LineChange(line=at + 1, before=old, after=new) for at, old, new in hunks)
    return FileChange(name=name, before=digest(before), after=digest(after), lines=lines)


def text_at(entries: Iterable[Entry], name: str) -> str | None:
    """The text of a file after these entries, which begin with the first; None for no file.

    Raises
    ------
    LedgerError
        When the entries do not fit each other.
    """
    lines: list[str] = []
    last: tuple[Entry, FileChange] | None = None
    for entry in entries:
        change = entry.change_of(name)
        if change is None:
            continue
        try:
            lines, last = changed(lines, change.hunks), (entry, change)
        except ValueError as fault:
            raise _misfit(entry, name, str(fault)) from None
    text = None if last is None or last[1].after is None else "".join(lines)
    if last and digest(text) != last[1].after:
        raise _misfit(last[0], name, "another text than its hash says")
    return text


def _misfit(entry: Entry, name: str, found: str) -> LedgerError:
    wanted = f"a step that fits those before it ({NEW_HISTORY})"
    problem = Problem(HISTORY_FILE, entry.version, 0, name, found, wanted)
    return LedgerError("the history was changed by other means:", [problem])


def tracked(entries: Iterable[Entry]) -> dict[str, str | None]:
    """The hash that each file of the history was last known to have."""
    return {change.name: change.after for entry in entries for change in entry.files}


def in_effect(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries that no undo or redo in effect has taken back."""
    gone: set[int] = set()
    for entry in reversed(entries):
        if entry.undoes is not None and entry.version not in gone:
            gone.add(entry.undoes)
    return tuple(entry for entry in entries if entry.version not in gone)


def last_change(entries: Iterable[Entry], id: str) -> Entry | None:
    """The last entry about a claim or event, or one that may be about any."""
    about = [entry for entry in entries if id in entry.ids or _is_about_any(entry)]
    return about[-1] if about else None


def _is_about_any(entry: Entry) -> bool:
    return entry.action == "hand edit" and not entry.ids and bool(entry.change_of("ledger.csv"))


def now() -> datetime:
    """The time in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0)
