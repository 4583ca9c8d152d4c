"""Scores of quantiles, the form in which forecasts are exchanged."""

from typing import NamedTuple

import numpy as np

from corridor.units import Flags, Floats

#: Two levels belong to one central interval if they differ from it by no more than this.
_SAME_LEVEL = 1e-9


class Wis(NamedTuple):
    """Weighted interval score and its three parts, which add up to it; each of shape (time,).

    ``spread`` is the price of wide intervals, ``underprediction`` that of observations above them
    and ``overprediction`` that of observations below them.
    """

    total: Floats
    spread: Floats
    underprediction: Floats
    overprediction: Floats


def wis(quantiles: Floats, levels: Floats, observed: Floats) -> Wis:
    """Weighted interval score of each observation; lower is better, in its unit.

    With the median ``m`` and ``K`` central intervals ``(l, u)`` of probability ``1 - a``::

        (|y - m| / 2 + sum of a/2 (u - l) + (l - y)+ + (y - u)+) / (K + 1/2)

    Half the error of the median counts as under- or overprediction, whichever it is. Bracher, Ray,
    Gneiting and Reich (2021), "Evaluating epidemic forecasts in an interval format", PLOS
    Computational Biology 17, eq. 2 and 3. With many levels it comes near the CRPS.

    Parameters
    ----------
    quantiles : Floats, shape (level, time)
    levels : Floats, shape (level,)
        Rising, with 0.5 in the middle and the others in pairs that add up to 1.
    observed : Floats, shape (time,)

    Raises
    ------
    ValueError
        For levels that are not such.
    """
    levels = np.asarray(levels, dtype=np.float64)
    pairs = len(levels) // 2
    if len(levels) % 2 == 0 or not np.allclose(levels + levels[::-1], 1, atol=_SAME_LEVEL):
        raise ValueError("levels: expected 0.5 and pairs of levels around it that add up to 1")
    low, median, high = quantiles[:pairs], quantiles[pairs], quantiles[:pairs:-1]
    half = levels[:pairs, np.newaxis]
    spread = (half * (high - low)).sum(axis=0)
    under = np.maximum(observed - high, 0).sum(axis=0) + np.maximum(observed - median, 0) / 2
    over = np.maximum(low - observed, 0).sum(axis=0) + np.maximum(median - observed, 0) / 2
    spread, under, over = (part / (pairs + 0.5) for part in (spread, under, over))
    return Wis(spread + under + over, spread, under, over)


def wis_log(quantiles: Floats, levels: Floats, observed: Floats) -> Wis:
    """:func:`wis` of ``log(1 + x)``, as :func:`corridor.score.crps_log`."""
    return wis(np.log1p(quantiles), levels, np.log1p(observed))


def interval_covers(quantiles: Floats, levels: Floats, observed: Floats, *, level: float) -> Flags:
    """Whether the central interval of probability ``level`` holds each observation.

    Raises
    ------
    ValueError
        If the two quantiles that bound it are not among ``levels``.
    """
    low, high = (_at(quantiles, levels, 0.5 + side * level / 2) for side in (-1, 1))
    held: Flags = (low <= observed) & (observed <= high)
    return held


def _at(quantiles: Floats, levels: Floats, level: float) -> Floats:
    found = np.flatnonzero(np.abs(np.asarray(levels) - level) <= _SAME_LEVEL)
    if len(found) == 0:
        raise ValueError(f"levels: expected {level:g} among them")
    at_level: Floats = quantiles[found[0]]
    return at_level
