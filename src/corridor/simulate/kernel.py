"""The kernel: one compiled function that steps one member after the other from start to end.

The order within a step, and every rule, is in docs/explanation/model.md. The phases of a step are
in :mod:`corridor.simulate.steps`; nothing is allocated while members run.
"""

from typing import TypeAlias

from corridor.compiled import compiled
from corridor.model.travel import Roads
from corridor.simulate.arrays import Draws, Events, Network, Saved, Settings, State
from corridor.simulate.queues import RAN_OUT
from corridor.simulate.steps.beginning import Emptied, empty, load, put_at_reception, put_home
from corridor.simulate.steps.choice import does_presence_count, forget_chances
from corridor.simulate.steps.count import Books, count_and_save
from corridor.simulate.steps.entering import reach_ends
from corridor.simulate.steps.events import Paths, Timeline, apply_events, update_ways
from corridor.simulate.steps.home import (
    Drivers,
    Home,
    let_leave,
    next_walk,
    update_levels,
    use_supplies,
)
from corridor.simulate.steps.lifts import Lifts, run_lifts
from corridor.simulate.steps.limits import find_spare
from corridor.simulate.steps.now import Address, Now
from corridor.simulate.steps.on_road import Road
from corridor.simulate.steps.reception import Reception, receive
from corridor.simulate.steps.returning import come_home, send_home
from corridor.simulate.steps.road import move_people
from corridor.simulate.tables import (
    CORRELATION_DAYS,
    ROUTE_SCALE,
)
from corridor.units import HOURS_PER_DAY, Counts, Floats

Values: TypeAlias = Counts | Floats


@compiled
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

    Member ``m`` is written into row ``m - offset`` of what is saved. Gives the first member that
    was not run: ``last``, or one for which there were too few nodes. Every person is in exactly one
    array at every step; ``saved.lost`` says by how many the count was ever off.
    """
    own, ways = state.own, state.ways
    emptied = Emptied(
        at_origin=state.at_origin,
        at_reception=state.at_reception,
        stranded=state.stranded,
        place_count=state.place_count,
        onward_due=state.onward_due,
        return_due=state.return_due,
        lift_due=state.lift_due,
        leaving=state.leaving,
        tally=state.tally,
        level=state.level,
        threat=state.threat,
        return_rate=state.return_rate,
        directed=state.directed,
        registration_carry=state.registration_carry,
        is_cut=state.is_cut,
        is_supplied=state.is_supplied,
        nodes=state.nodes,
        queues=state.queues,
        pool=state.pool,
    )
    timeline = Timeline(
        action=events.action,
        target=events.target,
        place=events.place,
        distance_km=events.distance_km,
        step=own.event_step,
        order=own.event_order,
        value=own.event_value,
        numbers=own.numbers,
        link_now=state.link_now,
        place_now=state.place_now,
        supply=state.supply,
        level=state.level,
        threat=state.threat,
        is_cut=state.is_cut,
        return_rate=state.return_rate,
        directed=state.directed,
    )
    paths = Paths(
        roads=Roads(
            start=network.roads.start,
            end=network.roads.end,
            into=network.roads.into,
            first_into=network.roads.first_into,
            out=network.roads.out,
            first_out=network.roads.first_out,
            hours=state.link_hours,
            usable=state.usable,
        ),
        ways=ways,
        search=state.search,
        link=network.link,
        link_now=state.link_now,
        place_now=state.place_now,
        mode=own.mode,
        numbers=own.numbers,
        receptions=network.receptions,
        is_end=network.is_end,
        order=state.order,
        hours=state.hours,
        origins=network.origins,
        hub_of=network.hub_of,
        overflow=network.overflow,
        first_target=network.first_target,
        target=network.target,
        onward_hours=state.onward_hours,
        overflow_hours=state.overflow_hours,
        return_hours=state.return_hours,
        supply_source=network.supply_source,
        supply_origin=network.supply_origin,
        is_supplied=state.is_supplied,
        lift_start=network.lift_start,
        lift_end=network.lift_end,
        lift_has_road=state.lift_has_road,
    )
    home = Home(
        at_origin=state.at_origin,
        people=own.people,
        supply=state.supply,
        is_supplied=state.is_supplied,
        supply_origin=network.supply_origin,
        is_cut=state.is_cut,
        service_weight=own.service_weight,
        level=state.level,
        threat=state.threat,
        rate=state.rate,
        coefficient=own.coefficient,
        hazard_ratio=own.hazard_ratio,
        key=network.origin_key,
        numbers=own.numbers,
    )
    lifts = Lifts(
        start=network.lift_start,
        end=network.lift_end,
        needs_road=network.lift_needs_road,
        has_road=state.lift_has_road,
        key=network.lift_key,
        seats=own.seats,
        hours=own.lift_hours,
        departure_step=events.departure_step,
        departure_hours=events.departure_hours,
        departure_lift=events.departure_lift,
        edges_hours=settings.edges_hours,
        due=state.lift_due,
        place=network.place,
        at_origin=state.at_origin,
        at_reception=state.at_reception,
        stranded=state.stranded,
        place_count=state.place_count,
        tally=state.tally,
    )
    road = Road(
        place=network.place,
        link=network.link,
        receptions=network.receptions,
        order=state.order,
        open_shares=network.open_shares,
        place_now=state.place_now,
        place_count=state.place_count,
        link_now=state.link_now,
        found=ways.found,
        goal=ways.goal,
        first_link=ways.link,
        free_hours=ways.hours,
        felt=ways.felt,
        at_origin=state.at_origin,
        at_reception=state.at_reception,
        stranded=state.stranded,
        nodes=state.nodes,
        queues=state.queues,
        pool=state.pool,
        mode=own.mode,
        choice=own.choice,
        log_size=own.log_size,
        ties=own.ties,
        room=own.room,
        directed=state.directed,
        home_chances=state.home_chances,
        chances=state.chances,
        route_chances=state.route_chances,
        batch=state.batch,
        leaving=state.leaving,
        listed=state.listed,
        tally=state.tally,
    )
    reception = Reception(
        receptions=network.receptions,
        order=network.reception_order,
        key=network.reception_key,
        hub_of=network.hub_of,
        hub_chooses=network.hub_chooses,
        first_target=network.first_target,
        target=network.target,
        overflow=network.overflow,
        room=own.room,
        registrations=own.registrations,
        registration_carry=state.registration_carry,
        stay_hours=own.stay_hours,
        share=own.share,
        share_moving=own.share_moving,
        onward_hours=state.onward_hours,
        overflow_hours=state.overflow_hours,
        return_hours=state.return_hours,
        return_rate=state.return_rate,
        directed=state.directed,
        at_reception=state.at_reception,
        at_origin=state.at_origin,
        onward_due=state.onward_due,
        return_due=state.return_due,
        tally=state.tally,
        hub_chances=state.hub_chances,
        newly=state.newly,
        flows=state.flows,
        place=network.place,
        choice=own.choice,
        log_size=own.log_size,
        ties=own.ties,
    )
    books = Books(
        origins=network.origins,
        stops=network.stops,
        limited=network.limited,
        links=len(state.link_now),
        queues=state.queues,
        place_count=state.place_count,
        at_origin=state.at_origin,
        at_reception=state.at_reception,
        flows=state.flows,
        tally=state.tally,
        supply=state.supply,
        home=saved.home,
        held=saved.held,
        queue=saved.queue,
        arrivals=saved.arrivals,
        registered=saved.registered,
        present=saved.present,
        on_road=saved.on_road,
        crossed=saved.crossed,
        crossed_by_group=saved.crossed_by_group,
        days_of_supply=saved.days_of_supply,
    )
    edges = settings.edges_hours
    drivers = Drivers(settings.threat, settings.deprivation, settings.others_gone, settings.unknown)
    drivers_move = (
        max(settings.threat, settings.deprivation, settings.others_gone, settings.unknown) >= 0
    )
    steps = len(edges) - 1
    links, places = len(road.link_now), len(road.place_now)
    run_up_end = edges[settings.run_up_steps]
    # A large table that is read inside a loop is kept on the stack, and taking it apart there took
    # LLVM half a minute of the first compilation.
    km, at_reception = network.km, state.at_reception
    saved_willing, saved_lost = saved.willing, saved.lost
    for member in range(first, last):
        address = Address(settings.seed, draws.history[member])
        empty(emptied)
        load(draws, own, km, member)
        presence_counts = does_presence_count(own.choice, own.room)
        people, willing = put_home(own.people, own.willing, home.at_origin, home.key, address)
        people += put_at_reception(own.present, at_reception)
        lost, done, departed, owed = 0, 0, 0, 0
        walk, last_days = 0.0, 0.0
        for step in range(steps):
            hours = edges[step + 1] - edges[step]
            days = hours / HOURS_PER_DAY
            if step == settings.own_from:
                address = Address(settings.seed, member)
            before = done
            done, ways_changed, choice_changed = apply_events(timeline, done, step)
            if ways_changed:
                update_ways(paths, settings.has_logit)
            if choice_changed:
                forget_chances(road.home_chances)
                forget_chances(reception.hub_chances)
            if len(home.supply) > 0:
                use_supplies(home, days)
            if settings.unknown >= 0:
                correlation_days = own.numbers[CORRELATION_DAYS]
                period = settings.walk_period[step]
                shift = draws.walk_shift[member, period] if period >= 0 else 0.0
                walk = next_walk(walk, last_days, correlation_days, shift, step, address)
            last_days = days
            if drivers_move or done > before or step == 0:
                update_levels(home, drivers, walk, days)
            owed = let_leave(home, settings.given, owed, days, step, address)
            now = Now(
                step,
                steps,
                hours,
                ways_changed,
                settings.has_choice,
                presence_counts,
                settings.has_logit,
                settings.has_limits,
                settings.has_storage,
                own.numbers[ROUTE_SCALE],
                run_up_end - edges[step],
                settings.run_up_hours,
                settings.later_hours,
            )
            if len(lifts.start) > 0:
                departed = run_lifts(lifts, now, address, departed)
            reach_ends(road.nodes, road.queues, road.pool, links, places, step)
            if settings.has_limits:
                find_spare(road.link, road.link_now, road.open_shares, now)
            move_people(road, now, address)
            receive(reception, now, address)
            if settings.has_returns:
                send_home(reception, now, address)
                come_home(reception.return_due, home.at_origin, road.tally, step)
            counted = count_and_save(books, member - offset, step)
            lost = max(lost, abs(people - counted))
        saved_willing[member - offset] = willing
        saved_lost[member - offset] = lost
        if road.pool[RAN_OUT] == 1:
            return member
    return last
