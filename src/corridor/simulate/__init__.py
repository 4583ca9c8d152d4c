"""The engine: a scenario and a parameter draw become arrays, a kernel steps each member.

Only what describes a finished run is imported here: :mod:`corridor.simulate.run` and
:mod:`corridor.simulate.plan` bring compiled code, which takes a second to load.
"""

from corridor.simulate.ensemble import VARIABLES, Ensemble, Labels, Values
from corridor.simulate.executors import Progress

__all__ = ["VARIABLES", "Ensemble", "Labels", "Progress", "Values"]
