"""People at reception places by day: present, at most, arriving; every member by itself."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corridor.forecast import Forecast, local_ends, steps_by_day
from corridor.needs.standards import Counted
from corridor.simulate import Values
from corridor.units import Counts, Floats


class DailyPeople(NamedTuple):
    """People of each member by local day and place, from the day of the as-of time on.

    Attributes
    ----------
    days : tuple of date
    places : tuple of str
        Ids of reception places, in the order of the ensemble.
    present : Floats, shape (member, day, place)
        Present on average over the steps that end in the day, by their length. Those who were there
        at the start count.
    peak : Counts, shape (member, day, place)
        The most at the end of any step since the start of the run, up to the day's end.
    arrivals, arrived : Counts, shape (member, day, place)
        Who arrived on the day, and since the start of the run.
    """

    days: tuple[date, ...]
    places: tuple[str, ...]
    present: Floats
    peak: Counts
    arrivals: Counts
    arrived: Counts

    def by(self, counted: Counted) -> npt.NDArray[np.number]:
        """The array that a standard is counted by."""
        by_name: dict[Counted, npt.NDArray[np.number]] = {
            "present": self.present,
            "peak": self.peak,
            "arrivals": self.arrivals,
            "arrived": self.arrived,
        }
        return by_name[counted]


def daily_people(forecast: Forecast) -> DailyPeople:
    """People at reception places by day; an ensemble on disk is read in parts."""
    ensemble = forecast.ensemble
    days = list(steps_by_day(forecast, local_ends(forecast)))
    steps = [own for _, own in days]
    hours = ensemble.step_hours
    stocks = [_stock(rows, steps, hours) for rows in ensemble.blocks("present")]
    flows = [_flow(rows, steps) for rows in ensemble.blocks("arrivals")]
    present, peak = (np.concatenate(parts) for parts in zip(*stocks, strict=True))
    arrivals, arrived = (np.concatenate(parts) for parts in zip(*flows, strict=True))
    return DailyPeople(
        days=tuple(day for day, _ in days),
        places=tuple(str(id) for id in ensemble.labels["reception"]),
        present=present,
        peak=peak,
        arrivals=arrivals,
        arrived=arrived,
    )


_Steps = Sequence[npt.NDArray[np.int64]]


def _stock(rows: Values, steps: _Steps, hours: Floats) -> tuple[Floats, Counts]:
    present = [np.average(rows[:, own], axis=1, weights=hours[own]) for own in steps]
    so_far = np.maximum.accumulate(rows, axis=1)
    return np.stack(present, axis=1), so_far[:, [own[-1] for own in steps]].astype(np.int64)


def _flow(rows: Values, steps: _Steps) -> tuple[Counts, Counts]:
    arrivals = [rows[:, own].sum(axis=1, dtype=np.int64) for own in steps]
    before = rows[:, : steps[0][0]].sum(axis=1, dtype=np.int64) if steps else 0
    by_day = np.stack(arrivals, axis=1)
    return by_day, by_day.cumsum(axis=1) + np.expand_dims(before, 1)
