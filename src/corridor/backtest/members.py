"""What the members of a forecast have where and when something was counted."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

import numpy as np

from corridor.forecast import Forecast, carried, is_carried
from corridor.observe import TOTAL, Moment, Variable, reported
from corridor.units import Floats

#: Gives people of a variable at a place at some times, shape (member, time).
At: TypeAlias = Callable[[Forecast, Variable, str, Sequence[datetime]], Floats]

_HOUR = timedelta(hours=1)


def start_of(forecast: Forecast) -> datetime:
    """The start of the first step, in UTC."""
    start: datetime = forecast.ensemble.start.astype("datetime64[s]").item()
    return start.replace(tzinfo=UTC)


def members_at(
    forecast: Forecast, variable: Variable, place: str, times: Sequence[datetime]
) -> Floats:
    """People at a place at some times, shape (member, time): a stock, or a flow since the start.

    Linear in time between the ends of steps; 0 at the start of the run.
    """
    at_place = forecast.ensemble.at(variable, place)
    series = at_place if variable == "present" else np.cumsum(at_place, axis=1, dtype=np.float64)
    series = np.pad(series.astype(np.float64), ((0, 0), (1, 0)))
    edges = np.concatenate([[0.0], np.cumsum(forecast.ensemble.step_hours)])
    start = start_of(forecast)
    hours = np.array([(time - start) / _HOUR for time in times])
    position = np.interp(hours, edges, np.arange(len(edges), dtype=np.float64))
    before = np.minimum(position.astype(np.int64), len(edges) - 2)
    fraction = position - before
    between: Floats = series[:, before] * (1 - fraction) + series[:, before + 1] * fraction
    return between


def counted_at(
    forecast: Forecast, variable: Variable, place: str, times: Sequence[datetime]
) -> Floats:
    """What would be counted at a place at some times, shape (member, time), in people.

    Of a forecast that learned from counts: what the members have, with the errors that counts have
    (:func:`corridor.observe.reported`). Of any other: what the members have.
    """
    if forecast.update is None or not forecast.update.used:
        return members_at(forecast, variable, place, times)
    start = start_of(forecast)
    moments = [Moment(variable, place, 0.0, (time - start) / _HOUR) for time in times]
    return reported(forecast.scenario, forecast.ensemble, moments, seed=forecast.seed)


def counted_by_place(
    forecast: Forecast, variable: Variable, ids: tuple[str, ...], times: Sequence[datetime]
) -> dict[str, Floats]:
    """What would be counted at places, and in all of them if there are several.

    Of people present, where some were counted: :func:`corridor.forecast.carried`. Else as
    :func:`counted_at`, and the sum over places.
    """
    if variable == "present" and is_carried(forecast):
        return dict(carried(forecast, ids, times))
    made = {id: counted_at(forecast, variable, id, times) for id in ids}
    if len(ids) > 1:
        made[TOTAL] = np.sum(list(made.values()), axis=0)
    return made
