"""Scores of an ensemble against what was counted."""

import numpy as np

from corridor.units import Flags, Floats


def crps(ensemble: Floats, observed: Floats, *, fair: bool = False) -> Floats:
    """Continuous ranked probability score of each observation; lower is better.

    ``mean |x - y| - mean |x - x'| / 2`` over the members ``x``, computed from the sorted members;
    for a single member it is the absolute error. Gneiting and Raftery (2007), "Strictly proper
    scoring rules, prediction, and estimation", JASA 102, eq. 20-21.

    Parameters
    ----------
    ensemble : Floats, shape (member, time)
    observed : Floats, shape (time,)
    fair : bool
        Take the second mean over pairs of different members, which gives in expectation the score
        of the distribution that the members are drawn from, whatever their number. Ferro (2014),
        "Fair scores for ensemble forecasts", QJRMS 140. Needs two members.

    Returns
    -------
    Floats, shape (time,), in the unit of the observations
    """
    members = len(ensemble)
    ranked = np.sort(ensemble, axis=0)
    error = np.abs(ensemble - observed).mean(axis=0)
    weights = 2 * np.arange(members) - members + 1
    pairs = members * (members - 1) if fair else members**2
    half_spread = np.tensordot(weights, ranked, axes=1) / pairs
    scores: Floats = error - half_spread
    return scores


def crps_log(ensemble: Floats, observed: Floats, *, fair: bool = False) -> Floats:
    """:func:`crps` of ``log(1 + x)``: about the relative error, whatever the size of a place.

    Bosse et al. (2023), "Scoring epidemiological forecasts on transformed scales", PLOS
    Computational Biology 19.
    """
    return crps(np.log1p(ensemble), np.log1p(observed), fair=fair)


def energy_score(ensemble: Floats, observed: Floats) -> float:
    """Energy score of a forecast of all places together; lower is better.

    ``mean |x - y| - mean |x - x'| / 2`` with the Euclidean distance between members ``x`` over the
    places: the CRPS where there is one place. Gneiting and Raftery (2007), eq. 22.

    Parameters
    ----------
    ensemble : Floats, shape (member, place)
    observed : Floats, shape (place,)

    Returns
    -------
    float, in the unit of the observations
    """
    error = np.linalg.norm(ensemble - observed, axis=1).mean()
    # One member against all at a time: all pairs at once would not fit in memory.
    spread = np.mean([np.linalg.norm(ensemble - member, axis=1).mean() for member in ensemble])
    return float(error - spread / 2)


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


def pit(ensemble: Floats, observed: Floats) -> Floats:
    """Where each observation stands among the members, between 0 and 1; shape (time,).

    ``(rank + 1/2) / (members + 1)``, where the rank is the number of members below and half of
    those that tie. For an observation that is drawn as the members are, each of the
    ``members + 1`` ranks has the same chance: the rank histogram of Hamill (2001), Monthly Weather
    Review 129.
    """
    members = len(ensemble)
    shares: Floats = (rank_of(ensemble, observed) * members + 0.5) / (members + 1)
    return shares
