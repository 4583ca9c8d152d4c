"""What the phase on the road works on, and what happens to people at one place in it."""

from typing import NamedTuple

from corridor.compiled import compiled
from corridor.rng import Purpose, binomial
from corridor.simulate.queues import NONE, push
from corridor.simulate.steps.choice import find_chances, part_of
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.tables import (
    BATCH_GOING,
    BATCH_KIND,
    BATCH_LINK,
    COMING,
    COST,
    COUNTRY,
    CROSSED,
    OUT_RANK,
    PLACE_KEY,
    RECEPTION,
    SHUT,
    SPARE,
    STRANDED,
)
from corridor.units import Counts, Floats

_CHOOSE_AGAIN = int(Purpose.CHOOSE_AGAIN)


class Road(NamedTuple):
    """The tables that this phase works on, for one member; see corridor.simulate.arrays."""

    place: Counts
    link: Counts
    receptions: Counts
    order: Counts
    open_shares: Floats
    place_now: Floats
    place_count: Counts
    link_now: Floats
    found: Counts
    goal: Counts
    first_link: Counts
    free_hours: Floats
    felt: Floats
    at_origin: Counts
    at_reception: Counts
    stranded: Counts
    nodes: Counts
    queues: Counts
    pool: Counts
    mode: Floats
    choice: Floats
    log_size: Floats
    ties: Floats
    room: Floats
    directed: Floats
    home_chances: Floats
    chances: Floats
    route_chances: Floats
    batch: Counts
    leaving: Counts
    listed: Counts
    tally: Counts


@compiled
def choose_again(here: int, queue: int, road: Road, now: Now, address: Address) -> None:
    """All who are stranded at a place choose a destination and join the end of its queue."""
    stranded, chances, found = road.stranded, road.chances, road.found[here]
    groups, modes = stranded.shape[1], stranded.shape[2]
    reception = road.place[here, RECEPTION]
    for group in range(groups):
        chances[0] = 1.0
        if now.has_choice:
            find_chances(
                road.place[here, COUNTRY],
                group,
                road.goal[here],
                road.free_hours[here],
                found,
                road.receptions,
                road.place,
                road.choice,
                road.log_size,
                road.ties,
                road.room,
                road.directed,
                road.at_reception,
                chances,
            )
        for mode in range(modes):
            people = stranded[here, group, mode]
            stranded[here, group, mode] = 0
            road.place_count[here, STRANDED] -= people
            left = 1.0
            for way in range(found):
                to = road.goal[here, way]
                kind = (to * groups + group) * modes + mode
                part = part_of(chances[way], left)
                going = binomial(
                    people,
                    part,
                    address.seed,
                    address.member,
                    _CHOOSE_AGAIN,
                    road.place[here, PLACE_KEY],
                    now.step,
                    kind,
                )
                left -= chances[way]
                people -= going
                if to == reception:
                    road.at_reception[reception, group, COMING] += going
                    road.tally[CROSSED + group] += going
                else:
                    push(road.nodes, road.queues, road.pool, queue, kind, going, now.step, NONE)


@compiled
def note_leaving(
    row: int, batch: Counts, leaving: Counts, listed: Counts, count: int, link: Counts
) -> int:
    """Count a row of a batch among those who leave the place now; gives the list's new length."""
    going = batch[row, BATCH_GOING]
    if going == 0:
        return count
    one, kind = batch[row, BATCH_LINK], batch[row, BATCH_KIND]
    rank = link[one, OUT_RANK]
    if leaving[rank, kind] == 0:
        listed[count, 0] = one
        listed[count, 1] = kind
        count += 1
    leaving[rank, kind] += going
    return count


@compiled
def use_spare(size: int, batch: Counts, link_now: Floats, mode: Floats) -> None:
    """Take what those of a batch who go use off what may still set out."""
    for i in range(size):
        one = batch[i, BATCH_LINK]
        if link_now[one, SHUT] == 0.0:
            cost = mode[batch[i, BATCH_KIND] % len(mode), COST]
            link_now[one, SPARE] -= batch[i, BATCH_GOING] * cost
