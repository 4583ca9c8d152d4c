"""What may set out onto each link, and pass each place, in a step."""

import math

from corridor.compiled import compiled
from corridor.rng import Purpose
from corridor.simulate.queues import COUNT, HEAD, KIND, NEXT, NONE
from corridor.simulate.steps.cut import cut_batch
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.tables import (
    BATCH_GOING,
    BATCH_KIND,
    BATCH_LINK,
    CARRY,
    COST,
    ESCORT,
    ESCORT_BINDS,
    ESCORT_CARRY,
    FIRST_OUT,
    FLOW,
    HAS_STORAGE,
    IS_OPEN,
    LINK_KEY,
    LINK_WINDOW,
    LOAD,
    OUT,
    PASSABLE,
    PLACE_CARRY,
    PLACE_FLOW,
    PLACE_WINDOW,
    SHUT,
    SPARE,
    SPILLED,
    STORAGE,
    USABLE,
)
from corridor.units import Counts, Floats

FIND_ROOM = int(Purpose.FIND_ROOM)
SET_OUT = int(Purpose.SET_OUT)


@compiled
def open_share(window: int, open_shares: Floats, step: int) -> float:
    """Share of a step in which a window of daily hours is open; 1 without a window."""
    return open_shares[window, step] if window >= 0 else 1.0


@compiled
def find_spare(link: Counts, link_now: Floats, open_shares: Floats, now: Now) -> None:
    """Fill how many cars may set out onto each link in this step."""
    for one in range(len(link_now)):
        here = link_now[one]
        share = open_share(link[one, LINK_WINDOW], open_shares, now.step)
        is_closed = here[PASSABLE] == 0.0 or share == 0.0
        here[SHUT] = 1.0 if is_closed else 0.0
        if is_closed:
            here[SPARE] = 0.0
            continue
        spare = math.inf
        if here[ESCORT] < math.inf:
            spare = here[ESCORT] * now.hours * share + here[ESCORT_CARRY]
        here[ESCORT_CARRY] = 0.0
        room = math.inf
        if link[one, HAS_STORAGE] == 1:
            out = 0.0
            if here[SPILLED] == 0.0:
                out = here[FLOW] * now.hours + here[CARRY]
            room = max(here[STORAGE] + out - here[LOAD], 0.0)
        here[ESCORT_BINDS] = 1.0 if spare < math.inf and spare <= room else 0.0
        here[SPARE] = min(spare, room)


@compiled
def place_budget(
    here: int, place: Counts, place_now: Floats, open_shares: Floats, now: Now
) -> float:
    """Cars that a place passes in this step; negative where it passes nobody at all."""
    share = open_share(place[here, PLACE_WINDOW], open_shares, now.step)
    if place_now[here, IS_OPEN] == 0.0 or share == 0.0:
        return -1.0
    flow = place_now[here, PLACE_FLOW]
    if flow == math.inf:
        return math.inf
    return float(flow * now.hours * share + place_now[here, PLACE_CARRY])


@compiled
def spare_of_place(
    here: int,
    queue: int,
    budget: float,
    place: Counts,
    link: Counts,
    link_now: Floats,
    nodes: Counts,
    queues: Counts,
    mode: Floats,
) -> float:
    """Cars that may still enter a place whose queue is not empty: what it can pass on."""
    room = 0.0
    for j in range(place[here, FIRST_OUT], place[here + 1, FIRST_OUT]):
        one = link[j, OUT]
        if link_now[one, USABLE] > 0.0:
            room += link_now[one, SPARE]
    cost = 0.0
    node = queues[queue, HEAD]
    while node != NONE:
        cost += nodes[node, COUNT] * mode[nodes[node, KIND] % len(mode), COST]
        node = nodes[node, NEXT]
    return max(min(budget, room) - cost, 0.0)


@compiled
def fit_links(
    here: int,
    place: Counts,
    link: Counts,
    link_now: Floats,
    open_shares: Floats,
    batch: Counts,
    size: int,
    mode: Floats,
    now: Now,
    address: Address,
    purpose: int,
) -> None:
    """Let those of a batch go who find room on their link; a link with too little is shut."""
    for i in range(size):
        one = batch[i, BATCH_LINK]
        if link_now[one, SHUT] == 0.0:
            continue
        share = open_share(link[one, LINK_WINDOW], open_shares, now.step)
        is_closed = link_now[one, PASSABLE] == 0.0 or share == 0.0
        if is_closed or mode[batch[i, BATCH_KIND] % len(mode), COST] > 0.0:
            batch[i, BATCH_GOING] = 0
    for j in range(place[here, FIRST_OUT], place[here + 1, FIRST_OUT]):
        one = link[j, OUT]
        spare = link_now[one, SPARE]
        if link_now[one, SHUT] == 1.0 or spare == math.inf:
            continue
        charged, is_cut = cut_batch(
            batch, size, one, mode, spare, now.step, link[one, LINK_KEY], address, purpose
        )
        if is_cut:
            link_now[one, SHUT] = 1.0
            if link_now[one, ESCORT_BINDS] == 1.0:
                link_now[one, ESCORT_CARRY] = spare - charged
