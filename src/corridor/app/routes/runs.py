"""Runs: what a forecast says, where its numbers come from, and how it did."""

import gzip
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import FileResponse, Response

from corridor.app.context import Context, Here, RunId
from corridor.app.errors import answers
from corridor.app.security import REPORT_POLICY
from corridor.app.shapes.common import Shape
from corridor.app.shapes.evidence import TraceShape
from corridor.app.shapes.runs import (
    ForecastShape,
    MovedShape,
    OutcomeShape,
    RunHead,
    RunList,
    RunShape,
    SituationShape,
)
from corridor.app.showing import moved_shape
from corridor.app.tracing import trace_shape
from corridor.errors import CorridorError, NotFoundError, OptionError
from corridor.store import REPORT, read_manifest

router = APIRouter(prefix="/runs", tags=["runs"])


def _answer(shape: type[Shape]) -> dict[int | str, dict[str, Any]]:
    """The answers of a view, which is sent as it was kept."""
    return {200: {"model": shape, "description": "The view."}, **answers()}


@router.get("", responses=answers())
def list_runs(here: Here, scenario: Annotated[str | None, Query(max_length=128)] = None) -> RunList:
    """Runs, the newest first; all or those of one scenario, by its name."""
    heads = [run_head(here, folder.name) for folder in here.home.run_folders()]
    return RunList(runs=tuple(head for head in heads if scenario in (None, head.scenario)))


def run_head(here: Context, run: str) -> RunHead:
    """A run in a list, also one that cannot be read."""
    folder = here.home.run(run)
    try:
        manifest = read_manifest(folder)
    except CorridorError as error:
        return RunHead(
            id=run,
            scenario="",
            title=run,
            as_of=None,
            created=None,
            members=0,
            seed=0,
            sensitivity="",
            start=None,
            end=None,
            ok=False,
            problem=str(error),
        )
    return RunHead(
        id=run,
        scenario=manifest.scenario,
        title=manifest.scenario,
        as_of=manifest.as_of,
        created=manifest.created,
        members=manifest.members,
        seed=manifest.seed,
        sensitivity=manifest.sensitivity,
        start=manifest.start,
        end=manifest.end,
        ok=True,
    )


def _view(here: Context, run: str, name: str, request: Request) -> Response:
    view = here.views.get(run, name)
    headers = {"etag": f'"{view.tag}"', "vary": "accept-encoding", "cache-control": "no-cache"}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(view.data, media_type="application/json", headers=headers)
    return Response(gzip.decompress(view.data), media_type="application/json", headers=headers)


@router.get("/{run}", responses=_answer(RunShape), response_class=Response)
def read_run(run: RunId, request: Request, here: Here) -> Response:
    """What a run says in a few numbers and sentences."""
    return _view(here, run, "run", request)


@router.get("/{run}/situation", responses=_answer(SituationShape), response_class=Response)
def read_situation(run: RunId, request: Request, here: Here) -> Response:
    """Where people are at each step: places, roads, queues."""
    return _view(here, run, "situation", request)


@router.get("/{run}/forecast", responses=_answer(ForecastShape), response_class=Response)
def read_forecast(run: RunId, request: Request, here: Here) -> Response:
    """Arrivals by hour, by day and in total at each place, with the counts beside them."""
    return _view(here, run, "forecast", request)


@router.get("/{run}/outcome", responses=_answer(OutcomeShape), response_class=Response)
def read_outcome(run: RunId, request: Request, here: Here) -> Response:
    """How the forecast did against counts that came later."""
    return _view(here, run, "outcome", request)


@router.get("/{run}/moved", responses=answers())
def read_moved(run: RunId, here: Here, since: Annotated[str, Query(max_length=128)]) -> MovedShape:
    """How the forecast moved since an earlier run of the same scenario."""
    now, before = here.views.forecast(run), here.views.forecast(since)
    if now.scenario.name != before.scenario.name:
        raise OptionError(
            f"since: found a run of {before.scenario.name!r}, expected one of {now.scenario.name!r}"
        )
    return moved_shape(run, now, since, before)


@router.get("/{run}/trace", responses=answers())
def read_trace(
    run: RunId,
    here: Here,
    number: Annotated[str, Query(max_length=200, examples=["arrivals", "place:goris"])],
) -> TraceShape:
    """Where a number comes from: uncertain numbers, claims with their sentences, counts, events.

    ``number`` is ``arrivals``, or ``place:``, ``link:``, ``count:``, ``claim:`` or ``parameter:``
    and an id.
    """
    return trace_shape(here, run, number)


@router.get(
    "/{run}/report",
    response_class=Response,
    responses={200: {"content": {"text/html": {}}, "description": "The page."}, **answers()},
)
def read_report(run: RunId, here: Here) -> FileResponse:
    """The report of the run, as a page in which nothing may run."""
    path = here.home.run(run) / REPORT
    if not path.is_file():
        raise NotFoundError(f"{run} has no report")
    return FileResponse(
        path, media_type="text/html", headers={"content-security-policy": REPORT_POLICY}
    )
