"""Cells for spreadsheets, in which no text is a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None

#: A spreadsheet takes a cell that begins so for a formula, some of them after blanks too; the wide
#: forms are those of East Asian keyboards.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it if need be.

    >>> harmless("=1+2"), harmless("Old Bridge")
    ("'=1+2", 'Old Bridge')
    """
    text = text.replace("\0", "")
    begins = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if begins else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table as CSV; texts are made harmless, numbers stand as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def _cell(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return harmless(cell)
        case int():
            return str(cell)
        case _:
            return f"{cell:.9g}"
