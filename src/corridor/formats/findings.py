"""What has been found in a table so far, and what was not used of it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32
from zoneinfo import ZoneInfo

from corridor.errors import InputError, Problem
from corridor.evidence import parse_published
from corridor.formats.areas import KnownPlaces, Match, Spot
from corridor.formats.entry import CellFault, Entry, Unused
from corridor.formats.figures import Figure
from corridor.formats.sources import Source
from corridor.scenario import Event

#: More than these are not held in memory. The yearly GED has some 350,000 events of all the world.
MOST_FIGURES = 500_000

_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


class Skipped(NamedTuple):
    """Records that are sound and were not used, and why.

    ``numbers`` are those of their lines in a CSV file, and of the records in a JSON file, from 1.
    """

    field: str
    found: str
    reason: str
    numbers: tuple[int, ...]

    def __str__(self) -> str:
        shown = ", ".join(map(str, self.numbers[:5])) + (", …" if len(self.numbers) > 5 else "")
        rows = f"{len(self.numbers):,} row{'s' if len(self.numbers) > 1 else ''}"
        return f"{rows} ({shown}): {self.field} {self.found}: {self.reason}"


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
    _first: dict[Hashable, int] = field(default_factory=dict)
    _tallies: Counter[str] = field(default_factory=Counter)

    def each(self, entries: Iterable[Entry], use: Callable[[Entry], None]) -> None:
        """Use one record after the other; keep what cannot be read, and what is not used."""
        for entry in entries:
            self.rows += 1
            self.attempt(entry, use)
            if len(self.figures) > MOST_FIGURES:
                expected = "the places of a scenario, or a table cut to its country or years"
                number = f"more than {MOST_FIGURES:,} figures"
                problem = Problem(self.file, entry.line, 0, "", number, expected)
                raise InputError(f"{self.file} is too large to use as a whole:", [problem])

    def attempt(self, entry: Entry, use: Callable[[Entry], None]) -> None:
        """Use a record; list it if it cannot be read or is not used."""
        try:
            use(entry)
        except Unused as unused:
            key = (unused.field, unused.found, unused.reason)
            self._skipped.setdefault(key, []).append(entry.number)
        except CellFault as fault:
            self.problems.append(entry.problem(fault, self.file))

    def skipped(self) -> tuple[Skipped, ...]:
        """The records that were not used, by reason."""
        return tuple(Skipped(*key, tuple(lines)) for key, lines in self._skipped.items())

    def note(self, text: str) -> None:
        """Say something of the table as a whole, once."""
        self.notes[text] = None

    def check_once(self, entry: Entry, field: str, key: Hashable) -> None:
        """Leave out a record that repeats another one, so that nobody is added up twice."""
        first = self._first.setdefault(key, entry.number)
        if first != entry.number:
            entry.unused(field, f"repeats row {first}")

    def tally(self, text: str) -> None:
        """Count a record of which the same is to be said as of others."""
        self._tallies[text] += 1

    def all_notes(self) -> tuple[str, ...]:
        """What is to be said of the table as a whole."""
        return (*self.notes, *(f"{n:,} rows {text}" for text, n in self._tallies.items()))

    def place_id(self, match: Match) -> str:
        """The id of a place, made of its name where it is none of the scenario's."""
        return match.place if match.is_known else slug(match.place)

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
            return Match(next(iter(spot.names), spot.country), is_known=False, by="country")
        is_abroad = spot.country and self.places.countries and not self.places.has_country(spot)
        if match is None and is_abroad:
            raise Unused("country", repr(spot.country), "no country of the scenario's places")
        if match is None:
            near = self.places.nearest_name(next(iter(spot.names), spot.country))
            entry.unused(field, f"no place of the scenario{near}")
        return match

    def public_from(self, held: datetime, given: str = "") -> tuple[datetime, bool]:
        """When a figure was public, and whether the source says so; never before it held."""
        text = self.published or given
        if text:
            return max(_public(text, self.zone), held), True
        return held + self.source.lag, False


def slug(text: str) -> str:
    """A text as an id: lower-case letters, digits and hyphens, at most 60.

    Text in other letters than Latin ones becomes a number that is always the same for it.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    plain = _NOT_PLAIN.sub("-", bare.casefold())
    return plain.strip("-")[:60].strip("-") or f"x{crc32(text.encode()):08x}"


@lru_cache(maxsize=4096)
def _public(text: str, zone: ZoneInfo) -> datetime:
    return parse_published(text, zone)
