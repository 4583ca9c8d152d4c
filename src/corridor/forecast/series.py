"""A forecast over time at each place: quantiles by step and by day, and what exceeds its room."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt

from corridor.forecast.run import Forecast
from corridor.forecast.summary import (
    CROSSING_SHARES,
    Crossing,
    crossing_at,
    crossing_steps,
    local_ends,
    quantiles,
    steps_by_day,
)
from corridor.observe import TOTAL, StoredDraws
from corridor.parameters import Unlimited
from corridor.scenario import Place
from corridor.simulate import Values
from corridor.units import Counts, Floats

#: The levels of series: the bounds of central intervals of 50, 80, 90 and 95 %, and the median.
SERIES_LEVELS = (0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975)


@dataclass(frozen=True)
class Room:
    """For how many people a place has room, and the chance by day that more are there.

    ``median`` is the middle of what is believed; ``chance`` the share of members in which more
    people than their room were present at some time from the as-of time to the end of that day,
    shape (day,).
    """

    median: float
    chance: Floats


@dataclass(frozen=True)
class PlaceSeries:
    """What one place, or all together, will see; quantiles at :data:`SERIES_LEVELS`, in people.

    Attributes
    ----------
    place : str
        Its id, or :data:`TOTAL`: everybody who enters reception from the affected area.
    hourly : Floats, shape (level, time)
        Arrivals per hour in each step.
    cumulative : Floats, shape (level, time)
        Arrivals since the start of the run, at the end of each step.
    daily : Floats, shape (level, day)
        Arrivals on each local day.
    present : Floats or None, shape (level, time)
        People there at the end of each step; None for the total.
    room : Room or None
        None where nothing limits it.
    crossings : tuple of Crossing
        When a share of those who leave have arrived in all; at a place, of its own arrivals by the
        end.
    """

    place: str
    hourly: Floats
    cumulative: Floats
    daily: Floats
    present: Floats | None
    room: Room | None
    crossings: tuple[Crossing, ...]


@dataclass(frozen=True)
class ForecastSeries:
    """The series of every place over one axis of times and one of days.

    ``times`` are the ends of the steps from the day before the as-of time on, in the scenario's
    zone; ``step_hours`` the length of each; ``days`` the local days from the as-of time on.
    """

    times: tuple[datetime, ...]
    step_hours: Floats
    days: tuple[date, ...]
    places: tuple[PlaceSeries, ...]


def first_shown(forecast: Forecast) -> int:
    """The first step that is shown: from the midnight that begins the day before the as-of time."""
    zone = forecast.scenario.zone
    yesterday = forecast.as_of.astimezone(zone).date() - timedelta(days=1)
    midnight = datetime.combine(yesterday, datetime.min.time(), tzinfo=zone)
    return next(i for i, end in enumerate(local_ends(forecast)) if end > midnight)


def make_series(forecast: Forecast) -> ForecastSeries:
    """The series of all places together, and of each reception place."""
    ends = local_ends(forecast)
    days = list(steps_by_day(forecast, ends))
    frame = _Frame(forecast, ends, first_shown(forecast), tuple(steps for _, steps in days))
    receptions = [place for place in forecast.scenario.places if place.kind == "reception"]
    return ForecastSeries(
        times=tuple(ends[frame.first :]),
        step_hours=forecast.ensemble.step_hours[frame.first :],
        days=tuple(day for day, _ in days),
        places=(_total(frame), *(_at_place(frame, place) for place in receptions)),
    )


@dataclass(frozen=True)
class _Frame:
    """What all series of a forecast have in common; ``days`` are the steps of each day."""

    forecast: Forecast
    ends: list[datetime]
    first: int
    days: tuple[npt.NDArray[np.int64], ...]


def _total(frame: _Frame) -> PlaceSeries:
    forecast = frame.forecast
    crossed = forecast.ensemble["crossed"].astype(np.int64)
    crossings = [
        crossing_at(share, crossing_steps(forecast, share), frame.ends) for share in CROSSING_SHARES
    ]
    return _series(frame, TOTAL, crossed, crossings)


def _at_place(frame: _Frame, place: Place) -> PlaceSeries:
    ensemble = frame.forecast.ensemble
    arrived = np.cumsum(ensemble.at("arrivals", place.id), axis=1, dtype=np.int64)
    crossings = [
        crossing_at(share, _reached(arrived, share), frame.ends) for share in CROSSING_SHARES
    ]
    present = ensemble.at("present", place.id)
    return replace(
        _series(frame, place.id, arrived, crossings),
        present=quantiles(present[:, frame.first :], SERIES_LEVELS),
        room=_room(frame, place, present),
    )


def _series(
    frame: _Frame, place: str, arrived: Counts, crossings: Sequence[Crossing]
) -> PlaceSeries:
    per_step = np.diff(arrived, axis=1, prepend=0)[:, frame.first :]
    padded = np.pad(arrived, ((0, 0), (1, 0)))
    daily = [padded[:, steps[-1] + 1] - padded[:, steps[0]] for steps in frame.days]
    hours = frame.forecast.ensemble.step_hours[frame.first :]
    return PlaceSeries(
        place=place,
        hourly=quantiles(per_step, SERIES_LEVELS) / hours,
        cumulative=quantiles(arrived[:, frame.first :], SERIES_LEVELS),
        daily=quantiles(np.stack(daily, axis=1), SERIES_LEVELS),
        present=None,
        room=None,
        crossings=tuple(crossings),
    )


def _reached(arrived: Counts, share: float) -> Counts:
    """The step in which a share of those who arrive by the end are there, shape (member,)."""
    needed = np.maximum(np.ceil(share * arrived[:, -1]), 1)
    there = arrived >= needed[:, np.newaxis]
    steps: Counts = np.where(there.any(axis=1), there.argmax(axis=1), arrived.shape[1])
    return steps


def _room(frame: _Frame, place: Place, present: Values) -> Room | None:
    scenario = frame.forecast.scenario
    if place.room is None or isinstance(place.room, Unlimited):
        return None
    median = scenario.median(place.room)
    if not np.isfinite(median):
        return None
    stored = StoredDraws(scenario, frame.forecast.ensemble)
    room = stored.draw(place.room, f"places.{place.id}.room")
    over = present > np.reshape(room, (-1, 1))
    ahead = over[:, frame.days[0][0] :] if frame.days else over
    lasts = [steps[-1] - frame.days[0][0] for steps in frame.days]
    chance = np.maximum.accumulate(ahead, axis=1)[:, lasts].mean(axis=0)
    return Room(median, chance)
