"""What the report says in words and tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from corridor.evidence import Claim, Ledger
from corridor.forecast import Crossing, Forecast, local_ends, quantiles
from corridor.report.charting import INTERVAL
from corridor.report.view import View
from corridor.report.words import NBSP, between, crossing_time, moment, people, per_cent
from corridor.scenario import Parameter, Scenario
from corridor.units import Floats

#: Days after the as-of time for which the drivers of uncertainty are worked out.
_DRIVER_DAYS = (1, 3, 14)

#: So many parameters are shown: the others move the forecast less.
_DRIVERS_SHOWN = 8


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
class Driver:
    """Rank correlations of one number's draws with total arrivals, by days ahead."""

    name: str
    correlations: tuple[float, ...]


@dataclass(frozen=True)
class Prior:
    """A parameter and its distribution in words."""

    parameter: Parameter
    value: str


@dataclass(frozen=True)
class ClaimGroup:
    """Claims of one kind, place and unit, side by side."""

    kind: str
    place: str
    unit: str
    claims: tuple[Claim, ...]


def answer(view: View) -> tuple[str, ...]:
    """The forecast in plain sentences; only what the numbers say."""
    end = view.chart.times[-1]
    total, low, high = view.summary.days[-1].total[2], *_ends(view.summary.days[-1].total)
    half, most = view.summary.crossings
    sentences = [
        f"By {moment(end)} from {between(low, high)} people will have arrived "
        f"(90{NBSP}% interval), in the middle of the forecast about {people(total)}.",
        f"Half of those who leave will have crossed by {_crossing(half, view)}, "
        f"nine in ten by {_crossing(most, view)}.",
        f"In the next three days from {between(view.next_days[0], view.next_days[-1])} people "
        f"will arrive (90{NBSP}% interval), in the middle about {people(view.next_days[2])}.",
    ]
    if view.queue_at_half > 0.5:
        sentences.append(
            f"In {per_cent(view.queue_at_half)} of the runs people are queueing when half have "
            "crossed: there the road, not the wish to leave, sets the pace."
        )
    return tuple(sentences)


def key_figures(view: View) -> tuple[KeyFigure, ...]:
    """The numbers that people look for first, each with its 90 % interval."""
    end = view.chart.times[-1]
    total = view.summary.days[-1].total
    half, most = view.summary.crossings
    return (
        _figure(f"Arrived by {moment(end)}", total),
        _time_figure("Half of those who leave have crossed", half, view),
        _time_figure("Nine in ten have crossed", most, view),
        _figure("Longest queue on the road", view.chart.longest_queue),
        _figure("Held at home now by a shut road", view.chart.held_now),
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


def drivers_of_uncertainty(forecast: Forecast) -> tuple[Driver, ...]:
    """The uncertain numbers whose draws go most with total arrivals, by rank correlation."""
    ends = local_ends(forecast)
    crossed = forecast.ensemble["crossed"]
    columns = []
    for days in _DRIVER_DAYS:
        until = forecast.as_of + timedelta(days=days)
        columns.append(_ranks(crossed[:, max(sum(end <= until for end in ends) - 1, 0)]))
    draws = forecast.ensemble["parameter_draws"]
    found = [
        Driver(
            str(name),
            tuple(_correlation(_ranks(draws[:, i]), column) for column in columns),
        )
        for i, name in enumerate(forecast.ensemble.labels["parameter"])
    ]
    found.sort(key=lambda driver: max(map(abs, driver.correlations)), reverse=True)
    return tuple(found[:_DRIVERS_SHOWN])


def priors(scenario: Scenario) -> tuple[Prior, ...]:
    """Every parameter with its distribution in words."""
    return tuple(
        Prior(parameter, scenario.distribution(parameter.number).describe())
        for parameter in scenario.parameters
    )


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


def _ends(levels: Sequence[float]) -> tuple[float, float]:
    return levels[0], levels[-1]


def _figure(name: str, levels: Sequence[float] | Floats) -> KeyFigure:
    return KeyFigure(name, people(levels[len(INTERVAL) // 2]), between(levels[0], levels[-1]))


def _time_figure(name: str, crossing: Crossing, view: View) -> KeyFigure:
    low, *_, high = (crossing_time(time, view.chart.times[-1]) for time in crossing.times)
    middle = crossing_time(crossing.times[len(INTERVAL) // 2], view.chart.times[-1])
    return KeyFigure(name, middle, f"{low} to {high}")


def _crossing(crossing: Crossing, view: View) -> str:
    low, *_, high = (crossing_time(time, view.chart.times[-1]) for time in crossing.times)
    middle = crossing_time(crossing.times[len(INTERVAL) // 2], view.chart.times[-1])
    return f"{middle} (90 %: {low} to {high})"


def _ranks(values: npt.NDArray[np.number]) -> Floats:
    """Ranks, ties at their mean."""
    _, place, size = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(size)
    mean_rank: Floats = (last - (size - 1) / 2)[place]
    return mean_rank


def _correlation(one: Floats, other: Floats) -> float:
    """Correlation of two rows of ranks; 0 where one of them does not vary."""
    if np.ptp(one) == 0 or np.ptp(other) == 0:
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
