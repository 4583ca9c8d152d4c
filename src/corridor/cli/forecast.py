"""The commands that make a forecast and show it."""

from concurrent.futures import Executor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from corridor.cases import find_scenario
from corridor.cli.as_json import to_json
from corridor.cli.stop import cleaning_up
from corridor.cli.tables import print_forecast
from corridor.errors import NotFoundError, RunError
from corridor.forecast import Forecast, Summary, make_forecast, summarise
from corridor.scenario import Scenario
from corridor.store import REPORT, check_new_run, list_runs


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
    check_new_run(options.out)
    # Loaded while Ctrl-C still ends the command at once.
    for module in ("corridor.simulate.plan", "corridor.simulate.run"):
        import_module(module)
    with cleaning_up():
        made, run = _make_and_write(scenario, options, artist)
    _print(made, summarise(made), run, as_json=options.as_json)


def _make_and_write(
    scenario: Scenario, options: Options, artist: Executor | None
) -> tuple[Forecast, Path]:
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        # Where nobody looks it would leave an empty line.
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("preparing (the first run compiles the engine)", total=options.members)
        made = make_forecast(
            scenario,
            as_of=options.as_of,
            members=options.members,
            seed=options.seed,
            threads=options.threads,
            progress=lambda done: bar.update(task, advance=done, description="running members"),
        )
        bar.update(task, description="writing the run folder and the report")
        from corridor.report.run import write_run

        return made, write_run(made, options.out, artist=artist)


def _load_ahead() -> None:
    for module in ("corridor.report.run", "corridor.store.arrays"):
        import_module(module)


def show_run(run: Path | None, *, as_json: bool) -> None:
    """Print a finished run: the one asked for, or the newest that can be read."""
    from corridor.store import open_run

    if run is not None:
        made = open_run(run)
        _print(made, summarise(made), run, as_json=as_json)
        return
    runs = list_runs()
    for newest in reversed(runs):
        try:
            made = open_run(newest)
            summary = summarise(made)
        except RunError as error:
            warn_of_skipped(newest, error)
            continue
        _print(made, summary, newest, as_json=as_json)
        return
    if runs:
        raise RunError("no run under ./runs can be read")
    raise NotFoundError("there is no run under ./runs; make one with 'corridor forecast'")


def warn_of_skipped(run: Path, error: RunError) -> None:
    """Say on standard error that a run was left out, in one line."""
    reason = " ".join(str(error).split())
    typer.echo(f"corridor: warning: skipped {run}: {reason}", err=True)


def _print(made: Forecast, summary: Summary, run: Path, *, as_json: bool) -> None:
    if as_json:
        typer.echo(to_json(made, summary, run))
        return
    console = Console()
    print_forecast(console, made, summary)
    console.print(f"Run folder  {run}\nReport      {run / REPORT}", soft_wrap=True, highlight=False)
