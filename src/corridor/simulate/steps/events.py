"""Events of the timeline, and the ways over the network as it is after them."""

from enum import IntEnum

import numpy as np

from corridor.compiled import compiled
from corridor.model.leave import felt_at
from corridor.model.travel import (
    Roads,
    find_felt_hours,
    find_hours_from,
    find_ways,
    mode_hours,
    sort_farthest_first,
)
from corridor.simulate.arrays import Draws, Events, Network, Settings, State
from corridor.simulate.tables import (
    ADDED,
    DELIVERY,
    END,
    ESCORT,
    FIRST_HOURS,
    FLOW,
    IS_OPEN,
    KM_PER_HOUR,
    PASSABLE,
    PLACE_FLOW,
    RATION,
    SPEED,
    STOCK,
    USABLE,
)


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


@compiled
def apply_event(events: Events, draws: Draws, state: State, member: int, event: int) -> bool:
    """Let one event take effect; gives whether it changes the network."""
    action, target, place = events.action[event], events.target[event], events.place[event]
    value = draws.event_value[member, event]
    if action <= _ESCORT_LINK:
        state.link_now[target, PASSABLE] = 0.0 if action == _CLOSE_LINK else 1.0
        state.link_now[target, ESCORT] = value if action == _ESCORT_LINK else np.inf
    elif action <= _OPEN_PLACE:
        state.place_now[target, IS_OPEN] = 1.0 if action == _OPEN_PLACE else 0.0
    elif action == _LINK_CAPACITY:
        state.link_now[target, FLOW] = value
    elif action == _PLACE_CAPACITY:
        state.place_now[target, PLACE_FLOW] = value
    elif action == _THREAT:
        for origin in range(len(state.threat)):
            felt = felt_at(events.distance_km[event, origin], draws.threat[member, 1])
            state.threat[origin, ADDED] += value * felt
    elif action == _RATION:
        state.supply[target, RATION] = value
    elif action == _DELIVERY:
        state.supply[target, DELIVERY] = value
    elif action == _STOCK:
        state.supply[target, STOCK] = max(0.0, state.supply[target, STOCK] + value)
    else:
        _set_at(action, target, place, value, state)
    return action <= _OPEN_PLACE


@compiled
def _set_at(action: int, target: int, place: int, value: float, state: State) -> None:
    """Set a driver or a service at one origin or at all, or the rate of return."""
    if action == _SET_DRIVER:
        if place < 0:
            state.level[:, target] = value
        else:
            state.level[place, target] = value
    elif action <= _RESTORE:
        if place < 0:
            state.is_cut[:, target] = action != _RESTORE
        else:
            state.is_cut[place, target] = action != _RESTORE
    elif target < 0:
        state.return_rate[:] = value
    else:
        state.return_rate[target] = value


@compiled
def update_ways(
    network: Network, draws: Draws, settings: Settings, state: State, member: int
) -> None:
    """Find all ways over the roads that are open now."""
    link, link_now, mode = network.link, state.link_now, draws.mode[member, 0]
    usable, link_hours, hours = state.usable, state.link_hours, state.hours
    for one in range(len(usable)):
        is_open = state.place_now[link[one, END], IS_OPEN] > 0.0
        usable[one] = is_open and link_now[one, PASSABLE] > 0.0
        link_hours[one] = mode_hours(
            draws.link_hours[member, one], network.km[one], mode[SPEED], mode[KM_PER_HOUR]
        )
        link_now[one, USABLE] = 1.0 if usable[one] else 0.0
        link_now[one, FIRST_HOURS] = link_hours[one]
    ends = network.roads
    roads = Roads(
        ends.start,
        ends.end,
        ends.into,
        ends.first_into,
        ends.out,
        ends.first_out,
        link_hours,
        usable,
    )
    ways, search = state.ways, state.search
    settled = find_ways(roads, network.receptions, network.is_end, ways, search)
    if settings.has_logit:
        find_felt_hours(roads, draws.route_scale[member], ways, search, settled)
    sort_farthest_first(ways, search, settled, state.order)
    for reception in range(len(network.receptions)):
        _update_hours_from(reception, roads, network, settings, state)
    for supply in range(len(network.supply_source)):
        source = network.supply_source[supply]
        if source >= 0:
            find_hours_from(source, roads, hours, search)
            home = network.origins[network.supply_origin[supply]]
            state.is_supplied[supply] = hours[home] < np.inf
    for lift in range(len(network.lift_start)):
        if network.lift_needs_road[lift]:
            find_hours_from(network.lift_start[lift], roads, hours, search)
            state.lift_has_road[lift] = hours[network.lift_end[lift]] < np.inf


@compiled
def _update_hours_from(
    reception: int, roads: Roads, network: Network, settings: Settings, state: State
) -> None:
    """Hours from a reception place to where people may go from it: onward, to more room, home."""
    hub, over = network.hub_of[reception], network.overflow[reception]
    if hub < 0 and over < 0 and not settings.has_returns:
        return
    hours = state.hours
    find_hours_from(network.receptions[reception], roads, hours, state.search)
    if hub >= 0:
        for target in range(network.first_target[hub], network.first_target[hub + 1]):
            state.onward_hours[target] = hours[network.receptions[network.target[target]]]
    if over >= 0:
        state.overflow_hours[reception] = hours[network.receptions[over]]
    if settings.has_returns:
        for origin in range(len(network.origins)):
            state.return_hours[reception, origin] = hours[network.origins[origin]]
