"""A finished run: the forecast as stored, with its report beside it."""

from concurrent.futures import Executor
from pathlib import Path

from corridor.forecast import Forecast
from corridor.report.draw import draw_figures
from corridor.report.html import render_report
from corridor.report.view import make_view
from corridor.store import REPORT, draft_folder, new_run_path, write_forecast
from corridor.table import replace_text


def write_run(
    forecast: Forecast, folder: Path | str | None = None, *, artist: Executor | None = None
) -> Path:
    """Write a run folder with arrays, inputs, manifest and report; returns its path.

    The folder (default: a new one under ``runs``) appears only when it is whole. With an
    ``artist``, such as a process pool, figures are drawn there while the arrays are written.

    Raises
    ------
    OptionError
        If the folder exists already or cannot be made.
    RunError
        If it cannot be written to the end.
    """
    path = new_run_path(forecast) if folder is None else Path(folder)
    with draft_folder(path) as draft:
        view = make_view(forecast)
        drawing = None if artist is None else artist.submit(draw_figures, view.chart)
        manifest = write_forecast(forecast, draft)
        figures = draw_figures(view.chart) if drawing is None else drawing.result()
        page = render_report(forecast, view, manifest=manifest, figures=figures)
        replace_text(draft / REPORT, page)
    return path
