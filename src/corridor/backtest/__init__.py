"""Forecasts beside what was counted later, and beside the simple forecasts they have to beat."""

from corridor.backtest.given_total import GivenTotal, given_total_difference
from corridor.backtest.origin import Setup, run_origin
from corridor.backtest.outcome import (
    COVERAGE_LEVELS,
    Coverage,
    Outcome,
    OutcomeRow,
    baseline_totals,
    known_rows,
    make_outcome,
)
from corridor.backtest.periods import read_horizons, read_origins, read_period
from corridor.backtest.row import MODEL, Row, rows_from_csv, rows_to_csv
from corridor.backtest.run import Item, MemoryShelf, Progress, Shelf, run_backtest
from corridor.backtest.summary import (
    INTERVALS,
    Block,
    Mean,
    Rival,
    Score,
    means,
    pit_values,
    summarise_rows,
)
from corridor.observe import TOTAL, CountsUsed, Target, Variable, counts_used, find_targets

__all__ = [
    "COVERAGE_LEVELS",
    "INTERVALS",
    "MODEL",
    "TOTAL",
    "Block",
    "CountsUsed",
    "Coverage",
    "GivenTotal",
    "Item",
    "Mean",
    "MemoryShelf",
    "Outcome",
    "OutcomeRow",
    "Progress",
    "Rival",
    "Row",
    "Score",
    "Setup",
    "Shelf",
    "Target",
    "Variable",
    "baseline_totals",
    "counts_used",
    "find_targets",
    "given_total_difference",
    "known_rows",
    "make_outcome",
    "means",
    "pit_values",
    "read_horizons",
    "read_origins",
    "read_period",
    "rows_from_csv",
    "rows_to_csv",
    "run_backtest",
    "run_origin",
    "summarise_rows",
]
