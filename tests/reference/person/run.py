"""A run: all steps of one seed, and the series that the engine saves as well."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from corridor.scenario import Scenario
from tests.reference.person import world as spots
from tests.reference.person.case import Case
from tests.reference.person.leaving import decide_to_leave, live_on_supplies, take_effect
from tests.reference.person.read import read_case
from tests.reference.person.reception import go_home, receive_and_move_on, see_who_is_there
from tests.reference.person.travel import go_by_lift, travel
from tests.reference.person.world import Tally, World

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Series:
    """Counts of people by step; shapes (step,) or (step, place), with the names of the places."""

    origins: tuple[str, ...]
    bottlenecks: tuple[str, ...]
    receptions: tuple[str, ...]
    home: Counts
    held: Counts
    queue: Counts
    arrivals: Counts
    present: Counts
    registered: Counts
    on_road: Counts
    crossed: Counts


def run(scenario: Scenario, end: datetime, seed: int) -> Series:
    """One run of a scenario whose numbers are plain, from its start to ``end``."""
    return simulate(read_case(scenario, end), seed)


#: The parts of a step, in their order.
PARTS: tuple[Callable[[World], None], ...] = (
    take_effect,
    live_on_supplies,
    decide_to_leave,
    go_by_lift,
    travel,
    receive_and_move_on,
    go_home,
    see_who_is_there,
)


def simulate(case: Case, seed: int, *, parts: Sequence[Callable[[World], None]] = PARTS) -> Series:
    """One run of a case; everything random comes from numpy's generator with this seed.

    Another order of the ``parts`` of a step than that of the rules is for planting a fault.
    """
    world = World(case, np.random.default_rng(seed))
    origins, receptions = case.of_kind("origin"), case.of_kind("reception")
    bottlenecks = bottleneck_ids(case)
    rows = []
    see_who_is_there(world)
    for step in range(case.steps.count):
        world.step = step
        world.tally = Tally(crossed=world.tally.crossed)
        for part in parts:
            part(world)
        assert world.nobody_is_missing()
        rows.append(_row(world, origins, bottlenecks, receptions))

    def saved(name: str) -> Counts:
        return np.array([row[name] for row in rows], dtype=np.int64)

    return Series(
        origins=tuple(origins),
        bottlenecks=tuple(bottlenecks),
        receptions=tuple(receptions),
        home=saved("home"),
        held=saved("held"),
        queue=saved("queue"),
        arrivals=saved("arrivals"),
        present=saved("present"),
        registered=saved("registered"),
        on_road=saved("on_road"),
        crossed=saved("crossed"),
    )


def bottleneck_ids(case: Case) -> list[str]:
    """Places where people wait on the way, then links at whose end a queue can form."""
    widened = {event.target for event in case.events if event.action == "capacity"}
    stops = [
        place.id
        for place in case.places.values()
        if place.kind in ("waypoint", "checkpoint") or place.through
    ]
    links = [
        link.id
        for link in case.links.values()
        if math.isfinite(link.vehicles_per_hour)
        or math.isfinite(link.storage)
        or link.id in widened
    ]
    return stops + links


def _row(
    world: World, origins: list[str], bottlenecks: list[str], receptions: list[str]
) -> dict[str, int | list[int]]:
    """Everybody by where they are now, and what has been counted in this step."""
    number = Counter(person.spot for person in world.people)

    def people(where: str, *states: str) -> int:
        return sum(number.pop((state, where), 0) for state in states)

    row: dict[str, int | list[int]] = {
        "home": [people(o, spots.HOME) for o in origins],
        "held": [people(o, spots.HELD, spots.QUEUE, spots.STRANDED) for o in origins],
        "queue": [people(b, spots.QUEUE, spots.STRANDED, spots.ROAD_END) for b in bottlenecks],
        "present": [
            people(r, spots.WAITING, spots.SETTLED, spots.ABOUT_TO_MOVE) for r in receptions
        ],
        "arrivals": [world.tally.arrivals.get(r, 0) for r in receptions],
        "registered": [world.tally.registered.get(r, 0) for r in receptions],
        "crossed": world.tally.crossed,
    }
    moving = (spots.ROAD, spots.ROAD_END, spots.LIFT, spots.BETWEEN, spots.RETURNING)
    assert all(state in moving for state, _ in number), number
    row["on_road"] = sum(number.values())
    return row
