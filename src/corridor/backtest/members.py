"""What the members of a forecast have where and when something was counted."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np

from corridor.backtest.target import Variable
from corridor.forecast import Forecast
from corridor.units import Floats

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
