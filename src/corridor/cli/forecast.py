"""The commands that make a forecast and show it."""

from concurrent.futures import Executor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from threading import Thread

import typer
from rich.console import Console

from corridor.cases import find_scenario
from corridor.cli.as_json import to_json
from corridor.cli.newest import use_run
from corridor.cli.progress import PREPARING, progress_bar
from corridor.cli.stop import cleaning_up
from corridor.cli.tables import print_forecast
from corridor.forecast import Forecast, Summary, prepare_forecast, summarise
from corridor.report.run import Run, make_run
from corridor.scenario import Scenario
from corridor.simulate import open_executor
from corridor.store import REPORT, check_new_run


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
    update: bool


def run_forecast(name_or_folder: str, options: Options, artist: Executor | None) -> None:
    """Make a forecast, write its run folder and print it."""
    scenario = find_scenario(name_or_folder)
    check_new_run(options.out)
    # Loaded while Ctrl-C still ends the command at once.
    for module in ("corridor.simulate.plan", "corridor.simulate.run"):
        import_module(module)
    with cleaning_up():
        made, run = _make_and_write(scenario, options, artist)
    _print(made, summarise(made), run, as_json=options.as_json)


def _make_and_write(scenario: Scenario, options: Options, artist: Executor | None) -> Run:
    with (
        open_executor(options.cluster, threads=options.threads) as executor,
        progress_bar(PREPARING, options.members) as bar,
    ):
        prepared = prepare_forecast(
            scenario,
            as_of=options.as_of,
            members=options.members,
            seed=options.seed,
            executor=executor,
            update=options.update,
        )
        # What is needed after the members have run is loaded while they do.
        Thread(target=_load_ahead, daemon=True).start()
        tell = bar.telling("running members", then="writing the run folder and the report")
        return make_run(prepared, options.out, executor=executor, progress=tell, artist=artist)


def _load_ahead() -> None:
    for module in ("corridor.report.html", "corridor.report.view", "corridor.store.arrays"):
        import_module(module)


def show_run(run: Path | None, *, as_json: bool) -> None:
    """Print a finished run: the one asked for, or the newest that can be read."""
    made, summary, folder = use_run(run, summarise)
    _print(made, summary, folder, as_json=as_json)


def _print(made: Forecast, summary: Summary, run: Path, *, as_json: bool) -> None:
    if as_json:
        typer.echo(to_json(made, summary, run))
        return
    console = Console()
    print_forecast(console, made, summary)
    console.print(f"Run folder  {run}\nReport      {run / REPORT}", soft_wrap=True, highlight=False)
