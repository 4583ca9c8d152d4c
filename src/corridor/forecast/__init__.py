"""From an as-of time to a forecast: cut what was not known, run the ensemble, summarise it."""

from corridor.forecast.run import (
    Forecast,
    Prepared,
    make_forecast,
    make_later_counts,
    prepare_forecast,
    run_forecast,
)
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
    "Crossing",
    "Day",
    "Forecast",
    "Prepared",
    "Summary",
    "held",
    "local_ends",
    "make_forecast",
    "make_later_counts",
    "prepare_forecast",
    "quantiles",
    "queueing",
    "run_forecast",
    "summarise",
]
