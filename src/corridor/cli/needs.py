"""The command that prints needs, and its tables."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.cli.fitting import print_whole
from corridor.cli.newest import use_run
from corridor.cli.printable import printable, printable_json
from corridor.cli.stop import cleaning_up
from corridor.errors import NotFoundError, OptionError, near_or_all
from corridor.forecast import Forecast
from corridor.formats.needs_table import needs_csv
from corridor.formats.output import check_output, new_output
from corridor.needs import (
    ALL_PLACES,
    CHECKED,
    COUNTED,
    Needs,
    Standard,
    default_standards,
    default_table,
    make_needs,
    read_standards,
)
from corridor.report.words import NBSP, short, short_between

#: So many needs fit beside the names of places in 80 columns.
_BY_PLACE = 3


@dataclass(frozen=True)
class NeedsOptions:
    """What the needs command was asked for."""

    standards: Path | None
    people_per_household: float | None
    cold: bool
    place: str | None
    out: Path | None
    force: bool
    as_json: bool


def write_standards_table(path: Path, *, force: bool) -> None:
    """Write the package's own table of standards, to edit."""
    with cleaning_up(), new_output(path, force=force) as draft:
        draft.write_text(default_table(), encoding="utf-8")
    typer.echo(f"Wrote {path}. Edit it, then:\n  corridor needs RUN --standards {path}")


def run_needs(run: Path | None, options: NeedsOptions) -> None:
    """Work out the needs of a run and print them, or write them as CSV."""
    standards = read_standards(options.standards) if options.standards else default_standards()
    if options.out is not None:
        check_output(options.out, force=options.force)
    work = partial(
        make_needs,
        standards=standards,
        people_per_household=options.people_per_household,
        is_cold=options.cold,
    )
    made, needs, folder = use_run(run, work)
    place = _place(needs, options.place)
    if options.out is not None:
        with cleaning_up(), new_output(options.out, force=options.force) as draft:
            draft.write_text(needs_csv(needs), encoding="utf-8", newline="")
    if options.as_json:
        typer.echo(printable_json(_document(made, needs, folder)))
        return
    _print(made, needs, place, folder)
    if options.out is not None:
        typer.echo(f"Wrote {options.out}")


def _place(needs: Needs, wanted: str | None) -> str:
    if wanted is None:
        return ALL_PLACES
    if wanted not in needs.places:
        raise NotFoundError(
            f"there is no reception place {wanted!r}{near_or_all(wanted, needs.places)}"
        )
    return wanted


def _print(made: Forecast, needs: Needs, place: str, folder: Path) -> None:
    if not needs.days:
        raise OptionError(f"{folder} ends before its as-of time")
    console = Console()
    say = console.out
    as_of = made.as_of.astimezone(made.scenario.zone)
    say(
        printable(
            f"{made.scenario.title}\n\nAs of {as_of:%a %d %b %Y %H:%M %Z}, "
            f"{made.ensemble.members:,} members. Sensitivity: {made.scenario.sensitivity}.\n"
            "What people at reception places need, by standards; medians with 90 % intervals, in "
            f"three significant figures.\n{_household(needs)} "
            f"{'Cold climate.' if needs.is_cold else 'Not a cold climate (--cold).'}\n"
        )
    )
    print_whole(console, _days_table(needs, place))
    print_whole(console, _places_table(needs))
    for line in _footnotes(needs.standards):
        console.print(line, markup=False, highlight=False)
    console.print(f"\nRun folder  {folder}", soft_wrap=True, highlight=False, markup=False)


def _household(needs: Needs) -> str:
    words = {
        "given": "as given",
        "scenario": "from the scenario",
        "assumed": "assumed: give the local figure with --people-per-household",
    }
    return f"Households of {needs.household.median:.3g} people ({words[needs.household.origin]})."


def _shown_days(days: Sequence[date]) -> list[int]:
    """The next day and the last, by their place in the list."""
    return sorted({min(1, len(days) - 1), len(days) - 1})


def _days_table(needs: Needs, place: str) -> Table:
    table = Table(
        title=printable(f"Needs, {needs.name_of(place)}"),
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("need")
    shown = _shown_days(needs.days)
    for j in shown:
        table.add_column(f"{needs.days[j]:%a %d %b}", justify="right", no_wrap=True)
    k = needs.places.index(place)
    for i, standard in enumerate(needs.standards):
        unit = "" if standard.whole else f"\n  {standard.unit}"
        name = f"{standard.name}{_mark(standard)}{unit}"
        table.add_row(
            printable(name).replace("[", r"\["),
            *(_cell(needs.values[i, :, j, k].tolist()) for j in shown),
        )
    return table


def _places_table(needs: Needs) -> Table:
    """The first need of each sector at every place on the last day."""
    table = Table(
        title=f"By place on {needs.days[-1]:%a %d %b}, medians and 90 % intervals",
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("place")
    first: dict[str, int] = {}
    for i, standard in enumerate(needs.standards):
        first.setdefault(standard.sector, i)
    columns = list(first.values())[:_BY_PLACE]
    for i in columns:
        standard = needs.standards[i]
        heading = f"{standard.id.replace('_', ' ')}\n{standard.unit}"
        table.add_column(printable(heading).replace("[", r"\["), justify="right")
    for k, place in enumerate(needs.places):
        name = printable(f"{needs.names[k]}\n  {place}" if place != ALL_PLACES else needs.names[k])
        cells = (_cell(needs.values[i, :, -1, k].tolist()) for i in columns)
        table.add_row(name.replace("[", r"\["), *cells)
    return table


def _cell(values: Sequence[float]) -> str:
    low, middle, high = values[0], values[len(values) // 2], values[-1]
    return _plain(f"{short(middle)}\n{short_between(low, high)}")


def _plain(text: str) -> str:
    """Text without no-break spaces, which a search in a terminal would miss."""
    return text.replace(NBSP, " ")


def _mark(standard: Standard) -> str:
    return {"read": "", "quoted": " (q)", "unchecked": " (!)", "own": ""}[standard.checked]


def _footnotes(standards: Sequence[Standard]) -> list[str]:
    lines = ["Counted by, so that each need follows the people who cause it:"]
    for counted, words in COUNTED.items():
        names = [standard.id for standard in standards if standard.counted == counted]
        if names:
            lines.append(f"  {words}: {', '.join(names)}")
    lines.append(
        "Whole things are rounded up at each place; 'All places' is the sum over places in each "
        "member. Peaks of places may fall on different days."
    )
    for checked, sign in (("quoted", "(q)"), ("unchecked", "(!)")):
        if any(standard.checked == checked for standard in standards):
            lines.append(f"{sign} {CHECKED[checked]}.")
    lines.append("Sources: --json, --out FILE.csv, or docs/reference/standards.md.")
    return lines


def _document(made: Forecast, needs: Needs, folder: Path) -> dict[str, object]:
    keys = [f"{level:g}" for level in needs.levels]
    return {
        "scenario": needs.scenario,
        "as_of": needs.as_of.isoformat(),
        "members": made.ensemble.members,
        "seed": made.seed,
        "sensitivity": made.scenario.sensitivity,
        "cold_climate": needs.is_cold,
        "people_per_household": {
            "median": needs.household.median,
            "origin": needs.household.origin,
        },
        "standards": [json.loads(standard.model_dump_json()) for standard in needs.standards],
        "needs": [
            {
                "need": row.standard.id,
                "place": row.place,
                "place_name": needs.name_of(row.place),
                "date": row.day.isoformat(),
                "unit": row.standard.unit,
                "quantiles": dict(zip(keys, row.values, strict=True)),
            }
            for row in needs.rows()
        ],
        "run": str(folder),
    }
