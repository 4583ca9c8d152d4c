"""The command that adds counts to a scenario and shows how the forecast moved."""

import json
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.backtest import known_rows
from corridor.cases import find_scenario, is_built_in
from corridor.cli.as_json import to_document
from corridor.cli.fitting import print_whole
from corridor.cli.progress import PREPARING, progress_bar
from corridor.cli.stop import cleaning_up
from corridor.cli.tables import in_plain, interval, zoned
from corridor.errors import InputError
from corridor.forecast import (
    Forecast,
    Summary,
    known_scenario,
    make_threads,
    prepare_forecast,
    read_as_of,
    run_forecast,
    summarise,
)
from corridor.report.learned import moved_numbers
from corridor.report.run import make_run
from corridor.report.sentences import disagreement, what_was_learned
from corridor.report.words import medianed, plural
from corridor.review.desk import open_desk
from corridor.review.pasted import Given, PastedCounts, add_pasted, read_pasted
from corridor.scenario import Count, Scenario
from corridor.scenario.uses import COUNTS_FILE
from corridor.store import REPORT, check_new_run
from corridor.table import decoded


@dataclass(frozen=True)
class UpdateOptions:
    """What the update command was asked for."""

    counts: Path
    as_of: str | None
    members: int
    seed: int
    out: Path | None
    by: str
    as_json: bool
    threads: int | None


@dataclass(frozen=True)
class Side:
    """A forecast and its summary."""

    forecast: Forecast
    summary: Summary


def run_update(folder: Path, options: UpdateOptions, artist: Executor | None) -> None:
    """Add counts, forecast without and with them, write the run folder and print what moved."""
    scenario = find_scenario(folder)
    if is_built_in(scenario):
        raise InputError(
            f"{scenario.name} is a built-in case, to which nothing can be added; make a copy of "
            f"your own first: corridor new my-crisis --like {scenario.name}"
        )
    text = _read(folder, options.counts)
    check_new_run(options.out)
    # What is wrong with the as-of time is found before anything is written.
    read = _new(folder, text, options.counts.name)
    _as_of(options, scenario, [count for _, count in read.counts])
    entry = add_pasted(folder, text, Given(), by=options.by, name=options.counts.name)
    whole = find_scenario(folder)
    new = [count for count in whole.counts if count.id in entry.ids]
    if not options.as_json:
        typer.echo(
            f"Added {in_plain(plural(len(new), 'count'))} to {folder / COUNTS_FILE}; to take that "
            f"back: corridor ledger undo --in {folder}\n"
        )
        if read.assumed:
            typer.echo(
                f"{in_plain(plural(len(read.assumed), 'row'))} without a time of publication: now "
                "was taken. Where it was earlier, add a column published.\n"
            )
    as_of = _as_of(options, whole, new)
    executor = make_threads(options.threads)
    with cleaning_up(), progress_bar(PREPARING, 2 * options.members) as bar:
        without, prepared = (
            prepare_forecast(
                one, as_of=as_of, members=options.members, seed=options.seed, executor=executor
            )
            for one in (scenario, whole)
        )
        tell = bar.telling("running members", then="writing the run folder and the report")
        before = run_forecast(without, executor=executor, progress=tell)
        made, run = make_run(prepared, options.out, executor=executor, progress=tell, artist=artist)
    sides = [Side(forecast, summarise(forecast)) for forecast in (before, made)]
    if options.as_json:
        typer.echo(_to_json(new, sides, run))
        return
    _print(new, sides, run)


def _read(folder: Path, path: Path) -> str:
    text, problems = decoded(path)
    if problems:
        raise InputError(f"{path} cannot be used; nothing was added to {folder}:", problems)
    return text


def _new(folder: Path, text: str, name: str) -> PastedCounts:
    read = read_pasted(open_desk(folder), text, Given(), name)
    if read.problems:
        raise InputError(f"{name}: nothing was added to {folder}:", read.problems)
    return read


def _as_of(options: UpdateOptions, scenario: Scenario, new: Sequence[Count]) -> datetime:
    if options.as_of is not None:
        as_of = read_as_of(options.as_of, scenario)
    else:
        as_of = max(count.published for count in new)
    known_scenario(scenario, as_of)
    return as_of


def _print(new: Sequence[Count], sides: Sequence[Side], run: Path) -> None:
    without, made = sides
    forecast, console = made.forecast, Console()
    say, zone = console.out, forecast.scenario.zone
    as_of = forecast.as_of.astimezone(zone)
    say(f"{forecast.scenario.title}\n")
    later = sum(count.published > forecast.as_of for count in new)
    if later:
        say(f"{later} of them were published after the as-of time and are not used here.")
    say(f"As of {zoned(as_of)}, without and with them (median; 90 % interval):\n")
    print_whole(console, _moved_table(without, made))
    say(in_plain(what_was_learned(forecast)))
    warning = disagreement(forecast, known_rows(forecast), _moment)
    if warning:
        say(f"\n{in_plain(warning)}")
    numbers = moved_numbers(forecast)
    if numbers:
        say("\nNumbers that all known counts moved most, before any and now:\n")
        table = _table("number", "before", "now")
        for number in numbers:
            table.add_row(number.label, medianed(number.before), medianed(number.after))
        print_whole(console, table)
    console.print(f"Run folder  {run}\nReport      {run / REPORT}", soft_wrap=True, highlight=False)


def _moved_table(without: Side, made: Side) -> Table:
    table = _table("", "without", "with")
    end = f"{made.summary.end:%a} {made.summary.end.day} {made.summary.end:%b %H:%M}"
    table.add_row(f"arrived by {end}", *(interval(_last_total(one)) for one in (without, made)))
    table.add_row(
        "would leave if they could", *(interval(one.summary.leaving) for one in (without, made))
    )
    for number, crossing in enumerate(made.summary.crossings):
        share = f"{crossing.share:.0%}".replace("%", " %")
        table.add_row(
            f"{share} of those who leave crossed by",
            *(_time(one.summary.crossings[number].times) for one in (without, made)),
        )
    return table


def _last_total(side: Side) -> tuple[int, ...]:
    return side.summary.days[-1].total


def _time(times: Sequence[datetime | None]) -> str:
    low, *_, high = times
    middle = _or_later(times[len(times) // 2])
    return f"{middle}\n({_or_later(low)} to {_or_later(high)})"


def _or_later(time: datetime | None) -> str:
    return "after the end" if time is None else f"{time.day} {time:%b %H:%M}"


def _table(first: str, *others: str) -> Table:
    table = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(first)
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _moment(time: datetime) -> str:
    return f"{time:%a} {time.day} {time:%b %Y %H:%M}"


def _to_json(new: Sequence[Count], sides: Sequence[Side], run: Path) -> str:
    without, made = (to_document(side.forecast, side.summary) for side in sides)
    document = {
        "added": [count.id for count in new],
        "without": without,
        "with": made,
        "run": str(run),
    }
    return json.dumps(document, indent=2, ensure_ascii=False)
