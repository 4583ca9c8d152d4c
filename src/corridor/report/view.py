"""What the report shows, worked out once."""

from dataclasses import dataclass
from datetime import UTC, timedelta

import numpy as np

from corridor.backtest import Outcome, make_outcome
from corridor.forecast import Forecast, Summary, local_ends, quantiles, queueing, summarise
from corridor.report.chart import Chart
from corridor.report.charting import INTERVAL, make_chart
from corridor.units import Counts, Floats

_NEXT = timedelta(days=3)


@dataclass(frozen=True)
class View:
    """A forecast as the report shows it: the chart, and what stands in words and tables.

    ``next_days`` are people who cross in the three days after the as-of time, at :data:`INTERVAL`.
    """

    chart: Chart
    summary: Summary
    next_days: Floats
    queue_at_half: float
    outcome: Outcome | None


def make_view(forecast: Forecast) -> View:
    """Everything that the report takes from a forecast."""
    return View(
        chart=make_chart(forecast),
        summary=summarise(forecast),
        next_days=quantiles(_next_days(forecast), INTERVAL),
        queue_at_half=_queue_at_half(forecast),
        outcome=make_outcome(forecast),
    )


def _next_days(forecast: Forecast) -> Counts:
    """People who cross in the three days after the as-of time, shape (member,)."""
    as_of = forecast.as_of.astimezone(UTC)
    ends = local_ends(forecast)
    ended = sum(end <= as_of for end in ends)
    last = sum(end <= as_of + _NEXT for end in ends) - 1
    crossed = forecast.ensemble["crossed"].astype(np.int64)
    return crossed[:, last] - crossed[:, ended - 1] if ended else crossed[:, last]


def _queue_at_half(forecast: Forecast) -> float:
    """Share of members with a queue on the road in the hour when half of their leavers crossed."""
    crossed, queue = forecast.ensemble["crossed"], queueing(forecast)
    needed = np.maximum(forecast.ensemble["willing"] / 2, 1)
    reached = crossed >= needed[:, np.newaxis]
    half = np.where(reached.any(axis=1), reached.argmax(axis=1), -1)
    return float((queue[np.arange(len(queue)), half] > 0).mean())
