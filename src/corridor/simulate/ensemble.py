"""Run all members of a plan, and label what comes out."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from corridor.errors import RunError
from corridor.simulate.arrays import Saved, new_state
from corridor.simulate.executors import Progress, chunk_members, run_in_threads
from corridor.simulate.kernel import run_members
from corridor.simulate.plan import Plan
from corridor.units import Hours, Stored

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
    "present": Variable((*_RUN, "reception"), "present at a reception place"),
    "on_road": Variable(_RUN, "moving between places"),
    "crossed": Variable(_RUN, "entered reception from the affected area, since the start"),
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
    step_hours : float, hours
        Length of a step.
    """

    values: Mapping[str, Values]
    labels: Mapping[str, Labels]
    time_zone: str
    step_hours: Hours

    def __getitem__(self, name: str) -> Values:
        return self.values[name]

    @property
    def members(self) -> int:
        """How many members there are."""
        return len(self.labels["member"])

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
            attrs={"time_zone": self.time_zone, "step_hours": self.step_hours},
        )


def simulate(
    plan: Plan, *, threads: int | None = None, progress: Progress | None = None
) -> Ensemble:
    """Run every member of ``plan``.

    The same plan gives the same bytes whatever ``threads`` is (default: one for each core).

    Raises
    ------
    RunError
        If anybody was lost or made up on the way: a fault of the engine.
    """
    threads = threads or os.cpu_count() or 1
    saved = empty_arrays(plan)
    drivers = plan.draws.coefficient.shape[1]

    def run(chunk: range) -> None:
        run_members(
            plan.network,
            plan.events,
            plan.draws,
            plan.settings,
            new_state(plan.network, steps=plan.settings.steps, drivers=drivers),
            saved,
            chunk.start,
            chunk.stop,
        )

    chunks = chunk_members(plan.members, threads=threads)
    run_in_threads(run, chunks, threads=threads, progress=progress)
    lost = int(saved.lost.max())
    if lost:
        raise RunError(f"the engine lost or made up {lost} people; this is a fault of Corridor")
    return _label(plan, saved)


def empty_arrays(plan: Plan) -> Saved:
    """Arrays for all that a run of ``plan`` keeps."""
    members, steps = plan.members, plan.settings.steps

    def people(*axes: int) -> Stored:
        return np.zeros((members, *axes), np.int32)

    return Saved(
        home=people(steps, len(plan.origin_ids)),
        held=people(steps, len(plan.origin_ids)),
        queue=people(steps, len(plan.bottleneck_ids)),
        arrivals=people(steps, len(plan.reception_ids)),
        present=people(steps, len(plan.reception_ids)),
        on_road=people(steps),
        crossed=people(steps),
        willing=people(),
        lost=np.zeros(members, np.int64),
    )


def _label(plan: Plan, saved: Saved) -> Ensemble:
    uncertain = {
        name: drawn
        for name, drawn in plan.parameters.items()
        if np.isfinite(drawn).all() and np.ptp(drawn) > 0
    }
    draws = np.column_stack([np.zeros((plan.members, 0)), *uncertain.values()])
    return Ensemble(
        values={
            name: draws if name == "parameter_draws" else getattr(saved, name) for name in VARIABLES
        },
        labels={
            "member": np.arange(plan.members),
            "parameter": _names(uncertain),
            "time": plan.clock.ends_utc(),
            "origin": _names(plan.origin_ids),
            "bottleneck": _names(plan.bottleneck_ids),
            "reception": _names(plan.reception_ids),
        },
        time_zone=plan.clock.zone.key,
        step_hours=plan.clock.step_hours,
    )


def _names(names: Iterable[str]) -> Labels:
    return np.array(list(names), dtype=np.str_)
