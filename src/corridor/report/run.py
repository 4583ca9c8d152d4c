"""A finished run: the forecast as stored, with its report beside it."""

from collections.abc import Mapping
from concurrent.futures import BrokenExecutor, Executor, Future
from pathlib import Path

from corridor.forecast import Forecast
from corridor.report.chart import Chart
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
        drawing = _begin(artist, view.chart)
        manifest = write_forecast(forecast, draft)
        figures = _finish(drawing, view.chart)
        page = render_report(forecast, view, manifest=manifest, figures=figures)
        replace_text(draft / REPORT, page)
    return path


def _begin(artist: Executor | None, chart: Chart) -> Future[Mapping[str, str]] | None:
    try:
        return None if artist is None else artist.submit(draw_figures, chart)
    except BrokenExecutor:
        return None


def _finish(drawing: Future[Mapping[str, str]] | None, chart: Chart) -> Mapping[str, str]:
    """The figures; drawn here where there is no artist, or where it has died."""
    try:
        return draw_figures(chart) if drawing is None else drawing.result()
    except BrokenExecutor:
        return draw_figures(chart)
