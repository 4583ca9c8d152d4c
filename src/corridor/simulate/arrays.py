"""The arrays that the kernel reads and writes, by name.

Axes: member, step, place, link, driver, event; origin, stop (a waypoint or checkpoint) and
reception (the places of each kind, in the order of the file); hub (a reception place from which
people move on) and target (one destination of one hub; the targets of hub ``h`` are
``first_target[h]`` up to ``first_target[h + 1]``).
"""

from typing import NamedTuple

import numpy as np

from corridor.units import Counts, Flags, Floats, Hours, Stored


class Settings(NamedTuple):
    """What is the same for every member and step."""

    seed: np.uint64
    steps: int
    step_hours: Hours


class Network(NamedTuple):
    """Places, links and onward moves; the same for every member."""

    link_start: Counts  # (link,) place
    link_end: Counts  # (link,) place
    links_into: Counts  # (link,) links sorted by the place they end at
    first_into: Counts  # (place + 1,) where each place's links begin in links_into
    is_reception: Flags  # (place,)
    origins: Counts  # (origin,) places
    stops: Counts  # (stop,) places
    receptions: Counts  # (reception,) places
    reception_order: Counts  # (reception,) receptions, a hub before its targets where possible
    limited: Counts  # (limited,) links whose flow has a limit
    hub_of: Counts  # (place,) hub, or -1
    hub: Counts  # (hub,) place
    first_target: Counts  # (hub + 1,)
    target: Counts  # (target,) place
    place_key: Counts  # (place,) address of the place's draws
    link_key: Counts  # (link,) address of the link's draws


class Events(NamedTuple):
    """Dated changes, in the order of the timeline; the same for every member."""

    action: Counts  # (event,) an EventAction
    target: Counts  # (event,) link, place or driver, by action
    place: Counts  # (event,) the one place a driver changes at, or -1 for all


class Draws(NamedTuple):
    """What each member draws; the first axis is the member."""

    people: Counts  # (member, place) at home at the start
    willing: Floats  # (member,) share who would leave
    base_rate: Floats  # (member,) 1/day
    coefficient: Floats  # (member, driver)
    link_hours: Floats  # (member, link) at free flow
    link_flow: Floats  # (member, link) people per step, infinite where nothing limits it
    place_flow: Floats  # (member, place) people per step
    stay_hours: Floats  # (member, hub)
    share: Floats  # (member, target)
    event_step: Counts  # (member, event) step at whose beginning the event takes effect
    event_order: Counts  # (member, event) events sorted by step
    event_value: Floats  # (member, event) escort: people per step; driver: level


class State(NamedTuple):
    """Where one member's people are now, and how things stand; overwritten step by step."""

    staying: Counts  # (place,) at home, will not leave
    undecided: Counts  # (place,) at home, may leave
    waiting: Counts  # (place,) decided to go, or on the way, and waiting to set out from here
    link_queue: Counts  # (link,) at the end of the link, waiting to pass
    settled: Counts  # (place,) received, stay
    moving_on: Counts  # (place,) received, will move on
    entering: Counts  # (place,) entering a reception place by road in this step
    due: Counts  # (step, link) on the road, by the step in which they reach the link's end
    onward_due: Counts  # (step, place) on the road from a hub, by the step of arrival
    passable: Flags  # (link,)
    escort: Floats  # (link,) people per step who may set out, infinite without an escort
    is_open: Flags  # (place,)
    level: Floats  # (place, driver)
    chance: Floats  # (place,) of deciding to leave within a step
    first_link: Counts  # (place,) of the way to the nearest reception place, or NO_WAY
    order: Counts  # (place,) places, farthest from reception first
    onward_hours: Floats  # (target,) from the target's hub
    usable: Flags  # (link,) passable, and its end open
    hours: Floats  # (place,) room for a search


def new_state(network: Network, *, steps: int, drivers: int) -> State:
    """The arrays that a member's run overwrites; one set serves all members of a thread in turn."""
    places, links = len(network.is_reception), len(network.link_start)
    at_places = (np.zeros(places, np.int64) for _ in range(9))
    return State(
        staying=next(at_places),
        undecided=next(at_places),
        waiting=next(at_places),
        link_queue=np.zeros(links, np.int64),
        settled=next(at_places),
        moving_on=next(at_places),
        entering=next(at_places),
        due=np.zeros((steps, links), np.int64),
        onward_due=np.zeros((steps, places), np.int64),
        passable=np.ones(links, np.bool_),
        escort=np.full(links, np.inf),
        is_open=np.ones(places, np.bool_),
        level=np.zeros((places, drivers)),
        chance=np.zeros(places),
        first_link=next(at_places),
        order=next(at_places),
        onward_hours=np.zeros(len(network.target)),
        usable=np.ones(links, np.bool_),
        hours=np.zeros(places),
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
    present: Stored  # (member, step, reception)
    on_road: Stored  # (member, step)
    crossed: Stored  # (member, step) so far, from the affected area into reception places
    willing: Stored  # (member,) everybody but those who stay for good
    lost: Counts  # (member,) largest imbalance of people over the steps: 0, or the engine is wrong
