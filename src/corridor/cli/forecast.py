"""The commands that make a forecast and show it."""

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from threading import Thread

import typer
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from corridor.cases import find_scenario
from corridor.cli.as_json import to_json
from corridor.cli.tables import print_forecast
from corridor.errors import AsOfError, NotFoundError, RunError
from corridor.forecast import Forecast, prepare_forecast, summarise
from corridor.report.run import make_run
from corridor.scenario import Scenario
from corridor.simulate import open_executor


@dataclass(frozen=True)
class Options:
    """What the forecast command was asked for."""

    members: int
    seed: int
    as_of: str | None
    out: Path | None
    as_json: bool
    threads: int | None
    cluster: str | None


def run_forecast(name_or_folder: str, options: Options, artist: Executor | None) -> None:
    """Make a forecast, write its run folder and print it."""
    # What is needed after the members have run is loaded while they do.
    Thread(target=_load_ahead, daemon=True).start()
    scenario = find_scenario(name_or_folder)
    as_of = None if options.as_of is None else parse_as_of(options.as_of, scenario)
    with (
        open_executor(options.cluster, threads=options.threads) as executor,
        Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=Console(stderr=True),
            transient=True,
        ) as bar,
    ):
        task = bar.add_task("preparing (the first run compiles the engine)", total=options.members)
        tell = partial(_tell, bar, task)
        prepared = prepare_forecast(
            scenario, as_of=as_of, members=options.members, seed=options.seed
        )
        with _stop_explained():
            made, run = make_run(
                prepared, options.out, executor=executor, progress=tell, artist=artist
            )
    _print(made, run, as_json=options.as_json)


@contextmanager
def _stop_explained() -> Iterator[None]:
    """Turn Ctrl-C into an error that says how to go on, where finished members were kept."""
    try:
        yield
    except KeyboardInterrupt as stop:
        kept = getattr(stop, "__notes__", ())
        if not kept:
            raise
        raise RunError("\n".join(["stopped", *kept])) from None


def _tell(bar: Progress, task: TaskID, finished: int) -> None:
    bar.update(task, advance=finished, description="running members")
    if bar.finished:
        bar.update(task, description="writing the run folder and the report")


def _load_ahead() -> None:
    for module in ("corridor.report.html", "corridor.report.view", "corridor.store.arrays"):
        import_module(module)


def show_run(run: Path | None, *, as_json: bool) -> None:
    """Print a finished run: the one asked for, or the newest."""
    from corridor.store import list_runs, open_run

    if run is None:
        runs = list_runs()
        if not runs:
            raise NotFoundError("there is no run under ./runs; make one with 'corridor forecast'")
        run = runs[-1]
    _print(open_run(run), run, as_json=as_json)


def parse_as_of(text: str, scenario: Scenario) -> datetime:
    """The time that a user means; without an offset it is in the scenario's time zone.

    Raises
    ------
    AsOfError
        If it is not a date with a time.
    """
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or len(text) <= len("2023-09-24"):
        raise AsOfError(
            f"--as-of: found {text!r}, expected a date with a time such as "
            f"{scenario.default_as_of.isoformat(timespec='minutes')}"
        )
    return time if time.tzinfo else time.replace(tzinfo=scenario.zone)


def _print(made: Forecast, run: Path, *, as_json: bool) -> None:
    from corridor.store import REPORT

    summary = summarise(made)
    if as_json:
        typer.echo(to_json(made, summary, run))
        return
    console = Console()
    print_forecast(console, made, summary)
    console.print(f"Run folder  {run}\nReport      {run / REPORT}", soft_wrap=True, highlight=False)
