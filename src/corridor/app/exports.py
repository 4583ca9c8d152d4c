"""Exports of runs, made once and kept beside the runs."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import NamedTuple

from corridor.app.home import Home
from corridor.errors import NotFoundError, near_or_all
from corridor.formats.finished import Finished
from corridor.report.export import Format, export_paths, export_run, write_finished
from corridor.store import MANIFEST


class Export(NamedTuple):
    """A form in which a run can be fetched: which file of which format it is."""

    label: str
    media: str
    to: Format
    ending: str


EXPORTS: Mapping[str, Export] = {
    "csv": Export("Table of every number, CSV", "text/csv; charset=utf-8", "csv", ".csv"),
    "xlsx": Export(
        "Workbook with needs, XLSX",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx",
        ".xlsx",
    ),
    "brief": Export("Brief of one page, HTML", "text/html; charset=utf-8", "brief", ".html"),
    "brief-pdf": Export("Brief of one page, PDF", "application/pdf", "brief", ".pdf"),
    "geojson": Export("Map, GeoJSON", "application/geo+json", "geojson", ".geojson"),
    "gpkg": Export("Map, GeoPackage", "application/geopackage+sqlite3", "gpkg", ".gpkg"),
    "netcdf": Export("Arrays, netCDF", "application/x-netcdf", "netcdf", ".nc"),
    "hubverse": Export("Folder of a forecast hub, ZIP", "application/zip", "hubverse", "-hub.zip"),
}


#: A hub takes forecasts, and what-ifs are none.
WHAT_IF_EXPORTS: Mapping[str, Export] = {
    name: export for name, export in EXPORTS.items() if name != "hubverse"
}


class Exports:
    """The exports of a served folder."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = Lock()

    def get(self, run: str, name: str) -> Path:
        """The file of an export, which is made where it is not there yet.

        Raises
        ------
        NotFoundError, RunError
            When there is no such run or form, or the run cannot be read.
        """
        if name not in EXPORTS:
            raise NotFoundError(f"there is no export {name!r}{near_or_all(name, EXPORTS)}")
        source = self._home.run(run)
        stat = (source / MANIFEST).stat()
        folder = self._home.kept / "exports" / run / f"{stat.st_mtime_ns:x}"
        wanted = EXPORTS[name]
        path = folder / f"{run}{wanted.ending}"
        with self._lock:
            if not path.is_file():
                self._make(source, folder, wanted.to)
        return path

    def what_if(self, id: str, name: str) -> Path:
        """The file of an export of a what-if.

        Raises
        ------
        NotFoundError
            When there is no such form, or it was not made yet.
        """
        path = self._of_what_if(id) / f"{id}{what_if_export(name).ending}"
        if not path.is_file():
            raise NotFoundError(
                f"the export {name!r} of the what-if {id} is not made yet: ask for it first"
            )
        return path

    def has_what_if(self, id: str, name: str) -> bool:
        """Whether an export of a what-if is made."""
        return (self._of_what_if(id) / f"{id}{what_if_export(name).ending}").is_file()

    def make_what_if(self, id: str, name: str, run: Finished) -> None:
        """Make an export of a what-if; a brief is made in both its forms."""
        to = what_if_export(name).to
        folder = self._of_what_if(id)
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=folder) as draft:
            paths = export_paths(folder, to, Path(draft) / f"{id}{_ending(to)}")
            write_finished(run, to, paths)
            for made in paths:
                made.replace(folder / made.name)

    def forget_what_if(self, id: str) -> None:
        """Remove the exports of a what-if, which has another name now or is gone."""
        shutil.rmtree(self._of_what_if(id), ignore_errors=True)

    def _of_what_if(self, id: str) -> Path:
        return self._home.kept / "exports" / ".what-ifs" / id

    def _make(self, source: Path, folder: Path, to: Format) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".", dir=folder) as draft:
            for made in export_run(source, to, Path(draft) / f"{source.name}{_ending(to)}"):
                file = made
                if made.is_dir():
                    file = Path(shutil.make_archive(str(made), "zip", made))
                file.replace(folder / file.name)


def what_if_export(name: str) -> Export:
    """The form of an export of a what-if.

    Raises
    ------
    NotFoundError
        When there is none of this name.
    """
    if name not in WHAT_IF_EXPORTS:
        raise NotFoundError(f"there is no export {name!r}{near_or_all(name, WHAT_IF_EXPORTS)}")
    return WHAT_IF_EXPORTS[name]


def _ending(to: Format) -> str:
    endings: Mapping[str, str] = {"hubverse": "-hub", "netcdf": ".nc", "brief": ".html"}
    return endings.get(to, f".{to}")
