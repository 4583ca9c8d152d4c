"""Tests of whether two samples follow the same law that hold for every law.

Their p-values are never too small: for samples of the same law, the chance of a value of at most
``p`` is at most ``p``, however skewed or rare what is counted may be.
"""

import math

import numpy as np
from scipy import optimize, stats

from corridor.units import Floats


def p_of_means(one: Floats, other: Floats) -> float:
    """A bound on the chance that the means of two samples of one law differ as much as they do.

    Given all values together, every way of dealing them to the two samples is equally likely. The
    sum of one sample is then bounded as Chernoff does, with the moments of drawing with
    replacement, which are larger: Hoeffding (1963), "Probability inequalities for sums of bounded
    random variables", Journal of the American Statistical Association 58, theorem 4. The bound of
    the side that is seen is doubled.
    """
    sample = np.asarray(min(one, other, key=len), dtype=np.float64)
    pooled = np.concatenate([one, other]).astype(np.float64)
    spread = pooled.std()
    if spread == 0:
        return 1.0
    away = (sample - pooled.mean()).sum() / spread
    values = (pooled - pooled.mean()) / spread * np.sign(away)

    def log_bound(tilt: float) -> float:
        largest = tilt * values.max()
        log_moment = largest + math.log(np.exp(tilt * values - largest).mean())
        return float(len(sample) * log_moment - tilt * abs(away))

    # Any tilt gives a bound; the best one is near that of the normal law, or a little off.
    normal = abs(away) / len(sample)
    best = optimize.minimize_scalar(log_bound, bounds=(0, 8 * normal), method="bounded")
    return min(1.0, 2 * math.exp(min(best.fun, 0.0)))


def p_of_laws(one: Floats, other: Floats) -> float:
    """The chance of a Kolmogorov-Smirnov distance as large as is seen; smaller still with ties."""
    return float(stats.ks_2samp(one, other, method="exact").pvalue)
