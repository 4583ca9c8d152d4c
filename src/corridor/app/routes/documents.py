"""Documents: reports handed over as text or file, and what was found in them."""

from typing import Annotated

from fastapi import APIRouter, File, Form, Request, Response, UploadFile

from corridor.app.context import Here, ScenarioId, tag
from corridor.app.errors import CHANGES, answers
from corridor.app.reading import document_heads, document_shape, read_into
from corridor.app.security import who
from corridor.app.shapes.evidence import (
    DocumentGiven,
    DocumentList,
    DocumentRead,
    DocumentShape,
    Id,
)
from corridor.review.desk import open_desk

router = APIRouter(prefix="/scenarios/{scenario}", tags=["documents"])

_READ = answers(*CHANGES, 409, 503)


@router.get("/documents", responses=answers())
def list_documents(scenario: ScenarioId, here: Here) -> DocumentList:
    """The documents that are kept, with how many figures of each were decided on."""
    desk = open_desk(here.home.scenario(scenario).folder)
    return DocumentList(version=len(desk.entries), documents=document_heads(desk))


@router.post("/documents", status_code=201, responses=_READ)
def read_text(
    scenario: ScenarioId, body: DocumentGiven, request: Request, here: Here
) -> DocumentRead:
    """Read a report that is given as text; its figures and events are proposed."""
    folder = here.home.own_scenario(scenario).folder
    name = body.name if "." in body.name else f"{body.name or 'pasted'}.txt"
    return read_into(
        folder,
        name,
        body.text.encode("utf-8", "replace"),
        published=body.published,
        publisher=body.publisher,
        url=body.url,
        by=who(request),
    )


@router.post("/files", status_code=201, responses=_READ)
def read_file(  # noqa: PLR0913, PLR0917 - what is said of a file
    scenario: ScenarioId,
    request: Request,
    here: Here,
    file: Annotated[UploadFile, File(description="Text, Markdown, HTML, PDF, or a table.")],
    published: Annotated[str, Form(max_length=64)] = "",
    publisher: Annotated[str, Form(max_length=300)] = "",
    url: Annotated[str, Form(max_length=2000)] = "",
) -> DocumentRead:
    """Read a report or table that is handed over as a file."""
    return read_into(
        here.home.own_scenario(scenario).folder,
        file.filename or "file.txt",
        file.file.read(),
        published=published or None,
        publisher=publisher,
        url=url,
        by=who(request),
    )


@router.get("/documents/{name}", responses=answers())
def read_document(scenario: ScenarioId, name: Id, response: Response, here: Here) -> DocumentShape:
    """The text of a document, with what was found in it and where."""
    desk = open_desk(here.home.scenario(scenario).folder)
    tag(response, len(desk.entries))
    return document_shape(desk, name)
