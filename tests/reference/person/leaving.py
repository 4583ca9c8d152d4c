"""Events, supplies, drivers, and who decides to leave: parts 1 to 3 of a step."""

import math

from corridor.places import great_circle_km
from tests.reference.person.case import Event, Group
from tests.reference.person.world import HELD, HOME, World


def take_effect(world: World) -> None:
    """Part 1: events of the timeline; those of one step in the order of their times."""
    for origin in world.threat:
        half_life = world.case.leaving.threat_half_life_days
        world.threat[origin] *= 2.0 ** (-world.days / half_life)
    for event in world.case.events:
        if event.step == world.step:
            _apply(world, event)


def _apply(world: World, event: Event) -> None:
    """Let one event take effect; a note has none."""
    if event.action in ("close", "open", "escort", "capacity"):
        _change_road(world, event)
    elif event.action in ("ration", "delivery", "stock"):
        _change_supply(world, event)
    elif event.action in ("cut", "restore", "driver"):
        _change_origins(world, event)
    elif event.action == "threat":
        _threaten(world, event)
    elif event.action == "returns":
        for reception in [event.target] if event.target else world.case.of_kind("reception"):
            world.return_rate[reception] = event.value
    elif event.action == "direct":
        world.directed[event.target] = event.value


def _change_road(world: World, event: Event) -> None:
    if event.action == "capacity":
        world.flow[event.target] = event.value
    elif event.action == "close":
        world.closed.add(event.target)
    else:
        world.closed.discard(event.target)
        world.escort.pop(event.target, None)
    if event.action == "escort":
        world.escort[event.target] = event.value


def _change_supply(world: World, event: Event) -> None:
    if event.action == "ration":
        world.ration[event.target] = event.value
    elif event.action == "delivery":
        world.delivery[event.target] = event.value
    else:
        world.stock[event.target] = max(0.0, world.stock[event.target] + event.value)


def _change_origins(world: World, event: Event) -> None:
    """A service or a driver changes, everywhere or at the origin after the ``@``."""
    name, _, place = event.target.partition("@")
    for origin in [place] if place else world.case.of_kind("origin"):
        if event.action == "driver":
            world.driver_level[name, origin] = event.value
        elif event.action == "cut":
            world.is_cut.add((name, origin))
        else:
            world.is_cut.discard((name, origin))


def _threaten(world: World, event: Event) -> None:
    source = world.case.places[event.target]
    for origin in world.threat:
        place = world.case.places[origin]
        km = great_circle_km(place.lat, place.lon, source.lat, source.lon)
        world.threat[origin] += event.value * math.exp(-km / world.case.leaving.threat_reach_km)


def live_on_supplies(world: World) -> None:
    """Part 2: people eat, deliveries arrive, and days are counted that the stock will last."""
    for supply in world.case.supplies:
        people = world.number(HOME, supply.place) + world.number(HELD, supply.place)
        tonnes_per_day = people * world.ration[supply.id] / 1000
        stock = max(0.0, world.stock[supply.id] - tonnes_per_day * world.days)
        if supply.start is None or world.ways.can_reach(supply.start, supply.place, stops=False):
            stock += world.delivery[supply.id] * world.days
        world.stock[supply.id] = stock
        world.days_left[supply.id] = stock / tonnes_per_day if tonnes_per_day else math.inf


def decide_to_leave(world: World) -> None:
    """Part 3: everybody who is undecided may decide to go, and is held until they set out."""
    _walk(world)
    for origin in world.case.of_kind("origin"):
        chances: dict[Group, float] = {}
        people = world.at(HOME, origin)
        for group in world.case.groups:
            rate = _rate_per_day(world, origin, group)
            chances[group] = -math.expm1(-rate * world.days)
        for person in people:
            if person.is_willing and world.rng.random() < chances[person.group]:
                world.move(person, HELD, origin)


def _walk(world: World) -> None:
    """One step of the random walk of what is not known."""
    if world.step == 0:
        world.unknown = world.rng.standard_normal()
        return
    days = world.case.steps.days(world.step - 1)
    correlation = math.exp(-days / world.case.leaving.unknown_correlation_days)
    fresh = world.rng.standard_normal()
    world.unknown = correlation * world.unknown + math.sqrt(1 - correlation**2) * fresh


def _rate_per_day(world: World, origin: str, group: Group) -> float:
    leaving = world.case.leaving
    log_ratio = sum(
        coefficient * level(world, driver, origin)
        for driver, coefficient in leaving.drivers.items()
    )
    return leaving.base_rate_per_day * group.hazard_ratio * math.exp(log_ratio)


def level(world: World, driver: str, origin: str) -> float:
    """The level of a driver at an origin in this step."""
    if driver == "threat":
        return world.threat[origin]
    if driver == "deprivation":
        return _deprivation(world, origin)
    if driver == "others_gone":
        at_start = world.people_at_start[origin]
        return 1 - world.number(HOME, origin) / at_start if at_start else 0.0
    if driver == "unknown":
        return world.unknown
    return world.driver_level.get((driver, origin), 0.0)


def _deprivation(world: World, origin: str) -> float:
    lacks = [
        max(0.0, 1 - world.days_left[supply.id] / world.case.leaving.comfort_days)
        for supply in world.case.supplies
        if supply.place == origin
    ]
    services = [
        weight for name, weight in world.case.services.items() if (name, origin) in world.is_cut
    ]
    return max(lacks, default=0.0) + sum(services)
