"""A Flee instance folder as Flee's users mean it; https://github.com/djgroen/flee describes it.

Where the simulator does something else with a file than its name says, the sensible meaning is
taken; what makes no sense is left out with a notice that names the file and the line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Literal, TypeAlias

from corridor.errors import InputError, NotFoundError, near_match
from corridor.formats.flee.lines import (
    Line,
    Notice,
    Report,
    data_lines,
    read_lines,
    whole_number,
)
from corridor.formats.flee.series import Series, read_series

LocationKind: TypeAlias = Literal["camp", "conflict", "town", "waypoint"]

#: Flee looks for these words in the type of a location, in this order.
_KINDS: Mapping[str, LocationKind] = {
    "camp": "camp",
    "conflict": "conflict",
    "forward": "waypoint",
    "marker": "waypoint",
    "flood_zone": "town",
    "default": "town",
    "town": "town",
}
_READ = frozenset(
    {
        *("sim_period.csv", "locations.csv", "routes.csv", "closures.csv", "conflicts.csv"),
        "registration_corrections.csv",
    }
)
_CLOSURES = ("country", "location", "link", "camp", "idpcamp", "remove_forced_redirection")


@dataclass(frozen=True)
class Location:
    """A row of ``locations.csv``."""

    line: int
    name: str
    region: str
    country: str
    lat: float
    lon: float
    kind: LocationKind
    conflict_day: int | None
    people: int | None
    capacity: int | None


@dataclass(frozen=True)
class Route:
    """A row of ``routes.csv``: a road that is used both ways.

    ``redirect`` is 1 where who comes to the second place is sent on to the first, 2 the other way.
    """

    line: int
    ends: tuple[str, str]
    km: float
    redirect: int


@dataclass(frozen=True)
class Closure:
    """A row of ``closures.csv``: from the start of one day to that of another."""

    line: int
    kind: str
    name1: str
    name2: str
    start: int
    end: int


@dataclass(frozen=True)
class FleeFolder:
    """What a Flee folder says. Days count from ``start``."""

    name: str
    start: date
    days: int
    locations: tuple[Location, ...]
    routes: tuple[Route, ...]
    closures: tuple[Closure, ...]
    conflicts: Mapping[str, tuple[float, ...]]
    series: tuple[Series, ...]
    total: Series | None
    notices: tuple[Notice, ...]

    @cached_property
    def location(self) -> dict[str, Location]:
        """The locations by name."""
        return {location.name: location for location in self.locations}


def read_flee_folder(folder: Path) -> FleeFolder:
    """A Flee instance folder, with ``input_csv`` and ``source_data`` in it.

    Raises
    ------
    NotFoundError
        When there is no such folder.
    InputError
        With every fault in the period, the locations and the routes, without which there is no
        scenario. All other faults are in ``notices``.
    """
    if not folder.is_dir():
        raise NotFoundError(f"there is no folder {folder}")
    report = Report()
    inputs = folder / "input_csv" if (folder / "input_csv").is_dir() else folder
    start, days = _period(inputs / "sim_period.csv", report)
    locations = _locations(inputs / "locations.csv", report)
    routes = _routes(inputs / "routes.csv", locations, report)
    closures = _closures(inputs / "closures.csv", locations, report)
    conflicts = _conflicts(inputs / "conflicts.csv", locations, report)
    days = days or max((len(levels) for levels in conflicts.values()), default=0)
    if not days:
        report.problem("sim_period.csv", 0, "Length", "no length", "a row such as Length,300")
    camps = [name for name, location in locations.items() if location.kind == "camp"]
    series, total = read_series(folder / "source_data", inputs, camps, report)
    _unused_files(inputs, report)
    if report.problems:
        raise InputError(f"{folder.name} is no Flee folder that can be imported:", report.problems)
    return FleeFolder(
        name=folder.resolve().name,
        start=start,
        days=days,
        locations=tuple(locations.values()),
        routes=routes,
        closures=closures,
        conflicts=conflicts,
        series=series,
        total=total,
        notices=tuple(report.notices),
    )


def _period(path: Path, report: Report) -> tuple[date, int]:
    cells = {row.cells[0].lstrip("#").casefold(): row for row in read_lines(path, report)}
    start, length = cells.get("startdate"), cells.get("length")
    days = whole_number(length.cell(1) or "0") if length else 0
    if length and (days is None or days < 0):
        expected = "a whole number of days"
        report.problem(path.name, length.number, "Length", repr(length.cell(1)), expected)
    try:
        return date.fromisoformat(start.cell(1) if start else ""), days or 0
    except ValueError:
        found = repr(start.cell(1)) if start else "no such row"
        line = start.number if start else 0
        if not report.problems:
            report.problem(path.name, line, "StartDate", found, "a day such as 2012-02-29")
        return date(2000, 1, 1), days or 0


def _locations(path: Path, report: Report) -> dict[str, Location]:
    header, rows = data_lines(path, report, header="name")
    if header and any(header.cells[8:]):
        more = ", ".join(filter(None, header.cells[8:]))
        report.notice(path.name, header.number, f"columns that are not used: {more}")
    found: dict[str, Location] = {}
    for row in rows:
        location = _location(row, path.name, report)
        if location is None:
            continue
        if location.name in found:
            first = found[location.name].line
            text = f"{location.name!r} stands in line {first} already; this row is left out"
            report.notice(path.name, row.number, text)
        else:
            found[location.name] = location
    if not found and not report.problems:
        report.problem(path.name, 0, "", "no rows", "a row for each location")
    return found


def _location(row: Line, file: str, report: Report) -> Location | None:
    try:
        lat, lon = float(row.cell(3) or 0), float(row.cell(4) or 0)
    except ValueError:
        found = f"{row.cell(3)!r}, {row.cell(4)!r}"
        report.problem(file, row.number, "latitude", found, "two numbers of degrees")
        return None
    if abs(lat) > 90 >= abs(lon):
        report.notice(file, row.number, "latitude and longitude are the other way round: turned")
        lat, lon = lon, lat
    if abs(lat) > 90 or abs(lon) > 180:
        report.problem(file, row.number, "latitude", f"{lat}, {lon}", "degrees on the globe")
        return None
    kind = _kind(row, file, report)
    number = _people(row, file, report)
    return Location(
        line=row.number,
        name=row.cells[0],
        region=row.cell(1),
        country=row.cell(2),
        lat=lat,
        lon=lon,
        kind=kind,
        conflict_day=whole_number(row.cell(6)),
        people=None if kind == "camp" else number,
        capacity=number if kind == "camp" else None,
    )


def _kind(row: Line, file: str, report: Report) -> LocationKind:
    text = row.cell(5).casefold()
    for word, kind in _KINDS.items():
        if word in text:
            return kind
    near = near_match(text, ("camp", "conflict_zone", "forwarding_hub", "marker", "town"))
    text = f"location_type {row.cell(5)!r} is not known{near}: a place where people only pass"
    report.notice(file, row.number, text)
    return "waypoint"


def _people(row: Line, file: str, report: Report) -> int | None:
    text = row.cell(7)
    if not text:
        return None
    value = whole_number(text)
    if value is None or value < 0:
        report.problem(file, row.number, "population", repr(text), "a whole number, 0 or more")
    return value


def _routes(path: Path, locations: Mapping[str, Location], report: Report) -> tuple[Route, ...]:
    header, rows = data_lines(path, report, header="name1")
    if header and any(header.cells[4:]):
        more = ", ".join(filter(None, header.cells[4:]))
        report.notice(path.name, header.number, f"columns that are not used: {more}")
    found: dict[frozenset[str], Route] = {}
    for row in rows:
        route = _route(row, path.name, locations, report)
        pair = frozenset(row.cells[:2])
        if route is None:
            continue
        if len(pair) == 1 or pair in found:
            what = "a road to itself" if len(pair) == 1 else "a second road between the two"
            report.notice(path.name, row.number, f"{what}: left out")
        else:
            found[pair] = route
    return tuple(found.values())


def _route(row: Line, file: str, locations: Mapping[str, Location], report: Report) -> Route | None:
    is_whole = True
    for index in (0, 1):
        if row.cell(index) not in locations:
            near = near_match(row.cell(index), locations)
            expected = f"the name of a location{near}"
            report.problem(file, row.number, f"name{index + 1}", repr(row.cell(index)), expected)
            is_whole = False
    try:
        km = float(row.cell(2))
    except ValueError:
        km = -1.0
    if not 0 < km <= 50_000:
        report.problem(file, row.number, "distance", repr(row.cell(2)), "kilometres above 0")
        is_whole = False
    flag = whole_number(row.cell(3) or "0")
    if flag not in (0, 1, 2):
        text = f"forced_redirection {row.cell(3)!r} is not 0, 1 or 2: taken as 0"
        report.notice(file, row.number, text)
        flag = 0
    return Route(row.number, (row.cell(0), row.cell(1)), km, flag) if is_whole else None


def _closures(path: Path, locations: Mapping[str, Location], report: Report) -> tuple[Closure, ...]:
    if not path.exists():
        report.notice(path.name, 0, "no such file: nothing is closed")
        return ()
    _, rows = data_lines(path, report, header="closure_type")
    countries = {location.country for location in locations.values()}
    found = []
    for row in rows:
        kind, name1, name2 = row.cell(0), row.cell(1), row.cell(2)
        start, end = whole_number(row.cell(3)), whole_number(row.cell(4))
        if kind not in _CLOSURES:
            wrong = f"closure_type {kind!r} is not known{near_match(kind, _CLOSURES)}"
        elif start is None or end is None:
            wrong = f"days {row.cell(3)!r} and {row.cell(4)!r} are not whole numbers"
        else:
            wrong = _unknown_name(kind, name1, name2, locations, countries)
        if wrong:
            report.notice(path.name, row.number, f"{wrong}: left out")
        elif start is not None and end is not None:
            found.append(Closure(row.number, kind, name1, name2, start, end))
    return tuple(found)


def _unknown_name(
    kind: str, name1: str, name2: str, locations: Mapping[str, Location], countries: set[str]
) -> str:
    """What is wrong with the names of a closure; empty if nothing is."""
    wanted: list[tuple[str, set[str]]] = [(name1, set(locations))]
    if kind == "country":
        wanted = [(name1, countries), (name2, countries)]
    elif kind in ("link", "remove_forced_redirection"):
        wanted.append((name2, set(locations)))
    elif kind == "location" and name2:
        wanted.append((name2, set(locations) | countries))
    for name, known in wanted:
        if name not in known:
            what = "country" if kind == "country" else "location"
            return f"{name!r} is the name of no {what}{near_match(name, known)}"
    return ""


def _conflicts(
    path: Path, locations: Mapping[str, Location], report: Report
) -> dict[str, tuple[float, ...]]:
    """The level of conflict by location and day; a day that is not in the table is as the last."""
    if not path.exists():
        report.notice(path.name, 0, "no such file: conflicts begin on the days of locations.csv")
        return _from_locations(locations)
    rows = read_lines(path, report)
    if not rows:
        return _from_locations(locations)
    header, *days = rows
    levels: dict[str, list[float]] = {}
    columns = {}
    for index, name in enumerate(header.cells[1:], start=1):
        if name in locations and name not in columns:
            columns[name] = index
            levels[name] = []
        elif name:
            why = "stands twice" if name in columns else "is the name of no location"
            text = f"{name!r} {why}{near_match(name, locations)}: the column is left out"
            report.notice(path.name, header.number, text)
    for row in days:
        for name, index in columns.items():
            levels[name].append(_level(row, index, levels[name], path.name, report))
    return {name: tuple(held) for name, held in levels.items()}


def _level(row: Line, index: int, before: list[float], file: str, report: Report) -> float:
    try:
        level = float(row.cell(index) or 0)
    except ValueError:
        level = -1.0
    if 0 <= level < 1e6:
        return level
    text = f"level {row.cell(index)!r} is no number, 0 or more: taken as on the day before"
    report.notice(file, row.number, text)
    return before[-1] if before else 0.0


def _from_locations(locations: Mapping[str, Location]) -> dict[str, tuple[float, ...]]:
    return {
        name: (*(0.0,) * (location.conflict_day or 0), 1.0)
        for name, location in locations.items()
        if location.kind == "conflict"
    }


def _unused_files(inputs: Path, report: Report) -> None:
    for path in sorted(inputs.iterdir()):
        if path.is_file() and path.name not in _READ:
            report.notice(path.name, 0, "a file that is not used")
