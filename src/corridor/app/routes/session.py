"""Signing in, and what is served."""

from fastapi import APIRouter, Request, Response
from pydantic import Field

from corridor.app.context import Here
from corridor.app.errors import ApiError, answers
from corridor.app.security import COOKIE
from corridor.app.shapes.common import Given, Shape

router = APIRouter(tags=["session"])


class SessionShape(Shape):
    """Whether one has to sign in, and the token that every change has to send."""

    needs_login: bool
    signed_in: bool
    by: str
    csrf: str | None


class SignIn(Given):
    """A password, and who signs in."""

    password: str = Field(max_length=1000)
    by: str = Field("", max_length=80)


class LimitsShape(Shape):
    """Limits of requests."""

    upload_bytes: int
    members: int


class StatusShape(Shape):
    """What is served."""

    version: str
    folder: str
    scenarios: int
    runs: int
    limits: LimitsShape
    busy: int


@router.get("/session", responses=answers())
def read_session(request: Request, here: Here) -> SessionShape:
    """Whether somebody is signed in, and the token for changes."""
    session = here.guard.session(request)
    return SessionShape(
        needs_login=here.guard.secret is not None,
        signed_in=session is not None,
        by=session.by if session else "",
        csrf=session.csrf if session else None,
    )


@router.post("/session", responses=answers(413, 415, 429))
def sign_in(body: SignIn, request: Request, response: Response, here: Here) -> SessionShape:
    """Sign in; the answer sets a cookie."""
    address = request.client.host if request.client else ""
    secret = here.guard.secret
    if secret is not None:
        if here.guard.tries.are_too_many(address):
            raise ApiError(429, "too many wrong passwords: wait a minute")
        if not secret.fits(body.password):
            here.guard.tries.note(address)
            raise ApiError(401, "the password is wrong")
    by = " ".join(body.by.split())
    if secret is None:
        return SessionShape(needs_login=False, signed_in=True, by=by, csrf=here.guard.csrf)
    token, session = here.guard.sessions.begin(by)
    response.set_cookie(
        COOKIE,
        token,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
        path="/",
    )
    return SessionShape(needs_login=True, signed_in=True, by=by, csrf=session.csrf)


@router.delete("/session", status_code=204, responses=answers(403))
def sign_out(request: Request, response: Response, here: Here) -> None:
    """Sign out."""
    here.guard.sessions.end(request.cookies.get(COOKIE, ""))
    response.delete_cookie(COOKIE, path="/")


@router.get("/status", responses=answers())
def read_status(here: Here) -> StatusShape:
    """What is served, and the limits of requests."""
    from corridor import __version__

    return StatusShape(
        version=__version__,
        folder=here.settings.folder.resolve().name,
        scenarios=sum(not found.is_built_in for found in here.home.scenarios()),
        runs=len(here.home.run_folders()),
        limits=LimitsShape(
            upload_bytes=here.settings.upload_bytes, members=here.settings.most_members
        ),
        busy=here.jobs.busy,
    )
