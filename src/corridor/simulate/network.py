"""The network of a scenario as arrays: what is the same for every member."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
import numpy.typing as npt

from corridor.clock import Clock
from corridor.parameters import Flow, Unlimited
from corridor.places import great_circle_km
from corridor.rng import INDEX_BITS
from corridor.scenario import Event, Place, Scenario
from corridor.scenario.fields import OpenHours
from corridor.simulate.arrays import Ends, Events, Network
from corridor.simulate.steps.events import EventAction
from corridor.simulate.tables import (
    COUNTRY,
    END,
    FIRST_INTO,
    FIRST_OUT,
    HAS_STORAGE,
    INTO,
    IS_END,
    LINK_KEY,
    LINK_WINDOW,
    ORIGIN,
    OUT,
    OUT_RANK,
    PLACE_KEY,
    PLACE_WINDOW,
    RECEPTION,
    START,
)
from corridor.units import Counts, Floats


@dataclass(frozen=True)
class Names:
    """Numbers of everything that has a name, each on its own axis."""

    places: Mapping[str, int]
    links: Mapping[str, int]
    origins: Mapping[str, int]
    receptions: Mapping[str, int]
    drivers: Mapping[str, int]
    supplies: Mapping[str, int]
    services: Mapping[str, int]
    stops: tuple[str, ...]
    limited: tuple[str, ...]


def name_all(scenario: Scenario) -> Names:
    """The numbers of a scenario's names."""
    return Names(
        places=_numbers(place.id for place in scenario.places),
        links=_numbers(link.id for link in scenario.links),
        origins=_numbers(place.id for place in scenario.places if place.kind == "origin"),
        receptions=_numbers(place.id for place in scenario.places if place.kind == "reception"),
        drivers=_numbers(scenario.leaving.drivers),
        supplies=_numbers(supply.id for supply in scenario.supplies),
        services=_numbers(scenario.services),
        stops=tuple(place.id for place in scenario.places if _is_stop(place)),
        limited=_limited_links(scenario),
    )


def _numbers(names: Iterable[str]) -> dict[str, int]:
    return {name: number for number, name in enumerate(names)}


def _is_stop(place: Place) -> bool:
    """Whether people on the way can wait at a place that is not their home."""
    return place.kind in ("waypoint", "checkpoint") or place.through


def _limited_links(scenario: Scenario) -> tuple[str, ...]:
    """Links at whose end a queue can form."""
    changed = {event.target for event in scenario.timeline if event.action == "capacity"}
    return tuple(
        link.id
        for link in scenario.links
        if is_limited(link.vehicles_per_hour)
        or is_limited(link.storage_vehicles)
        or link.id in changed
    )


def is_limited(flow: Flow | None) -> bool:
    """Whether a flow or a storage is a number."""
    return flow is not None and not isinstance(flow, Unlimited)


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


def make_network(scenario: Scenario, names: Names, clock: Clock) -> Network:
    """The arrays of a scenario's network."""
    places, lifts, supplies = scenario.places, scenario.lifts, scenario.supplies
    windows = _Windows(clock)
    receptions = [place for place in places if place.kind == "reception"]
    hubs = _numbers(move.start for move in scenario.onward)
    targets = [move.targets for move in scenario.onward]
    link = _link_table(scenario, names, windows)
    place = _place_table(scenario, names, windows, link)
    origins = whole(names.places[id] for id in names.origins)
    reached = whole(names.places[id] for id in names.receptions)
    return Network(
        roads=Ends(
            *(link[:, START].copy(), link[:, END].copy()),
            *(link[:, INTO].copy(), place[:, FIRST_INTO].copy()),
            *(link[:, OUT].copy(), place[:, FIRST_OUT].copy()),
        ),
        place=place,
        link=link,
        km=np.array([one.km for one in scenario.links], dtype=np.float64),
        open_shares=windows.shares(),
        origins=origins,
        stops=whole(names.places[id] for id in names.stops),
        receptions=reached,
        limited=whole(names.links[id] for id in names.limited),
        is_end=np.array([_is_end(place) for place in places], np.bool_),
        reception_order=_hubs_before_targets(scenario, names),
        overflow=whole(names.receptions.get(place.overflow or "", -1) for place in receptions),
        hub_of=whole(hubs.get(place.id, -1) for place in receptions),
        hub_chooses=np.array([bool(move.choose) for move in scenario.onward], np.bool_),
        first_target=np.cumsum([0, *map(len, targets)], dtype=np.int64),
        target=whole(names.receptions[id] for ids in targets for id in ids),
        supply_origin=whole(names.origins[supply.place] for supply in supplies),
        supply_source=whole(
            -1 if supply.start is None else names.places[supply.start] for supply in supplies
        ),
        lift_start=whole(names.places[lift.start] for lift in lifts),
        lift_end=whole(names.places[lift.end] for lift in lifts),
        lift_needs_road=np.array([lift.needs_road for lift in lifts], np.bool_),
        lift_key=address_keys([lift.id for lift in lifts]),
        origin_key=place[origins, PLACE_KEY],
        reception_key=place[reached, PLACE_KEY],
    )


def _is_end(place: Place) -> bool:
    return place.kind == "reception" and not place.through


def _link_table(scenario: Scenario, names: Names, windows: "_Windows") -> Counts:
    links = scenario.links
    start = whole(names.places[link.start] for link in links)
    end = whole(names.places[link.end] for link in links)
    out = np.argsort(start, kind="stable")
    first_out = np.searchsorted(start[out], np.arange(len(scenario.places)))
    table = np.zeros((len(links), 8), dtype=np.int64)
    table[:, START], table[:, END] = start, end
    table[:, INTO], table[:, OUT] = np.argsort(end, kind="stable"), out
    table[out, OUT_RANK] = np.arange(len(links)) - first_out[start[out]]
    table[:, LINK_WINDOW] = [windows.row(link.open_hours) for link in links]
    table[:, HAS_STORAGE] = [is_limited(link.storage_vehicles) for link in links]
    table[:, LINK_KEY] = address_keys([link.id for link in links])
    return table


def _place_table(scenario: Scenario, names: Names, windows: "_Windows", link: Counts) -> Counts:
    places = scenario.places
    countries = _numbers(sorted({place.country for place in places if place.country}))
    table = np.zeros((len(places) + 1, 8), dtype=np.int64)
    rows = table[:-1]
    rows[:, ORIGIN] = [names.origins.get(place.id, -1) for place in places]
    rows[:, RECEPTION] = [names.receptions.get(place.id, -1) for place in places]
    rows[:, IS_END] = [_is_end(place) for place in places]
    rows[:, COUNTRY] = [countries.get(place.country, -1) for place in places]
    rows[:, PLACE_WINDOW] = [windows.row(place.open_hours) for place in places]
    rows[:, PLACE_KEY] = address_keys([place.id for place in places])
    edges = np.arange(len(places) + 1)
    table[:, FIRST_INTO] = np.searchsorted(link[link[:, INTO], END], edges)
    table[:, FIRST_OUT] = np.searchsorted(link[link[:, OUT], START], edges)
    return table


def whole(numbers: Iterable[int]) -> Counts:
    """Whole numbers as an array, shape (number,)."""
    return np.array(list(numbers), dtype=np.int64)


class _Windows:
    """Daily hours as rows of shares of each step; the same hours share a row."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._rows: dict[OpenHours, int] = {}

    def row(self, hours: OpenHours | None) -> int:
        return -1 if hours is None else self._rows.setdefault(hours, len(self._rows))

    def shares(self) -> Floats:
        rows = [self._clock.open_shares(*hours) for hours in self._rows]
        return np.array(rows).reshape(len(rows), self._clock.steps)


def _hubs_before_targets(scenario: Scenario, names: Names) -> Counts:
    """Reception places, each before those to which it sends; in a circle, in file order."""
    targets = {move.start: list(move.targets) for move in scenario.onward}
    for one in scenario.places:
        if one.overflow is not None:
            targets.setdefault(one.id, []).append(one.overflow)
    order: list[str] = []
    visited: set[str] = set()

    def visit(place: str) -> None:
        if place in visited:
            return
        visited.add(place)
        for target in reversed(targets.get(place, [])):
            visit(target)
        order.append(place)

    for place in reversed(list(names.receptions)):
        visit(place)
    return whole(names.receptions[place] for place in reversed(order))


def make_events(scenario: Scenario, changes: Sequence[Event], names: Names, clock: Clock) -> Events:
    """The timeline's events and the departures of lifts."""
    rows = np.array([_event(event, names) for event in changes], np.int64).reshape(-1, 3)
    departures = sorted(_departures(scenario, clock))
    hours = np.array([hour for hour, _ in departures], dtype=np.float64)
    return Events(
        *(rows[:, 0].copy(), rows[:, 1].copy(), rows[:, 2].copy()),
        distance_km=_distances(scenario, changes, names),
        departure_step=np.floor(clock.position(hours) + 1e-9).astype(np.int64),
        departure_hours=hours,
        departure_lift=whole(lift for _, lift in departures),
    )


#: Actions whose events name one thing on an axis of its own.
_ACTIONS: Mapping[str, tuple[EventAction, Callable[[Names], Mapping[str, int]]]] = {
    "escort": (EventAction.ESCORT_LINK, lambda names: names.links),
    "driver": (EventAction.SET_DRIVER, lambda names: names.drivers),
    "threat": (EventAction.THREAT, lambda names: names.places),
    "ration": (EventAction.RATION, lambda names: names.supplies),
    "delivery": (EventAction.DELIVERY, lambda names: names.supplies),
    "stock": (EventAction.STOCK, lambda names: names.supplies),
    "cut": (EventAction.CUT, lambda names: names.services),
    "restore": (EventAction.RESTORE, lambda names: names.services),
    "direct": (EventAction.DIRECT, lambda names: names.receptions),
}

#: Actions on a link or a place.
_ON_ROAD: Mapping[str, tuple[EventAction, EventAction]] = {
    "close": (EventAction.CLOSE_LINK, EventAction.CLOSE_PLACE),
    "open": (EventAction.OPEN_LINK, EventAction.OPEN_PLACE),
    "capacity": (EventAction.LINK_CAPACITY, EventAction.PLACE_CAPACITY),
}


def _event(event: Event, names: Names) -> tuple[int, int, int]:
    """Action, target and place of one event."""
    if event.action in _ON_ROAD:
        on_link, on_place = _ON_ROAD[event.action]
        if event.target in names.links:
            return on_link, names.links[event.target], -1
        return on_place, names.places[event.target], -1
    if event.action == "returns":
        return EventAction.RETURNS, names.receptions.get(event.target, -1), -1
    action, axis = _ACTIONS[event.action]
    place = event.target_place
    return action, axis(names)[event.target_name], names.origins[place] if place else -1


def _distances(scenario: Scenario, changes: Sequence[Event], names: Names) -> Floats:
    """Kilometres from where each threat comes from to each origin; 0 for other events."""
    places = {place.id: place for place in scenario.places}
    distances = np.zeros((len(changes), len(names.origins)))
    for row, event in enumerate(changes):
        if event.action == "threat":
            near = places[event.target]
            for id, origin in names.origins.items():
                home = places[id]
                distances[row, origin] = great_circle_km(near.lat, near.lon, home.lat, home.lon)
    return distances


def _departures(scenario: Scenario, clock: Clock) -> Iterable[tuple[float, int]]:
    """Hours since the start at which lifts go, with the lift's number."""
    last = float(clock.edges_hours[-1])
    for number, lift in enumerate(scenario.lifts):
        first = clock.hours_since_start(lift.first)
        until = last if lift.until is None else clock.hours_since_start(lift.until)
        times = 1
        if lift.every_hours is not None:
            times = max(int((min(until, last) - first) / lift.every_hours + 1e-9) + 1, 0)
        for time in range(times):
            hours = first + time * (lift.every_hours or 0.0)
            if 0.0 <= hours < last and hours <= until + 1e-9:
                yield hours, number


def labels_of(names: Iterable[str]) -> npt.NDArray[np.str_]:
    """Names as labels of an axis."""
    return np.array(list(names), dtype=np.str_)
