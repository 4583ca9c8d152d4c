"""The run that a command is about: the one asked for, or the newest that can be read."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import typer

from corridor.errors import NotFoundError, RunError
from corridor.forecast import Forecast
from corridor.store import list_runs, open_run

Result = TypeVar("Result")


def use_run(run: Path | None, work: Callable[[Forecast], Result]) -> tuple[Forecast, Result, Path]:
    """A finished run, what ``work`` makes of it, and its folder.

    Without ``run`` the newest under ``./runs`` that can be read; arrays are read while ``work``
    uses them, so only then is it known whether they can be.

    Raises
    ------
    NotFoundError
        If there is none.
    RunError
        If it cannot be read, or none of all can.
    """
    if run is not None:
        made = open_run(run)
        return made, work(made), run
    runs = list_runs()
    for newest in reversed(runs):
        try:
            made = open_run(newest)
            return made, work(made), newest
        except RunError as error:
            warn_of_skipped(newest, error)
    if runs:
        raise RunError("no run under ./runs can be read")
    raise NotFoundError("there is no run under ./runs; make one with 'corridor forecast'")


def warn_of_skipped(run: Path, error: RunError) -> None:
    """Say on standard error that a run was left out, in one line."""
    reason = " ".join(str(error).split())
    typer.echo(f"corridor: warning: skipped {run}: {reason}", err=True)
