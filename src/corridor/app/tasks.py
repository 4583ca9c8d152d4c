"""What jobs do, in their process: make forecasts, answer what-ifs, run backtests."""

import shutil
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, TypeAlias

from corridor.app.errors import first_line, kind_of, status_of
from corridor.app.exports import Exports
from corridor.app.home import Home
from corridor.app.shapes.common import ErrorBody, problem_shape
from corridor.app.views import MAKERS, Views
from corridor.app.what_ifs import WhatIfs, answer
from corridor.app.worker import Asked
from corridor.errors import CorridorError, InputError
from corridor.forecast import (
    Comparison,
    Forecast,
    Prepared,
    compare,
    prepare_base,
    prepare_forecast,
)
from corridor.scenario.variant import Variant
from corridor.store import new_run_path, open_run, read_manifest

Tell: TypeAlias = Callable[[int, str], None]

#: Runs whose arrays are kept in memory for the next what-if.
_MOST_OPEN = 2


class Base(NamedTuple):
    """A run, and what its variants take over from it."""

    forecast: Forecast
    prepared: Prepared


class CancelledJobError(Exception):
    """The job is not wanted any more."""


class Tasks:
    """Does jobs, and remembers what the next one may need."""

    def __init__(self, root: Path) -> None:
        self.home = Home(root)
        self._open: OrderedDict[tuple[str, int], Base] = OrderedDict()

    def warm(self) -> None:
        """Load compiled code before it is asked for."""
        for module in ("corridor.simulate.plan", "corridor.simulate.run", "corridor.store.arrays"):
            import_module(module)

    def do(self, job: Asked, tell: Tell) -> dict[str, str]:
        """Do a job; gives what came of it."""
        kind, id, request = job
        if kind == "open":
            forecast, _ = self._base(str(request["run"]))
            for name in ("arrivals", "present", "crossed", "queue", "held"):
                _ = forecast.ensemble[name]
            return {}
        if kind == "view":
            views = Views(self.home)
            for name in MAKERS:
                views.get(str(request["run"]), name)
            return {}
        if kind == "forecast":
            return self._forecast(request, tell)
        if kind == "what-if":
            return self._what_if(id, request, tell)
        if kind == "what-if-export":
            return self._what_if_export(request, tell)
        return self._backtest(request, tell)

    def _forecast(self, request: Mapping[str, object], tell: Tell) -> dict[str, str]:
        from corridor.report.run import make_run

        folder = self.home.scenario(str(request["scenario"])).folder
        as_of = request.get("as_of")
        prepared = prepare_forecast(
            folder,
            as_of=None if as_of is None else str(as_of),
            members=_whole(request["members"]),
            seed=_whole(request["seed"]),
        )
        path = new_run_path(prepared, within=self.home.runs)
        try:
            made = make_run(prepared, path, progress=lambda done: tell(done, "running members"))
        finally:
            for left in self.home.runs.glob(f".{path.name}.*"):
                shutil.rmtree(left, ignore_errors=True)
        tell(0, "drawing")
        Views(self.home).prepare(made.folder.name, made.forecast)
        return {"run": made.folder.name}

    def _what_if(self, id: str, request: Mapping[str, object], tell: Tell) -> dict[str, str]:
        run = str(request["run"])
        changes = request["changes"]
        texts = [str(text) for text in changes] if isinstance(changes, list) else []
        made = self._compared(run, texts, tell)
        tell(0, "comparing")
        WhatIfs(self.home).put(answer(made, id=id, run=run, request=request))
        return {"what_if": id}

    def _compared(self, run: str, changes: Sequence[str], tell: Tell) -> Comparison:
        base, prepared = self._base(run)
        return compare(
            base.scenario,
            ["; ".join(changes)],
            base=base,
            prepared=prepared,
            progress=lambda done: tell(done, "running members"),
        )

    def _what_if_export(self, request: Mapping[str, object], tell: Tell) -> dict[str, str]:
        from corridor.formats.finished import what_if_of

        one = WhatIfs(self.home).get(str(request["what_if"]))
        name = str(request["format"])
        exports = Exports(self.home)
        if not exports.has_what_if(one.id, name):
            made = self._compared(one.run, one.changes, tell)
            tell(0, "writing")
            (variant,) = made.variants
            named = replace(variant, variant=Variant(one.name, one.changes))
            manifest = read_manifest(self.home.run(one.run))
            exports.make_what_if(one.id, name, what_if_of(made.base, manifest, named))
        return {"what_if": one.id, "format": name}

    def _backtest(self, request: Mapping[str, object], tell: Tell) -> dict[str, str]:
        from corridor.backtest import Setup, read_horizons, read_origins
        from corridor.report.backtest import make_backtest
        from corridor.store import new_backtest_path

        scenario = self.home.load(str(request["scenario"]))
        horizons = read_horizons(str(request["horizons"]))
        origins = read_origins(str(request["origins"]), scenario, horizons)
        setup = Setup(horizons, members=_whole(request["members"]), seed=_whole(request["seed"]))
        name = new_backtest_path([scenario]).name
        made = make_backtest(
            [scenario],
            [origins],
            setup,
            self.home.runs / name,
            progress=lambda done: tell(done, f"of {len(origins)} origins"),
        )
        return {"backtest": made.folder.name}

    def _base(self, id: str) -> Base:
        folder = self.home.run(id)
        key = (id, folder.stat().st_mtime_ns)
        if key not in self._open:
            forecast = open_run(folder)
            self._open[key] = Base(forecast, prepare_base(forecast))
        self._open.move_to_end(key)
        while len(self._open) > _MOST_OPEN:
            self._open.popitem(last=False)
        return self._open[key]


def error_body(error: Exception) -> ErrorBody:
    """An error of a job, as it is answered."""
    if isinstance(error, CorridorError):
        problems = error.problems if isinstance(error, InputError) else ()
        return ErrorBody(
            kind=kind_of(status_of(error)),
            message=first_line(error),
            problems=tuple(map(problem_shape, problems)),
        )
    return ErrorBody(kind="internal", message=f"{type(error).__name__}: {error}")


def _whole(value: object) -> int:
    return int(str(value))
