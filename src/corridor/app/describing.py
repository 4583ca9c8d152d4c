"""Scenarios, counts and steps as they are answered."""

from collections.abc import Iterable, Sequence

from corridor.app.home import Found, load_unchanged
from corridor.app.shapes.common import StepShape
from corridor.app.shapes.scenarios import (
    CountShape,
    EventShape,
    LiftShape,
    LinkShape,
    ParameterShape,
    PlaceShape,
    ScenarioHead,
    ScenarioShape,
    SupplyShape,
    ToDoShape,
)
from corridor.errors import CorridorError
from corridor.parameters import FromClaims
from corridor.report.numbers import priors
from corridor.report.situation import middle
from corridor.review.desk import open_desk
from corridor.review.entry import Entry, in_effect
from corridor.scenario import Count, Link, Place, Scenario, load_scenario, to_do
from corridor.scenario.check import check
from corridor.scenario.fields import OpenHours
from corridor.scenario.load import read_draft
from corridor.scenario.new import is_example


def scenario_head(found: Found) -> ScenarioHead:
    """A scenario in a list, also one that does not pass its checks."""
    try:
        return _head(found, load_unchanged(found.folder))
    except CorridorError as error:
        return _faulty_head(found, error)


def _faulty_head(found: Found, error: CorridorError) -> ScenarioHead:
    """What can be said of a scenario that does not pass its checks."""
    draft, problems = read_draft(found.folder)
    settings, zone = draft.settings, draft.settings.zone if draft.settings else None
    return ScenarioHead(
        id=found.id,
        title=settings.title if settings else found.id,
        name=found.id,
        built_in=found.is_built_in,
        as_of=settings.default_as_of.astimezone(zone) if settings else None,
        horizon_days=settings.horizon_days if settings else None,
        sensitivity=settings.sensitivity if settings else None,
        places=len(draft.places),
        links=len(draft.links),
        claims=len(draft.ledger.claims) if draft.ledger else 0,
        counts=len(draft.counts),
        ok=False,
        problem=str(error),
        to_do=tuple(
            ToDoShape(name=step.name, words=step.words, done=step.is_done)
            for step in to_do(draft, (*problems, *check(draft)))
        ),
    )


def _head(found: Found, scenario: Scenario) -> ScenarioHead:
    return ScenarioHead(
        id=found.id,
        title=scenario.title,
        name=scenario.name,
        built_in=found.is_built_in,
        as_of=scenario.default_as_of.astimezone(scenario.zone),
        horizon_days=scenario.horizon_days,
        sensitivity=scenario.sensitivity,
        places=len(scenario.places),
        links=len(scenario.links),
        claims=len(scenario.ledger.claims),
        counts=len(scenario.counts),
        example=is_example(found.folder),
        ok=True,
    )


def scenario_shape(found: Found) -> ScenarioShape:
    """A scenario, also one that lacks something before it can be forecast.

    Raises
    ------
    ScenarioError
        When it does not pass its checks otherwise.
    """
    try:
        scenario = load_unchanged(found.folder)
        head = _head(found, scenario)
    except CorridorError as error:
        scenario = load_scenario(found.folder, may_lack=True)
        head = _faulty_head(found, error)
    return ScenarioShape(
        **{name: getattr(head, name) for name in ScenarioHead.model_fields},
        version=len(open_desk(found.folder).entries),
        summary=scenario.summary,
        zone=scenario.zone.key,
        start=scenario.start.astimezone(scenario.zone),
        step_minutes=scenario.step_minutes,
        place_list=tuple(_place(scenario, place) for place in scenario.places),
        link_list=tuple(_link(scenario, link) for link in scenario.links),
        timeline=tuple(_events(scenario)),
        lifts=tuple(_lifts(scenario)),
        supplies=tuple(_supplies(scenario)),
        parameters=parameter_shapes(scenario),
        drivers=tuple(scenario.leaving.drivers),
        variants={name: tuple(changes) for name, changes in scenario.variants.items()},
    )


def _place(scenario: Scenario, place: Place) -> PlaceShape:
    return PlaceShape(
        **_sourced(place),
        name=place.name,
        kind=place.kind,
        lat=place.lat,
        lon=place.lon,
        country=place.country,
        people=middle(scenario, place.people),
        room=middle(scenario, place.room),
        vehicles_per_hour=middle(scenario, place.vehicles_per_hour),
    )


def _link(scenario: Scenario, link: Link) -> LinkShape:
    return LinkShape(
        **_sourced(link),
        start=link.start,
        end=link.end,
        km=link.km,
        hours=middle(scenario, link.hours),
        vehicles_per_hour=middle(scenario, link.vehicles_per_hour),
        open_hours=_hours(link.open_hours),
    )


def _hours(hours: OpenHours | None) -> str | None:
    if hours is None:
        return None
    return "-".join(f"{minutes // 60:02d}:{minutes % 60:02d}" for minutes in hours)


def _events(scenario: Scenario) -> Iterable[EventShape]:
    for event in scenario.timeline:
        yield EventShape(
            **_sourced(event),
            time=event.time.astimezone(scenario.zone),
            published=event.published.astimezone(scenario.zone),
            action=event.action,
            target=event.target,
            value=middle(scenario, event.value),
        )


def _lifts(scenario: Scenario) -> Iterable[LiftShape]:
    for lift in scenario.lifts:
        yield LiftShape(
            **_sourced(lift),
            start=lift.start,
            end=lift.end,
            first=lift.first,
            every_hours=lift.every_hours,
            until=lift.until,
            seats=middle(scenario, lift.seats),
            hours=middle(scenario, lift.hours),
        )


def _supplies(scenario: Scenario) -> Iterable[SupplyShape]:
    for supply in scenario.supplies:
        yield SupplyShape(
            **_sourced(supply),
            place=supply.place,
            good=supply.good,
            stock_tonnes=middle(scenario, supply.stock),
            delivery_tonnes_per_day=middle(scenario, supply.delivery),
        )


def _sourced(row: object) -> dict[str, str]:
    return {name: getattr(row, name) for name in ("id", "source", "certainty", "note")}


def parameter_shapes(scenario: Scenario) -> tuple[ParameterShape, ...]:
    """The uncertain numbers of a scenario."""
    claims = {
        parameter.name: parameter.number.claims
        for parameter in scenario.parameters
        if isinstance(parameter.number, FromClaims)
    }
    claims |= {
        use.address: use.number.claims
        for use in scenario.uses()
        if isinstance(use.number, FromClaims)
    }
    return tuple(
        ParameterShape(
            name=prior.name,
            label=prior.label,
            value=prior.value,
            unit=prior.unit,
            certainty=prior.certainty,
            reason=prior.reason,
            source=prior.source,
            claims=claims.get(prior.name, ()),
        )
        for prior in priors(scenario)
    )


def count_fields(count: Count) -> dict[str, object]:
    """The fields of a count as they are answered."""
    fields = {name: getattr(count, name) for name in CountShape.model_fields if name != "held_end"}
    return fields | {"held": count.held.text, "held_end": count.held.end}


def step_shapes(entries: Sequence[Entry], wanted: Iterable[Entry]) -> tuple[StepShape, ...]:
    """Steps of a history as they are answered."""
    effective = {entry.version for entry in in_effect(entries)}
    return tuple(
        StepShape(
            version=entry.version,
            time=entry.time,
            action=entry.action,
            ids=entry.ids,
            by=entry.by,
            how=entry.how,
            why=entry.why,
            undoes=entry.undoes,
            in_effect=entry.version in effective,
            files=tuple(change.name for change in entry.files),
        )
        for entry in wanted
    )
