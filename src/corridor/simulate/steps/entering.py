"""Off the road: who reaches the end of a link, who passes off it, who has no way left."""

import numpy as np

from corridor.compiled import compiled
from corridor.model.travel import NO_WAY, way_to
from corridor.rng import Purpose
from corridor.simulate.queues import (
    COUNT,
    HEAD,
    KIND,
    LINK,
    NEXT,
    NONE,
    PEOPLE,
    drop_empty,
    drop_head,
    move_all,
    push,
)
from corridor.simulate.steps.cut import pass_on
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.tables import (
    CARRY,
    FLOW,
    HAS_STORAGE,
    LINK_KEY,
    LOAD,
    SPILLED,
    STRANDED,
)
from corridor.units import Counts, Floats

_PASS_LINK = int(Purpose.PASS_LINK)


@compiled
def reach_ends(
    nodes: Counts, queues: Counts, pool: Counts, links: int, places: int, step: int
) -> None:
    """Who reaches the end of a link in this step is put there."""
    calendar = 2 * links + places + 1 + step
    while queues[calendar, HEAD] != NONE:
        node = queues[calendar, HEAD]
        kind, count, link = nodes[node, KIND], nodes[node, COUNT], nodes[node, LINK]
        drop_head(nodes, queues, pool, calendar)
        push(nodes, queues, pool, links + places + link, kind, count, NONE, NONE)


@compiled
def take_in(
    one: int,
    links: int,
    places: int,
    spare: float,
    waited: bool,
    link: Counts,
    link_now: Floats,
    nodes: Counts,
    queues: Counts,
    pool: Counts,
    mode: Floats,
    now: Now,
    address: Address,
) -> float:
    """Pass people off the end of a link as far as its budget and ``spare`` reach.

    Gives what is left of ``spare``.
    """
    arrived, entering = links + places + one, 2 * links + places
    move_all(nodes, queues, pool, arrived, one, now.step)
    flow = link_now[one, FLOW]
    own = np.inf if flow == np.inf else flow * now.hours + link_now[one, CARRY]
    has_storage = link[one, HAS_STORAGE] == 1
    is_own = not (has_storage and waited) or own <= spare
    budget = own if is_own else spare
    charged, passed, is_cut = pass_on(
        nodes,
        queues,
        pool,
        one,
        entering,
        budget,
        mode,
        now.step,
        link[one, LINK_KEY],
        address,
        _PASS_LINK,
    )
    link_now[one, CARRY] = own - charged if is_cut and is_own else 0.0
    link_now[one, SPILLED] = 1.0 if is_cut and not is_own else 0.0
    if has_storage:
        link_now[one, LOAD] -= passed
        spare -= charged
    return spare


@compiled
def strand(
    here: int,
    queue: int,
    found: Counts,
    goal: Counts,
    stranded: Counts,
    place_count: Counts,
    nodes: Counts,
    queues: Counts,
    pool: Counts,
) -> None:
    """People in a place's queue whose destination has no way left lose it, and their place."""
    groups, modes = stranded.shape[1], stranded.shape[2]
    node = queues[queue, HEAD]
    some = False
    while node != NONE:
        kind, count = nodes[node, KIND], nodes[node, COUNT]
        if way_to(goal[here], found[here], kind // (groups * modes)) == NO_WAY:
            stranded[here, kind // modes % groups, kind % modes] += count
            place_count[here, STRANDED] += count
            queues[queue, PEOPLE] -= count
            nodes[node, COUNT] = 0
            some = True
        node = nodes[node, NEXT]
    if some:
        drop_empty(nodes, queues, pool, queue)
