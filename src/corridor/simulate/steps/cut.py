"""Passing with a limited budget: cohorts first come, first served, and then a drawn part of one."""

import math

from corridor.compiled import compiled
from corridor.rng import hypergeometric
from corridor.simulate.queues import (
    COUNT,
    HEAD,
    KIND,
    NEXT,
    NONE,
    PEOPLE,
    STEP,
    drop_empty,
    drop_head,
    push,
)
from corridor.simulate.steps.now import Address
from corridor.simulate.tables import BATCH_GOING, BATCH_KIND, BATCH_LINK, COST
from corridor.units import Counts, Floats

#: People for whom a budget would suffice but for rounding are let through.
ROUNDING = 1e-9

_LINKS_OUT = 64


@compiled
def some_pass_freely(mode: Floats) -> bool:
    """Whether a mode costs nothing at a bottleneck."""
    for by in range(len(mode)):
        if mode[by, COST] == 0.0:
            return True
    return False


@compiled
def carried(people: int, cost: float, budget: float) -> int:
    """How many of ``people``, who cost ``cost`` together, a budget carries at their mean cost."""
    if cost <= budget + ROUNDING:
        return people
    return min(people, math.floor(people * budget / cost + ROUNDING))


@compiled
def pass_on(
    nodes: Counts,
    queues: Counts,
    pool: Counts,
    source: int,
    target: int,
    budget: float,
    mode: Floats,
    step: int,
    key: int,
    address: Address,
    purpose: int,
) -> tuple[float, float, bool]:
    """Pass people from one queue to another as far as a budget of cars carries them.

    Gives what is charged to the budget, the cost of those who passed, and whether the queue was
    cut. Those who cost nothing pass in any case.
    """
    modes = len(mode)
    some_are_free = some_pass_freely(mode)
    charged, passed_cost = 0.0, 0.0
    is_cut = False
    node = queues[source, HEAD]
    while node != NONE and (not is_cut or some_are_free):
        joined = nodes[node, STEP]
        people, cost = 0, 0.0
        one = node
        while one != NONE and nodes[one, STEP] == joined:
            each = mode[nodes[one, KIND] % modes, COST]
            if each > 0.0:
                people += nodes[one, COUNT]
                cost += nodes[one, COUNT] * each
            one = nodes[one, NEXT]
        behind = one
        going = 0 if is_cut else carried(people, cost, budget - charged)
        was_cut = going < people
        if not is_cut:
            charged += going * cost / people if was_cut else cost
        left = people
        one = node
        while one != behind:
            kind, count = nodes[one, KIND], nodes[one, COUNT]
            each = mode[kind % modes, COST]
            passing = count
            if each > 0.0 and was_cut:
                passing = hypergeometric(
                    count,
                    left - count,
                    going,
                    address.seed,
                    address.member,
                    purpose,
                    key,
                    step,
                    kind,
                )
                left -= count
                going -= passing
            if passing > 0:
                nodes[one, COUNT] -= passing
                queues[source, PEOPLE] -= passing
                passed_cost += passing * each
                push(nodes, queues, pool, target, kind, passing, step, NONE)
            one = nodes[one, NEXT]
        is_cut = is_cut or was_cut
        node = behind
    if some_are_free:
        drop_empty(nodes, queues, pool, source)
    while queues[source, HEAD] != NONE and nodes[queues[source, HEAD], COUNT] == 0:
        drop_head(nodes, queues, pool, source)
    return charged, passed_cost, is_cut


@compiled
def cut_batch(
    batch: Counts,
    size: int,
    wanted_link: int,
    mode: Floats,
    budget: float,
    step: int,
    key: int,
    address: Address,
    purpose: int,
) -> tuple[float, bool]:
    """Let as many of a batch go as a budget carries; who goes is drawn without replacement.

    Looks at the first ``size`` rows with the wanted link (all, where that is negative) who cost
    something, and lowers how many of them go. Gives what is charged, and whether it was cut.
    """
    modes = len(mode)
    total, cost = 0, 0.0
    for i in range(size):
        each = mode[batch[i, BATCH_KIND] % modes, COST]
        if each > 0.0 and (wanted_link < 0 or batch[i, BATCH_LINK] == wanted_link):
            total += batch[i, BATCH_GOING]
            cost += batch[i, BATCH_GOING] * each
    carry = carried(total, cost, budget)
    if carry == total:
        return cost, False
    charged = carry * cost / total
    left = total
    for i in range(size):
        kind, link = batch[i, BATCH_KIND], batch[i, BATCH_LINK]
        if mode[kind % modes, COST] > 0.0 and (wanted_link < 0 or link == wanted_link):
            here = batch[i, BATCH_GOING]
            # A kind can stand in a batch once for each link by which it may go.
            part = kind * _LINKS_OUT + link % _LINKS_OUT
            going = hypergeometric(
                here,
                left - here,
                carry,
                address.seed,
                address.member,
                purpose,
                key,
                step,
                part,
            )
            batch[i, BATCH_GOING] = going
            left -= here
            carry -= going
    return charged, True
