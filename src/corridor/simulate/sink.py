"""Where finished members go: into memory, or wherever else a sink puts them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np

from corridor.simulate.ensemble import VARIABLES, Ensemble, Values
from corridor.simulate.executors import chunk_members


class Chunk(NamedTuple):
    """What some members did: their numbers, and their rows of the ensemble's arrays by name."""

    members: range
    arrays: Mapping[str, Values]


class Sink(Protocol):
    """Takes the members of one ensemble chunk by chunk, in any order."""

    def pending(self, workers: int) -> Sequence[range]:
        """Chunks that are still to be run, of a size that suits so many workers."""
        ...

    def put(self, chunk: Chunk) -> None:
        """Keep a finished chunk; may be called by several threads at once."""
        ...

    def values(self) -> Mapping[str, Values]:
        """Every array of the ensemble, once no chunk is pending."""
        ...


class MemorySink:
    """Keeps the whole ensemble in memory.

    Parameters
    ----------
    frame : Ensemble
        What is known before the members run: see :func:`corridor.simulate.frame.make_frame`.
    """

    def __init__(self, frame: Ensemble) -> None:
        self._members = frame.members
        self._values = {
            name: frame.values[name]
            if name in frame.values
            else np.empty(frame.shape(name), VARIABLES[name].dtype)
            for name in VARIABLES
        }

    def pending(self, workers: int) -> Sequence[range]:
        """All members, several chunks to a worker."""
        return chunk_members(self._members, workers=workers)

    def put(self, chunk: Chunk) -> None:
        """Copy a chunk to its place."""
        for name, rows in chunk.arrays.items():
            self._values[name][chunk.members.start : chunk.members.stop] = rows

    def values(self) -> Mapping[str, Values]:
        """The arrays themselves."""
        return self._values
