"""The command that reads files into proposals."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Timer
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.padding import Padding
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)
from rich.text import Text

from corridor.cli.claims import print_claims, print_proposals
from corridor.cli.printable import printable, printable_json
from corridor.cli.stop import cleaning_up
from corridor.errors import InputError, OptionError, Problem
from corridor.evidence import Claim, parse_published
from corridor.evidence.figures import gazetteer_of
from corridor.review.as_json import found_as_json
from corridor.review.decide import accept_over, sure_claims
from corridor.review.desk import Desk, Found, open_desk
from corridor.review.entry import Entry
from corridor.review.propose import Proposed, propose
from corridor.review.reader import FileReader
from corridor.review.reading import Reading, Result, read_files
from corridor.review.trace import Quoted, in_sentence
from corridor.scenario.schema import read_zone

#: More proposals than this are not shown one by one.
_MOST_SHOWN = 500

#: A bar is shown for what takes longer than so many seconds.
_SECONDS = 2.0


@dataclass(frozen=True)
class ReadOptions:
    """What the read command was asked for."""

    into: Path | None
    published: str | None
    publisher: str
    url: str
    zone: str | None
    accept_over: float | None
    by: str
    as_json: bool


def run_read(files: Sequence[Path], options: ReadOptions) -> None:
    """Read files, put what is new beside the scenario, and print it.

    Raises
    ------
    InputError
        Naming each file that could not be read, after all others have been.
    """
    desk = open_desk(options.into) if options.into else None
    reader = _reader(desk, options)
    with cleaning_up(), _bar(len(files)) as tell:
        results = read_files(files, reader, progress=tell)
    readings = [result for result in results if isinstance(result, Reading)]
    entries: tuple[Entry, ...] = ()
    proposed = tuple(
        Proposed(reading, None, list(reading.claims), list(reading.rows)) for reading in readings
    )
    if options.into and readings:
        entry, proposed = propose(options.into, readings, by=options.by)
        entries = (entry, *_accepted(options, proposed))
    failed = [result for result in results if result.problems]
    if options.as_json:
        typer.echo(printable_json(_as_json(results, proposed, entries)))
    else:
        _print(proposed, entries, options)
    if failed:
        raise InputError(
            f"{len(failed)} of {len(files)} files could not be read, or not all of it:",
            [problem for one in failed for problem in one.problems],
        )


def _reader(desk: Desk | None, options: ReadOptions) -> FileReader:
    zone = desk.zone if desk and options.zone is None else _zone(options.zone)
    if options.published is not None:
        try:
            parse_published(options.published, zone)
        except ValueError as fault:
            raise _wrong("--published", options.published, str(fault)) from None
    places = desk.draft.places if desk else ()
    # Faults of the ledger are told before the files are read.
    is_dated = desk is not None and desk.ledger is not None
    return FileReader(
        zone,
        options.published,
        options.publisher,
        options.url,
        places,
        gazetteer_of(places),
        desk.draft.links if desk else (),
        is_dated,
    )


def _zone(name: str | None) -> ZoneInfo:
    try:
        return read_zone(name or "UTC")
    except ValueError as fault:
        raise _wrong("--zone", name or "", str(fault)) from None


def _wrong(option: str, found: str, expected: str) -> OptionError:
    return OptionError("nothing was read:", [Problem("", 0, 0, option, repr(found), expected)])


def _accepted(options: ReadOptions, proposed: Sequence[Proposed]) -> Iterator[Entry]:
    if options.into is None or options.accept_over is None:
        return
    new = [claim for one in proposed for claim in one.claims]
    sure = sure_claims(new, options.accept_over)
    if sure:
        yield accept_over(options.into, options.accept_over, sure, by=options.by)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    console = Console(stderr=True)
    columns = (TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Where nobody looks it would leave an empty line.
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    task = bar.add_task("reading", total=total)
    late = Timer(_SECONDS, bar.start)
    late.daemon = True
    late.start()
    try:
        yield partial(_tell, bar, task)
    finally:
        late.cancel()
        late.join()
        if bar.live.is_started:
            bar.stop()


def _tell(bar: Progress, task: TaskID, done: int) -> None:
    bar.update(task, completed=done)


def _print(proposed: Sequence[Proposed], entries: Sequence[Entry], options: ReadOptions) -> None:
    console = Console(highlight=False)
    is_short = sum(len(one.claims) + len(one.rows) for one in proposed) <= _MOST_SHOWN
    for one in proposed:
        found: list[Found] = [*one.claims, *one.rows]
        title = f"{one.reading.name}: {len(found)} proposed"
        if one.known:
            title += f", {one.known} known already"
        if one.reading.published:
            title += f"; published {_published(one.reading.published)}"
        console.out(printable(title))
        if found and is_short and one.reading.text is None:
            print_claims(console, found)
        elif found and is_short:
            told = ((each, _quoted(one.reading, each)) for each in found)
            print_proposals(console, told)
        for note in _notes(one):
            console.print(Padding(Text(printable(note)), (0, 0, 0, 2)))
    _print_end(console, proposed, entries, options)


def _notes(one: Proposed) -> Iterator[str]:
    yield from one.reading.notes
    if one.kept and one.kept.is_changed and one.kept.is_new:
        yield (
            f"{one.reading.name} has another text than when it was read before; "
            f"this one is kept as {one.kept.name}"
        )
    if one.other_times:
        stands = one.other_times[0]
        yield (
            f"{len(one.other_times)} of those known already keep the time of publication that "
            f"stands in the ledger, {stands.published.isoformat()} in the first; to set another: "
            f"corridor ledger edit {stands.id} published={one.reading.published}"
        )


def _print_end(
    console: Console,
    proposed: Sequence[Proposed],
    entries: Sequence[Entry],
    options: ReadOptions,
) -> None:
    new = sum(len(one.claims) + len(one.rows) for one in proposed)
    if options.into is None:
        console.out("Nothing was kept. To keep proposals: --into SCENARIO")
    else:
        folder = printable(str(options.into))
        decide = f" To decide: corridor ledger list --in {folder}" if new else ""
        console.out(f"{new} proposed in {folder}.{decide}")
    for entry in entries:
        if entry.action == "accept":
            console.out(f"Accepted {len(entry.ids)} with a {entry.how} (version {entry.version}).")
    if new > _MOST_SHOWN:
        kept = "--json" if options.into is None else "corridor ledger list --sentences"
        console.out(f"Too many to show one by one: {kept} has them all.")


def _quoted(reading: Reading, one: Found) -> Quoted | None:
    span = (one.start, one.end) if isinstance(one, Claim) else one.span
    if reading.text is None or span is None or span[0] is None or span[1] is None:
        return None
    return in_sentence(reading.text, span[0], span[1], reading.sentences)


def _published(text: str) -> str:
    """A time of publication to the minute, or as it is where it is only a day."""
    try:
        return datetime.fromisoformat(text).isoformat(" ", "minutes")
    except ValueError:
        return text


def _as_json(
    results: Sequence[Result], proposed: Sequence[Proposed], entries: Sequence[Entry]
) -> dict[str, object]:
    return {
        "documents": [_document_as_json(one) for one in proposed],
        "failed": [
            {"file": str(one.file), "problems": [str(problem) for problem in one.problems]}
            for one in results
            if one.problems
        ],
        "steps": [
            {"version": one.version, "action": one.action, "ids": list(one.ids), "how": one.how}
            for one in entries
        ],
    }


def _document_as_json(one: Proposed) -> dict[str, object]:
    reading = one.reading
    return {
        "file": str(reading.file),
        "name": one.kept.name if one.kept else reading.name,
        "title": reading.title,
        "published": reading.published,
        "publisher": reading.publisher,
        "url": reading.url,
        "text": reading.text,
        "sentences": [
            {"start": sentence.start, "end": sentence.end, "text": sentence.text}
            for sentence in reading.sentences
        ],
        "claims": [found_as_json(claim) for claim in one.claims],
        "rows": [found_as_json(row) for row in one.rows],
        "known_already": one.known,
        "notes": list(_notes(one)),
    }
