"""Claims and proposed rows for the terminal and as JSON."""

from collections.abc import Iterable, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from corridor.cli.printable import printable
from corridor.evidence.words import figure_in_words
from corridor.review.desk import Found
from corridor.review.rows import ProposedRow
from corridor.review.trace import Quoted


def proposals_table(console: Console, found: Iterable[tuple[Found, Quoted | None]]) -> Table:
    """What is proposed, each beside its sentence with the quote marked."""
    table = Table(box=SIMPLE_HEAD, show_lines=True)
    table.add_column("proposal", ratio=2)
    table.add_column("the words, in their sentence", ratio=3)
    for one, quoted in found:
        table.add_row(Text("\n".join(map(printable, _told(one)))), marked(console, quoted))
    return table


def claims_table(found: Iterable[Found]) -> Table:
    """Claims and proposed rows, one line for each where there is room."""
    table = Table(
        *(Column(name, overflow="fold") for name in ("id", "what", "where, when", "who", "")),
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    for one in found:
        id, what, where, who, how = _told(one)
        table.add_row(*(Text(printable(cell)) for cell in (id, what, where, who, how)))
    return table


def marked(console: Console, quoted: Quoted | None) -> Text:
    """A sentence with the quote marked: by colour, or by brackets where there is none."""
    if quoted is None:
        return Text("–")
    before, quote, after = (" ".join(printable(part).split("\n")) for part in quoted)
    if console.color_system is None:
        return Text(f"{before}[[{quote}]]{after}".strip())
    return Text.assemble(before.lstrip(), (quote, "bold reverse"), after.rstrip())


def _told(one: Found) -> tuple[str, str, str, str, str]:
    """Id, what, where and when, who, and how sure."""
    if isinstance(one, ProposedRow):
        return _row_told(one)
    what = f"{figure_in_words(one)}, {one.kind}"
    who = one.said_by + (f", via {one.via}" if one.via else "")
    sure = "" if one.confidence is None else f", confidence {one.confidence:.2g}"
    return one.id, what, f"{one.place}, {one.held.text}", who, f"{one.status}, {one.grade}{sure}"


def _row_told(row: ProposedRow) -> tuple[str, str, str, str, str]:
    cells = row.cells
    sure = "" if row.confidence is None else f", confidence {row.confidence:.2g}"
    how = f"{row.status}{sure}"
    if row.table == "counts.csv":
        what = f"{cells['value']} {cells['unit']}, {cells['kind']}, {cells['measure']}"
        return row.id, what, f"{cells['place']}, {cells['held']}", cells["said_by"], how
    what = " ".join(filter(None, (cells["action"], cells["target"], cells["value"])))
    return row.id, f"event: {what}", cells["time"], cells["source"], how


def ids_in_words(ids: Sequence[str]) -> str:
    """A few ids by name, many by their number."""
    if len(ids) > 5:
        return f"{len(ids)} proposals"
    return ", ".join(map(printable, ids))
