"""What the endpoints work with."""

from dataclasses import dataclass
from typing import Annotated, TypeAlias

from fastapi import Depends, Path, Request
from fastapi.responses import Response

from corridor.app.errors import ApiError
from corridor.app.exports import Exports
from corridor.app.home import Home
from corridor.app.jobs import Jobs
from corridor.app.security import Guard
from corridor.app.settings import Settings
from corridor.app.views import Views
from corridor.app.what_ifs import WhatIfs


@dataclass(frozen=True)
class Context:
    """All that one application has."""

    settings: Settings
    home: Home
    guard: Guard
    jobs: Jobs
    views: Views
    what_ifs: WhatIfs
    exports: Exports

    @classmethod
    def of(cls, settings: Settings) -> "Context":
        """What an application that was started so has."""
        home = Home(settings.folder)
        return cls(
            settings=settings,
            home=home,
            guard=Guard.of(settings),
            jobs=Jobs(home.kept / "jobs", root=settings.folder),
            views=Views(home),
            what_ifs=WhatIfs(home),
            exports=Exports(home),
        )


def _context(request: Request) -> Context:
    context = request.app.state.context
    assert isinstance(context, Context)  # noqa: S101 - set when the application is made
    return context


Here: TypeAlias = Annotated[Context, Depends(_context)]

ScenarioId: TypeAlias = Annotated[
    str, Path(max_length=128, description="Id of a scenario.", examples=["nagorno-karabakh-2023"])
]
RunId: TypeAlias = Annotated[str, Path(max_length=128, description="Id of a run.")]


def seen_version(request: Request) -> int:
    """The version that a change rests on, from the header If-Match.

    Raises
    ------
    ApiError
        When it is missing or no number.
    """
    given = request.headers.get("if-match")
    if given is None:
        raise ApiError(428, "a change needs the header If-Match: the version that it rests on")
    number = given.strip().removeprefix("W/").strip('"')
    if not number.isdecimal() or len(number) > 9:
        raise ApiError(400, f'If-Match: found {given[:40]!r}, expected a version such as "12"')
    return int(number)


Seen: TypeAlias = Annotated[int, Depends(seen_version)]


def tag(response: Response, version: int) -> None:
    """Say the version of what is answered."""
    response.headers["etag"] = f'"{version}"'
