"""What a change of a scenario can name, and the words that it is written in."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corridor.errors import near_or_all
from corridor.parameters.yaml_text import plain_number
from corridor.scenario.parts import Link, Parameter, Place

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_EXAMPLE = "2030-05-03 or 2030-05-03T18:00"


class ChangeError(ValueError):
    """A change that cannot be read or made: what was found, what would be right."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(f"found {found}, expected {expected}")
        self.found, self.expected = found, expected


class Window(NamedTuple):
    """From one instant to another; None stands for the beginning or the end of time."""

    start: datetime | None
    end: datetime | None


@dataclass(frozen=True)
class World:
    """What a change can name; ``claims`` are None where they are not known."""

    zone: ZoneInfo
    places: Mapping[str, Place]
    links: Mapping[str, Link]
    drivers: frozenset[str]
    parameters: Mapping[str, Parameter]
    claims: frozenset[str] | None

    def road(self, id: str) -> str:
        """The id of a link or checkpoint.

        Raises
        ------
        ChangeError
            If it is none.
        """
        checkpoints = {place.id for place in self.places.values() if place.kind == "checkpoint"}
        known = self.links.keys() | checkpoints
        if id in known:
            return id
        place = self.places.get(id)
        found = repr(id) + (f", which is a place of kind {place.kind!r}" if place else "")
        raise ChangeError(found, "the id of a link or checkpoint" + near_or_all(id, known))

    def place(self, id: str, *, but: str | None = None, kind: str | None = None) -> Place:
        """The place with this id, of one kind, or not of the kind ``but``.

        Raises
        ------
        ChangeError
            If there is none.
        """
        fit = {
            place.id
            for place in self.places.values()
            if place.kind != but and kind in (None, place.kind)
        }
        if id in fit:
            return self.places[id]
        place = self.places.get(id)
        found = repr(id) + (f", which is of kind {place.kind!r}" if place else "")
        what = f"the id of a place of kind {kind!r}" if kind else "the id of a place"
        what += f" that is not of kind {but!r}" if but else ""
        raise ChangeError(found, what + near_or_all(id, fit))


class Words:
    """The words of a change, taken one by one."""

    def __init__(self, text: str, form: str) -> None:
        # "6h" is two words, as "6 h" is.
        self._words = re.sub(r"(?<=\s)([0-9.]+)h(?=\s|$)", r"\1 h", text).split()[1:]
        self.form = form

    @property
    def next(self) -> str:
        """The next word, or an empty one at the end."""
        return self._words[0] if self._words else ""

    def take(self) -> str:
        """The next word, which is there."""
        if not self._words:
            raise ChangeError("nothing more", self.form)
        return self._words.pop(0)

    def rest(self) -> str:
        """All words that are left, of which there is one at least."""
        text = " ".join([self.take(), *self._words])
        self._words.clear()
        return text

    def skip(self, word: str) -> None:
        """Pass over a word that has to stand here."""
        found = self.take()
        if found != word:
            raise ChangeError(repr(found), f"{word!r}, as in {self.form}")

    def number(self, what: str, *, above: float = 0.0) -> float:
        """The next word as a number of ``above`` or more."""
        return read_number(self.take(), what, above=above)

    def window(self, zone: ZoneInfo, *, needed: bool = False) -> Window:
        """The last word as a time window; all time where it is missing and not needed."""
        if not self._words and not needed:
            return Window(None, None)
        window = read_window(self.take(), zone)
        self.end()
        return window

    def end(self) -> None:
        """See that no word is left."""
        if self._words:
            raise ChangeError(repr(self._words[0]), f"nothing more after {self.form}")


def read_number(text: str, what: str, *, above: float = 0.0) -> float:
    """A number of ``above`` or more."""
    number = plain_number(text)
    if number is None or not above <= number <= 1e12:
        low = f" of {above:g} or more" if above > -1e9 else ""
        raise ChangeError(repr(text), f"{what}, a number{low}")
    return float(number)


def read_window(text: str, zone: ZoneInfo) -> Window:
    """A window such as ``2030-05-03..2030-05-04``; without an end it goes on."""
    start_text, _, end_text = text.partition("..")
    start = _read_time(start_text, zone, is_end=False)
    end = _read_time(end_text, zone, is_end=True) if end_text else None
    if end is not None and end <= start:
        raise ChangeError(repr(text), "a time FROM..TO whose end comes after its beginning")
    return Window(start, end)


def _read_time(text: str, zone: ZoneInfo, *, is_end: bool) -> datetime:
    """An instant in UTC; a bare date is its beginning, or as an end its end."""
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        expected = f"a time FROM..TO, with dates or times such as {_EXAMPLE}"
        raise ChangeError(repr(text), expected) from None
    if not 1900 < instant.year < 2200:
        raise ChangeError(repr(text), "a year from 1901 to 2199")
    if _DATE.fullmatch(text):
        day = instant.date() + timedelta(days=1 if is_end else 0)
        instant = datetime.combine(day, time(0))
    if instant.tzinfo is None:
        instant = instant.replace(tzinfo=zone)
    return instant.astimezone(UTC)


def fresh_id(wanted: str, taken: Iterable[str]) -> str:
    """An id that is not taken, as near to the one wanted as can be."""
    taken, base = set(taken), wanted[:60]
    numbers = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return next(id for id in (base, *numbers) if id not in taken)
