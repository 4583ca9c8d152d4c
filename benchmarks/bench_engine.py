"""The engine alone: 1,000 members of the reference case over 336 hourly steps, and how cost grows.

Run with ``pytest benchmarks -n 0 --benchmark-enable``; see benchmarks/README.md.
"""

from datetime import timedelta

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from corridor.cases import find_scenario
from corridor.rng import parameter_levels
from corridor.simulate import Threads
from corridor.simulate.plan import Plan, make_plan
from corridor.simulate.run import simulate

HOURS = 336


def _plan(*, members: int = 1000, hours: int = HOURS) -> Plan:
    whole = find_scenario("nagorno-karabakh-2023")
    assert whole.run_up is not None
    # Hourly steps only, so that so many hours are so many steps.
    hourly = {"start": whole.run_up.until, "run_up": None}
    known = whole.as_of(whole.default_as_of).model_copy(update=hourly)
    return make_plan(known, end=known.start + timedelta(hours=hours), members=members, seed=1)


@pytest.mark.parametrize("threads", [1, 2])
def test_kernel_1000_members_336_hours(benchmark: BenchmarkFixture, threads: int) -> None:
    plan = _plan()
    arrays = benchmark(simulate, plan, executor=Threads(threads))

    assert len(arrays.labels["time"]) == HOURS


@pytest.mark.parametrize("members", [250, 500, 1000, 2000])
def test_kernel_by_members(benchmark: BenchmarkFixture, members: int) -> None:
    plan = _plan(members=members)
    arrays = benchmark(simulate, plan, executor=Threads(2))

    assert arrays.members == members


@pytest.mark.parametrize("hours", [168, 336])
def test_kernel_by_steps(benchmark: BenchmarkFixture, hours: int) -> None:
    plan = _plan(hours=hours)
    arrays = benchmark(simulate, plan, executor=Threads(2))

    assert len(arrays.labels["time"]) == hours


def test_a_million_addressed_uniform_draws(benchmark: BenchmarkFixture) -> None:
    levels = benchmark(parameter_levels, "leaving_rate", seed=1, members=1_000_000)

    assert len(levels) == 1_000_000
