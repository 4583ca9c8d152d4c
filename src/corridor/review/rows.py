"""Rows that reading proposes for the timeline and the counts, kept until a person decides.

``timeline.proposed.csv`` has the columns of ``timeline.csv`` and those of :data:`TRACE`;
``counts.proposed.csv`` likewise. A row may be unfinished, such as a closure of a road that no link
stands for: it has to be right only when it is accepted.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import get_args

from corridor.errors import LedgerError, Problem
from corridor.evidence.claim import Status
from corridor.scenario.load import columns
from corridor.scenario.parts import Count, Event
from corridor.scenario.uses import COUNTS_FILE, TIMELINE_FILE
from corridor.table import Row, Table, row_text, scan_table

#: Columns that tell where a proposed row comes from, and what was decided about it.
TRACE = ("status", "reason", "document", "quote", "start", "end", "rule", "confidence")

#: Table -> the file with the rows that are proposed for it.
PROPOSED_FILES: Mapping[str, str] = {
    TIMELINE_FILE: "timeline.proposed.csv",
    COUNTS_FILE: "counts.proposed.csv",
}

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    TIMELINE_FILE: columns(Event),
    COUNTS_FILE: columns(Count),
}

_OPTIONAL: Mapping[str, frozenset[str]] = {
    TIMELINE_FILE: Event.optional_columns,
    COUNTS_FILE: Count.optional_columns,
}


@dataclass(frozen=True)
class ProposedRow:
    """A row that may be added to a table of the scenario."""

    table: str
    """The table: ``timeline.csv`` or ``counts.csv``."""
    cells: Mapping[str, str]
    """A text for each column of the table and of :data:`TRACE`."""

    @property
    def id(self) -> str:
        """Its id, in the table as here."""
        return self.cells["id"]

    @property
    def status(self) -> str:
        """Proposed, accepted or rejected."""
        return self.cells["status"]

    @property
    def span(self) -> tuple[int, int] | None:
        """Where its words stand in the document, in characters; None where that is not known."""
        start, end = self.cells["start"], self.cells["end"]
        return (int(start), int(end)) if start and end else None

    @property
    def confidence(self) -> float | None:
        """How sure the rule is that found it, from 0 to 1."""
        text = self.cells["confidence"]
        return float(text) if text else None

    def with_cells(self, cells: Mapping[str, str]) -> "ProposedRow":
        """The row with other texts in some of its columns."""
        return replace(self, cells={**self.cells, **cells})


def proposed_row(table: str, cells: Mapping[str, str]) -> ProposedRow:
    """A row for a table, not decided on yet; columns that are not given are empty."""
    given = dict.fromkeys((*_COLUMNS[table], *TRACE), "") | {"status": "proposed"} | dict(cells)
    return ProposedRow(table, given)


@dataclass(frozen=True)
class ProposedRows:
    """The rows proposed for one table, in the order of their file."""

    table: str
    rows: tuple[ProposedRow, ...] = ()
    read: Table | None = field(default=None, repr=False)
    """What they were read from, so that they can be written back unchanged."""

    def text(self) -> str | None:
        """The text of the file; rows that were not changed keep theirs. None without any rows."""
        if self.read is None and not self.rows:
            return None
        names = self.read.columns if self.read else (*_COLUMNS[self.table], *TRACE)
        head = self.read.head if self.read else row_text(names)
        originals = {row.cells["id"]: row for row in self.read.rows} if self.read else {}
        parts = [head, *(_text(row, names, originals) for row in self.rows)]
        parts.append(self.read.tail if self.read else "")
        return "".join(_with_line_ends(parts))

    def table_columns(self) -> tuple[str, ...]:
        """The columns of the table that the rows are for."""
        return _COLUMNS[self.table]

    def optional_columns(self) -> frozenset[str]:
        """Those of them that the table's file may lack."""
        return _OPTIONAL[self.table]


def _text(row: ProposedRow, names: Iterable[str], originals: Mapping[str, Row]) -> str:
    original = originals.get(row.id)
    if original and dict(original.cells) == {name: row.cells[name] for name in original.cells}:
        return original.text
    return row_text(row.cells.get(name, "") for name in names)


def _with_line_ends(parts: list[str]) -> Iterable[str]:
    for index, part in enumerate(parts):
        is_open = bool(part) and not part.endswith(("\n", "\r"))
        yield part + ("\n" if is_open and any(parts[index + 1 :]) else "")


def load_rows(folder: Path, table: str) -> ProposedRows:
    """The rows that are proposed for a table of a scenario folder.

    Raises
    ------
    LedgerError
        With every fault in their file.
    """
    path = folder / PROPOSED_FILES[table]
    if not path.exists():
        return ProposedRows(table)
    read = scan_table(path, (*_COLUMNS[table], *TRACE), optional=_OPTIONAL[table])
    problems = [*read.problems, *(fault for row in read.rows for fault in _faults(path.name, row))]
    if problems:
        raise LedgerError(f"{path.name} has problems:", problems)
    return ProposedRows(table, tuple(ProposedRow(table, row.cells) for row in read.rows), read)


def _faults(file: str, row: Row) -> Iterable[Problem]:
    wanted = {
        "id": (r"[a-z0-9][a-z0-9_-]{0,63}", "lower-case letters, digits, hyphens and underscores"),
        "status": ("|".join(get_args(Status)), "proposed, accepted or rejected"),
        "start": (r"[0-9]{0,9}", "a number of characters"),
        "end": (r"[0-9]{0,9}", "a number of characters"),
        "confidence": (r"|1|0?\.[0-9]+|0|1\.0+", "a number from 0 to 1"),
    }
    for name, (pattern, expected) in wanted.items():
        if not re.fullmatch(pattern, row.cells[name]):
            yield Problem(file, row.line, 0, name, repr(row.cells[name]), expected)
