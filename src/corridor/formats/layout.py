"""The columns of each source, ``layouts.csv``: which file is whose, and what is renamed in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corridor.errors import InputError, Problem, near_match
from corridor.table import read_table

_COLUMNS = ("format", "column", "also", "needed", "meaning")

#: Columns of places that anybody may add to a table, in the older and the newer style of the
#: common operational datasets (https://humanitarian.atlassian.net/wiki/spaces/imtoolbox/pages/2493153411/COD+FAQ)
#: and in those of DTM and HAPI.
AREA_COLUMNS: Mapping[str, tuple[str, ...]] = {
    f"{part}{level}": names
    for level in range(4)
    for part, names in (
        (
            "pcode",
            (f"ADM{level}_PCODE", f"adm{level}_pcode", f"admin{level}Pcode", f"admin{level}_code"),
        ),
        ("area", (f"ADM{level}_EN", f"adm{level}_name", f"admin{level}Name", f"admin{level}_name")),
    )
}


@dataclass(frozen=True)
class Column:
    """A column of a source: its name, other names for it, whether it must be there."""

    name: str
    also: tuple[str, ...]
    needed: bool
    meaning: str


@dataclass(frozen=True)
class Layout:
    """The columns of one source."""

    format: str
    columns: tuple[Column, ...]

    def found_in(self, header: Sequence[str]) -> dict[str, int]:
        """Where each of the layout's columns stands in a header, by its own name."""
        places = {name: index for index, name in reversed(list(enumerate(header)))}
        found = {}
        for column in self.columns:
            index = next((places[n] for n in (column.name, *column.also) if n in places), None)
            if index is not None:
                found[column.name] = index
        return found


@cache
def layouts() -> tuple[Layout, ...]:
    """The layouts of all sources."""
    path = Path(__file__).with_name("layouts.csv")
    rows, problems = read_table(path, _COLUMNS)
    if problems:
        raise InputError("the table of layouts has faults:", problems)
    columns: dict[str, list[Column]] = {}
    for row in rows:
        cells = row.cells
        also = tuple(filter(None, cells["also"].split(";")))
        column = Column(cells["column"], also, cells["needed"] == "yes", cells["meaning"])
        columns.setdefault(cells["format"], []).append(column)
    return tuple(Layout(format, tuple(held)) for format, held in columns.items())


def match_layout(header: Sequence[str], file: str, line: int = 1) -> Layout:
    """The layout that a header belongs to.

    Raises
    ------
    InputError
        For a header of no known source; for one that lacks a column that is needed, or has one
        under another name, naming each and what is nearest to it.
    """
    layout = max(layouts(), key=lambda layout: _share_found(layout, header))
    if _share_found(layout, header) < 0.5:
        known = ", ".join(layout.format for layout in layouts())
        found = "the columns " + ", ".join(header[:12]) + (", …" if len(header) > 12 else "")
        problem = Problem(file, line, 0, "", found, f"the columns of one of these: {known}")
        raise InputError(f"{file} is no table that Corridor knows:", [problem])
    problems = [*_renamed(layout, header, file, line), *_repeated(layout, header, file, line)]
    if problems:
        raise InputError(f"{file} has not all columns of {layout.format}:", problems)
    return layout


def _share_found(layout: Layout, header: Sequence[str]) -> float:
    found = layout.found_in(header)
    needed = [column for column in layout.columns if column.needed]
    share = sum(column.name in found for column in needed) / len(needed)
    return share + 1e-3 * len(found) / len(layout.columns)


def _renamed(layout: Layout, header: Sequence[str], file: str, line: int) -> list[Problem]:
    found = layout.found_in(header)
    areas = {name for names in AREA_COLUMNS.values() for name in names}
    known = {name for column in layout.columns for name in (column.name, *column.also)} | areas
    strangers = [name for name in header if name and name not in known]
    problems = []
    for column in layout.columns:
        if column.name in found:
            continue
        near = near_match(column.name, strangers)
        if column.needed or _same_letters(column.name, strangers):
            expected = f"a column {column.name!r}{near}"
            problems.append(Problem(file, line, 0, column.name, "no such column", expected))
    return problems


def _same_letters(name: str, strangers: Sequence[str]) -> bool:
    return any(_letters(name) == _letters(stranger) for stranger in strangers)


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _repeated(layout: Layout, header: Sequence[str], file: str, line: int) -> list[Problem]:
    names = {name for column in layout.columns for name in (column.name, *column.also)}
    return [
        Problem(file, line, 0, name, f"{header.count(name)} columns {name!r}", "each column once")
        for name in sorted(names)
        if header.count(name) > 1
    ]
