"""The kernel: one compiled function that steps one member from start to end.

The order within a step, and every rule, is in docs/explanation/model.md. Nothing is allocated
inside a step, but for the search for ways when an event changes the network. The phases of a step
are in :mod:`corridor.simulate.steps`.
"""

import numpy as np
from numba import njit

from corridor.compiled import compiled
from corridor.rng import Purpose, binomial
from corridor.simulate.arrays import Draws, Events, Network, Saved, Settings, State
from corridor.simulate.queues import RAN_OUT, empty_queues
from corridor.simulate.steps.count import Books, count_and_save
from corridor.simulate.steps.events import apply_event, update_ways
from corridor.simulate.steps.home import (
    Drivers,
    Home,
    decide_to_leave,
    next_walk,
    update_levels,
    use_supplies,
)
from corridor.simulate.steps.lifts import Lifts, run_lifts
from corridor.simulate.steps.limits import find_spare
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.steps.reception import Reception, receive, send_home
from corridor.simulate.steps.road import Road, move_people, reach_ends
from corridor.simulate.tables import (
    DELIVERY,
    ESCORT,
    FLOW,
    IS_OPEN,
    KM,
    ON_ROAD,
    OWN_HOURS,
    PASSABLE,
    PLACE_FLOW,
    RATION,
    STAYING,
    STOCK,
    STORAGE,
    UNDECIDED,
)
from corridor.units import HOURS_PER_DAY

_STAYERS = int(Purpose.STAYERS)


@compiled
def reset(network: Network, draws: Draws, state: State, member: int) -> None:
    """Empty all places and roads, open them, set all drivers to 0 and fill the stocks."""
    empty_queues(state.nodes, state.queues, state.pool)
    state.at_origin[:] = 0
    state.at_reception[:] = 0
    state.stranded[:] = 0
    state.place_count[:] = 0
    state.onward_due[:] = 0
    state.return_due[:] = 0
    state.lift_due[:] = 0
    state.leaving[:] = 0
    state.tally[:] = 0
    state.link_now[:] = 0.0
    for link in range(len(state.link_now)):
        here = state.link_now[link]
        here[FLOW] = draws.link_flow[member, link]
        here[STORAGE] = draws.storage[member, link]
        here[ESCORT] = np.inf
        here[PASSABLE] = 1.0
        here[OWN_HOURS] = draws.link_hours[member, link]
        here[KM] = network.km[link]
    state.place_now[:] = 0.0
    for place in range(len(state.place_now)):
        state.place_now[place, PLACE_FLOW] = draws.place_flow[member, place]
        state.place_now[place, IS_OPEN] = 1.0
    state.level[:] = 0.0
    state.threat[:] = 0.0
    for supply in range(len(state.supply)):
        state.supply[supply, STOCK] = draws.stock[member, supply]
        state.supply[supply, RATION] = draws.ration[member, supply]
        state.supply[supply, DELIVERY] = draws.delivery[member, supply]
    state.is_supplied[:] = True
    state.is_cut[:] = False
    state.return_rate[:] = 0.0
    state.registration_carry[:] = 0.0


@compiled
def put_home(
    network: Network, draws: Draws, settings: Settings, state: State, member: int
) -> tuple[int, int]:
    """Put the people home, willing to leave or not; gives all of them, and the willing."""
    people, willing = 0, 0
    for origin in range(len(network.origins)):
        key = network.origin_key[origin]
        for group in range(draws.people.shape[2]):
            here = draws.people[member, origin, group]
            share = draws.willing[member, group]
            undecided = binomial(here, share, settings.seed, member, _STAYERS, key, 0, group)
            state.at_origin[origin, group, UNDECIDED] = undecided
            state.at_origin[origin, group, STAYING] = here - undecided
            people += here
            willing += undecided
    return people, willing


@compiled
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
    reset(network, draws, state, member)
    people, willing = put_home(network, draws, settings, state, member)
    saved.willing[row] = willing
    seed, edges = settings.seed, settings.edges_hours
    address = Address(seed, member)
    drivers = Drivers(settings.threat, settings.deprivation, settings.others_gone, settings.unknown)
    drivers_move = (
        max(settings.threat, settings.deprivation, settings.others_gone, settings.unknown) >= 0
    )
    home = Home(
        state.at_origin,
        draws.people[member],
        state.supply,
        state.is_supplied,
        network.supply_origin,
        state.is_cut,
        draws.service_weight[member],
        state.level,
        state.threat,
        state.rate,
        draws.coefficient[member],
        draws.base_rate[member],
        draws.threat[member, 0],
        draws.comfort_days[member],
        draws.correlation_days[member],
    )
    hazard_ratio = draws.hazard_ratio[member]
    road = _road(network, draws, state, member)
    reception = _reception(network, draws, state, member)
    lifts = _lifts(network, events, draws, settings, state, member)
    books = _books(network, state, saved)
    links, places = len(state.link_now), len(state.place_now)
    run_up_end = edges[settings.run_up_steps]
    steps = len(edges) - 1
    lost, done, departed = 0, 0, 0
    walk, last_days = 0.0, 0.0

    for step in range(steps):
        hours = edges[step + 1] - edges[step]
        days = hours / HOURS_PER_DAY
        changed, ways_changed = step == 0, step == 0
        while done < len(events.action):
            event = draws.event_order[member, done]
            if draws.event_step[member, event] > step:
                break
            done += 1
            changed = True
            if apply_event(events, draws, state, member, event):
                ways_changed = True
        if ways_changed:
            update_ways(network, draws, settings, state, member)
        if len(state.supply) > 0:
            use_supplies(home, days)
        if settings.unknown >= 0:
            walk = next_walk(walk, last_days, home.correlation_days, seed, member, step)
        last_days = days
        if changed or drivers_move:
            update_levels(home, drivers, walk, days)
        decide_to_leave(
            state.at_origin, state.rate, hazard_ratio, network.origin_key, days, step, address
        )
        now = Now(
            step,
            steps,
            hours,
            ways_changed,
            settings.has_choice,
            settings.has_logit,
            settings.has_limits,
            settings.has_storage,
            draws.route_scale[member],
            run_up_end - edges[step],
            settings.run_up_hours,
            settings.later_hours,
        )
        if len(network.lift_start) > 0:
            departed = run_lifts(lifts, now, address, departed)
        reach_ends(state.nodes, state.queues, state.pool, links, places, step)
        if settings.has_limits:
            find_spare(network.link, state.link_now, network.open_shares, now)
        move_people(road, now, address)
        receive(reception, now, address)
        if settings.has_returns:
            send_home(reception, now, address)
            _come_home(state, step)
        counted = count_and_save(books, row, step)
        lost = max(lost, abs(people - counted))
    saved.lost[row] = lost


@compiled
def _road(network: Network, draws: Draws, state: State, member: int) -> Road:
    ways = state.ways
    return Road(
        network.place,
        network.link,
        network.receptions,
        state.order,
        network.open_shares,
        state.place_now,
        state.place_count,
        state.link_now,
        ways.found,
        ways.goal,
        ways.link,
        ways.hours,
        ways.felt,
        state.at_origin,
        state.at_reception,
        state.stranded,
        state.nodes,
        state.queues,
        state.pool,
        draws.mode[member],
        draws.choice[member],
        draws.log_size[member],
        draws.ties[member],
        draws.room[member],
        state.chances,
        state.route_chances,
        state.batch,
        state.leaving,
        state.listed,
        state.tally,
    )


@compiled
def _books(network: Network, state: State, saved: Saved) -> Books:
    return Books(
        network.origins,
        network.stops,
        network.limited,
        len(state.link_now),
        state.queues,
        state.place_count,
        state.at_origin,
        state.at_reception,
        state.flows,
        state.tally,
        state.supply,
        saved.home,
        saved.held,
        saved.queue,
        saved.arrivals,
        saved.registered,
        saved.present,
        saved.on_road,
        saved.crossed,
        saved.crossed_by_group,
        saved.days_of_supply,
    )


@compiled
def _reception(network: Network, draws: Draws, state: State, member: int) -> Reception:
    return Reception(
        network.receptions,
        network.reception_order,
        network.reception_key,
        network.hub_of,
        network.hub_chooses,
        network.first_target,
        network.target,
        network.overflow,
        draws.room[member],
        draws.registrations[member],
        state.registration_carry,
        draws.stay_hours[member],
        draws.share[member],
        draws.share_moving[member],
        state.onward_hours,
        state.overflow_hours,
        state.return_hours,
        state.return_rate,
        state.at_reception,
        state.at_origin,
        state.onward_due,
        state.return_due,
        state.tally,
        state.chances,
        state.newly,
        state.flows,
        network.place,
        draws.choice[member],
        draws.log_size[member],
        draws.ties[member],
    )


@compiled
def _lifts(
    network: Network,
    events: Events,
    draws: Draws,
    settings: Settings,
    state: State,
    member: int,
) -> Lifts:
    return Lifts(
        network.lift_start,
        network.lift_end,
        network.lift_needs_road,
        state.lift_has_road,
        network.lift_key,
        draws.seats[member],
        draws.lift_hours[member],
        events.departure_step,
        events.departure_hours,
        events.departure_lift,
        settings.edges_hours,
        state.lift_due,
        network.place,
        state.at_origin,
        state.at_reception,
        state.stranded,
        state.place_count,
        state.tally,
    )


@compiled
def _come_home(state: State, step: int) -> None:
    """Who returns in this step is at home again, undecided."""
    for origin in range(state.at_origin.shape[0]):
        for group in range(state.at_origin.shape[1]):
            people = state.return_due[step, origin, group]
            state.tally[ON_ROAD] -= people
            state.at_origin[origin, group, UNDECIDED] += people


@njit(cache=True, nogil=True, _nrt=False)
def run_members(
    network: Network,
    events: Events,
    draws: Draws,
    settings: Settings,
    state: State,
    saved: Saved,
    first: int,
    last: int,
    offset: int,
) -> int:
    """Step the members ``first`` up to ``last`` from start to end.

    Member ``m`` is written into row ``m - offset`` of ``saved``. Gives the first member that was
    not run: ``last``, or one for which there were too few nodes. Every person is in exactly one
    array of :class:`State` at every step; ``saved.lost`` says by how many the count was ever off.
    """
    for member in range(first, last):
        _run_member(network, events, draws, settings, state, saved, member, member - offset)
        if state.pool[RAN_OUT] == 1:
            return member
    return last
