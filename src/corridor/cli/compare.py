"""The command that compares a scenario with variants of it, and its tables."""

import json
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.cases import find_scenario
from corridor.cli.fitting import print_whole
from corridor.cli.progress import PREPARING, progress_bar
from corridor.cli.stop import cleaning_up
from corridor.forecast import (
    TABLE_LEVELS,
    Comparison,
    Difference,
    Measure,
    compare,
    read_as_of,
)
from corridor.scenario.variant import find_variants
from corridor.store import check_new_run

_LEVELS = [f"{level:g}" for level in TABLE_LEVELS]


@dataclass(frozen=True)
class CompareOptions:
    """What the compare command was asked for."""

    members: int
    seed: int
    as_of: str | None
    out: Path | None
    as_json: bool
    variants: Sequence[str] | None
    threads: int | None
    update: bool


def run_compare(name_or_folder: str, options: CompareOptions, artist: Executor | None) -> None:
    """Run a scenario and variants of it, write the folder and print the differences."""
    scenario = find_scenario(name_or_folder)
    variants = options.variants or None
    runs = 1 + len(find_variants(scenario, variants))
    as_of = None if options.as_of is None else read_as_of(options.as_of, scenario)
    check_new_run(options.out)
    with cleaning_up(), progress_bar(PREPARING, options.members * runs) as bar:
        made = compare(
            scenario,
            variants,
            as_of=as_of,
            members=options.members,
            seed=options.seed,
            threads=options.threads,
            update=options.update,
            progress=bar.telling("running members"),
        )
        bar.say("writing the folder and the report")
        from corridor.report.compare import make_comparison_view, write_comparison_run

        view = make_comparison_view(made)
        folder = write_comparison_run(made, view, options.out, artist=artist)
    changes = [one.difference for one in view.variants]
    if options.as_json:
        typer.echo(_to_json(made, changes, folder))
        return
    _print(made, changes, folder)


def _print(made: Comparison, changes: Sequence[Difference], folder: Path) -> None:
    from corridor.report.compare import COMPARE_REPORT

    console = Console()
    say, base = console.out, made.base
    zone = base.scenario.zone
    say(f"{base.scenario.title}\n")
    say(
        f"As of {base.as_of.astimezone(zone):%a %d %b %Y %H:%M %Z}, "
        f"{base.ensemble.members:,} members, seed {base.seed}; base and variants have the same "
        "draws.\nMedians; a difference is that of one member, variant minus base, with its 90 % "
        "interval.\n"
    )
    for run, change in zip(made.variants, changes, strict=True):
        say(f"Variant: {run.variant.name}")
        for text in run.variant.changes if run.variant.changes != (run.variant.name,) else ():
            say(f"  {text}")
        print_whole(console, _measure_table(change.measures))
        for note in _notes(change.measures):
            say(note)
        print_whole(console, _day_table(change))
    console.print(
        f"Folder  {folder}\nReport  {folder / COMPARE_REPORT}", soft_wrap=True, highlight=False
    )


def _measure_table(measures: Sequence[Measure]) -> Table:
    table = _table("", "base", "variant", "difference (90 %)", "better", "worse")
    for measure in measures:
        table.add_row(
            # The names of reports are too long for 80 columns.
            f"{measure.name.replace(' of those who leave have', '')},\n{measure.unit}",
            _middle(measure.base),
            _middle(measure.variant),
            # On two lines, so that the table fits 80 columns.
            _interval(measure.difference, between="\n"),
            f"{measure.share_better:.0%}".replace("%", " %"),
            f"{measure.share_worse:.0%}".replace("%", " %"),
        )
    table.caption = "better, worse: share of members in which the variant is"
    table.caption_justify = "left"
    return table


def _notes(measures: Sequence[Measure]) -> list[str]:
    return [
        f"{measure.left_out:,} members are left out of '{measure.name}': in the base or the "
        "variant it is after the end."
        for measure in measures
        if measure.left_out
    ]


def _day_table(change: Difference) -> Table:
    table = _table("arrivals on", "base", "variant", "difference (90 %)")
    for day in change.days:
        table.add_row(
            f"{day.date:%a %d %b}",
            _middle(day.base),
            _middle(day.variant),
            _interval(day.difference),
        )
    return table


def _table(first: str, *others: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _middle(levels: Sequence[float]) -> str:
    return f"{round(levels[len(levels) // 2]):,}" if levels else "–"


def _interval(levels: Sequence[float], *, between: str = " ") -> str:
    if not levels:
        return "–"
    low, middle, high = (round(levels[i]) for i in (0, len(levels) // 2, -1))
    return f"{middle:+,}{between}({low:+,} to {high:+,})".replace("+0", "0")


def _to_json(made: Comparison, changes: Sequence[Difference], folder: Path) -> str:
    base = made.base
    document = {
        "scenario": base.scenario.name,
        "as_of": base.as_of.astimezone(base.scenario.zone).isoformat(),
        "members": base.ensemble.members,
        "seed": base.seed,
        "sensitivity": base.scenario.sensitivity,
        "variants": [
            {
                "name": run.variant.name,
                "changes": run.variant.changes,
                "measures": [
                    {
                        "name": measure.name,
                        "unit": measure.unit,
                        "base": _keyed(measure.base),
                        "variant": _keyed(measure.variant),
                        "difference": _keyed(measure.difference),
                        "better_if": measure.better_if,
                        "share_better": measure.share_better,
                        "share_worse": measure.share_worse,
                        "members_left_out": measure.left_out,
                    }
                    for measure in change.measures
                ],
                "arrivals": [
                    {
                        "date": day.date.isoformat(),
                        "base": _keyed(day.base),
                        "variant": _keyed(day.variant),
                        "difference": _keyed(day.difference),
                    }
                    for day in change.days
                ],
            }
            for run, change in zip(made.variants, changes, strict=True)
        ],
        "run": str(folder),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)


def _keyed(levels: Sequence[float]) -> dict[str, float]:
    return dict(zip(_LEVELS, levels, strict=True)) if levels else {}
