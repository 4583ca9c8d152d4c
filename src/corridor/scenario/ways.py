"""The fastest ways over a scenario's roads: at free flow, with the median of each link's hours."""

from collections.abc import Collection, Iterable, Mapping
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from corridor.scenario.parts import Link
from corridor.scenario.schema import Scenario
from corridor.units import Hours


class Reached(NamedTuple):
    """How a place is reached: in how many hours, and by which link last; None at a start."""

    hours: Hours
    by: Link | None


def ways_from(
    scenario: Scenario, starts: Iterable[str], *, stops: Collection[str] = ()
) -> Mapping[str, Reached]:
    """The fastest way to every place that can be reached from the starts.

    Nobody goes on from ``stops``.
    """
    hours = ((link, scenario.median(link.hours)) for link in scenario.links)
    return fastest_ways(hours, starts, stops=stops)


def fastest_ways(
    roads: Iterable[tuple[Link, Hours]], starts: Iterable[str], *, stops: Collection[str] = ()
) -> Mapping[str, Reached]:
    """The same over links with their hours."""
    links: dict[str, list[tuple[Hours, Link]]] = {}
    for link, hours in roads:
        links.setdefault(link.start, []).append((hours, link))
    reached: dict[str, Reached] = {}
    # Links cannot be compared: of two ways that are equally fast the one found first is taken.
    number = count()
    heap: list[tuple[Hours, int, str, Link | None]] = [
        (0.0, next(number), place, None) for place in starts
    ]
    while heap:
        so_far, _, here, by = heappop(heap)
        if here in reached:
            continue
        reached[here] = Reached(so_far, by)
        for hours, link in links.get(here, ()) if here not in stops else ():
            if link.end not in reached:
                heappush(heap, (so_far + hours, next(number), link.end, link))
    return reached


def links_to(reached: Mapping[str, Reached], end: str) -> list[Link]:
    """The links of the fastest way to ``end``, in their order; none where there is no way."""
    way: list[Link] = []
    here = reached.get(end)
    while here is not None and here.by is not None:
        way.insert(0, here.by)
        here = reached[here.by.start]
    return way
