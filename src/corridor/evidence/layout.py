"""A ledger's text: rows that were not touched are written back as they were read."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corridor.evidence.claim import COLUMNS, OPTIONAL_COLUMNS, Claim, Held
from corridor.table import Row, row_text

_LARGEST_WHOLE = 1e15
_LINE_END = re.compile(r"(?:\r\n|\r|\n)?\Z")


@dataclass(frozen=True)
class Original:
    """A claim as it was read, and the row it was read from."""

    claim: Claim
    row: Row


@dataclass(frozen=True)
class Layout:
    """What a ledger's file looked like: order of columns, header, rows by id, text at the end."""

    columns: tuple[str, ...] = COLUMNS
    head: str = ",".join(COLUMNS) + "\n"
    tail: str = ""
    originals: Mapping[str, Original] = field(default_factory=dict)

    def render(self, claims: Iterable[Claim]) -> str:
        """The text of a ledger with these claims.

        An unchanged claim has the text it was read from, and an unchanged cell of a changed claim
        too, so that a change shows as a change of that cell only. An optional column that the
        file did not have is put at the end of every row as soon as one claim uses it.
        """
        written = tuple(claims)
        added = self._added(written)
        line_end = "\r\n" if self.head.endswith("\r\n") else "\n"
        text = [_lengthened(self.head, added)]
        for chunk in [*(self._row(claim, added, line_end) for claim in written), self.tail]:
            if chunk and not text[-1].endswith(("\n", "\r")):
                text.append(line_end)
            text.append(chunk)
        return "".join(text)

    def _added(self, claims: Sequence[Claim]) -> tuple[str, ...]:
        return tuple(
            column
            for column in OPTIONAL_COLUMNS
            if column not in self.columns
            and any(getattr(claim, column) not in ("", (), None) for claim in claims)
        )

    def _row(self, claim: Claim, added: tuple[str, ...], line_end: str) -> str:
        original = self.originals.get(claim.id)
        if original and original.claim == claim:
            return _lengthened(original.row.text, [""] * len(added))
        columns = (*self.columns, *added)
        return row_text((_cell(claim, column, original) for column in columns), line_end)


def claim_cells(claim: Claim) -> dict[str, str]:
    """A claim as the texts of a row, by column; empty where nothing is given."""
    return {column: _text(getattr(claim, column)) for column in Claim.model_fields}


def _lengthened(row: str, cells: Sequence[str]) -> str:
    return _LINE_END.sub(lambda end: "".join(f",{cell}" for cell in cells) + end[0], row, count=1)


def _cell(claim: Claim, column: str, original: Original | None) -> str:
    value: object = getattr(claim, column)
    if original and column in original.row.cells and getattr(original.claim, column) == value:
        return original.row.cells[column]
    return _text(value)


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case float() if value.is_integer() and abs(value) < _LARGEST_WHOLE:
            return str(int(value))
        case datetime():
            return value.isoformat()
        case Held():
            return value.text
        case tuple():
            return ";".join(map(str, value))
        case _:
            return str(value)
