"""Choice of destination, and of a link on the way, as the kernel makes them."""

import math

from corridor.compiled import compiled
from corridor.model.choose import pull_of_followed, pull_of_room, pull_of_travel, to_chances
from corridor.model.travel import rest_of_way, way_to
from corridor.rng import Purpose, binomial
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.tables import (
    BATCH_GOING,
    BATCH_KIND,
    BATCH_LINK,
    BATCH_NODE,
    BORDER,
    COUNTRY,
    END,
    FIRST_HOURS,
    FIRST_OUT,
    FOLLOWERS,
    LINK_KEY,
    MOVING_ON,
    OUT,
    ROOM_LEFT,
    SETTLED,
    SIZE,
    SOFTENING_HOURS,
    TRAVEL_COST,
    USABLE,
)
from corridor.units import Counts, Floats

_ROUTE = int(Purpose.ROUTE)

#: Chances below this are none: it is what sums of chances are off by.
ROUNDING = 1e-12

#: Draws of a route are told apart by so many cohorts of one kind at one place and step.
COHORTS = 16


@compiled
def find_chances(
    country: int,
    group: int,
    goal: Counts,
    hours: Floats,
    count: int,
    receptions: Counts,
    place: Counts,
    choice: Floats,
    log_size: Floats,
    ties: Floats,
    room: Floats,
    directed: Floats,
    at_reception: Counts,
    chances: Floats,
) -> None:
    """Fill the chances with which somebody of a group chooses each of ``count`` destinations."""
    for i in range(count):
        to = goal[i]
        odds = pull_of_travel(hours[i], choice[TRAVEL_COST], choice[SOFTENING_HOURS])
        odds += choice[SIZE] * log_size[to] + ties[group, to] + directed[to]
        if choice[ROOM_LEFT] != 0.0 or choice[FOLLOWERS] != 0.0:
            present = 0
            for each in range(at_reception.shape[1]):
                present += at_reception[to, each, SETTLED] + at_reception[to, each, MOVING_ON]
            odds += pull_of_room(present, room[to], choice[ROOM_LEFT])
            odds += pull_of_followed(present, choice[FOLLOWERS])
        there = place[receptions[to], COUNTRY]
        if country >= 0 and there >= 0 and country != there:
            odds -= choice[BORDER]
        chances[i] = odds
    to_chances(chances, count)


@compiled
def are_known(chances: Floats, now: Now) -> bool:
    """Whether kept chances still hold: those of other ways were forgotten."""
    return not (now.presence_counts or math.isnan(chances[0]))


@compiled
def forget_chances(kept: Floats) -> None:
    """Have all chances (place, group, destination) found again."""
    for i in range(kept.shape[0]):
        for group in range(kept.shape[1]):
            kept[i, group, 0] = math.nan


@compiled
def does_presence_count(choice: Floats, room: Floats) -> bool:
    """Whether the people at a place change who chooses it."""
    if choice[FOLLOWERS] != 0.0:
        return True
    if choice[ROOM_LEFT] == 0.0:
        return False
    for each in room:
        if each < math.inf:
            return True
    return False


@compiled
def part_of(chance: float, left: float) -> float:
    """Chance of one of several outcomes among those who took none before it.

    ``left`` is the chance of all that have not been drawn yet. Who is left when it is used up but
    for rounding takes this one, unless it cannot be.
    """
    if chance <= 0.0:
        return 0.0
    return 1.0 if left - chance < ROUNDING else chance / left


@compiled
def add_by_logit(
    here: int,
    kind: int,
    count: int,
    node: int,
    cohort: int,
    size: int,
    destination: int,
    place: Counts,
    link: Counts,
    link_now: Floats,
    found: Counts,
    goal: Counts,
    free_hours: Floats,
    felt: Floats,
    chances: Floats,
    batch: Counts,
    now: Now,
    address: Address,
) -> int:
    """Add people to a batch by links drawn with recursive logit; gives the batch's new size."""
    first, last = place[here, FIRST_OUT], place[here + 1, FIRST_OUT]
    hours = free_hours[here, way_to(goal[here], found[here], destination)]
    for j in range(first, last):
        one = link[j, OUT]
        end = link[one, END]
        rest = math.inf
        if link_now[one, USABLE] > 0.0:
            rest = rest_of_way(
                goal[end], free_hours[end], felt[end], found[end], destination, hours
            )
        chances[j - first] = -now.route_scale * (link_now[one, FIRST_HOURS] + rest)
    to_chances(chances, last - first)
    left = 1.0
    for j in range(first, last):
        chance = chances[j - first]
        if count == 0 or chance == 0.0:
            continue
        one = link[j, OUT]
        part = part_of(chance, left)
        going = binomial(
            count,
            part,
            address.seed,
            address.member,
            _ROUTE,
            link[one, LINK_KEY],
            now.step,
            kind * COHORTS + cohort % COHORTS,
        )
        left -= chance
        count -= going
        if going > 0:
            batch[size, BATCH_LINK] = one
            batch[size, BATCH_KIND] = kind
            batch[size, BATCH_GOING] = going
            batch[size, BATCH_NODE] = node
            size += 1
    return size
