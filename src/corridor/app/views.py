"""What is shown of a run: worked out once, kept compressed beside the runs, and in memory."""

import gzip
import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from shutil import rmtree
from threading import Lock, RLock
from typing import NamedTuple

from corridor.app.home import Home
from corridor.app.shapes.common import Shape
from corridor.app.showing import (
    forecast_shape,
    outcome_shape,
    run_shape,
    situation_shape,
)
from corridor.forecast import Forecast
from corridor.store import MANIFEST, open_run

#: How each view is made of a forecast; the first argument is the run's name.
MAKERS: Mapping[str, Callable[[str, Forecast], Shape]] = {
    "run": run_shape,
    "situation": situation_shape,
    "forecast": forecast_shape,
    "outcome": outcome_shape,
}

#: Changes with the form of the views, so that no old one is shown.
_FORM = "5"

_MOST_IN_MEMORY = 64
_MOST_OPEN = 3


class View(NamedTuple):
    """A view as JSON, compressed, and a tag that changes with it."""

    data: bytes
    tag: str


class Views:
    """The views of all runs of a served folder."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._memory: OrderedDict[tuple[str, str], View] = OrderedDict()
        self._open: OrderedDict[str, Forecast] = OrderedDict()
        self._locks: dict[str, RLock] = {}
        self._lock = Lock()

    def get(self, run: str, name: str) -> View:
        """A view of a run.

        Raises
        ------
        NotFoundError, RunError
            When there is no such run, or it cannot be read.
        """
        folder = self._home.run(run)
        with self._lock_of(run):
            mark = _mark(folder)
            key = (mark, name)
            with self._lock:
                view = self._memory.get(key)
            if view is None:
                view = self._read(run, mark, name) or self._make(run, name)
                self._remember(key, view)
            return view

    def prepare(self, run: str, forecast: Forecast) -> None:
        """Work out all views of a run that was made just now."""
        with self._lock_of(run):
            with self._lock:
                self._open[run] = forecast
            for name in MAKERS:
                self._make(run, name)

    def forecast(self, run: str) -> Forecast:
        """The forecast of a run, kept open for a while."""
        folder = self._home.run(run)
        with self._lock_of(run):
            with self._lock:
                forecast = self._open.pop(run, None)
            if forecast is None:
                forecast = open_run(folder)
            with self._lock:
                self._open[run] = forecast
                while len(self._open) > _MOST_OPEN:
                    self._open.popitem(last=False)
            return forecast

    def _make(self, run: str, name: str) -> View:
        shape = MAKERS[name](run, self.forecast(run))
        text = json.dumps(shape.model_dump(mode="json"), ensure_ascii=False, separators=(",", ":"))
        data = gzip.compress(text.encode(), 6, mtime=0)
        folder = self._home.kept / "views" / run
        mark = _mark(self._home.run(run))
        if not (folder / mark).is_dir():
            rmtree(folder, ignore_errors=True)
        (folder / mark).mkdir(parents=True, exist_ok=True)
        draft = folder / mark / f"{name}.part"
        draft.write_bytes(data)
        draft.replace(folder / mark / f"{name}.json.gz")
        return _view(data)

    def _read(self, run: str, mark: str, name: str) -> View | None:
        try:
            return _view((self._home.kept / "views" / run / mark / f"{name}.json.gz").read_bytes())
        except OSError:
            return None

    def _remember(self, key: tuple[str, str], view: View) -> None:
        with self._lock:
            self._memory[key] = view
            while len(self._memory) > _MOST_IN_MEMORY:
                self._memory.popitem(last=False)

    def _lock_of(self, run: str) -> RLock:
        with self._lock:
            return self._locks.setdefault(run, RLock())


def _view(data: bytes) -> View:
    return View(data, sha256(data).hexdigest()[:16])


def _mark(folder: Path) -> str:
    """What changes when another run takes the folder's name, or the package changes."""
    stat = (folder / MANIFEST).stat()
    parts = (_FORM, version("corridor"), str(stat.st_mtime_ns), str(stat.st_size))
    return sha256("|".join(parts).encode()).hexdigest()[:16]
