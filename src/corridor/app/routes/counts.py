"""Counts of a scenario: read, pasted, checked, added."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from corridor.app.context import Here, ScenarioId, seen_version, tag
from corridor.app.describing import count_fields
from corridor.app.errors import CHANGES, answers
from corridor.app.routes.ledger import make_step
from corridor.app.security import who
from corridor.app.shapes.common import problem_shape
from corridor.app.shapes.evidence import CountsGiven, CountsRead, CountsShape, PastedRow
from corridor.app.shapes.scenarios import CountShape
from corridor.review.desk import open_desk
from corridor.review.pasted import EXAMPLE, Given, add_pasted, read_pasted
from corridor.scenario.load import columns
from corridor.scenario.parts import Count

router = APIRouter(prefix="/scenarios/{scenario}/counts", tags=["counts"])


@router.get("", responses=answers())
def read_counts(scenario: ScenarioId, response: Response, here: Here) -> CountsShape:
    """The counts of a scenario."""
    desk = open_desk(here.home.scenario(scenario).folder)
    tag(response, len(desk.entries))
    return CountsShape(
        version=len(desk.entries),
        counts=tuple(CountShape.model_validate(count_fields(one)) for one in desk.draft.counts),
        columns=columns(Count),
        example=EXAMPLE,
    )


@router.post("", responses=answers(*CHANGES, 409, 428, 503))
def add_counts(
    scenario: ScenarioId,
    body: CountsGiven,
    request: Request,
    here: Here,
    check: Annotated[bool, Query(description="Only read and check; write nothing.")] = False,
) -> CountsRead:
    """Check a pasted table of counts or, without faults, add its rows.

    Adding needs If-Match.
    """
    folder = here.home.own_scenario(scenario).folder
    given = Given(body.published, body.said_by, body.published_by, body.url)
    desk = open_desk(folder)
    read = read_pasted(desk, body.text, given)
    version, added = len(desk.entries), 0
    if not check:
        seen = seen_version(request)
        by = who(request)
        step = make_step(folder, lambda: add_pasted(folder, body.text, given, by=by, seen=seen))
        version, added = step.version, len(read.counts)
    return CountsRead(
        version=version,
        rows=tuple(
            PastedRow.model_validate(count_fields(count) | {"line": line})
            for line, count in read.counts
        ),
        problems=tuple(map(problem_shape, read.problems)),
        added=added,
    )
