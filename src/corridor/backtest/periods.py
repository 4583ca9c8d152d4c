"""Lengths of time and origins, as they are typed."""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta

import numpy as np

from corridor.errors import InputError, OptionError, Problem
from corridor.forecast import read_as_of
from corridor.observe.target import find_targets
from corridor.scenario import Scenario
from corridor.scenario.check.times import LONGEST_PAST

_UNITS = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_SHORT = re.compile(r"(\d+(?:\.\d+)?)([hdw]?)", re.IGNORECASE)
_ISO = re.compile(r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?)?", re.IGNORECASE)

#: A forecast reaches no further: see ``horizon_days`` of a scenario.
LONGEST_HORIZON = timedelta(days=366)

#: More origins than this are a slip of the pen.
MOST_ORIGINS = 10_000


def read_period(text: str) -> timedelta | None:
    """The length of time that a text means, or None for one that is none or nothing at all.

    ``7`` and ``7d`` are days, ``12h`` hours, ``2w`` weeks; also ``P7D`` and ``PT12H`` (ISO 8601).
    """
    short, iso = _SHORT.fullmatch(text.strip()), _ISO.fullmatch(text.strip())
    if short:
        length = float(short[1]) * _UNITS[short[2].lower() or "d"]
    elif iso:
        weeks, days, hours = (int(part or 0) for part in iso.groups())
        length = timedelta(weeks=weeks, days=days, hours=hours)
    else:
        return None
    return length or None


def read_horizons(text: str) -> tuple[timedelta, ...]:
    """How far ahead is forecast: lengths of time separated by commas, in rising order.

    Raises
    ------
    OptionError
        Naming every part that is none, or longer than :data:`LONGEST_HORIZON`.
    """
    parts = [part.strip() for part in text.split(",")]
    read = {part: read_period(part) for part in parts}
    wrong = [
        Problem("", 0, 0, "horizons", repr(part), "a length of time such as 7, 12h or P30D")
        for part, length in read.items()
        if length is None
    ]
    wrong += [
        Problem("", 0, 0, "horizons", repr(part), f"at most {LONGEST_HORIZON.days} days")
        for part, length in read.items()
        if length is not None and length > LONGEST_HORIZON
    ]
    if wrong:
        raise OptionError("the horizons cannot be used:", wrong)
    return tuple(sorted({length for length in read.values() if length is not None}))


def read_origins(
    text: str, scenario: Scenario, horizons: Sequence[timedelta]
) -> tuple[datetime, ...]:
    """The origins that a text means for a scenario, in rising order, in its time zone.

    ``30d`` or ``12h`` is one every so often from the scenario's own as-of time to the last from
    which the shortest horizon ends while half of the places are still counted; ``TIME/12h`` begins
    at another time; a bare whole number is so many, evenly over that span; anything else is a list
    of times or dates, separated by commas. A date is its end, as everywhere.

    Raises
    ------
    OptionError
        For a text that is none of these, origins that are no as-of times of this scenario, or none.
    """
    first, last = scenario.default_as_of, _last_origin(scenario, horizons[0])
    begin, _, rest = text.rpartition("/")
    if begin:
        first = _read_time(begin, scenario)
    if not begin and text.strip().isdigit():
        origins = list(_evenly(first, last, int(text)))
    elif every := read_period(rest):
        origins = list(_every(first, last, every))
    else:
        origins = sorted({_read_time(part, scenario) for part in text.split(",")})
    if not origins:
        raise OptionError(
            f"origins: {text!r} gives none for {scenario.name}: from {first.isoformat()} to "
            f"{last.isoformat()}, after which no horizon ends while half of the places are counted"
        )
    _check(origins, scenario)
    return tuple(origin.astimezone(scenario.zone) for origin in origins)


def _last_origin(scenario: Scenario, shortest: timedelta) -> datetime:
    # Some places are counted for years after all others.
    ends = [
        np.median([series.days[-1] for series in target.places.values()])
        for target in find_targets(scenario, scenario.counts)
    ]
    last = scenario.start + timedelta(days=float(min(ends, default=0.0))) - shortest
    return min(last, scenario.start + LONGEST_PAST)


def _every(first: datetime, last: datetime, every: timedelta) -> Iterator[datetime]:
    # In UTC, so that every step is as long, also where clocks are changed.
    first = first.astimezone(UTC)
    for number in range(min((last - first) // every + 1, MOST_ORIGINS)):
        yield first + number * every


def _evenly(first: datetime, last: datetime, number: int) -> Iterator[datetime]:
    if last < first or number < 1:
        return
    if number == 1:
        yield first
        return
    gap = (last - first) / (number - 1)
    yield from _every(first, last, timedelta(minutes=gap // timedelta(minutes=1)) or gap)


def _read_time(text: str, scenario: Scenario) -> datetime:
    try:
        if len(text.strip()) == len("2023-09-24"):
            day = datetime.fromisoformat(text.strip())
            return datetime.combine(day, time(23, 59, 59), scenario.zone)
        return read_as_of(text.strip(), scenario)
    except (ValueError, InputError) as error:
        raise _no_origins(text) from error


def _no_origins(text: str) -> OptionError:
    return OptionError(
        f"origins: found {text!r}, expected how often (30d, 12h, TIME/12h), how many (12), or "
        "times such as 2023-09-24T22:00+04:00, separated by commas"
    )


def _check(origins: Sequence[datetime], scenario: Scenario) -> None:
    wrong = [
        Problem("", 0, 0, scenario.name, origin.isoformat(), _expected(scenario))
        for origin in origins
        if not timedelta(0) < origin - scenario.start <= LONGEST_PAST
    ]
    if wrong:
        raise OptionError("not every origin can be used:", wrong)


def _expected(scenario: Scenario) -> str:
    return f"a time up to {LONGEST_PAST.days} days after {scenario.start.isoformat()}"
