"""Scores relative to something: to another forecast, or to the people who were counted."""

import numpy as np

from corridor.units import Floats


def skill(score: float, reference: float) -> float:
    """``1 - score / reference``: 1 is perfect, 0 as good as the reference, below 0 worse.

    Where the reference is perfect nothing can be better: 0 if the score is 0 too, otherwise minus
    infinity. Murphy (1973), "Hedging and skill scores for probability forecasts", Journal of
    Applied Meteorology 12.
    """
    if reference == 0:
        return 0.0 if score == 0 else -np.inf
    return 1 - score / reference


def averaged_relative_difference(
    simulated: Floats, observed: Floats, *, rescaled: bool = False
) -> float:
    """How wrong a split over places is, as Flee's papers publish it; lower is better.

    The mean over days of ``sum over places of |simulated - observed|`` divided by the people
    observed in all places that day, or by 1 where there are none. A person at a wrong place counts
    twice: the largest value for a split of the right total is 2. Suleimenova, Bell and Groen
    (2017), "A generalized simulation development approach for predicting refugee destinations",
    Scientific Reports 7.

    Parameters
    ----------
    simulated, observed : Floats, shape (day, place)
        People. The published figures take whole people between two counts, on the straight line.
    rescaled : bool
        Whether each day's simulated people are first scaled to that day's observed total, so that
        only the split is scored (the peer's "Error (rescaled)"). A day without anybody simulated
        stays as it is.

    Returns
    -------
    float
        The peer rounds each day's value to four places; this does not.
    """
    people = observed.sum(axis=1)
    if rescaled:
        there = simulated.sum(axis=1)
        factor = np.divide(people, there, out=np.zeros_like(people), where=there > 0)
        simulated = simulated * factor[:, np.newaxis]
    differences = np.abs(simulated - observed).sum(axis=1) / np.maximum(people, 1)
    return float(differences.mean())
