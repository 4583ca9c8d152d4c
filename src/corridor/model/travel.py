"""Travel: least-time ways over the roads that are usable."""

import math
from typing import NamedTuple

import numpy as np

from corridor.compiled import compiled
from corridor.model.search import heap_pop, heap_push
from corridor.units import Counts, Flags, Floats

#: Marks a place from which no way leads on, and a link that is none.
NO_WAY = -1


class Roads(NamedTuple):
    """The links, sorted by the place they end at and by the place they start from."""

    start: Counts  # (link,) place
    end: Counts  # (link,) place
    into: Counts  # (link,) links sorted by end
    first_into: Counts  # (place + 1,) where each place's links begin in ``into``
    out: Counts  # (link,) links sorted by start
    first_out: Counts  # (place + 1,)
    hours: Floats  # (link,) at free flow
    usable: Flags  # (link,)


class Ways(NamedTuple):
    """From each place, ways to the nearest destinations, the nearest first.

    A destination is a number of a reception place; ``found`` says how many ways a place has.
    """

    found: Counts  # (place,)
    goal: Counts  # (place, way) destination
    link: Counts  # (place, way) first link, NO_WAY at the destination itself
    hours: Floats  # (place, way) at free flow
    felt: Floats  # (place, way) hours as felt with routes by recursive logit


class Search(NamedTuple):
    """Room for searches."""

    heap_hours: Floats
    heap_item: Counts
    settled_place: Counts  # (place * way,) in the order of hours
    settled_way: Counts  # (place * way,)


def new_ways(places: int, considered: int) -> Ways:
    """Ways to up to ``considered`` destinations from each place."""
    return Ways(
        found=np.zeros(places, np.int64),
        goal=np.zeros((places, considered), np.int64),
        link=np.zeros((places, considered), np.int64),
        hours=np.zeros((places, considered)),
        felt=np.zeros((places, considered)),
    )


def new_search(places: int, links: int, considered: int) -> Search:
    """Room for a search over a network of this size."""
    most = considered * links + places * considered + 1
    return Search(
        heap_hours=np.zeros(most),
        heap_item=np.zeros(most, np.int64),
        settled_place=np.zeros(places * considered, np.int64),
        settled_way=np.zeros(places * considered, np.int64),
    )


@compiled
def way_to(goal: Counts, found: int, destination: int) -> int:
    """Which of a place's ways leads to a destination, or NO_WAY."""
    for way in range(found):
        if goal[way] == destination:
            return way
    return NO_WAY


@compiled
def find_ways(roads: Roads, receptions: Counts, is_end: Flags, ways: Ways, search: Search) -> int:
    """Find the ways from each place to its nearest destinations; gives how many there are in all.

    Parameters
    ----------
    roads : Roads
    receptions : Counts, shape (destination,), places
    is_end : Flags, shape (place,)
        Reception places through which no way leads on.
    ways : Ways
        Filled, but for ``felt``.
    search : Search
        Overwritten; ``settled_*`` say in which order ways were found, by hours.

    Notes
    -----
    Dijkstra's search from all destinations at once, backwards, in which each place is settled once
    for each of its nearest destinations. What is nearest from a place is among the nearest of the
    next place on the way, so that every way found can be followed to its end.
    """
    found, goal = ways.found, ways.goal
    heap_hours, heap_item = search.heap_hours, search.heap_item
    considered, links, goals = goal.shape[1], len(roads.start), len(receptions)
    found[:] = 0
    size = 0
    for destination in range(goals):
        item = (receptions[destination] * goals + destination) * (links + 1)
        size = heap_push(heap_hours, heap_item, size, 0.0, item)
    settled = 0
    while size > 0:
        hours, item = heap_hours[0], heap_item[0]
        size = heap_pop(heap_hours, heap_item, size)
        link = item % (links + 1) - 1
        place, destination = item // (links + 1) // goals, item // (links + 1) % goals
        way = found[place]
        if way == considered or way_to(goal[place], way, destination) != NO_WAY:
            continue
        goal[place, way] = destination
        ways.hours[place, way] = hours
        ways.link[place, way] = link
        found[place] = way + 1
        search.settled_place[settled] = place
        search.settled_way[settled] = way
        settled += 1
        for j in range(roads.first_into[place], roads.first_into[place + 1]):
            before = roads.into[j]
            start = roads.start[before]
            if roads.usable[before] and not is_end[start] and found[start] < considered:
                key = (start * goals + destination) * (links + 1) + before + 1
                size = heap_push(heap_hours, heap_item, size, hours + roads.hours[before], key)
    return settled


@compiled
def sort_farthest_first(ways: Ways, search: Search, settled: int, order: Counts) -> None:
    """Sort places by the hours to the nearest destination, the longest first.

    ``order``, shape (place,), is filled: places without a way come first, ties stand in the order
    of the places. ``search`` is as :func:`find_ways` left it.
    """
    count = 0
    for place in range(len(order)):
        if ways.found[place] == 0:
            order[count] = place
            count += 1
    last = settled - 1
    while last >= 0:
        if search.settled_way[last] != 0:
            last -= 1
            continue
        hours = ways.hours[search.settled_place[last], 0]
        first = last
        while first > 0 and (
            search.settled_way[first - 1] != 0
            or ways.hours[search.settled_place[first - 1], 0] == hours
        ):
            first -= 1
        for i in range(first, last + 1):
            if search.settled_way[i] == 0:
                order[count] = search.settled_place[i]
                count += 1
        last = first - 1


@compiled
def find_felt_hours(roads: Roads, scale: float, ways: Ways, search: Search, settled: int) -> None:
    """Fill ``ways.felt``: hours as felt by people who choose among links by recursive logit.

    Only links that lead nearer to the destination count. Fosgerau, Frejinger and Karlstrom (2013),
    "A link based network route choice model with unrestricted choice set", Transportation Research
    Part B 56, 70-80, eq. 3, with the sum over links that lead nearer.
    """
    for i in range(settled):
        place, way = search.settled_place[i], search.settled_way[i]
        if ways.link[place, way] == NO_WAY:
            ways.felt[place, way] = 0.0
            continue
        destination = ways.goal[place, way]
        hours = ways.hours[place, way]
        least = math.inf
        total = 0.0
        for j in range(roads.first_out[place], roads.first_out[place + 1]):
            link = roads.out[j]
            if not roads.usable[link]:
                continue
            end = roads.end[link]
            rest = rest_of_way(
                ways.goal[end], ways.hours[end], ways.felt[end], ways.found[end], destination, hours
            )
            felt = roads.hours[link] + rest
            if felt == math.inf:
                continue
            # The sum is kept relative to the least, so that no power is too small.
            if felt < least:
                total = total * math.exp(scale * (felt - least)) + 1.0
                least = felt
            else:
                total += math.exp(scale * (least - felt))
        ways.felt[place, way] = least - math.log(total) / scale


@compiled
def rest_of_way(
    goal: Counts, hours: Floats, felt: Floats, found: int, destination: int, nearer_than: float
) -> float:
    """Felt hours of a place's way to a destination; infinite unless it is nearer by free flow."""
    way = way_to(goal, found, destination)
    if way == NO_WAY or hours[way] >= nearer_than:
        return math.inf
    return float(felt[way])


@compiled
def find_hours_from(origin: int, roads: Roads, hours: Floats, search: Search) -> None:
    """Find the least hours from ``origin`` to every place.

    ``hours``, shape (place,), is filled; infinite where no way leads.
    """
    heap_hours, heap_item = search.heap_hours, search.heap_item
    hours[:] = np.inf
    hours[origin] = 0.0
    size = heap_push(heap_hours, heap_item, 0, 0.0, origin)
    while size > 0:
        here_hours, place = heap_hours[0], heap_item[0]
        size = heap_pop(heap_hours, heap_item, size)
        if here_hours > hours[place]:
            continue
        for j in range(roads.first_out[place], roads.first_out[place + 1]):
            link = roads.out[j]
            by_this_link = here_hours + roads.hours[link]
            if roads.usable[link] and by_this_link < hours[roads.end[link]]:
                hours[roads.end[link]] = by_this_link
                size = heap_push(heap_hours, heap_item, size, by_this_link, roads.end[link])


@compiled
def mode_hours(hours: float, km: float, speed_ratio: float, km_per_hour: float) -> float:
    """Travel time over a link by a mode: at its own speed where it has one, or else the road's."""
    return km / km_per_hour if km_per_hour > 0.0 else hours / speed_ratio
