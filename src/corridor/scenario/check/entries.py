"""Rules for single entries: ids, sources, and fields that depend on each other."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from corridor.errors import Problem
from corridor.parameters.number import FromClaims, Unlimited
from corridor.scenario.draft import Draft, Given, shown
from corridor.scenario.parts import ACTIONS, Event, Lift, Link, Place, PlaceKind, Supply
from corridor.scenario.uses import (
    COUNTS_FILE,
    LIFTS_FILE,
    LINKS_FILE,
    PLACES_FILE,
    SUPPLIES_FILE,
    TIMELINE_FILE,
    YAML_FILE,
    Spot,
)

#: Files whose ids have to differ only among themselves.
_OWN_IDS = (TIMELINE_FILE, COUNTS_FILE, SUPPLIES_FILE, LIFTS_FILE)


def repeated_id(draft: Draft) -> Iterator[Problem]:
    """An id is used once; places and links share their ids' names."""
    for files in ((PLACES_FILE, LINKS_FILE), *((file,) for file in _OWN_IDS)):
        first: dict[str, tuple[str, Given]] = {}
        for file in files:
            for given in draft.given.get(file, ()):
                first_file, one = first.setdefault(given.id, (file, given))
                if one is not given:
                    where = f"{first_file}:{one.line} has it too"
                    expected = f"an id used once ({where})"
                    yield Problem(file, given.line, 0, "id", repr(given.id), expected)


def repeated_onward(draft: Draft) -> Iterator[Problem]:
    """Onward moves from one place stand in one entry."""
    first: dict[str, int] = {}
    for index, move in draft.onward:
        if first.setdefault(move.start, index) != index:
            expected = f"one entry for each place (onward.{first[move.start]} has it too)"
            spot = Spot(YAML_FILE, ("onward", index, "from"))
            yield draft.problem(spot, repr(move.start), expected)


def missing_source(draft: Draft) -> Iterator[Problem]:
    """What is said to be sourced or derived has a source."""
    tables: tuple[tuple[str, Iterable[Place | Link | Event | Supply | Lift]], ...] = (
        (PLACES_FILE, draft.places),
        (LINKS_FILE, draft.links),
        (TIMELINE_FILE, draft.timeline),
        (SUPPLIES_FILE, draft.supplies),
        (LIFTS_FILE, draft.lifts),
    )
    for file, rows in tables:
        for index, row in enumerate(rows):
            if not row.source and row.certainty in ("sourced", "derived"):
                expected = f"a source where certainty is {row.certainty}"
                yield draft.problem(Spot(file, (index, "source")), "nothing", expected)


def no_place_of_a_needed_kind(draft: Draft) -> Iterator[Problem]:
    """There is somewhere to leave and somewhere to arrive."""
    if not draft.is_whole(PLACES_FILE):
        return
    kinds = {place.kind for place in draft.places}
    for kind in ("origin", "reception"):
        if kind not in kinds:
            found = f"no place of kind {kind!r}"
            yield Problem(PLACES_FILE, 0, 0, "kind", found, "at least one")


def missing_or_needless_people(draft: Draft) -> Iterator[Problem]:
    """Origins, and only they, have people."""
    for index, place in enumerate(draft.places):
        spot = Spot(PLACES_FILE, (index, "people"))
        if place.kind == "origin" and place.people is None:
            yield draft.problem(spot, "nothing", "the people at home in an origin")
        if place.kind != "origin" and place.people is not None:
            yield draft.problem(spot, "a value", f"nothing for a place of kind {place.kind!r}")


def missing_or_needless_capacity(draft: Draft) -> Iterator[Problem]:
    """Checkpoints, and only they, have vehicles per hour."""
    for index, place in enumerate(draft.places):
        spot = Spot(PLACES_FILE, (index, "vehicles_per_hour"))
        if place.kind == "checkpoint" and place.vehicles_per_hour is None:
            yield draft.problem(spot, "nothing", "vehicles per hour, or 'unlimited'")
        if place.kind != "checkpoint" and place.vehicles_per_hour is not None:
            yield draft.problem(spot, "a value", f"nothing for a place of kind {place.kind!r}")


def fault_of_event_value(draft: Draft) -> Iterator[Problem]:
    """Some actions have a value and the others none; notes have no target."""
    for index, event in enumerate(draft.timeline):
        spot = Spot(TIMELINE_FILE, (index, "value"))
        rule = ACTIONS.get(event.action)
        if rule and event.value is None:
            yield draft.problem(spot, "nothing", rule.value)
        if rule and isinstance(event.value, Unlimited) and event.action != "capacity":
            yield draft.problem(spot, "'unlimited'", rule.value)
        if not rule and event.value is not None:
            yield draft.problem(spot, "a value", f"nothing for the action {event.action!r}")
        if event.action == "note" and event.target:
            target = Spot(TIMELINE_FILE, (index, "target"))
            yield draft.problem(target, shown(event.target), "nothing for the action 'note'")
        if event.action == "direct" and draft.settings and draft.settings.destination is None:
            action = Spot(TIMELINE_FILE, (index, "action"))
            yield draft.problem(action, "'direct'", "a section 'destination' in scenario.yaml")


def needless_field_of_place(draft: Draft) -> Iterator[Problem]:
    """What belongs to one kind of place is not given for another."""
    for index, place in enumerate(draft.places):
        for column, kind in _COLUMN_OF_KIND.items():
            if place.kind != kind and getattr(place, column) not in (None, False):
                spot = Spot(PLACES_FILE, (index, column))
                yield draft.problem(spot, "a value", f"nothing for a place of kind {place.kind!r}")


_COLUMN_OF_KIND: Mapping[str, PlaceKind] = {
    "open_hours": "checkpoint",
    "size": "reception",
    "room": "reception",
    "present": "reception",
    "overflow": "reception",
    "registrations_per_hour": "reception",
    "through": "reception",
}


def missing_setting_of_driver(draft: Draft) -> Iterator[Problem]:
    """A driver that the model works out has the numbers that it needs, and they have the driver."""
    if draft.settings is None:
        return
    leaving = draft.settings.leaving
    for driver, names in _SETTINGS_OF_DRIVER.items():
        for name in names:
            spot = Spot(YAML_FILE, ("leaving", name))
            is_given = getattr(leaving, name) is not None
            if driver in leaving.drivers and not is_given:
                yield draft.problem(spot, "nothing", f"a number, for the driver {driver!r}")
            if is_given and driver not in leaving.drivers:
                expected = f"nothing without the driver {driver!r}"
                yield draft.problem(spot, "a value", expected)


_SETTINGS_OF_DRIVER: Mapping[str, tuple[str, ...]] = {
    "threat": ("threat_half_life_days", "threat_reach_km"),
    "deprivation": ("comfort_days",),
    "unknown": ("unknown_correlation_days",),
}


def fault_of_settings(draft: Draft) -> Iterator[Problem]:
    """Settings that need each other are given together."""
    settings = draft.settings
    if settings is None:
        return
    is_logit = settings.routes == "recursive_logit"
    if is_logit and settings.route_scale_per_hour is None:
        spot = Spot(YAML_FILE, ("route_scale_per_hour",))
        yield draft.problem(spot, "nothing", "a number, for routes by recursive_logit")
    run_up = settings.run_up
    if run_up is None:
        return
    spot = Spot(YAML_FILE, ("run_up", "step_minutes"))
    if run_up.step_minutes % settings.step_minutes:
        expected = f"a multiple of step_minutes, {settings.step_minutes}"
        yield draft.problem(spot, str(run_up.step_minutes), expected)
    if (run_up.until - settings.start) % timedelta(minutes=run_up.step_minutes):
        spot = Spot(YAML_FILE, ("run_up", "until"))
        expected = f"a whole number of steps after the start, {settings.start.isoformat()}"
        yield draft.problem(spot, run_up.until.isoformat(), expected)


def origin_without_a_group(draft: Draft) -> Iterator[Problem]:
    """Where there are groups, some group lives at each origin."""
    if draft.settings is None or not draft.settings.groups:
        return
    groups = draft.settings.groups.values()
    if any(not group.origins for group in groups):
        return
    lived_in = {id for group in groups for id in group.origins}
    for place in draft.places:
        if place.kind == "origin" and place.id not in lived_in:
            found = f"no group at the origin {place.id!r}"
            spot = Spot(YAML_FILE, ("groups",))
            yield draft.problem(spot, found, "a group with this origin, or one without origins")


def fault_of_onward(draft: Draft) -> Iterator[Problem]:
    """People move on either by shares or by choice, and choice has what it needs."""
    for index, move in draft.onward:
        spot = Spot(YAML_FILE, ("onward", index))
        if bool(move.shares) == bool(move.choose):
            found = "both" if move.shares else "neither"
            yield draft.problem(spot, f"{found} of shares and choose", "one of them")
        if bool(move.choose) != (move.share_moving is not None):
            yield draft.problem(spot, "one of choose and share_moving", "both, or neither")
        if move.choose and draft.settings is not None and draft.settings.destination is None:
            yield draft.problem(spot, "choose", "shares, or a section 'destination'")


def parameter_bounds_out_of_order(draft: Draft) -> Iterator[Problem]:
    """A parameter's min is below its max."""
    for parameter in draft.parameters:
        if not parameter.has_bounds_in_order:
            spot = Spot(YAML_FILE, ("parameters", parameter.name, "max"))
            expected = f"more than min, which is {parameter.min:g}"
            yield draft.problem(spot, shown(parameter.max), expected)


def parameter_without_published(draft: Draft) -> Iterator[Problem]:
    """A parameter that rests on no claim says when what it rests on was public."""
    for parameter in draft.parameters:
        if parameter.published is None and not isinstance(parameter.number, FromClaims):
            spot = Spot(YAML_FILE, ("parameters", parameter.name, "published"))
            expected = "the time at which what it rests on was public"
            yield draft.problem(spot, "nothing", expected)
