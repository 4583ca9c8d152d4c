"""The commands that make a forecast and show it."""

from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from threading import Thread

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corridor.cases import find_scenario
from corridor.cli.as_json import to_json
from corridor.cli.tables import print_forecast
from corridor.errors import AsOfError, NotFoundError
from corridor.forecast import Forecast, make_forecast, summarise
from corridor.scenario import Scenario


@dataclass(frozen=True)
class Options:
    """What the forecast command was asked for."""

    members: int
    seed: int
    as_of: str | None
    out: Path | None
    as_json: bool
    threads: int | None


def run_forecast(name_or_folder: str, options: Options, artist: Executor | None) -> None:
    """Make a forecast, write its run folder and print it."""
    # What is needed after the members have run is loaded while they do.
    Thread(target=_load_ahead, daemon=True).start()
    scenario = find_scenario(name_or_folder)
    as_of = None if options.as_of is None else parse_as_of(options.as_of, scenario)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("preparing (the first run compiles the engine)", total=options.members)
        made = make_forecast(
            scenario,
            as_of=as_of,
            members=options.members,
            seed=options.seed,
            threads=options.threads,
            progress=lambda done: bar.update(task, advance=done, description="running members"),
        )
        bar.update(task, description="writing the run folder and the report")
        from corridor.report.run import write_run

        run = write_run(made, options.out, artist=artist)
    _print(made, run, as_json=options.as_json)


def _load_ahead() -> None:
    for module in ("corridor.report.run", "corridor.store.arrays"):
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
