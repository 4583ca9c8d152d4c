"""Who may ask: the name the server is asked by, sign-in, forged requests, sizes, and headers."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Any, TypeAlias
from urllib.parse import unquote

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request

from corridor.app.errors import reply
from corridor.app.passwords import Secret, Session, Sessions, Tries
from corridor.app.settings import Settings

COOKIE = "corridor_session"
CSRF = "x-corridor-csrf"
BY = "x-corridor-by"
API = "/api/v1"
SESSION = f"{API}/session"

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_TILES = "https://tile.openstreetmap.org"

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{tiles}; "
    "connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)

#: Of a report that a run holds: styles and figures stand in the page, and nothing may run.
REPORT_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)

_Scope: TypeAlias = MutableMapping[str, Any]
_Message: TypeAlias = MutableMapping[str, Any]
_Receive: TypeAlias = Callable[[], Awaitable[_Message]]
_Send: TypeAlias = Callable[[_Message], Awaitable[None]]
_App: TypeAlias = Callable[[_Scope, _Receive, _Send], Awaitable[None]]

#: A name longer than this is cut.
_LONGEST_NAME = 80


@dataclass
class Guard:
    """Knows the password, who is signed in, and the token of those who need not sign in."""

    settings: Settings
    sessions: Sessions
    tries: Tries
    csrf: str

    @classmethod
    def of(cls, settings: Settings) -> "Guard":
        """The guard of an application that was started so."""
        return cls(settings, Sessions(settings.session_hours), Tries(), token_urlsafe(32))

    @property
    def secret(self) -> Secret | None:
        """What a password is compared with."""
        return self.settings.secret

    def session(self, request: Request) -> Session | None:
        """The session of a request; where nobody has to sign in all have the same."""
        if self.secret is None:
            return Session(self.csrf, "", 0.0)
        token = request.cookies.get(COOKIE)
        return self.sessions.find(token) if token else None

    def has_token(self, request: Request) -> bool:
        """Whether a program sent the password itself, as a bearer."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if self.secret is None or scheme.lower() != "bearer" or not token:
            return False
        address = request.client.host if request.client else ""
        if self.tries.are_too_many(address):
            return False
        if self.secret.fits(token.strip()):
            return True
        self.tries.note(address)
        return False

    def is_known_host(self, headers: Headers) -> bool:
        """Whether the request names the server as it may be named."""
        if self.settings.any_host:
            return True
        host = headers.get("host", "")
        name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
        return name.lower() in self.settings.allowed_hosts()


def who(request: Request) -> str:
    """Who asks, as the history keeps it."""
    said = unquote(request.headers.get(BY, ""))
    session = getattr(request.state, "session", None)
    name = said or (session.by if session else "")
    return " ".join(name.split())[:_LONGEST_NAME]


class GuardMiddleware:
    """Turns away what may not pass, and puts the headers on what goes out."""

    def __init__(self, app: _App, guard: Guard) -> None:
        self.app, self.guard = app, guard

    async def __call__(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        refused = self._refusal(request)
        sender = _with_headers(send, request)
        if refused is not None:
            status, message = refused
            headers = {"www-authenticate": "Bearer"} if status == 401 else None
            await reply(status, message, headers=headers)(scope, receive, sender)
            return
        bounded = _Bounded(receive, self.guard.settings.upload_bytes)
        await self.app(scope, bounded.receive, sender)

    def _refusal(self, request: Request) -> tuple[int, str] | None:
        if not self.guard.is_known_host(request.headers):
            host = request.headers.get("host", "")
            return 421, f"the server is not called {host!r}; start it with --allow-host to allow it"
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.guard.settings.upload_bytes:
            return 413, f"the body is larger than {self.guard.settings.upload_bytes:,} bytes"
        path = request.url.path
        is_open = not path.startswith(API) or (path == SESSION and request.method != "DELETE")
        if is_open or self.guard.has_token(request):
            return None
        return self._without_token(request)

    def _without_token(self, request: Request) -> tuple[int, str] | None:
        session = self.guard.session(request)
        request.scope.setdefault("state", {})["session"] = session
        if session is None:
            return 401, "nobody is signed in, or the session has expired: sign in"
        given = request.headers.get(CSRF, "")
        if request.method not in _SAFE and not compare_digest(
            given.encode(), session.csrf.encode()
        ):
            return 403, f"a change needs the header X-Corridor-CSRF, which GET {SESSION} gives"
        return None


class _Bounded:
    """A body that ends in an error once it is larger than it may be."""

    def __init__(self, receive: _Receive, most: int) -> None:
        self._receive, self._most, self._left = receive, most, most

    async def receive(self) -> _Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            # Of this kind, so that whoever reads the body passes it on.
            raise HTTPException(413, f"the body is larger than {self._most:,} bytes")
        return message


def _with_headers(send: _Send, request: Request) -> _Send:
    is_api = request.url.path.startswith(API)
    tiles = f" {_TILES}" if request.query_params.get("tiles") == "1" and not is_api else ""

    async def sender(message: _Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.setdefault("content-security-policy", _POLICY.format(tiles=tiles))
            headers["x-content-type-options"] = "nosniff"
            headers["x-frame-options"] = "SAMEORIGIN"
            headers["referrer-policy"] = "no-referrer"
            headers["cross-origin-opener-policy"] = "same-origin"
            headers["cross-origin-resource-policy"] = "same-origin"
            headers.setdefault("cache-control", "no-store" if is_api else "no-cache")
        await send(message)

    return sender
