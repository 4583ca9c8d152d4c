"""The commands, their options and their exit codes."""

import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console

from corridor.cli.backtest_commands import backtest
from corridor.cli.forecast_commands import compare, forecast, update
from corridor.cli.ledger_commands import app as ledger_app
from corridor.cli.options import JSON
from corridor.cli.output_commands import export, needs
from corridor.cli.serve_commands import serve
from corridor.errors import CorridorError, RunError

app = typer.Typer(
    help=(
        "Forecast forced displacement: how many people will arrive where and when, with "
        "uncertainty and sources.\n\n"
        "Start with:  corridor forecast nagorno-karabakh-2023\n\n"
        "Exit codes: 0 all went well; 1 something given is wrong, with what would be right; "
        "2 the command was not understood; 3 a run could not be finished, read or written; "
        "130 stopped by Ctrl-C."
    ),
    no_args_is_help=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

app.add_typer(ledger_app, name="ledger")


@app.callback(invoke_without_command=True)
def _options(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    if version:
        from corridor import __version__

        typer.echo(f"corridor {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        raise typer.Exit(2)


app.command()(forecast)
app.command()(update)
app.command()(compare)
app.command()(backtest)
app.command()(serve)


@app.command()
def read(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="Reports: text, Markdown, HTML or PDF; or tables."),
    ],
    into: Annotated[
        Path | None, typer.Option(help="Scenario folder to keep the proposals in.")
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(help="When the files were public: a date, or a time with its offset."),
    ] = None,
    publisher: Annotated[str, typer.Option(help="Who published them.", show_default=False)] = "",
    url: Annotated[str, typer.Option(help="Where they were published.", show_default=False)] = "",
    zone: Annotated[
        str | None,
        typer.Option(help="Time zone for bare dates. Default: the scenario's; UTC without one."),
    ] = None,
    accept_over: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="With --into: accept figures surer than this at once."),
    ] = None,
    by: Annotated[
        str, typer.Option(help="Who reads; kept in the history.", show_default=False)
    ] = "",
    as_json: JSON = False,
) -> None:
    """Read reports and tables, and propose the figures and events in them.

    For instance:  corridor read page.html --into my-crisis

    or:  corridor read a.txt b.txt --published 2026-03-01 --publisher "Example News" --json

    Nothing that is proposed reaches a forecast: accept it, then say what it is for
    (corridor ledger accept, corridor ledger use). Reading a file again proposes nothing twice.
    """
    from corridor.cli.read import ReadOptions, run_read

    if accept_over is not None and into is None:
        raise typer.BadParameter("expected --into SCENARIO with it", param_hint="--accept-over")
    options = ReadOptions(
        into=into,
        published=published,
        publisher=publisher,
        url=url,
        zone=zone,
        accept_over=accept_over,
        by=by,
        as_json=as_json,
    )
    run_read(files, options)


@app.command()
def check(
    folder: Annotated[Path, typer.Argument(help="A scenario folder.")],
) -> None:
    """Check a scenario folder and list every problem: file, line, what was found, what is right."""
    from corridor.cases import find_scenario
    from corridor.cli.printable import printable
    from corridor.cli.tables import scenario_line
    from corridor.scenario.doubts import doubts

    scenario = find_scenario(folder)
    typer.echo(scenario_line(scenario))
    for doubt in doubts(scenario):
        typer.echo(printable(f"corridor: warning: {doubt}"), err=True)


app.command()(needs)
app.command()(export)

import_app = typer.Typer(
    help="Make a scenario from somebody else's files.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(import_app, name="import")


@import_app.command()
def flee(
    folder: Annotated[
        Path, typer.Argument(help="A Flee instance folder: input_csv and source_data.")
    ],
    out: Annotated[Path, typer.Argument(help="Scenario folder to make.")],
    with_capacities: Annotated[
        bool,
        typer.Option(
            "--with-capacities",
            help="Keep capacities that are a figure of the camp's own later data.",
        ),
    ] = False,
) -> None:
    """Make a scenario with its counts from a Flee folder, and say what was odd in it."""
    from corridor.cli.tables import scenario_line
    from corridor.formats.flee import import_flee
    from corridor.scenario import load_scenario

    for notice in import_flee(folder, out, with_capacities=with_capacities):
        typer.echo(f"  {notice}")
    typer.echo(f"Wrote {out}: {scenario_line(load_scenario(out))}")
    typer.echo(f"  corridor forecast {out}")


@app.command()
def new(
    name: Annotated[
        str, typer.Argument(help="Name of the crisis, for instance river-valley-2026.")
    ],
    into: Annotated[
        Path, typer.Option(help="Where to make the folder NAME. Default: here.")
    ] = Path(),
    like: Annotated[
        str | None,
        typer.Option(help="Copy this built-in case or scenario folder in place of the starter."),
    ] = None,
    empty: Annotated[
        bool, typer.Option("--empty", help="Without places, roads, events, counts and claims.")
    ] = False,
) -> None:
    """Write a commented starter scenario that passes the check, to fill in."""
    from corridor.cases import find_scenario
    from corridor.scenario import new_scenario

    source = find_scenario(like).folder if like else None
    folder = new_scenario(name, into, like=source, empty=empty)
    typer.echo(
        f"Wrote {folder}. Edit its files: places.csv and links.csv first, then scenario.yaml "
        "(title, times, numbers), timeline.csv, ledger.csv and counts.csv. Then:"
    )
    typer.echo(f"  corridor check {folder}\n  corridor forecast {folder}")


@app.command("list")
def list_() -> None:
    """List the built-in cases, and the runs under ./runs."""
    from corridor.cases import case_names, find_scenario
    from corridor.cli.newest import warn_of_skipped
    from corridor.cli.tables import cases_table, run_line
    from corridor.store import list_runs, read_manifest

    console = Console()
    console.print(cases_table([find_scenario(name) for name in case_names()]))
    runs = list_runs()
    for run in runs:
        try:
            typer.echo(run_line(run, read_manifest(run)))
        except RunError as error:
            warn_of_skipped(run, error)
    if not runs:
        console.print("No runs under ./runs yet: corridor forecast CASE makes one.")


@app.command()
def show(
    run: Annotated[
        Path | None, typer.Argument(help="A run folder. Default: the newest under ./runs.")
    ] = None,
    as_json: JSON = False,
) -> None:
    """Show a finished run again: what was known when, the table by day, where the report is.

    A backtest is shown too, if its folder is given.
    """
    from corridor.cli.forecast import show_run
    from corridor.store import is_backtest

    if run is not None and is_backtest(run):
        from corridor.cli.backtest import show_backtest

        show_backtest(run, as_json=as_json)
        return

    show_run(run, as_json=as_json)


def run() -> None:
    """Run the command line; errors go to standard error without a traceback."""
    # A command is short and makes little circular garbage: looking for it took a second of six.
    gc.disable()
    _keep_freed_memory()
    try:
        try:
            app()
        finally:
            # What cannot be written is found here and not while Python shuts down.
            if sys.stdout is not None:
                sys.stdout.flush()
    except CorridorError as error:
        _fail("\n".join([str(error), *getattr(error, "__notes__", ())]), error.exit_code)
    except BrokenPipeError:
        # Whoever read the output has seen enough.
        _drop_output()
        sys.exit(1)
    except OSError as error:
        _drop_output()
        what = "the output could not be written" if error.filename is None else error.filename
        _fail(f"{what}: {error.strerror}", RunError.exit_code)


def _keep_freed_memory() -> None:
    """Let the C library keep freed blocks of up to 31 MB for the next array of that size.

    glibc gives back to the system what it had mapped, and learns from the largest block that came
    back not to do so up to that size. Fetching pages anew took a sixth of a forecast's time.
    """
    bytearray(31 << 20)


def _fail(message: str, code: int) -> NoReturn:
    from corridor.cli.printable import printable

    # Plain print: a path or a quote in a message must not be read as markup.
    with suppress(OSError):
        print(f"corridor: {printable(message)}", file=sys.stderr, flush=True)  # noqa: T201
    sys.exit(code)


def _drop_output() -> None:
    """Let what is left of the output go nowhere, or Python fails on it once more at its end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
