"""Changes of what moves people: buses, what drives them to leave, and numbers."""

from dataclasses import dataclass, replace

import numpy as np

from corridor.errors import near_match, near_or_all
from corridor.parameters.number import (
    FromClaims,
    Number,
    ParameterName,
    PlainNumber,
    parse_number,
)
from corridor.scenario.parts import Event, Lift
from corridor.scenario.schema import Scenario
from corridor.scenario.variant.change import NOTE, Change, Plain, first_event, new_event
from corridor.scenario.variant.override import override, replay
from corridor.scenario.variant.world import ChangeError, Window, Words, World, fresh_id
from corridor.scenario.ways import fastest_ways, ways_from

#: The driver that ``assure`` sets.
ASSURANCE = "assurance"


@dataclass(frozen=True)
class AddBuses(Plain):
    """Buses take people from one place to another, as often as said, while a road is open."""

    start: str
    end: str
    seats: float
    every_hours: float
    hours: float | None
    window: Window

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        known = scenario.known_at or scenario.default_as_of
        hours = self.hours
        if hours is None:
            hours = ways_from(scenario, [self.start])[self.end].hours
        lift = Lift(
            id=fresh_id(f"buses-{self.start}-{self.end}", [lift.id for lift in scenario.lifts]),
            start=self.start,
            end=self.end,
            first=self.window.start or known,
            every_hours=self.every_hours,
            until=self.window.end,
            seats=PlainNumber(value=self.seats),
            hours=PlainNumber(value=hours),
            needs_road=True,
            published=known,
            certainty="assumed",
            note=NOTE,
        )
        return scenario.model_copy(update={"lifts": (*scenario.lifts, lift)})


def read_buses(words: Words, world: World) -> Change:
    """Buses from one place to another."""
    start = world.place(words.take(), but="reception").id
    end = world.place(words.take(), but="origin").id
    roads = ((link, 1.0) for link in world.links.values())
    if start == end or end not in fastest_ways(roads, [start]):
        raise ChangeError(repr(end), f"a place to which links lead from {start!r}")
    seats = words.number("the seats of each departure", above=1)
    words.skip("every")
    every = words.number("hours from one departure to the next", above=0.25)
    words.skip("h")
    travel = None
    if words.next == "travel":
        words.skip("travel")
        travel = words.number("hours of travel", above=0.01)
        words.skip("h")
    return AddBuses(start, end, seats, every, travel, words.window(world.zone))


@dataclass(frozen=True)
class Assure(Plain):
    """The driver ``assurance`` has another level for a while, at one origin or at all."""

    level: float
    origin: str | None
    window: Window

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        origins = [place.id for place in scenario.places if place.kind == "origin"]
        timeline: tuple[Event, ...] = tuple(
            # One event for all origins becomes one for each, so that each can be moved by itself.
            one
            for event in scenario.timeline
            for one in (
                [replay(event, None, target=f"{ASSURANCE}@{origin}") for origin in origins]
                if (event.action, event.target) == ("driver", ASSURANCE)
                else [event]
            )
        )
        for origin in origins if self.origin is None else [self.origin]:
            target = f"{ASSURANCE}@{origin}"
            events = override(
                timeline,
                self.window,
                is_meant=lambda event, target=target: (  # type: ignore[misc]
                    (event.action, event.target) == ("driver", target)
                ),
                first=first_event(scenario, "driver", target, PlainNumber(value=0.0), ""),
            )
            timeline = (*events, new_event(scenario, "driver", target, self.window, self.level))
        return scenario.model_copy(update={"timeline": timeline})


def read_assure(words: Words, world: World) -> Change:
    """A level of the driver ``assurance``."""
    if ASSURANCE not in world.drivers:
        raise ChangeError(
            f"no driver {ASSURANCE!r} in leaving.drivers",
            "one, with its log hazard ratio: 'assure' sets the level of that driver",
        )
    level = words.number("the level of the driver", above=-1e10)
    origin = None
    if words.next.startswith("@"):
        origin = world.place(words.take()[1:], kind="origin").id
    return Assure(level, origin, words.window(world.zone, needed=True))


@dataclass(frozen=True)
class WithoutDriver(Plain):
    """A driver has no effect."""

    driver: str

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        drivers = {k: value for k, value in scenario.leaving.drivers.items() if k != self.driver}
        timeline = tuple(event for event in scenario.timeline if not self._is_of_it(event))
        leaving = scenario.leaving.model_copy(update={"drivers": drivers})
        return scenario.model_copy(update={"leaving": leaving, "timeline": timeline})

    def _is_of_it(self, event: Event) -> bool:
        is_threat = event.action == "threat" and self.driver == "threat"
        return is_threat or (event.action == "driver" and event.target_name == self.driver)

    def extended(self, world: World) -> World:
        """See :class:`Change`."""
        return replace(world, drivers=world.drivers - {self.driver})


def read_without(words: Words, world: World) -> Change:
    """A driver switched off."""
    driver = words.take()
    words.end()
    if driver not in world.drivers:
        known = world.drivers
        raise ChangeError(repr(driver), f"a driver of leaving.drivers{near_or_all(driver, known)}")
    return WithoutDriver(driver)


@dataclass(frozen=True)
class SetParameter(Plain):
    """A parameter is something else."""

    name: str
    number: Number

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        parameters = tuple(
            parameter.model_copy(update={"number": self.number})
            if parameter.name == self.name
            else parameter
            for parameter in scenario.parameters
        )
        return scenario.model_copy(update={"parameters": parameters})


def read_set(words: Words, world: World) -> Change:
    """Another number for a parameter."""
    name, text = words.take(), words.rest()
    parameter = world.parameters.get(name)
    if parameter is None:
        known = world.parameters
        raise ChangeError(repr(name), f"a parameter of the scenario{near_or_all(name, known)}")
    try:
        number = parse_number(text)
    except ValueError:
        number = ParameterName(name=name)
    if isinstance(number, ParameterName):
        expected = "a number expression, such as 0.5 or {uniform: [0, 1]}"
        raise ChangeError(repr(text), expected)
    low = -np.inf if parameter.min is None else parameter.min
    high = np.inf if parameter.max is None else parameter.max
    if parameter.unit == "share":
        low, high = max(low, 0.0), min(high, 1.0)
    if isinstance(number, PlainNumber) and not low <= number.value <= high:
        raise ChangeError(text, f"a value of {name} from {low:g} to {high:g}")
    if isinstance(number, FromClaims) and world.claims is not None:
        for claim in number.claims:
            if claim not in world.claims:
                expected = f"the id of a claim{near_match(claim, world.claims)}"
                raise ChangeError(repr(claim), expected)
    return SetParameter(name, number)
