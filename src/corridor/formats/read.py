"""Read somebody else's table: find out whose it is, and what it says."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from corridor.errors import InputError, Problem
from corridor.evidence import parse_published
from corridor.formats import acled, idmc_idu, iom_dtm, ucdp_ged, unhcr_odp, unhcr_statistics
from corridor.formats.areas import KnownPlaces
from corridor.formats.entry import Entry
from corridor.formats.findings import Findings
from corridor.formats.foreign import ForeignTable, counts_and_claims
from corridor.formats.layout import (
    PCODE_COLUMNS,
    Layout,
    layouts,
    likely_layout,
    match_layout,
)
from corridor.formats.records import CsvFile, File, Record, open_file
from corridor.formats.sources import sources
from corridor.scenario import Place

_READERS: Mapping[str, Callable[[Iterable[Entry], Findings], None]] = MappingProxyType(
    {
        "unhcr_statistics": unhcr_statistics.read,
        "unhcr_odp": unhcr_odp.read_odp,
        "unhcr_situations": unhcr_odp.read_situations,
        "iom_dtm": iom_dtm.read,
        "idmc_idu": idmc_idu.read,
        "ucdp_ged": ucdp_ged.read,
        "acled": acled.read,
    }
)


def detect(path: Path) -> str:
    """The format of a table, by its columns.

    Raises
    ------
    InputError
        For a file that cannot be read, or whose columns are those of no source or not all.
    """
    return _laid_out(path)[1].format


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
        For a time of publication that is none; for a file that cannot be read, is no table of a
        known source, or has columns missing or renamed. Faults in single records are in
        ``problems`` instead.
    """
    _check_time(published, zone)
    file, layout = _laid_out(path)
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
        notes=found.all_notes(),
    )


def _check_time(published: str | None, zone: ZoneInfo) -> None:
    try:
        if published is not None:
            parse_published(published, zone)
    except ValueError as fault:
        problem = Problem("", 0, 0, "published", repr(published), str(fault))
        raise InputError("the time of publication is wrong:", [problem]) from fault


def _laid_out(path: Path) -> tuple[File, Layout]:
    file = open_file(path)
    if isinstance(file, CsvFile):
        file, line = _with_header(file)
    else:
        line = 1
    if not file.columns:
        problem = Problem(path.name, 1, 0, "", "no columns", "a table with a header")
        raise InputError(f"{path.name} is empty:", [problem])
    return file, match_layout(file.columns, path.name, line)


def _with_header(file: CsvFile) -> tuple[CsvFile, int]:
    """The file, and the line of its header: the first of the first rows that looks like one.

    Some files of GED have none: then the names are those of GED.
    """
    rows = file.first_rows()
    for before, row in enumerate(rows, start=1):
        if likely_layout(row.cells):
            return replace(file, before=before), row.line
    ged = tuple(column.name for column in _ged().columns if column.name not in PCODE_COLUMNS)
    if rows and len(rows[0].cells) == len(ged) and rows[0].cells[0].isdigit():
        return replace(file, before=0, names=ged), 1
    return file, rows[0].line if rows else 1


def _ged() -> Layout:
    return next(layout for layout in layouts() if layout.format == "ucdp_ged")


def _entries(file: File, layout: Layout, found: Findings) -> Iterator[Entry]:
    used = {column.name for column in layout.columns if column.is_used}
    places = [(name, at) for name, at in layout.found_in(file.columns).items() if name in used]
    headings = {name: file.columns[at] for name, at in places}
    empty = dict.fromkeys(used, "")
    for number, record in enumerate(file.records(found.problems), start=1):
        if number == 1 and is_hxl(record):
            found.note(f"line {record.line}: a row of HXL tags, skipped")
            continue
        cells = empty.copy()
        for name, at in places:
            cells[name] = record.cells[at].strip()
        label = number if record.entry else record.line
        yield Entry(label, record.line, record.column, record.entry, cells, headings)


def is_hxl(record: Record) -> bool:
    """Whether a record is a row of HXL tags, which may follow the header.

    http://hxlstandard.org/standard/1-1final/
    """
    filled = [cell.strip() for cell in record.cells if cell.strip()]
    return bool(filled) and all(cell.startswith("#") for cell in filled)
