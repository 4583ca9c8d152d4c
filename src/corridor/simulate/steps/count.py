"""The end of a step: how things stand is saved, and everybody is counted."""

from typing import NamedTuple

from corridor.compiled import compiled
from corridor.simulate.arrays import Singles
from corridor.simulate.queues import PEOPLE
from corridor.simulate.tables import (
    ARRIVED,
    CROSSED,
    DAYS_LEFT,
    HELD,
    MOVING_ON,
    ON_ROAD,
    REGISTERED,
    SETTLED,
    STAYING,
    STRANDED,
    UNDECIDED,
    UNREGISTERED,
)
from corridor.units import Counts, Floats, Stored


class Books(NamedTuple):
    """What this phase works on, for one member."""

    origins: Counts
    stops: Counts
    limited: Counts
    links: int
    queues: Counts
    place_count: Counts
    at_origin: Counts
    at_reception: Counts
    flows: Counts
    tally: Counts
    supply: Floats
    home: Stored
    held: Stored
    queue: Stored
    arrivals: Stored
    registered: Stored
    present: Stored
    on_road: Stored
    crossed: Stored
    crossed_by_group: Stored
    days_of_supply: Singles


@compiled
def count_and_save(books: Books, row: int, step: int) -> int:
    """Save how things stand at the end of a step; gives how many people there are in all."""
    at_origin, at_reception, queues = books.at_origin, books.at_reception, books.queues
    origins, stops, limited, tally = books.origins, books.stops, books.limited, books.tally
    place_count, flows, links = books.place_count, books.flows, books.links
    groups = at_origin.shape[1]
    counted = tally[ON_ROAD]
    books.on_road[row, step] = counted
    for i in range(len(origins)):
        place = origins[i]
        home = 0
        held = queues[links + place, PEOPLE] + place_count[place, STRANDED]
        for group in range(groups):
            home += at_origin[i, group, STAYING] + at_origin[i, group, UNDECIDED]
            held += at_origin[i, group, HELD]
        books.home[row, step, i] = home
        books.held[row, step, i] = held
        counted += home + held
    for i in range(len(stops)):
        waiting = queues[links + stops[i], PEOPLE] + place_count[stops[i], STRANDED]
        books.queue[row, step, i] = waiting
        counted += waiting
    for i in range(len(limited)):
        waiting = queues[limited[i], PEOPLE]
        books.queue[row, step, len(stops) + i] = waiting
        counted += waiting
    for i in range(len(at_reception)):
        present = 0
        for group in range(groups):
            present += at_reception[i, group, UNREGISTERED]
            present += at_reception[i, group, SETTLED] + at_reception[i, group, MOVING_ON]
        books.present[row, step, i] = present
        books.arrivals[row, step, i] = flows[i, ARRIVED]
        books.registered[row, step, i] = flows[i, REGISTERED]
        counted += present
    crossed = 0
    for group in range(groups):
        crossed += tally[CROSSED + group]
    books.crossed[row, step] = crossed
    for group in range(books.crossed_by_group.shape[2]):
        books.crossed_by_group[row, step, group] = tally[CROSSED + group]
    for i in range(len(books.supply)):
        books.days_of_supply[row, step, i] = books.supply[i, DAYS_LEFT]
    return int(counted)
