"""Tables for the terminal."""

from collections.abc import Collection, Sequence, Sized
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from corridor.backtest import known_rows
from corridor.cli.fitting import LevelTable, print_levels, print_whole
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

#: Marks a day that the run does not hold as a whole.
_PART = "†"

_PER_CENT = [f"{level:.0%}".replace("%", " %") for level in TABLE_LEVELS]
#: What a narrow terminal goes without.
_QUARTERS = _PER_CENT[1:2] + _PER_CENT[-2:-1]


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
    part_days = part_days_of(forecast, summary)
    for table in (
        *_arrivals_tables(summary, forecast, part_days),
        _queue_table(summary, part_days),
    ):
        print_levels(console, table)
    if part_days:
        say(f"  {_PART} not a whole day: {', '.join(part_days.values())}\n")
    to_come = counts_to_come(forecast)
    if to_come:
        print_whole(console, _to_come_table(to_come))
    left_out = left_out_counts(forecast)
    if left_out:
        say(in_plain(left_out))
    say(f"{in_plain(what_was_learned(forecast))}\n")


def part_days_of(forecast: Forecast, summary: Summary) -> dict[date, str]:
    """The days of a summary that the run does not hold as a whole, each with what it holds."""
    found = {}
    start = forecast.scenario.start.astimezone(forecast.scenario.zone)
    first, last = summary.days[0].date, summary.days[-1].date
    if start.date() == first and f"{start:%H:%M}" != "00:00":
        found[first] = f"{_date(first)} from {start:%H:%M}"
    if clock(summary.end) != "24:00":
        since = f"{found[last].removeprefix(_date(last))} " if last in found else " "
        found[last] = f"{_date(last)}{since}until {clock(summary.end)}"
    return found


def _arrivals_tables(
    summary: Summary, forecast: Forecast, part_days: Collection[date]
) -> tuple[LevelTable, LevelTable]:
    """Arrivals on each day or in each week, and in total with the counts."""
    span, days = _span(summary), summary.rows
    has_counts = any(day.last_count for day in days)
    is_later = any(day.last_count and day.last_count.published > forecast.as_of for day in days)
    daily = _level_table(
        f"Arrivals that {span}, in people, at 5 to 95 % of the members",
        summary,
        [(_day(day, part_days), _people(day.arrivals), "") for day in days],
    )
    total = _level_table(
        f"Arrivals in total at the {span}'s end",
        summary,
        [
            (_day(day), _people(day.total), _counts(day, forecast) if has_counts else "")
            for day in days
        ],
    )
    later = "* known only later: published after the as-of time, not used" if is_later else ""
    return daily, replace(total, last="reported count" if has_counts else "", caption=later)


def _span(summary: Summary) -> str:
    return "week" if summary.weeks else "day"


def _people(levels: Sequence[int]) -> list[str]:
    return [f"{people:,}" for people in levels]


def _level_table(
    title: str, summary: Summary, rows: Sequence[tuple[str, Sequence[str], str]]
) -> LevelTable:
    first = "week to" if summary.weeks else "day"
    return LevelTable(title, first, _PER_CENT, _QUARTERS, rows)


def _queue_table(summary: Summary, part_days: Collection[date]) -> LevelTable:
    span = _span(summary)
    title = f"People queueing on the road (the {span}'s longest), and held, no way out"
    rows = [
        (_day(day, part_days), _people(day.longest_queue), interval(day.held))
        for day in summary.rows
    ]
    return replace(_level_table(title, summary, rows), last=f"held at {span}'s end (90 %)")


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


def _day(day: Day, part_days: Collection[date] = ()) -> str:
    return f"{day.date:%a} {_date(day.date):>6}{_PART if day.date in part_days else ''}"


def _date(day: date) -> str:
    return f"{day.day} {day:%b}"


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
