"""The application put together, and the server that runs it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.routing import APIRoute
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from corridor.app.context import Context
from corridor.app.errors import add_handlers
from corridor.app.routes import (
    counts,
    documents,
    jobs,
    ledger,
    outputs,
    runs,
    scenarios,
    session,
    skill,
    tables,
    what_ifs,
)
from corridor.app.security import API, GuardMiddleware
from corridor.app.settings import Settings

_ROUTES = (
    session,
    scenarios,
    tables,
    ledger,
    documents,
    counts,
    jobs,
    runs,
    what_ifs,
    outputs,
    skill,
)

_ABOUT = (
    "Everything that the pages of `corridor serve` show and do. Every answer that is no success "
    "has the form of `ErrorShape`. A change needs the header `X-Corridor-CSRF`, whose value "
    "`GET /api/v1/session` gives, or the password as a bearer token; a change of a ledger needs "
    "`If-Match` with the version that it rests on."
)


def make_app(settings: Settings) -> FastAPI:
    """The application for a folder.

    Raises
    ------
    OptionError
        If it could be reached from elsewhere without a password.
    """
    from corridor import __version__

    settings.check()
    context = Context.of(settings)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        context.jobs.start()
        for folder in context.home.run_folders()[:1]:
            context.jobs.prepare(folder.name)
        try:
            yield
        finally:
            context.jobs.stop()

    app = FastAPI(
        title="Corridor",
        summary="Forecasts of forced displacement, with uncertainty and sources",
        description=_ABOUT,
        version=__version__,
        openapi_url=f"{API}/openapi.json",
        # Pages of documentation would be fetched from elsewhere.
        docs_url=None,
        redoc_url=None,
        lifespan=living,
        generate_unique_id_function=_operation_id,
    )
    app.state.context = context
    add_handlers(app)
    for module in _ROUTES:
        app.include_router(module.router, prefix=API)
    _add_pages(app)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(GuardMiddleware, guard=context.guard)
    return app


def _operation_id(route: APIRoute) -> str:
    return route.name


def _add_pages(app: FastAPI) -> None:
    static = Path(str(files("corridor.app").joinpath("static")))
    app.mount("/static", StaticFiles(directory=static), name="static")

    @app.get("/", include_in_schema=False)
    def index() -> FileResponse:
        return FileResponse(static / "index.html", media_type="text/html")


def serve(settings: Settings) -> None:
    """Serve a folder until Ctrl-C.

    Raises
    ------
    OptionError
        As :func:`make_app` does.
    """
    uvicorn.run(
        make_app(settings),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=2,
    )
