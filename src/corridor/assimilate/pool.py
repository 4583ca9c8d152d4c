"""The pool: members run up to the last count, and what they have of each count."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from corridor.observe import Moment, Reading, delay_hours, people_at, people_per_unit
from corridor.scenario import Scenario
from corridor.simulate.draws import Drawer, Inherited
from corridor.simulate.executors import Executor, chunk_members
from corridor.simulate.plan import Plan
from corridor.simulate.run import run_chunk
from corridor.units import Floats


class Asked(NamedTuple):
    """What is asked of the pool's members; one for all of them.

    ``per_unit`` are people in each reading's unit, shape (member, reading).
    """

    plan: Plan
    moments: tuple[Moment, ...]
    delay: Floats
    per_unit: Floats


class Answer(NamedTuple):
    """What some consecutive members have of each count, in its unit, shape (member, reading)."""

    first: int
    counted: Floats


def counting_draws(
    scenario: Scenario, units: Iterable[str], inherited: Inherited, *, seed: int
) -> Drawer:
    """The draws that stand between people and counts: delay, and people in each unit."""
    drawer = Drawer(scenario, seed=seed, inherited=inherited)
    delay_hours(scenario, drawer)
    for unit in units:
        people_per_unit(scenario, drawer, unit)
    return drawer


def ask(
    scenario: Scenario,
    plan: Plan,
    readings: tuple[Reading, ...],
    inherited: Inherited,
    executor: Executor,
) -> Floats:
    """What the members of ``plan`` have of each count, in its unit, shape (member, reading)."""
    seed = int(plan.settings.seed)
    drawer = Drawer(scenario, seed=seed, inherited=inherited)
    per_unit = [people_per_unit(scenario, drawer, one.count.unit) for one in readings]
    asked = Asked(
        plan=plan,
        moments=tuple(reading.moment for reading in readings),
        delay=delay_hours(scenario, drawer),
        per_unit=np.column_stack(per_unit),
    )
    counted = np.zeros((plan.members, len(readings)))

    def take(answer: Answer) -> None:
        counted[answer.first : answer.first + len(answer.counted)] = answer.counted

    chunks = chunk_members(plan.members, workers=executor.workers)
    executor.run(run_and_count, asked, chunks, take=take, done=lambda _: None)
    return counted


def run_and_count(asked: Asked, chunk: range) -> Answer:
    """Run some consecutive members; nothing is kept of them but what was counted."""
    arrays = run_chunk(asked.plan, chunk).arrays
    rows = slice(chunk.start, chunk.stop)
    people = people_at(
        asked.moments,
        lambda variable, place: arrays[variable][..., asked.plan.names.receptions[place]],
        edges_hours=asked.plan.clock.edges_hours,
        delay_hours=asked.delay[rows],
    )
    return Answer(chunk.start, people / asked.per_unit[rows])
