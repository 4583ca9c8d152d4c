"""A finished run: the forecast as stored, with its report beside it."""

from collections.abc import Callable, Mapping
from concurrent.futures import BrokenExecutor, Future
from concurrent.futures import Executor as Artist
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from corridor.forecast import Forecast, Prepared, run_forecast
from corridor.report.chart import Chart
from corridor.report.draw import draw_figures
from corridor.simulate import Executor, Progress
from corridor.store import (
    ARRAYS,
    REPORT,
    Manifest,
    check_new_run,
    draft_folder,
    new_run_path,
    resumable_draft,
    write_forecast,
    write_manifest,
)
from corridor.table import replace_text

#: An ensemble of up to so many bytes is held in memory while it runs, a larger one goes to disk.
IN_MEMORY_BYTES = 2**30


class Run(NamedTuple):
    """A forecast and the folder in which it stands."""

    forecast: Forecast
    folder: Path


def make_run(
    prepared: Prepared,
    folder: Path | str | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
    artist: Artist | None = None,
    in_memory_bytes: int = IN_MEMORY_BYTES,
) -> Run:
    """Run a prepared forecast and write its run folder, whatever the size of its ensemble.

    The members of an ensemble of more than ``in_memory_bytes`` go to disk as they finish. If such a
    run is interrupted, a call with the same arguments goes on from there, and gives the same bytes.

    Parameters
    ----------
    prepared : Prepared
        From :func:`corridor.forecast.prepare_forecast`.
    folder : Path or str, optional
        The run folder. Default: a new one under ``runs``.
    executor, progress
        As in :func:`corridor.forecast.make_forecast`.
    artist : concurrent.futures.Executor, optional
        Draws the figures, for instance a process pool.
    in_memory_bytes : int
        Size of an ensemble from which on it is not held in memory.

    Raises
    ------
    OptionError
        If the folder exists already or cannot be made.
    RunError
        If it cannot be written to the end, or the members could not be run.
    """
    path = new_run_path(prepared) if folder is None else Path(folder)
    check_new_run(path)
    if prepared.ensemble_bytes <= in_memory_bytes:
        forecast = run_forecast(prepared, executor=executor, progress=progress)
        return Run(forecast, write_run(forecast, path, artist=artist))
    with resumable_draft(prepared, path) as draft:
        forecast = run_forecast(prepared, executor=executor, sink=draft.sink, progress=progress)
        manifest = _fill(forecast, draft.folder, write_manifest, artist)
    from corridor.store.arrays import read_arrays

    values = read_arrays(path / ARRAYS, manifest.arrays).values
    return Run(replace(forecast, ensemble=replace(forecast.ensemble, values=values)), path)


def write_run(
    forecast: Forecast, folder: Path | str | None = None, *, artist: Artist | None = None
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
        _fill(forecast, draft, write_forecast, artist)
    return path


def _fill(
    forecast: Forecast,
    folder: Path,
    write: Callable[[Forecast, Path], Manifest],
    artist: Artist | None,
) -> Manifest:
    """Write what ``write`` writes, and the report, into a run folder in the making."""
    # Imported only now: half a second's work that can be done while members run.
    from corridor.report.html import render_report
    from corridor.report.view import make_view

    view = make_view(forecast)
    drawing = _begin(artist, view.chart)
    manifest = write(forecast, folder)
    figures = _finish(drawing, view.chart)
    page = render_report(forecast, view, manifest=manifest, figures=figures)
    replace_text(folder / REPORT, page)
    return manifest


def _begin(artist: Artist | None, chart: Chart) -> Future[Mapping[str, str]] | None:
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
