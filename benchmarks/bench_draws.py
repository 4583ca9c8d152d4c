"""The kernel's time against the time of its random draws alone.

The draws of a few members are written down by a run in plain Python. Then they are made again, and
nothing else, in one compiled loop, beside the compiled kernel on the same members.

With ``CORRIDOR_FULL=1`` at full size; else so small that only the code is tried.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from numba import njit
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.lattice import plan_of, reference_plan, write_lattice
from corridor.rng import binomial, hypergeometric, normal
from corridor.simulate.arrays import new_state
from corridor.simulate.kernel import run_members
from corridor.simulate.plan import Plan
from corridor.simulate.run import empty_arrays
from corridor.units import Counts, Floats

FULL = os.environ.get("CORRIDOR_FULL") == "1"
MEMBERS = 3 if FULL else 1
ROOT = Path(__file__).parents[1]


class Recorded(NamedTuple):
    """What one run drew."""

    numbers: Counts  # (draw, 9): kind, three counts, member, purpose, index, step, part
    chance: Floats  # (draw,)
    calls: int
    crossed: int


@njit(nogil=True)
def draw_again(seed: np.uint64, numbers: Counts, chance: Floats, times: int) -> float:
    """Make the recorded draws, and nothing else, so many times."""
    total = 0.0
    for _ in range(times):
        for i in range(len(numbers)):
            kind, a, b, c, member, purpose, index, step, part = numbers[i]
            if kind == 0:
                total += binomial(a, chance[i], seed, member, purpose, index, step, part)
            elif kind == 1:
                total += hypergeometric(a, b, c, seed, member, purpose, index, step, part)
            else:
                total += normal(seed, member, purpose, index, step, part)
    return total


def _record(world: str, steps: int, file: Path) -> Recorded:
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    subprocess.run(
        [sys.executable, "-m", "benchmarks.record_draws", world, str(MEMBERS), str(steps), file],
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": paths},
        check=True,
    )
    with np.load(file) as stored:
        rows, crossed = stored["rows"], int(stored["crossed"])
    kind, a, b, c, chance = rows[:, :5].T
    # What is sure is not drawn: such calls come back at once and are no part of the draws.
    is_drawn = np.where(
        kind == 0,
        (a > 0) & (chance > 0) & (chance < 1),
        (kind == 2) | ((c > 0) & (a > 0) & (b > 0) & (c < a + b)),
    )
    whole = np.column_stack([kind, a, b, c, rows[:, 6:]]).astype(np.int64)
    return Recorded(whole[is_drawn], chance[is_drawn].copy(), len(rows), crossed)


def _kernel(plan: Plan) -> tuple[Callable[[], int], Callable[[], int]]:
    settings = plan.settings
    nodes = 4096 + 64 * (plan.sizes.links + plan.sizes.places) * plan.sizes.modes
    nodes *= plan.sizes.groups
    state = new_state(
        plan.sizes,
        nodes=nodes,
        has_returns=settings.has_returns,
        has_logit=settings.has_logit,
    )
    saved = empty_arrays(plan, plan.members)

    def run() -> int:
        return run_members(
            plan.network, plan.events, plan.draws, settings, state, saved, 0, plan.members, 0
        )

    return run, lambda: int(saved.crossed.sum())


def _best_seconds(*works: Callable[[], object], rounds: int) -> list[float]:
    """Least processor time of each, taken in turns."""
    best = [np.inf] * len(works)
    for _ in range(rounds):
        for i, work in enumerate(works):
            before = time.process_time()
            work()
            best[i] = min(best[i], time.process_time() - before)
    return best


@pytest.mark.parametrize("world", ["reference", "lattice"])
def test_kernel_against_its_draws(benchmark: BenchmarkFixture, tmp_path: Path, world: str) -> None:
    if world == "reference":
        steps = 336 if FULL else 96
        plan, named = reference_plan(members=MEMBERS, steps=steps), world
    else:
        steps = 300 if FULL else 10
        folder = write_lattice(tmp_path / "lattice", width=6, height=10, people=1_000_000)
        plan, named = plan_of(folder, members=MEMBERS, steps=steps), str(folder)
    recorded = _record(named, steps, tmp_path / "draws.npz")
    run, crossed = _kernel(plan)
    assert run() == MEMBERS
    assert crossed() == recorded.crossed
    times = 20 if FULL else 1

    def draw() -> float:
        return draw_again(plan.settings.seed, recorded.numbers, recorded.chance, times)

    draw()
    kernel, draws = _best_seconds(
        lambda: [run() for _ in range(times)], draw, rounds=7 if FULL else 1
    )
    benchmark.extra_info |= {
        "draws_a_member": len(recorded.numbers) / MEMBERS,
        "calls_a_member": recorded.calls / MEMBERS,
        "kernel_ms_a_member": 1000 * kernel / times / MEMBERS,
        "draws_ms_a_member": 1000 * draws / times / MEMBERS,
        "ratio": kernel / draws if draws else None,
    }
    benchmark.pedantic(run)  # type: ignore[no-untyped-call]
