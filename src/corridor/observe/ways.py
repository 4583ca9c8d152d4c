"""Which reception place lies behind a place on the way, and how far behind."""

from collections.abc import Mapping
from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np

from corridor.scenario import Link, Scenario
from corridor.units import Hours


class Way(NamedTuple):
    """A reception place to which all people go by one place, and the hours from there to it."""

    reception: str
    hours: Hours


def way_behind(scenario: Scenario, place: str) -> Way | None:
    """The one reception place behind ``place``, if nobody comes to it by another way.

    None where people go on from there to several reception places, reach this one past ``place`` as
    well, or move on to it from another reception place.
    """
    links: dict[str, list[Link]] = {}
    for link in scenario.links:
        links.setdefault(link.start, []).append(link)
    stops = {one.id for one in scenario.places if one.kind == "reception" and not one.through}
    receptions = {one.id for one in scenario.places if one.kind == "reception"}
    reached = _hours_from(scenario, links, [place], stops)
    behind = receptions & reached.keys()
    if len(behind) != 1:
        return None
    (reception,) = behind
    origins = [one.id for one in scenario.places if one.kind == "origin" and one.id != place]
    past = _hours_from(scenario, links, origins, stops | {place})
    targets = {target for move in scenario.onward for target in move.targets}
    overflows = {one.overflow for one in scenario.places}
    if reception in past or reception in targets | overflows:
        return None
    return Way(reception, reached[reception])


def _hours_from(
    scenario: Scenario, links: Mapping[str, list[Link]], starts: list[str], stops: set[str]
) -> dict[str, Hours]:
    """Hours at free flow, in the middle of what is believed, to every place that can be reached.

    Nobody goes on from ``stops``.
    """
    hours: dict[str, Hours] = {}
    waiting = [(0.0, place) for place in starts]
    while waiting:
        so_far, here = heappop(waiting)
        if here in hours:
            continue
        hours[here] = so_far
        for link in links.get(here, ()) if here not in stops else ():
            if link.end not in hours:
                heappush(waiting, (so_far + _middle_hours(scenario, link), link.end))
    return hours


def _middle_hours(scenario: Scenario, link: Link) -> Hours:
    return float(scenario.distribution(link.hours).quantile(np.array([0.5]))[0])
