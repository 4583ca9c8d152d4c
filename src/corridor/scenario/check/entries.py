"""Rules for single entries: ids, sources, and fields that depend on each other."""

from collections.abc import Iterable, Iterator

from corridor.errors import Problem
from corridor.parameters.number import FromClaims
from corridor.scenario.draft import Draft, Given, shown
from corridor.scenario.parts import Event, Link, Place
from corridor.scenario.uses import (
    COUNTS_FILE,
    LINKS_FILE,
    PLACES_FILE,
    TIMELINE_FILE,
    YAML_FILE,
    Spot,
)


def repeated_id(draft: Draft) -> Iterator[Problem]:
    """An id is used once; places and links share their ids' names."""
    for files in ((PLACES_FILE, LINKS_FILE), (TIMELINE_FILE,), (COUNTS_FILE,)):
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
    tables: tuple[tuple[str, Iterable[Place | Link | Event]], ...] = (
        (PLACES_FILE, draft.places),
        (LINKS_FILE, draft.links),
        (TIMELINE_FILE, draft.timeline),
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
    """Escorts and drivers have a value; other actions have none, and notes no target."""
    wanted = {"escort": "vehicles per hour", "driver": "the driver's new level"}
    for index, event in enumerate(draft.timeline):
        spot = Spot(TIMELINE_FILE, (index, "value"))
        if event.action in wanted and event.value is None:
            yield draft.problem(spot, "nothing", wanted[event.action])
        if event.action not in wanted and event.value is not None:
            yield draft.problem(spot, "a value", f"nothing for the action {event.action!r}")
        if event.action == "note" and event.target:
            target = Spot(TIMELINE_FILE, (index, "target"))
            yield draft.problem(target, shown(event.target), "nothing for the action 'note'")


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
