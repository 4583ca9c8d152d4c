"""Which uncertain numbers make the forecast uncertain: rank correlations with arrivals."""

from dataclasses import dataclass
from datetime import UTC, timedelta
from math import sqrt

import numpy as np
import numpy.typing as npt

from corridor.forecast import Forecast, local_ends
from corridor.units import Floats

#: How many of the numbers that matter most are shown.
_SHOWN = 8

_LEADS = (timedelta(hours=24), timedelta(hours=72))


@dataclass(frozen=True)
class Driver:
    """An uncertain number and Spearman's correlation of its draws with arrivals at each time."""

    name: str
    correlations: tuple[float, ...]


@dataclass(frozen=True)
class Drivers:
    """The numbers that matter most, the strongest first.

    ``labels`` name the times; correlations nearer to 0 than ``noise`` are within the scatter of so
    few members (two standard errors of a correlation that is 0).
    """

    labels: tuple[str, ...]
    rows: tuple[Driver, ...]
    noise: float


def find_drivers(forecast: Forecast) -> Drivers:
    """Rank correlation of each parameter with total arrivals after 24 and 72 h and at the end."""
    ends = [end.astimezone(UTC) for end in local_ends(forecast)]
    last = ends[-1]
    leads = [lead for lead in _LEADS if forecast.as_of + lead < last]
    steps = [sum(end <= forecast.as_of + lead for end in ends) - 1 for lead in leads]
    crossed = forecast.arrays["crossed"].to_numpy()
    totals = _scores(crossed[:, [*steps, len(ends) - 1]])
    draws = _scores(forecast.arrays["parameter_draws"].to_numpy())
    members = len(totals)
    correlations = draws.T @ totals / members
    strongest = np.argsort(-np.abs(correlations).max(axis=1), kind="stable")
    noise = 2 / sqrt(max(members - 1, 1))
    names = [str(name) for name in forecast.arrays["parameter"].to_numpy()]
    rows = [
        Driver(names[i].replace("_", " "), tuple(float(value) for value in correlations[i]))
        for i in strongest
        if np.abs(correlations[i]).max() > noise
    ]
    labels = (*(f"after {round(lead / timedelta(hours=1))} h" for lead in leads), "at the end")
    return Drivers(labels, tuple(rows[:_SHOWN]), noise)


def _scores(values: npt.NDArray[np.number]) -> Floats:
    """Ranks of each column, ties sharing their mean rank, with mean 0 and variance 1."""
    scores = np.empty(values.shape)
    for column in range(values.shape[1]):
        _, where, times = np.unique(values[:, column], return_inverse=True, return_counts=True)
        ranks = (np.cumsum(times) - (times - 1) / 2)[where]
        spread = ranks.std()
        scores[:, column] = (ranks - ranks.mean()) / spread if spread > 0 else 0.0
    return scores
