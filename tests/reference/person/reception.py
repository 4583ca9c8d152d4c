"""Registration, room, moving on, and returns: parts 6 and 7 of a step."""

import math
from collections.abc import Callable, Mapping

from tests.reference.person.budget import TOLERANCE
from tests.reference.person.case import Group, Onward
from tests.reference.person.choice import choose_by_utility
from tests.reference.person.ways import draw_by_weight
from tests.reference.person.world import (
    ABOUT_TO_MOVE,
    BETWEEN,
    HOME,
    RETURNING,
    SETTLED,
    WAITING,
    Person,
    World,
)


def receive_and_move_on(world: World) -> None:
    """Part 6, for one reception place after another."""
    for place in reception_order(world):
        for person in world.at(BETWEEN, place):
            if person.due <= world.step:
                world.receive(person, place, has_crossed=False)
        registered = _register(world, place)
        staying = _send_on_who_finds_no_room(world, place, registered)
        onward = world.case.onward.get(place)
        for person in staying:
            moves = onward is not None and world.rng.random() < onward.share_moving
            world.move(person, ABOUT_TO_MOVE if moves else SETTLED, place)
        if onward is not None:
            _move_on(world, place, onward)


def reception_order(world: World) -> list[str]:
    """Reception places, each before those to which it sends people where there is no circle."""
    places = world.case.of_kind("reception")
    order: list[str] = []
    visited: set[str] = set()

    def visit(place: str) -> None:
        if place in visited:
            return
        visited.add(place)
        for target in reversed(_targets(world, place)):
            visit(target)
        order.append(place)

    for place in reversed(places):
        visit(place)
    return order[::-1]


def _targets(world: World, place: str) -> list[str]:
    onward = world.case.onward.get(place)
    targets = list(onward.choose or onward.shares) if onward else []
    overflow = world.case.places[place].overflow
    return [*targets, *([overflow] if overflow else [])]


def _register(world: World, place: str) -> list[Person]:
    waiting = world.at(WAITING, place)
    rate = world.case.places[place].registrations_per_hour
    key = ("registration", place)
    budget = rate * world.hours + world.carried.get(key, 0.0)
    world.carried[key] = 0.0
    registered = waiting
    if len(waiting) > budget + TOLERANCE:
        number = math.floor(budget + TOLERANCE)
        registered = world.sample(waiting, number)
        world.carried[key] = max(budget - number, 0.0)
    world.tally.registered[place] = len(registered)
    return registered


def _here(world: World, place: str) -> int:
    return world.number(SETTLED, place) + world.number(ABOUT_TO_MOVE, place)


def _send_on_who_finds_no_room(world: World, place: str, registered: list[Person]) -> list[Person]:
    """Those of the newly registered who stay; the others are sent to the overflow place."""
    facts = world.case.places[place]
    target = facts.overflow
    if target is None or not world.ways.can_reach(place, target, stops=False):
        return registered
    room = facts.room - _here(world, place)
    free = len(registered) if math.isinf(room) else max(0, math.floor(room + TOLERANCE))
    if free >= len(registered):
        return registered
    sent = world.sample(registered, len(registered) - free)
    for person in sent:
        _send(world, person, place, target)
    return [person for person in registered if person not in set(sent)]


def _send(world: World, person: Person, place: str, target: str) -> None:
    world.move(person, BETWEEN, target)
    person.due = world.arrival(world.ways.hours(place, target, stops=False))


def _move_on(world: World, place: str, onward: Onward) -> None:
    stay = onward.stay_hours
    chance = -math.expm1(-world.hours / stay) if stay > 0 else 1.0
    for person in world.at(ABOUT_TO_MOVE, place):
        if world.rng.random() < chance:
            target = _target(world, person, place, onward)
            if target is not None:
                _send(world, person, place, target)


def _target(world: World, person: Person, place: str, onward: Onward) -> str | None:
    """Where somebody moves on to; None where no way leads there."""
    hours: Callable[[str], float] = lambda end: world.ways.hours(place, end, stops=False)  # noqa: E731
    if onward.choose:
        ends = [end for end in onward.choose if math.isfinite(hours(end))]
        if not ends:
            return None
        return choose_by_utility(world, person, place, ends, [hours(end) for end in ends])
    target = draw_by_weight(list(onward.shares), list(onward.shares.values()), world.rng)
    return target if math.isfinite(hours(target)) else None


def go_home(world: World) -> None:
    """Part 7: settled people return to where people of their group have left from."""
    for place, rate in world.return_rate.items():
        chance = -math.expm1(-rate * world.days)
        for person in world.at(SETTLED, place) if rate > 0 else []:
            if world.rng.random() < chance:
                _return(world, person, place)
    for origin in world.case.of_kind("origin"):
        for person in world.at(RETURNING, origin):
            if person.due <= world.step:
                person.origin = origin
                world.move(person, HOME, origin)


def _return(world: World, person: Person, place: str) -> None:
    weights = _people_away(world, person.group, place)
    if sum(weights.values()) == 0:
        return
    origin = draw_by_weight(list(weights), list(weights.values()), world.rng)
    world.away[origin, person.group] -= 1
    world.move(person, RETURNING, origin)
    person.due = world.arrival(world.ways.hours(place, origin, stops=False))


def _people_away(world: World, group: Group, place: str) -> Mapping[str, int]:
    """People of a group who have left and not set out to return, by origin that can be reached."""
    return {
        origin: world.away.get((origin, group), 0)
        for origin in world.case.of_kind("origin")
        if world.ways.can_reach(place, origin, stops=False)
    }


def see_who_is_there(world: World) -> None:
    """Note how many people are in each reception place, for choices in the next step."""
    for place in world.there:
        world.there[place] = _here(world, place)
