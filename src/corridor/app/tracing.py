"""Where a number of a run comes from, as it is answered."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from corridor.app.describing import count_fields, parameter_shapes
from corridor.app.shapes.evidence import (
    SentenceShape,
    TracedClaim,
    TracedEvent,
    TraceShape,
)
from corridor.app.shapes.scenarios import CountShape, ParameterShape
from corridor.errors import CorridorError
from corridor.evidence import Claim
from corridor.evidence.words import figure_in_words
from corridor.report.sources import find_sources
from corridor.review.desk import Desk, open_desk
from corridor.review.trace import quoted_in_document

if TYPE_CHECKING:
    from corridor.app.context import Context


def trace_shape(here: "Context", run: str, number: str) -> TraceShape:
    """Where a number comes from.

    Raises
    ------
    NotFoundError
        When the run has no such number.
    """
    forecast = here.views.forecast(run)
    found = find_sources(forecast, number)
    desk = _desk(here, forecast.scenario.name)
    scenario = forecast.scenario
    by_name = {shape.name: shape for shape in parameter_shapes(scenario)}
    parameters: list[ParameterShape] = []
    for name, correlation in found.parameters.items():
        if name in by_name:
            parameters.append(by_name[name].model_copy(update={"correlation": correlation}))
    return TraceShape(
        number=number,
        label=found.label,
        sentences=found.sentences,
        parameters=tuple(parameters),
        claims=tuple(_claims(found.claims, desk)),
        counts=tuple(CountShape.model_validate(count_fields(count)) for count in found.counts),
        events=tuple(
            TracedEvent(
                id=event.id,
                time=event.time.astimezone(scenario.zone),
                action=event.action,
                target=event.target,
                source=event.source,
                certainty=event.certainty,
                note=event.note,
            )
            for event in found.events
        ),
    )


def _desk(here: "Context", scenario: str) -> Desk | None:
    """The desk of the scenario, whose documents hold the sentences; None where it is gone."""
    try:
        return open_desk(here.home.scenario(scenario).folder)
    except CorridorError:
        return None


def _claims(claims: Iterable[Claim], desk: Desk | None) -> Iterable[TracedClaim]:
    for claim in claims:
        quoted = None if desk is None else quoted_in_document(desk, claim)[0]
        sentence = None
        if quoted is not None:
            sentence = SentenceShape(**quoted._asdict())
        elif claim.quote:
            sentence = SentenceShape(before="", quote=claim.quote, after="")
        yield TracedClaim(
            id=claim.id,
            figure=figure_in_words(claim),
            kind=claim.kind,
            place=claim.place,
            held=claim.held.text,
            published=claim.published,
            said_by=claim.said_by,
            published_by=claim.published_by,
            url=claim.url,
            grade=claim.grade,
            status=claim.status,
            document=claim.document,
            sentence=sentence,
        )
