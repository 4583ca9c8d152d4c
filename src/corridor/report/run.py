"""A finished run: the forecast as stored, with its report beside it."""

from collections.abc import Mapping
from concurrent.futures import Executor
from pathlib import Path

from corridor.forecast import Forecast
from corridor.report.html import render_report
from corridor.report.view import View, make_view
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
    RunError
        If the folder exists already or cannot be written.
    """
    path = new_run_path(forecast) if folder is None else Path(folder)
    with draft_folder(path) as draft:
        view = make_view(forecast)
        drawing = None if artist is None else artist.submit(draw_report_figures, view)
        manifest = write_forecast(forecast, draft)
        figures = draw_report_figures(view) if drawing is None else drawing.result()
        page = render_report(forecast, view, manifest=manifest, figures=figures)
        replace_text(draft / REPORT, page)
    return path


def draw_report_figures(view: View | None) -> Mapping[str, str]:
    """The figures of a report, by name; without a view only what draws them is loaded."""
    # Imported only now: matplotlib takes about a second to load, here or in an artist.
    from corridor.report.figures import draw_figures

    return {} if view is None else draw_figures(view)
