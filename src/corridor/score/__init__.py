"""Proper scores and calibration: pure functions of arrays."""

from corridor.score.ensemble import covers, crps, rank_of

__all__ = ["covers", "crps", "rank_of"]
