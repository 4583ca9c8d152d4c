"""One crisis as a folder of files, read with every fault named, checked and frozen."""

from corridor.scenario.behaviour import Counting, Destination, Group, Leaving, Mode, Onward, RunUp
from corridor.scenario.load import load_scenario
from corridor.scenario.new import new_scenario
from corridor.scenario.parts import Count, Event, Lift, Link, Parameter, Place, Supply
from corridor.scenario.schema import Scenario
from corridor.scenario.to_do import ToDo, to_do
from corridor.scenario.uses import Use

__all__ = [
    "Count",
    "Counting",
    "Destination",
    "Event",
    "Group",
    "Leaving",
    "Lift",
    "Link",
    "Mode",
    "Onward",
    "Parameter",
    "Place",
    "RunUp",
    "Scenario",
    "Supply",
    "ToDo",
    "Use",
    "load_scenario",
    "new_scenario",
    "to_do",
]
