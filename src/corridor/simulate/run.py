"""Run the members of a plan."""

from dataclasses import replace

import numpy as np

from corridor.errors import RunError
from corridor.simulate.arrays import Saved, State, new_state
from corridor.simulate.ensemble import VARIABLES, Ensemble
from corridor.simulate.executors import Executor, Progress, Threads
from corridor.simulate.frame import make_frame, run_labels
from corridor.simulate.kernel import run_members
from corridor.simulate.plan import Plan
from corridor.simulate.sink import Chunk, MemorySink, Sink


def simulate(
    plan: Plan,
    *,
    executor: Executor | None = None,
    sink: Sink | None = None,
    progress: Progress | None = None,
) -> Ensemble:
    """Run the members of ``plan`` that ``sink`` does not have yet.

    The same plan gives the same bytes whatever the executor, its number of workers or the sink.

    Parameters
    ----------
    plan : Plan
        From :func:`corridor.simulate.plan.make_plan`.
    executor : Executor, optional
        Default: threads of this process, one for each core.
    sink : Sink, optional
        Takes finished chunks. Default: memory.
    progress : callable, optional
        Called with the number of members just finished, or found finished.

    Raises
    ------
    RunError
        If anybody was lost or made up on the way: a fault of the engine.
    """
    executor = Threads() if executor is None else executor
    frame = make_frame(plan)
    sink = MemorySink(frame) if sink is None else sink
    pending = sink.pending(executor.workers)

    def tell(chunk: range) -> None:
        if progress is not None:
            progress(len(chunk))

    tell(range(plan.members - sum(map(len, pending))))
    executor.run(run_chunk, plan, pending, take=sink.put, done=tell)
    return replace(frame, values=sink.values())


def run_chunk(plan: Plan, chunk: range) -> Chunk:
    """Run some consecutive members of ``plan``; nothing is allocated for the others.

    Raises
    ------
    RunError
        If anybody was lost or made up on the way: a fault of the engine.
    """
    saved = empty_arrays(plan, len(chunk))
    _run_all(plan, chunk, saved)
    lost = int(saved.lost.max(initial=0))
    if lost:
        raise RunError(f"the engine lost or made up {lost} people; this is a fault of Corridor")
    arrays = saved._asdict()
    return Chunk(chunk, {name: arrays[name] for name in VARIABLES if name in arrays})


def _run_all(plan: Plan, chunk: range, saved: Saved) -> None:
    """Run the members of ``chunk`` into ``saved``, the first into its row 0."""
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
            chunk.start,
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
    """Arrays for all that ``members`` members of ``plan`` keep."""
    labels = run_labels(plan)
    variables = {
        name: np.zeros((members, *(len(labels[axis]) for axis in kind.axes[1:])), kind.dtype)
        for name, kind in VARIABLES.items()
        if name in Saved._fields
    }
    return Saved(**variables, lost=np.zeros(members, np.int64))
