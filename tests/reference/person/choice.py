"""Choice of destination and of mode."""

import math
from collections.abc import Sequence

from tests.reference.person.case import Mode
from tests.reference.person.ways import draw_by_log_odds, draw_by_weight
from tests.reference.person.world import Person, World


def choose_mode(world: World) -> Mode:
    """A mode, by the shares of the modes."""
    modes = {mode.name: mode for mode in world.case.modes}
    shares = [mode.share for mode in world.case.modes]
    return modes[draw_by_weight(list(modes), shares, world.rng)]


def choose_destination(world: World, person: Person, place: str, choices: Sequence[str]) -> str:
    """One of some reception places that can be reached from ``place`` by road."""
    by_distance = sorted(choices, key=lambda end: world.ways.hours(place, end))
    choice = world.case.destination
    if choice is None:
        return by_distance[0]
    near = by_distance[: choice.considered]
    hours = [world.ways.hours(place, end) for end in near]
    return choose_by_utility(world, person, place, near, hours)


def choose_by_utility(
    world: World, person: Person, place: str, ends: Sequence[str], hours: Sequence[float]
) -> str:
    """One of some reception places, by what each offers and costs."""
    log_odds = [
        utility(world, person.group.name, place, end, hours_to)
        for end, hours_to in zip(ends, hours, strict=True)
    ]
    return draw_by_log_odds(list(ends), log_odds, world.rng)


def utility(world: World, group: str, place: str, end: str, hours: float) -> float:
    """Log odds of going from a place to a reception place."""
    choice = world.case.destination
    assert choice is not None
    here, there = world.case.places[place], world.case.places[end]
    softening = choice.softening_hours
    value = -choice.travel_cost * math.log((hours + softening) / softening)
    if choice.size:
        assert there.size is not None
        value += choice.size * math.log(there.size)
    value += choice.ties.get((group, end), 0.0)
    present = world.there[end]
    if math.isfinite(there.room):
        share = 1 - present / there.room if there.room > 0 else 0.0
        value += choice.room_left * math.log(max(share, 1e-6))
    value += choice.followers * math.log(1 + present) + world.directed[end]
    is_abroad = bool(here.country and there.country) and here.country != there.country
    return value - choice.border * is_abroad
