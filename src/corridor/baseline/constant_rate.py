"""The baseline that the flow of the last counts goes on."""

import numpy as np

from corridor.units import Floats, Hours


def constant_rate(
    hours: Floats, totals: Floats, *, at: Floats, window: Hours = 24.0
) -> Floats | None:
    """Cumulative arrivals at the hours ``at`` if people keep coming as in the last counts.

    The rate is that from the first to the last count within ``window`` hours of the last one.

    Parameters
    ----------
    hours : Floats, shape (count,), hours
        Times of the counts known, in rising order.
    totals : Floats, shape (count,), people
        Cumulative arrivals at those times.
    at : Floats, shape (time,), hours
        Times to forecast; before the last count the result is that count.
    window : float, hours
        How far back from the last count the rate is taken.

    Returns
    -------
    Floats, shape (time,), people
        Or None with fewer than two counts in the window: there is no rate to continue.
    """
    recent = hours >= hours[-1] - window if len(hours) else np.zeros(0, dtype=bool)
    if np.count_nonzero(recent) < 2:
        return None
    first, last = np.flatnonzero(recent)[[0, -1]]
    rate = (totals[last] - totals[first]) / (hours[last] - hours[first])
    ahead: Floats = totals[last] + rate * np.maximum(at - hours[last], 0.0)
    return ahead
