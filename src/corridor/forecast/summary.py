"""What a forecast says in numbers: by day, by share of people, at each step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from corridor.forecast.area import counts_of_total
from corridor.forecast.run import Forecast
from corridor.scenario import Count
from corridor.units import Counts, Floats

#: The levels of printed tables.
TABLE_LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)

#: Shares of those who leave whose time of crossing is given.
CROSSING_SHARES = (0.5, 0.9)


#: Longer forecasts are told by week.
MOST_DAYS = 31

_WEEK = 7


class _Period(NamedTuple):
    """Local days, with the steps that end in them."""

    first: date
    last: date
    steps: npt.NDArray[np.int64]


@dataclass(frozen=True)
class Day:
    """One local day of a forecast; tuples follow :data:`TABLE_LEVELS`, in people.

    In :attr:`Summary.weeks` it is the week that ends with the day. ``last_count`` is the last count
    of the total that held on that day, known by the as-of time or only later; ``known_count`` the
    last one that was known by then.
    """

    date: date
    arrivals: tuple[int, ...]
    total: tuple[int, ...]
    longest_queue: tuple[int, ...]
    held: tuple[int, ...]
    last_count: Count | None
    known_count: Count | None


@dataclass(frozen=True)
class Crossing:
    """When a share of those who leave have crossed, at :data:`TABLE_LEVELS`.

    None stands for after the end of the forecast.
    """

    share: float
    times: tuple[datetime | None, ...]


@dataclass(frozen=True)
class Summary:
    """What a forecast says, as people read it.

    ``weeks`` is empty for a forecast of at most :data:`MOST_DAYS` days.
    """

    days: tuple[Day, ...]
    crossings: tuple[Crossing, ...]
    leaving: tuple[int, ...]
    end: datetime
    weeks: tuple[Day, ...] = ()

    @property
    def rows(self) -> tuple[Day, ...]:
        """What tables show: days, or weeks where there are too many days to read."""
        return self.weeks or self.days


def quantiles(values: npt.NDArray[np.number], levels: Sequence[float]) -> Floats:
    """Quantiles over the members, shape (level, ...); linear between ranks, as numpy's default.

    One sort serves all levels, which is far faster than ``numpy.quantile`` on long series.
    """
    # Members last while they are sorted: side by side in memory that takes a third of the time.
    ranked = np.moveaxis(np.sort(np.ascontiguousarray(np.moveaxis(values, 0, -1)), axis=-1), -1, 0)
    position = np.asarray(levels) * (len(ranked) - 1)
    below = np.floor(position).astype(np.int64)
    above = np.minimum(below + 1, len(ranked) - 1)
    fraction = (position - below).reshape(-1, *[1] * (ranked.ndim - 1))
    between: Floats = ranked[below] * (1 - fraction) + ranked[above] * fraction
    return between


def queueing(forecast: Forecast) -> Counts:
    """People waiting on the way, at links, waypoints and checkpoints, shape (member, time)."""
    return forecast.ensemble.total("queue")


def held(forecast: Forecast) -> Counts:
    """People who want to leave and have no open way, still at origins, shape (member, time)."""
    return forecast.ensemble.total("held")


def local_ends(forecast: Forecast) -> list[datetime]:
    """The end of each step in the scenario's time zone."""
    utc = forecast.ensemble.labels["time"].astype("datetime64[s]").tolist()
    zone = forecast.scenario.zone
    return [time.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone) for time in utc]


def summarise(forecast: Forecast) -> Summary:
    """What the forecast says by day from its as-of time on, and when people will have crossed."""
    ends = local_ends(forecast)
    days = [_Period(day, day, steps) for day, steps in steps_by_day(forecast, ends)]
    weeks = list(_by_week(days)) if len(days) > MOST_DAYS else []
    return Summary(
        days=_days(forecast, days),
        crossings=tuple(
            crossing_at(share, crossing_steps(forecast, share), ends) for share in CROSSING_SHARES
        ),
        leaving=_people(forecast.ensemble["willing"]),
        end=ends[-1],
        weeks=_days(forecast, weeks),
    )


def _by_week(days: Sequence[_Period]) -> Iterator[_Period]:
    """Seven days at a time, each week under its last day."""
    for first in range(0, len(days), _WEEK):
        week = days[first : first + _WEEK]
        steps = np.concatenate([day.steps for day in week])
        yield _Period(week[0].first, week[-1].last, steps)


def _people(values: npt.NDArray[np.number]) -> tuple[int, ...]:
    return tuple(round(value) for value in quantiles(values, TABLE_LEVELS))


def _days(forecast: Forecast, periods: Sequence[_Period]) -> tuple[Day, ...]:
    crossed = forecast.ensemble["crossed"]
    queue, waiting = queueing(forecast), held(forecast)
    scenario = forecast.scenario
    counts = counts_of_total(scenario, (*scenario.counts, *forecast.later_counts))
    days = []
    for first, last, steps in periods:
        held_then = [count for count in counts if first <= _day(count, scenario.zone) <= last]
        known = [count for count in held_then if count.published <= forecast.as_of]
        before = crossed[:, steps[0] - 1] if steps[0] > 0 else 0
        days.append(
            Day(
                date=last,
                arrivals=_people(crossed[:, steps[-1]] - before),
                total=_people(crossed[:, steps[-1]]),
                longest_queue=_people(queue[:, steps].max(axis=1)),
                held=_people(waiting[:, steps[-1]]),
                last_count=held_then[-1] if held_then else None,
                known_count=known[-1] if known else None,
            )
        )
    return tuple(days)


def steps_by_day(
    forecast: Forecast, ends: Sequence[datetime]
) -> Iterator[tuple[date, npt.NDArray[np.int64]]]:
    """Each local day from the as-of time on, with its steps.

    A step belongs to the day in which it ends; midnight ends the day before.
    """
    instant = timedelta(microseconds=1)
    dates = np.array([(end - instant).date() for end in ends])
    first = forecast.as_of.astimezone(forecast.scenario.zone).date()
    for day in np.unique(dates[dates >= first]):
        yield day, np.flatnonzero(dates == day)


def _day(count: Count, zone: ZoneInfo) -> date:
    """The local day on which a count held; midnight ends the day before."""
    return (count.held.end.astimezone(zone) - timedelta(microseconds=1)).date()


def crossing_steps(forecast: Forecast, share: float) -> Counts:
    """The step in which a share of those who leave have crossed, shape (member,).

    The number of steps stands for after the end.
    """
    crossed = forecast.ensemble["crossed"]
    needed = np.maximum(np.ceil(share * forecast.ensemble["willing"]), 1)
    reached = crossed >= needed[:, np.newaxis]
    steps: Counts = np.where(reached.any(axis=1), reached.argmax(axis=1), crossed.shape[1])
    return steps


def crossing_at(share: float, step: Counts, ends: Sequence[datetime]) -> Crossing:
    """The crossing of a share from the step of each member, as :func:`crossing_steps` gives it."""
    # Ranks, not interpolation: a time after the end has no value to interpolate with.
    ranks = np.ceil(np.array(TABLE_LEVELS) * len(step)).astype(np.int64) - 1
    at_levels = np.sort(step)[ranks]
    times = tuple(ends[i] if i < len(ends) else None for i in at_levels)
    return Crossing(share=share, times=times)
