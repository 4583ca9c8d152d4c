"""Reception: who settles where they arrive, and when the others move on."""

import math

from corridor.compiled import compiled
from corridor.units import Hours


@compiled
def moving_on_chance(stay_hours: Hours, step_hours: Hours) -> float:
    """Chance that a person who will move on does so within one step.

    Stays are exponential with mean ``stay_hours``; 0 means that everyone moves on in the step of
    arrival.
    """
    if stay_hours <= 0.0:
        return 1.0
    return -math.expm1(-step_hours / stay_hours)
