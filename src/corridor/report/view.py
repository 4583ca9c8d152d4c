"""What the report shows, worked out once."""

from dataclasses import dataclass
from datetime import UTC, timedelta

import numpy as np

from corridor.backtest import Outcome, OutcomeRow, known_rows, make_outcome
from corridor.forecast import (
    TABLE_LEVELS,
    Forecast,
    Summary,
    local_ends,
    quantiles,
    queueing,
    summarise,
)
from corridor.report.chart import Chart
from corridor.report.charting import make_chart
from corridor.units import Counts, Floats

#: Arrivals are given for so many days after the as-of time, or up to the horizon.
_NEXT_DAYS = 3


@dataclass(frozen=True)
class View:
    """A forecast as the report shows it: the chart, and what stands in words and tables.

    ``next_people`` are people who cross in the ``next_days`` days after the as-of time, at
    :data:`corridor.forecast.TABLE_LEVELS`; ``known`` are the counts known by then beside the model.
    """

    chart: Chart
    summary: Summary
    next_days: int
    next_people: Floats
    queue_at_half: float
    known: tuple[OutcomeRow, ...]
    outcome: Outcome | None


def make_view(forecast: Forecast) -> View:
    """Everything that the report takes from a forecast."""
    days = min(_NEXT_DAYS, forecast.scenario.horizon_days)
    return View(
        chart=make_chart(forecast),
        summary=summarise(forecast),
        next_days=days,
        next_people=quantiles(_next_people(forecast, days), TABLE_LEVELS),
        queue_at_half=_queue_at_half(forecast),
        known=known_rows(forecast),
        outcome=make_outcome(forecast),
    )


def _next_people(forecast: Forecast, days: int) -> Counts:
    """People who cross in so many days after the as-of time, shape (member,)."""
    as_of = forecast.as_of.astimezone(UTC)
    ends = local_ends(forecast)
    ended = sum(end <= as_of for end in ends)
    last = sum(end <= as_of + timedelta(days=days) for end in ends) - 1
    crossed = forecast.ensemble["crossed"].astype(np.int64)
    return crossed[:, last] - crossed[:, ended - 1] if ended else crossed[:, last]


def _queue_at_half(forecast: Forecast) -> float:
    """Share of members with a queue on the road in the step when half of their leavers crossed."""
    crossed, queue = forecast.ensemble["crossed"], queueing(forecast)
    needed = np.maximum(forecast.ensemble["willing"] / 2, 1)
    reached = crossed >= needed[:, np.newaxis]
    half = np.where(reached.any(axis=1), reached.argmax(axis=1), -1)
    return float((queue[np.arange(len(queue)), half] > 0).mean())
