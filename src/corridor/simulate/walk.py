"""What drives the random walk of leaving, summed over periods of time."""

import numpy as np
from numba import njit

from corridor.rng import Purpose, normal
from corridor.units import Counts, Floats

_UNKNOWN = int(Purpose.UNKNOWN)


def walk_drive(seed: int, members: Counts, period: Counts) -> Floats:
    """Sums of the normal numbers that drive each member's walk, by period, of variance 1.

    Parameters
    ----------
    seed : int
    members : Counts, shape (member,)
        Whose numbers they are.
    period : Counts, shape (step,)
        The period of each step, from 0 without gaps.

    Returns
    -------
    Floats, shape (member, period)
    """
    steps = np.bincount(period)
    drive: Floats = _sums(np.uint64(seed), members, period, len(steps)) / np.sqrt(steps)
    return drive


@njit(cache=True)
def _sums(seed: np.uint64, members: Counts, period: Counts, periods: int) -> Floats:
    sums = np.zeros((len(members), periods))
    for row in range(len(members)):
        for step in range(len(period)):
            sums[row, period[step]] += normal(seed, members[row], _UNKNOWN, 0, step, 0)
    return sums
