"""What counts changed: numbers before and after learning."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from corridor.forecast import TABLE_LEVELS, Forecast, quantiles
from corridor.observe import counting_numbers
from corridor.parameters import Flow, ParameterName
from corridor.report.numbers import number_label
from corridor.report.words import medianed
from corridor.scenario import Scenario
from corridor.units import Floats

#: So many numbers are shown: the others moved less.
_SHOWN = 8

#: A number whose quantiles moved by less than this part of its 90 % interval has not moved.
_LEAST = 0.05

_LOW, _MIDDLE, _HIGH = 0, TABLE_LEVELS.index(0.5), -1


@dataclass(frozen=True)
class MovedNumber:
    """An uncertain number before and after counts: median and 90 % interval, in ``unit``."""

    name: str
    label: str
    unit: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    moved: float


def moved_numbers(forecast: Forecast) -> tuple[MovedNumber, ...]:
    """The numbers that counts moved most; none where the members did not learn.

    A number has moved by the mean distance between its quantiles before and after, as a part of its
    90 % interval before.
    """
    if forecast.update is None or not forecast.update.used:
        return ()
    scenario, ensemble = forecast.scenario, forecast.ensemble
    numbers, units = _numbers(scenario), _units(scenario)
    after = quantiles(ensemble["parameter_draws"], TABLE_LEVELS)
    found = []
    for column, name in enumerate(map(str, ensemble.labels["parameter"])):
        before = scenario.distribution(numbers[name]).quantile(np.array(TABLE_LEVELS))
        width = before[_HIGH] - before[_LOW]
        if width > 0:
            moved = float(np.abs(after[:, column] - before).mean() / width)
            label, unit = number_label(scenario, name), units.get(name, "")
            ends = (_ends(before), _ends(after[:, column]))
            found.append(MovedNumber(name, label, unit, *ends, moved))
    found.sort(key=lambda number: (-number.moved, number.name))
    return tuple(number for number in found[:_SHOWN] if number.moved >= _LEAST)


def moved_in_words(number: MovedNumber) -> str:
    """What was believed of a number before and after counts, in words."""
    unit = f" {number.unit}" if number.unit else ""
    return (
        f"{number.label}, {medianed(number.before)}{unit} before the counts and "
        f"{medianed(number.after)}{unit} after them"
    )


def _ends(levels: Floats) -> tuple[float, float, float]:
    return float(levels[_LOW]), float(levels[_MIDDLE]), float(levels[_HIGH])


def _numbers(scenario: Scenario) -> Mapping[str, Flow]:
    """Every number by the name under which it is drawn."""
    named = {one.name: ParameterName(name=one.name) for one in scenario.parameters}
    in_place = {use.address: use.number for use in scenario.uses()}
    return {**counting_numbers(scenario), **in_place, **named}


def _units(scenario: Scenario) -> Mapping[str, str]:
    units: dict[str, str] = {use.address: use.unit for use in scenario.uses()}
    units |= {"counting.delay_hours": "hours", "people_per_household": "people/household"}
    return units | {one.name: one.unit for one in scenario.parameters}
