"""A server of the web application, and pages that tell what they asked for and complained of."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from playwright.sync_api import Browser, Page, expect

#: A forecast on a machine that is busy with other tests takes its time.
expect.set_options(timeout=60_000)

_COMMAND = "from corridor.cli import main; main()"

#: Answers that a test provokes are told by Chromium as errors too.
_ANSWERED = "the server responded with a status of"


class Watched:
    """A page, with the addresses outside the server that it asked for, and its complaints."""

    def __init__(self, page: Page, server: str) -> None:
        self.page = page
        self.outside: list[str] = []
        self.faults: list[str] = []
        self._server = server
        page.on("request", lambda request: self._note(request.url))
        page.on("console", lambda message: self._hear(message.type, message.text))
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def _note(self, url: str) -> None:
        if not url.startswith((self._server, "blob:", "data:")):
            self.outside.append(url)

    def _hear(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.faults.append(text)

    def forgive(self, status: int) -> None:
        """Forget complaints of an answer that the test provoked."""
        self.faults = [text for text in self.faults if f"{_ANSWERED} {status}" not in text]

    def open(self, route: str) -> None:
        """Go to a view, by what stands after the number sign."""
        self.page.goto(f"{self._server}/#/{route}")


@contextmanager
def serving(folder: Path, password: str = "") -> Iterator[str]:
    """The address of a server of a folder, which is stopped at the end."""
    environment = {**os.environ, **({"CORRIDOR_PASSWORD": password} if password else {})}
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = f"http://127.0.0.1:{port}"
    words = [sys.executable, "-c", _COMMAND, "serve", str(folder), "--port", str(port)]
    with (folder.parent / "server.log").open("w") as log:
        process = subprocess.Popen(words, env=environment, stdout=log, stderr=log)
        try:
            _wait(server, process)
            yield server
        finally:
            process.terminate()
            process.wait(30)


def _wait(server: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError("the server has ended; see server.log")
        try:
            urlopen(f"{server}/api/v1/session", timeout=2)  # noqa: S310
        except (URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server does not answer; see server.log")


@contextmanager
def watched_page(browser: Browser, server: str, width: int, scheme: str) -> Iterator[Watched]:
    """A page that must ask for nothing outside, and complain of nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
        accept_downloads=True,
        reduced_motion="reduce",
    )
    try:
        watched = Watched(context.new_page(), server)
        watched.page.set_default_timeout(60_000)
        yield watched
        assert watched.outside == []
        assert watched.faults == []
    finally:
        context.close()


def ask(
    server: str, method: str, path: str, body: object = None, *, version: int | None = None
) -> dict[str, object]:
    """An answer of the API, which is an object."""
    with urlopen(f"{server}/api/v1/session") as answer:  # noqa: S310
        csrf = json.load(answer)["csrf"]
    headers = {"Content-Type": "application/json", "X-Corridor-CSRF": csrf}
    if version is not None:
        headers["If-Match"] = f'"{version}"'
    data = None if body is None else json.dumps(body).encode()
    request = Request(  # noqa: S310
        f"{server}/api/v1{path}", data=data, method=method, headers=headers
    )
    with urlopen(request, timeout=60) as answer:  # noqa: S310
        found: dict[str, object] = json.load(answer)
    return found


def forecast(server: str, scenario: str, members: int) -> str:
    """The id of a new run of a scenario."""
    wanted = {"members": members, "seed": 1}
    job = ask(server, "POST", f"/scenarios/{scenario}/forecasts", wanted)
    while job["state"] in {"queued", "running"}:
        time.sleep(0.1)
        job = ask(server, "GET", f"/jobs/{job['id']}")
    assert job["state"] == "done", job
    assert isinstance(job["result"], dict)
    return str(job["result"]["run"])
