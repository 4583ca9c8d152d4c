"""A ledger's text: rows that were not touched are written back as they were read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from corridor.evidence.claim import COLUMNS, Claim, Held
from corridor.table import Row, row_text

_LARGEST_WHOLE = 1e15


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
        too, so that a change shows as a change of that cell only.
        """
        line_end = "\r\n" if self.head.endswith("\r\n") else "\n"
        text = [self.head]
        for chunk in [*(self._row(claim, line_end) for claim in claims), self.tail]:
            if chunk and not text[-1].endswith(("\n", "\r")):
                text.append(line_end)
            text.append(chunk)
        return "".join(text)

    def _row(self, claim: Claim, line_end: str) -> str:
        original = self.originals.get(claim.id)
        if original and original.claim == claim:
            return original.row.text
        return row_text((_cell(claim, column, original) for column in self.columns), line_end)


def _cell(claim: Claim, column: str, original: Original | None) -> str:
    value: object = getattr(claim, column)
    if original and getattr(original.claim, column) == value:
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
        case _:
            return str(value)
