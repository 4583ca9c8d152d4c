"""The arrays that the kernel reads and writes, by name.

Axes: member, step, place, link, driver, event, group, mode; origin, stop (waypoints, checkpoints
and reception places through which people pass) and reception (places of each kind, in the order of
the file); limited (links at whose end a queue can form); hub (a reception place from which people
move on) and target (one destination of one hub; the targets of hub ``h`` are ``first_target[h]`` up
to ``first_target[h + 1]``); supply, lift, service. A kind of people is one number for destination,
group and mode: ``(destination * groups + group) * modes + mode``. An axis named ``columns`` is that
of a table whose columns are in :mod:`corridor.simulate.tables`.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from corridor.model.travel import Search, Ways, new_search, new_ways
from corridor.simulate.queues import new_pool
from corridor.simulate.tables import CHOICE_COLUMNS, LINK_NOW_COLUMNS, PLACE_NOW_COLUMNS
from corridor.units import Counts, Flags, Floats, Stored

Singles: TypeAlias = npt.NDArray[np.float32]


class Settings(NamedTuple):
    """What is the same for every member."""

    seed: np.uint64
    edges_hours: Floats  # (step + 1,) of the steps, since the start
    run_up_steps: int  # steps of the first length
    run_up_hours: float  # that length
    later_hours: float  # length of the other steps
    considered: int  # destinations weighed from each place
    has_choice: bool  # by the coefficients; otherwise the nearest
    has_logit: bool  # routes by recursive logit
    has_limits: bool  # somewhere people may not set out freely
    has_storage: bool  # somewhere a link can be full
    has_returns: bool
    threat: int  # number of the driver, or -1
    deprivation: int
    others_gone: int
    unknown: int
    given: Counts  # (step,) how many leave in all, or no steps where nobody says
    own_from: int  # the step from which on a member has draws of its own
    walk_period: Counts  # (step,) of the shifts of the random walk, or -1


class Ends(NamedTuple):
    """The links once more, as lists for the search for ways."""

    start: Counts  # (link,) place
    end: Counts  # (link,) place
    into: Counts  # (link,) links sorted by end
    first_into: Counts  # (place + 1,)
    out: Counts  # (link,) links sorted by start
    first_out: Counts  # (place + 1,)


class Network(NamedTuple):
    """Places, links and what belongs to them; the same for every member."""

    roads: Ends
    place: Counts  # (place + 1, columns)
    link: Counts  # (link, columns)
    km: Floats  # (link,)
    open_shares: Floats  # (window, step)
    origins: Counts  # (origin,) places
    stops: Counts  # (stop,) places
    receptions: Counts  # (reception,) places
    limited: Counts  # (limited,) links
    is_end: Flags  # (place,) a reception place through which nobody passes
    reception_order: Counts  # (reception,) a hub before its targets where possible
    overflow: Counts  # (reception,) reception, or -1
    hub_of: Counts  # (reception,) hub, or -1
    hub_chooses: Flags  # (hub,)
    first_target: Counts  # (hub + 1,)
    target: Counts  # (target,) reception
    supply_origin: Counts  # (supply,) origin
    supply_source: Counts  # (supply,) place, or -1
    lift_start: Counts  # (lift,) place
    lift_end: Counts  # (lift,) place
    lift_needs_road: Flags  # (lift,)
    lift_key: Counts  # (lift,) address of the lift's draws
    origin_key: Counts  # (origin,) address of the origin's draws
    reception_key: Counts  # (reception,)


class Events(NamedTuple):
    """Dated changes, in the order of the timeline, and departures of lifts in the order of time."""

    action: Counts  # (event,) an EventAction
    target: Counts  # (event,) link, place, driver, supply, service or reception, by action
    place: Counts  # (event,) the one origin at which a driver or service changes, or -1 for all
    distance_km: Floats  # (event, origin) of a threat
    departure_step: Counts  # (departure,)
    departure_hours: Floats  # (departure,) since the start
    departure_lift: Counts  # (departure,)


class Draws(NamedTuple):
    """What each member draws; the first axis is the member."""

    people: Counts  # (member, origin, group) at home at the start
    present: Counts  # (member, reception, group) there at the start
    willing: Floats  # (member, group) share who would leave
    hazard_ratio: Floats  # (member, group)
    coefficient: Floats  # (member, driver)
    numbers: Floats  # (member, columns) single numbers
    link_hours: Floats  # (member, link) at free flow
    link_flow: Floats  # (member, link) cars/hour, infinite where nothing limits it
    storage: Floats  # (member, link) cars, infinite where nothing limits it
    place_flow: Floats  # (member, place) cars/hour
    mode: Floats  # (member, mode, columns)
    choice: Floats  # (member, columns)
    log_size: Floats  # (member, reception)
    ties: Floats  # (member, group, reception) log odds
    room: Floats  # (member, reception) people, infinite where nothing limits it
    registrations: Floats  # (member, reception) people/hour
    stay_hours: Floats  # (member, hub)
    share: Floats  # (member, target) for hubs that do not choose
    share_moving: Floats  # (member, hub)
    stock: Floats  # (member, supply) tonnes at the start
    ration: Floats  # (member, supply) kg/person/day
    delivery: Floats  # (member, supply) tonnes/day
    service_weight: Floats  # (member, service) level
    seats: Floats  # (member, lift)
    lift_hours: Floats  # (member, lift)
    event_step: Counts  # (member, event) step at whose beginning the event takes effect
    event_order: Counts  # (member, event) events sorted by time
    event_value: Floats  # (member, event) in the unit of its action
    history: Counts  # (member,) whose random numbers it has before ``own_from``
    walk_shift: Floats  # (member, period) added to what drives the random walk


class Own(NamedTuple):
    """One member's draws, in arrays that stay in place from member to member."""

    people: Counts  # (origin, group)
    present: Counts  # (reception, group)
    willing: Floats  # (group,)
    hazard_ratio: Floats  # (group,)
    coefficient: Floats  # (driver,)
    numbers: Floats  # (columns,)
    mode: Floats  # (mode, columns)
    choice: Floats  # (columns,)
    log_size: Floats  # (reception,)
    ties: Floats  # (group, reception)
    room: Floats  # (reception,)
    registrations: Floats  # (reception,)
    stay_hours: Floats  # (hub,)
    share: Floats  # (target,)
    share_moving: Floats  # (hub,)
    service_weight: Floats  # (service,)
    seats: Floats  # (lift,)
    lift_hours: Floats  # (lift,)
    event_step: Counts  # (event,)
    event_order: Counts  # (event,)
    event_value: Floats  # (event,)
    # The draws of these stand in the tables of how things are now.
    link_now: Floats
    place_now: Floats
    supply: Floats


class State(NamedTuple):
    """Where one member's people are now, and how things stand; overwritten step by step.

    Queues are numbered: the end of each link, then the queue of each place, then what reaches the
    end of each link in this step, then who enters a place, then the road by the step of arrival.
    """

    own: Own
    at_origin: Counts  # (origin, group, columns)
    at_reception: Counts  # (reception, group, columns)
    stranded: Counts  # (place, group, mode)
    place_count: Counts  # (place, columns)
    onward_due: Counts  # (step, reception, group) on the road from a reception place
    return_due: Counts  # (step, origin, group) on the road home
    lift_due: Counts  # (step, lift, group) on a lift
    nodes: Counts  # see corridor.simulate.queues
    queues: Counts
    pool: Counts
    tally: Counts  # (1 + group,)
    link_now: Floats  # (link, columns)
    place_now: Floats  # (place, columns)
    level: Floats  # (origin, driver)
    threat: Floats  # (origin, 2) threat now, and what events add in this step
    rate: Floats  # (origin,) 1/day
    supply: Floats  # (supply, 4) stock, ration, delivery, days left
    is_supplied: Flags  # (supply,) a way leads from its source
    is_cut: Flags  # (origin, service)
    return_rate: Floats  # (reception,) 1/day
    directed: Floats  # (reception,) log odds that events have set
    registration_carry: Floats  # (reception,)
    newly: Counts  # (group,) room for those registered in a step
    flows: Counts  # (reception, 2) arrivals, registered in this step
    order: Counts  # (place,) farthest from reception first
    ways: Ways
    search: Search
    usable: Flags  # (link,) passable, and its end open
    link_hours: Floats  # (link,) of the first mode
    hours: Floats  # (place,) room for a search
    onward_hours: Floats  # (target,) from the target's hub
    overflow_hours: Floats  # (reception,)
    return_hours: Floats  # (reception, origin)
    lift_has_road: Flags  # (lift,)
    home_chances: Floats  # (origin, group, way) kept; NaN in front where not known now
    hub_chances: Floats  # (hub, group, target) the same
    chances: Floats  # room for the chances of a choice
    route_chances: Floats  # the same for links
    batch: Counts  # (row, columns) people about to set out from a place
    leaving: Counts  # (link out, kind) who set out, summed over cohorts
    listed: Counts  # (link out x kind, 2) links and kinds with somebody in ``leaving``


class Sizes(NamedTuple):
    """Lengths of the axes."""

    steps: int
    places: int
    links: int
    origins: int
    receptions: int
    groups: int
    modes: int
    drivers: int
    hubs: int
    targets: int
    events: int
    supplies: int
    services: int
    lifts: int
    links_out: int  # the most links that leave one place
    considered: int


def kind_count(sizes: Sizes) -> int:
    """How many kinds of people there are: destinations x groups x modes."""
    return sizes.receptions * sizes.groups * sizes.modes


def new_state(sizes: Sizes, *, nodes: int, has_returns: bool, has_logit: bool) -> State:
    """The arrays that a member's run overwrites; one set serves all members of a thread in turn."""
    s, kinds, links_out = sizes, kind_count(sizes), max(sizes.links_out, 1)
    table, queues, pool = new_pool(nodes, 2 * s.links + s.places + 1 + s.steps)

    def counts(*shape: int) -> Counts:
        return np.zeros(shape, np.int64)

    def floats(*shape: int) -> Floats:
        return np.zeros(shape)

    def flags(*shape: int) -> Flags:
        return np.zeros(shape, np.bool_)

    link_now, place_now = floats(s.links, LINK_NOW_COLUMNS), floats(s.places, PLACE_NOW_COLUMNS)
    supply = floats(s.supplies, 4)
    return State(
        own=Own(
            people=counts(s.origins, s.groups),
            present=counts(s.receptions, s.groups),
            willing=floats(s.groups),
            hazard_ratio=floats(s.groups),
            coefficient=floats(s.drivers),
            numbers=floats(6),
            mode=floats(s.modes, 4),
            choice=floats(CHOICE_COLUMNS),
            log_size=floats(s.receptions),
            ties=floats(s.groups, s.receptions),
            room=floats(s.receptions),
            registrations=floats(s.receptions),
            stay_hours=floats(s.hubs),
            share=floats(s.targets),
            share_moving=floats(s.hubs),
            service_weight=floats(s.services),
            seats=floats(s.lifts),
            lift_hours=floats(s.lifts),
            event_step=counts(s.events),
            event_order=counts(s.events),
            event_value=floats(s.events),
            link_now=link_now,
            place_now=place_now,
            supply=supply,
        ),
        at_origin=counts(s.origins, s.groups, 4),
        at_reception=counts(s.receptions, s.groups, 4),
        stranded=counts(s.places, s.groups, s.modes),
        place_count=counts(s.places, 1),
        onward_due=counts(s.steps, s.receptions, s.groups),
        return_due=counts(s.steps if has_returns else 0, s.origins, s.groups),
        lift_due=counts(s.steps if s.lifts else 0, s.lifts, s.groups),
        nodes=table,
        queues=queues,
        pool=pool,
        tally=counts(1 + s.groups),
        link_now=link_now,
        place_now=place_now,
        level=floats(s.origins, s.drivers),
        threat=floats(s.origins, 2),
        rate=floats(s.origins),
        supply=supply,
        is_supplied=flags(s.supplies),
        is_cut=flags(s.origins, s.services),
        return_rate=floats(s.receptions),
        directed=floats(s.receptions),
        registration_carry=floats(s.receptions),
        newly=counts(s.groups),
        flows=counts(s.receptions, 2),
        order=counts(s.places),
        ways=new_ways(s.places, s.considered),
        search=new_search(s.places, s.links, s.considered),
        usable=flags(s.links),
        link_hours=floats(s.links),
        hours=floats(s.places),
        onward_hours=floats(s.targets),
        overflow_hours=floats(s.receptions),
        return_hours=floats(s.receptions if has_returns else 0, s.origins),
        lift_has_road=flags(s.lifts),
        home_chances=floats(s.origins, s.groups, max(s.considered, 1)),
        hub_chances=floats(s.hubs, s.groups, max(s.targets, 1)),
        chances=floats(max(s.considered, s.targets, 1)),
        route_chances=floats(links_out),
        batch=counts((nodes + kinds) * (links_out if has_logit else 1), 4),
        leaving=counts(links_out, kinds),
        listed=counts(links_out * kinds, 2),
    )


class Saved(NamedTuple):
    """What is kept of a chunk of members: stocks at the end of each step, flows during it.

    The member axis counts from the chunk's first member. Every field but ``lost`` is one of
    :data:`corridor.simulate.ensemble.VARIABLES`, with its axes and type.
    """

    home: Stored  # (member, step, origin) undecided and staying
    held: Stored  # (member, step, origin) waiting to set out
    queue: Stored  # (member, step, stop then limited) waiting at stops and at the ends of links
    arrivals: Stored  # (member, step, reception) flow
    registered: Stored  # (member, step, reception) flow
    present: Stored  # (member, step, reception)
    on_road: Stored  # (member, step)
    crossed: Stored  # (member, step) so far, from the affected area into reception places
    crossed_by_group: Stored  # (member, step, group) the same; no groups, no axis
    days_of_supply: Singles  # (member, step, supply)
    willing: Stored  # (member,) everybody but those who stay for good
    lost: Counts  # (member,) largest imbalance of people over the steps: 0, or the engine is wrong
