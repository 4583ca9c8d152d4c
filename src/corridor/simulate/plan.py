"""A scenario and a draw of its uncertain numbers, turned into plain arrays once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

import numpy as np

from corridor.clock import Clock, make_clock
from corridor.errors import AsOfError
from corridor.parameters import Unlimited
from corridor.rng import INDEX_BITS
from corridor.scenario import Event, Scenario
from corridor.simulate.arrays import Draws, Events, Network, Settings
from corridor.simulate.draws import Drawer, share_out
from corridor.simulate.kernel import EventAction
from corridor.units import Counts, Floats, people_per_step


@dataclass(frozen=True)
class Plan:
    """What the engine runs: arrays, the clock, and the names behind the axes."""

    clock: Clock
    members: int
    origin_ids: tuple[str, ...]
    bottleneck_ids: tuple[str, ...]
    reception_ids: tuple[str, ...]
    network: Network
    events: Events
    draws: Draws
    settings: Settings
    parameters: dict[str, Floats]


@dataclass(frozen=True)
class _Names:
    """Positions of places, links and drivers on their axes."""

    places: dict[str, int]
    links: dict[str, int]
    drivers: dict[str, int]


def make_plan(scenario: Scenario, *, end: datetime, members: int, seed: int) -> Plan:
    """The arrays with which ``members`` run ``scenario`` from its start to ``end``.

    Raises
    ------
    AsOfError
        If ``end`` is not after the scenario's start.
    """
    try:
        clock = make_clock(
            scenario.start,
            end,
            step=timedelta(minutes=scenario.step_minutes),
            zone=scenario.zone,
        )
    except ValueError as error:
        raise AsOfError(f"the run of {scenario.name} needs {error}") from None
    names = _Names(
        places={place.id: i for i, place in enumerate(scenario.places)},
        links={link.id: i for i, link in enumerate(scenario.links)},
        drivers={driver: i for i, driver in enumerate(scenario.leaving.drivers)},
    )
    drawer = Drawer(scenario, seed=seed, members=members)
    changes = tuple(event for event in scenario.timeline if event.action != "note")
    events = _events(changes, names)
    return Plan(
        clock=clock,
        members=members,
        origin_ids=tuple(place.id for place in scenario.places if place.kind == "origin"),
        bottleneck_ids=(*_stop_ids(scenario), *_limited_link_ids(scenario)),
        reception_ids=tuple(place.id for place in scenario.places if place.kind == "reception"),
        network=_network(scenario, names),
        events=events,
        draws=_draws(scenario, changes, drawer, clock),
        settings=Settings(np.uint64(seed), clock.steps, clock.step_hours),
        parameters=drawer.values,
    )


def address_keys(ids: Sequence[str]) -> Counts:
    """A key for each name that depends on the name alone, shape (name,).

    So the draws of a place or link stay the same when another is added. Where two names would share
    a key the later in the alphabet moves to the next free one.
    """
    taken: dict[int, str] = {}
    for name in sorted(ids):
        key = int.from_bytes(sha256(name.encode()).digest()[:4], "little") % 2**INDEX_BITS
        while key in taken:
            key = (key + 1) % 2**INDEX_BITS
        taken[key] = name
    keys = {name: key for key, name in taken.items()}
    return np.array([keys[name] for name in ids], dtype=np.int64)


def _network(scenario: Scenario, names: _Names) -> Network:
    start = np.array([names.places[link.start] for link in scenario.links], dtype=np.int64)
    end = np.array([names.places[link.end] for link in scenario.links], dtype=np.int64)
    links_into = np.argsort(end, kind="stable")
    targets = [list(onward.shares) for onward in scenario.onward]
    hubs = [names.places[onward.start] for onward in scenario.onward]
    hub_of = np.full(len(names.places), -1, dtype=np.int64)
    hub_of[hubs] = np.arange(len(hubs))
    is_reception = np.array([place.kind == "reception" for place in scenario.places])
    is_origin = np.array([place.kind == "origin" for place in scenario.places])
    limited = [names.links[link] for link in _limited_link_ids(scenario)]
    return Network(
        link_start=start,
        link_end=end,
        links_into=links_into,
        first_into=np.searchsorted(end[links_into], np.arange(len(names.places) + 1)),
        is_reception=is_reception,
        origins=np.flatnonzero(is_origin),
        stops=np.flatnonzero(~is_origin & ~is_reception),
        receptions=np.flatnonzero(is_reception),
        reception_order=_hubs_before_targets(scenario),
        limited=np.array(limited, dtype=np.int64),
        hub_of=hub_of,
        hub=np.array(hubs, dtype=np.int64),
        first_target=np.cumsum([0, *map(len, targets)]),
        target=np.array([names.places[t] for hub in targets for t in hub], dtype=np.int64),
        place_key=address_keys([place.id for place in scenario.places]),
        link_key=address_keys([link.id for link in scenario.links]),
    )


def _stop_ids(scenario: Scenario) -> tuple[str, ...]:
    """Places on the way, where people wait for a road to open or a checkpoint to pass them."""
    stops = {"waypoint", "checkpoint"}
    return tuple(place.id for place in scenario.places if place.kind in stops)


def _limited_link_ids(scenario: Scenario) -> tuple[str, ...]:
    """Links at whose end a queue can form."""
    return tuple(
        link.id for link in scenario.links if not isinstance(link.vehicles_per_hour, Unlimited)
    )


def _hubs_before_targets(scenario: Scenario) -> Counts:
    """Reception places, each hub before its targets; where hubs send in a circle, in file order."""
    receptions = [place.id for place in scenario.places if place.kind == "reception"]
    targets = {onward.start: list(onward.shares) for onward in scenario.onward}
    order: list[str] = []
    visited: set[str] = set()

    def visit(place: str) -> None:
        if place in visited:
            return
        visited.add(place)
        for target in reversed(targets.get(place, [])):
            visit(target)
        order.append(place)

    for place in reversed(receptions):
        visit(place)
    return np.array([receptions.index(place) for place in reversed(order)], dtype=np.int64)


def _events(changes: Sequence[Event], names: _Names) -> Events:
    rows = [_event(event, names) for event in changes]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T.copy()
    return Events(action=columns[0], target=columns[1], place=columns[2])


def _event(event: Event, names: _Names) -> tuple[int, int, int]:
    """Action, target and place of one event."""
    if event.action == "driver":
        driver, _, place = event.target.partition("@")
        return (
            EventAction.SET_DRIVER,
            names.drivers[driver],
            names.places[place] if place else -1,
        )
    if event.target in names.links:
        action = {
            "close": EventAction.CLOSE_LINK,
            "open": EventAction.OPEN_LINK,
            "escort": EventAction.ESCORT_LINK,
        }[event.action]
        return action, names.links[event.target], -1
    action = EventAction.CLOSE_PLACE if event.action == "close" else EventAction.OPEN_PLACE
    return action, names.places[event.target], -1


def _draws(scenario: Scenario, changes: Sequence[Event], drawer: Drawer, clock: Clock) -> Draws:
    draw, leaving = drawer.draw, scenario.leaving
    per_vehicle = draw(scenario.people_per_vehicle, "people_per_vehicle")

    def stack(columns: Sequence[Floats]) -> Floats:
        empty = np.zeros((len(per_vehicle), 0))
        return np.ascontiguousarray(np.column_stack([empty, *columns]))

    def flow(vehicles_per_hour: Floats) -> Floats:
        return people_per_step(vehicles_per_hour, per_vehicle, step_hours=clock.step_hours)

    unlimited = np.full(len(per_vehicle), np.inf)
    event_hours = stack([_event_hours(event, drawer, clock) for event in changes])
    return Draws(
        people=_people(scenario, drawer),
        willing=draw(leaving.share_willing, "leaving.share_willing"),
        base_rate=draw(leaving.base_rate_per_day, "leaving.base_rate_per_day"),
        coefficient=stack(
            [draw(value, f"leaving.drivers.{name}") for name, value in leaving.drivers.items()]
        ),
        link_hours=stack([draw(link.hours, f"links.{link.id}.hours") for link in scenario.links]),
        link_flow=stack(
            [
                flow(draw(link.vehicles_per_hour, f"links.{link.id}.vehicles_per_hour"))
                for link in scenario.links
            ]
        ),
        place_flow=stack(
            [
                unlimited
                if place.vehicles_per_hour is None
                else flow(draw(place.vehicles_per_hour, f"places.{place.id}.vehicles_per_hour"))
                for place in scenario.places
            ]
        ),
        stay_hours=stack(
            [draw(hub.stay_hours, f"onward.{hub.start}.stay_hours") for hub in scenario.onward]
        ),
        share=_shares(scenario, drawer, stack),
        event_step=clock.nearest_step(event_hours),
        event_order=np.argsort(event_hours, axis=1, kind="stable"),
        event_value=stack([_event_value(event, drawer, flow) for event in changes]),
    )


def _people(scenario: Scenario, drawer: Drawer) -> Counts:
    """Whole people at home at the start, shape (member, place)."""
    weights = np.column_stack(
        [
            np.zeros(drawer.members)
            if place.people is None
            else np.maximum(drawer.draw(place.people, f"places.{place.id}.people"), 0.0)
            for place in scenario.places
        ]
    )
    if scenario.people_total is None:
        people: Counts = np.rint(weights).astype(np.int64)
        return people
    total = np.maximum(drawer.draw(scenario.people_total, "people_total"), 0.0)
    return share_out(total, weights)


def _shares(
    scenario: Scenario, drawer: Drawer, stack: Callable[[Sequence[Floats]], Floats]
) -> Floats:
    """Shares of those received who move on to each target, shape (member, target).

    Where a member's shares of one hub sum to more than 1 they are scaled to 1.
    """
    hubs = []
    for hub in scenario.onward:
        shares = stack(
            [
                np.maximum(drawer.draw(share, f"onward.{hub.start}.shares.{target}"), 0.0)
                for target, share in hub.shares.items()
            ]
        )
        hubs.append(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1.0))
    return stack(hubs)


def _event_hours(event: Event, drawer: Drawer, clock: Clock) -> Floats:
    """When the event happens, in hours since the start of the run, shape (member,)."""
    hours = np.full(drawer.members, clock.hours_since_start(event.time))
    if event.delay_hours is not None:
        hours += drawer.draw(event.delay_hours, f"timeline.{event.id}.delay_hours")
    return hours


def _event_value(event: Event, drawer: Drawer, flow: Callable[[Floats], Floats]) -> Floats:
    """A driver's level, or the people per step whom an escort takes, shape (member,)."""
    if event.value is None:
        return np.zeros(drawer.members)
    value = drawer.draw(event.value, f"timeline.{event.id}.value")
    return flow(value) if event.action == "escort" else value
