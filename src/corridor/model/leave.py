"""Leaving: the rate at which people at home decide to go, and what drives it."""

import math

from corridor.compiled import compiled
from corridor.units import Days, Floats, Kilometres, PerDay


@compiled
def leaving_rate(base_rate: PerDay, coefficients: Floats, levels: Floats) -> PerDay:
    """Rate of deciding to leave: log-linear in the drivers.

    ``base_rate * exp(sum(coefficients * levels))`` per day.

    Parameters
    ----------
    base_rate : float, 1/day
        Rate with all drivers at level 0.
    coefficients : Floats, shape (driver,)
        Log hazard ratio per unit of each driver's level.
    levels : Floats, shape (driver,)
        Level of each driver at the place.
    """
    push = 0.0
    for driver in range(len(coefficients)):
        push += coefficients[driver] * levels[driver]
    return base_rate * math.exp(push)


@compiled
def chance_within(rate: PerDay, days: Days) -> float:
    """Chance that what happens at a constant rate happens within some days.

    ``1 - exp(-rate * days)``, so that two half steps give the same chance as one whole step.
    """
    return -math.expm1(-rate * days)


@compiled
def left_after(days: Days, half_life_days: Days) -> float:
    """Share of a threat that is left after some days."""
    return math.exp(-math.log(2.0) * days / half_life_days)


@compiled
def felt_at(km: Kilometres, reach_km: Kilometres) -> float:
    """Share of a threat that is felt at a distance: it falls to 37 % over its reach."""
    return math.exp(-km / reach_km)


@compiled
def lack(days_left: Days, comfort_days: Days) -> float:
    """Level of deprivation, from 0 with ``comfort_days`` of supply left to 1 with none."""
    return max(0.0, 1.0 - days_left / comfort_days)


@compiled
def walk_on(level: float, days: Days, correlation_days: Days, normal: float) -> float:
    """The next level of a stationary random walk with mean 0 and variance 1.

    An Ornstein-Uhlenbeck process: its correlation over some days is ``exp(-days /
    correlation_days)`` (Uhlenbeck and Ornstein, 1930, Physical Review 36, 823).
    """
    kept = math.exp(-days / correlation_days)
    return kept * level + math.sqrt(1.0 - kept * kept) * normal
