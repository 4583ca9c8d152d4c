"""From an as-of time to a forecast: cut what was not known, run the ensemble, summarise it."""

from corridor.forecast.compare import Comparison, VariantRun, compare
from corridor.forecast.difference import DayDifference, Difference, Measure, differences
from corridor.forecast.run import Forecast, make_forecast, make_later_counts
from corridor.forecast.summary import (
    HUB_LEVELS,
    TABLE_LEVELS,
    Crossing,
    Day,
    Summary,
    held,
    local_ends,
    quantiles,
    queueing,
    summarise,
)

__all__ = [
    "HUB_LEVELS",
    "TABLE_LEVELS",
    "Comparison",
    "Crossing",
    "Day",
    "DayDifference",
    "Difference",
    "Forecast",
    "Measure",
    "Summary",
    "VariantRun",
    "compare",
    "differences",
    "held",
    "local_ends",
    "make_forecast",
    "make_later_counts",
    "quantiles",
    "queueing",
    "summarise",
]
