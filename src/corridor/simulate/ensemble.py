"""The ensemble: what all members of a run did, as arrays with labelled axes."""

import math
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from corridor.units import Counts, Floats

if TYPE_CHECKING:
    import xarray as xr

Values: TypeAlias = npt.NDArray[np.number]
Labels: TypeAlias = npt.NDArray[np.generic]
Number = TypeVar("Number", bound=np.number)


class Variable(NamedTuple):
    """What an array of an ensemble holds: its axes, its meaning, its unit and its type."""

    axes: tuple[str, ...]
    meaning: str
    unit: str = "people"
    dtype: type[np.number] = np.int32


_RUN = ("member", "time")

#: Every array of an ensemble, by name.
VARIABLES: Mapping[str, Variable] = {
    "home": Variable((*_RUN, "origin"), "at home: undecided, or staying for good"),
    "held": Variable(
        (*_RUN, "origin"), "want to leave, or to pass through, and have no open way yet"
    ),
    "queue": Variable(
        (*_RUN, "bottleneck"), "waiting at a waypoint or checkpoint, or at a link's end"
    ),
    "arrivals": Variable((*_RUN, "reception"), "arriving at a reception place during the step"),
    "registered": Variable((*_RUN, "reception"), "registered during the step"),
    "present": Variable((*_RUN, "reception"), "present at a reception place"),
    "on_road": Variable(_RUN, "moving between places"),
    "crossed": Variable(_RUN, "entered reception from the affected area, since the start"),
    "crossed_by_group": Variable((*_RUN, "group"), "the same, by group of people"),
    "days_of_supply": Variable(
        (*_RUN, "supply"), "days that the stock lasts without deliveries", "days"
    ),
    "willing": Variable(
        ("member",), "would leave if they could: everybody but those who stay for good"
    ),
    "parameter_draws": Variable(
        ("member", "parameter"),
        "draws of the uncertain numbers",
        "each in its own unit",
        np.float64,
    ),
}


class Blocks(Mapping[str, Values]):
    """Arrays that are kept elsewhere and may be too large to hold at once."""

    @abstractmethod
    def blocks(self, name: str) -> Iterator[Values]:
        """An array in parts, each with the next members, all of them in order."""


@dataclass(frozen=True)
class Ensemble:
    """The members' arrays, with the labels of their axes.

    The arrays may be in memory or, of a large ensemble, on disk. Its arrays by place may then not
    fit in memory: :meth:`total`, :meth:`at`, :meth:`at_step` and :meth:`blocks` read them in parts.

    Attributes
    ----------
    values : mapping
        Array by the names of :data:`VARIABLES`.
    labels : mapping
        Labels by axis: numbers of members, ids of places and links, names of parameters; for
        ``time`` the end of each step in UTC. Stocks hold then, flows passed during the step.
    time_zone : str
        Zone in which times are to be shown.
    start : numpy.datetime64
        The start of the first step in UTC.
    totals : dict
        What :meth:`total` has worked out so far.
    """

    values: Mapping[str, Values]
    labels: Mapping[str, Labels]
    time_zone: str
    start: np.datetime64
    totals: dict[str, Counts] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, name: str) -> Values:
        return self.values[name]

    @property
    def members(self) -> int:
        """How many members there are."""
        return len(self.labels["member"])

    @property
    def step_hours(self) -> Floats:
        """Length of each step in hours, shape (time,)."""
        edges = np.concatenate([[self.start], self.labels["time"]])
        hours: Floats = np.diff(edges) / np.timedelta64(1, "h")
        return hours

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of a variable, read or not."""
        return tuple(len(self.labels[axis]) for axis in VARIABLES[name].axes)

    @property
    def bytes_per_member(self) -> int:
        """Size of all that one member keeps."""
        sizes = (
            math.prod(self.shape(name)[1:]) * np.dtype(kind.dtype).itemsize
            for name, kind in VARIABLES.items()
        )
        return sum(sizes)

    def blocks(self, name: str) -> Iterator[Values]:
        """A variable in parts, each with the next members; in one part where it is in memory."""
        if isinstance(self.values, Blocks):
            yield from self.values.blocks(name)
        else:
            yield self.values[name]

    def total(self, name: str) -> Counts:
        """People of a variable summed over its last axis, shape (member, time)."""
        if name not in self.totals:
            self.totals[name] = self._reduced(name, lambda rows: rows.sum(axis=-1, dtype=np.int64))
        return self.totals[name]

    def at(self, name: str, label: str) -> Values:
        """The part of a variable at one label of its last axis, shape (member, time)."""
        index = np.flatnonzero(self.labels[VARIABLES[name].axes[-1]] == label)[0]
        return self._reduced(name, lambda rows: rows[..., index])

    def at_step(self, name: str, step: int) -> Values:
        """The part of a variable at one step, shape (member, ...); -1 is the last step."""
        return self._reduced(name, lambda rows: rows[:, step])

    def _reduced(
        self, name: str, reduce: Callable[[Values], npt.NDArray[Number]]
    ) -> npt.NDArray[Number]:
        if not isinstance(self.values, Blocks):
            return reduce(self.values[name])
        # Copies, because a view would hold the block that it shows a part of.
        return np.concatenate([reduce(rows).copy() for rows in self.blocks(name)])

    def dataset(self) -> "xr.Dataset":
        """The same as labelled arrays."""
        # Imported only now: with pandas, which it brings, xarray takes half a second to load.
        import xarray as xr

        return xr.Dataset(
            {
                name: xr.Variable(
                    kind.axes, self.values[name], {"units": kind.unit, "long_name": kind.meaning}
                )
                for name, kind in VARIABLES.items()
            },
            coords=dict(self.labels),
            attrs={"time_zone": self.time_zone, "start": str(self.start.astype("datetime64[s]"))},
        )
