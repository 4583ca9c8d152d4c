"""One forecast beside the counts that were published after it was made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np

from corridor.backtest.members import At, counted_at
from corridor.baseline import constant_rate
from corridor.forecast import (
    TABLE_LEVELS,
    Forecast,
    is_arrival_total,
    local_ends,
    members_at,
    quantiles,
)
from corridor.scenario import Count
from corridor.score import covers, crps, rank_of
from corridor.units import Floats

#: Central intervals for which coverage is given: those of :data:`corridor.forecast.TABLE_LEVELS`.
COVERAGE_LEVELS = (0.5, 0.9)

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class OutcomeRow:
    """One count and what the forecast says of its place and time, in people.

    ``middle`` and ``wide`` are the central intervals of 50 % and 90 %; ``share_below`` is the share
    of members below the count (ties half); ``baseline`` is None where no rate was known.
    """

    count: Count
    median: float
    middle: tuple[float, float]
    wide: tuple[float, float]
    share_below: float
    baseline: float | None

    @property
    def is_outside(self) -> bool:
        """Whether the count lies outside the 90 % interval."""
        low, high = self.wide
        return not low <= self.count.value <= high


@dataclass(frozen=True)
class Coverage:
    """Share of the counts inside the central interval of probability ``level``."""

    level: float
    share: float


@dataclass(frozen=True)
class Outcome:
    """How a forecast fell: every row, and scores over all rows.

    ``model_crps`` and ``baseline_crps`` are means over the same counts, in people; the baseline is
    one number for each time, so its score is its absolute error. It is None unless it could
    forecast every count. ``left_out`` counts of arrivals could not be compared: they lie outside
    the simulated time, or not at a reception place.
    """

    rows: tuple[OutcomeRow, ...]
    coverage: tuple[Coverage, ...]
    model_crps: float
    baseline_crps: float | None
    left_out: int


def make_outcome(forecast: Forecast) -> Outcome | None:
    """The forecast beside its later cumulative counts of arrivals, or None without any.

    A count at a place is compared with what would be counted of the arrivals at that place.
    """
    later = [count for count in forecast.later_counts if is_arrival_total(count)]
    counts = _comparable(forecast, later)
    if not counts:
        return None
    members = _totals_at(forecast, counts, counted_at)
    observed = np.array([count.value for count in counts], dtype=np.float64)
    baseline = _baseline(forecast, counts)
    known = [value for value in baseline if value is not None]
    return Outcome(
        rows=_rows(counts, members, baseline),
        coverage=tuple(
            Coverage(level, float(covers(members, observed, level=level).mean()))
            for level in COVERAGE_LEVELS
        ),
        model_crps=float(crps(members, observed).mean()),
        baseline_crps=(
            float(np.abs(np.array(known) - observed).mean()) if len(known) == len(counts) else None
        ),
        left_out=len(later) - len(counts),
    )


def known_rows(forecast: Forecast) -> tuple[OutcomeRow, ...]:
    """The cumulative counts of arrivals known by the as-of time, beside the model, in time order.

    They stand beside what the members have, without the errors of counts. They have no baseline: it
    goes on from them.
    """
    counts = _comparable(forecast, filter(is_arrival_total, forecast.scenario.counts))
    if not counts:
        return ()
    return _rows(counts, _totals_at(forecast, counts, members_at), [None] * len(counts))


def _totals_at(forecast: Forecast, counts: Sequence[Count], at: At) -> Floats:
    """Cumulative arrivals of every member at each count's place and time, shape (member, count)."""
    totals = np.zeros((forecast.ensemble.members, len(counts)))
    for place in {count.place for count in counts}:
        own = [number for number, count in enumerate(counts) if count.place == place]
        times = [counts[number].held.end for number in own]
        totals[:, own] = at(forecast, "arrivals", place, times)
    return totals


def baseline_totals(known: Iterable[Count], place: str, times: Sequence[datetime]) -> Floats | None:
    """Cumulative arrivals at ``place`` if people keep coming as in the last known counts.

    Shape (time,), in people; None where the known counts give no rate.
    """
    totals = {
        count.held.end: count.value
        for count in sorted(known, key=lambda count: (count.held.end, count.published))
        if is_arrival_total(count) and count.place == place
    }
    if not totals or not times:
        return None
    first = min(totals)
    return constant_rate(
        np.array([(held - first) / _HOUR for held in totals]),
        np.array(list(totals.values()), dtype=np.float64),
        at=np.array([(time - first) / _HOUR for time in times]),
    )


def _comparable(forecast: Forecast, counts: Iterable[Count]) -> list[Count]:
    """Those of the counts that can be compared, in the order of their times."""
    return sorted(
        (count for count in counts if _can_be_compared(forecast, count)),
        key=lambda count: (count.held.end, count.published, count.id),
    )


def _can_be_compared(forecast: Forecast, count: Count) -> bool:
    reception = {place.id for place in forecast.scenario.places if place.kind == "reception"}
    end = local_ends(forecast)[-1].astimezone(UTC)
    return count.place in reception and forecast.scenario.start <= count.held.end <= end


def _baseline(forecast: Forecast, counts: Sequence[Count]) -> list[float | None]:
    values: list[float | None] = []
    for count in counts:
        ahead = baseline_totals(forecast.scenario.counts, count.place, [count.held.end])
        values.append(None if ahead is None else float(ahead[0]))
    return values


def _rows(
    counts: Sequence[Count], members: Floats, baseline: Sequence[float | None]
) -> tuple[OutcomeRow, ...]:
    low, lower, median, upper, high = quantiles(members, TABLE_LEVELS)
    below = rank_of(members, np.array([count.value for count in counts], dtype=np.float64))
    return tuple(
        OutcomeRow(
            count=count,
            median=float(median[i]),
            middle=(float(lower[i]), float(upper[i])),
            wide=(float(low[i]), float(high[i])),
            share_below=float(below[i]),
            baseline=baseline[i],
        )
        for i, count in enumerate(counts)
    )
