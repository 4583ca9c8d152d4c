"""What the members of a forecast have at places and times."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import numpy as np

from corridor.forecast.run import Forecast
from corridor.observe import Moment, Variable, people_at
from corridor.units import Floats

_HOUR = timedelta(hours=1)


def moments_at(
    forecast: Forecast, variable: Variable, place: str, times: Sequence[datetime]
) -> list[Moment]:
    """A stock at some times, or a flow from the start up to them."""
    start = forecast.scenario.start
    return [Moment(variable, place, 0.0, (time - start) / _HOUR) for time in times]


def members_at(
    forecast: Forecast, variable: Variable, place: str, times: Sequence[datetime]
) -> Floats:
    """People at a place at some times, shape (member, time): a stock, or a flow since the start.

    Linear in time between the ends of steps; 0 at the start of the run.
    """
    ensemble = forecast.ensemble
    return people_at(
        moments_at(forecast, variable, place, times),
        ensemble.at,
        edges_hours=np.concatenate([[0.0], np.cumsum(ensemble.step_hours)]),
        delay_hours=np.zeros(ensemble.members),
    )
