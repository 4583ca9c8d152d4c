"""Scores of an ensemble against what was counted."""

import numpy as np

from corridor.units import Flags, Floats


def crps(ensemble: Floats, observed: Floats) -> Floats:
    """Continuous ranked probability score of each observation; lower is better.

    ``mean |x - y| - mean |x - x'| / 2`` over the members ``x``, computed from the sorted members;
    for a single member it is the absolute error. Gneiting and Raftery (2007), "Strictly proper
    scoring rules, prediction, and estimation", JASA 102, eq. 20-21.

    Parameters
    ----------
    ensemble : Floats, shape (member, time)
    observed : Floats, shape (time,)

    Returns
    -------
    Floats, shape (time,), in the unit of the observations
    """
    members = len(ensemble)
    ranked = np.sort(ensemble, axis=0)
    error = np.abs(ensemble - observed).mean(axis=0)
    weights = 2 * np.arange(members) - members + 1
    half_spread = np.tensordot(weights, ranked, axes=1) / members**2
    scores: Floats = error - half_spread
    return scores


def covers(ensemble: Floats, observed: Floats, *, level: float) -> Flags:
    """Whether the central interval of probability ``level`` holds each observation."""
    low, high = np.quantile(ensemble, [0.5 - level / 2, 0.5 + level / 2], axis=0)
    held: Flags = (low <= observed) & (observed <= high)
    return held


def rank_of(ensemble: Floats, observed: Floats) -> Floats:
    """Share of members below each observation, ties counted half; shape (time,)."""
    below = (ensemble < observed).mean(axis=0)
    same = (ensemble == observed).mean(axis=0)
    share: Floats = below + same / 2
    return share
