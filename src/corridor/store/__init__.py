"""A run is a folder: what went in, what came out, and how to make it again."""

from corridor.store.backtest import (
    BACKTEST,
    SCORES,
    BacktestManifest,
    is_backtest,
    new_backtest_path,
    read_backtest,
    resumable_backtest,
    write_scores,
)
from corridor.store.comparison import (
    COMPARISON,
    ComparisonManifest,
    is_comparison,
    open_comparison,
    write_comparison,
)
from corridor.store.draft import Draft, resumable_draft
from corridor.store.manifest import Manifest
from corridor.store.run_folder import (
    ARRAYS,
    INPUTS,
    MANIFEST,
    REPORT,
    RUNS,
    check_new_run,
    draft_folder,
    list_runs,
    new_run_path,
    open_run,
    read_manifest,
    write_forecast,
    write_manifest,
)

__all__ = [
    "ARRAYS",
    "BACKTEST",
    "COMPARISON",
    "INPUTS",
    "MANIFEST",
    "REPORT",
    "RUNS",
    "SCORES",
    "BacktestManifest",
    "ComparisonManifest",
    "Draft",
    "Manifest",
    "check_new_run",
    "draft_folder",
    "is_backtest",
    "is_comparison",
    "list_runs",
    "new_backtest_path",
    "new_run_path",
    "open_comparison",
    "open_run",
    "read_backtest",
    "read_manifest",
    "resumable_backtest",
    "resumable_draft",
    "write_comparison",
    "write_forecast",
    "write_manifest",
    "write_scores",
]
