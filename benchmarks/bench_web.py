"""The web application on loopback: 50 people who read a finished run at once, and a what-if.

The run is of a small world unless ``CORRIDOR_FULL=1`` is set: then it is the reference case with
1,000 members. The 95th percentile, in milliseconds, is in the ``extra_info`` of
``--benchmark-json=FILE``.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter, sleep

import httpx2
import numpy as np
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from corridor.forecast import prepare_forecast
from corridor.report.run import make_run
from tests.serving import API
from tests.worlds import write_world

_FULL = os.environ.get("CORRIDOR_FULL") == "1"
_READERS = 50

#: What a page asks for when a run is opened, beside its own files.
_VIEWS = (
    "/",
    f"{API}/session",
    f"{API}/runs",
    f"{API}/runs/first",
    f"{API}/runs/first/situation",
    f"{API}/runs/first/forecast",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("served")
    name: str | Path = "nagorno-karabakh-2023"
    if not _FULL:
        name = write_world(folder / "world")
    prepared = prepare_forecast(name, members=1000 if _FULL else 20)
    make_run(prepared, folder / "runs" / "first")
    with _serving(folder) as address:
        for view in _VIEWS:
            assert httpx2.get(address + view, timeout=60).status_code == 200
        yield address


@contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The server as a user starts it, in a process of its own; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from corridor.cli import main; main()", "serve", str(folder)]
    server = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with suppress(httpx2.TransportError):
                httpx2.get(f"{address}{API}/session")
                break
            sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait()


def _read(address: str) -> list[float]:
    """Seconds that each view took one reader, who has connections of his own."""
    took = []
    with httpx2.Client(base_url=address, timeout=60) as reader:
        for view in _VIEWS:
            began = perf_counter()
            assert reader.get(view).status_code == 200
            took.append(perf_counter() - began)
    return took


def _read_at_once(address: str) -> list[float]:
    with ThreadPoolExecutor(_READERS) as readers:
        return [one for took in readers.map(_read, [address] * _READERS) for one in took]


def test_fifty_people_read_a_run_at_once(benchmark: BenchmarkFixture, address: str) -> None:
    took = benchmark.pedantic(  # type: ignore[no-untyped-call]
        _read_at_once, args=(address,), rounds=3, warmup_rounds=1
    )

    benchmark.extra_info["95th percentile, ms"] = 1000 * float(np.percentile(took, 95))
    assert len(took) == _READERS * len(_VIEWS)


def _ask(address: str) -> str:
    with httpx2.Client(base_url=address, timeout=60) as asker:
        csrf = {"X-Corridor-CSRF": asker.get(f"{API}/session").json()["csrf"]}
        road = asker.get(f"{API}/runs/first/changes").json()["roads"][0]["id"]
        body = {"changes": [f"capacity {road} x2"]}
        job = asker.post(f"{API}/runs/first/what-ifs", json=body, headers=csrf).json()
        while job["state"] in ("queued", "running"):
            sleep(0.02)
            job = asker.get(f"{API}/jobs/{job['id']}").json()
        return str(asker.get(f"{API}/what-ifs/{job['result']['what_if']}").json()["id"])


def test_a_what_if_is_answered(benchmark: BenchmarkFixture, address: str) -> None:
    id = benchmark.pedantic(  # type: ignore[no-untyped-call]
        _ask, args=(address,), rounds=3, warmup_rounds=1
    )

    assert id.startswith("j-")
