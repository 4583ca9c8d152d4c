"""Members moved towards counts: one step of an ensemble smoother.

Emerick and Reynolds (2013), "Ensemble smoother with multiple data assimilation", Computers and
Geosciences 55, 3-15: the counts are taken in several times, each time with errors that are wider by
a factor, and the inverse factors add up to 1. Between the steps members are run anew from the
start, so that people stay whole and none is lost.
"""

from collections.abc import Sequence

import numpy as np
from scipy import linalg, special

from corridor.observe.errors import Series, log_likelihoods
from corridor.units import Floats


def moved(
    scores: Floats, expected: Floats, series: Sequence[Series], *, part: float, normals: Floats
) -> Floats:
    """Scores after a part of what the counts say was taken in, shape (member, score).

    Parameters
    ----------
    scores : Floats, shape (member, score)
    expected : Floats, shape (member, reading)
        What the members have, on the scale of counts.
    series : sequence of Series
        The counts on that scale, with their errors.
    part : float
        The part of their information, up to 1: errors are taken as ``1 / part`` times as wide in
        variance.
    normals : Floats, shape (member, reading)
        Independent normal numbers, for the errors that each member adds to the counts.
    """
    seen, error = _seen(series, expected)
    error = error / part
    members = len(scores)
    off, apart = scores - scores.mean(axis=0), expected - expected.mean(axis=0)
    together, among = apart.T @ off / (members - 1), apart.T @ apart / (members - 1)
    gain = linalg.solve(among + error, together, assume_a="pos")
    perturbed = seen + normals @ linalg.cholesky(error, lower=True).T
    after: Floats = scores + (perturbed - expected) @ gain
    return after


def _seen(series: Sequence[Series], expected: Floats) -> tuple[Floats, Floats]:
    """All counts on the scale, and the covariance of their errors.

    Of each series' sizes of error those count more that the members make likely.
    """
    readings = expected.shape[1]
    seen, error = np.zeros(readings), np.zeros((readings, readings))
    for one in series:
        likely = special.softmax(log_likelihoods(one, expected), axis=1).mean(axis=0)
        seen[one.columns] = one.seen
        error[np.ix_(one.columns, one.columns)] = np.tensordot(likely, one.covariances, axes=1)
    return seen, error
