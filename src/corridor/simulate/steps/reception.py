"""Reception: registration, room, and moving on."""

import math
from typing import NamedTuple

import numpy as np

from corridor.compiled import compiled
from corridor.model.receive import moving_on_chance
from corridor.rng import Purpose, binomial, hypergeometric
from corridor.simulate.steps.choice import are_known, find_chances, part_of
from corridor.simulate.steps.cut import carried
from corridor.simulate.steps.now import Address, Now, steps_away
from corridor.simulate.tables import (
    ARRIVED,
    COMING,
    COUNTRY,
    MOVING_ON,
    ON_ROAD,
    REGISTERED,
    SETTLED,
    UNREGISTERED,
)
from corridor.units import Counts, Flags, Floats

_REGISTER = int(Purpose.REGISTER)
_OVERFLOW = int(Purpose.OVERFLOW)
_SETTLE = int(Purpose.SETTLE)
_MOVE_ON = int(Purpose.MOVE_ON)
_ONWARD_TO = int(Purpose.ONWARD_TO)
_ONWARD_TIME = int(Purpose.ONWARD_TIME)


class Reception(NamedTuple):
    """What this phase works on, for one member."""

    receptions: Counts  # (reception,) places
    order: Counts  # (reception,)
    key: Counts  # (reception,)
    hub_of: Counts  # (reception,)
    hub_chooses: Flags  # (hub,)
    first_target: Counts
    target: Counts
    overflow: Counts  # (reception,)
    room: Floats  # (reception,)
    directed: Floats  # (reception,) log odds
    registrations: Floats  # (reception,) people/hour
    registration_carry: Floats
    stay_hours: Floats  # (hub,)
    share: Floats  # (target,)
    share_moving: Floats  # (hub,)
    onward_hours: Floats  # (target,)
    overflow_hours: Floats  # (reception,)
    return_hours: Floats  # (reception, origin)
    return_rate: Floats  # (reception,)
    at_reception: Counts
    at_origin: Counts
    onward_due: Counts
    return_due: Counts
    tally: Counts
    hub_chances: Floats  # (hub, group, target)
    newly: Counts  # (group,) registered in this step
    flows: Counts  # (reception, columns)
    place: Counts
    choice: Floats
    log_size: Floats
    ties: Floats


@compiled
def send_away(
    due: Counts,
    tally: Counts,
    to: int,
    group: int,
    people: int,
    hours: float,
    purpose: int,
    key: int,
    part: int,
    now: Now,
    address: Address,
) -> None:
    """Enter people on the road by the step in which they arrive, by a way without queues."""
    away = steps_away(hours, now)
    whole = math.floor(away)
    late = binomial(
        people, away - whole, address.seed, address.member, purpose, key, now.step, part
    )
    tally[ON_ROAD] += people
    arrival = now.step + whole
    if arrival < len(due):
        due[arrival, to, group] += people - late
    if arrival + 1 < len(due):
        due[arrival + 1, to, group] += late


@compiled
def receive(r: Reception, now: Now, address: Address) -> None:
    """Let reception places take in, register and send on (step 6 of the model)."""
    order, hub_of, at_reception, onward_due = r.order, r.hub_of, r.at_reception, r.onward_due
    tally, newly, flows, registrations, key = r.tally, r.newly, r.flows, r.registrations, r.key
    groups = at_reception.shape[1]
    for i in range(len(order)):
        reception = order[i]
        came, waiting = 0, 0
        for group in range(groups):
            onward = onward_due[now.step, reception, group]
            onward_due[now.step, reception, group] = 0
            tally[ON_ROAD] -= onward
            new = at_reception[reception, group, COMING] + onward
            at_reception[reception, group, COMING] = 0
            at_reception[reception, group, UNREGISTERED] += new
            came += new
            waiting += at_reception[reception, group, UNREGISTERED]
        flows[reception, ARRIVED] = came
        registered = waiting
        if waiting > 0:
            if registrations[reception] < np.inf:
                registered = _register(
                    at_reception[reception],
                    newly,
                    waiting,
                    registrations[reception],
                    r.registration_carry,
                    reception,
                    key[reception],
                    now,
                    address,
                )
            else:
                for group in range(groups):
                    newly[group] = at_reception[reception, group, UNREGISTERED]
                    at_reception[reception, group, UNREGISTERED] = 0
            if r.overflow[reception] >= 0 and r.room[reception] < np.inf:
                _send_over(r, reception, registered, now, address)
            moving_share = 0.0
            if hub_of[reception] >= 0:
                moving_share = _share_of_hub(
                    hub_of[reception], r.hub_chooses, r.share_moving, r.first_target, r.share
                )
            for group in range(groups):
                moving = binomial(
                    newly[group],
                    moving_share,
                    address.seed,
                    address.member,
                    _SETTLE,
                    key[reception],
                    now.step,
                    group,
                )
                at_reception[reception, group, SETTLED] += newly[group] - moving
                at_reception[reception, group, MOVING_ON] += moving
        flows[reception, REGISTERED] = registered
        if hub_of[reception] >= 0:
            ready = 0
            for group in range(groups):
                ready += at_reception[reception, group, MOVING_ON]
            if ready > 0:
                _send_on(r, reception, hub_of[reception], now, address)
    if now.step + 1 < now.steps:
        # Whom a later place sent to an earlier one within this step is taken in at the next.
        for reception in range(len(order)):
            for group in range(groups):
                left = onward_due[now.step, reception, group]
                onward_due[now.step, reception, group] = 0
                onward_due[now.step + 1, reception, group] += left


@compiled
def _register(
    here: Counts,
    newly: Counts,
    waiting: int,
    per_hour: float,
    carry: Floats,
    reception: int,
    key: int,
    now: Now,
    address: Address,
) -> int:
    """Register as many as the place can; ``newly`` says how many of each group."""
    budget = per_hour * now.hours + carry[reception]
    registered = carried(waiting, float(waiting), budget)
    carry[reception] = budget - registered if registered < waiting else 0.0
    left, to_take = waiting, registered
    for group in range(len(here)):
        count = here[group, UNREGISTERED]
        new = hypergeometric(
            count,
            left - count,
            to_take,
            address.seed,
            address.member,
            _REGISTER,
            key,
            now.step,
            group,
        )
        left -= count
        to_take -= new
        here[group, UNREGISTERED] -= new
        newly[group] = new
    return registered


@compiled
def _send_over(r: Reception, reception: int, registered: int, now: Now, address: Address) -> None:
    """Send those of the newly registered for whom there is no room to where there is some."""
    here = r.at_reception[reception]
    groups = len(here)
    to, hours = r.overflow[reception], r.overflow_hours[reception]
    if hours == np.inf:
        return
    present = 0
    for group in range(groups):
        present += here[group, SETTLED] + here[group, MOVING_ON]
    over = max(0, registered - max(0, math.floor(r.room[reception] - present)))
    left = registered
    for group in range(groups):
        new = r.newly[group]
        sent = hypergeometric(
            new,
            left - new,
            over,
            address.seed,
            address.member,
            _OVERFLOW,
            r.key[reception],
            now.step,
            group,
        )
        left -= new
        over -= sent
        r.newly[group] -= sent
        if sent > 0:
            send_away(
                r.onward_due,
                r.tally,
                to,
                group,
                sent,
                hours,
                _ONWARD_TIME,
                r.key[reception],
                to * groups + group,
                now,
                address,
            )


@compiled
def _share_of_hub(
    hub: int, chooses: Flags, share_moving: Floats, first_target: Counts, share: Floats
) -> float:
    """Share of those registered at a hub who will move on."""
    if chooses[hub]:
        return float(share_moving[hub])
    total = 0.0
    for target in range(first_target[hub], first_target[hub + 1]):
        total += share[target]
    return total


@compiled
def _find_onward_chances(
    r: Reception, reception: int, hub: int, group: int, chances: Floats
) -> None:
    """Fill the chances of each target of a hub; all 0 where nobody can go anywhere."""
    first, last = r.first_target[hub], r.first_target[hub + 1]
    if r.hub_chooses[hub]:
        find_chances(
            r.place[r.receptions[reception], COUNTRY],
            group,
            r.target[first:last],
            r.onward_hours[first:last],
            last - first,
            r.receptions,
            r.place,
            r.choice,
            r.log_size,
            r.ties,
            r.room,
            r.directed,
            r.at_reception,
            chances,
        )
        return
    total = 0.0
    for target in range(first, last):
        total += r.share[target]
    for target in range(first, last):
        chances[target - first] = r.share[target] / total if total > 0.0 else 0.0


@compiled
def _send_on(r: Reception, reception: int, hub: int, now: Now, address: Address) -> None:
    """Of those who will move on some go now, each to a destination of its own."""
    here, target = r.at_reception[reception], r.target
    groups = len(here)
    first, last = r.first_target[hub], r.first_target[hub + 1]
    key = r.key[reception]
    chance = moving_on_chance(r.stay_hours[hub], now.hours)
    for group in range(groups):
        leaving = binomial(
            here[group, MOVING_ON],
            chance,
            address.seed,
            address.member,
            _MOVE_ON,
            key,
            now.step,
            group,
        )
        if leaving == 0:
            continue
        chances = r.hub_chances[hub, group]
        if not are_known(chances, now):
            _find_onward_chances(r, reception, hub, group, chances)
        left = 1.0
        for one in range(first, last):
            if leaving == 0:
                break
            share = chances[one - first]
            part = part_of(share, left)
            to = target[one]
            going = binomial(
                leaving,
                part,
                address.seed,
                address.member,
                _ONWARD_TO,
                key,
                now.step,
                to * groups + group,
            )
            left -= share
            leaving -= going
            hours = r.onward_hours[one]
            if going > 0 and hours < np.inf:
                here[group, MOVING_ON] -= going
                send_away(
                    r.onward_due,
                    r.tally,
                    to,
                    group,
                    going,
                    hours,
                    _ONWARD_TIME,
                    key,
                    to * groups + group,
                    now,
                    address,
                )
