"""The ensemble: what all members of a run did, as arrays with labelled axes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from corridor.units import Floats

if TYPE_CHECKING:
    import xarray as xr

Values: TypeAlias = npt.NDArray[np.number]
Labels: TypeAlias = npt.NDArray[np.generic]


class Variable(NamedTuple):
    """What an array of an ensemble holds: its axes, its meaning and its unit."""

    axes: tuple[str, ...]
    meaning: str
    unit: str = "people"


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
        ("member", "parameter"), "draws of the uncertain numbers", "each in its own unit"
    ),
}


@dataclass(frozen=True)
class Ensemble:
    """The members' arrays, with the labels of their axes.

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
    """

    values: Mapping[str, Values]
    labels: Mapping[str, Labels]
    time_zone: str
    start: np.datetime64

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

    def at(self, name: str, label: str) -> Values:
        """The part of a variable at one label of its last axis, shape (member, time)."""
        index = np.flatnonzero(self.labels[VARIABLES[name].axes[-1]] == label)[0]
        part: Values = self.values[name][..., index]
        return part

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
