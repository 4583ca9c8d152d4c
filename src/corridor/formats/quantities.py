"""What a forecast says of each place and day, as quantiles: the numbers of every export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.forecast import HUB_LEVELS, Forecast, local_ends, quantiles, steps_by_day
from corridor.units import Counts, Floats

#: Stands in the place of an id for all places together.
ALL = "all"


class _Kind(NamedTuple):
    """A quantity: the ensemble's array, how a day is made of its steps, what all together is."""

    array: str
    over_day: str  # "sum" of a flow, "end" of a stock, "so far" of a flow since the start
    meaning: str
    whole: str  # array of the total, or "" for the sum over places


#: People who move on arrive more than once, so arrivals in all are those from the affected area.
_KINDS: dict[str, _Kind] = {
    "arrivals": _Kind("arrivals", "sum", "people who arrive on the day", "crossed"),
    "arrived": _Kind("arrivals", "so far", "people who have arrived since the start", "crossed"),
    "registered": _Kind("registered", "sum", "people registered on the day", ""),
    "present": _Kind("present", "end", "people present at the day's end", ""),
    "queue": _Kind("queue", "end", "people queueing at the day's end", ""),
    "held": _Kind("held", "end", "people held without an open way at the day's end", ""),
    "home": _Kind("home", "end", "people at home at the day's end", ""),
}

QUANTITIES = tuple(_KINDS)


@dataclass(frozen=True)
class Quantity:
    """One quantity at places, or at ends of links where people queue, by local day.

    Attributes
    ----------
    name, meaning : str
    places : tuple of str
        Ids, and :data:`ALL` last.
    days : tuple of date
        From the day of the as-of time on.
    ends : tuple of datetime
        When the last step of each day ends, in the scenario's zone.
    levels : tuple of float
    values : Floats, shape (level, day, place)
        In people.
    """

    name: str
    meaning: str
    places: tuple[str, ...]
    days: tuple[date, ...]
    ends: tuple[datetime, ...]
    levels: tuple[float, ...]
    values: Floats

    unit = "people"


def daily_quantity(forecast: Forecast, name: str, levels: Sequence[float] = HUB_LEVELS) -> Quantity:
    """One of :data:`QUANTITIES` by place and day; an ensemble on disk is read in parts."""
    kind, ensemble = _KINDS[name], forecast.ensemble
    ends = local_ends(forecast)
    days = list(steps_by_day(forecast, ends))
    steps = [own for _, own in days]
    by_place = np.concatenate([_by_day(rows, steps, kind) for rows in ensemble.blocks(kind.array)])
    if kind.whole:
        so_far = ensemble[kind.whole].astype(np.int64)
        whole = _since(so_far, steps, kind)[..., np.newaxis]
    else:
        whole = by_place.sum(axis=-1, keepdims=True)
    axis = {"queue": "bottleneck", "held": "origin", "home": "origin"}.get(name, "reception")
    return Quantity(
        name=name,
        meaning=kind.meaning,
        places=(*(str(id) for id in ensemble.labels[axis]), ALL),
        days=tuple(day for day, _ in days),
        ends=tuple(ends[own[-1]] for own in steps),
        levels=tuple(levels),
        values=quantiles(np.concatenate([by_place, whole], axis=-1), levels),
    )


def daily_quantities(
    forecast: Forecast, levels: Sequence[float] = HUB_LEVELS
) -> Iterator[Quantity]:
    """Every one of :data:`QUANTITIES` that has places."""
    for name in QUANTITIES:
        quantity = daily_quantity(forecast, name, levels)
        if len(quantity.places) > 1:
            yield quantity


_Steps = Sequence[npt.NDArray[np.int64]]


def _by_day(rows: npt.NDArray[np.number], steps: _Steps, kind: _Kind) -> Counts:
    """People by member, day and place."""
    if kind.over_day == "end":
        return rows[:, [own[-1] for own in steps]].astype(np.int64)
    return _since(rows.cumsum(axis=1, dtype=np.int64), steps, kind)


def _since(so_far: Counts, steps: _Steps, kind: _Kind) -> Counts:
    """A flow by day, from its sum since the start."""
    last = so_far[:, [own[-1] for own in steps]]
    if kind.over_day == "so far":
        return last
    first = steps[0][0]
    before = so_far[:, [first - 1]] if first > 0 else np.zeros_like(last[:, :1])
    return np.diff(np.concatenate([before, last], axis=1), axis=1)
