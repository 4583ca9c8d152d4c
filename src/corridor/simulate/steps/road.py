"""People on the road: queues at links and places, and setting out (step 5 of the model).

``move_people`` is one long function on purpose: with its parts as functions of their own, which
have to be handed some twenty arrays at every place, the same code took longer to run.
"""

import math

import numpy as np

from corridor.compiled import compiled
from corridor.model.travel import NO_WAY, mode_hours, way_to
from corridor.rng import Purpose, binomial
from corridor.simulate.queues import (
    COUNT,
    HEAD,
    KIND,
    NEXT,
    NONE,
    PEOPLE,
    STEP,
    drop_empty,
    drop_head,
    move_all,
    push,
)
from corridor.simulate.steps.choice import COHORTS, add_by_logit, are_known, find_chances, part_of
from corridor.simulate.steps.cut import cut_batch, some_pass_freely
from corridor.simulate.steps.entering import strand, take_in
from corridor.simulate.steps.limits import (
    FIND_ROOM,
    SET_OUT,
    fit_links,
    place_budget,
    spare_of_place,
)
from corridor.simulate.steps.now import Address, Now, steps_away
from corridor.simulate.steps.on_road import Road, choose_again, note_leaving, use_spare
from corridor.simulate.tables import (
    BATCH_GOING,
    BATCH_KIND,
    BATCH_LINK,
    BATCH_NODE,
    COMING,
    COST,
    COUNTRY,
    CROSSED,
    FIRST_INTO,
    FLOW,
    HAS_STORAGE,
    HELD,
    INTO,
    IS_END,
    IS_OPEN,
    KM,
    KM_PER_HOUR,
    LEFT,
    LINK_KEY,
    LOAD,
    ON_ROAD,
    ORIGIN,
    OUT_RANK,
    OWN_HOURS,
    PLACE_CARRY,
    PLACE_FLOW,
    PLACE_KEY,
    PLACE_WINDOW,
    RECEPTION,
    SHARE,
    SPEED,
    STRANDED,
)

_PASS_PLACE = int(Purpose.PASS_PLACE)
_DESTINATION = int(Purpose.DESTINATION)
_MODE = int(Purpose.MODE)
_TRAVEL_TIME = int(Purpose.TRAVEL_TIME)


@compiled
def move_people(road: Road, now: Now, address: Address) -> None:
    """Move everybody on the way by one step, place by place."""
    place, link, place_now, link_now = road.place, road.link, road.place_now, road.link_now
    nodes, queues, pool, mode, tally = road.nodes, road.queues, road.pool, road.mode, road.tally
    place_count, found, goal, stranded = road.place_count, road.found, road.goal, road.stranded
    at_origin, at_reception, order = road.at_origin, road.at_reception, road.order
    first_link, batch, leaving, listed = road.first_link, road.batch, road.leaving, road.listed
    seed, member, step, steps = address.seed, address.member, now.step, now.steps
    links, places = len(link_now), len(order)
    groups, modes = stranded.shape[1], stranded.shape[2]
    entering = 2 * links + places
    some_are_free = some_pass_freely(mode)

    for i in range(places):
        here = order[i]
        queue = links + here
        waited = queues[queue, HEAD] != NONE
        budget = np.inf
        if (
            place_now[here, PLACE_FLOW] < np.inf
            or place[here, PLACE_WINDOW] >= 0
            or place_now[here, IS_OPEN] == 0.0
        ):
            budget = place_budget(here, place, place_now, road.open_shares, now)

        # Off the links into the place.
        spare = np.inf
        if waited and now.has_storage:
            spare = spare_of_place(here, queue, budget, place, link, link_now, nodes, queues, mode)
        for j in range(place[here, FIRST_INTO], place[here + 1, FIRST_INTO]):
            one = link[j, INTO]
            came = queues[links + places + one, PEOPLE]
            if came > 0 or queues[one, HEAD] != NONE:
                tally[ON_ROAD] -= came
                if link_now[one, FLOW] == np.inf and link[one, HAS_STORAGE] == 0:
                    move_all(nodes, queues, pool, one, entering, step)
                    move_all(nodes, queues, pool, links + places + one, entering, step)
                else:
                    spare = take_in(
                        one,
                        links,
                        places,
                        spare,
                        waited,
                        link,
                        link_now,
                        nodes,
                        queues,
                        pool,
                        mode,
                        now,
                        address,
                    )

        # Received, or into the place's queue; without a way left, stranded.
        if waited and now.ways_changed:
            strand(here, queue, found, goal, stranded, place_count, nodes, queues, pool)
        reception = place[here, RECEPTION]
        while queues[entering, HEAD] != NONE:
            node = queues[entering, HEAD]
            kind, people = nodes[node, KIND], nodes[node, COUNT]
            drop_head(nodes, queues, pool, entering)
            to, group = kind // (groups * modes), kind // modes % groups
            if reception >= 0 and (place[here, IS_END] == 1 or to == reception):
                at_reception[reception, group, COMING] += people
                tally[CROSSED + group] += people
            elif way_to(goal[here], found[here], to) == NO_WAY:
                stranded[here, group, kind % modes] += people
                place_count[here, STRANDED] += people
            else:
                push(nodes, queues, pool, queue, kind, people, step, NONE)
        if place_count[here, STRANDED] > 0 and found[here] > 0:
            choose_again(here, queue, road, now, address)
        if budget < 0.0:
            continue

        # On from the place's queue, by the step in which people joined it.
        listing = 0
        left, is_cut, cohort = budget, False, 0
        node = queues[queue, HEAD]
        while node != NONE and (not is_cut or some_are_free):
            joined = nodes[node, STEP]
            size = 0
            while node != NONE and nodes[node, STEP] == joined:
                kind, people = nodes[node, KIND], nodes[node, COUNT]
                to = kind // (groups * modes)
                if is_cut and mode[kind % modes, COST] > 0.0:
                    pass
                elif now.has_logit:
                    size = add_by_logit(
                        here,
                        kind,
                        people,
                        node,
                        cohort,
                        size,
                        to,
                        place,
                        link,
                        link_now,
                        found,
                        goal,
                        road.free_hours,
                        road.felt,
                        road.route_chances,
                        batch,
                        now,
                        address,
                    )
                else:
                    way = way_to(goal[here], found[here], to)
                    batch[size, BATCH_LINK] = first_link[here, way]
                    batch[size, BATCH_KIND] = kind
                    batch[size, BATCH_GOING] = people
                    batch[size, BATCH_NODE] = node
                    size += 1
                node = nodes[node, NEXT]
            cohort += 1
            if now.has_limits:
                fit_links(
                    here,
                    place,
                    link,
                    link_now,
                    road.open_shares,
                    batch,
                    size,
                    mode,
                    now,
                    address,
                    FIND_ROOM,
                )
            if not is_cut and budget < np.inf:
                charged, is_cut = cut_batch(
                    batch,
                    size,
                    NONE,
                    mode,
                    left,
                    step,
                    place[here, PLACE_KEY],
                    address,
                    _PASS_PLACE,
                )
                left -= charged
            if now.has_limits:
                use_spare(size, batch, link_now, mode)
            for row in range(size):
                nodes[batch[row, BATCH_NODE], COUNT] -= batch[row, BATCH_GOING]
                queues[queue, PEOPLE] -= batch[row, BATCH_GOING]
                listing = note_leaving(row, batch, leaving, listed, listing, link)
        place_now[here, PLACE_CARRY] = left if is_cut else 0.0
        if waited and (some_are_free or now.has_limits):
            drop_empty(nodes, queues, pool, queue)
        while queues[queue, HEAD] != NONE and nodes[queues[queue, HEAD], COUNT] == 0:
            drop_head(nodes, queues, pool, queue)

        # From home: who is held chooses destination and mode.
        origin = place[here, ORIGIN]
        if origin >= 0 and found[here] > 0:
            size = 0
            for group in range(groups):
                held = at_origin[origin, group, HELD]
                if held == 0:
                    continue
                chances = road.home_chances[origin, group]
                if not now.has_choice:
                    chances[0] = 1.0
                elif not are_known(chances, now):
                    find_chances(
                        place[here, COUNTRY],
                        group,
                        goal[here],
                        road.free_hours[here],
                        found[here],
                        road.receptions,
                        place,
                        road.choice,
                        road.log_size,
                        road.ties,
                        road.room,
                        road.directed,
                        at_reception,
                        chances,
                    )
                chance_left = 1.0
                for way in range(found[here]):
                    to = goal[here, way] * groups + group
                    part = part_of(chances[way], chance_left)
                    people = binomial(
                        held, part, seed, member, _DESTINATION, place[here, PLACE_KEY], step, to
                    )
                    chance_left -= chances[way]
                    held -= people
                    mode_left = 1.0
                    for by in range(modes):
                        if people == 0:
                            break
                        part = part_of(mode[by, SHARE], mode_left)
                        kind = to * modes + by
                        going = binomial(
                            people,
                            part,
                            seed,
                            member,
                            _MODE,
                            place[here, PLACE_KEY],
                            step,
                            kind,
                        )
                        mode_left -= mode[by, SHARE]
                        people -= going
                        if going > 0 and now.has_logit:
                            # Routes from home are drawn apart from those of the queue's cohorts.
                            size = add_by_logit(
                                here,
                                kind,
                                going,
                                NONE,
                                COHORTS - 1,
                                size,
                                goal[here, way],
                                place,
                                link,
                                link_now,
                                found,
                                goal,
                                road.free_hours,
                                road.felt,
                                road.route_chances,
                                batch,
                                now,
                                address,
                            )
                        elif going > 0:
                            batch[size, BATCH_LINK] = first_link[here, way]
                            batch[size, BATCH_KIND] = kind
                            batch[size, BATCH_GOING] = going
                            size += 1
            if now.has_limits and size > 0:
                fit_links(
                    here,
                    place,
                    link,
                    link_now,
                    road.open_shares,
                    batch,
                    size,
                    mode,
                    now,
                    address,
                    SET_OUT,
                )
                use_spare(size, batch, link_now, mode)
            for row in range(size):
                group = batch[row, BATCH_KIND] // modes % groups
                at_origin[origin, group, HELD] -= batch[row, BATCH_GOING]
                at_origin[origin, group, LEFT] += batch[row, BATCH_GOING]
                listing = note_leaving(row, batch, leaving, listed, listing, link)

        # Onto the road, by the step in which they reach its end.
        for row in range(listing):
            one, kind = listed[row, 0], listed[row, 1]
            rank, by = link[one, OUT_RANK], kind % modes
            going = leaving[rank, kind]
            leaving[rank, kind] = 0
            hours = mode_hours(
                link_now[one, OWN_HOURS], link_now[one, KM], mode[by, SPEED], mode[by, KM_PER_HOUR]
            )
            away = steps_away(hours, now)
            early = math.floor(away)
            late = binomial(
                going, away - early, seed, member, _TRAVEL_TIME, link[one, LINK_KEY], step, kind
            )
            tally[ON_ROAD] += going
            if link[one, HAS_STORAGE] == 1:
                link_now[one, LOAD] += going * mode[by, COST]
            arrival = step + early
            if arrival == step:
                push(nodes, queues, pool, links + places + one, kind, going - late, NONE, NONE)
            elif arrival < steps:
                push(nodes, queues, pool, entering + 1 + arrival, kind, going - late, NONE, one)
            if arrival + 1 < steps:
                push(nodes, queues, pool, entering + 2 + arrival, kind, late, NONE, one)
