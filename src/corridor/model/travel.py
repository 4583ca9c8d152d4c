"""Travel: least-time ways over the roads that are passable, and what passes a bottleneck."""

import math
from typing import NamedTuple

import numpy as np
from numba import njit

from corridor.units import Counts, Flags, Floats

#: Marks a place from which no way leads on.
NO_WAY = -1

#: Room where nothing limits the flow: more people than there are.
NO_LIMIT = 2**62


class Roads(NamedTuple):
    """The links as one member has them."""

    start: Counts  # (link,) place
    end: Counts  # (link,) place
    hours: Floats  # (link,) at free flow


@njit(cache=True)
def find_ways(
    roads: Roads, passable: Flags, goal: Flags, first_link: Counts, hours_left: Floats
) -> None:
    """Find the first link of the least-time way from each place to the nearest goal, and its hours.

    Parameters
    ----------
    roads : Roads
        Ends and hours of the links.
    passable : Flags, shape (link,)
        Links that may be used.
    goal : Flags, shape (place,)
        Places where ways end.
    first_link : Counts, shape (place,)
        Filled: ``NO_WAY`` at goals and where no way leads to one.
    hours_left : Floats, shape (place,), hours
        Filled: 0 at goals, infinite where no way leads to one.

    Notes
    -----
    Bellman-Ford: links are few, and the search runs only when the network changes.
    """
    for place in range(len(goal)):
        first_link[place] = NO_WAY
        hours_left[place] = 0.0 if goal[place] else np.inf
    settled = False
    while not settled:
        settled = True
        for link in range(len(roads.start)):
            start = roads.start[link]
            by_this_link = roads.hours[link] + hours_left[roads.end[link]]
            if passable[link] and not goal[start] and by_this_link < hours_left[start]:
                hours_left[start] = by_this_link
                first_link[start] = link
                settled = False


@njit(cache=True)
def find_hours_from(origin: int, roads: Roads, passable: Flags, hours: Floats) -> None:
    """Find the least hours from ``origin`` to every place.

    ``hours``, shape (place,), is filled; infinite where no way leads.
    """
    for place in range(len(hours)):
        hours[place] = np.inf
    hours[origin] = 0.0
    settled = False
    while not settled:
        settled = True
        for link in range(len(roads.start)):
            by_this_link = hours[roads.start[link]] + roads.hours[link]
            if passable[link] and by_this_link < hours[roads.end[link]]:
                hours[roads.end[link]] = by_this_link
                settled = False


@njit(cache=True)
def sort_farthest_first(hours_left: Floats, order: Counts) -> None:
    """Sort places by hours left, the longest first; ``order``, shape (place,), is filled.

    Insertion sort: stable, and the order rarely changes.
    """
    for i in range(len(order)):
        place, j = i, i
        while j > 0 and hours_left[order[j - 1]] < hours_left[place]:
            order[j] = order[j - 1]
            j -= 1
        order[j] = place


@njit(cache=True)
def room_to_pass(people_per_step: float, step: int) -> int:
    """Whole people whom a bottleneck can pass in ``step``.

    Fractions are carried from step to step, so that over many steps the flow is exactly
    ``people_per_step``; what is not used in a step is lost.
    """
    if people_per_step == np.inf:
        return NO_LIMIT
    return math.floor(people_per_step * (step + 1)) - math.floor(people_per_step * step)
