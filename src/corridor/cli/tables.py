"""Tables for the terminal."""

from collections.abc import Sequence, Sized
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.backtest import known_rows
from corridor.forecast import (
    TABLE_LEVELS,
    CountToCome,
    Day,
    Forecast,
    Summary,
    counts_to_come,
)
from corridor.report.sentences import (
    crossing_sentence,
    disagreement,
    left_out_counts,
    what_was_learned,
)
from corridor.report.words import NBSP, clock, plural, zone_name
from corridor.scenario import Count, Scenario

if TYPE_CHECKING:
    from corridor.store import Manifest

_PER_CENT = [f"{level:.0%}".replace("%", " %") for level in TABLE_LEVELS]


def scenario_line(scenario: Scenario) -> str:
    """What a scenario that passes its check holds, in one line."""
    return (
        f"{scenario.name}: no problems. {_number(scenario.places, 'place')}, "
        f"{_number(scenario.links, 'link')}, {_number(scenario.timeline, 'event')}, "
        f"{_number(scenario.counts, 'count')}, {_number(scenario.ledger.claims, 'claim')}, "
        f"{_number(scenario.parameters, 'parameter')}."
    )


def cases_table(cases: Sequence[Scenario]) -> Table:
    """The built-in cases."""
    table = Table("case", "what it is", "as of", title="Built-in cases", title_justify="left")
    for case in cases:
        table.add_row(case.name, case.title, zoned(case.default_as_of))
    return table


def run_line(path: Path, manifest: "Manifest") -> str:
    """A finished run, in one line."""
    return (
        f"{path}  as of {zoned(manifest.as_of)}, {in_plain(plural(manifest.members, 'member'))}, "
        f"seed {manifest.seed}"
    )


def print_forecast(console: Console, forecast: Forecast, summary: Summary) -> None:
    """What was known when, when people will have crossed, and the table by day."""
    scenario = forecast.scenario
    as_of = forecast.as_of.astimezone(scenario.zone)
    say = console.out
    say(f"{scenario.title}\n")
    say(
        f"As of {zoned(as_of)}: {_number(scenario.ledger.claims, 'claim')}, "
        f"{_number(scenario.counts, 'count')} and {_number(scenario.timeline, 'event')} published "
        f"by then; {in_plain(plural(forecast.ensemble.members, 'member'))}, seed {forecast.seed}. "
        "Times are local."
    )
    say(f"Would leave if they could: {interval(summary.leaving)} people (median; 90 % interval).")
    for crossing in summary.crossings:
        told = crossing_sentence(crossing, as_of=as_of, end=summary.end, moment=_moment)
        say(in_plain(told))
    warning = disagreement(forecast, known_rows(forecast), _moment)
    if warning:
        say(f"\n{in_plain(warning)}")
    say("")
    for table in _arrivals_tables(summary, forecast):
        console.print(table)
    console.print(_queue_table(summary))
    to_come = counts_to_come(forecast)
    if to_come:
        console.print(_to_come_table(to_come))
    left_out = left_out_counts(forecast)
    if left_out:
        say(in_plain(left_out))
    say(f"{in_plain(what_was_learned(forecast))}\n")


def _arrivals_tables(summary: Summary, forecast: Forecast) -> tuple[Table, Table]:
    """Arrivals on each day or in each week, and in total with the counts; each fits 80 columns."""
    as_of = forecast.as_of
    span = _span(summary)
    days = summary.rows
    daily = _level_table(f"Arrivals that {span}, in people, at 5 to 95 % of the members", span)
    total = _level_table(f"Arrivals in total at the {span}'s end", span)
    has_counts = any(day.last_count for day in days)
    if has_counts:
        total.add_column("reported count", justify="right", no_wrap=True)
    for day in days:
        name = _day(day)
        daily.add_row(name, *(f"{people:,}" for people in day.arrivals))
        counts = [_counts(day, forecast)] if has_counts else []
        total.add_row(name, *(f"{people:,}" for people in day.total), *counts)
    if any(day.last_count and day.last_count.published > as_of for day in days):
        total.caption = "* known only later: published after the as-of time, not used"
        total.caption_justify = "left"
    return daily, total


def _span(summary: Summary) -> str:
    return "week" if summary.weeks else "day"


def _level_table(title: str, span: str) -> Table:
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("week to" if span == "week" else span, no_wrap=True)
    for level in _PER_CENT:
        table.add_column(level, justify="right", no_wrap=True)
    return table


def _queue_table(summary: Summary) -> Table:
    span = _span(summary)
    title = f"People queueing on the road (the {span}'s longest), and held, no way out"
    table = _level_table(title, span)
    table.add_column(f"held at {span}'s end (90 %)", justify="right", no_wrap=True)
    for day in summary.rows:
        table.add_row(
            _day(day),
            *(f"{people:,}" for people in day.longest_queue),
            interval(day.held),
        )
    return table


def _to_come_table(rows: Sequence[CountToCome]) -> Table:
    table = Table(
        title="People present as they will be counted (median; 90 % interval)",
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    table.add_column("place")
    table.add_column("last count", justify="right")
    for time in rows[0].times:
        table.add_column(f"{time.day} {time:%b %Y}", justify="right")
    for row in rows:
        table.add_row(row.name, f"{row.last:,.0f}", *(interval(levels) for levels in row.people))
    return table


def _counts(day: Day, forecast: Forecast) -> str:
    """The last count that was known of the day, and the one that was known only later."""
    counts = dict.fromkeys(filter(None, (day.known_count, day.last_count)))
    return "\n".join(_count(count, forecast) for count in counts) or "–"


def _count(count: Count, forecast: Forecast) -> str:
    later = "*" if count.published > forecast.as_of else ""
    held = count.held.end.astimezone(forecast.scenario.zone)
    return f"{count.value:,} at {clock(held)}{later}"


def _day(day: Day) -> str:
    return f"{day.date:%a} {day.date.day:>2} {day.date:%b}"


def interval(levels: Sequence[int]) -> str:
    """A median with its 90 % interval."""
    low, *_, high = levels
    return f"{levels[len(levels) // 2]:,} ({low:,} to {high:,})"


def _number(things: Sized, word: str) -> str:
    return in_plain(plural(len(things), word))


def in_plain(text: str) -> str:
    """Text without the no-break spaces of a page, which a search in a terminal would miss."""
    return text.replace(NBSP, " ")


def _moment(time: datetime) -> str:
    return f"{time:%a} {time.day} {time:%b %Y %H:%M}"


def zoned(time: datetime) -> str:
    """A time with the name of its zone."""
    return f"{_moment(time)} ({zone_name(time)})"
