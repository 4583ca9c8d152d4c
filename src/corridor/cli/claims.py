"""Claims and proposed rows for the terminal and as JSON."""

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corridor.cli.printable import printable
from corridor.evidence.words import figure_in_words
from corridor.review.desk import Found
from corridor.review.rows import ProposedRow
from corridor.review.trace import Quoted

#: More ids than this are only counted.
MOST_IDS = 5


def print_proposals(console: Console, found: Iterable[tuple[Found, Quoted | None]]) -> None:
    """Print what is proposed: its id on a line, then what it says beside its sentence."""
    for one, quoted in found:
        id, *told = map(printable, _told(one))
        beside = Table.grid(padding=(0, 2))
        beside.add_column(ratio=2)
        beside.add_column(ratio=3)
        beside.add_row(Text("\n".join(told)), marked(console, quoted))
        console.out(id)
        console.print(Padding(beside, (0, 0, 1, 2)))


def print_claims(console: Console, found: Iterable[Found]) -> None:
    """Print claims and proposed rows: the id on a line, then what it says."""
    for one in found:
        id, *told = _told(one)
        print_entry(console, id, "; ".join(told))


def print_entry(console: Console, id: str, told: str) -> None:
    """Print an id on a line of its own, so that it can be copied whole, and what is told of it."""
    console.out(printable(id))
    console.print(Padding(Text(printable(told)), (0, 0, 0, 2)))


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
        what = f"{_apart(cells['value'])} {cells['unit']}, {cells['kind']}, {cells['measure']}"
        return row.id, what, f"{cells['place']}, {cells['held']}", cells["said_by"], how
    what = " ".join(filter(None, (cells["action"], cells["target"], cells["value"])))
    return row.id, f"event: {what}", cells["time"], cells["source"], how


def _apart(text: str) -> str:
    """A whole number with its thousands apart."""
    return f"{int(text):,}" if text.isdecimal() else text


def ids_in_words(ids: Sequence[str]) -> str:
    """A few ids by name, many by their number."""
    if len(ids) > MOST_IDS:
        return f"{len(ids)} proposals"
    return ", ".join(map(printable, ids))
