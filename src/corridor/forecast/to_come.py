"""What will be counted of people present, place by place: for tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from corridor.forecast.at import members_at
from corridor.forecast.carried import carried, is_carried
from corridor.forecast.run import Forecast
from corridor.forecast.summary import TABLE_LEVELS, quantiles
from corridor.observe import TOTAL, find_targets
from corridor.units import Floats

#: How many days ahead counts are told, where the forecast reaches that far; and at its end.
_DAYS = (7, 30)


@dataclass(frozen=True)
class CountToCome:
    """A count to come at one place, or in all of them.

    ``place`` is an id or :data:`corridor.observe.TOTAL`; ``last`` is what was counted last of it,
    when (None for all places, which are not counted at one time). ``people`` are those that will
    be counted at each of ``times``, at the levels that were asked for; ``present`` are the
    people who are there in the model, likewise.
    """

    place: str
    name: str
    last: float
    held: datetime | None
    times: tuple[datetime, ...]
    people: tuple[tuple[int, ...], ...]
    present: tuple[tuple[int, ...], ...]


def counts_to_come(
    forecast: Forecast, levels: Sequence[float] = TABLE_LEVELS
) -> tuple[CountToCome, ...]:
    """The counts of people present to come, the places with most people first, then all together.

    Empty where the forecast did not learn from such counts: see :func:`corridor.forecast.carried`.
    """
    if not is_carried(forecast):
        return ()
    scenario = forecast.scenario
    (target,) = [
        one for one in find_targets(scenario, scenario.counts) if one.variable == "present"
    ]
    times = _times(forecast)
    names = {place.id: place.name for place in scenario.places} | {TOTAL: "All places"}
    last = {place: float(series.values[-1]) for place, series in target.places.items()}
    held: dict[str, datetime | None] = {
        place: scenario.start + timedelta(days=float(series.days[-1]))
        for place, series in target.places.items()
    }
    order = sorted(last, key=lambda place: -last[place])
    found = carried(forecast, order, times)
    model = {place: members_at(forecast, "present", place, times) for place in order}
    model[TOTAL] = np.sum([model[place] for place in order], axis=0)
    if TOTAL in found:
        last[TOTAL], held[TOTAL] = sum(last.values()), None
    return tuple(
        CountToCome(
            place=place,
            name=names[place],
            last=last[place],
            held=held[place],
            times=times,
            people=_told(found[place], levels),
            present=_told(model[place], levels),
        )
        for place in [*order, TOTAL]
        if place in found
    )


def _told(members: Floats, levels: Sequence[float]) -> tuple[tuple[int, ...], ...]:
    """Whole people at the levels, by time; ``members`` has the shape (member, time)."""
    by_time = quantiles(members, levels).T
    return tuple(tuple(round(people) for people in row) for row in by_time.tolist())


def _times(forecast: Forecast) -> tuple[datetime, ...]:
    as_of = forecast.as_of.astimezone(UTC)
    end = as_of + timedelta(days=forecast.scenario.horizon_days)
    days = [as_of + timedelta(days=day) for day in _DAYS]
    zone = forecast.scenario.zone
    return tuple(time.astimezone(zone) for time in (*(t for t in days if t < end), end))
