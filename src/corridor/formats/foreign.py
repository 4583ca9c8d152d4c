"""What comes of somebody else's table: counts, events and claims, and all that was not used."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

from corridor.errors import InputError, Problem
from corridor.evidence import Claim
from corridor.evidence.claim import Counting, Kind, Measured, Qualifier, Unit
from corridor.evidence.times import parse_held, parse_published
from corridor.formats.areas import KnownPlaces, Match, Spot
from corridor.formats.entry import CellFault, Entry, Unused
from corridor.scenario import Count, Event
from corridor.scenario.parts import Measure
from corridor.table import read_table

_SOURCE_COLUMNS = (
    "format",
    "title",
    "publisher",
    "url",
    "grade",
    "lag_days",
    "lag_source",
    "licence",
)


@dataclass(frozen=True)
class Source:
    """Who publishes a table, how soon, and on what terms."""

    format: str
    title: str
    publisher: str
    url: str
    grade: str
    lag: timedelta
    lag_source: str
    licence: str


@cache
def sources() -> dict[str, Source]:
    """The publishers by format, from ``sources.csv``."""
    rows, problems = read_table(Path(__file__).with_name("sources.csv"), _SOURCE_COLUMNS)
    if problems:
        raise InputError("the table of sources has faults:", problems)
    read = {}
    for row in rows:
        cells = dict(row.cells)
        lag = timedelta(days=int(cells.pop("lag_days")))
        read[cells["format"]] = Source(**cells, lag=lag)
    return read


class Skipped(NamedTuple):
    """Records that are sound and were not used, and why; ``lines`` are where they start."""

    field: str
    found: str
    reason: str
    lines: tuple[int, ...]

    def __str__(self) -> str:
        shown = ", ".join(map(str, self.lines[:5])) + (", …" if len(self.lines) > 5 else "")
        rows = f"{len(self.lines):,} row{'s' if len(self.lines) > 1 else ''} ({shown})"
        return f"{rows}: {self.field}: {self.found}: {self.reason}"


@dataclass(frozen=True)
class ForeignTable:
    """What a table says, in the words of a scenario. Every record is used, skipped or a problem.

    ``counts`` and ``events`` name places of the scenario where its places were given, else ids made
    of the names as written. ``claims`` are proposed. ``problems`` are records that cannot be read.
    """

    format: str
    file: str
    source: Source
    rows: int
    counts: tuple[Count, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


class ValueOrRange(TypedDict):
    """The figure of a row: a value, or the ends of a range."""

    value: int | None
    low: int | None
    high: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """One figure of a table, before it is known whether a count or a claim comes of it."""

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


@dataclass
class Findings:
    """What has been found in a table so far."""

    file: str
    source: Source
    zone: ZoneInfo
    places: KnownPlaces
    origins: tuple[str, ...]
    published: str | None
    figures: list[Figure] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: dict[str, None] = field(default_factory=dict)
    rows: int = 0
    _skipped: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)

    def each(self, entries: Iterable[Entry], use: Callable[[Entry], None]) -> None:
        """Use one record after the other; keep what cannot be read, and what is not used."""
        for entry in entries:
            self.rows += 1
            try:
                use(entry)
            except Unused as unused:
                self.skip(entry.line, unused)
            except CellFault as fault:
                self.problems.append(entry.problem(fault, self.file))

    def skip(self, line: int, unused: Unused) -> None:
        """List a record as not used."""
        key = (unused.field, unused.found, unused.reason)
        self._skipped.setdefault(key, []).append(line)

    def skipped(self) -> tuple[Skipped, ...]:
        """The records that were not used, by reason."""
        return tuple(Skipped(*key, tuple(lines)) for key, lines in self._skipped.items())

    def note(self, text: str) -> None:
        """Say something of the table as a whole, once."""
        self.notes[text] = None

    def new_id(self, text: str) -> str:
        """An id that no other finding of this table has."""
        base = slug(text)
        self._ids[base] = self._ids.get(base, 0) + 1
        return base if self._ids[base] == 1 else self.new_id(f"{base}-{self._ids[base]}")

    def where(self, entry: Entry, field: str, spot: Spot) -> Match:
        """The place of a record; figures of a whole country may stand beside the places in it.

        A record about anywhere else is not used.
        """
        match = self.places.match(spot)
        if match is None and spot.is_country and self.places.has_country(spot):
            return Match(spot.country, is_known=False, by="country")
        if match is None:
            near = self.places.nearest_name(next(iter(spot.names), spot.country))
            entry.unused(field, f"no place of the scenario{near}")
        return match

    def public_from(self, held: datetime, given: str = "") -> tuple[datetime, bool]:
        """When a figure was public, and whether the source says so; never before it held."""
        text = self.published or given
        if text:
            return max(parse_published(text, self.zone), held), True
        return held + self.source.lag, False


def value_or_range(low: int, high: int) -> ValueOrRange:
    """One figure, or a range where its ends differ."""
    if low == high:
        return {"value": low, "low": None, "high": None}
    return {"value": None, "low": low, "high": high}


def slug(text: str) -> str:
    """A text as an id: lower-case letters, digits and hyphens, at most 60."""
    return re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-")[:60].strip("-") or "unnamed"


def counts_and_claims(found: Findings) -> tuple[tuple[Count, ...], tuple[Claim, ...]]:
    """Counts where a figure can be one; else, and where counts would rival each other, claims."""
    alike: dict[tuple[object, ...], list[Figure]] = {}
    for figure in found.figures:
        alike.setdefault(_key(figure), []).append(figure)
    counts: list[Count] = []
    claims: list[Claim] = []
    for figures in alike.values():
        if len(figures) == 1 and _can_be_count(figures[0], found):
            counts.append(_count(figures[0], found))
            continue
        if len(figures) > 1 and _can_be_count(figures[0], found):
            found.note(
                "several figures of one place and time became claims, to choose from"
                f" (first: {figures[0].match.place}, {figures[0].held})"
            )
        claims.extend(_claim(figure, found) for figure in figures)
    return tuple(counts), tuple(claims)


def _key(figure: Figure) -> tuple[object, ...]:
    same = (figure.kind, figure.count, figure.unit, figure.match.place, figure.held)
    return same if figure.count else (*same, figure.id)


def _can_be_count(figure: Figure, found: Findings) -> bool:
    at_home = figure.match.is_known or not found.places.places
    return figure.count is not None and figure.value is not None and at_home


def _held(figure: Figure, found: Findings) -> tuple[str, datetime, bool]:
    text = figure.held.isoformat()
    public, is_stated = found.public_from(parse_held(text, found.zone), figure.published)
    return text, public, is_stated


def _count(figure: Figure, found: Findings) -> Count:
    held, public, is_stated = _held(figure, found)
    place = figure.match.place if figure.match.is_known else slug(figure.match.place)
    return Count.model_validate(
        {
            "id": figure.id,
            "place": place,
            "kind": figure.kind,
            "measure": figure.count,
            "value": figure.value,
            "unit": figure.unit,
            "held": held,
            "published": public,
            "published_how": "stated" if is_stated else "assumed",
            "said_by": figure.said_by or found.source.publisher,
            "published_by": found.source.publisher,
            "url": figure.url or found.source.url,
            "certainty": "derived" if figure.is_derived else "sourced",
            "note": figure.note,
        },
        context=found.zone,
    )


def _claim(figure: Figure, found: Findings) -> Claim:
    held, public, is_stated = _held(figure, found)
    notes = (figure.note, "" if is_stated else "time of publication assumed")
    return Claim.model_validate(
        {
            "id": figure.id,
            "kind": figure.kind,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "place": figure.match.place,
            "held": held,
            "published": public,
            "said_by": figure.said_by or found.source.publisher,
            "published_by": found.source.publisher,
            "url": figure.url or found.source.url,
            "document": found.file,
            "grade": found.source.grade,
            "status": "proposed",
            "certainty": "derived" if figure.is_derived else "stated",
            "noun": figure.noun,
            "qualifier": figure.qualifier,
            "measure": figure.measure,
            "counting": figure.counting,
            "rule": f"table-{found.source.format.replace('_', '-')}",
            "note": "; ".join(filter(None, notes)),
        },
        context=found.zone,
    )
