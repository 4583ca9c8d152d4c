"""What comes of a run: needs, and exports for other programs and people."""

from pathlib import Path as FilePath
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import FileResponse

from corridor.app.context import Here, RunId
from corridor.app.errors import answers
from corridor.app.exports import EXPORTS
from corridor.app.needs import needs_shape
from corridor.app.security import API, REPORT_POLICY
from corridor.app.shapes.needs import ExportList, ExportShape, NeedsShape

router = APIRouter(prefix="/runs/{run}", tags=["outputs"])

#: The answer of an endpoint that gives a file.
FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The file.",
        "content": {export.media.split(";")[0]: {} for export in EXPORTS.values()},
    }
}


@router.get("/needs", responses=answers())
def read_needs(
    run: RunId,
    here: Here,
    household: Annotated[
        float | None, Query(gt=0, le=100, allow_inf_nan=False, description="People in one.")
    ] = None,
    cold: Annotated[bool, Query(description="Amounts for a cold climate.")] = False,
    amount: Annotated[
        list[Annotated[str, Query(max_length=100)]] | None,
        Query(max_length=100, description="Another amount of a standard.", examples=[["water:20"]]),
    ] = None,
) -> NeedsShape:
    """What people at reception places need, by place and day, from cited standards."""
    return needs_shape(
        run,
        here.views.forecast(run),
        household=household,
        is_cold=cold,
        amounts=amount or (),
    )


@router.get("/exports", responses=answers())
def list_exports(run: RunId, here: Here) -> ExportList:
    """The forms in which a run can be fetched."""
    here.home.run(run)
    return ExportList(
        exports=tuple(
            ExportShape(
                format=name,
                label=export.label,
                media=export.media,
                url=f"{API}/runs/{run}/exports/{name}",
            )
            for name, export in EXPORTS.items()
        )
    )


@router.get("/exports/{format}", response_class=Response, responses={**FILE, **answers()})
def read_export(
    run: RunId, format: Annotated[str, Path(max_length=20, examples=["csv"])], here: Here
) -> FileResponse:
    """A run in the form of another program, or as a brief."""
    return file_answer(here.exports.get(run, format), format)


def file_answer(path: FilePath, format: str) -> FileResponse:
    """The file of an export: a brief is shown in the browser, all else is saved."""
    is_page = format == "brief"
    return FileResponse(
        path,
        media_type=EXPORTS[format].media,
        filename=path.name,
        content_disposition_type="inline" if is_page else "attachment",
        headers={"content-security-policy": REPORT_POLICY} if is_page else None,
    )
