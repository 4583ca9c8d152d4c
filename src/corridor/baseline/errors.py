"""Quantiles around a forecast in one number, from how wrong the same method was before.

The method is applied at each earlier count as if it were the last one, and compared with the counts
that followed: rolling origins within what is known.

Errors are in people. On a logarithmic scale those of a place that begins from nothing, stretched to
a longer lead, made forecasts of the five conflicts of the verification many times worse.
"""

from collections.abc import Callable
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from scipy.special import ndtri

from corridor.baseline.history import History
from corridor.units import Days, Floats

Known = TypeVar("Known", bound=History)

#: A forecast in one number: from what is known and days after the origin, shape (ahead,), to people
#: of shape (ahead,) or (ahead, place); None where too little is known.
Point: TypeAlias = Callable[[Known, Floats], Floats | None]

#: With fewer past errors than this their quantiles say little.
FEWEST_ERRORS = 8

#: Past errors count if their lead differs by no more than this factor.
NEAR_LEAD = 2.0

#: Earlier counts from which the method is tried, at most; spread over all.
MOST_TRIES = 60

#: Standard deviation of the logarithm of an early figure of displaced people. Estimates for
#: Mingkaman in 2015 differed eightfold (0.8 if that is 99 % of their spread); those for Ukraine in
#: March 2022 were revised by a factor of 3.7 (0.65 if that is two standard deviations),
#: https://realgoodresearch.com/news/posts/ukraine-nowpop-project.html
EARLY_FIGURE_LOG_SD = 0.75


class _Past(NamedTuple):
    """Errors in people, observed less forecast, with their leads in days, shape (error,)."""

    leads: Floats
    errors: Floats


def with_past_errors(
    point: Point[Known],
    history: Known,
    ahead: Floats,
    levels: Floats,
    *,
    totals: Floats | None = None,
    tries: int = MOST_TRIES,
) -> Floats | None:
    """Quantiles around what ``point`` forecasts.

    The past errors at about the same lead, each also with the other sign, are put around the
    forecast: so the median is the forecast, as in the baseline of Cramer et al. (2022),
    "Evaluation of individual and ensemble probabilistic forecasts of COVID-19 mortality in the
    United States", PNAS 119. An error at another lead is stretched as that of a random walk, by the
    square root of the ratio. Leads count from the last count. Where there are fewer than
    :data:`FEWEST_ERRORS` errors the forecast is as uncertain as an early figure is: lognormal, with
    :data:`EARLY_FIGURE_LOG_SD`. Nothing falls below 0, and no cumulative count below the last one.

    Parameters
    ----------
    point : Point
    history : History or HistoryOfPlaces
    ahead : Floats, shape (ahead,), days
        Days after the origin, above 0.
    levels : Floats, shape (level,)
    totals : Floats, shape (ahead,), optional
        For a split over places: people in all of them, as given. Then the split alone is
        forecast, and tried in the past with the totals counted then.
    tries : int
        Earlier counts from which the method is tried, at most.

    Returns
    -------
    Floats, shape (level, ahead) or (level, ahead, place), people
        Or None where ``point`` gives none.
    """
    if len(history.days) == 0:
        return None
    middle = point(history, ahead)
    if middle is None:
        return None
    middle = np.maximum(_scaled(middle, totals), _least(history))
    past = _past_errors(point, history, tries, is_given=totals is not None)
    leads = ahead - history.days[-1]
    rows = [
        _around(one, _near(past, lead), levels) for one, lead in zip(middle, leads, strict=True)
    ]
    quantiles: Floats = np.maximum(np.stack(rows, axis=1), _least(history))
    return quantiles


def around_early_figure(middle: Floats, levels: Floats) -> Floats:
    """Quantiles of a figure that is as uncertain as an early one; levels come first."""
    factors = np.exp(EARLY_FIGURE_LOG_SD * ndtri(levels))
    quantiles: Floats = np.multiply.outer(factors, middle)
    return quantiles


def _least(history: History) -> Floats:
    last: Floats = history.values[-1]
    return last if history.is_cumulative else np.zeros_like(last)


def _scaled(forecast: Floats, totals: Floats | None) -> Floats:
    """A forecast of places, shape (ahead, place), scaled to given totals."""
    if totals is None:
        return forecast
    sums = forecast.sum(axis=1, keepdims=True)
    even = np.full_like(forecast, 1 / forecast.shape[1])
    shares: Floats = np.divide(forecast, sums, out=even, where=sums > 0)
    return totals[:, np.newaxis] * shares


def _past_errors(point: Point[Known], history: Known, tries: int, *, is_given: bool) -> _Past:
    """Every error of the method at the counts that followed one from which it was tried."""
    leads, errors = [np.zeros(0)], [np.zeros((0, *history.values.shape[1:]))]
    for first in _spread_over(len(history.days) - 1, tries):
        then, later = history.until(first), history.values[first + 1 :]
        ahead = history.days[first + 1 :] - history.days[first]
        forecast = point(then, ahead)
        if forecast is not None:
            forecast = _scaled(forecast, later.sum(axis=1) if is_given else None)
            leads.append(ahead)
            errors.append(later - np.maximum(forecast, _least(then)))
    return _Past(np.concatenate(leads), np.concatenate(errors))


def _spread_over(count: int, most: int) -> list[int]:
    """At most ``most`` of the numbers below ``count``, spread over all of them."""
    if count <= 0:
        return []
    return [int(n) for n in np.unique(np.linspace(0, count - 1, min(count, most)).round())]


def _near(past: _Past, lead: Days) -> Floats:
    """The errors at about this lead, stretched to it; none where there are too few.

    Where the past is shorter than the lead they are those at the nearest leads.
    """
    distance = np.abs(np.log(past.leads / lead))
    if len(distance) < FEWEST_ERRORS:
        return past.errors[:0]
    reach = max(np.log(NEAR_LEAD), np.partition(distance, FEWEST_ERRORS - 1)[FEWEST_ERRORS - 1])
    near = distance <= reach
    stretch = np.sqrt(lead / past.leads[near])
    errors: Floats = past.errors[near] * stretch.reshape(-1, *[1] * (past.errors.ndim - 1))
    return errors


def _around(middle: Floats, errors: Floats, levels: Floats) -> Floats:
    if len(errors) == 0:
        return around_early_figure(middle, levels)
    both: Floats = middle + np.quantile(np.concatenate([errors, -errors]), levels, axis=0)
    return both
