"""A process that does one job after the other, and ends with the server."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.connection import wait as wait_for
from multiprocessing.context import SpawnProcess
from multiprocessing.process import parent_process
from os import _exit
from pathlib import Path
from signal import SIG_DFL, SIG_IGN, SIGINT, SIGTERM, signal
from time import monotonic
from typing import NamedTuple

from corridor.app.shapes.common import ErrorBody

#: A job that is cancelled may take so many seconds to clean up; then its process is killed.
_PATIENCE = 5.0

_DIED = ErrorBody(
    kind="internal", message="the process of the job died, perhaps for want of memory"
)


@dataclass(frozen=True)
class Ended:
    """How a job ended: with a result, an error, neither when cancelled, or with the server."""

    result: dict[str, str] | None = None
    error: ErrorBody | None = None
    is_stopped: bool = False


class Asked(NamedTuple):
    """A job as its process gets it."""

    kind: str
    id: str
    request: Mapping[str, object]


class Worker:
    """The server's side of a process for jobs, which is started when it is needed."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._lock = threading.Lock()
        self._stop = threading.Event()

    def warm(self) -> None:
        """Start the process, so that the first job need not wait for compiled code."""
        with self._lock:
            if not self._stop.is_set():
                self._alive()

    def stop(self) -> None:
        """End the process, whatever it does."""
        self._stop.set()
        with self._lock:
            self._kill()

    def run(
        self,
        kind: str,
        id: str,
        request: Mapping[str, object],
        tell: Callable[[int, str], None],
        cancel: threading.Event,
    ) -> Ended:
        """Have a job done; gives how it ended."""
        with self._lock:
            if self._stop.is_set():
                return Ended(is_stopped=True)
            pipe = self._alive()
        try:
            pipe.send(Asked(kind, id, request))
            return self._follow(pipe, tell, cancel)
        except (EOFError, OSError):
            with self._lock:
                self._kill()
            if self._stop.is_set():
                return Ended(is_stopped=True)
            return Ended() if cancel.is_set() else Ended(error=_DIED)

    def _follow(
        self, pipe: Connection, tell: Callable[[int, str], None], cancel: threading.Event
    ) -> Ended:
        asked: float | None = None
        while True:
            if pipe.poll(0.05):
                what, content = pipe.recv()
                if what == "tell":
                    tell(*content)
                    continue
                if what == "error":
                    return Ended(error=ErrorBody.model_validate(content))
                return Ended(result=content)
            if cancel.is_set() and asked is None:
                pipe.send("cancel")
                asked = monotonic()
            if asked is not None and monotonic() - asked > _PATIENCE:
                raise EOFError

    def _alive(self) -> Connection:
        if self._pipe is None or self._process is None or not self._process.is_alive():
            self._kill()
            # Not forked: the server has threads.
            context = get_context("spawn")
            self._pipe, other = context.Pipe()
            self._process = context.Process(target=_work, args=(other, self._root), daemon=True)
            self._process.start()
            other.close()
        return self._pipe

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
        if self._pipe is not None:
            self._pipe.close()
        self._process = self._pipe = None


def _work(pipe: Connection, root: Path) -> None:
    """What the process does until it is told to end."""
    # Ctrl-C reaches every process of a terminal; the server answers it for all.
    signal(SIGINT, SIG_IGN)
    signal(SIGTERM, SIG_DFL)
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    from corridor.app.tasks import CancelledJobError, Tasks, error_body

    tasks = Tasks(root)
    tasks.warm()

    def tell(done: int, message: str) -> None:
        pipe.send(("tell", (done, message)))
        if pipe.poll():
            pipe.recv()
            raise CancelledJobError

    while True:
        try:
            job = pipe.recv()
        except (EOFError, OSError):
            return
        if job == "cancel":
            continue
        try:
            pipe.send(("done", tasks.do(job, tell)))
        except CancelledJobError:
            pipe.send(("done", None))
        except Exception as error:
            pipe.send(("error", error_body(error).model_dump()))


def _end_with_the_server() -> None:
    """End when the server has ended, in whatever way: nothing else would tell a worker."""
    server = parent_process()
    if server is not None:
        wait_for([server.sentinel])
        _exit(0)
