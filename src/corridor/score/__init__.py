"""Proper scores and calibration: pure functions of arrays.

A forecast is an ensemble of shape (member, time), or quantiles of shape (level, time); what was
observed has the shape (time,).
"""

from corridor.levels import HUB_LEVELS
from corridor.score.calibration import Uniformity, uniformity
from corridor.score.ensemble import covers, crps, crps_log, energy_score, pit, rank_of
from corridor.score.event import brier
from corridor.score.quantile import Wis, interval_covers, wis, wis_log
from corridor.score.relative import averaged_relative_difference, skill

__all__ = [
    "HUB_LEVELS",
    "Uniformity",
    "Wis",
    "averaged_relative_difference",
    "brier",
    "covers",
    "crps",
    "crps_log",
    "energy_score",
    "interval_covers",
    "pit",
    "rank_of",
    "skill",
    "uniformity",
    "wis",
    "wis_log",
]
