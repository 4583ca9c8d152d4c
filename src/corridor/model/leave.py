"""Leaving: the chance that a person at home decides to go within one step."""

import math

from numba import njit

from corridor.units import Days, Floats, PerDay


@njit(cache=True)
def leaving_chance(
    base_rate: PerDay, coefficients: Floats, levels: Floats, step_days: Days
) -> float:
    """Chance that a person decides to leave within one step.

    The hazard is log-linear in the drivers, ``base_rate * exp(sum(coefficients * levels))`` per
    day, and constant within the step, so the chance is ``1 - exp(-hazard * step_days)`` and two
    half steps give the same chance as one whole step.

    Parameters
    ----------
    base_rate : float, 1/day
        Hazard with all drivers at level 0.
    coefficients : Floats, shape (driver,)
        Log hazard ratio per unit of each driver's level.
    levels : Floats, shape (driver,)
        Level of each driver at the place.
    step_days : float, days
        Length of the step.
    """
    push = 0.0
    for driver in range(len(coefficients)):
        push += coefficients[driver] * levels[driver]
    return -math.expm1(-base_rate * math.exp(push) * step_days)
