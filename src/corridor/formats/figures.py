"""A figure of a table, before it is known whether a count or a claim comes of it."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypedDict, TypeVar

from corridor.evidence.claim import Counting, Kind, Measured, Qualifier, Unit
from corridor.formats.areas import Match
from corridor.scenario.parts import Measure

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One figure of a table.

    ``count`` is the measure of the count that it can be; None for what can only be a claim.
    ``published`` is a date or a time with its offset, empty where the source does not say.
    """

    id: str
    kind: Kind
    match: Match
    held: date
    value: int | None = None
    low: int | None = None
    high: int | None = None
    unit: Unit = "people"
    count: Measure | None = None
    measure: Measured = ""
    counting: Counting = ""
    qualifier: Qualifier = ""
    noun: str = ""
    said_by: str = ""
    url: str = ""
    note: str = ""
    is_derived: bool = False
    published: str = ""
    quote: str = ""


class ValueOrRange(TypedDict):
    """The figure of a row: a value, or the ends of a range."""

    value: int | None
    low: int | None
    high: int | None


def value_or_range(low: int, high: int) -> ValueOrRange:
    """One figure, or a range where its ends differ."""
    if low == high:
        return {"value": low, "low": None, "high": None}
    return {"value": None, "low": low, "high": high}


class Total:
    """What rows that are parts of one figure come to."""

    def __init__(self) -> None:
        self.value = 0
        self.rows = 0
        self.parts: dict[str, None] = {}

    def words(self) -> str:
        """What was added up, for a note."""
        parts = sorted(filter(None, self.parts))
        named = ", ".join(parts[:3]) + (", …" if len(parts) > 3 else "")
        if self.rows == 1:
            return f"; {named}" if named else ""
        return f"; sum of {self.rows} rows" + (f": {named}" if named else "")


class Sums(Generic[Key]):
    """Rows that are parts of one figure, added up by key."""

    def __init__(self) -> None:
        self._totals: dict[Key, Total] = {}

    def add(self, key: Key, value: int, part: str) -> None:
        """Add a row; ``part`` is what it has of its own."""
        total = self._totals.setdefault(key, Total())
        total.value += value
        total.rows += 1
        total.parts[part] = None

    def totals(self) -> Iterator[tuple[Key, Total]]:
        """The sums, in the order in which their first rows came."""
        yield from self._totals.items()
