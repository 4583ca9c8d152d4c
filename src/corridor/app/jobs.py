"""Jobs: what takes long, in processes of their own, kept so that a page or server may go away."""

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from queue import SimpleQueue
from secrets import token_hex
from time import monotonic

from pydantic import JsonValue, TypeAdapter, ValidationError

from corridor.app.shapes.common import ErrorBody
from corridor.app.shapes.jobs import JobKind, JobShape, JobState
from corridor.app.worker import Worker
from corridor.errors import NotFoundError, OptionError
from corridor.table import replace_text

#: More finished jobs than this are not kept.
_MOST = 500

#: A job that was cut off by the end of the server is begun again so many times.
_MOST_ATTEMPTS = 3

#: What goes on by itself after the server was killed: it ends in a folder, and takes long.
_RESUMED: frozenset[JobKind] = frozenset({"forecast", "backtest"})

#: What somebody waits for at the page.
_QUICK: frozenset[JobKind] = frozenset({"what-if", "what-if-export"})

#: In a lane: the run of this name is to be made ready.
_READY = "ready:"

_ENDED: frozenset[JobState] = frozenset({"done", "failed", "cancelled", "interrupted"})

_READ = TypeAdapter(JobShape)


@dataclass
class Job:
    """One job, as it stands."""

    shape: JobShape
    attempts: int = 0
    cancel: threading.Event = field(default_factory=threading.Event)


class Jobs:
    """All jobs of a served folder.

    What-ifs run in a warm process of their own, so that they need not wait for long forecasts.
    """

    def __init__(self, folder: Path, *, root: Path) -> None:
        self._folder, self._root = folder, root
        self._jobs: dict[str, Job] = {}
        self._lock = threading.RLock()
        self._lanes: dict[str, SimpleQueue[str | None]] = {
            "quick": SimpleQueue(),
            "long": SimpleQueue(),
        }
        self._workers = {name: Worker(root) for name in self._lanes}
        self._threads = [
            threading.Thread(target=self._serve, args=(name,), daemon=True) for name in self._lanes
        ]

    def start(self) -> None:
        """Find the jobs of earlier servers, and begin to work."""
        self._find()
        for thread in self._threads:
            thread.start()

    def prepare(self, run: str) -> None:
        """Have a run made ready to be looked at and asked about, beside other work."""
        for lane in self._lanes.values():
            lane.put(f"{_READY}{run}")

    def stop(self) -> None:
        """End the processes; what runs is found interrupted by the next server."""
        for name, lane in self._lanes.items():
            lane.put(None)
            self._workers[name].stop()

    def add(
        self, kind: JobKind, title: str, request: Mapping[str, JsonValue], *, by: str, total: int
    ) -> JobShape:
        """A new job, which waits for its turn."""
        shape = JobShape(
            id=f"j-{datetime.now(UTC):%Y%m%d-%H%M%S}-{token_hex(3)}",
            kind=kind,
            title=title,
            state="queued",
            total=total,
            created=_now(),
            by=by,
            request=dict(request),
        )
        with self._lock:
            self._jobs[shape.id] = Job(shape)
            self._keep(self._jobs[shape.id])
            self._forget_old()
        self._enqueue(shape)
        return shape

    def list(self) -> tuple[JobShape, ...]:
        """All jobs, the newest first."""
        with self._lock:
            return tuple(job.shape for job in reversed(self._jobs.values()))

    def get(self, id: str) -> JobShape:
        """One job.

        Raises
        ------
        NotFoundError
            When there is none.
        """
        return self._get(id).shape

    def cancel(self, id: str) -> JobShape:
        """Stop a job that has not ended; what it began is not left behind."""
        job = self._get(id)
        with self._lock:
            if job.shape.state == "queued":
                self._set(job, state="cancelled", ended=_now(), message="cancelled")
            elif job.shape.state == "running":
                self._set(job, message="being cancelled")
            job.cancel.set()
            return job.shape

    def again(self, id: str) -> JobShape:
        """Begin a job again that did not come to a good end.

        Raises
        ------
        OptionError
            For one that runs, or is done.
        """
        job = self._get(id)
        with self._lock:
            if job.shape.state not in _ENDED - {"done"}:
                raise OptionError(f"the job is {job.shape.state}, expected one that was cut off")
            job.cancel, job.attempts = threading.Event(), 0
            self._set(job, state="queued", done=0, started=None, ended=None, error=None, message="")
        self._enqueue(job.shape)
        return job.shape

    @property
    def busy(self) -> int:
        """How many jobs have not ended."""
        with self._lock:
            return sum(job.shape.state not in _ENDED for job in self._jobs.values())

    def _get(self, id: str) -> Job:
        with self._lock:
            if id not in self._jobs:
                raise NotFoundError(f"there is no job {id!r}")
            return self._jobs[id]

    def _enqueue(self, shape: JobShape) -> None:
        self._lanes["quick" if shape.kind in _QUICK else "long"].put(shape.id)

    def _serve(self, lane: str) -> None:
        while (id := self._lanes[lane].get()) is not None:
            if id.startswith(_READY):
                kind = "open" if lane == "quick" else "view"
                asked = {"run": id.removeprefix(_READY)}
                self._workers[lane].run(kind, "", asked, lambda *_: None, threading.Event())
                continue
            job = self._get(id)
            if job.shape.state == "queued":
                try:
                    self._work(job, self._workers[lane])
                except Exception as error:
                    fault = ErrorBody(kind="internal", message=f"{type(error).__name__}: {error}")
                    self._set(job, state="failed", error=fault, ended=_now(), message="failed")

    def _work(self, job: Job, worker: Worker) -> None:
        with self._lock:
            job.attempts += 1
            self._set(job, state="running", started=_now(), message="preparing")
        said = monotonic()

        def tell(done: int, message: str) -> None:
            nonlocal said
            write = monotonic() - said > 1.0
            said = monotonic() if write else said
            if not job.cancel.is_set():
                self._set(job, write=write, done=job.shape.done + done, message=message)

        ended = worker.run(job.shape.kind, job.shape.id, job.shape.request, tell, job.cancel)
        if ended.is_stopped:
            return
        if ended.error is not None:
            self._set(job, state="failed", error=ended.error, ended=_now(), message="failed")
        elif ended.result is None:
            self._set(job, state="cancelled", ended=_now(), message="cancelled")
        else:
            done = job.shape.total or job.shape.done
            self._set(
                job, state="done", result=ended.result, ended=_now(), message="done", done=done
            )
            if "run" in ended.result:
                self._lanes["quick"].put(f"{_READY}{ended.result['run']}")

    def _set(self, job: Job, *, write: bool = True, **changes: object) -> None:
        with self._lock:
            job.shape = job.shape.model_copy(update=changes)
            if write:
                self._keep(job)

    def _keep(self, job: Job) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        kept = job.shape.model_dump(mode="json") | {"attempts": job.attempts}
        replace_text(self._folder / f"{job.shape.id}.json", json.dumps(kept) + "\n")

    def _find(self) -> None:
        waiting = []
        for path in sorted(self._folder.glob("j-*.json")):
            try:
                kept = json.loads(path.read_text(encoding="utf-8"))
                attempts = int(kept.pop("attempts", 0))
                job = Job(_READ.validate_python(kept), attempts)
            except (OSError, ValueError, ValidationError):
                continue
            self._jobs[job.shape.id] = job
            if job.shape.state not in _ENDED:
                waiting.append(job)
        for job in waiting:
            if job.shape.kind in _RESUMED and job.attempts < _MOST_ATTEMPTS:
                self._set(job, state="queued", done=0, message="taken up again after a restart")
                self._enqueue(job.shape)
            else:
                cut = ErrorBody(kind="internal", message="the server ended while the job ran")
                self._set(job, state="interrupted", ended=_now(), message="cut off", error=cut)

    def _forget_old(self) -> None:
        ended = [id for id, job in self._jobs.items() if job.shape.state in _ENDED]
        for id in ended[: max(0, len(self._jobs) - _MOST)]:
            del self._jobs[id]
            (self._folder / f"{id}.json").unlink(missing_ok=True)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
