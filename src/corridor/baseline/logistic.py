"""The baseline that counts follow a logistic curve: slow, fast, and slow again."""

import numpy as np
from scipy.special import expit

from corridor.baseline.errors import with_past_errors
from corridor.baseline.history import History
from corridor.units import Floats

#: Counts needed to fit the three numbers of a curve, and one to spare.
FEWEST_COUNTS = 4

#: A curve grows to no more than this multiple of the largest count. Before its bend the data say
#: nothing about its end, and without a bound a fit may grow a thousandfold. House rule.
LARGEST_GROWTH = 2.0

#: Rates tried, as multiples of one over the time counted, and middles, as multiples of it, from the
#: last count: from a curve that is almost a line to a step, the middle at most as far ahead as the
#: first count is back.
_RATES = np.geomspace(1, 40, 25)
_MIDDLES = np.linspace(-1, 1, 41)

#: The fit is made anew at each earlier count, so it is tried at fewer of them.
_TRIES = 15


def logistic_curve(history: History, ahead: Floats, levels: Floats) -> Floats | None:
    """On from the last count along a logistic curve fitted to all counts.

    ``K / (1 + exp(-r (t - m)))`` by least squares: for each rate ``r`` and middle ``m`` of a grid
    the best ``K`` has a closed form. The curve is moved up or down to go through the last count.
    S-curves of departures: Radwan, Hobeika and Sivasailam (1985), "A computer simulation model for
    rural network evacuation under natural disasters", ITE Journal 55.

    Parameters
    ----------
    history : History
    ahead : Floats, shape (ahead,), days
        Days after the origin.
    levels : Floats, shape (level,)

    Returns
    -------
    Floats, shape (level, ahead), people
        Quantiles by :func:`corridor.baseline.with_past_errors`; None with fewer than
        :data:`FEWEST_COUNTS` counts.
    """
    return with_past_errors(_curve, history, ahead, levels, tries=_TRIES)


def _curve(history: History, ahead: Floats) -> Floats | None:
    if len(history.days) < FEWEST_COUNTS:
        return None
    since, values = history.days - history.days[-1], history.values
    span = -since[0]
    rates, middles = (grid.ravel() for grid in np.meshgrid(_RATES / span, _MIDDLES * span))
    shapes = _logistic(since, rates[:, np.newaxis], middles[:, np.newaxis])
    # The middle is at most a span away and the rate at least 1/span, so no shape is all zeros.
    sizes = (shapes @ values) / (shapes**2).sum(axis=1)
    sizes = np.clip(sizes, 0, LARGEST_GROWTH * values.max())
    misfit = ((sizes[:, np.newaxis] * shapes - values) ** 2).sum(axis=1)
    best = int(misfit.argmin())
    later = _logistic(np.append(0.0, ahead - history.days[-1]), rates[best], middles[best])
    onward: Floats = values[-1] + sizes[best] * (later[1:] - later[0])
    return onward


def _logistic(days: Floats, rate: Floats, middle: Floats) -> Floats:
    shape: Floats = expit(rate * (days - middle))
    return shape
