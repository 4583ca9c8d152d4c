"""The command that writes a run for other programs and people."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from corridor.cli.printable import printable
from corridor.cli.stop import cleaning_up
from corridor.errors import NotFoundError, OptionError
from corridor.needs import read_standards
from corridor.report.export import NeedsAsked, export_run, read_format
from corridor.store import list_runs


@dataclass(frozen=True)
class ExportOptions:
    """What the export command was asked for."""

    to: str
    out: Path | None
    force: bool
    standards: Path | None
    people_per_household: float | None
    cold: bool
    variant: str | None = None


def run_export(run: Path | None, options: ExportOptions) -> None:
    """Write a run, the one asked for or the newest, and say where."""
    to = read_format(options.to)
    asked = NeedsAsked(
        standards=read_standards(options.standards) if options.standards else None,
        people_per_household=options.people_per_household,
        is_cold=options.cold,
    )
    if asked != NeedsAsked() and to not in {"xlsx", "brief"}:
        raise OptionError(f"needs are shown by xlsx and brief only: found --to {to}")
    folder = _newest(list_runs()) if run is None else run
    with cleaning_up():
        paths = export_run(
            folder, to, options.out, force=options.force, needs=asked, variant=options.variant
        )
    for path in paths:
        typer.echo(printable(f"Wrote {path}"))


def _newest(runs: Sequence[Path]) -> Path:
    if not runs:
        raise NotFoundError("there is no run under ./runs; make one with 'corridor forecast'")
    return runs[-1]
