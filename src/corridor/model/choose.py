"""Choice of destination: multinomial logit over what can be reached."""

import math

from corridor.compiled import compiled
from corridor.units import Floats, Hours

#: Share of its room that a full place counts as having left: its logarithm has to be finite.
LEAST_SHARE = 1e-6


@compiled
def pull_of_travel(hours: Hours, travel_cost: float, softening_hours: Hours) -> float:
    """Log odds of a place by the travel time to it: ``-travel_cost * ln(1 + hours / softening)``.

    Minus infinity where it cannot be reached.
    """
    if hours == math.inf:
        return -math.inf
    return -travel_cost * math.log1p(hours / softening_hours)


@compiled
def pull_of_room(present: int, room: float, room_left: float) -> float:
    """Log odds of a place by the share of its room that is left: ``room_left * ln(share)``.

    0 for an empty place and for one whose room is not limited. A full place counts as one with a
    millionth of its room left: people go there only where all others are full as well.
    """
    if room == math.inf:
        return 0.0
    share = 1.0 - present / room if room > 0.0 else 0.0
    return room_left * math.log(max(share, LEAST_SHARE))


@compiled
def pull_of_followed(present: int, followers: float) -> float:
    """Log odds of a place by the people there, whom others follow: ``followers * ln(1 + present)``.

    The networks of migrants: Beine, Docquier and Ozden (2009), "Diasporas", World Bank Policy
    Research Working Paper 4984.
    """
    return followers * math.log1p(present)


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
