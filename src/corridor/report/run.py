"""A finished run: the forecast as stored, with its report beside it."""

from pathlib import Path

from corridor.forecast import Forecast
from corridor.report.html import write_report
from corridor.store import REPORT, draft_folder, new_run_path, write_forecast


def write_run(forecast: Forecast, folder: Path | str | None = None) -> Path:
    """Write a run folder with arrays, inputs, manifest and report; returns its path.

    The folder (default: a new one under ``runs``) appears only when it is whole.

    Raises
    ------
    RunError
        If the folder exists already or cannot be written.
    """
    path = new_run_path(forecast) if folder is None else Path(folder)
    with draft_folder(path) as draft:
        manifest = write_forecast(forecast, draft)
        write_report(forecast, draft / REPORT, manifest=manifest)
    return path
