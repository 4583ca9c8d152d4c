"""Baselines that carry on from the last counts of one place."""

import numpy as np

from corridor.baseline.constant_rate import constant_rate
from corridor.baseline.errors import with_past_errors
from corridor.baseline.history import History
from corridor.units import HOURS_PER_DAY, Days, Floats


def last_value(history: History, ahead: Floats, levels: Floats) -> Floats | None:
    """Nothing changes after the last count: the random walk.

    Parameters
    ----------
    history : History
    ahead : Floats, shape (ahead,), days
        Days after the origin.
    levels : Floats, shape (level,)

    Returns
    -------
    Floats, shape (level, ahead), people
        Quantiles by :func:`corridor.baseline.with_past_errors`; None without a count.
    """
    return with_past_errors(_last, history, ahead, levels)


def drift(history: History, ahead: Floats, levels: Floats) -> Floats | None:
    """On from the last count at the mean rate of all counts: the random walk with drift.

    ``y_n + (y_n - y_1) / (t_n - t_1) (t - t_n)``; Hyndman and Athanasopoulos, "Forecasting:
    principles and practice" (3rd ed.), section 5.2. Arguments and result as :func:`last_value`;
    None with fewer than two counts.
    """
    return with_past_errors(_drift, history, ahead, levels)


def damped_drift(
    history: History, ahead: Floats, levels: Floats, *, window: Days = 30.0
) -> Floats | None:
    """On from the last count at the rate of the last ``window`` days, which dies away.

    ``y_n + r w (1 - exp(-(t - t_n) / w))`` with the rate ``r`` of the last ``w`` days, of which at
    least the last two counts are: a damped trend, the simple method that is hardest to beat in
    forecasting competitions. Gardner and McKenzie (1985), "Forecasting trends in time series",
    Management Science 31. Arguments and result as :func:`last_value`; None with fewer than two
    counts.
    """

    def point(known: History, ahead: Floats) -> Floats | None:
        if len(known.days) < 2:
            return None
        onward: Floats = known.values[-1] + damped_gain(known, ahead, window=window)
        return onward

    return with_past_errors(point, history, ahead, levels)


def damped_gain(history: History, ahead: Floats, *, window: Days = 30.0) -> Floats:
    """People by which :func:`damped_drift` goes on from the last count, shape (ahead,).

    Nobody where there is one count.
    """
    count = len(history.days)
    if count < 2:
        return np.zeros(len(ahead))
    start = np.searchsorted(history.days, history.days[-1] - window)
    rate = _rate(history, min(int(start), count - 2))
    gain: Floats = rate * window * -np.expm1(-(ahead - history.days[-1]) / window)
    return gain


def recent_rate(
    history: History, ahead: Floats, levels: Floats, *, window: Days = 1.0
) -> Floats | None:
    """On from the last count at the rate of the last ``window`` days.

    That is :func:`corridor.baseline.constant_rate`. Arguments and result as :func:`last_value`;
    None with fewer than two counts in the window.
    """

    def point(known: History, ahead: Floats) -> Floats | None:
        return constant_rate(
            known.days * HOURS_PER_DAY,
            known.values,
            at=ahead * HOURS_PER_DAY,
            window=window * HOURS_PER_DAY,
        )

    return with_past_errors(point, history, ahead, levels)


def _last(history: History, ahead: Floats) -> Floats:
    return np.full(len(ahead), history.values[-1])


def _drift(history: History, ahead: Floats) -> Floats | None:
    if len(history.days) < 2:
        return None
    onward: Floats = history.values[-1] + _rate(history, 0) * (ahead - history.days[-1])
    return onward


def _rate(history: History, start: int) -> float:
    """People a day from count number ``start`` to the last one."""
    gain = history.values[-1] - history.values[start]
    return float(gain / (history.days[-1] - history.days[start]))
