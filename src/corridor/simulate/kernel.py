"""The kernel: one compiled function that steps one member from start to end.

Order within a step: events; people decide to leave; places from the farthest to the nearest to
reception take in who arrives and send on who may go (so that a short way can be covered within one
step); reception places receive, settle and send on; what is kept is saved and people are counted.

Nothing is allocated inside a step, but for the search for ways when an event changes the network.

The steps are one long function on purpose. Split into a function for each phase, with the arrays
handed over as named tuples, the same code took 1.6 times as long to run (numba counts references to
every array at every call) and several times as long to compile.
"""

import math
from enum import IntEnum

import numpy as np
from numba import njit

from corridor.model.leave import leaving_chance
from corridor.model.receive import moving_on_chance
from corridor.model.travel import (
    NO_WAY,
    Roads,
    find_hours_from,
    find_ways,
    room_to_pass,
    sort_farthest_first,
)
from corridor.rng import Purpose, binomial
from corridor.simulate.arrays import Draws, Events, Network, Saved, Settings, State
from corridor.units import HOURS_PER_DAY, Counts, Floats


class EventAction(IntEnum):
    """What an event changes."""

    CLOSE_LINK = 0
    OPEN_LINK = 1
    ESCORT_LINK = 2
    CLOSE_PLACE = 3
    OPEN_PLACE = 4
    SET_DRIVER = 5


# Plain numbers, because compiled code is slow to read an enum's members.
_CLOSE_LINK = int(EventAction.CLOSE_LINK)
_OPEN_LINK = int(EventAction.OPEN_LINK)
_ESCORT_LINK = int(EventAction.ESCORT_LINK)
_CLOSE_PLACE = int(EventAction.CLOSE_PLACE)
_OPEN_PLACE = int(EventAction.OPEN_PLACE)
_STAYERS = int(Purpose.STAYERS)
_LEAVE = int(Purpose.LEAVE)
_TRAVEL_TIME = int(Purpose.TRAVEL_TIME)
_SETTLE = int(Purpose.SETTLE)
_MOVE_ON = int(Purpose.MOVE_ON)
_DESTINATION = int(Purpose.DESTINATION)


@njit(cache=True)
def reset(state: State) -> None:
    """Empty the state: nobody anywhere, all roads open, all drivers at 0."""
    state.waiting[:] = 0
    state.link_queue[:] = 0
    state.settled[:] = 0
    state.moving_on[:] = 0
    state.entering[:] = 0
    state.due[:] = 0
    state.onward_due[:] = 0
    state.passable[:] = True
    state.escort[:] = np.inf
    state.is_open[:] = True
    state.level[:] = 0.0


@njit(cache=True)
def update_ways(network: Network, link_hours: Floats, state: State) -> None:
    """Find the ways to reception and between reception places over the roads open now."""
    roads = Roads(network.link_start, network.link_end, link_hours)
    usable, hours = state.usable, state.hours
    for link in range(len(usable)):
        usable[link] = state.passable[link] and state.is_open[network.link_end[link]]
    find_ways(roads, usable, network.is_reception, state.first_link, hours)
    sort_farthest_first(hours, state.order)
    for hub in range(len(network.hub)):
        find_hours_from(network.hub[hub], roads, usable, hours)
        for target in range(network.first_target[hub], network.first_target[hub + 1]):
            state.onward_hours[target] = hours[network.target[target]]


@njit(cache=True)
def enter(
    calendar: Counts, column: int, step: int, steps_away: float, early: int, late: int
) -> None:
    """Enter people on the road by the step in which they arrive.

    Who sets out evenly within a step and needs ``steps_away`` steps arrives after
    ``floor(steps_away)`` steps, or one later with a chance of the fraction that is left over.
    """
    arrival = step + math.floor(steps_away)
    if arrival < len(calendar):
        calendar[arrival, column] += early
    if arrival + 1 < len(calendar):
        calendar[arrival + 1, column] += late


@njit(cache=True)
def _run_member(
    network: Network,
    events: Events,
    draws: Draws,
    settings: Settings,
    state: State,
    saved: Saved,
    member: int,
    row: int,
) -> None:
    seed, steps, step_hours = settings.seed, settings.steps, settings.step_hours
    links_into, first_into, is_reception = (
        network.links_into,
        network.first_into,
        network.is_reception,
    )
    hub_of, first_target, target_place = network.hub_of, network.first_target, network.target
    origins, stops, receptions = network.origins, network.stops, network.receptions
    reception_order, limited = network.reception_order, network.limited
    place_key, link_key = network.place_key, network.link_key
    link_hours, link_flow = draws.link_hours[member], draws.link_flow[member]
    place_flow, share = draws.place_flow[member], draws.share[member]
    staying, undecided, waiting = state.staying, state.undecided, state.waiting
    link_queue, settled, moving_on = state.link_queue, state.settled, state.moving_on
    entering, due, onward_due = state.entering, state.due, state.onward_due
    passable, escort, is_open = state.passable, state.escort, state.is_open
    chance, first_link, order = state.chance, state.first_link, state.order
    onward_hours = state.onward_hours
    places = len(waiting)

    reset(state)
    people = 0
    for place in range(places):
        here = draws.people[member, place]
        people += here
        willing = draws.willing[member]
        undecided[place] = binomial(here, willing, seed, member, _STAYERS, place_key[place], 0)
        staying[place] = here - undecided[place]
    saved.willing[row] = undecided.sum()
    on_road = 0
    crossed = 0
    lost = 0
    done = 0

    for step in range(steps):
        # Events.
        changed = step == 0
        while done < len(events.action):
            event = draws.event_order[member, done]
            if draws.event_step[member, event] > step:
                break
            changed = True
            done += 1
            action, target = events.action[event], events.target[event]
            value = draws.event_value[member, event]
            if action <= _ESCORT_LINK:
                passable[target] = action != _CLOSE_LINK
                escort[target] = value if action == _ESCORT_LINK else np.inf
            elif action <= _OPEN_PLACE:
                is_open[target] = action == _OPEN_PLACE
            elif events.place[event] < 0:
                state.level[:, target] = value
            else:
                state.level[events.place[event], target] = value
        if changed:
            update_ways(network, link_hours, state)
            for place in range(places):
                chance[place] = leaving_chance(
                    draws.base_rate[member],
                    draws.coefficient[member],
                    state.level[place],
                    step_hours / HOURS_PER_DAY,
                )

        # People at home decide to leave.
        for place in origins:
            if undecided[place] > 0:
                leaving = binomial(
                    undecided[place], chance[place], seed, member, _LEAVE, place_key[place], step
                )
                undecided[place] -= leaving
                waiting[place] += leaving

        # People come off links, past the queue at each link's end, and go on.
        for i in range(places):
            place = order[i]
            came = 0
            for j in range(first_into[place], first_into[place + 1]):
                link = links_into[j]
                reached = due[step, link]
                on_road -= reached
                queue = link_queue[link] + reached
                if queue > 0:
                    passed = min(queue, room_to_pass(link_flow[link], step))
                    link_queue[link] = queue - passed
                    came += passed
            if is_reception[place]:
                entering[place] = came
                crossed += came
                continue
            waiting[place] += came
            link = first_link[place]
            if waiting[place] == 0 or link == NO_WAY or not is_open[place]:
                continue
            going = min(
                waiting[place],
                room_to_pass(place_flow[place], step),
                room_to_pass(escort[link], step),
            )
            waiting[place] -= going
            on_road += going
            away = link_hours[link] / step_hours
            late = binomial(
                going, away - math.floor(away), seed, member, _TRAVEL_TIME, link_key[link], step
            )
            enter(due, link, step, away, going - late, late)

        # Reception places receive; who moves on from a hub is sent to a drawn destination.
        for reception in reception_order:
            place = receptions[reception]
            came = entering[place] + onward_due[step, place]
            on_road -= onward_due[step, place]
            onward_due[step, place] = 0
            saved.arrivals[row, step, reception] = came
            hub = hub_of[place]
            if hub < 0:
                settled[place] += came
                continue
            first, last = first_target[hub], first_target[hub + 1]
            share_left = 0.0
            for target in range(first, last):
                share_left += share[target]
            key = place_key[place]
            moving = binomial(came, share_left, seed, member, _SETTLE, key, step)
            settled[place] += came - moving
            moving_on[place] += moving
            leaving = binomial(
                moving_on[place],
                moving_on_chance(draws.stay_hours[member, hub], step_hours),
                seed,
                member,
                _MOVE_ON,
                key,
                step,
            )
            for target in range(first, last):
                if leaving == 0:
                    break
                goal = target_place[target]
                # Hub and destination together address the draws between them.
                key_there = (key + place_key[goal]) & 0xFFFFFF
                part = 1.0 if target == last - 1 else share[target] / share_left
                going = binomial(leaving, part, seed, member, _DESTINATION, key_there, step)
                leaving -= going
                share_left -= share[target]
                away = onward_hours[target] / step_hours
                if going > 0 and away < np.inf:
                    moving_on[place] -= going
                    on_road += going
                    late = binomial(
                        going, away - math.floor(away), seed, member, _TRAVEL_TIME, key_there, step
                    )
                    enter(onward_due, goal, step, away, going - late, late)
        # Whom a later hub sent to an earlier place within this step is taken in at the next.
        if step + 1 < steps:
            for place in receptions:
                onward_due[step + 1, place] += onward_due[step, place]

        # Save, and count everybody.
        counted = on_road
        for i in range(len(origins)):
            place = origins[i]
            home = staying[place] + undecided[place]
            saved.home[row, step, i] = home
            saved.held[row, step, i] = waiting[place]
            counted += home + waiting[place]
        for i in range(len(stops)):
            saved.queue[row, step, i] = waiting[stops[i]]
            counted += waiting[stops[i]]
        for i in range(len(limited)):
            saved.queue[row, step, len(stops) + i] = link_queue[limited[i]]
            counted += link_queue[limited[i]]
        for i in range(len(receptions)):
            present = settled[receptions[i]] + moving_on[receptions[i]]
            saved.present[row, step, i] = present
            counted += present
        saved.on_road[row, step] = on_road
        saved.crossed[row, step] = crossed
        lost = max(lost, abs(people - counted))
    saved.lost[row] = lost


@njit(cache=True, nogil=True)
def run_members(
    network: Network,
    events: Events,
    draws: Draws,
    settings: Settings,
    state: State,
    saved: Saved,
    first: int,
    last: int,
) -> None:
    """Step the members ``first`` up to ``last`` from start to end, writing into ``saved``.

    ``saved`` has a row for each of these members and no other: member ``first`` is row 0.
    Every person is in exactly one array of :class:`State` at every step; ``saved.lost`` says by how
    many the count was ever off.
    """
    for member in range(first, last):
        _run_member(network, events, draws, settings, state, saved, member, member - first)
