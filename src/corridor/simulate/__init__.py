"""The engine: a scenario and a parameter draw become arrays, a kernel steps each member.

Only what describes a finished run is imported here: :mod:`corridor.simulate.run` and
:mod:`corridor.simulate.plan` bring compiled code, which takes a second to load.
"""

from corridor.simulate.ensemble import VARIABLES, Blocks, Ensemble, Labels, Values
from corridor.simulate.executors import Executor, Progress, Threads, open_executor, split_members
from corridor.simulate.sink import Chunk, MemorySink, Sink

__all__ = [
    "VARIABLES",
    "Blocks",
    "Chunk",
    "Ensemble",
    "Executor",
    "Labels",
    "MemorySink",
    "Progress",
    "Sink",
    "Threads",
    "Values",
    "open_executor",
    "split_members",
]
