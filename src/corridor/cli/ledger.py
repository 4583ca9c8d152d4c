"""What the commands under ``corridor ledger`` print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import typer
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corridor.cases import find_scenario
from corridor.cli.claims import (
    MOST_IDS,
    ids_in_words,
    marked,
    print_claims,
    print_entry,
    print_proposals,
)
from corridor.cli.printable import printable, printable_json
from corridor.errors import OptionError, Problem, near_match
from corridor.evidence import Claim
from corridor.evidence.claim import Kind, Status
from corridor.evidence.rivals import (
    HOW_POOLED,
    PooledRange,
    Rivals,
    all_rivals,
    pool_in_words,
    rivals_of,
    side_by_side,
)
from corridor.evidence.words import figure_in_words
from corridor.review.as_json import found_as_json, rivals_as_json, trace_as_json
from corridor.review.desk import Desk, Found, open_desk
from corridor.review.entry import Entry, in_effect
from corridor.review.trace import quoted_in_document, trace
from corridor.review.use import doubts_of_use, number_in_words, use
from corridor.scenario.parts import Measure


@dataclass(frozen=True)
class Wanted:
    """What a list is limited to; None does not limit it."""

    status: str | None = None
    kind: str | None = None
    place: str | None = None
    document: str | None = None

    def check(self) -> None:
        """See that status and kind are ones that there are."""
        for name, found, known in (
            ("status", self.status, get_args(Status)),
            ("kind", self.kind, get_args(Kind)),
        ):
            if found is not None and found not in known:
                expected = f"one of {', '.join(known)}{near_match(found, known)}"
                raise OptionError(
                    "nothing can be listed:",
                    [Problem("", 0, 0, f"--{name}", repr(found), expected)],
                )

    def fits(self, one: Found) -> bool:
        """Whether a claim or row is to be listed."""
        fields = one.model_dump() if isinstance(one, Claim) else one.cells
        wanted = {name: text for name, text in vars(self).items() if text is not None}
        return all(fields.get(name) == text for name, text in wanted.items())


def desk_to_look_at(folder: Path) -> Desk:
    """What lies in a scenario folder, or in a built-in case of that name."""
    return open_desk(folder if folder.is_dir() else find_scenario(folder).folder)


def print_list(folder: Path, wanted: Wanted, *, sentences: bool, as_json: bool) -> None:
    """Print claims and proposed rows."""
    wanted.check()
    desk = desk_to_look_at(folder)
    found = [one for one in desk.found if wanted.fits(one)]
    if as_json:
        listed = [found_as_json(one) for one in found]
        typer.echo(printable_json({"version": len(desk.entries), "claims": listed}))
        return
    console = Console(highlight=False)
    if sentences:
        print_proposals(console, ((one, quoted_in_document(desk, one)[0]) for one in found))
    else:
        print_claims(console, found)
    console.out(f"{len(found):,} of {len(desk.found):,}; version {len(desk.entries)}.")
    if wanted.place and not found:
        console.out(printable(_unknown_place(desk, wanted.place)))


def _unknown_place(desk: Desk, place: str) -> str:
    known = {*desk.draft.place, *(claim.place for claim in desk.ledger.claims)}
    if place in known:
        return f"Nothing more is known of {place!r}."
    return f"There is no place {place!r}{near_match(place, known)}."


def print_trace(folder: Path, id: str, *, as_json: bool) -> None:
    """Print all that is known of one claim or proposed row."""
    desk = desk_to_look_at(folder)
    found = trace(desk, id)
    if as_json:
        typer.echo(printable_json(trace_as_json(found)))
        return
    console = Console(highlight=False)
    if isinstance(found.found, Claim):
        console.out(printable(f"{id}: {figure_in_words(found.found)}, {found.found.kind}"))
    else:
        console.out(printable(f"{id}: proposed for {found.found.table}"))
    sentence = marked(console, found.quoted) if found.quoted else Text(f"({found.no_quote})")
    console.print(Padding(sentence, (1, 2)))
    console.print(_fields_table(found.found))
    _print_steps(console, found.decisions, desk.entries, "Decisions")
    if found.rivals is not None and len(found.rivals.claims) > 1:
        _print_group(console, found.rivals)
    for number in found.numbers:
        others = ", ".join(claim for claim in number.claims if claim != id)
        users = f"; used by {', '.join(number.used_by)}" if number.used_by else ""
        console.out(f"Used for {number.address}{f', with {others}' if others else ''}{users}.")
    if isinstance(found.found, Claim) and not found.numbers:
        console.out("No number of the scenario uses it.")


#: The fields of a claim that are told, with what they are called.
_FIELDS: Mapping[str, str] = {
    "place": "place",
    "held": "held",
    "said_by": "said by",
    "via": "via",
    "published_by": "published by",
    "published": "published",
    "url": "address",
    "document": "document",
    "grade": "grade",
    "status": "status",
    "certainty": "certainty",
    "speech": "speech",
    "hedge": "hedge",
    "measure": "measure",
    "counting": "counting",
    "noun": "of what",
    "rule": "rule",
    "confidence": "confidence",
    "spans": "also at",
    "note": "note",
}


def _fields_table(found: Found) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    fields = found_as_json(found)
    names = _FIELDS if isinstance(found, Claim) else {name: name for name in fields}
    for name, label in names.items():
        value = fields[name]
        if value not in ("", None, []):
            table.add_row(Text(label), Text(printable(_shown(value))))
    return table


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join("–".join(map(str, span)) for span in value)
    return str(value)


def print_rivals(folder: Path, ids: Sequence[str], *, as_json: bool) -> None:
    """Print rivals side by side, and the ranges that they give."""
    ledger = desk_to_look_at(folder).ledger
    groups: Sequence[Rivals] = all_rivals(ledger)
    if ids:
        groups = [side_by_side(ledger, ids) if len(ids) > 1 else rivals_of(ledger, ids[0])]
    if as_json:
        typer.echo(printable_json([rivals_as_json(group) for group in groups]))
        return
    console = Console(highlight=False)
    for group in groups:
        _print_group(console, group)
    if any(len(group.claims) > 1 and not group.fault for group in groups):
        console.print(HOW_POOLED)
    if not groups:
        console.out("No claim has a rival.")


def _print_group(console: Console, group: Rivals) -> None:
    first, last = group.claims[0], group.claims[-1]
    held = " to ".join(dict.fromkeys((first.held.text, last.held.text)))
    console.out(printable(f"{first.kind} at {first.place}, in {first.unit}, held {held}"))
    for claim in group.claims:
        print_entry(console, claim.id, _rival_in_words(claim))
    if group.fault:
        console.out(printable(group.fault))
    if group.accepted:
        _print_range(console, "The accepted ones", group.accepted)
    if group.with_proposed:
        name = "With the proposed ones accepted too" if group.accepted else "If accepted"
        _print_range(console, name, group.with_proposed)


def _rival_in_words(claim: Claim) -> str:
    return (
        f"{figure_in_words(claim)}, held {claim.held.text}, published "
        f"{claim.published:%Y-%m-%d %H:%M}; {claim.said_by}; grade {claim.grade}, {claim.status}"
    )


def _print_range(console: Console, name: str, pooled: PooledRange) -> None:
    console.out(f"{name}:")
    for line in pool_in_words(pooled):
        console.print(Padding(Text(printable(line)), (0, 0, 0, 2)))


def print_history(folder: Path, id: str | None, *, as_json: bool) -> None:
    """Print the steps of a ledger's history."""
    desk = desk_to_look_at(folder)
    entries = [entry for entry in desk.entries if id is None or id in entry.ids]
    if as_json:
        typer.echo(printable_json([entry.model_dump(mode="json") for entry in entries]))
        return
    console = Console(highlight=False)
    if not entries:
        console.out("No step has been made." if id is None else f"No step was about {id}.")
    else:
        _print_steps(console, entries, desk.entries, "")


def _print_steps(
    console: Console, entries: Sequence[Entry], all_entries: Sequence[Entry], title: str
) -> None:
    if not entries:
        return
    effective = {entry.version for entry in in_effect(all_entries)}
    if title:
        console.out(title)
    for entry in entries:
        done = entry.action + ("" if entry.version in effective else " (undone)")
        console.out(f"version {entry.version}, {entry.time:%Y-%m-%d %H:%M:%S} UTC: {done}")
        for id in entry.ids if len(entry.ids) <= MOST_IDS else ():
            console.out(f"  {printable(id)}")
        if told := _told(entry):
            console.print(Padding(Text(printable(told)), (0, 0, 0, 2)))


def _told(entry: Entry) -> str:
    parts = [
        ids_in_words(entry.ids) if len(entry.ids) > MOST_IDS else "",
        entry.how,
        f"because {entry.why}" if entry.why else "",
        f"by {entry.by}" if entry.by else "",
        ", ".join(change.name for change in entry.files),
        ", ".join(document.name for document in entry.documents),
    ]
    return "; ".join(part for part in parts if part)


_DONE: Mapping[str, str] = {
    "accept": "Accepted",
    "reject": "Rejected",
    "edit": "Edited",
    "use": "Used",
    "count": "Counted",
    "undo": "Undid",
    "redo": "Made again",
}


def tell_step(entry: Entry) -> None:
    """Say what a step did."""
    parts = [ids_in_words(entry.ids), printable(entry.how)]
    what = ", ".join(part for part in (parts[::-1] if entry.undoes else parts) if part)
    files = ", ".join(change.name for change in entry.files)
    typer.echo(f"{_DONE[entry.action]} {what}. Version {entry.version} changed {files}.")
    if entry.action == "use" and any(change.name == "scenario.yaml" for change in entry.files):
        typer.echo("See that the reason and source beside the number still hold.")


def use_claims(
    folder: Path, ids: Sequence[str], address: str, *, by: str, seen: int | None
) -> None:
    """Put claims where a number stands; say what it was, what it is now, and what does not fit."""
    before = number_in_words(open_desk(folder).draft, address)
    entry = use(folder, ids, address, by=by, seen=seen)
    desk = open_desk(folder)
    tell_step(entry)
    typer.echo(printable(f"Before: {before}\nNow: {number_in_words(desk.draft, address)}"))
    for doubt in doubts_of_use(desk, ids, address):
        warn(doubt)


def warn(text: str) -> None:
    """Say on standard error what was done all the same."""
    typer.echo(printable(f"corridor: warning: {text}"), err=True)


def fields_of(words: Sequence[str]) -> dict[str, str]:
    """Fields and their new texts, from words such as ``place=goris``."""
    wrong = [word for word in words if "=" not in word]
    if wrong:
        raise OptionError(
            "nothing was changed:",
            [
                Problem("", 0, 0, "field", repr(word), "FIELD=TEXT, such as place=goris")
                for word in wrong
            ],
        )
    return dict(_pair(word) for word in words)


def _pair(word: str) -> tuple[str, str]:
    name, _, text = word.partition("=")
    return name, text


def measure_of(word: str | None) -> Measure | None:
    """A measure of counts by its name."""
    for measure in get_args(Measure):
        if word == measure:
            return measure  # type: ignore[no-any-return]
    if word is None:
        return None
    expected = f"one of {', '.join(get_args(Measure))}{near_match(word, get_args(Measure))}"
    raise OptionError(
        "nothing was changed:", [Problem("", 0, 0, "--measure", repr(word), expected)]
    )
