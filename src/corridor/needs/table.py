"""The needs of a forecast: for each standard, place and day, with quantiles over the members."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import numpy as np

from corridor.forecast import TABLE_LEVELS, Forecast
from corridor.needs.amounts import amounts, need_quantiles
from corridor.needs.household import HouseholdSize, household_size
from corridor.needs.people import DailyPeople, daily_people
from corridor.needs.standards import Standard, default_standards
from corridor.units import Floats

#: Stands in the place of an id for all reception places together.
ALL_PLACES = "all"


class NeedRow(NamedTuple):
    """One need at one place on one day; ``values`` follow the levels of the table."""

    standard: Standard
    place: str
    day: date
    values: tuple[float, ...]


@dataclass(frozen=True)
class Needs:
    """What people at reception places need, by day.

    Attributes
    ----------
    standards : tuple of Standard
    days : tuple of date
        Local days, from that of the as-of time on.
    places : tuple of str
        Ids of reception places, and :data:`ALL_PLACES` last.
    levels : tuple of float
        Quantile levels.
    values : Floats, shape (standard, level, day, place)
        In the unit of each standard. Worked out for every member by itself; only then are quantiles
        taken, of the places and of their sum.
    household : HouseholdSize
    is_cold : bool
        Whether the amounts for a cold climate hold.
    scenario : str
        Name of the scenario.
    as_of : datetime
        When the forecast was made.
    sensitivity : str
        Who may see it, by the scenario.
    names : tuple of str
        Names of the places, as readers know them.
    """

    standards: tuple[Standard, ...]
    days: tuple[date, ...]
    places: tuple[str, ...]
    levels: tuple[float, ...]
    values: Floats
    household: HouseholdSize
    is_cold: bool
    scenario: str
    as_of: datetime
    sensitivity: str
    names: tuple[str, ...]

    def rows(self) -> Iterator[NeedRow]:
        """Every need, by standard, place and day."""
        for i, standard in enumerate(self.standards):
            for k, place in enumerate(self.places):
                for j, day in enumerate(self.days):
                    yield NeedRow(standard, place, day, tuple(self.values[i, :, j, k].tolist()))

    def name_of(self, place: str) -> str:
        """The name of a place, by its id."""
        return self.names[self.places.index(place)]


def make_needs(
    forecast: Forecast,
    standards: Sequence[Standard] | None = None,
    *,
    people_per_household: float | None = None,
    is_cold: bool = False,
    levels: Sequence[float] = TABLE_LEVELS,
) -> Needs:
    """What people at reception places need, by place and day.

    Parameters
    ----------
    forecast : Forecast
        As made, or as :func:`corridor.open_run` gives it.
    standards : sequence of Standard, optional
        Default: the package's own table.
    people_per_household : float, optional
        Default: the scenario's, or 5, which is then shown as assumed.
    is_cold : bool
        Whether the amounts for a cold climate hold.
    levels : sequence of float
        Quantile levels.

    Raises
    ------
    OptionError
        If ``people_per_household`` is no number above 0 and up to 100.
    """
    chosen = tuple(default_standards() if standards is None else standards)
    people = daily_people(forecast)
    household = household_size(forecast, people_per_household)
    names = {place.id: place.name for place in forecast.scenario.places}
    return Needs(
        standards=chosen,
        days=people.days,
        places=(*people.places, ALL_PLACES),
        levels=tuple(levels),
        values=np.stack(
            [_levels(people, standard, household, is_cold, levels) for standard in chosen]
        ),
        household=household,
        is_cold=is_cold,
        scenario=forecast.scenario.name,
        as_of=forecast.as_of,
        sensitivity=forecast.scenario.sensitivity,
        names=(*(names[id] for id in people.places), "All places"),
    )


def _levels(
    people: DailyPeople,
    standard: Standard,
    household: HouseholdSize,
    is_cold: bool,
    levels: Sequence[float],
) -> Floats:
    """Quantiles of one need, shape (level, day, place); the last place is the sum of all."""
    needed = amounts(
        people.by(standard.counted),
        standard,
        people_per_household=household.people,
        is_cold=is_cold,
    )
    with_sum = np.concatenate([needed, needed.sum(axis=-1, keepdims=True)], axis=-1)
    return need_quantiles(with_sum, standard, levels)
