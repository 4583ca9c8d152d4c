"""Choosing with limited room: who passes where not everybody can."""

import math
from collections.abc import Callable, Iterable, Sequence

from tests.reference.person.world import Person, World

#: What a sum of fractions may lack of a whole person.
TOLERANCE = 1e-9


class Budget:
    """What a bottleneck can still pass in this step, in cars; ``is_shut``: nobody passes at all."""

    def __init__(self, cars: float, *, is_shut: bool = False) -> None:
        self.cars = cars
        self.is_shut = is_shut
        self.is_cut = False
        self._mean = math.nan

    def choose(self, world: World, people: list[Person]) -> list[Person]:
        """Who passes of those who reached the queue in one step; nothing is used up yet."""
        if self.is_shut:
            return []
        paying = [person for person in people if person.cost > 0]
        free = [person for person in people if person.cost == 0]
        if not paying:
            return people
        if self.is_cut:
            return free
        total = world.cost(paying)
        if total <= self.cars + TOLERANCE:
            return people
        self.is_cut = True
        self._mean = total / len(paying)
        number = math.floor(len(paying) * max(self.cars, 0.0) / total + TOLERANCE)
        return free + world.sample(paying, number)

    def use(self, world: World, gone: Sequence[Person]) -> None:
        """Take off what people use who really go: their mean cost where the queue was cut."""
        paying = [person for person in gone if person.cost > 0]
        self.cars -= len(paying) * self._mean if self.is_cut else world.cost(paying)


def serve(
    world: World,
    queue: Iterable[Person],
    budget: Budget,
    next_room: Callable[[Person], tuple[str, Sequence[Budget]]],
) -> list[tuple[Person, str]]:
    """Who goes on from a queue that is first in, first out by step, each with the next link.

    ``next_room`` gives the next link of a person, and the budgets of that link. Only who fits there
    stands before the queue's own budget.
    """
    gone: list[tuple[Person, str]] = []
    for batch in batches(queue):
        by_link: dict[str, list[Person]] = {}
        rooms: dict[str, Sequence[Budget]] = {}
        for person in batch:
            link, rooms_of_link = next_room(person)
            rooms[link] = rooms_of_link
            by_link.setdefault(link, []).append(person)
        fitting = []
        link_of: dict[Person, str] = {}
        for link, people in by_link.items():
            fits = people
            for room in rooms[link]:
                fits = room.choose(world, fits)
            fitting += fits
            link_of |= dict.fromkeys(fits, link)
        going = budget.choose(world, fitting)
        budget.use(world, going)
        for link, link_rooms in rooms.items():
            for room in link_rooms:
                room.use(world, [person for person in going if link_of[person] == link])
        gone += [(person, link_of[person]) for person in going]
    return gone


def batches(queue: Iterable[Person]) -> list[list[Person]]:
    """People by the step in which they reached the queue, the earliest first."""
    by_step: dict[int, list[Person]] = {}
    for person in queue:
        by_step.setdefault(person.joined, []).append(person)
    return [by_step[step] for step in sorted(by_step)]
