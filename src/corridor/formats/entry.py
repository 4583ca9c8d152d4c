"""One record of a table: its cells by the source's own names, read as numbers and dates."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn
from zoneinfo import ZoneInfo

from corridor.errors import Problem
from corridor.evidence import parse_published
from corridor.formats.layout import PCODE_COLUMNS
from corridor.table import separators_hint

#: Cells that say that nothing is known. ``-`` is UNHCR's for nothing or not applicable.
_NOTHING = frozenset({"", "-", "n/a", "na", "null", "none", "not available", "not applicable"})

#: Years outside these are slips of the pen.
FIRST_YEAR, LAST_YEAR = 1900, 2200

_ANY_ZONE = ZoneInfo("UTC")

_WHOLE = re.compile(r"[0-9]{1,12}(\.0+)?")
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]+)?")
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")


class CellFault(Exception):  # noqa: N818
    """A cell that cannot be read: the record becomes a problem."""

    def __init__(self, field: str, found: str, expected: str) -> None:
        super().__init__(field)
        self.field, self.found, self.expected = field, found, expected


class Unused(Exception):  # noqa: N818
    """A record that is sound and not used: it is listed with the reason."""

    def __init__(self, field: str, found: str, reason: str) -> None:
        super().__init__(reason)
        self.field, self.found, self.reason = field, found, reason


@dataclass(frozen=True)
class Entry:
    """A record of a table.

    ``number`` is its line in a CSV file, and counts the records of a JSON file from 1. ``cells``
    has a text for every column of the layout, empty where the file has no such column; ``headings``
    are the names that the file itself gives them.
    """

    number: int
    line: int
    column: int
    path: str
    cells: Mapping[str, str]
    headings: Mapping[str, str]

    def text(self, name: str) -> str:
        """The cell, empty where it says that nothing is known."""
        cell = self.cells[name]
        return "" if cell.casefold() in _NOTHING else cell

    def needed(self, name: str) -> str:
        """The cell, which may not be empty."""
        return self.text(name) or self.fault(name, "a value")

    def whole(self, name: str) -> int | None:
        """A count of people or households, or None where nothing is known."""
        text = self.text(name)
        if not text:
            return None
        if not _WHOLE.fullmatch(text):
            self.fault(name, f"a whole number{separators_hint(text)}")
        return int(text.partition(".")[0])

    def count(self, name: str) -> int:
        """A whole number that may not be missing."""
        value = self.whole(name)
        return self.fault(name, "a whole number") if value is None else value

    def pcode(self) -> str:
        """The P-code of the deepest area that has one."""
        codes = (self.text(name) for name in reversed(PCODE_COLUMNS))
        return next(filter(None, codes), "")

    @property
    def label(self) -> tuple[int, str]:
        """What tells the record from all others of its file."""
        return self.line, self.path

    def degrees(self, name: str) -> float | None:
        """A latitude or longitude, or None where nothing is known."""
        text = self.text(name)
        if not text:
            return None
        if not _NUMBER.fullmatch(text) or abs(float(text)) > 180:
            self.fault(name, f"degrees, such as 39.82{separators_hint(text)}")
        return float(text)

    def day(self, name: str) -> date:
        """A day, from a date such as 2024-06-30 or a time on it."""
        shape = _DAY.fullmatch(self.needed(name))
        try:
            return (
                date(int(shape[1]), int(shape[2]), int(shape[3])) if shape else self._no_day(name)
            )
        except ValueError:
            self._no_day(name)

    def _no_day(self, name: str) -> NoReturn:
        self.fault(name, "a day such as 2024-06-30")

    def public(self, name: str) -> str:
        """When the source says that it was public: a time with its offset, else the day of it."""
        text = self.text(name)
        if not text:
            return ""
        try:
            parse_published(text, _ANY_ZONE)
        except ValueError:
            return self.day(name).isoformat()
        return text

    def fault(self, name: str, expected: str) -> NoReturn:
        """Say that a cell cannot be read."""
        cell = self.cells[name]
        raise CellFault(name, _shown(cell), expected)

    def unused(self, name: str, reason: str) -> NoReturn:
        """Say that the record is not used."""
        raise Unused(self.headings.get(name, name), _shown(self.cells[name]), reason)

    def problem(self, fault: CellFault, file: str) -> Problem:
        """A fault in this record, with its place in the file."""
        heading = self.headings.get(fault.field, fault.field)
        field = f"{self.path}.{heading}" if self.path else heading
        return Problem(file, self.line, self.column, field, fault.found, fault.expected)


def _shown(cell: str) -> str:
    if not cell:
        return "an empty cell"
    return repr(cell if len(cell) <= 80 else cell[:80] + "…")
