"""Simple forecasts that the model has to beat, shown beside it also when they win.

Each is a function of the counts known by the origin, and of nothing later.
"""

from corridor.baseline.constant_rate import constant_rate
from corridor.baseline.errors import EARLY_FIGURE_LOG_SD, FEWEST_ERRORS, with_past_errors
from corridor.baseline.history import History, HistoryOfPlaces
from corridor.baseline.logistic import logistic_curve
from corridor.baseline.planning import planning_figure
from corridor.baseline.split import capacity_split, equal_split, gravity_split, last_shares
from corridor.baseline.trend import damped_drift, damped_gain, drift, last_value, recent_rate

__all__ = [
    "EARLY_FIGURE_LOG_SD",
    "FEWEST_ERRORS",
    "History",
    "HistoryOfPlaces",
    "capacity_split",
    "constant_rate",
    "damped_drift",
    "damped_gain",
    "drift",
    "equal_split",
    "gravity_split",
    "last_shares",
    "last_value",
    "logistic_curve",
    "planning_figure",
    "recent_rate",
    "with_past_errors",
]
