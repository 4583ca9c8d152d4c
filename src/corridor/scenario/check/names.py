"""Rules for names: whatever is named is there, and of the right kind."""

from collections.abc import Iterator

from corridor.errors import Problem, near_match
from corridor.parameters.number import ParameterName
from corridor.scenario.behaviour import COMPUTED_DRIVERS, EVERYONE
from corridor.scenario.draft import Draft, shown
from corridor.scenario.parts import Event, Lift, PlaceKind
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


def _unknown(draft: Draft, spot: Spot, id: str, *, kind: PlaceKind | None = None) -> Problem | None:
    """The problem of a place that is not there, or not of the kind that is wanted."""
    place = draft.place.get(id)
    known = draft.ids(PLACES_FILE)
    if PLACES_FILE in draft.incomplete or (id in known and place is None):
        return None
    if place is None:
        of_kind = [place.id for place in draft.places if kind in (None, place.kind)]
        return draft.problem(spot, repr(id), f"the id of a place{near_match(id, of_kind or known)}")
    if kind is not None and place.kind != kind:
        found = f"{id!r}, which is of kind {place.kind!r}"
        return draft.problem(spot, found, f"a place of kind {kind!r}")
    return None


def unknown_link_place(draft: Draft) -> Iterator[Problem]:
    """A link runs between places of the scenario."""
    for index, link in enumerate(draft.links):
        for column, id in (("from", link.start), ("to", link.end)):
            problem = _unknown(draft, Spot(LINKS_FILE, (index, column)), id)
            if problem:
                yield problem


def link_to_itself(draft: Draft) -> Iterator[Problem]:
    """A link ends at another place than it starts from."""
    for index, link in enumerate(draft.links):
        if link.start == link.end:
            spot = Spot(LINKS_FILE, (index, "to"))
            yield draft.problem(spot, repr(link.end), "another place than the link starts from")


def unknown_count_place(draft: Draft) -> Iterator[Problem]:
    """A count is of a place of the scenario."""
    for index, count in enumerate(draft.counts):
        problem = _unknown(draft, Spot(COUNTS_FILE, (index, "place")), count.place)
        if problem:
            yield problem


def unknown_onward_place(draft: Draft) -> Iterator[Problem]:
    """Onward moves are between reception places."""
    for index, move in draft.onward:
        spots = [(Spot(YAML_FILE, ("onward", index, "from")), move.start)]
        spots += [(Spot(YAML_FILE, ("onward", index, "shares", id)), id) for id in move.shares]
        spots += [(Spot(YAML_FILE, ("onward", index, "choose")), id) for id in move.choose]
        for spot, id in spots:
            problem = _unknown(draft, spot, id, kind="reception")
            if problem:
                yield problem


def onward_between_other_places(draft: Draft) -> Iterator[Problem]:
    """Onward moves lead away from their place."""
    for index, move in draft.onward:
        if move.start in move.targets:
            where = ("choose",) if move.choose else ("shares", move.start)
            spot = Spot(YAML_FILE, ("onward", index, *where))
            expected = "other places only (what is left of 1 stays)"
            yield draft.problem(spot, repr(move.start), expected)


def unknown_event_target(draft: Draft) -> Iterator[Problem]:
    """What is closed, opened, escorted or widened is a link or a checkpoint."""
    links, places = draft.ids(LINKS_FILE), draft.ids(PLACES_FILE)
    checkpoints = {place.id for place in draft.places if place.kind == "checkpoint"}
    # A place whose row has faults may be meant as a checkpoint.
    doubtful = places - draft.place.keys()
    for index, event in enumerate(draft.timeline):
        if event.action not in ("close", "open", "escort", "capacity"):
            continue
        is_escort = event.action == "escort"
        known = links if is_escort else links | checkpoints | doubtful
        needed = (LINKS_FILE,) if is_escort else (LINKS_FILE, PLACES_FILE)
        if event.target in known or draft.incomplete.intersection(needed):
            continue
        spot = Spot(TIMELINE_FILE, (index, "target"))
        what = "the id of a link" if is_escort else "the id of a link or checkpoint"
        yield draft.problem(
            spot, _target_words(draft, event), what + near_match(event.target, known)
        )


def _target_words(draft: Draft, event: Event) -> str:
    place = draft.place.get(event.target)
    kind = f", which is a place of kind {place.kind!r}" if place else ""
    return shown(event.target) + kind


def unknown_driver(draft: Draft) -> Iterator[Problem]:
    """A driver that changes has a coefficient, and changes at an origin."""
    for index, event in enumerate(draft.timeline):
        if event.action != "driver":
            continue
        spot = Spot(TIMELINE_FILE, (index, "target"))
        name, place = event.target_name, event.target_place
        if draft.drivers is not None and name not in draft.drivers:
            expected = f"a driver of leaving.drivers{near_match(name, draft.drivers)}"
            yield draft.problem(spot, shown(name), expected)
        elif name in COMPUTED_DRIVERS:
            expected = "a driver that the model does not work out by itself"
            yield draft.problem(spot, shown(name), expected)
        problem = _unknown(draft, spot, place, kind="origin") if place else None
        if problem:
            yield problem


def unknown_target_of_action(draft: Draft) -> Iterator[Problem]:
    """What an action is about is there: places, reception places, supplies and services."""
    supplies = draft.ids(SUPPLIES_FILE)
    services = draft.settings.services.keys() if draft.settings else None
    for index, event in enumerate(draft.timeline):
        spot = Spot(TIMELINE_FILE, (index, "target"))
        problem = None
        if event.action == "threat":
            problem = _unknown(draft, spot, event.target)
        elif event.action == "direct" or (event.action == "returns" and event.target):
            problem = _unknown(draft, spot, event.target, kind="reception")
        elif event.action in ("ration", "delivery", "stock"):
            if event.target not in supplies and SUPPLIES_FILE not in draft.incomplete:
                expected = f"the id of a supply{near_match(event.target, supplies)}"
                problem = draft.problem(spot, shown(event.target), expected)
        elif event.action in ("cut", "restore"):
            if services is not None and event.target_name not in services:
                expected = f"one of services{near_match(event.target_name, services)}"
                problem = draft.problem(spot, shown(event.target_name), expected)
            elif event.target_place:
                problem = _unknown(draft, spot, event.target_place, kind="origin")
        if problem:
            yield problem


def unknown_place_of_row(draft: Draft) -> Iterator[Problem]:
    """Overflow, supplies and lifts name places of the kind that they need."""
    for index, place in enumerate(draft.places):
        if place.overflow is not None:
            spot = Spot(PLACES_FILE, (index, "overflow"))
            yield from _if_any(_unknown(draft, spot, place.overflow, kind="reception"))
            if place.overflow == place.id:
                yield draft.problem(spot, repr(place.id), "another place")
    for index, supply in enumerate(draft.supplies):
        spot = Spot(SUPPLIES_FILE, (index, "place"))
        yield from _if_any(_unknown(draft, spot, supply.place, kind="origin"))
        if supply.start is not None:
            spot = Spot(SUPPLIES_FILE, (index, "from"))
            yield from _if_any(_unknown(draft, spot, supply.start))
    for index, lift in enumerate(draft.lifts):
        for column, id in (("from", lift.start), ("to", lift.end)):
            yield from _if_any(_unknown(draft, Spot(LIFTS_FILE, (index, column)), id))
        yield from _ends_of_lift(draft, index, lift)


def _ends_of_lift(draft: Draft, index: int, lift: Lift) -> Iterator[Problem]:
    """A lift takes people from where they wait to where they are received or go on."""
    for column, id, unfit in (("from", lift.start, "reception"), ("to", lift.end, "origin")):
        place = draft.place.get(id)
        if place is not None and place.kind == unfit:
            spot = Spot(LIFTS_FILE, (index, column))
            found = f"{id!r}, which is of kind {unfit!r}"
            yield draft.problem(spot, found, "a place of another kind")


def _if_any(problem: Problem | None) -> Iterator[Problem]:
    if problem:
        yield problem


def unknown_group_or_place_of_choice(draft: Draft) -> Iterator[Problem]:
    """Ties are of groups to reception places; groups live at origins."""
    settings = draft.settings
    if settings is None:
        return
    for name, group in settings.groups.items():
        for id in group.origins:
            spot = Spot(YAML_FILE, ("groups", name, "origins"))
            yield from _if_any(_unknown(draft, spot, id, kind="origin"))
    for name, places in (settings.destination.ties if settings.destination else {}).items():
        known = {EVERYONE, *settings.groups}
        if name not in known:
            spot = Spot(YAML_FILE, ("destination", "ties", name))
            expected = f"a group, or {EVERYONE!r}{near_match(name, known)}"
            yield draft.problem(spot, repr(name), expected)
        for id in places:
            spot = Spot(YAML_FILE, ("destination", "ties", name, id))
            yield from _if_any(_unknown(draft, spot, id, kind="reception"))


def unknown_replaced_event(draft: Draft) -> Iterator[Problem]:
    """What an event replaces is another event of the timeline."""
    known = draft.ids(TIMELINE_FILE)
    if TIMELINE_FILE in draft.incomplete:
        return
    for index, event in enumerate(draft.timeline):
        if event.replaces is not None and event.replaces not in known:
            spot = Spot(TIMELINE_FILE, (index, "replaces"))
            expected = f"the id of another event{near_match(event.replaces, known - {event.id})}"
            yield draft.problem(spot, repr(event.replaces), expected)


def replaces_in_a_circle(draft: Draft) -> Iterator[Problem]:
    """No event replaces itself, by way of others or directly."""
    replaces = {event.id: event.replaces for event in draft.timeline}
    for index, event in enumerate(draft.timeline):
        seen: set[str] = set()
        step = event.replaces
        while step is not None and step != event.id and step not in seen:
            seen.add(step)
            step = replaces.get(step)
        if step == event.id:
            spot = Spot(TIMELINE_FILE, (index, "replaces"))
            expected = "an event that does not in turn replace this one"
            yield draft.problem(spot, repr(event.replaces), expected)


def unknown_parameter(draft: Draft) -> Iterator[Problem]:
    """A name that stands for a number is that of a parameter."""
    known = draft.ids(YAML_FILE)
    if YAML_FILE in draft.incomplete:
        return
    for use in draft.uses:
        if isinstance(use.number, ParameterName) and use.number.name not in known:
            expected = f"a number or the name of a parameter{near_match(use.number.name, known)}"
            yield draft.problem(use.spot, repr(use.number.name), expected)


def parameter_without_use(draft: Draft) -> Iterator[Problem]:
    """Every parameter is used; one that is not is often a slip in a name."""
    if not draft.is_whole(
        YAML_FILE, PLACES_FILE, LINKS_FILE, TIMELINE_FILE, SUPPLIES_FILE, LIFTS_FILE
    ):
        return
    numbers = [use.number for use in draft.uses]
    used = {number.name for number in numbers if isinstance(number, ParameterName)}
    if not used <= draft.parameter.keys():
        # A name in use that is misspelt is reported already; its parameter only seems unused.
        return
    for parameter in draft.parameters:
        if parameter.name not in used:
            spot = Spot(YAML_FILE, ("parameters", parameter.name))
            expected = "a parameter that some number names, or none"
            yield draft.problem(spot, f"the unused parameter {parameter.name!r}", expected)
