"""What lies in a scenario folder at the moment of a step, changes made by hand included."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TypeAlias
from zoneinfo import ZoneInfo

from corridor.cases import case_names
from corridor.errors import LedgerError, NotFoundError, Problem, near_id
from corridor.evidence import Claim, Ledger
from corridor.evidence.pool import LEDGER_FILE
from corridor.review.entry import Entry, digest, file_change, now, text_at, tracked
from corridor.review.history import read_history, read_text
from corridor.review.rows import PROPOSED_FILES, ProposedRow, ProposedRows, load_rows
from corridor.scenario.check import check
from corridor.scenario.draft import Draft
from corridor.scenario.load import read_draft
from corridor.scenario.uses import (
    COUNTS_FILE,
    LIFTS_FILE,
    LINKS_FILE,
    PLACES_FILE,
    SUPPLIES_FILE,
    TIMELINE_FILE,
    YAML_FILE,
)

EVENTS_FILE = "timeline.proposed.csv"

_SCENARIO_FILES = (
    *(YAML_FILE, PLACES_FILE, LINKS_FILE, TIMELINE_FILE, COUNTS_FILE, SUPPLIES_FILE, LIFTS_FILE),
    *(LEDGER_FILE, *PROPOSED_FILES.values()),
)

#: Files whose rows have ids that a step can be about.
_FILES_OF_IDS = (LEDGER_FILE, *PROPOSED_FILES.values())

#: What the rows of a table are, as it stands before their ids in a step.
KIND_OF_ROW: Mapping[str, str] = {
    PLACES_FILE: "place",
    LINKS_FILE: "link",
    SUPPLIES_FILE: "supply",
    LIFTS_FILE: "lift",
}

#: What a person decides about.
Found: TypeAlias = Claim | ProposedRow


@dataclass(frozen=True)
class Desk:
    """What lies in a scenario folder at the moment of a step."""

    folder: Path
    entries: tuple[Entry, ...]
    """The history, with hand edits that were found just now."""
    draft: Draft
    """What can be read of the scenario."""
    problems: tuple[Problem, ...]
    """What is wrong with it."""
    hashes: Mapping[str, str | None]
    """SHA-256 of each file as it was before any of this was read."""

    @property
    def zone(self) -> ZoneInfo:
        """The scenario's time zone."""
        return self.draft.settings.zone if self.draft.settings else ZoneInfo("UTC")

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger.

        Raises
        ------
        LedgerError
            When it does not pass its checks.
        """
        if self.draft.ledger is None:
            faults = [problem for problem in self.problems if problem.file == LEDGER_FILE]
            raise LedgerError("the ledger cannot be changed while it has problems:", faults)
        return self.draft.ledger

    @cached_property
    def rows(self) -> Mapping[str, ProposedRows]:
        """The rows that are proposed for tables of the scenario, by table.

        Raises
        ------
        LedgerError
            When a file of them does not pass its checks.
        """
        return {table: load_rows(self.folder, table) for table in PROPOSED_FILES}

    @cached_property
    def found(self) -> tuple[Found, ...]:
        """All claims and proposed rows."""
        rows = (row for proposed in self.rows.values() for row in proposed.rows)
        return (*self.ledger.claims, *rows)

    def find(self, id: str) -> Found:
        """The claim or proposed row with this id.

        Raises
        ------
        LedgerError
            When there is none.
        """
        for one in self.found:
            if one.id == id:
                return one
        known = near_id(id, (one.id for one in self.found))
        expected = f"the id of a claim or of a proposed row{known}"
        raise LedgerError("no such claim:", [Problem(LEDGER_FILE, 0, 0, "id", repr(id), expected)])

    def text(self, name: str) -> str | None:
        """The text of a file of the folder; None for no file."""
        return read_text(self.folder / name)


def open_desk(folder: Path | str) -> Desk:
    """What lies in a scenario folder now, to look at.

    Raises
    ------
    NotFoundError
        For a folder without a ledger.
    LedgerError
        For a history, or a file it knows, that cannot be read.
    """
    folder = Path(folder)
    check_folder(folder)
    return desk_of(folder, read_history(folder))


def check_folder(folder: Path) -> None:
    """See that there is a scenario with a ledger in a folder.

    Raises
    ------
    NotFoundError
        When there is not.
    """
    if str(folder) in case_names():
        raise NotFoundError(
            f"{folder} is a built-in case, which is read only: work on a copy, made by "
            f"corridor new NAME --like {folder}"
        )
    try:
        is_there = (folder / LEDGER_FILE).is_file() and (folder / YAML_FILE).is_file()
    except (OSError, ValueError):
        is_there = False
    if not is_there:
        raise NotFoundError(
            f"{folder} is not a scenario folder: expected one with {YAML_FILE} and {LEDGER_FILE}"
        )


def desk_of(folder: Path, entries: tuple[Entry, ...]) -> Desk:
    """What lies in a folder with this history."""
    hashes = {path.name: sha256(path.read_bytes()).hexdigest() for path in scenario_files(folder)}
    found = tuple(_hand_edits(folder, entries))
    draft, problems = read_draft(folder)
    return Desk(folder, (*entries, *found), draft, (*problems, *check(draft)), hashes)


def scenario_files(folder: Path) -> Iterator[Path]:
    """The files of a scenario folder that a step may change."""
    return (folder / name for name in _SCENARIO_FILES if (folder / name).is_file())


def _hand_edits(folder: Path, entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """An entry for each file that is not as the last step left it."""
    version = len(entries)
    for name, hash_ in tracked(entries).items():
        text = read_text(folder / name)
        if digest(text) != hash_:
            version += 1
            before = text_at(entries, name)
            yield Entry(
                version=version,
                time=now(),
                action="hand edit",
                ids=tuple(_ids_of(name, before, text)),
                files=(file_change(name, before, text),),
            )


def _ids_of(name: str, before: str | None, text: str | None) -> Iterator[str]:
    """Ids as steps have them: those of places and links say which they are."""
    if name in _FILES_OF_IDS:
        yield from _changed_ids(before, text)
    elif name in KIND_OF_ROW:
        yield from (f"{KIND_OF_ROW[name]}:{id}" for id in _changed_ids(before, text))


def _changed_ids(before: str | None, after: str | None) -> tuple[str, ...]:
    """Ids of the rows that differ; none where that cannot be told."""
    old, new = _rows(before), _rows(after)
    if not old or not new:
        return ()
    return tuple(id for id in {**old, **new} if old.get(id) != new.get(id))


def _rows(text: str | None) -> dict[str, tuple[tuple[str, str], ...]]:
    """The filled cells of each row by its id, as far as a text can be read as a table."""
    try:
        rows = list(csv.DictReader(StringIO((text or "").removeprefix("\ufeff"), newline="")))
    except csv.Error:
        return {}
    return {
        str(row["id"]): tuple((key, cell) for key, cell in row.items() if key and cell)
        for row in rows
        if row.get("id")
    }
