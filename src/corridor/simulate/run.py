"""Run all members of a plan."""

import os
from collections.abc import Iterable

import numpy as np

from corridor.errors import RunError
from corridor.simulate.arrays import Saved, new_state
from corridor.simulate.ensemble import VARIABLES, Ensemble, Labels
from corridor.simulate.executors import Progress, chunk_members, run_in_threads
from corridor.simulate.kernel import run_members
from corridor.simulate.plan import Plan
from corridor.units import Stored


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
