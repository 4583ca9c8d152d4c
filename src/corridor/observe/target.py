"""What is scored: the counts of a scenario as series in time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from corridor.observe.readings import Variable
from corridor.scenario import Count, Scenario
from corridor.units import Days, Floats

#: All places of a target together.
TOTAL = "total"

_DAY = timedelta(days=1)

_VARIABLES: dict[tuple[str, str], Variable] = {
    ("cumulative", "arrived"): "arrivals",
    ("cumulative", "registered"): "registered",
    ("stock", "registered"): "present",
    ("stock", "sheltered"): "present",
    ("stock", "arrived"): "present",
}


class Series(NamedTuple):
    """Counts of one place in time: days since the start of the scenario, and people."""

    days: Floats
    values: Floats


@dataclass(frozen=True)
class Target:
    """One quantity with what was counted of it.

    Attributes
    ----------
    variable : str
        What it is in the model.
    places : mapping
        Series by place.
    """

    variable: Variable
    places: dict[str, Series]

    @property
    def is_cumulative(self) -> bool:
        """Whether it counts everybody so far."""
        return self.variable != "present"


def variable_of(count: Count) -> Variable | None:
    """What a count speaks of, or None where no forecast can stand beside it as it is."""
    return _VARIABLES.get((count.measure, count.kind)) if count.unit == "people" else None


def find_targets(scenario: Scenario, counts: Iterable[Count]) -> tuple[Target, ...]:
    """The counts at reception places as series, of each time the count that was published last."""
    reception = {place.id for place in scenario.places if place.kind == "reception"}
    found: dict[Variable, dict[str, dict[datetime, float]]] = {}
    for count in sorted(counts, key=lambda count: (count.published, count.id)):
        variable = variable_of(count)
        if variable is not None and count.place in reception:
            at_place = found.setdefault(variable, {}).setdefault(count.place, {})
            at_place[count.held.end] = float(count.value)
    return tuple(
        Target(variable, {place: _series(held, scenario.start) for place, held in places.items()})
        for variable, places in found.items()
    )


def _series(held: dict[datetime, float], start: datetime) -> Series:
    times = sorted(held)
    days = np.array([(time - start) / _DAY for time in times])
    return Series(days, np.array([held[time] for time in times]))


class CountsUsed(NamedTuple):
    """What becomes of a scenario's counts in a backtest.

    How many there are, beside how many of them no forecast can stand, and how many were replaced by
    one that was published later.
    """

    counts: int
    left_out: int
    revised: int


def counts_used(scenario: Scenario) -> CountsUsed:
    """How many counts are used, left out and replaced."""
    targets = find_targets(scenario, scenario.counts)
    kept = sum(len(series.days) for target in targets for series in target.places.values())
    reception = {place.id for place in scenario.places if place.kind == "reception"}
    usable = [c for c in scenario.counts if variable_of(c) is not None and c.place in reception]
    return CountsUsed(len(scenario.counts), len(scenario.counts) - len(usable), len(usable) - kept)


class Observed(NamedTuple):
    """People at one time, and how far apart in days the counts are between which it lies.

    The gap is 0 for a count at that very time; ``people`` is nan before the first count and after
    the last.
    """

    people: float
    gap: Days


def observed(series: Series, day: Days) -> Observed:
    """People as counted at one time, or on the straight line between the counts around it.

    The line is what the peer's validation compares with too, however far apart the counts are.
    """
    after = int(np.searchsorted(series.days, day))
    if after == len(series.days):
        return Observed(np.nan, np.nan)
    if series.days[after] == day:
        return Observed(float(series.values[after]), 0.0)
    if after == 0:
        return Observed(np.nan, np.nan)
    people = float(np.interp(day, series.days, series.values))
    return Observed(people, float(series.days[after] - series.days[after - 1]))
