"""The engine: a scenario and a parameter draw become arrays, a kernel steps each member."""

from corridor.simulate.ensemble import VARIABLES, Ensemble, simulate
from corridor.simulate.executors import Progress
from corridor.simulate.plan import Plan, make_plan

__all__ = ["VARIABLES", "Ensemble", "Plan", "Progress", "make_plan", "simulate"]
