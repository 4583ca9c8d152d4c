"""The members' draws of everything uncertain in a scenario, as arrays."""

from collections.abc import Iterable, Sequence

import numpy as np

from corridor.clock import Clock
from corridor.parameters import Flow
from corridor.scenario import Event, Place, Scenario
from corridor.scenario.behaviour import EVERYONE
from corridor.simulate.arrays import Draws
from corridor.simulate.draws import Drawer, share_out
from corridor.simulate.network import Names
from corridor.units import Counts, Flags, Floats


class _Columns:
    """Draws of many numbers side by side, shape (member, number)."""

    def __init__(self, drawer: Drawer) -> None:
        self._drawer = drawer

    def one(self, number: Flow | None, where: str, *, without: float) -> Floats:
        """One number, or ``without`` where it is not given; shape (member,)."""
        if number is None:
            return np.full(self._drawer.members, without)
        return self._drawer.draw(number, where)

    def stack(self, columns: Iterable[Floats]) -> Floats:
        return np.ascontiguousarray(
            np.column_stack([np.zeros((self._drawer.members, 0)), *columns])
        )

    def each(self, numbers: Iterable[tuple[str, Flow | None]], *, without: float) -> Floats:
        return self.stack(self.one(number, where, without=without) for where, number in numbers)


def make_draws(
    scenario: Scenario,
    changes: Sequence[Event],
    names: Names,
    drawer: Drawer,
    clock: Clock,
) -> Draws:
    """What each member draws; see :class:`corridor.simulate.arrays.Draws`."""
    c, leaving = _Columns(drawer), scenario.leaving
    links, places, supplies, lifts = (
        scenario.links,
        scenario.places,
        scenario.supplies,
        scenario.lifts,
    )
    receptions = [place for place in places if place.kind == "reception"]
    event_hours = c.stack(_event_hours(event, drawer, clock) for event in changes)
    group_share = [
        c.one(group.share_willing, f"groups.{name}.share_willing", without=np.nan)
        for name, group in scenario.groups.items()
    ]
    willing = c.one(leaving.share_willing, "leaving.share_willing", without=1.0)
    return Draws(
        people=_people(scenario, names, drawer),
        present=_present(scenario, receptions, c),
        willing=c.stack(np.where(np.isnan(own), willing, own) for own in group_share or [willing]),
        hazard_ratio=c.each(
            [
                (f"groups.{n}.hazard_ratio", group.hazard_ratio)
                for n, group in scenario.groups.items()
            ]
            or [("", None)],
            without=1.0,
        ),
        coefficient=c.each(
            ((f"leaving.drivers.{name}", value) for name, value in leaving.drivers.items()),
            without=0.0,
        ),
        numbers=c.each(
            [
                ("leaving.base_rate_per_day", leaving.base_rate_per_day),
                ("leaving.threat_half_life_days", leaving.threat_half_life_days),
                ("leaving.threat_reach_km", leaving.threat_reach_km),
                ("leaving.comfort_days", leaving.comfort_days),
                ("leaving.unknown_correlation_days", leaving.unknown_correlation_days),
                ("route_scale_per_hour", scenario.route_scale_per_hour),
            ],
            without=1.0,
        ),
        link_hours=c.each(((f"links.{k.id}.hours", k.hours) for k in links), without=np.inf),
        link_flow=c.each(
            ((f"links.{k.id}.vehicles_per_hour", k.vehicles_per_hour) for k in links),
            without=np.inf,
        ),
        storage=c.each(
            ((f"links.{k.id}.storage_vehicles", k.storage_vehicles) for k in links),
            without=np.inf,
        ),
        place_flow=c.each(
            ((f"places.{p.id}.vehicles_per_hour", p.vehicles_per_hour) for p in places),
            without=np.inf,
        ),
        mode=_mode_table(scenario, c),
        choice=_choice(scenario, c),
        log_size=_log_size(receptions, c),
        ties=_ties(scenario, names, c),
        room=c.each(((f"places.{p.id}.room", p.room) for p in receptions), without=np.inf),
        registrations=c.each(
            (
                (f"places.{p.id}.registrations_per_hour", p.registrations_per_hour)
                for p in receptions
            ),
            without=np.inf,
        ),
        stay_hours=c.each(
            ((f"onward.{hub.start}.stay_hours", hub.stay_hours) for hub in scenario.onward),
            without=0.0,
        ),
        share=_shares(scenario, c),
        share_moving=c.each(
            ((f"onward.{hub.start}.share_moving", hub.share_moving) for hub in scenario.onward),
            without=1.0,
        ),
        stock=np.maximum(
            c.each(((f"supplies.{s.id}.stock", s.stock) for s in supplies), without=0.0), 0.0
        ),
        ration=c.each(((f"supplies.{s.id}.ration", s.ration) for s in supplies), without=0.0),
        delivery=c.each(((f"supplies.{s.id}.delivery", s.delivery) for s in supplies), without=0.0),
        service_weight=c.each(
            ((f"services.{name}", weight) for name, weight in scenario.services.items()),
            without=0.0,
        ),
        seats=c.each(((f"lifts.{k.id}.seats", k.seats) for k in lifts), without=0.0),
        lift_hours=c.each(((f"lifts.{k.id}.hours", k.hours) for k in lifts), without=0.0),
        event_step=clock.nearest_step(event_hours),
        event_order=np.argsort(event_hours, axis=1, kind="stable"),
        event_value=c.stack(
            event.factor * c.one(event.value, event.value_address, without=0.0) for event in changes
        ),
        history=drawer.inherited.history,
        walk_shift=drawer.inherited.walk_shift,
    )


def _mode_table(scenario: Scenario, c: _Columns) -> Floats:
    """Share, cars for each person, speed and own speed of each mode, shape (member, mode, 4)."""
    if not scenario.modes:
        per_vehicle = c.one(scenario.people_per_vehicle, "people_per_vehicle", without=1.0)
        ones = np.ones_like(per_vehicle)
        return np.stack([ones, 1 / per_vehicle, ones, 0 * ones], axis=1)[:, np.newaxis, :].copy()

    def each(name: str, *, without: float) -> Floats:
        return c.each(
            ((f"modes.{mode}.{name}", getattr(how, name)) for mode, how in scenario.modes.items()),
            without=without,
        )

    share = each("share", without=1.0)
    cost = each("car_equivalents", without=1.0) / each("people_per_vehicle", without=1.0)
    columns = [
        share / share.sum(axis=1, keepdims=True),
        cost,
        each("speed_ratio", without=1.0),
        each("km_per_hour", without=0.0),
    ]
    return np.ascontiguousarray(np.stack(columns, axis=2))


def _choice(scenario: Scenario, c: _Columns) -> Floats:
    """Travel cost, softening hours, size, room left, followers, border; shape (member, 6)."""
    choice = scenario.destination
    if choice is None:
        return c.stack(c.one(None, "", without=one) for one in (0.0, 1.0, 0.0, 0.0, 0.0, 0.0))
    names = ("travel_cost", "softening_hours", "size", "room_left", "followers", "border")
    return c.each(((f"destination.{name}", getattr(choice, name)) for name in names), without=0.0)


def _log_size(receptions: Sequence[Place], c: _Columns) -> Floats:
    sizes = c.each(((f"places.{place.id}.size", place.size) for place in receptions), without=1.0)
    log_size: Floats = np.log(np.maximum(sizes, 1e-9))
    return log_size


def _ties(scenario: Scenario, names: Names, c: _Columns) -> Floats:
    """Log odds by group and reception place, shape (member, group, reception)."""
    given = scenario.destination.ties if scenario.destination else {}
    groups = list(scenario.groups) or [EVERYONE]
    rows = []
    for group in groups:
        odds = c.each(
            ((f"destination.ties.{EVERYONE}.{id}", None) for id in names.receptions), without=0.0
        )
        for name in {EVERYONE, group} & given.keys():
            for id, tie in given[name].items():
                odds[:, names.receptions[id]] += c.one(
                    tie, f"destination.ties.{name}.{id}", without=0.0
                )
        rows.append(odds)
    return np.ascontiguousarray(np.stack(rows, axis=1))


def _people(scenario: Scenario, names: Names, drawer: Drawer) -> Counts:
    """Whole people at home at the start, shape (member, origin, group)."""
    c = _Columns(drawer)
    origins = [place for place in scenario.places if place.kind == "origin"]
    weights = np.maximum(
        c.each(((f"places.{place.id}.people", place.people) for place in origins), without=0.0), 0.0
    )
    if scenario.people_total is None:
        people: Counts = np.rint(weights).astype(np.int64)
    else:
        total = np.maximum(drawer.draw(scenario.people_total, "people_total"), 0.0)
        people = share_out(total, weights)
    lives = [
        [not group.origins or origin in group.origins for group in scenario.groups.values()]
        for origin in names.origins
    ]
    return _by_group(people, np.array(lives), scenario, c)


def _present(scenario: Scenario, receptions: Sequence[Place], c: _Columns) -> Counts:
    """Whole people at reception places at the start, shape (member, reception, group)."""
    present = c.each(
        ((f"places.{place.id}.present", place.present) for place in receptions), without=0.0
    )
    lives = np.ones((len(receptions), len(scenario.groups)), np.bool_)
    return _by_group(np.rint(np.maximum(present, 0.0)).astype(np.int64), lives, scenario, c)


def _by_group(people: Counts, lives: Flags, scenario: Scenario, c: _Columns) -> Counts:
    """People at places, shape (member, place), shared out to the groups that live there."""
    if not scenario.groups:
        return people[:, :, np.newaxis]
    shares = c.each(
        ((f"groups.{name}.share", group.share) for name, group in scenario.groups.items()),
        without=0.0,
    )
    split = np.empty((*people.shape, len(scenario.groups)), np.int64)
    for place in range(people.shape[1]):
        there = np.maximum(shares, 0.0) * lives[place]
        nobody = there.sum(axis=1) == 0
        there[nobody] = 1.0
        split[:, place] = share_out(people[:, place].astype(np.float64), there)
    return split


def _shares(scenario: Scenario, c: _Columns) -> Floats:
    """Shares of those received who move on to each target, shape (member, target).

    Where a member's shares of one hub sum to more than 1 they are scaled to 1.
    """
    hubs = []
    for hub in scenario.onward:
        if hub.choose:
            hubs.append(c.each(((id, None) for id in hub.choose), without=0.0))
            continue
        shares = np.maximum(
            c.each(
                ((f"onward.{hub.start}.shares.{id}", share) for id, share in hub.shares.items()),
                without=0.0,
            ),
            0.0,
        )
        hubs.append(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1.0))
    return c.stack(hubs)


def _event_hours(event: Event, drawer: Drawer, clock: Clock) -> Floats:
    """When the event happens, in hours since the start of the run, shape (member,)."""
    hours = np.full(drawer.members, clock.hours_since_start(event.time))
    if event.delay_hours is not None:
        hours += drawer.draw(event.delay_hours, event.delay_address)
    return event.moved(hours, clock.hours_since_start)
