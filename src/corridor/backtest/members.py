"""What the members of a forecast have where and when something was counted."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeAlias

import numpy as np

from corridor.forecast import Forecast, carried, is_carried, members_at, moments_at
from corridor.observe import TOTAL, Variable, reported
from corridor.units import Floats

#: Gives people of a variable at a place at some times, shape (member, time).
At: TypeAlias = Callable[[Forecast, Variable, str, Sequence[datetime]], Floats]


def counted_at(
    forecast: Forecast, variable: Variable, place: str, times: Sequence[datetime]
) -> Floats:
    """What would be counted at a place at some times, shape (member, time), in people.

    Of a forecast that learned from counts: what the members have, with the errors that counts have
    (:func:`corridor.observe.reported`). Of any other: what the members have.
    """
    if forecast.update is None or not forecast.update.used:
        return members_at(forecast, variable, place, times)
    moments = moments_at(forecast, variable, place, times)
    return reported(forecast.scenario, forecast.ensemble, moments, seed=forecast.seed)


def counted_by_place(
    forecast: Forecast, variable: Variable, ids: tuple[str, ...], times: Sequence[datetime]
) -> dict[str, Floats]:
    """What would be counted at places, and in all of them if there are several.

    Of people present, where some were counted: :func:`corridor.forecast.carried`. Else as
    :func:`counted_at`, and the sum over places.
    """
    if variable == "present" and is_carried(forecast):
        return dict(carried(forecast, ids, times))
    made = {id: counted_at(forecast, variable, id, times) for id in ids}
    if len(ids) > 1:
        made[TOTAL] = np.sum(list(made.values()), axis=0)
    return made
