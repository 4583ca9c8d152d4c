"""Tables that fit a terminal without losing a digit."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table

#: Wider than any table.
_ENDLESS = 10_000


@dataclass(frozen=True)
class LevelTable:
    """A table of quantiles: a row has its name, its quantiles, and at most one cell more.

    ``less`` are the headings of quantiles that a narrow terminal goes without.
    """

    title: str
    first: str
    levels: Sequence[str]
    less: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str], str]]
    last: str = ""
    caption: str = ""


def print_levels(console: Console, wanted: LevelTable) -> None:
    """Print a table of quantiles so that each of its cells is whole.

    Where it is too wide its last column becomes a table of its own; where that is not enough some
    quantiles are left out.
    """
    if needed(console, _table(wanted)) <= console.width:
        print_whole(console, _table(wanted))
        return
    alone = _table(wanted, with_last=False)
    if needed(console, alone) > console.width:
        alone = _table(wanted, with_last=False, without=wanted.less)
    print_whole(console, alone)
    if wanted.last:
        print_whole(console, _table(wanted, without=wanted.levels))


def print_whole(console: Console, table: Table) -> None:
    """Print a table; one that is too wide all the same runs over the edge and is never cut."""
    wide = needed(console, table)
    if wide > console.width:
        table.width = wide
    console.print(table, crop=False)


def needed(console: Console, table: Table) -> int:
    """How many characters wide a table has to be so that nothing but texts of many words wraps."""
    for column in table.columns:
        if column.no_wrap:
            cells = (str(column.header), *map(str, column.cells))
            column.min_width = max(cell_len(line) for cell in cells for line in cell.split("\n"))
    return Measurement.get(console, console.options.update(max_width=_ENDLESS), table).minimum


def _table(wanted: LevelTable, *, with_last: bool = True, without: Sequence[str] = ()) -> Table:
    title = wanted.title if without != wanted.levels else None
    table = Table(title=title, title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column(wanted.first, no_wrap=True)
    shown = [i for i, level in enumerate(wanted.levels) if level not in without]
    for i in shown:
        table.add_column(wanted.levels[i], justify="right", no_wrap=True)
    has_last = bool(wanted.last) and with_last
    if has_last:
        table.add_column(wanted.last, justify="right", no_wrap=True)
    for name, levels, last in wanted.rows:
        table.add_row(name, *(levels[i] for i in shown), *([last] if has_last else []))
    if wanted.caption and (has_last or not wanted.last):
        table.caption, table.caption_justify = wanted.caption, "left"
    return table
