"""How the engine's cost grows: with members, steps and links, and not with people.

With ``CORRIDOR_FULL=1`` at full size; else so small that only the code is tried.
"""

import os
import resource
import time
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.lattice import plan_of, write_lattice
from corridor.simulate import Threads
from corridor.simulate.plan import Plan
from corridor.simulate.run import simulate

FULL = os.environ.get("CORRIDOR_FULL") == "1"
MILLION = 1_000_000


def _lattice(
    folder: Path,
    *,
    height: int = 10,
    people: int = MILLION,
    members: int = 40,
    steps: int = 1000,
) -> Plan:
    if not FULL:
        members, steps = max(1, members // 20), max(1, steps // 50)
    written = write_lattice(folder / "lattice", width=6, height=height, people=people)
    return plan_of(written, members=members, steps=steps)


def _time(benchmark: BenchmarkFixture, plan: Plan, *, rounds: int = 3, threads: int = 1) -> None:
    """Time a plan; its least processor time, which counts no waiting, goes into the extra info."""
    seconds = []

    def run() -> None:
        before = time.process_time()
        simulate(plan, executor=Threads(threads))
        seconds.append(time.process_time() - before)

    benchmark.pedantic(run, rounds=rounds if FULL else 1)  # type: ignore[no-untyped-call]
    benchmark.extra_info |= {"processor_seconds": min(seconds), "links": plan.sizes.links}


@pytest.mark.parametrize("members", [20, 40, 80])
def test_by_members(benchmark: BenchmarkFixture, tmp_path: Path, members: int) -> None:
    _time(benchmark, _lattice(tmp_path, members=members))


@pytest.mark.parametrize("steps", [250, 500, 1000])
def test_by_steps(benchmark: BenchmarkFixture, tmp_path: Path, steps: int) -> None:
    _time(benchmark, _lattice(tmp_path, steps=steps, members=20))


@pytest.mark.parametrize("height", [10, 20, 40])
def test_by_links(benchmark: BenchmarkFixture, tmp_path: Path, height: int) -> None:
    _time(benchmark, _lattice(tmp_path, height=height, members=20, people=MILLION * height // 10))


@pytest.mark.parametrize("people", [MILLION, 10 * MILLION, 100 * MILLION, 1000 * MILLION])
def test_by_people(benchmark: BenchmarkFixture, tmp_path: Path, people: int) -> None:
    _time(benchmark, _lattice(tmp_path, people=people, members=20))


def test_a_thousand_members_of_60_places_over_1000_days(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    plan = _lattice(tmp_path, members=1000 if FULL else 40)

    _time(benchmark, plan, rounds=1, threads=2)


def test_ten_thousand_places(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """Peak memory is that of the process up to here: run this test alone to read it."""
    width, steps = (100, 100) if FULL else (12, 5)
    written = write_lattice(tmp_path / "lattice", width=width, height=width, people=10 * MILLION)
    before = time.process_time()
    plan = plan_of(written, members=2, steps=steps)
    planned = time.process_time() - before

    _time(benchmark, plan, rounds=1)
    benchmark.extra_info |= {
        "processor_seconds_to_read_and_plan": planned,
        "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
