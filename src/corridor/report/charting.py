"""The chart of a forecast: series over time, counts and lines beside them, places and roads."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

import numpy as np

from corridor.backtest import baseline_totals
from corridor.forecast import (
    TABLE_LEVELS,
    Forecast,
    counts_of_total,
    find_area,
    held,
    local_ends,
    quantiles,
    queueing,
    single_entry,
)
from corridor.parameters import Unlimited
from corridor.report.chart import Chart, MapPlace, MapRoad, Mark, Plan, Rate
from corridor.report.roads import road_states
from corridor.scenario import Count

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def make_chart(forecast: Forecast) -> Chart:
    """The chart of a forecast, from a day before its as-of time on."""
    # Python compares two times of one zone by the clock on the wall, so instants are in UTC here.
    as_of = forecast.as_of.astimezone(UTC)
    ends = local_ends(forecast)
    first = _first_shown(forecast, ends)
    times = tuple(ends[first:])
    step_hours = forecast.ensemble.step_hours[first:]
    origin = times[0].astimezone(UTC) - timedelta(hours=float(step_hours[0]))
    ended = sum(end <= as_of for end in ends)
    crossed = forecast.ensemble["crossed"]
    per_step = np.diff(crossed, axis=1, prepend=0)[:, first:]
    queue, waiting = queueing(forecast), held(forecast)
    known = counts_of_total(forecast.scenario, forecast.scenario.counts)
    later = counts_of_total(forecast.scenario, forecast.later_counts)
    entry = single_entry(forecast.scenario)
    return Chart(
        as_of=forecast.as_of.astimezone(forecast.scenario.zone),
        origin=origin,
        times=times,
        hours=np.array([(end.astimezone(UTC) - origin) / _HOUR for end in times]),
        crossed=quantiles(crossed[:, first:], TABLE_LEVELS),
        hourly=quantiles(per_step, TABLE_LEVELS) / step_hours,
        queue=quantiles(queue[:, first:], TABLE_LEVELS),
        held=quantiles(waiting[:, first:], TABLE_LEVELS),
        longest_queue=quantiles(queue[:, ended:].max(axis=1), TABLE_LEVELS),
        held_now=quantiles(waiting[:, max(ended - 1, 0)], TABLE_LEVELS),
        known=_marks(known, origin),
        later=_marks(later, origin),
        rates=_rates(known, later, origin),
        plans=_plans(forecast),
        baseline=None if entry is None else baseline_totals(known, entry, times),
        places=_places(forecast, max(ended - 1, 0)),
        roads=_roads(forecast),
    )


def _first_shown(forecast: Forecast, ends: list[datetime]) -> int:
    """The first step of the charts: from the midnight that begins the day before the as-of time."""
    zone = forecast.scenario.zone
    midnight = datetime.combine(forecast.as_of.astimezone(zone).date() - _DAY, time(0), tzinfo=zone)
    return next(i for i, end in enumerate(ends) if end > midnight)


def _marks(counts: Iterable[Count], origin: datetime) -> tuple[Mark, ...]:
    return tuple(
        Mark((count.held.end.astimezone(UTC) - origin) / _HOUR, count.value) for count in counts
    )


def _places(forecast: Forecast, step: int) -> tuple[MapPlace, ...]:
    """Places with the median of people in ``step``, at home or held, or received at the end."""
    ensemble = forecast.ensemble
    at_home = ensemble.at_step("home", step) + ensemble.at_step("held", step)
    there = [*np.median(at_home, axis=0), *np.median(ensemble.at_step("present", -1), axis=0)]
    ids = [*ensemble.labels["origin"], *ensemble.labels["reception"]]
    people = {str(id): float(median) for id, median in zip(ids, there, strict=True)}
    area = find_area(forecast.scenario).places
    return tuple(
        MapPlace(
            *(place.id, place.name, place.kind, place.lat, place.lon),
            people=people.get(place.id, 0.0),
            near_origins=place.id in area,
        )
        for place in forecast.scenario.places
    )


def _roads(forecast: Forecast) -> tuple[MapRoad, ...]:
    states = road_states(forecast.scenario, forecast.as_of)
    return tuple(
        MapRoad(
            *(link.start, link.end, states[link.id]),
            is_limited=not isinstance(link.vehicles_per_hour, Unlimited),
        )
        for link in forecast.scenario.links
    )


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


def _plans(forecast: Forecast) -> tuple[Plan, ...]:
    """Planning figures in people; other units cannot stand beside people."""
    return tuple(
        Plan(claim.said_by, claim.centre)
        for claim in forecast.scenario.ledger.claims
        if (claim.kind, claim.status, claim.unit) == ("planning", "accepted", "people")
    )
