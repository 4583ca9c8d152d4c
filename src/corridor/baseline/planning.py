"""The baseline that as many people will come as an official planning figure says."""

import numpy as np

from corridor.baseline.errors import around_early_figure
from corridor.baseline.history import History
from corridor.units import Floats


def planning_figure(history: History, ahead: Floats, levels: Floats, *, figure: float) -> Floats:
    """As many people as an official planning figure says, at any time ahead.

    Planning figures have no record from which to take errors: this one is as uncertain as an early
    figure, :data:`corridor.baseline.EARLY_FIGURE_LOG_SD`.

    Parameters
    ----------
    history : History
        No quantile of a cumulative count falls below its last value.
    ahead : Floats, shape (ahead,), days
        Days after the origin.
    levels : Floats, shape (level,)
    figure : float, people
        Above 0, published by the origin.

    Returns
    -------
    Floats, shape (level, ahead), people
    """
    least = history.values[-1] if history.is_cumulative and len(history.values) else 0.0
    quantiles = around_early_figure(np.full(len(ahead), figure), levels)
    bounded: Floats = np.maximum(quantiles, least)
    return bounded
