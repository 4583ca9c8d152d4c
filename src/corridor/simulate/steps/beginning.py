"""Before a member's first step: its draws are copied, and everybody is put where they begin."""

from typing import NamedTuple, TypeAlias

import numpy as np

from corridor.compiled import compiled
from corridor.rng import Purpose, binomial
from corridor.simulate.arrays import Draws, Own
from corridor.simulate.queues import empty_queues
from corridor.simulate.steps.now import Address
from corridor.simulate.tables import (
    DELIVERY,
    ESCORT,
    FLOW,
    IS_OPEN,
    KM,
    OWN_HOURS,
    PASSABLE,
    PLACE_FLOW,
    RATION,
    SETTLED,
    STAYING,
    STOCK,
    STORAGE,
    UNDECIDED,
)
from corridor.units import Counts, Flags, Floats

Values: TypeAlias = Counts | Floats

_STAYERS = int(Purpose.STAYERS)


class Emptied(NamedTuple):
    """Arrays that each member finds empty."""

    at_origin: Counts
    at_reception: Counts
    stranded: Counts
    place_count: Counts
    onward_due: Counts
    return_due: Counts
    lift_due: Counts
    leaving: Counts
    tally: Counts
    level: Floats
    threat: Floats
    return_rate: Floats
    directed: Floats
    registration_carry: Floats
    is_cut: Flags
    is_supplied: Flags
    nodes: Counts
    queues: Counts
    pool: Counts


@compiled
def copy_row(to: Values, source: Values, member: int) -> None:
    """Copy a member's row; compiled without counts of references, arrays cannot be assigned."""
    for i in range(len(to)):
        to[i] = source[member, i]


@compiled
def copy_table(to: Values, source: Values, member: int) -> None:
    """Copy a member's table."""
    for i in range(to.shape[0]):
        for j in range(to.shape[1]):
            to[i, j] = source[member, i, j]


@compiled
def load(draws: Draws, own: Own, km: Floats, member: int) -> None:
    """Copy one member's draws to where the phases read them."""
    copy_table(own.people, draws.people, member)
    copy_table(own.present, draws.present, member)
    copy_row(own.willing, draws.willing, member)
    copy_row(own.hazard_ratio, draws.hazard_ratio, member)
    copy_row(own.coefficient, draws.coefficient, member)
    copy_row(own.numbers, draws.numbers, member)
    copy_table(own.mode, draws.mode, member)
    copy_row(own.choice, draws.choice, member)
    copy_row(own.log_size, draws.log_size, member)
    copy_table(own.ties, draws.ties, member)
    copy_row(own.room, draws.room, member)
    copy_row(own.registrations, draws.registrations, member)
    copy_row(own.stay_hours, draws.stay_hours, member)
    copy_row(own.share, draws.share, member)
    copy_row(own.share_moving, draws.share_moving, member)
    copy_row(own.service_weight, draws.service_weight, member)
    copy_row(own.seats, draws.seats, member)
    copy_row(own.lift_hours, draws.lift_hours, member)
    copy_row(own.event_step, draws.event_step, member)
    copy_row(own.event_order, draws.event_order, member)
    copy_row(own.event_value, draws.event_value, member)
    for link in range(len(own.link_now)):
        own.link_now[link, :] = 0.0
        own.link_now[link, FLOW] = draws.link_flow[member, link]
        own.link_now[link, STORAGE] = draws.storage[member, link]
        own.link_now[link, OWN_HOURS] = draws.link_hours[member, link]
        own.link_now[link, KM] = km[link]
        own.link_now[link, ESCORT] = np.inf
        own.link_now[link, PASSABLE] = 1.0
    for place in range(len(own.place_now)):
        own.place_now[place, :] = 0.0
        own.place_now[place, PLACE_FLOW] = draws.place_flow[member, place]
        own.place_now[place, IS_OPEN] = 1.0
    for supply in range(len(own.supply)):
        own.supply[supply, STOCK] = draws.stock[member, supply]
        own.supply[supply, RATION] = draws.ration[member, supply]
        own.supply[supply, DELIVERY] = draws.delivery[member, supply]


@compiled
def empty(emptied: Emptied) -> None:
    """Empty all places and roads, and set all levels and rates to 0."""
    empty_queues(emptied.nodes, emptied.queues, emptied.pool)
    emptied.at_origin[:] = 0
    emptied.at_reception[:] = 0
    emptied.stranded[:] = 0
    emptied.place_count[:] = 0
    emptied.onward_due[:] = 0
    emptied.return_due[:] = 0
    emptied.lift_due[:] = 0
    emptied.leaving[:] = 0
    emptied.tally[:] = 0
    emptied.level[:] = 0.0
    emptied.threat[:] = 0.0
    emptied.return_rate[:] = 0.0
    emptied.directed[:] = 0.0
    emptied.registration_carry[:] = 0.0
    emptied.is_cut[:] = False
    emptied.is_supplied[:] = True


@compiled
def put_home(
    people: Counts, willing: Floats, at_origin: Counts, key: Counts, address: Address
) -> tuple[int, int]:
    """Put the people home, willing to leave or not; gives all of them, and the willing."""
    everybody, leavers = 0, 0
    for origin in range(len(people)):
        for group in range(len(willing)):
            here = people[origin, group]
            undecided = binomial(
                here,
                willing[group],
                address.seed,
                address.member,
                _STAYERS,
                key[origin],
                0,
                group,
            )
            at_origin[origin, group, UNDECIDED] = undecided
            at_origin[origin, group, STAYING] = here - undecided
            everybody += here
            leavers += undecided
    return everybody, leavers


@compiled
def put_at_reception(present: Counts, at_reception: Counts) -> int:
    """Settle the people who are at reception places at the start; gives how many there are."""
    everybody = 0
    for reception in range(present.shape[0]):
        for group in range(present.shape[1]):
            at_reception[reception, group, SETTLED] = present[reception, group]
            everybody += present[reception, group]
    return everybody
