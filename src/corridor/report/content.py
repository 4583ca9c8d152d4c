"""What the report says in words and tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from corridor.backtest import Outcome
from corridor.evidence import Claim, Ledger
from corridor.forecast import Crossing, Forecast, quantiles
from corridor.report.sentences import (
    crossing_interval,
    crossing_name,
    crossing_sentence,
    crossing_time,
)
from corridor.report.view import View
from corridor.report.words import NBSP, between, moment, people, per_cent
from corridor.units import Floats


@dataclass(frozen=True)
class KeyFigure:
    """One number that people look for, with its interval."""

    name: str
    value: str
    interval: str


@dataclass(frozen=True)
class PlacePeople:
    """People present at a reception place at the end: 5, 50 and 95 %, and the bar's ends."""

    name: str
    low: float
    median: float
    high: float
    largest: float


@dataclass(frozen=True)
class ClaimGroup:
    """Claims of one kind, place and unit, side by side."""

    kind: str
    place: str
    unit: str
    claims: tuple[Claim, ...]


def answer(view: View) -> tuple[str, ...]:
    """The forecast in plain sentences; only what the numbers say."""
    chart = view.chart
    end = chart.times[-1]
    total = view.summary.days[-1].total
    sentences = [
        f"About {people(_median(total))} people will have arrived by {moment(end)} "
        f"({_interval(total)}).",
        *(
            crossing_sentence(crossing, as_of=chart.as_of, end=end, moment=moment)
            for crossing in view.summary.crossings
        ),
        f"In the next {_days(view.next_days)} about {people(_median(view.next_people))} people "
        f"will arrive ({_interval(view.next_people)}).",
    ]
    if view.queue_at_half > 0.5:
        sentences.append(
            f"In {per_cent(view.queue_at_half)} of the runs there is a queue on the road at the "
            "moment when half of those who get out by the forecast's end have crossed: there the "
            "road, not the wish to leave, sets the pace."
        )
    return tuple(sentences)


def key_figures(view: View) -> tuple[KeyFigure, ...]:
    """The numbers that people look for first, each with its 90 % interval."""
    end = view.chart.times[-1]
    return (
        _figure(f"Arrived by {moment(end)}", view.summary.days[-1].total),
        *(_time_figure(crossing, view) for crossing in view.summary.crossings),
        _figure("Longest queue on the road from now on", view.chart.longest_queue),
        _figure("Held in the area now, no way out", view.chart.held_now),
    )


def where_people_are(forecast: Forecast) -> tuple[PlacePeople, ...]:
    """People present at each reception place at the end of the forecast, the most first."""
    names = {place.id: place.name for place in forecast.scenario.places}
    present = forecast.ensemble.at_step("present", -1)
    low, median, high = quantiles(present, [0.05, 0.5, 0.95])
    ids = [str(id) for id in forecast.ensemble.labels["reception"]]
    largest = max(float(high.max()), 1.0)
    rows = [
        PlacePeople(names[id], float(low[i]), float(median[i]), float(high[i]), largest)
        for i, id in enumerate(ids)
    ]
    return tuple(sorted(rows, key=lambda row: row.median, reverse=True))


def verdict(outcome: Outcome) -> str:
    """Whether the intervals were too wide or too narrow for the counts that came later."""
    middle, wide = (coverage.share for coverage in outcome.coverage)
    if middle < 0.3 or wide < 0.7:
        return "The intervals were too narrow here, or lay beside what came."
    if middle > 0.7 and wide > 0.9:
        return "The intervals were wider than needed here."
    return "The intervals were about as wide as they should be."


def ledger_groups(ledger: Ledger) -> tuple[ClaimGroup, ...]:
    """Claims of one kind, place and unit together, those with accepted claims first."""
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for claim in ledger.claims:
        groups.setdefault((claim.kind, claim.place, claim.unit), []).append(claim)
    order = {"accepted": 0, "proposed": 1, "rejected": 2}
    found = [
        ClaimGroup(*key, tuple(sorted(claims, key=lambda claim: order[claim.status])))
        for key, claims in groups.items()
    ]
    return tuple(sorted(found, key=lambda group: order[group.claims[0].status]))


def _median(levels: Sequence[float] | Floats) -> float:
    return float(levels[len(levels) // 2])


def _interval(levels: Sequence[float] | Floats) -> str:
    return f"90{NBSP}% interval: {between(levels[0], levels[-1])}"


def _days(number: int) -> str:
    return {1: "day", 2: "two days", 3: "three days"}[number]


def _figure(name: str, levels: Sequence[float] | Floats) -> KeyFigure:
    return KeyFigure(name, people(_median(levels)), between(levels[0], levels[-1]))


def _time_figure(crossing: Crossing, view: View) -> KeyFigure:
    end = view.chart.times[-1]
    return KeyFigure(
        crossing_name(crossing, view.chart.as_of),
        crossing_time(crossing, end, moment),
        crossing_interval(crossing, end, moment),
    )
