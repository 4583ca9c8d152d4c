"""What a published count speaks of, in the engine's terms, and what members have there."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from corridor.evidence.times import parse_held
from corridor.observe.ways import Way, way_behind
from corridor.scenario import Count, Place, Scenario
from corridor.scenario.parts import CountKind
from corridor.units import Floats, Hours

#: The array of an ensemble that a count speaks of.
Variable: TypeAlias = Literal["arrivals", "registered", "present"]

_HOUR = timedelta(hours=1)


#: Gives the array of a variable at a reception place, shape (member, step).
SeriesOf: TypeAlias = Callable[[Variable, str], npt.NDArray[np.number]]


class Moment(NamedTuple):
    """What the engine can be asked for: a variable at a reception place at some time.

    Times are hours since the start of the run; a flow is what passed between ``begin`` and ``end``,
    a stock what there is at ``end``.
    """

    variable: Variable
    place: str
    begin: Hours
    end: Hours


@dataclass(frozen=True)
class Reading:
    """A count, and the moment that it speaks of.

    Of what passed a place on the way, the times are those at which it reaches reception.
    """

    count: Count
    moment: Moment


@dataclass(frozen=True)
class LeftOut:
    """A count that is not used, with the reason."""

    count: Count
    reason: str


class Readings(NamedTuple):
    """The counts that can be used, in the order of their times, and the others."""

    used: tuple[Reading, ...]
    left_out: tuple[LeftOut, ...]


def read_counts(scenario: Scenario, counts: Iterable[Count]) -> Readings:
    """What the counts speak of in this scenario.

    Of two counts of the same thing at the same time the one that was published later replaces the
    other.
    """
    kept, left_out = _without_revised(counts)
    reader = _Reader(scenario)
    used = []
    for count in kept:
        reading = reader.read(count)
        if isinstance(reading, LeftOut):
            left_out.append(reading)
        else:
            used.append(reading)
    used.sort(key=lambda one: (one.moment.end, one.count.published, one.count.id))
    return Readings(tuple(used), tuple(left_out))


def people_at(
    moments: Iterable[Moment],
    series: SeriesOf,
    *,
    edges_hours: Floats,
    delay_hours: Floats,
) -> Floats:
    """What members have at some moments, shape (member, moment), in people.

    Linear in time between the edges of steps.

    Parameters
    ----------
    moments : iterable of Moment
    series : callable
        Gives the array of a variable at a reception place, shape (member, step).
    edges_hours : Floats, shape (step + 1,)
        Of the steps, since the start of the run.
    delay_hours : Floats, shape (member,)
        By how much what was counted is older than the count.
    """
    summed: dict[tuple[str, str], Floats] = {}
    columns = []
    for moment in moments:
        key = (moment.variable, moment.place)
        if key not in summed:
            summed[key] = _running(series(*key), is_stock=moment.variable == "present")
        people = _at(summed[key], edges_hours, moment.end - delay_hours)
        if moment.begin > 0.0:
            people = people - _at(summed[key], edges_hours, moment.begin - delay_hours)
        columns.append(people)
    return np.column_stack([np.zeros((len(delay_hours), 0)), *columns])


def _running(at_place: npt.NDArray[np.number], *, is_stock: bool) -> Floats:
    """People there, or who came so far, at the edges of steps."""
    people = at_place if is_stock else np.cumsum(at_place, axis=1, dtype=np.float64)
    return np.pad(people.astype(np.float64), ((0, 0), (1, 0)))


def _at(series: Floats, edges: Floats, hours: Floats) -> Floats:
    """Each member's series at its own time."""
    position = np.interp(hours, edges, np.arange(len(edges), dtype=np.float64))
    before = np.minimum(position.astype(np.int64), len(edges) - 2)
    fraction, member = position - before, np.arange(len(series))
    between: Floats = (
        series[member, before] * (1 - fraction) + series[member, before + 1] * fraction
    )
    return between


def _without_revised(counts: Iterable[Count]) -> tuple[list[Count], list[LeftOut]]:
    last: dict[tuple[object, ...], Count] = {}
    left_out = []
    for count in sorted(counts, key=lambda count: count.published):
        what = (count.place, count.kind, count.measure, count.unit)
        same = (*what, count.since, count.held.end)
        if same in last:
            left_out.append(LeftOut(last[same], "a later count of the same time replaces it"))
        last[same] = count
    return list(last.values()), left_out


class _Reader:
    """Reads counts of one scenario; each place is looked at once."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario
        self._place = {place.id: place for place in scenario.places}
        self._ways: dict[str, Way | None] = {}

    def read(self, count: Count) -> Reading | LeftOut:
        """The reading of a count, or why there is none."""
        begin, end = _begin(self._scenario, count), hours_since_start(self._scenario, count)
        if end <= 0:
            return LeftOut(count, "it held before the start of the run")
        if begin is None:
            return LeftOut(count, "nothing says when its period began (column since)")
        place = self._place[count.place]
        if place.kind != "reception":
            return self._read_on_the_way(count, begin, end)
        variable = _variable(count, place)
        if variable is None:
            return LeftOut(count, _NOT_IN_THE_MODEL[count.kind])
        return Reading(count, Moment(variable, place.id, begin, end))

    def _read_on_the_way(self, count: Count, begin: Hours, end: Hours) -> Reading | LeftOut:
        way = self._way_behind(count.place)
        if count.measure == "stock" or count.kind not in ("arrived", "vehicles") or way is None:
            return LeftOut(count, "it is of no reception place, nor of all who go to one")
        begin = begin + way.hours if begin > 0 else 0.0
        return Reading(count, Moment("arrivals", way.reception, begin, end + way.hours))

    def _way_behind(self, place: str) -> Way | None:
        if place not in self._ways:
            self._ways[place] = way_behind(self._scenario, place)
        return self._ways[place]


#: Why counts of a flow of some kinds cannot be used.
_NOT_IN_THE_MODEL: Mapping[CountKind, str] = {
    "registered": "the place has no registrations_per_hour, so that all are registered at once",
    "sheltered": "the model has nobody who finds shelter in a period, only people present",
}


def _variable(count: Count, place: Place) -> Variable | None:
    """What a count at a reception place speaks of, or None where the model has no such thing."""
    if count.measure == "stock":
        return "present"
    if count.kind == "registered" and place.registrations_per_hour is not None:
        return "registered"
    return "arrivals" if count.kind in ("arrived", "vehicles") else None


def hours_since_start(scenario: Scenario, count: Count) -> Hours:
    """When a count held, in hours since the start of the run."""
    return (count.held.end - scenario.start) / _HOUR


def _begin(scenario: Scenario, count: Count) -> Hours | None:
    """When what was counted began, in hours since the start of the run; None if not known."""
    if count.measure != "period":
        return 0.0
    since = count.since or _start_of_held(scenario, count)
    return None if since is None else max((since - scenario.start) / _HOUR, 0.0)


def _start_of_held(scenario: Scenario, count: Count) -> datetime | None:
    """The beginning of the day, month or year in which a count held: the end of the one before."""
    parts = [int(part) for part in count.held.text.split("-")] if _is_dated(count) else []
    if not parts:
        return None
    year, *rest = parts
    second = timedelta(seconds=1)
    if len(rest) == 0:
        return parse_held(f"{year - 1:04}", scenario.zone) + second
    if len(rest) == 1:
        before = (year - 1, 12) if rest[0] == 1 else (year, rest[0] - 1)
        return parse_held("{:04}-{:02}".format(*before), scenario.zone) + second
    day = date(year, rest[0], rest[1]) - timedelta(days=1)
    return parse_held(day.isoformat(), scenario.zone) + second


def _is_dated(count: Count) -> bool:
    return len(count.held.text) <= len("2023-09-24")
