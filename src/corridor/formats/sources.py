"""Who publishes a table, how soon, and on what terms: ``sources.csv``."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from corridor.errors import InputError
from corridor.table import read_table

_COLUMNS = ("format", "title", "publisher", "url", "grade", "lag_days", "lag_source", "licence")


@dataclass(frozen=True)
class Source:
    """Who publishes a table, how soon, and on what terms."""

    format: str
    title: str
    publisher: str
    url: str
    grade: str
    lag: timedelta
    lag_source: str
    licence: str


@cache
def sources() -> dict[str, Source]:
    """The publishers by format, from ``sources.csv``."""
    rows, problems = read_table(Path(__file__).with_name("sources.csv"), _COLUMNS)
    if problems:
        raise InputError("the table of sources has faults:", problems)
    read = {}
    for row in rows:
        cells = dict(row.cells)
        lag = timedelta(days=int(cells.pop("lag_days")))
        read[cells["format"]] = Source(**cells, lag=lag)
    return read
