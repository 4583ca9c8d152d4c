"""Tables for the terminal."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.forecast import TABLE_LEVELS, Crossing, Day, Forecast, Summary
from corridor.scenario import Scenario

if TYPE_CHECKING:
    from corridor.store import Manifest

_PER_CENT = [f"{level:.0%}".replace("%", " %") for level in TABLE_LEVELS]


def scenario_line(scenario: Scenario) -> str:
    """What a scenario that passes its check holds, in one line."""
    return (
        f"{scenario.name}: no problems. {len(scenario.places)} places, "
        f"{len(scenario.links)} links, {len(scenario.timeline)} events, "
        f"{len(scenario.counts)} counts, {len(scenario.ledger.claims)} claims, "
        f"{len(scenario.parameters)} parameters."
    )


def cases_table(cases: Sequence[Scenario]) -> Table:
    """The built-in cases."""
    table = Table("case", "what it is", "as of", title="Built-in cases", title_justify="left")
    for case in cases:
        table.add_row(case.name, case.title, _moment(case.default_as_of))
    return table


def run_line(path: Path, manifest: "Manifest") -> str:
    """A finished run, in one line."""
    return (
        f"{path}  as of {_moment(manifest.as_of)}, {manifest.members:,} members, "
        f"seed {manifest.seed}"
    )


def print_forecast(console: Console, forecast: Forecast, summary: Summary) -> None:
    """What was known when, when people will have crossed, and the table by day."""
    scenario = forecast.scenario
    say = console.out
    say(f"{scenario.title}\n")
    say(
        f"As of {_moment(forecast.as_of)}: {len(scenario.ledger.claims)} claims, "
        f"{len(scenario.counts)} counts and {len(scenario.timeline)} events published by then; "
        f"{forecast.ensemble.members:,} members, seed {forecast.seed}."
    )
    say(f"Would leave if they could: {_interval(summary.leaving)} people (median; 90 % interval).")
    for crossing in summary.crossings:
        say(f"{crossing.share:.0%} of them have crossed by {_crossing(crossing, summary.end)}.")
    say("")
    for table in _arrivals_tables(summary.days, forecast.as_of):
        console.print(table)
    console.print(_queue_table(summary.days))
    say(
        "Counts published by the as-of time are shown beside the forecast; the first form of the "
        "model does not learn from them.\n"
    )


def _arrivals_tables(days: Sequence[Day], as_of: datetime) -> tuple[Table, Table]:
    """Arrivals on each day, and in total with the counts; each fits 80 columns."""
    daily = _level_table("Arrivals that day, in people, at 5 to 95 % of the members")
    total = _level_table("Arrivals in total at the day's end")
    total.add_column("official count", justify="right", no_wrap=True)
    for day in days:
        name = f"{day.date:%a %d %b}"
        daily.add_row(name, *(f"{people:,}" for people in day.arrivals))
        total.add_row(name, *(f"{people:,}" for people in day.total), _last_count(day, as_of))
    if any(day.last_count and day.last_count.published > as_of for day in days):
        total.caption = "* known only later: published after the as-of time, not used"
        total.caption_justify = "left"
    return daily, total


def _level_table(title: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("day", no_wrap=True)
    for level in _PER_CENT:
        table.add_column(level, justify="right", no_wrap=True)
    return table


def _queue_table(days: Sequence[Day]) -> Table:
    table = _level_table("People queueing on the road (the day's longest), and held by a shut road")
    table.add_column("held (90 %)", justify="right", no_wrap=True)
    for day in days:
        table.add_row(
            f"{day.date:%a %d %b}",
            *(f"{people:,}" for people in day.longest_queue),
            _interval(day.held),
        )
    return table


def _last_count(day: Day, as_of: datetime) -> str:
    if day.last_count is None:
        return "–"
    later = "*" if day.last_count.published > as_of else ""
    at = f"{day.last_count.held.end:%H:%M}"
    return f"{day.last_count.value:,.0f} at {'24:00' if at == '00:00' else at}{later}"


def _interval(levels: Sequence[int]) -> str:
    low, *_, high = levels
    return f"{levels[len(levels) // 2]:,} ({low:,} to {high:,})"


def _crossing(crossing: Crossing, end: datetime) -> str:
    low, *_, high = (
        f"after {_moment(end)}" if time is None else _moment(time) for time in crossing.times
    )
    middle = crossing.times[len(crossing.times) // 2]
    by = f"after {_moment(end)}" if middle is None else _moment(middle)
    return f"{by} (90 %: {low} to {high})"


def _moment(time: datetime) -> str:
    offset = f"{time:%z}"
    minutes = "" if offset[3:5] == "00" else f":{offset[3:5]}"
    return f"{time:%a %d %b %Y %H:%M} (UTC{offset[:3]}{minutes})"
