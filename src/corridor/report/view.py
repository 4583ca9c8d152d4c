"""What the report shows, worked out once: series over time, counts, and the lines beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

import numpy as np
import numpy.typing as npt

from corridor.backtest import Outcome, baseline_totals, is_arrival_total, make_outcome
from corridor.evidence import Claim
from corridor.forecast import (
    Forecast,
    Summary,
    held,
    local_ends,
    quantiles,
    queueing,
    summarise,
)
from corridor.report.area import find_area
from corridor.report.words import moment
from corridor.scenario import Count, Scenario
from corridor.units import Counts, Floats

#: Levels of the bands in the charts: 95, 80 and 50 % around the median.
BAND_LEVELS = (0.025, 0.1, 0.25, 0.5, 0.75, 0.9, 0.975)

#: Levels of the intervals in words and tables.
INTERVAL = (0.05, 0.25, 0.5, 0.75, 0.95)

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Rate:
    """People per hour between two counts, in hours since the start of the charts."""

    start: float
    end: float
    per_hour: float
    known: bool


@dataclass(frozen=True)
class View:
    """A forecast as the report shows it.

    ``times`` are the ends of the steps from a day before the as-of time on, shape (time,), and
    ``hours`` the same in hours since ``origin``. Series are quantiles at :data:`BAND_LEVELS`, shape
    (level, time), in people; ``hourly`` in people per hour. ``people_at`` are medians: at home at
    the as-of time, and received at the end.
    """

    scenario: Scenario
    as_of: datetime
    summary: Summary
    origin: datetime
    times: tuple[datetime, ...]
    hours: Floats
    people_at: Mapping[str, float]
    crossed: Floats
    hourly: Floats
    queue: Floats
    held: Floats
    longest_queue: Floats
    held_now: Floats
    next_days: Floats
    queue_at_half: float
    known: tuple[Count, ...]
    later: tuple[Count, ...]
    rates: tuple[Rate, ...]
    baseline: Floats | None
    plans: tuple[Claim, ...]
    outcome: Outcome | None

    @property
    def now(self) -> float:
        """The as-of time in hours since ``origin``."""
        return self.hour(self.as_of)

    @property
    def now_label(self) -> str:
        """The as-of time in words, in the scenario's time zone."""
        return f"as of {moment(self.as_of.astimezone(self.scenario.zone))}"

    def hour(self, at: datetime) -> float:
        """A time in hours since ``origin``."""
        return (at.astimezone(UTC) - self.origin) / _HOUR


def make_view(forecast: Forecast) -> View:
    """Everything that the report takes from the arrays."""
    # Python compares two times of one zone by the clock on the wall, so instants are in UTC here.
    as_of = forecast.as_of.astimezone(UTC)
    ends = local_ends(forecast)
    first = _first_shown(forecast, ends)
    times = tuple(ends[first:])
    step = timedelta(hours=forecast.ensemble.step_hours)
    origin = times[0].astimezone(UTC) - step
    ended = sum(end <= as_of for end in ends)
    crossed = forecast.ensemble["crossed"]
    per_step = np.diff(crossed, axis=1, prepend=0)[:, first:]
    queue, waiting = queueing(forecast), held(forecast)
    known, later = _counts(forecast)
    entry = single_entry(forecast.scenario)
    return View(
        scenario=forecast.scenario,
        as_of=forecast.as_of,
        summary=summarise(forecast),
        origin=origin,
        times=times,
        hours=np.array([(end.astimezone(UTC) - origin) / _HOUR for end in times]),
        people_at=_people_at(forecast, max(ended - 1, 0)),
        crossed=quantiles(crossed[:, first:], BAND_LEVELS),
        hourly=quantiles(per_step, BAND_LEVELS) / (step / _HOUR),
        queue=quantiles(queue[:, first:], BAND_LEVELS),
        held=quantiles(waiting[:, first:], BAND_LEVELS),
        longest_queue=quantiles(queue[:, ended:].max(axis=1), INTERVAL),
        held_now=quantiles(waiting[:, max(ended - 1, 0)], INTERVAL),
        next_days=quantiles(_gain(crossed, ended, ends, as_of + 3 * _DAY), INTERVAL),
        queue_at_half=_queue_at_half(forecast, crossed, queue),
        known=known,
        later=later,
        rates=_rates(known, later, origin),
        baseline=None if entry is None else baseline_totals(known, entry, times),
        plans=_plans(forecast),
        outcome=make_outcome(forecast),
    )


def single_entry(scenario: Scenario) -> str | None:
    """Id of the reception place through which everybody comes, or None where there are several."""
    entries = find_area(scenario).entries
    return next(iter(entries)) if len(entries) == 1 else None


def _first_shown(forecast: Forecast, ends: list[datetime]) -> int:
    """The first step of the charts: from the midnight that begins the day before the as-of time."""
    zone = forecast.scenario.zone
    midnight = datetime.combine(forecast.as_of.astimezone(zone).date() - _DAY, time(0), tzinfo=zone)
    return next(i for i, end in enumerate(ends) if end > midnight)


def _gain(
    crossed: npt.NDArray[np.number], ended: int, ends: list[datetime], until: datetime
) -> Counts:
    """People who cross from the as-of time until ``until``, shape (member,)."""
    last = sum(end <= until for end in ends) - 1
    gain = crossed[:, last].astype(np.int64)
    return gain - crossed[:, ended - 1].astype(np.int64) if ended else gain


def _people_at(forecast: Forecast, step: int) -> dict[str, float]:
    """Median of people at home at the origins in ``step``, and received at the end, by place."""
    ensemble = forecast.ensemble
    at_home = ensemble["home"][:, step] + ensemble["held"][:, step]
    there = [*np.median(at_home, axis=0), *np.median(ensemble["present"][:, -1], axis=0)]
    places = [*ensemble.labels["origin"], *ensemble.labels["reception"]]
    return {str(place): float(people) for place, people in zip(places, there, strict=True)}


def _queue_at_half(
    forecast: Forecast, crossed: npt.NDArray[np.number], queue: npt.NDArray[np.number]
) -> float:
    """Share of members with a queue on the road in the hour when half of their leavers crossed."""
    needed = np.maximum(forecast.ensemble["willing"] / 2, 1)
    reached = crossed >= needed[:, np.newaxis]
    half = np.where(reached.any(axis=1), reached.argmax(axis=1), -1)
    return float((queue[np.arange(len(queue)), half] > 0).mean())


def _counts(forecast: Forecast) -> tuple[tuple[Count, ...], tuple[Count, ...]]:
    """Totals of arrivals that can stand beside the forecast's total: known by then, and later."""
    entry = single_entry(forecast.scenario)

    def fit(counts: Iterable[Count]) -> tuple[Count, ...]:
        found = [count for count in counts if is_arrival_total(count) and count.place == entry]
        return tuple(sorted(found, key=lambda count: (count.held.end, count.published)))

    return fit(forecast.scenario.counts), fit(forecast.later_counts)


def _rates(
    known: tuple[Count, ...], later: tuple[Count, ...], origin: datetime
) -> tuple[Rate, ...]:
    """Rates between successive counts at least an hour apart; a falling total gives none."""
    when_public = {count.id: count in known for count in (*known, *later)}
    rates = []
    last: Count | None = None
    for count in sorted((*known, *later), key=lambda count: (count.held.end, count.published)):
        if last is not None:
            hours = (count.held.end - last.held.end) / _HOUR
            if hours < 1:
                continue
            if count.value >= last.value:
                begin = (last.held.end.astimezone(UTC) - origin) / _HOUR
                is_known = when_public[count.id] and when_public[last.id]
                gain = (count.value - last.value) / hours
                rates.append(Rate(begin, begin + hours, gain, is_known))
        last = count
    return tuple(rates)


def _plans(forecast: Forecast) -> tuple[Claim, ...]:
    return tuple(
        claim
        for claim in forecast.scenario.ledger.claims
        if claim.kind == "planning" and claim.status == "accepted"
    )
