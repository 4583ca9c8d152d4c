"""A run is a folder: what went in, what came out, and how to make it again."""

from corridor.store.comparison import COMPARISON, ComparisonManifest, write_comparison
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
)

__all__ = [
    "ARRAYS",
    "COMPARISON",
    "INPUTS",
    "MANIFEST",
    "REPORT",
    "RUNS",
    "ComparisonManifest",
    "Manifest",
    "check_new_run",
    "draft_folder",
    "list_runs",
    "new_run_path",
    "open_run",
    "read_manifest",
    "write_comparison",
    "write_forecast",
]
