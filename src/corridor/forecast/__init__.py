"""From an as-of time to a forecast: cut what was not known, run the ensemble, summarise it."""

from corridor.forecast.area import (
    Area,
    counts_of_total,
    find_area,
    is_arrival_total,
    single_entry,
)
from corridor.forecast.compare import Comparison, VariantRun, compare
from corridor.forecast.difference import DayDifference, Difference, Measure, differences
from corridor.forecast.run import (
    LARGEST_SEED,
    MOST_MEMBERS,
    MOST_THREADS,
    Forecast,
    Prepared,
    make_forecast,
    make_later_counts,
    prepare_forecast,
    read_as_of,
    run_forecast,
)
from corridor.forecast.summary import (
    TABLE_LEVELS,
    Crossing,
    Day,
    Summary,
    held,
    local_ends,
    quantiles,
    queueing,
    steps_by_day,
    summarise,
)
from corridor.levels import HUB_LEVELS

__all__ = [
    "HUB_LEVELS",
    "LARGEST_SEED",
    "MOST_MEMBERS",
    "MOST_THREADS",
    "TABLE_LEVELS",
    "Area",
    "Comparison",
    "Crossing",
    "Day",
    "DayDifference",
    "Difference",
    "Forecast",
    "Measure",
    "Prepared",
    "Summary",
    "VariantRun",
    "compare",
    "counts_of_total",
    "differences",
    "find_area",
    "held",
    "is_arrival_total",
    "local_ends",
    "make_forecast",
    "make_later_counts",
    "prepare_forecast",
    "quantiles",
    "queueing",
    "read_as_of",
    "run_forecast",
    "single_entry",
    "steps_by_day",
    "summarise",
]
