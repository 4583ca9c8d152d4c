"""An application for tests: a small world in a served folder, and a client that may change it."""

import atexit
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from threading import Thread
from time import monotonic, sleep
from typing import Any

import uvicorn
from fastapi.testclient import TestClient

from corridor.app.server import make_app
from corridor.app.settings import Settings
from corridor.forecast import prepare_forecast
from corridor.report.run import make_run
from tests.worlds import write_world

API = "/api/v1"

#: A job of a tiny world takes a second or two, most of it the start of its process.
_PATIENCE = 120.0


@contextmanager
def client_of(settings: Settings) -> Iterator[TestClient]:
    """A client of an application that was started so."""
    with idle_client_of(settings) as client:
        yield client


def idle_client_of(settings: Settings) -> TestClient:
    """A client of an application that only answers: it starts no process, so no job is done."""
    return TestClient(make_app(settings), base_url=f"http://127.0.0.1:{settings.port}")


def signed(client: TestClient, by: str = "") -> TestClient:
    """The client, with what every change has to send."""
    client.headers["X-Corridor-CSRF"] = client.get(f"{API}/session").json()["csrf"]
    if by:
        client.headers["X-Corridor-By"] = by
    return client


def make_served(folder: Path) -> Path:
    """A folder with the scenario ``world`` and the run ``first``, which is made only once."""
    return shutil.copytree(_served(), folder, dirs_exist_ok=True)


@cache
def _served() -> Path:
    folder = Path(mkdtemp())
    atexit.register(shutil.rmtree, folder)
    write_world(folder / "world")
    make_run(prepare_forecast(folder / "world", members=20), folder / "runs" / "first")
    return folder


def wait_for(client: TestClient, job: str) -> dict[str, Any]:
    """A job once it has ended."""
    end = monotonic() + _PATIENCE
    while monotonic() < end:
        found: dict[str, Any] = client.get(f"{API}/jobs/{job}").json()
        if found["state"] not in ("queued", "running"):
            return found
        sleep(0.05)
    raise AssertionError(f"{job} has not ended")


@contextmanager
def listening(settings: Settings) -> Iterator[str]:
    """A server on a free port of this machine, in a thread; gives its address."""
    config = uvicorn.Config(make_app(settings), port=0, log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = Thread(target=server.run)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
