"""Scores of chances that something happens, such as that a place exceeds its room."""

from corridor.units import Flags, Floats


def brier(chance: Floats, happened: Flags) -> Floats:
    """Brier score of each forecast of an event: ``(chance - happened)²``; lower is better.

    0 is a sure and right forecast, 1 a sure and wrong one, 0.25 that of a coin. Brier (1950),
    "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78.
    """
    scores: Floats = (chance - happened) ** 2
    return scores
