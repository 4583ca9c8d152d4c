"""The model's rules, one person at a time: slow, plain, and written apart from the engine.

It holds for the small world of ``tests/worlds.py`` with numbers that are known: two origins, one
junction, a gate, an entry and two towns beyond it.
"""

from dataclasses import dataclass

import numpy as np

WAITING_TO_DECIDE, HELD, ON_ROAD, AT_GATE, ARRIVED = range(5)


@dataclass(frozen=True)
class Rules:
    """The numbers of one world; times in steps of an hour."""

    people: int
    willing: float
    leaving_chance: float
    road_opens: int
    hours_to_gate: float
    gate_flow: float
    hours_to_entry: float
    moving_on: float
    moving_on_chance: float
    steps: int


@dataclass
class Person:
    """One person: what they do now, and when that ends."""

    state: int = WAITING_TO_DECIDE
    until: int = 0
    stays_at_entry: bool = False
    gone_on: bool = False


def simulate_people(rules: Rules, rng: np.random.Generator) -> tuple[list[int], list[int]]:
    """People who have crossed by the end of each step, and people at the entry then."""
    people = [Person() for _ in range(rules.people) if rng.random() < rules.willing]
    crossed, present = [], []
    for step in range(rules.steps):
        for person in people:
            _decide(person, rules, step, rng)
        queue = [person for person in people if person.state == AT_GATE]
        room = int(rules.gate_flow * (step + 1)) - int(rules.gate_flow * step)
        for person in people:
            if person.state == ON_ROAD and person.until == step:
                person.state = AT_GATE
                queue.append(person)
        for person in queue[:room]:
            person.state = ARRIVED
            person.until = step + int(np.floor(rng.random() + rules.hours_to_entry))
            person.stays_at_entry = rng.random() >= rules.moving_on
        for person in people:
            here = person.state == ARRIVED and person.until <= step and not person.gone_on
            if here and not person.stays_at_entry:
                person.gone_on = rng.random() < rules.moving_on_chance
        arrived = [p for p in people if p.state == ARRIVED and p.until <= step]
        crossed.append(len(arrived))
        present.append(sum(not person.gone_on for person in arrived))
    return crossed, present


def _decide(person: Person, rules: Rules, step: int, rng: np.random.Generator) -> None:
    if person.state == WAITING_TO_DECIDE and rng.random() < rules.leaving_chance:
        person.state = HELD
    if person.state == HELD and step >= rules.road_opens:
        person.state = ON_ROAD
        person.until = step + int(np.floor(rng.random() + rules.hours_to_gate))
