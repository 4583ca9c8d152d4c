"""Baselines that split people over places by shares that do not change.

The total stays as it was counted last, or is given. Quantiles are by
:func:`corridor.baseline.with_past_errors`, for each place.
"""

import numpy as np

from corridor.baseline.errors import Point, with_past_errors
from corridor.baseline.history import HistoryOfPlaces
from corridor.units import Floats


def last_shares(
    history: HistoryOfPlaces, ahead: Floats, levels: Floats, *, totals: Floats | None = None
) -> Floats | None:
    """Every place keeps the share that it had at the last count.

    Parameters
    ----------
    history : HistoryOfPlaces
    ahead : Floats, shape (ahead,), days
        Days after the origin.
    levels : Floats, shape (level,)
    totals : Floats, shape (ahead,), optional
        People in all places, as given; the last count of them if not given.

    Returns
    -------
    Floats, shape (level, ahead, place), people
        None without a count.
    """
    return with_past_errors(_stay, history, ahead, levels, totals=totals)


def gravity_split(
    history: HistoryOfPlaces,
    ahead: Floats,
    levels: Floats,
    *,
    people: Floats,
    km: Floats,
    totals: Floats | None = None,
) -> Floats | None:
    """The people of every origin go to each place in inverse proportion to its distance.

    A place's share is that of ``sum over origins of people / km``, where an origin's parts add up
    to its people: Wilson's origin-constrained gravity model with cost function ``1 / km``. Wilson
    (1971), "A family of spatial interaction models", Environment and Planning 3.

    Parameters
    ----------
    people : Floats, shape (origin,)
    km : Floats, shape (origin, place), km
    history, ahead, levels, totals
        And the result: as :func:`last_shares`.
    """
    pull = 1 / np.maximum(km, 1.0)
    shares = people @ (pull / pull.sum(axis=1, keepdims=True))
    return with_past_errors(_by(shares), history, ahead, levels, totals=totals)


def capacity_split(
    history: HistoryOfPlaces,
    ahead: Floats,
    levels: Floats,
    *,
    capacity: Floats,
    totals: Floats | None = None,
) -> Floats | None:
    """People are split as the places' capacities; arguments and result as :func:`last_shares`.

    Parameters
    ----------
    capacity : Floats, shape (place,), people
    """
    return with_past_errors(_by(capacity), history, ahead, levels, totals=totals)


def equal_split(
    history: HistoryOfPlaces, ahead: Floats, levels: Floats, *, totals: Floats | None = None
) -> Floats | None:
    """Every place has the same share; arguments and result as :func:`last_shares`."""
    even = np.ones(history.values.shape[1])
    return with_past_errors(_by(even), history, ahead, levels, totals=totals)


def _stay(history: HistoryOfPlaces, ahead: Floats) -> Floats:
    return np.repeat(history.values[-1:], len(ahead), axis=0)


def _by(weights: Floats) -> Point[HistoryOfPlaces]:
    shares = weights / weights.sum()

    def point(history: HistoryOfPlaces, ahead: Floats) -> Floats:
        split: Floats = np.outer(np.full(len(ahead), history.values[-1].sum()), shares)
        return split

    return point
