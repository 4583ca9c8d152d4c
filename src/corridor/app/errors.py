"""Errors as answers: one shape for all, with the text that the command line prints."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from corridor.app.shapes.common import ErrorBody, ErrorShape, Kind, problem_shape
from corridor.errors import (
    ConflictError,
    CorridorError,
    InputError,
    NotFoundError,
    Problem,
    RunError,
)

_KINDS: Mapping[int, Kind] = {
    401: "auth",
    403: "csrf",
    404: "not_found",
    409: "conflict",
    413: "too_large",
    421: "host",
    429: "busy",
    503: "busy",
}

_WORDS: Mapping[int, str] = {
    400: "What was given is wrong; `problems` says where, what was found, what would be right.",
    401: "Nobody is signed in, the session has expired, or the password is wrong.",
    403: "A change came without the token of the session (header X-Corridor-CSRF).",
    404: "There is no such thing.",
    405: "The address does not take this method.",
    409: "Somebody else changed it meanwhile; nothing was changed now.",
    413: "The body is larger than the server takes.",
    415: "The body is of another type than the address takes.",
    421: "The server was asked for under a name that is not its own.",
    422: "What was given has another form than described; `problems` says where.",
    428: "A change of a ledger came without If-Match, the version that it rests on.",
    429: "Too many wrong passwords; wait a minute.",
    500: "A fault of the server, or a run that cannot be read.",
    503: "The server is at work on something that this one would disturb.",
}


class ApiError(Exception):
    """An answer that is no success."""

    def __init__(
        self,
        status: int,
        message: str,
        *,
        problems: tuple[Problem, ...] = (),
        current_version: int | None = None,
    ) -> None:
        self.status, self.problems, self.current_version = status, problems, current_version
        self.message = message
        super().__init__(message)


def answers(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The answers of an endpoint that are no success, for its description.

    Every endpoint may answer 400, 401, 404, 421, 422 and 500.
    """
    all_of_them = sorted({400, 401, 404, 405, 421, 422, 500, *statuses})
    return {status: {"model": ErrorShape, "description": _WORDS[status]} for status in all_of_them}


#: Of every endpoint that changes something.
CHANGES: Final = (403, 413, 415)


def kind_of(status: int) -> Kind:
    """The kind of an error by its status."""
    return _KINDS.get(status, "input" if status < 500 else "internal")


def reply(
    status: int,
    message: str,
    *,
    problems: tuple[Problem, ...] = (),
    current_version: int | None = None,
    headers: Mapping[str, str] | None = None,
) -> JSONResponse:
    """An answer that is no success."""
    body = ErrorBody(
        kind=kind_of(status),
        message=message,
        problems=tuple(map(problem_shape, problems)),
        current_version=current_version,
    )
    content = ErrorShape(error=body).model_dump(mode="json")
    return JSONResponse(content, status, headers=dict(headers or {}))


def add_handlers(app: FastAPI) -> None:
    """Answer every error in the one shape."""
    app.add_exception_handler(ApiError, _api)
    app.add_exception_handler(CorridorError, _ours)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unforeseen)


def status_of(error: CorridorError) -> int:
    """The status that answers an error."""
    if isinstance(error, NotFoundError):
        return 404
    if isinstance(error, ConflictError):
        return 409
    return 400 if isinstance(error, InputError) else 500


def first_line(error: CorridorError) -> str:
    """The message of an error without its list of problems."""
    if isinstance(error, InputError) and error.problems:
        return str(error).split("\n", 1)[0]
    return "\n".join([str(error), *getattr(error, "__notes__", ())])


async def _api(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, ApiError)  # noqa: S101 - registered for it alone
    return reply(
        error.status,
        error.message,
        problems=error.problems,
        current_version=error.current_version,
    )


async def _ours(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, CorridorError)  # noqa: S101 - registered for it alone
    if isinstance(error, RunError) and "another process" in str(error):
        return reply(503, str(error))
    problems = error.problems if isinstance(error, InputError) else ()
    return reply(status_of(error), first_line(error), problems=problems)


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for it alone
    problems = tuple(
        Problem(
            "",
            0,
            0,
            ".".join(map(str, fault["loc"][1:] or fault["loc"])),
            _shown(fault.get("input")),
            _plain(fault),
        )
        for fault in error.errors()
    )
    return reply(422, "what was entered cannot be used as it stands:", problems=problems)


#: What is wanted in place of what was given, by the type of the fault.
_WANTED: Mapping[str, str] = {
    "missing": "a value",
    "string_too_short": "some text",
    "string_too_long": "at most {max_length} characters",
    "too_long": "at most {max_length} entries",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
    "float_parsing": "a number",
    "int_parsing": "a whole number",
    "int_type": "a whole number",
    "extra_forbidden": "no such entry",
}


def _plain(fault: Mapping[str, Any]) -> str:
    """What would be right, in words for whoever filled in a form."""
    words = _WANTED.get(fault["type"])
    return words.format(**fault.get("ctx", {})) if words else str(fault["msg"])


def _shown(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    text = repr(value)
    return text if len(text) <= 80 else text[:80] + "…"


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for it alone
    return reply(error.status_code, str(error.detail), headers=error.headers)


async def _unforeseen(_: Request, error: Exception) -> JSONResponse:
    # What it was stands in the server's log; whoever asked has no use for it.
    return reply(500, f"a fault of the server ({type(error).__name__}); its log says more")
