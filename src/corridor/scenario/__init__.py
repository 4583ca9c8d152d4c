"""One crisis as a folder of files, read with every fault named, checked and frozen."""

from corridor.scenario.load import load_scenario
from corridor.scenario.new import new_scenario
from corridor.scenario.parts import (
    Count,
    Event,
    Leaving,
    Link,
    Onward,
    Parameter,
    Place,
)
from corridor.scenario.schema import Scenario
from corridor.scenario.uses import Use

__all__ = [
    "Count",
    "Event",
    "Leaving",
    "Link",
    "Onward",
    "Parameter",
    "Place",
    "Scenario",
    "Use",
    "load_scenario",
    "new_scenario",
]
