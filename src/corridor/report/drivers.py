"""The uncertain numbers that a forecast goes along with, told apart from chance."""

from dataclasses import dataclass
from datetime import UTC, timedelta
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy import special

from corridor.forecast import Forecast, local_ends
from corridor.report.numbers import number_label
from corridor.report.words import people
from corridor.scenario import Scenario
from corridor.scenario.idle import idle_numbers
from corridor.units import Floats

#: Days after the as-of time at which the drivers of uncertainty are looked at, and at the end.
_DRIVER_DAYS = (1, 3)

#: So many numbers are shown: the others move the forecast less.
_DRIVERS_SHOWN = 8

#: Chance that a forecast whose numbers all have no part in it names one of them.
_FALSE_ALARM = 0.05

#: Weaker correlations explain less than 1 % of the spread, and are not told.
_LEAST = 0.1


@dataclass(frozen=True)
class Driver:
    """Rank correlations of one number's draws with total arrivals, by days ahead.

    Those nearer to 0 than ``least`` cannot be told from chance.
    """

    name: str
    label: str
    correlations: tuple[float, ...]
    least: float

    @property
    def at_end(self) -> float:
        """With all arrivals by the end of the forecast."""
        return self.correlations[-1]

    @property
    def strongest(self) -> float:
        """The strongest of them, without its sign."""
        return max(map(abs, self.correlations))


def driver_days(scenario: Scenario) -> tuple[int, ...]:
    """Days after the as-of time for which the drivers of uncertainty are worked out."""
    horizon = scenario.horizon_days
    return (*(days for days in _DRIVER_DAYS if days < horizon), horizon)


def drivers_of_uncertainty(forecast: Forecast) -> tuple[Driver, ...]:
    """The uncertain numbers whose draws go most with total arrivals, the strongest first.

    One rank correlation for each of :func:`driver_days`. Left out are numbers that cannot act
    (:func:`corridor.scenario.idle.idle_numbers`), and those of which no correlation can be told
    from chance (:func:`least_correlation`).
    """
    found = [one for one in _all_drivers(forecast) if one.strongest >= one.least]
    found.sort(key=lambda driver: (-driver.strongest, driver.name))
    return tuple(found[:_DRIVERS_SHOWN])


def drivers_by_the_end(forecast: Forecast) -> tuple[Driver, ...]:
    """The same for all arrivals by the end alone, the strongest first."""
    found = [one for one in _all_drivers(forecast) if abs(one.at_end) >= one.least]
    found.sort(key=lambda driver: (-abs(driver.at_end), driver.name))
    return tuple(found[:_DRIVERS_SHOWN])


def no_driver(forecast: Forecast) -> str:
    """What to say where no number can be told from chance."""
    return (
        "No single uncertain number can be told from chance by the "
        f"{people(effective_runs(forecast))} runs that the forecast is worth."
    )


def effective_runs(forecast: Forecast) -> float:
    """How many independent runs the members are worth: those that learned share ancestors."""
    update, members = forecast.update, float(forecast.ensemble.members)
    return min(members, update.effective) if update is not None and update.used else members


def least_correlation(runs: float, tests: int) -> float:
    """The rank correlation that chance reaches, among so many, in one forecast of twenty.

    For unrelated numbers ``r * sqrt((runs - 2) / (1 - r * r))`` follows Student's t with ``runs -
    2`` degrees of freedom (Kendall and Gibbons, 1990, Rank Correlation Methods, section 4.18). The
    chance is shared out over the tests (Dunn, 1961, Journal of the American Statistical Association
    56, 52). Weighted members count as ``1 / sum(weight ** 2)`` runs (Kong, Liu and Wong, 1994,
    the same journal 89, 278).
    """
    freedom = runs - 2.0
    if freedom < 1:
        return 1.0
    t = float(special.stdtrit(freedom, 1 - _FALSE_ALARM / (2 * max(tests, 1))))
    return max(_LEAST, t / sqrt(freedom + t * t))


def _all_drivers(forecast: Forecast) -> list[Driver]:
    """Every number that varies and can act."""
    columns = _arrivals(forecast)
    draws = forecast.ensemble["parameter_draws"]
    idle = idle_numbers(forecast.scenario)
    names = [str(name) for name in forecast.ensemble.labels["parameter"]]
    acting = [i for i, name in enumerate(names) if name not in idle and np.ptp(draws[:, i]) > 0]
    least = least_correlation(effective_runs(forecast), len(acting) * len(columns))
    return [
        Driver(
            names[i],
            number_label(forecast.scenario, names[i]),
            tuple(_correlation(_ranks(draws[:, i]), column) for column in columns),
            least,
        )
        for i in acting
    ]


def _arrivals(forecast: Forecast) -> list[Floats]:
    """Ranks of the members by total arrivals, for each of the days."""
    ends = local_ends(forecast)
    crossed = forecast.ensemble["crossed"]
    columns = []
    for days in driver_days(forecast.scenario):
        until = forecast.as_of.astimezone(UTC) + timedelta(days=days)
        columns.append(_ranks(crossed[:, max(sum(end <= until for end in ends) - 1, 0)]))
    return columns


def _ranks(values: npt.NDArray[np.number]) -> Floats:
    """Ranks, ties at their mean."""
    _, place, size = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(size)
    mean_rank: Floats = (last - (size - 1) / 2)[place]
    return mean_rank


def _correlation(one: Floats, other: Floats) -> float:
    """Correlation of two rows of ranks; 0 where one of them does not vary."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
