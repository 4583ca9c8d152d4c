"""Run all members of a plan."""

import os

import numpy as np

from corridor.errors import RunError
from corridor.simulate.arrays import Saved, State, new_state
from corridor.simulate.ensemble import VARIABLES, Ensemble
from corridor.simulate.executors import Progress, chunk_members, run_in_threads
from corridor.simulate.kernel import run_members
from corridor.simulate.network import labels_of
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
    saved = empty_arrays(plan, plan.members)

    def run(chunk: range) -> None:
        run_chunk(plan, chunk, saved, offset=0)

    chunks = chunk_members(plan.members, threads=threads)
    run_in_threads(run, chunks, threads=threads, progress=progress)
    lost = int(saved.lost.max())
    if lost:
        raise RunError(f"the engine lost or made up {lost} people; this is a fault of Corridor")
    return _label(plan, saved)


def run_chunk(plan: Plan, chunk: range, saved: Saved, *, offset: int) -> None:
    """Run some members; member ``m`` is written into row ``m - offset`` of ``saved``."""
    nodes = _first_nodes(plan)
    member = chunk.start
    while member < chunk.stop:
        member = run_members(
            plan.network,
            plan.events,
            plan.draws,
            plan.settings,
            _state(plan, nodes),
            saved,
            member,
            chunk.stop,
            offset,
        )
        # A member for whom the nodes ran out is run again from its start, with more of them.
        nodes *= 4


def _first_nodes(plan: Plan) -> int:
    """Nodes with which most members get by."""
    sizes = plan.sizes
    return 1024 + 16 * (sizes.links + sizes.places) * sizes.groups * sizes.modes


def _state(plan: Plan, nodes: int) -> State:
    return new_state(
        plan.sizes,
        nodes=nodes,
        has_returns=plan.settings.has_returns,
        has_logit=plan.settings.has_logit,
    )


def empty_arrays(plan: Plan, members: int) -> Saved:
    """Arrays for all that a run of so many members keeps."""
    sizes, steps = plan.sizes, plan.sizes.steps
    bottlenecks = len(plan.names.stops) + len(plan.names.limited)

    def people(*axes: int) -> Stored:
        return np.zeros((members, *axes), np.int32)

    return Saved(
        home=people(steps, sizes.origins),
        held=people(steps, sizes.origins),
        queue=people(steps, bottlenecks),
        arrivals=people(steps, sizes.receptions),
        registered=people(steps, sizes.receptions),
        present=people(steps, sizes.receptions),
        on_road=people(steps),
        crossed=people(steps),
        crossed_by_group=people(steps, len(plan.groups)),
        days_of_supply=np.zeros((members, steps, sizes.supplies), np.float32),
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
    names = plan.names
    return Ensemble(
        values={
            name: draws if name == "parameter_draws" else getattr(saved, name) for name in VARIABLES
        },
        labels={
            "member": np.arange(plan.members),
            "parameter": labels_of(uncertain),
            "time": plan.clock.ends_utc(),
            "origin": labels_of(names.origins),
            "bottleneck": labels_of([*names.stops, *names.limited]),
            "reception": labels_of(names.receptions),
            "group": labels_of(plan.groups),
            "supply": labels_of(names.supplies),
        },
        time_zone=plan.clock.zone.key,
        start=plan.clock.start_utc(),
    )
