"""How much is needed for so many people: pure functions of arrays."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from corridor.forecast import quantiles
from corridor.needs.standards import Standard
from corridor.units import Floats

#: Digits that are kept before rounding up, so that 0.1 + 0.2 of a thing does not need one more.
_DIGITS = 9


def amounts(
    people: npt.NDArray[np.number],
    standard: Standard,
    *,
    people_per_household: Floats | float,
    is_cold: bool = False,
) -> Floats:
    """What so many people need by a standard, in its unit.

    Parameters
    ----------
    people : array of numbers, any shape; the first axis is the member
        The people that the standard is counted by (:data:`corridor.needs.COUNTED`).
    standard : Standard
    people_per_household : float, or Floats of shape (member,)
        Mean size of a household.
    is_cold : bool
        Whether the amounts for a cold climate hold.

    Returns
    -------
    Floats, the shape of ``people``
        Whole things are rounded up, each number by itself.
    """
    counted = np.asarray(people, dtype=np.float64)
    if standard.of == "household":
        size = np.asarray(people_per_household, dtype=np.float64)
        counted = counted / size.reshape(-1, *[1] * (counted.ndim - 1))
    exact = counted * standard.each_one(is_cold=is_cold)
    return np.ceil(np.round(exact, _DIGITS)) if standard.whole else exact


def need_quantiles(needed: Floats, standard: Standard, levels: Sequence[float]) -> Floats:
    """Quantiles over the members of what each needs, shape (level, ...); whole things are whole."""
    between = quantiles(needed, levels)
    return np.ceil(np.round(between, _DIGITS)) if standard.whole else between
