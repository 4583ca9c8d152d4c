"""The uncertain numbers of counting: from the scenario, or else the package's defaults."""

from collections.abc import Mapping
from typing import Protocol

import numpy as np

from corridor.observe.errors import ErrorModel
from corridor.parameters import DefaultPrior, Flow, default_priors
from corridor.scenario import Scenario
from corridor.units import Floats

#: The default prior that stands for each number of counting, by the number's address.
_DEFAULTS: Mapping[str, str] = {
    "people_per_household": "people_per_household",
    "counting.delay_hours": "count_delay_hours",
    "counting.relative_error": "count_relative_error",
    "counting.lasting_error": "count_lasting_error",
}


class Draw(Protocol):
    """Draws a number that stands at an address; see :class:`corridor.simulate.draws.Drawer`."""

    def draw(self, number: Flow, where: str, /) -> Floats:
        """The members' values, shape (member,)."""
        ...


def error_model(scenario: Scenario) -> ErrorModel:
    """What is believed of the errors of a scenario's counts.

    How long a lasting error stays the same is the middle of the default prior.
    """
    days = default_priors()["count_lasting_days"].value.distribution()
    return ErrorModel(
        relative=scenario.distribution(_number(scenario, "counting.relative_error")),
        lasting=scenario.distribution(_number(scenario, "counting.lasting_error")),
        days=float(days.quantile(np.array([0.5]))[0]),
    )


def delay_hours(scenario: Scenario, drawer: Draw) -> Floats:
    """Hours by which the members' counts lag, shape (member,)."""
    drawn: Floats = np.maximum(_draw(scenario, drawer, "counting.delay_hours"), 0.0)
    return drawn


def people_per_unit(scenario: Scenario, drawer: Draw, unit: str) -> Floats:
    """People in each unit of a count, shape (member,).

    In a vehicle there are as many as the modes that use vehicles have on average over vehicles.
    """
    if unit == "households":
        return _draw(scenario, drawer, "people_per_household")
    people_per_vehicle = drawer.draw(scenario.people_per_vehicle, "people_per_vehicle")
    if unit == "people":
        return np.ones_like(people_per_vehicle)
    people, vehicles = np.zeros_like(people_per_vehicle), np.zeros_like(people_per_vehicle)
    for name, mode in scenario.modes.items():
        cost = mode.car_equivalents
        equivalents = 1.0 if cost is None else drawer.draw(cost, f"modes.{name}.car_equivalents")
        # Who costs a road nothing goes on foot.
        share = drawer.draw(mode.share, f"modes.{name}.share") * (equivalents > 0)
        people += share
        vehicles += share / drawer.draw(mode.people_per_vehicle, f"modes.{name}.people_per_vehicle")
    return np.where(vehicles > 0, people / np.where(vehicles > 0, vehicles, 1), people_per_vehicle)


def counting_numbers(scenario: Scenario) -> Mapping[str, Flow]:
    """Every number of counting by its address."""
    return {address: _number(scenario, address) for address in _DEFAULTS}


def counting_defaults(scenario: Scenario) -> Mapping[str, DefaultPrior]:
    """The default priors that stand for numbers of counting which the scenario leaves out."""
    return {
        address: default_priors()[default]
        for address, default in _DEFAULTS.items()
        if _given(scenario, address) is None
    }


def _draw(scenario: Scenario, drawer: Draw, address: str) -> Floats:
    return drawer.draw(_number(scenario, address), address)


def _number(scenario: Scenario, address: str) -> Flow:
    given = _given(scenario, address)
    return default_priors()[_DEFAULTS[address]].value if given is None else given


def _given(scenario: Scenario, address: str) -> Flow | None:
    part, _, name = address.rpartition(".")
    given: Flow | None = getattr(scenario.counting if part else scenario, name)
    return given
