"""Lifts: people taken from where they wait at a given time, and brought where they are received."""

import math
from typing import NamedTuple

from corridor.compiled import compiled
from corridor.rng import Purpose, hypergeometric
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.tables import (
    COMING,
    CROSSED,
    HELD,
    LEFT,
    ON_ROAD,
    ORIGIN,
    RECEPTION,
    STRANDED,
)
from corridor.units import Counts, Flags, Floats

_LIFT = int(Purpose.LIFT)


class Lifts(NamedTuple):
    """What this phase works on, for one member."""

    start: Counts  # (lift,) place
    end: Counts  # (lift,) place
    needs_road: Flags
    has_road: Flags
    key: Counts
    seats: Floats
    hours: Floats
    departure_step: Counts  # (departure,)
    departure_hours: Floats
    departure_lift: Counts
    edges_hours: Floats  # (step + 1,)
    due: Counts  # (step, lift, group)
    place: Counts
    at_origin: Counts
    at_reception: Counts
    stranded: Counts
    place_count: Counts
    tally: Counts


@compiled
def run_lifts(lifts: Lifts, now: Now, address: Address, done: int) -> int:
    """Let the lifts of a step go, and those who arrive get off; gives how many have gone so far."""
    count = 0
    while done < len(lifts.departure_step) and lifts.departure_step[done] <= now.step:
        lift = lifts.departure_lift[done]
        if lifts.departure_step[done] == now.step and (
            lifts.has_road[lift] or not lifts.needs_road[lift]
        ):
            _take(lifts, lift, lifts.departure_hours[done], count, now, address)
        done += 1
        count += 1
    for lift in range(len(lifts.start)):
        for group in range(lifts.due.shape[2]):
            people = lifts.due[now.step, lift, group]
            if people > 0:
                lifts.due[now.step, lift, group] = 0
                lifts.tally[ON_ROAD] -= people
                _get_off(lifts, lifts.end[lift], group, people)
    return done


@compiled
def _take(lifts: Lifts, lift: int, departs: float, count: int, now: Now, address: Address) -> None:
    """Take people who wait at a lift's start, up to its seats, and enter them on its way."""
    place = lifts.start[lift]
    origin = lifts.place[place, ORIGIN]
    groups, modes = lifts.stranded.shape[1], lifts.stranded.shape[2]
    waiting = 0
    for group in range(groups):
        if origin >= 0:
            waiting += lifts.at_origin[origin, group, HELD]
        else:
            for mode in range(modes):
                waiting += lifts.stranded[place, group, mode]
    taken = min(waiting, math.floor(lifts.seats[lift]))
    arrives = departs + lifts.hours[lift]
    step = now.step
    while step < now.steps and lifts.edges_hours[step + 1] <= arrives:
        step += 1
    for group in range(groups):
        for mode in range(1 if origin >= 0 else modes):
            here = lifts.stranded[place, group, mode]
            if origin >= 0:
                here = lifts.at_origin[origin, group, HELD]
            going = hypergeometric(
                here,
                waiting - here,
                taken,
                address.seed,
                address.member,
                _LIFT,
                lifts.key[lift],
                now.step,
                (count * groups + group) * modes + mode,
            )
            waiting -= here
            taken -= going
            if origin >= 0:
                lifts.at_origin[origin, group, HELD] -= going
                lifts.at_origin[origin, group, LEFT] += going
            else:
                lifts.stranded[place, group, mode] -= going
                lifts.place_count[place, STRANDED] -= going
            lifts.tally[ON_ROAD] += going
            if step < now.steps:
                lifts.due[step, lift, group] += going


@compiled
def _get_off(lifts: Lifts, place: int, group: int, people: int) -> None:
    """People are received where their lift ends, or choose from there."""
    reception = lifts.place[place, RECEPTION]
    if reception >= 0:
        lifts.at_reception[reception, group, COMING] += people
        lifts.tally[CROSSED + group] += people
    else:
        lifts.stranded[place, group, 0] += people
        lifts.place_count[place, STRANDED] += people
