"""The states of a scenario's roads: at one time, and how they change."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from corridor.report.chart import RoadState
from corridor.scenario import Event, Scenario

_STATES: Mapping[str, RoadState] = {"close": "closed", "escort": "escort", "open": "open"}


class RoadChange(NamedTuple):
    """From a time on a road has a state, by an event; None for the state at the beginning."""

    time: datetime
    state: RoadState
    event: Event | None


def road_states(scenario: Scenario, time: datetime) -> dict[str, RoadState]:
    """The state of each link, and of each checkpoint, at ``time``; delays at their medians."""
    return {target: changes[0].state for target, changes in state_changes(scenario, time).items()}


def state_changes(scenario: Scenario, start: datetime) -> dict[str, list[RoadChange]]:
    """The state of each link and checkpoint at ``start``, and its later changes, in their order.

    Delays are at their medians.
    """
    targets = [link.id for link in scenario.links]
    targets += [place.id for place in scenario.places if place.kind == "checkpoint"]
    changes = {target: [RoadChange(start, "open", None)] for target in targets}
    for time, event in sorted(_effects(scenario), key=lambda effect: effect[0]):
        found = changes.get(event.target)
        if found is None or event.action not in _STATES:
            continue
        if time <= start:
            found[0] = RoadChange(start, _STATES[event.action], event)
        elif found[-1].state != _STATES[event.action]:
            found.append(RoadChange(time, _STATES[event.action], event))
    return changes


def _effects(scenario: Scenario) -> Iterator[tuple[datetime, Event]]:
    zone = scenario.zone
    for event in scenario.timeline:
        delay = 0.0
        if event.delay_hours is not None:
            delay = scenario.median(event.delay_hours)
        time = event.time.astimezone(UTC) + timedelta(hours=delay)
        yield time.astimezone(zone), event
