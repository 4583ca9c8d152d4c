"""From what is simulated to what would have been counted, with delay, errors and rounding.

``readings`` says what a published count speaks of, ``errors`` how far it may be off, and
``reported`` what would be counted of a forecast. The rules are in docs/explanation/assimilation.md.
"""

from corridor.observe.errors import ErrorModel, Scale, log_likelihood, make_series
from corridor.observe.numbers import (
    counting_defaults,
    counting_numbers,
    delay_hours,
    error_model,
    people_per_unit,
)
from corridor.observe.readings import (
    LeftOut,
    Moment,
    Reading,
    Readings,
    Variable,
    people_at,
    read_counts,
)
from corridor.observe.reported import StoredDraws, reported
from corridor.observe.target import (
    TOTAL,
    CountsUsed,
    Observed,
    Target,
    counts_used,
    find_targets,
    observed,
)

__all__ = [
    "TOTAL",
    "CountsUsed",
    "ErrorModel",
    "LeftOut",
    "Moment",
    "Observed",
    "Reading",
    "Readings",
    "Scale",
    "StoredDraws",
    "Target",
    "Variable",
    "counting_defaults",
    "counting_numbers",
    "counts_used",
    "delay_hours",
    "error_model",
    "find_targets",
    "log_likelihood",
    "make_series",
    "observed",
    "people_at",
    "people_per_unit",
    "read_counts",
    "reported",
]
