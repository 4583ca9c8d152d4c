"""The engine against a model of single persons in Mesa, on the same world and by the same rules.

The model in Mesa is written as such models are: one agent for each person, who acts in every step.
"""

import os
import time
from collections import deque
from enum import IntEnum
from math import exp
from pathlib import Path

import mesa
import numpy as np
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.lattice import plan_of, write_road
from corridor.simulate import Threads
from corridor.simulate.run import simulate

FULL = os.environ.get("CORRIDOR_FULL") == "1"
PEOPLE = 100_000 if FULL else 500
STEPS = 168 if FULL else 48
MEMBERS = 100 if FULL else 4

SHARE_WILLING = 0.9
LEAVES_IN_AN_HOUR = 1 - exp(-0.7 / 24)
HOURS_TO_GATE = {"north": 1.5, "south": 2.5}
HOURS_FROM_GATE = 0.5
PEOPLE_PER_VEHICLE = 4


class Where(IntEnum):
    """Where a person is."""

    STAYS = 0
    AT_HOME = 1
    TO_GATE = 2
    AT_GATE = 3
    TO_ENTRY = 4
    ARRIVED = 5


class Person(mesa.Agent):  # type: ignore[misc]
    """Decides to leave, drives to the gate, waits there, drives on and arrives."""

    def __init__(self, model: "Exodus", home: str) -> None:
        super().__init__(model)
        self.hours_to_gate = HOURS_TO_GATE[home]
        willing = model.random.random() < SHARE_WILLING
        self.where = Where.AT_HOME if willing else Where.STAYS
        self.due = 0

    def step(self) -> None:
        """Act in this hour."""
        model = self.model
        if self.where == Where.AT_HOME:
            if model.random.random() < LEAVES_IN_AN_HOUR:
                self.where = Where.TO_GATE
                self.due = model.hour + self._steps_away(self.hours_to_gate)
        elif self.where == Where.TO_GATE:
            if self.due == model.hour:
                self.where = Where.AT_GATE
                model.came.append(self)
        elif self.where == Where.TO_ENTRY and self.due == model.hour:
            self.where = Where.ARRIVED
            model.arrived += 1

    def pass_gate(self) -> None:
        """Set out from the gate in this hour."""
        self.where = Where.TO_ENTRY
        self.due = self.model.hour + self._steps_away(HOURS_FROM_GATE)
        if self.due == self.model.hour:
            self.where = Where.ARRIVED
            self.model.arrived += 1

    def _steps_away(self, hours: float) -> int:
        whole = int(hours)
        return whole + int(self.model.random.random() < hours - whole)


class Exodus(mesa.Model):  # type: ignore[misc]
    """The two towns, and the gate with its queue: first come, first served by the hour."""

    def __init__(self, people: int, seed: int) -> None:
        super().__init__(seed=seed)
        self.hour = 0
        self.arrived = 0
        self.came: list[Person] = []
        self.queue: deque[Person] = deque()
        self.pass_in_an_hour = people / 400 * PEOPLE_PER_VEHICLE
        for i in range(people):
            Person(self, "north" if i % 2 else "south")

    def step(self) -> None:
        """Let everybody act, and then the gate."""
        self.agents.do("step")
        self.random.shuffle(self.came)
        self.queue.extend(self.came)
        self.came.clear()
        for _ in range(min(int(self.pass_in_an_hour), len(self.queue))):
            self.queue.popleft().pass_gate()
        self.hour += 1


def _arrivals_in_mesa(seed: int) -> list[int]:
    model = Exodus(PEOPLE, seed)
    arrived = []
    for _ in range(STEPS):
        model.step()
        arrived.append(model.arrived)
    return arrived


def test_engine_against_single_persons(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    plan = plan_of(write_road(tmp_path / "road", people=PEOPLE), members=MEMBERS, steps=STEPS)
    crossed = simulate(plan, executor=Threads(1)).dataset()["crossed"].to_numpy()
    before = time.process_time()
    arrived = np.array(_arrivals_in_mesa(seed=1))
    persons = time.process_time() - before
    best = np.inf
    for _ in range(5):
        before = time.process_time()
        simulate(plan, executor=Threads(1))
        best = min(best, (time.process_time() - before) / MEMBERS)
    # Both are the same model: the run of single persons lies among the engine's members.
    off = np.abs(arrived - crossed.mean(axis=0))
    assert (off <= 6 * np.sqrt(PEOPLE) / 2).all()

    benchmark.pedantic(simulate, args=(plan,), kwargs={"executor": Threads(1)})  # type: ignore[no-untyped-call]
    benchmark.extra_info |= {
        "persons_seconds_a_member": persons,
        "engine_milliseconds_a_member": 1000 * best,
        "ratio": persons / best,
    }
