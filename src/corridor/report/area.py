"""The part of the network from which people come, and the state of its roads at one time."""

from datetime import datetime, timedelta
from typing import NamedTuple

import numpy as np

from corridor.report.chart import RoadState
from corridor.scenario import Event, Scenario


class Area(NamedTuple):
    """Ids of the places from the origins to where people are received.

    ``places`` holds the origins, what lies on their ways, and the ``entries``: the reception places
    that can be reached without passing another.
    """

    places: frozenset[str]
    entries: frozenset[str]


def find_area(scenario: Scenario) -> Area:
    """The places between the origins and the first reception places."""
    kinds = {place.id: place.kind for place in scenario.places}
    open_ends = [place for place, kind in kinds.items() if kind == "origin"]
    seen = set(open_ends)
    while open_ends:
        here = open_ends.pop()
        if kinds[here] == "reception":
            continue
        for link in scenario.links:
            if link.start == here and link.end not in seen:
                seen.add(link.end)
                open_ends.append(link.end)
    return Area(frozenset(seen), frozenset(id for id in seen if kinds[id] == "reception"))


def road_states(scenario: Scenario, time: datetime) -> dict[str, RoadState]:
    """The state of each link, and of each checkpoint, at ``time``; delays at their medians."""
    states: dict[str, RoadState] = {link.id: "open" for link in scenario.links}
    states |= {place.id: "open" for place in scenario.places if place.kind == "checkpoint"}
    for event in sorted(scenario.timeline, key=lambda event: _takes_effect(scenario, event)):
        if event.target in states and _takes_effect(scenario, event) <= time:
            if event.action == "close":
                states[event.target] = "closed"
            elif event.action == "escort":
                states[event.target] = "escort"
            elif event.action == "open":
                states[event.target] = "open"
    return states


def _takes_effect(scenario: Scenario, event: Event) -> datetime:
    if event.delay_hours is None:
        return event.time
    median = scenario.distribution(event.delay_hours).quantile(np.array([0.5]))[0]
    return event.time + timedelta(hours=float(median))
