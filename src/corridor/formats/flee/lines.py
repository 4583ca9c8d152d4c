"""The small CSV files of a Flee folder: rows with their lines, and what is said about them."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from corridor.errors import Problem

#: Files of Flee are a few thousand rows; a larger one is something else.
_LARGEST_BYTES = 64 * 2**20


class Line(NamedTuple):
    """One row: its line from 1, and its cells without outer blanks."""

    number: int
    cells: tuple[str, ...]

    def cell(self, index: int) -> str:
        """A cell, empty where the row is shorter."""
        return self.cells[index] if index < len(self.cells) else ""


class Notice(NamedTuple):
    """Something in a Flee folder that is odd, and what was made of it."""

    file: str
    line: int
    text: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.text}"


@dataclass
class Report:
    """What is wrong with a folder: problems stop the import, notices do not."""

    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def problem(self, file: str, line: int, field: str, found: str, expected: str) -> None:
        """Something without which no scenario can be made."""
        self.problems.append(Problem(file, line, 0, field, found, expected))

    def notice(self, file: str, line: int, text: str) -> None:
        """Something odd that was given its sensible meaning, or left out."""
        self.notices.append(Notice(file, line, text))


def read_lines(path: Path, report: Report) -> list[Line]:
    """The rows of a file that are not empty, comments among them; none if it cannot be read."""
    try:
        data = path.read_bytes()
    except OSError as fault:
        report.problem(path.name, 0, "", str(fault.strerror).lower(), "a file that can be read")
        return []
    if len(data) > _LARGEST_BYTES:
        expected = f"at most {_LARGEST_BYTES:,} bytes"
        report.problem(path.name, 0, "", f"{len(data):,} bytes", expected)
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        found = f"byte 0x{data[fault.start]:02X}"
        report.problem(path.name, line, "", found, "text in UTF-8")
        return []
    return _rows(text, path.name, report)


def _rows(text: str, file: str, report: Report) -> list[Line]:
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[Line] = []
    while True:
        number = reader.line_num + 1
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return rows
        except csv.Error as fault:
            report.problem(file, number, "", str(fault), "a row of CSV")
        else:
            if any(cells):
                rows.append(Line(number, cells))


def data_lines(path: Path, report: Report, *, header: str) -> tuple[Line | None, list[Line]]:
    """The header of a file, if it has one, and the rows that are no comments.

    ``header`` is the name of the first column: some folders lack the ``#`` before it.
    """
    rows = read_lines(path, report)
    comments = [row for row in rows if is_comment(row, header)]
    return (comments[0] if comments else None), [row for row in rows if row not in comments]


def is_comment(row: Line, header: str) -> bool:
    """Whether a row is a comment, or the header without its mark."""
    return row.cells[0].startswith("#") or row.cells[0].casefold() == header


def whole_number(text: str) -> int | None:
    """A whole number, also written with decimals that are nought; None for anything else."""
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() and abs(value) < 1e12 else None
