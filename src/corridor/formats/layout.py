"""The columns of each source, ``layouts.csv``: which file is whose, and what is renamed in it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from corridor.errors import InputError, Problem
from corridor.table import read_table

_COLUMNS = ("format", "column", "also", "needed", "meaning")

#: P-codes that anybody may add to a table, by level: in the older and the newer style of the common
#: operational datasets (https://humanitarian.atlassian.net/wiki/spaces/imtoolbox/pages/2493153411),
#: and in those of DTM and HAPI.
PCODE_COLUMNS: tuple[str, ...] = tuple(f"admin{level}Pcode" for level in range(4))
_PCODE_STYLES = ("ADM{}_PCODE", "adm{}_pcode", "admin{}_pcode", "admin{}_code")

#: A header is told by this share of the columns that a source must have.
_ENOUGH = 0.5

#: Two names as alike as this are one column that was renamed.
_ALIKE = 0.85

#: And a short name with so few letters more.
_ADDED = 2


@dataclass(frozen=True)
class Column:
    """A column of a source: its name, other names for it, whether it must be there."""

    name: str
    also: tuple[str, ...]
    needed: bool
    meaning: str

    @property
    def is_used(self) -> bool:
        """Whether its cells are looked at."""
        return not self.meaning.endswith("not used")


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
    return tuple(Layout(format, (*held, *_pcode_columns(held))) for format, held in columns.items())


def _pcode_columns(held: Sequence[Column]) -> Iterator[Column]:
    own = {column.name for column in held}
    for level, name in enumerate(PCODE_COLUMNS):
        if name not in own:
            also = tuple(style.format(level) for style in _PCODE_STYLES)
            yield Column(name, also, needed=False, meaning="P-code of an area")


def likely_layout(header: Sequence[str]) -> Layout | None:
    """The layout that a header has most of, or None if it has little of any."""
    layout = max(layouts(), key=lambda layout: _share_found(layout, header))
    return layout if _share_found(layout, header) >= _ENOUGH else None


def match_layout(header: Sequence[str], file: str, line: int = 1) -> Layout:
    """The layout that a header belongs to.

    Raises
    ------
    InputError
        For a header of no known source; for one that lacks a column that is needed, or has one
        under another name, naming each and what is nearest to it.
    """
    layout = likely_layout(header)
    if layout is None:
        known = ", ".join(layout.format for layout in layouts())
        found = "the columns " + ", ".join(header[:12]) + (", …" if len(header) > 12 else "")
        problem = Problem(file, line, 0, "", found, f"the columns of one of these: {known}")
        raise InputError(f"{file} is no table that Corridor knows:", [problem])
    problems = [*_renamed(layout, header, file, line), *_repeated(layout, header, file, line)]
    if problems:
        raise InputError(f"{file} has not the columns of {layout.format}:", problems)
    return layout


def _share_found(layout: Layout, header: Sequence[str]) -> float:
    found = layout.found_in(header)
    needed = [column for column in layout.columns if column.needed]
    share = sum(column.name in found for column in needed) / len(needed)
    return share + 1e-3 * len(found) / len(layout.columns)


def _renamed(layout: Layout, header: Sequence[str], file: str, line: int) -> Iterator[Problem]:
    """Columns that are needed and missing, and others that stand there under another name."""
    found = layout.found_in(header)
    known = {name for column in layout.columns for name in (column.name, *column.also)}
    strangers = {_letters(name): name for name in header if name and name not in known}
    missing = [column for column in layout.columns if column.name not in found]
    names = [_letters(column.name) for column in missing]
    renamed = {name for stranger in strangers for name in _alike(stranger, names)}
    for column in missing:
        letters = _letters(column.name)
        if column.needed or letters in renamed:
            near = get_close_matches(letters, strangers, 1)
            hint = f" (did you mean {strangers[near[0]]!r}?)" if near else ""
            expected = f"a column {column.name!r}{hint}"
            yield Problem(file, line, 0, column.name, "no such column", expected)


def _alike(stranger: str, names: Sequence[str]) -> list[str]:
    """The name that an unknown one is another spelling of, if there is one."""
    within = [name for name in names if name in stranger and len(stranger) - len(name) <= _ADDED]
    return get_close_matches(stranger, names, 1, _ALIKE) or within


def _letters(name: str) -> str:
    return "".join(filter(str.isalnum, name.casefold()))


def _repeated(layout: Layout, header: Sequence[str], file: str, line: int) -> list[Problem]:
    problems = []
    for column in layout.columns:
        held = [name for name in header if name in (column.name, *column.also)]
        if len(held) > 1:
            found = "the columns " + " and ".join(map(repr, held))
            problems.append(Problem(file, line, 0, column.name, found, "one of them"))
    return problems
