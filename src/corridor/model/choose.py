"""Choice of destination: multinomial logit over what can be reached."""

import math

from corridor.compiled import compiled
from corridor.units import Floats, Hours


@compiled
def pull_of_travel(hours: Hours, travel_cost: float, softening_hours: Hours) -> float:
    """Log odds of a place by the travel time to it: ``-travel_cost * ln(1 + hours / softening)``.

    Minus infinity where it cannot be reached.
    """
    if hours == math.inf:
        return -math.inf
    return -travel_cost * math.log1p(hours / softening_hours)


@compiled
def room_left(present: int, room: float) -> float:
    """Share of a place's room that is left, from 1 (empty, or not limited) to 0 (full)."""
    if room == math.inf:
        return 1.0
    return max(0.0, 1.0 - present / room) if room > 0.0 else 0.0


@compiled
def to_chances(log_odds: Floats, count: int) -> None:
    """Turn the first ``count`` log odds into chances that sum to 1, or 0 if none is possible."""
    highest = -math.inf
    for i in range(count):
        highest = max(highest, log_odds[i])
    if highest == -math.inf:
        log_odds[:count] = 0.0
        return
    total = 0.0
    for i in range(count):
        log_odds[i] = math.exp(log_odds[i] - highest)
        total += log_odds[i]
    for i in range(count):
        log_odds[i] /= total
