"""How a series of counts goes on by itself: a little of its trend, with the errors of its past.

Nothing here knows of roads or people: it is what is left to say of a stock that changes by
registration, returns and births more than by arrivals.
"""

import numpy as np
from scipy.special import ndtri

from corridor.baseline import History, damped_gain
from corridor.units import Days, Floats

#: Part of the recent trend that goes on; the rest is that nothing changes.
TREND_SHARE = 0.4

#: Past errors count half as much for each of so many days that they are old.
HALF_LIFE: Days = 60.0

#: Errors to come, in relation to past ones of the same rule: crises calm down.
ERROR_SHARE = 0.8

#: Standard deviation of the logarithm of a figure without a past to learn errors from.
EARLY_SD = 0.6

#: Past errors from which their quantiles are taken, at least, and the most that are tried.
FEWEST_ERRORS, MOST_ERRORS = 3, 25

#: A lead longer than this part of the past is judged by shorter ones.
_LONGEST_LEAD = 1 / 3

_EARLY = np.exp(EARLY_SD * ndtri((np.arange(60) + 0.5) / 60)) - 1


def going_on(history: History, ahead: Floats) -> Floats:
    """People at days after the origin, shape (ahead,): the last count and a part of its trend.

    ``y_n + 0.4 g(t - t_n)`` with the gain ``g`` of :func:`corridor.baseline.damped_drift`.
    """
    onward: Floats = history.values[-1] + TREND_SHARE * damped_gain(history, ahead)
    return np.maximum(onward, 0.0)


def trend_quantiles(history: History, ahead: Days, levels: Floats) -> Floats:
    """Quantiles of people some days after the origin, shape (level,).

    Around :func:`going_on` lie the errors that it had before at this very lead, measured on
    straight lines between counts, each also with the other sign. Old ones count less, and the
    errors of an early figure count as one more.

    Parameters
    ----------
    history : History
        At least one count.
    ahead : float, days
        After the origin, above 0.
    levels : Floats, shape (level,)
    """
    middle = going_on(history, np.array([ahead]))[0]
    errors, weights = _past_errors(history, ahead - history.days[-1])
    if len(errors) < FEWEST_ERRORS:
        early: Floats = middle * np.exp(EARLY_SD * ndtri(levels))
        return early
    both = np.concatenate([errors, middle * _EARLY])
    share = np.concatenate([weights, np.full(len(_EARLY), weights.mean() / len(_EARLY))])
    off = _quantiles(np.concatenate([both, -both]), np.concatenate([share, share]), levels)
    around: Floats = np.maximum(middle + ERROR_SHARE * off, 0.0)
    return around


def _past_errors(history: History, lead: Days) -> tuple[Floats, Floats]:
    """Errors in people at this lead from earlier counts, with weights, each of shape (error,)."""
    days, values = history.days, history.values
    tried = lead
    if len(days) > 2:
        tried = min(lead, (days[-1] - days[0]) * _LONGEST_LEAD)
    starts = np.flatnonzero(days[:-1] + tried <= days[-1] + 1e-9)
    if len(starts) > MOST_ERRORS:
        chosen = np.unique(np.linspace(0, len(starts) - 1, MOST_ERRORS).round().astype(int))
        starts = starts[chosen]
    errors = [
        np.interp(days[start] + tried, days, values)
        - going_on(history.until(int(start)), np.array([tried]))[0]
        for start in starts
    ]
    stretch = np.sqrt(lead / tried) if tried > 0 else 1.0
    return np.array(errors) * stretch, 0.5 ** (-days[starts] / HALF_LIFE)


def _quantiles(values: Floats, weights: Floats, levels: Floats) -> Floats:
    order = np.argsort(values)
    values, weights = values[order], weights[order]
    middles = (np.cumsum(weights) - weights / 2) / weights.sum()
    found: Floats = np.interp(levels, middles, values)
    return found
