"""A finished run in the formats of other programs and people, written whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias, get_args
from zoneinfo import ZoneInfo

from corridor.errors import OptionError, near_or_all
from corridor.forecast import VariantRun
from corridor.formats.finished import Finished, open_finished, open_what_if
from corridor.formats.output import check_output, new_output
from corridor.needs import Needs, Standard, make_needs
from corridor.store import is_backtest, is_comparison

Format: TypeAlias = Literal["csv", "xlsx", "hubverse", "geojson", "gpkg", "netcdf", "brief"]

FORMATS: tuple[Format, ...] = get_args(Format)

#: Endings of names: a folder has none, a brief is two files.
ENDINGS: Mapping[Format, tuple[str, ...]] = {
    "csv": (".csv",),
    "xlsx": (".xlsx",),
    "hubverse": ("-hub",),
    "geojson": (".geojson",),
    "gpkg": (".gpkg",),
    "netcdf": (".nc",),
    "brief": (".html", ".pdf"),
}


class NeedsAsked(NamedTuple):
    """How needs are worked out where an export shows them; as in :func:`make_needs`."""

    standards: Sequence[Standard] | None = None
    people_per_household: float | None = None
    is_cold: bool = False

    def of(self, run: Finished) -> Needs:
        """The needs of a run."""
        return make_needs(
            run.forecast,
            self.standards,
            people_per_household=self.people_per_household,
            is_cold=self.is_cold,
        )


def read_format(text: str) -> Format:
    """The format with this name.

    Raises
    ------
    OptionError
        If there is none.
    """
    for known in FORMATS:
        if text == known:
            return known
    found = repr(text) if text else "nothing"
    raise OptionError(f"--to: found {found}, expected a format{near_or_all(text, FORMATS)}")


def export_paths(folder: Path, to: Format, out: Path | None) -> tuple[Path, ...]:
    """The files, or the folder, that an export writes.

    Without ``out`` they stand beside the run folder and have its name. Of a brief ``out`` is the
    name without ending, or with one of the two.
    """
    endings = ENDINGS[to]
    if out is None:
        whole = folder.absolute()
        name = f"{whole.name}-brief" if to == "brief" else whole.name
        return tuple(folder.parent / f"{name}{ending}" for ending in endings)
    if len(endings) == 1:
        return (out,)
    stem = out.with_suffix("") if out.suffix in endings else out
    return tuple(stem.with_name(f"{stem.name}{ending}") for ending in endings)


def export_run(  # noqa: PLR0913 - what may be asked of an export
    folder: Path | str,
    to: Format,
    out: Path | str | None = None,
    *,
    force: bool = False,
    needs: NeedsAsked | None = None,
    what_ifs: Sequence[VariantRun] = (),
    variant: str | None = None,
) -> tuple[Path, ...]:
    """Write a finished run in another format; gives what was written.

    Parameters
    ----------
    folder : Path or str
        The run folder, or that of a comparison, of which one variant is written.
    to : str
        One of :data:`FORMATS`.
    out : Path or str, optional
        See :func:`export_paths`.
    force : bool
        Whether what stands there is replaced.
    needs : NeedsAsked, optional
        How needs are worked out, for a workbook or a brief.
    what_ifs : sequence of VariantRun
        Variants run with the same draws, to be told in a brief.
    variant : str, optional
        Of a comparison: the name of the variant; it may be left out where there is only one.

    Raises
    ------
    OptionError
        If something stands there already, or nothing can be made there; if there is no such
        variant, or a what-if cannot be written in this format.
    NotFoundError, RunError
        If the folder is no run, or cannot be read; if something cannot be written to the end.
    """
    folder = Path(folder)
    paths = export_paths(folder, to, None if out is None else Path(out))
    for path in paths:
        check_output(path, force=force)
    if is_backtest(folder):
        _backtest(folder, to, paths[0], force=force)
        return paths
    if is_comparison(folder):
        run = open_what_if(folder, variant)
    elif variant is not None:
        raise OptionError(f"--variant: {folder} is no comparison, so it has no variants")
    else:
        run = open_finished(folder)
    write_finished(run, to, paths, force=force, needs=needs, what_ifs=what_ifs)
    return paths


def write_finished(
    run: Finished,
    to: Format,
    paths: Sequence[Path],
    *,
    force: bool = False,
    needs: NeedsAsked | None = None,
    what_ifs: Sequence[VariantRun] = (),
) -> None:
    """Write a run that is open, to the paths that :func:`export_paths` gives for the format.

    Raises
    ------
    OptionError
        As :func:`export_run`.
    RunError
        If something cannot be written to the end.
    """
    if run.what_if and to == "hubverse":
        raise OptionError("a hub takes forecasts, and this is a what-if: found --to hubverse")
    if to == "brief":
        _brief(run, paths, needs or NeedsAsked(), what_ifs, force=force)
        return
    with new_output(paths[0], force=force) as draft:
        if to == "xlsx":
            _workbook(run, needs or NeedsAsked(), draft)
        else:
            _WRITERS[to](run, draft)


def _workbook(run: Finished, needs: NeedsAsked, path: Path) -> None:
    from corridor.formats.workbook import write_workbook

    write_workbook(run, needs.of(run), path)


def _brief(
    run: Finished,
    paths: Sequence[Path],
    needs: NeedsAsked,
    what_ifs: Sequence[VariantRun],
    *,
    force: bool,
) -> None:
    # Imported only now: pictures take a second to load.
    from corridor.report.brief import write_texts

    page, sheet = write_texts(run, needs.of(run), what_ifs)
    with new_output(paths[0], force=force) as html, new_output(paths[1], force=force) as pdf:
        html.write_text(page, encoding="utf-8")
        pdf.write_bytes(sheet)


def _backtest(folder: Path, to: Format, path: Path, *, force: bool) -> None:
    """A backtest has the hub's form only; its table is ``scores.csv``."""
    from corridor.formats.hubverse import write_hub
    from corridor.store import read_backtest

    if to != "hubverse":
        raise OptionError(f"{folder} is a backtest, which goes to hubverse only: found --to {to}")
    manifest, rows = read_backtest(folder)
    zones = {one.name: ZoneInfo(one.time_zone) for one in manifest.scenarios}
    with new_output(path, force=force) as draft:
        draft.mkdir()
        write_hub(rows, zones, draft)


def _csv(run: Finished, path: Path) -> None:
    from corridor.formats.tidy_csv import tidy_csv

    path.write_text(tidy_csv(run), encoding="utf-8", newline="")


def _geojson(run: Finished, path: Path) -> None:
    from corridor.formats.geojson import geojson_text

    path.write_text(geojson_text(run), encoding="utf-8")


def _gpkg(run: Finished, path: Path) -> None:
    from corridor.formats.geopackage import write_geopackage

    write_geopackage(run, path)


def _netcdf(run: Finished, path: Path) -> None:
    from corridor.formats.netcdf import write_netcdf

    write_netcdf(run, path)


def _hubverse(run: Finished, path: Path) -> None:
    from corridor.formats.hubverse import write_hub_forecast

    path.mkdir()
    write_hub_forecast(run.forecast, path)


_WRITERS: Mapping[Format, Callable[[Finished, Path], None]] = {
    "csv": _csv,
    "geojson": _geojson,
    "gpkg": _gpkg,
    "netcdf": _netcdf,
    "hubverse": _hubverse,
}
