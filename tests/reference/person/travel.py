"""Lifts, links, queues and who sets out: parts 4 and 5 of a step."""

import math
from collections.abc import Sequence

from tests.reference.person.budget import Budget, serve
from tests.reference.person.choice import choose_destination, choose_mode
from tests.reference.person.world import (
    HELD,
    LIFT,
    QUEUE,
    ROAD,
    ROAD_END,
    STRANDED,
    Person,
    World,
)

#: "Next link" of those who go no further than the place that they reach.
NOWHERE = ""


def go_by_lift(world: World) -> None:
    """Part 4: departures of this step take people; people whose lift arrives are put down."""
    for departure in world.case.departures:
        if departure.step != world.step:
            continue
        is_open = world.ways.can_reach(departure.start, departure.end, stops=False)
        if departure.needs_road and not is_open:
            continue
        is_origin = world.case.places[departure.start].kind == "origin"
        candidates = world.at(HELD if is_origin else STRANDED, departure.start)
        for person in world.sample(candidates, min(departure.seats, len(candidates))):
            if is_origin:
                world.leave_home(person)
            world.move(person, LIFT, departure.end)
            person.due = departure.arrives
    for end in {departure.end: None for departure in world.case.departures}:
        for person in world.at(LIFT, end):
            if person.due <= world.step:
                _get_off(world, person, end)


def _get_off(world: World, person: Person, end: str) -> None:
    if world.case.places[end].kind == "reception":
        world.receive(person, end, has_crossed=True)
        return
    person.mode = world.case.modes[0]
    person.destination = None
    world.move(person, STRANDED, end)


def travel(world: World) -> None:
    """Part 5: the turn of every place, from the farthest to the nearest to safety."""
    for place in world.ways.from_farthest_to_nearest():
        _come_in(world, place)
        _choose_again(world, place)
        rooms = {link.id: _rooms(world, link.id) for link in world.ways.links_out(place)}
        _go_on(world, place, rooms)
        if world.case.places[place].kind == "origin":
            _set_out_from_home(world, place, rooms)
        for link, (escort, _) in rooms.items():
            if link in world.escort and not escort.is_shut:
                _carry_over(world, "escort", link, escort)


# ------------------------------------------------------------------ links into the place


def _come_in(world: World, place: str) -> None:
    """Part 5.1 and 5.2: links pass people, who are received or join the place's queue."""
    spare = _spare(world, place)
    for link in world.case.links.values():
        if link.end != place:
            continue
        for person in world.at(ROAD, link.id):
            if person.due <= world.step:
                world.move(person, ROAD_END, link.id)
                person.joined = world.step
        own = world.flow[link.id] * world.hours + _carried(world, "link", link.id)
        is_spared = math.isfinite(link.storage) and spare.cars < own
        budget = Budget(spare.cars if is_spared else own)
        before = budget.cars
        for person, _ in serve(world, world.at(ROAD_END, link.id), budget, _no_further):
            _reach(world, person, place)
        if math.isfinite(link.storage) and math.isfinite(spare.cars):
            spare.cars -= before - budget.cars
        world.spilled[link.id] = is_spared and budget.is_cut
        if not is_spared:
            _carry_over(world, "link", link.id, budget)


def _no_further(_: Person) -> tuple[str, Sequence[Budget]]:
    return NOWHERE, ()


def _reach(world: World, person: Person, place: str) -> None:
    facts = world.case.places[place]
    if facts.kind == "reception" and (person.destination == place or not facts.through):
        world.receive(person, place, has_crossed=True)
        return
    world.move(person, QUEUE, place)
    person.joined = world.step


def _spare(world: World, place: str) -> Budget:
    """What links with storage may let into a place: no limit unless its queue is not empty."""
    queue = world.at(QUEUE, place)
    if not queue:
        return Budget(math.inf)
    budget = _budget(world, place)
    if budget.is_shut:
        return Budget(0.0)
    rooms = [
        max(0.0, min(room.cars for room in _rooms(world, link.id)))
        for link in world.ways.links_out(place)
    ]
    return Budget(max(0.0, min(budget.cars, sum(rooms)) - world.cost(queue)))


# -------------------------------------------------------------------- the place's queue


def _choose_again(world: World, place: str) -> None:
    """Who has no way left is stranded; who is stranded chooses as soon as there is a way."""
    for person in world.at(QUEUE, place):
        assert person.destination is not None
        if not world.ways.can_reach(place, person.destination):
            person.destination = None
            world.move(person, STRANDED, place)
    choices = world.ways.reachable(place)
    if not choices:
        return
    for person in world.at(STRANDED, place):
        person.destination = choose_destination(world, person, place, choices)
        _reach(world, person, place)


def _go_on(world: World, place: str, rooms: dict[str, list[Budget]]) -> None:
    """Part 5.3: the place's queue passes people onto their next links."""

    def next_room(person: Person) -> tuple[str, Sequence[Budget]]:
        assert person.destination is not None
        link = world.ways.next_link(place, person.destination, world.rng)
        return link, rooms[link]

    budget = _budget(world, place)
    if budget.is_shut:
        return
    for person, link in serve(world, world.at(QUEUE, place), budget, next_room):
        _set_out(world, person, link)
    _carry_over(world, "place", place, budget)


def _budget(world: World, place: str) -> Budget:
    facts = world.case.places[place]
    share = world.case.steps.open_share(world.step, facts.open_minutes)
    if place in world.closed or share == 0:
        return Budget(0.0, is_shut=True)
    return Budget(world.flow[place] * world.hours * share + _carried(world, "place", place))


# ----------------------------------------------------------------------- setting out


def _set_out_from_home(world: World, origin: str, rooms: dict[str, list[Budget]]) -> None:
    """Part 5.4: all who are held choose where to go and how, and set out if there is room."""
    choices = world.ways.reachable(origin)
    if not choices:
        return
    held = world.at(HELD, origin)
    link_of: dict[Person, str] = {}
    for person in held:
        person.destination = choose_destination(world, person, origin, choices)
        person.mode = choose_mode(world)
        person.joined = world.step
        link_of[person] = world.ways.next_link(origin, person.destination, world.rng)
    for person, link in serve(
        world, held, Budget(math.inf), lambda person: (link_of[person], rooms[link_of[person]])
    ):
        world.leave_home(person)
        _set_out(world, person, link)


def _set_out(world: World, person: Person, link: str) -> None:
    assert person.mode is not None
    world.move(person, ROAD, link)
    person.due = world.arrival(person.mode.hours(world.case.links[link]))


def _rooms(world: World, link: str) -> list[Budget]:
    """Part 5.5: what may set out onto a link, by its escort and by its storage."""
    facts = world.case.links[link]
    share = world.case.steps.open_share(world.step, facts.open_minutes)
    if share == 0:
        return [Budget(0.0, is_shut=True), Budget(math.inf)]
    escort = storage = math.inf
    if link in world.escort:
        escort = world.escort[link] * world.hours * share + _carried(world, "escort", link)
    if math.isfinite(facts.storage):
        passes = world.flow[link] * world.hours + _carried(world, "link", link)
        on_it = world.cost(world.at(ROAD, link)) + world.cost(world.at(ROAD_END, link))
        storage = facts.storage + (0.0 if world.spilled.get(link) else passes) - on_it
    return [Budget(escort), Budget(storage)]


# ---------------------------------------------------------------------------- carrying


def _carried(world: World, what: str, name: str) -> float:
    return world.carried.get((what, name), 0.0)


def _carry_over(world: World, what: str, name: str, budget: Budget) -> None:
    """What is left of a budget is kept for the next step only if somebody was kept back by it."""
    world.carried[what, name] = max(budget.cars, 0.0) if budget.is_cut else 0.0
