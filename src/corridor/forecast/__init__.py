"""From an as-of time to a forecast: cut what was not known, run the ensemble, summarise it."""

from corridor.forecast.area import (
    Area,
    counts_of_total,
    find_area,
    is_arrival_total,
    single_entry,
)
from corridor.forecast.at import members_at, moments_at
from corridor.forecast.carried import carried, is_carried
from corridor.forecast.compare import Comparison, VariantRun, compare, prepare_base
from corridor.forecast.difference import DayDifference, Difference, Measure, differences
from corridor.forecast.gravity import gravity, history_of_places, median_of
from corridor.forecast.run import (
    LARGEST_SEED,
    MOST_MEMBERS,
    MOST_THREADS,
    Forecast,
    Prepared,
    known_scenario,
    make_forecast,
    make_later_counts,
    make_threads,
    prepare_forecast,
    read_as_of,
    run_forecast,
)
from corridor.forecast.series import (
    SERIES_LEVELS,
    ForecastSeries,
    PlaceSeries,
    Room,
    first_shown,
    make_series,
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
from corridor.forecast.to_come import CountToCome, counts_to_come
from corridor.levels import HUB_LEVELS
from corridor.observe import TOTAL

__all__ = [
    "HUB_LEVELS",
    "LARGEST_SEED",
    "MOST_MEMBERS",
    "MOST_THREADS",
    "SERIES_LEVELS",
    "TABLE_LEVELS",
    "TOTAL",
    "Area",
    "Comparison",
    "CountToCome",
    "Crossing",
    "Day",
    "DayDifference",
    "Difference",
    "Forecast",
    "ForecastSeries",
    "Measure",
    "PlaceSeries",
    "Prepared",
    "Room",
    "Summary",
    "VariantRun",
    "carried",
    "compare",
    "counts_of_total",
    "counts_to_come",
    "differences",
    "find_area",
    "first_shown",
    "gravity",
    "held",
    "history_of_places",
    "is_arrival_total",
    "is_carried",
    "known_scenario",
    "local_ends",
    "make_forecast",
    "make_later_counts",
    "make_series",
    "make_threads",
    "median_of",
    "members_at",
    "moments_at",
    "prepare_base",
    "prepare_forecast",
    "quantiles",
    "queueing",
    "read_as_of",
    "run_forecast",
    "single_entry",
    "steps_by_day",
    "summarise",
]
