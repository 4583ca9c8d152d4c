"""Events of the timeline, and the ways over the network as it is after them."""

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from corridor.compiled import compiled
from corridor.model.leave import felt_at
from corridor.model.travel import (
    Roads,
    Search,
    Ways,
    find_felt_hours,
    find_hours_from,
    find_ways,
    mode_hours,
    sort_farthest_first,
)
from corridor.simulate.tables import (
    ADDED,
    DELIVERY,
    END,
    ESCORT,
    FIRST_HOURS,
    FLOW,
    IS_OPEN,
    KM,
    KM_PER_HOUR,
    OWN_HOURS,
    PASSABLE,
    PLACE_FLOW,
    RATION,
    REACH_KM,
    ROUTE_SCALE,
    SPEED,
    STOCK,
    USABLE,
)
from corridor.units import Counts, Flags, Floats


class EventAction(IntEnum):
    """What an event changes; those up to ``OPEN_PLACE`` change the network."""

    CLOSE_LINK = 0
    OPEN_LINK = 1
    ESCORT_LINK = 2
    CLOSE_PLACE = 3
    OPEN_PLACE = 4
    LINK_CAPACITY = 5
    PLACE_CAPACITY = 6
    SET_DRIVER = 7
    THREAT = 8
    RATION = 9
    DELIVERY = 10
    STOCK = 11
    CUT = 12
    RESTORE = 13
    RETURNS = 14
    DIRECT = 15


# Plain numbers, because compiled code is slow to read an enum's members.
_CLOSE_LINK = int(EventAction.CLOSE_LINK)
_ESCORT_LINK = int(EventAction.ESCORT_LINK)
_OPEN_PLACE = int(EventAction.OPEN_PLACE)
_LINK_CAPACITY = int(EventAction.LINK_CAPACITY)
_PLACE_CAPACITY = int(EventAction.PLACE_CAPACITY)
_SET_DRIVER = int(EventAction.SET_DRIVER)
_THREAT = int(EventAction.THREAT)
_RATION = int(EventAction.RATION)
_DELIVERY = int(EventAction.DELIVERY)
_STOCK = int(EventAction.STOCK)
_RESTORE = int(EventAction.RESTORE)
_RETURNS = int(EventAction.RETURNS)
_DIRECT = int(EventAction.DIRECT)


class Timeline(NamedTuple):
    """What events change, for one member."""

    action: Counts  # (event,)
    target: Counts  # (event,)
    place: Counts  # (event,)
    distance_km: Floats  # (event, origin)
    step: Counts  # (event,)
    order: Counts  # (event,)
    value: Floats  # (event,)
    numbers: Floats
    link_now: Floats
    place_now: Floats
    supply: Floats
    level: Floats  # (origin, driver)
    threat: Floats  # (origin, columns)
    is_cut: Flags  # (origin, service)
    return_rate: Floats  # (reception,)
    directed: Floats  # (reception,) log odds


class Paths(NamedTuple):
    """What the search for ways reads and fills, for one member."""

    roads: Roads
    ways: Ways
    search: Search
    link: Counts
    link_now: Floats
    place_now: Floats
    mode: Floats
    numbers: Floats
    receptions: Counts
    is_end: Flags
    order: Counts  # (place,)
    hours: Floats  # (place,) room for a search
    origins: Counts
    hub_of: Counts  # (reception,)
    overflow: Counts  # (reception,)
    first_target: Counts
    target: Counts
    onward_hours: Floats  # (target,)
    overflow_hours: Floats  # (reception,)
    return_hours: Floats  # (reception, origin); no rows where nobody returns
    supply_source: Counts
    supply_origin: Counts
    is_supplied: Flags
    lift_start: Counts
    lift_end: Counts
    lift_has_road: Flags


@compiled
def apply_events(timeline: Timeline, done: int, step: int) -> tuple[int, bool, bool]:
    """Let the events of a step take effect.

    Gives how many have taken effect so far, whether one of them changed the network, and whether
    one of them, or the network, changed what people choose.
    """
    ways_changed, choice_changed = step == 0, False
    while done < len(timeline.action):
        event = timeline.order[done]
        if timeline.step[event] > step:
            break
        done += 1
        _apply(timeline, event)
        if timeline.action[event] <= _OPEN_PLACE:
            ways_changed = True
        elif timeline.action[event] == _DIRECT:
            choice_changed = True
    return done, ways_changed, ways_changed or choice_changed


@compiled
def _apply(timeline: Timeline, event: int) -> None:
    action, target = timeline.action[event], timeline.target[event]
    place, value = timeline.place[event], timeline.value[event]
    link_now, place_now, supply = timeline.link_now, timeline.place_now, timeline.supply
    if action <= _ESCORT_LINK:
        link_now[target, PASSABLE] = 0.0 if action == _CLOSE_LINK else 1.0
        link_now[target, ESCORT] = value if action == _ESCORT_LINK else np.inf
    elif action <= _OPEN_PLACE:
        place_now[target, IS_OPEN] = 1.0 if action == _OPEN_PLACE else 0.0
    elif action == _LINK_CAPACITY:
        link_now[target, FLOW] = value
    elif action == _PLACE_CAPACITY:
        place_now[target, PLACE_FLOW] = value
    elif action == _SET_DRIVER:
        for origin in range(len(timeline.level)):
            if place < 0 or place == origin:
                timeline.level[origin, target] = value
    elif action == _THREAT:
        for origin in range(len(timeline.threat)):
            felt = felt_at(timeline.distance_km[event, origin], timeline.numbers[REACH_KM])
            timeline.threat[origin, ADDED] += value * felt
    elif action == _RATION:
        supply[target, RATION] = value
    elif action == _DELIVERY:
        supply[target, DELIVERY] = value
    elif action == _STOCK:
        supply[target, STOCK] = max(0.0, supply[target, STOCK] + value)
    elif action <= _RESTORE:
        for origin in range(len(timeline.is_cut)):
            if place < 0 or place == origin:
                timeline.is_cut[origin, target] = action != _RESTORE
    elif action == _RETURNS:
        for reception in range(len(timeline.return_rate)):
            if target < 0 or target == reception:
                timeline.return_rate[reception] = value
    else:
        timeline.directed[target] = value


@compiled
def update_ways(paths: Paths, has_logit: bool) -> None:
    """Find all ways over the roads that are open now."""
    link, link_now, roads, hours = paths.link, paths.link_now, paths.roads, paths.hours
    mode = paths.mode[0]
    for one in range(len(link_now)):
        is_open = paths.place_now[link[one, END], IS_OPEN] > 0.0
        roads.usable[one] = is_open and link_now[one, PASSABLE] > 0.0
        roads.hours[one] = mode_hours(
            link_now[one, OWN_HOURS], link_now[one, KM], mode[SPEED], mode[KM_PER_HOUR]
        )
        link_now[one, USABLE] = 1.0 if roads.usable[one] else 0.0
        link_now[one, FIRST_HOURS] = roads.hours[one]
    ways, search = paths.ways, paths.search
    settled = find_ways(roads, paths.receptions, paths.is_end, ways, search)
    if has_logit:
        find_felt_hours(roads, paths.numbers[ROUTE_SCALE], ways, search, settled)
    sort_farthest_first(ways, search, settled, paths.order)
    for reception in range(len(paths.receptions)):
        _update_hours_from(reception, paths)
    for supply in range(len(paths.supply_source)):
        source = paths.supply_source[supply]
        if source >= 0:
            find_hours_from(source, roads, hours, search)
            home = paths.origins[paths.supply_origin[supply]]
            paths.is_supplied[supply] = hours[home] < np.inf
    for lift in range(len(paths.lift_start)):
        find_hours_from(paths.lift_start[lift], roads, hours, search)
        paths.lift_has_road[lift] = hours[paths.lift_end[lift]] < np.inf


@compiled
def _update_hours_from(reception: int, paths: Paths) -> None:
    """Hours from a reception place to where people may go from it: onward, to more room, home."""
    hub, over, returns = paths.hub_of[reception], paths.overflow[reception], paths.return_hours
    if hub < 0 and over < 0 and len(returns) == 0:
        return
    hours = paths.hours
    find_hours_from(paths.receptions[reception], paths.roads, hours, paths.search)
    if hub >= 0:
        for target in range(paths.first_target[hub], paths.first_target[hub + 1]):
            paths.onward_hours[target] = hours[paths.receptions[paths.target[target]]]
    if over >= 0:
        paths.overflow_hours[reception] = hours[paths.receptions[over]]
    if len(returns) > 0:
        for origin in range(len(paths.origins)):
            returns[reception, origin] = hours[paths.origins[origin]]
