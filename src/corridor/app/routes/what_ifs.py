"""What-ifs: a run beside the same with a change."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import FileResponse, Response
from pydantic import JsonValue

from corridor.app.context import Here, RunId
from corridor.app.errors import CHANGES, answers
from corridor.app.exports import WHAT_IF_EXPORTS, what_if_export
from corridor.app.routes.outputs import FILE, file_answer
from corridor.app.security import API, who
from corridor.app.shapes.jobs import JobShape
from corridor.app.shapes.what_ifs import (
    ChangesShape,
    Named,
    WhatIfChanges,
    WhatIfExport,
    WhatIfExports,
    WhatIfExportWanted,
    WhatIfList,
    WhatIfShape,
    WhatIfWanted,
)
from corridor.forecast import local_ends
from corridor.report.numbers import number_label
from corridor.scenario import Place
from corridor.scenario.variant import FORMS, find_variants, make_variant

router = APIRouter(tags=["what-ifs"])

WhatIfId = Annotated[str, Path(max_length=64, description="Id of a what-if.")]


@router.get("/runs/{run}/changes", responses=answers())
def read_changes(run: RunId, here: Here) -> ChangesShape:
    """What a what-if may change of a run, and how it is written."""
    forecast = here.views.forecast(run)
    scenario = forecast.scenario
    names = {place.id: place.name for place in scenario.places}

    def of_kind(*kinds: str) -> tuple[Named, ...]:
        return tuple(_named(place) for place in scenario.places if place.kind in kinds)

    links = (
        Named(id=link.id, name=f"{names[link.start]} to {names[link.end]}")
        for link in scenario.links
    )
    return ChangesShape(
        forms=dict(FORMS),
        roads=(*of_kind("checkpoint"), *links),
        places=of_kind("origin", "waypoint", "checkpoint", "reception"),
        origins=of_kind("origin"),
        receptions=of_kind("reception"),
        drivers=tuple(scenario.leaving.drivers),
        parameters=tuple(
            Named(id=one.name, name=number_label(scenario, one.name)) for one in scenario.parameters
        ),
        variants={name: tuple(texts) for name, texts in scenario.variants.items()},
        start=scenario.start.astimezone(scenario.zone),
        end=local_ends(forecast)[-1],
        as_of=forecast.as_of.astimezone(scenario.zone),
    )


def _named(place: Place) -> Named:
    return Named(id=place.id, name=place.name)


@router.post("/runs/{run}/what-ifs", status_code=202, responses=answers(*CHANGES))
def ask_what_if(run: RunId, body: WhatIfWanted, request: Request, here: Here) -> JobShape:
    """Run a variant beside a run, as a job; its result is a what-if with the job's id.

    Members, seed and as-of time are those of the run.
    """
    forecast = here.views.forecast(run)
    # A slip is answered now and not by the job.
    variant = find_variants(forecast.scenario, ["; ".join(body.changes)])[0]
    make_variant(forecast.scenario, variant)
    by = who(request)
    asked: dict[str, JsonValue] = {
        "run": run,
        "name": body.name,
        "changes": list(body.changes),
        "by": by,
    }
    title = body.name or variant.name
    return here.jobs.add("what-if", title, asked, by=by, total=forecast.ensemble.members)


@router.get("/what-ifs", responses=answers())
def list_what_ifs(
    here: Here, run: Annotated[str | None, Query(max_length=128)] = None
) -> WhatIfList:
    """Answered what-ifs, the newest first."""
    return WhatIfList(what_ifs=here.what_ifs.list(run))


@router.get("/what-ifs/{what_if}", responses=answers())
def read_what_if(what_if: WhatIfId, here: Here) -> WhatIfShape:
    """An answered what-if."""
    return here.what_ifs.get(what_if)


@router.patch("/what-ifs/{what_if}", responses=answers(*CHANGES))
def change_what_if(what_if: WhatIfId, body: WhatIfChanges, here: Here) -> WhatIfShape:
    """Give a what-if another name, or keep it."""
    if body.name is not None:
        here.exports.forget_what_if(here.what_ifs.get(what_if).id)
    return here.what_ifs.change(what_if, body)


@router.delete("/what-ifs/{what_if}", status_code=204, responses=answers(403))
def remove_what_if(what_if: WhatIfId, here: Here) -> None:
    """Remove a what-if."""
    here.what_ifs.remove(what_if)
    here.exports.forget_what_if(what_if)


@router.get("/what-ifs/{what_if}/exports", responses=answers())
def list_what_if_exports(what_if: WhatIfId, here: Here) -> WhatIfExports:
    """The forms in which a what-if can be fetched, and which of them are made."""
    id = here.what_ifs.get(what_if).id
    return WhatIfExports(
        exports=tuple(
            WhatIfExport(
                format=name,
                label=export.label,
                media=export.media,
                url=f"{API}/what-ifs/{id}/exports/{name}",
                ready=here.exports.has_what_if(id, name),
            )
            for name, export in WHAT_IF_EXPORTS.items()
        )
    )


@router.post("/what-ifs/{what_if}/exports", status_code=202, responses=answers(*CHANGES))
def make_what_if_export(
    what_if: WhatIfId, body: WhatIfExportWanted, request: Request, here: Here
) -> JobShape:
    """Make an export of a what-if, as a job: its members are run again, with the same chances."""
    one = here.what_ifs.get(what_if)
    label = what_if_export(body.format).label
    asked: dict[str, JsonValue] = {"what_if": one.id, "format": body.format, "run": one.run}
    title = f"{one.name}: {label}"
    by = who(request)
    return here.jobs.add("what-if-export", title, asked, by=by, total=one.members)


@router.get(
    "/what-ifs/{what_if}/exports/{format}",
    response_class=Response,
    responses={**FILE, **answers()},
)
def read_what_if_export(
    what_if: WhatIfId,
    format: Annotated[str, Path(max_length=20, examples=["brief"])],
    here: Here,
) -> FileResponse:
    """An export of a what-if that was made; it says that it is a what-if, and of what."""
    return file_answer(here.exports.what_if(here.what_ifs.get(what_if).id, format), format)
