"""Run all members of a plan and label what comes out."""

import os
from typing import TYPE_CHECKING

import numpy as np

from corridor.errors import RunError
from corridor.simulate.arrays import Saved, new_state
from corridor.simulate.executors import Progress, chunk_members, run_in_threads
from corridor.simulate.kernel import run_members
from corridor.simulate.plan import Plan
from corridor.units import Stored

if TYPE_CHECKING:
    import xarray as xr

_RUN = ("member", "time")

#: Each saved array: its dimensions and what it holds, all in people.
VARIABLES: dict[str, tuple[tuple[str, ...], str]] = {
    "home": ((*_RUN, "origin"), "at home: undecided, or staying for good"),
    "held": ((*_RUN, "origin"), "want to leave, or to pass through, and have no open way yet"),
    "queue": ((*_RUN, "bottleneck"), "waiting at a waypoint or checkpoint, or at a link's end"),
    "arrivals": ((*_RUN, "reception"), "arriving at a reception place during the step"),
    "present": ((*_RUN, "reception"), "present at a reception place"),
    "on_road": (_RUN, "moving between places"),
    "crossed": (_RUN, "entered reception from the affected area, since the start"),
    "willing": (("member",), "would leave if they could: everybody but those who stay for good"),
}


def _empty(plan: Plan) -> Saved:
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


def simulate(
    plan: Plan, *, threads: int | None = None, progress: Progress | None = None
) -> "xr.Dataset":
    """Run every member of ``plan``; labelled arrays of people, by member, time and place.

    ``time`` is the end of each step in UTC; stocks hold then, flows passed during the step. The
    same plan gives the same bytes whatever ``threads`` is (default: one for each core).

    Raises
    ------
    RunError
        If anybody was lost or made up on the way: a fault of the engine.
    """
    threads = threads or os.cpu_count() or 1
    saved = _empty(plan)
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


def _label(plan: Plan, saved: Saved) -> "xr.Dataset":
    # Imported only now: xarray takes a second to load, which can pass while the members run.
    import xarray as xr

    variables = {
        name: xr.Variable(dims, getattr(saved, name), {"units": "people", "long_name": meaning})
        for name, (dims, meaning) in VARIABLES.items()
    }
    uncertain = {
        name: drawn
        for name, drawn in plan.parameters.items()
        if np.isfinite(drawn).all() and np.ptp(drawn) > 0
    }
    variables["parameter_draws"] = xr.Variable(
        ("member", "parameter"),
        np.column_stack([np.zeros((plan.members, 0)), *uncertain.values()]),
        {"long_name": "draws of the uncertain numbers, each in its own unit"},
    )
    return xr.Dataset(
        variables,
        coords={
            "member": np.arange(plan.members),
            "parameter": list(uncertain),
            "time": plan.clock.ends_utc(),
            "origin": list(plan.origin_ids),
            "bottleneck": list(plan.bottleneck_ids),
            "reception": list(plan.reception_ids),
        },
        attrs={"time_zone": plan.clock.zone.key, "step_hours": plan.clock.step_hours},
    )
