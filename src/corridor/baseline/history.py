"""What a baseline is given: counts known by the origin, and nothing else."""

from dataclasses import dataclass

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
        _check_days(self.days)

    def until(self, count: int) -> "History":
        """The counts up to number ``count``, as they stood when it held."""
        return History(*_until(self.days, self.values, count), self.is_cumulative)


@dataclass(frozen=True)
class HistoryOfPlaces:
    """Counts of several places at the same times, known by the origin.

    Attributes
    ----------
    days : Floats, shape (count,), days
        When they held, from the origin: rising, none above 0.
    values : Floats, shape (count, place), people
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
        _check_days(self.days)

    def until(self, count: int) -> "HistoryOfPlaces":
        """The counts up to number ``count``, as they stood when it held."""
        return HistoryOfPlaces(*_until(self.days, self.values, count), self.is_cumulative)

    @property
    def total(self) -> History:
        """All places together."""
        return History(self.days, self.values.sum(axis=1), self.is_cumulative)


def _check_days(days: Floats) -> None:
    if (np.diff(days) <= 0).any() or (days > 0).any():
        raise ValueError("days: expected rising days, none after the origin, day 0")


def _until(days: Floats, values: Floats, count: int) -> tuple[Floats, Floats]:
    return days[: count + 1] - days[count], values[: count + 1]
