"""Forecasts beside what was counted later, and beside the simple forecasts they have to beat."""

from corridor.backtest.outcome import (
    COVERAGE_LEVELS,
    Coverage,
    Outcome,
    OutcomeRow,
    baseline_totals,
    known_rows,
    make_outcome,
)

__all__ = [
    "COVERAGE_LEVELS",
    "Coverage",
    "Outcome",
    "OutcomeRow",
    "baseline_totals",
    "known_rows",
    "make_outcome",
]
