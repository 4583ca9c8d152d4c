"""What a baseline is given: counts known by the origin, and nothing else."""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np

from corridor.units import Floats


@dataclass(frozen=True)
class History:
    """Counts of one place, or of all together, known by the origin.

    Attributes
    ----------
    days : Floats, shape (count,), days
        When they held, from the origin: rising, none above 0.
    values : Floats, shape (count,), people
    is_cumulative : bool
        Whether they count everybody so far, so that they cannot fall.

    Raises
    ------
    ValueError
        If the days do not rise, or reach beyond the origin.
    """

    days: Floats
    values: Floats
    is_cumulative: bool = False

    def __post_init__(self) -> None:
        if (np.diff(self.days) <= 0).any() or (self.days > 0).any():
            raise ValueError("days: expected rising days, none after the origin, day 0")

    def until(self, count: int) -> Self:
        """The counts up to number ``count``, as they stood when it held."""
        days = self.days[: count + 1] - self.days[count]
        return replace(self, days=days, values=self.values[: count + 1])


class HistoryOfPlaces(History):
    """Counts of several places at the same times; ``values`` has the shape (count, place)."""

    @property
    def total(self) -> History:
        """All places together."""
        return History(self.days, self.values.sum(axis=1), self.is_cumulative)
