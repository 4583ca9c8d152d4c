"""Who is where: single persons, the state of roads and stocks, and what has been counted."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from tests.reference.person.case import Case, Group, Mode
from tests.reference.person.read import largest_remainder
from tests.reference.person.ways import Ways, find_ways

#: Where somebody can be; the second word of a spot is a place, a link or a lift.
HOME = "at home"
HELD = "held at the origin"
ROAD = "on a link"
ROAD_END = "queueing at the end of a link"
QUEUE = "queueing at a place"
STRANDED = "stranded at a place"
LIFT = "in a lift to"
WAITING = "waiting to be registered"
SETTLED = "settled"
ABOUT_TO_MOVE = "about to move on"
BETWEEN = "on the way to another reception place"
RETURNING = "on the way home"

Spot = tuple[str, str]


@dataclass(eq=False)
class Person:
    """One person."""

    group: Group
    spot: Spot
    is_willing: bool
    origin: str
    mode: Mode | None = None
    destination: str | None = None
    #: The step in which the present journey ends.
    due: int = 0
    #: The step in which the present queue was reached.
    joined: int = 0

    @property
    def cost(self) -> float:
        """What the person takes of a budget, in cars."""
        assert self.mode is not None
        return self.mode.cost


@dataclass
class Tally:
    """What is counted as it happens."""

    crossed: int = 0
    arrivals: dict[str, int] = field(default_factory=dict)
    registered: dict[str, int] = field(default_factory=dict)


class World:
    """The state of one run."""

    def __init__(self, case: Case, rng: np.random.Generator) -> None:
        self.case = case
        self.rng = rng
        self.step = 0
        self._at: dict[Spot, dict[Person, None]] = {}
        self.people = [
            *(person for place in case.of_kind("origin") for person in self._people_of(place)),
            *(person for place in case.of_kind("reception") for person in self._settled_in(place)),
        ]
        self.people_at_start = {p: self.number(HOME, p) for p in case.of_kind("origin")}
        self.closed: set[str] = set()
        self.escort: dict[str, float] = {}
        self.flow = {place.id: place.vehicles_per_hour for place in case.places.values()}
        self.flow |= {link.id: link.vehicles_per_hour for link in case.links.values()}
        self.carried: dict[tuple[str, str], float] = {}
        self.spilled: dict[str, bool] = {}
        self.threat = dict.fromkeys(case.of_kind("origin"), 0.0)
        self.driver_level: dict[tuple[str, str], float] = {}
        self.is_cut: set[tuple[str, str]] = set()
        self.unknown = math.nan
        self.stock = {supply.id: supply.stock for supply in case.supplies}
        self.ration = {supply.id: supply.ration for supply in case.supplies}
        self.delivery = {supply.id: supply.delivery for supply in case.supplies}
        self.days_left = {supply.id: math.inf for supply in case.supplies}
        self.return_rate = dict.fromkeys(case.of_kind("reception"), 0.0)
        self.away: dict[tuple[str, Group], int] = {}
        self.there = dict.fromkeys(case.of_kind("reception"), 0)
        self.directed = dict.fromkeys(case.of_kind("reception"), 0.0)
        self.tally = Tally()

    def at(self, state: str, where: str) -> list[Person]:
        """Everybody in a state at a place, on a link or in a lift."""
        return list(self._at.get((state, where), ()))

    def number(self, state: str, where: str) -> int:
        """How many people are in a state somewhere."""
        return len(self._at.get((state, where), ()))

    def nobody_is_missing(self) -> bool:
        """Whether everybody is in one place, and is listed there and nowhere else."""
        listed = sum(len(people) for people in self._at.values())
        return listed == len(self.people) and all(p in self._at[p.spot] for p in self.people)

    def move(self, person: Person, state: str, where: str) -> None:
        """Put somebody somewhere else."""
        del self._at[person.spot][person]
        person.spot = (state, where)
        self._at.setdefault(person.spot, {})[person] = None

    def cost(self, people: Iterable[Person]) -> float:
        """What people take of a budget together, in cars."""
        return sum(person.cost for person in people)

    @property
    def ways(self) -> Ways:
        """The ways that are open now."""
        return find_ways(self.case, frozenset(self.closed))

    @property
    def hours(self) -> float:
        """Length of the step in hours."""
        return self.case.steps.hours(self.step)

    @property
    def days(self) -> float:
        """Length of the step in days."""
        return self.case.steps.days(self.step)

    def arrival(self, travel_hours: float) -> int:
        """The step in which somebody arrives who sets out in this step."""
        return self.case.steps.arrival(self.step, travel_hours, self.rng)

    def sample(self, people: list[Person], number: int) -> list[Person]:
        """So many of them, drawn without replacement."""
        chosen = self.rng.choice(len(people), size=number, replace=False)
        return [people[index] for index in sorted(chosen)]

    def leave_home(self, person: Person) -> None:
        """Note that somebody has left an origin."""
        key = (person.origin, person.group)
        self.away[key] = self.away.get(key, 0) + 1

    def receive(self, person: Person, place: str, *, has_crossed: bool) -> None:
        """Let somebody arrive at a reception place, to wait for registration."""
        self.move(person, WAITING, place)
        person.destination = None
        person.mode = None
        self.tally.arrivals[place] = self.tally.arrivals.get(place, 0) + 1
        self.tally.crossed += has_crossed

    def _people_of(self, place: str) -> list[Person]:
        groups = [g for g in self.case.groups if not g.origins or place in g.origins]
        total = self.case.places[place].people
        sizes = largest_remainder(total, [group.share for group in groups])
        people = []
        for group, size in zip(groups, sizes, strict=True):
            for _ in range(size):
                willing = bool(self.rng.random() < group.share_willing)
                person = Person(group, (HOME, place), willing, origin=place)
                self._at.setdefault(person.spot, {})[person] = None
                people.append(person)
        return people

    def _settled_in(self, place: str) -> list[Person]:
        """The people who are in a reception place at the start."""
        groups = self.case.groups
        sizes = largest_remainder(
            self.case.places[place].present, [group.share for group in groups]
        )
        people = [
            Person(group, (SETTLED, place), is_willing=True, origin="")
            for group, size in zip(groups, sizes, strict=True)
            for _ in range(size)
        ]
        for person in people:
            self._at.setdefault(person.spot, {})[person] = None
        return people
