"""Tables for the terminal."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table

from corridor.forecast import TABLE_LEVELS, Crossing, Day, Forecast, Summary
from corridor.scenario import Scenario
from corridor.store import Manifest

_PER_CENT = [f"{level:.0%}".replace("%", " %") for level in TABLE_LEVELS]


def scenario_line(scenario: Scenario) -> str:
    """What a scenario that passes its check holds, in one line."""
    return (
        f"{scenario.name}: no problems. {len(scenario.places)} places, "
        f"{len(scenario.links)} links, {len(scenario.timeline)} events, "
        f"{len(scenario.counts)} counts, {len(scenario.ledger.claims)} claims, {len(scenario.parameters)} parameters."
    )


def cases_table(cases: Sequence[Scenario]) -> Table:
    """The built-in cases."""
    table = Table("case", "what it is", "as of", title="Built-in cases", title_justify="left")
    for case in cases:
        table.add_row(case.name, case.title, _moment(case.default_as_of))
    return table


def runs_table(runs: Sequence[tuple[Path, Manifest]]) -> Table:
    """Finished runs, the newest last."""
    table = Table("run", "as of", "members", "seed", title="Runs", title_justify="left")
    for path, manifest in runs:
        table.add_row(
            str(path), _moment(manifest.as_of), f"{manifest.members:,}", str(manifest.seed)
        )
    return table


def print_forecast(console: Console, forecast: Forecast, summary: Summary) -> None:
    """What was known when, when people will have crossed, and the table by day."""
    scenario = forecast.scenario
    say = console.out
    say(f"{scenario.title}\n")
    say(
        f"As of {_moment(forecast.as_of)}: {len(scenario.ledger.claims)} claims, "
        f"{len(scenario.counts)} counts and {len(scenario.timeline)} events published by then; "
        f"{forecast.arrays.sizes['member']:,} members, seed {forecast.seed}."
    )
    say(f"Would leave if they could: {_interval(summary.leaving)} people (median; 90 % interval).")
    for crossing in summary.crossings:
        say(f"{crossing.share:.0%} of them have crossed by {_crossing(crossing, summary.end)}.")
    say("")
    console.print(_arrivals_table(summary.days, forecast.as_of))
    console.print(_queue_table(summary.days))
    say(
        "Counts published by the as-of time are shown beside the forecast; the first form of the "
        "model does not learn from them.\n"
    )


def _arrivals_table(days: Sequence[Day], as_of: datetime) -> Table:
    table = Table(
        title="Arrivals in people, at 5 to 95 % of the members",
        title_justify="left",
        padding=(0, 1),
    )
    table.add_column("day", no_wrap=True)
    for level in _PER_CENT:
        table.add_column(f"that day\n{level}", justify="right")
    for level in _PER_CENT:
        table.add_column(f"in total\n{level}", justify="right")
    table.add_column("official count\nof the total", justify="right")
    for day in days:
        table.add_row(
            f"{day.date:%a %d %b}",
            *(f"{people:,}" for people in (*day.arrivals, *day.total)),
            _last_count(day, as_of),
        )
    if any(day.last_count and day.last_count.published > as_of for day in days):
        table.caption = "* known only later: published after the as-of time, not used"
        table.caption_justify = "left"
    return table


def _queue_table(days: Sequence[Day]) -> Table:
    table = Table(
        title="People queueing on the road (the day's longest) and held at home by a shut road",
        title_justify="left",
    )
    table.add_column("day", no_wrap=True)
    for level in _PER_CENT:
        table.add_column(f"queue\n{level}", justify="right")
    table.add_column("held at the day's end\nmedian (90 %)", justify="right")
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
