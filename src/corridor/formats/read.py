"""Read somebody else's table: find out whose it is, and what it says."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from corridor.errors import InputError, Problem
from corridor.formats import unhcr_statistics
from corridor.formats.areas import KnownPlaces
from corridor.formats.entry import Entry
from corridor.formats.foreign import Findings, ForeignTable, counts_and_claims, sources
from corridor.formats.layout import Layout, match_layout
from corridor.formats.records import File, Record, open_file
from corridor.scenario import Place

_READERS: Mapping[str, Callable[[Iterable[Entry], Findings], None]] = MappingProxyType(
    {"unhcr_statistics": unhcr_statistics.read}
)


def detect(path: Path) -> str:
    """The format of a table, by its columns.

    Raises
    ------
    InputError
        For a file that cannot be read, or whose columns are those of no source or not all.
    """
    return _layout(path, open_file(path)).format


def read_foreign_table(
    path: Path,
    *,
    zone: ZoneInfo,
    places: Sequence[Place] = (),
    origins: Sequence[str] | None = None,
    published: str | None = None,
) -> ForeignTable:
    """What somebody else's table says, as counts, events and claims.

    Parameters
    ----------
    path : Path
        CSV or JSON in the layout of one of the sources in ``docs/reference/tables.md``.
    zone : ZoneInfo
        For bare dates.
    places : sequence of Place
        Places of the scenario. Records about others are listed as skipped. Without any, nothing
        is skipped for its place, and ids of places are made of the names.
    origins : sequence of str, optional
        Countries (ISO 3166 codes or names) whose people are asked for, where the table tells them
        apart. If None, those of the scenario's origins; all if they have none.
    published : str, optional
        When the table was public: a date, or a time with its offset. If None, what the source says
        of each record, else when it held and the source's usual delay.

    Raises
    ------
    InputError
        For a file that cannot be read, is no table of a known source, or has columns missing or
        renamed. Faults in single records are in ``problems`` instead.
    """
    file = open_file(path)
    layout = _layout(path, file)
    known = KnownPlaces(tuple(places))
    found = Findings(
        path.name,
        sources()[layout.format],
        zone,
        known,
        tuple(known.origin_countries() if origins is None else origins),
        published,
    )
    _READERS[layout.format](_entries(file, layout, found), found)
    counts, claims = counts_and_claims(found)
    return ForeignTable(
        format=layout.format,
        file=path.name,
        source=found.source,
        rows=found.rows,
        counts=counts,
        events=tuple(found.events),
        claims=claims,
        problems=tuple(found.problems),
        skipped=found.skipped(),
        notes=tuple(found.notes),
    )


def _layout(path: Path, file: File) -> Layout:
    if not file.columns:
        problem = Problem(path.name, 1, 0, "", "no columns", "a table with a header")
        raise InputError(f"{path.name} is empty:", [problem])
    return match_layout(file.columns, path.name)


def _entries(file: File, layout: Layout, found: Findings) -> Iterator[Entry]:
    places = layout.found_in(file.columns)
    headings = {name: file.columns[index] for name, index in places.items()}
    empty = {column.name: "" for column in layout.columns}
    for number, record in enumerate(file.records(found.problems)):
        if number == 0 and is_hxl(record):
            found.note(f"line {record.line}: a row of HXL tags, skipped")
            continue
        cells = empty | {name: record.cells[index] for name, index in places.items()}
        yield Entry(record.line, record.column, record.entry, cells, headings)


def is_hxl(record: Record) -> bool:
    """Whether a record is a row of HXL tags, which may follow the header.

    http://hxlstandard.org/standard/1-1final/
    """
    filled = [cell for cell in record.cells if cell]
    return bool(filled) and all(cell.startswith("#") for cell in filled)
