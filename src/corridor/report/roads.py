"""The state of a scenario's roads at one time."""

from datetime import datetime, timedelta

import numpy as np

from corridor.report.chart import RoadState
from corridor.scenario import Event, Scenario


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
