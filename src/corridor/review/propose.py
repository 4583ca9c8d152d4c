"""What was read put beside the scenario: each figure once, its document kept with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

from corridor.evidence import Claim
from corridor.review.changes import with_ledger
from corridor.review.desk import Desk
from corridor.review.documents import Kept, earlier_names, kept_file, kept_text, place_for
from corridor.review.entry import Entry, KeptDocument, digest
from corridor.review.reading import Reading
from corridor.review.revise import Step, revise
from corridor.review.rows import PROPOSED_FILES, TRACE, ProposedRow
from corridor.review.trace import in_sentence, sentences_around

#: An event's or count's id is not longer.
_LONGEST_ID = 64

#: What tells a figure: its place in a document, or all that it says.
_Mark: TypeAlias = tuple[object, ...]


@dataclass
class Proposed:
    """What became of one reading."""

    reading: Reading
    kept: Kept | None
    """Where its document is kept; None for a table."""
    claims: list[Claim] = field(default_factory=list)
    """Those that are new."""
    rows: list[ProposedRow] = field(default_factory=list)
    """Those that are new."""
    known: int = 0
    """How many figures and rows had been proposed before."""
    other_times: list[Claim] = field(default_factory=list)
    """Those of the ledger that were read again here with another time of publication."""


def propose(
    folder: Path | str, readings: Sequence[Reading], *, by: str = ""
) -> tuple[Entry, tuple[Proposed, ...]]:
    """Add what is new in the readings to the proposals of a scenario, and keep their documents.

    What stands at the same place of the same document, accepted or rejected since or not, is not
    proposed again; nor, in a changed text of a document, what stands in the same sentence. A
    changed text is kept under a name of its own.

    Raises
    ------
    LedgerError
        When the ledger has problems.
    RunError
        When something cannot be written.
    """
    found: list[Proposed] = []

    def make(desk: Desk) -> Step:
        adding = _Adding(desk)
        found[:] = [adding.add(reading) for reading in readings]
        return adding.step(found)

    entry = revise(folder, make, by=by)
    return entry, tuple(found)


class _Adding:
    """Readings on their way in, one after the other."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.marks = set(_marks(desk))
        self.times = {mark: claim for claim in desk.ledger.claims for mark in _marks_of(claim)}
        self.ids = {*_ids(desk)}
        self.kept: dict[str, str] = {}
        self.documents: list[KeptDocument] = []

    def add(self, reading: Reading) -> Proposed:
        proposed = Proposed(reading, self._keep(reading))
        name = proposed.kept.name if proposed.kept else reading.name
        is_changed = proposed.kept is not None and proposed.kept.is_changed
        before = set(self._earlier_words(reading)) if is_changed else set()
        known = self.marks | before
        for claim in reading.claims:
            here = claim.model_copy(update={"document": name} if claim.document else {})
            if _mark(here) in known or _context(reading.text, here) in before:
                proposed.known += 1
                stands = self.times.get(_mark(here))
                if stands is not None and stands.published != here.published:
                    proposed.other_times.append(stands)
            else:
                proposed.claims.append(here.model_copy(update={"id": self._new_id(claim.id)}))
        for row in reading.rows:
            placed = row.with_cells({"document": name})
            if _row_mark(placed) in known or _row_context(reading.text, placed) in before:
                proposed.known += 1
            else:
                proposed.rows.append(placed.with_cells({"id": self._new_id(row.id)}))
        self.marks |= {_mark(claim) for claim in proposed.claims}
        self.marks |= {_row_mark(row) for row in proposed.rows}
        return proposed

    def _keep(self, reading: Reading) -> Kept | None:
        if reading.text is None:
            return None
        place = place_for(self.desk.folder, reading.name, reading.text, self.kept)
        if place.is_new:
            self.kept[kept_file(place.name)] = reading.text
        self.documents.append(
            KeptDocument(
                name=place.name, sha256=digest(reading.text) or "", characters=len(reading.text)
            )
        )
        return place

    def _earlier_words(self, reading: Reading) -> Iterator[_Mark]:
        for name in earlier_names(self.desk.folder, reading.name):
            text = kept_text(self.desk.folder, name)
            for claim in self.desk.ledger.claims:
                if claim.document == name:
                    yield _context(text, claim)
            for proposed in self.desk.rows.values():
                for row in proposed.rows:
                    if row.cells["document"] == name:
                        yield _row_context(text, row)

    def _new_id(self, wanted: str) -> str:
        id, number = wanted[:_LONGEST_ID], 1
        while id in self.ids:
            number += 1
            id = f"{wanted[: _LONGEST_ID - 6]}-{number}"
        self.ids.add(id)
        return id

    def step(self, found: Sequence[Proposed]) -> Step:
        claims = [claim for one in found for claim in one.claims]
        rows = [row for one in found for row in one.rows]
        texts: dict[str, str | None] = {}
        if claims:
            ledger = self.desk.ledger
            texts |= with_ledger(replace(ledger, claims=(*ledger.claims, *claims)))
        for table, proposed in self.desk.rows.items():
            mine = tuple(row for row in rows if row.table == table)
            if mine:
                text = replace(proposed, rows=(*proposed.rows, *mine)).text()
                texts[PROPOSED_FILES[table]] = text
        return Step(
            "propose",
            (*(claim.id for claim in claims), *(row.id for row in rows)),
            texts,
            documents=tuple(self.documents),
            kept=self.kept,
        )


def _ids(desk: Desk) -> Iterator[str]:
    """Ids that are taken: by claims, proposed rows, events and counts."""
    yield from (one.id for one in desk.found)
    yield from (event.id for event in desk.draft.timeline)
    yield from (count.id for count in desk.draft.counts)


def _marks(desk: Desk) -> Iterator[_Mark]:
    for claim in desk.ledger.claims:
        yield from _marks_of(claim)
    for proposed in desk.rows.values():
        yield from map(_row_mark, proposed.rows)


def _marks_of(claim: Claim) -> Iterator[_Mark]:
    yield _mark(claim)
    yield from ((claim.document, *span) for span in claim.spans)


def _mark(claim: Claim) -> _Mark:
    if claim.start is not None:
        return claim.document, claim.start, claim.end
    figure = (claim.value, claim.low, claim.high, claim.unit)
    about = (claim.kind, claim.place, claim.held.text, claim.noun)
    return claim.document, claim.said_by, *figure, *about


def _row_mark(row: ProposedRow) -> _Mark:
    if row.span is not None:
        return row.table, row.cells["document"], *row.span
    said = (cell for name, cell in row.cells.items() if name not in ("id", *TRACE))
    return row.table, row.cells["document"], *said


def _context(text: str | None, claim: Claim) -> _Mark:
    if text is None or claim.start is None or claim.end is None:
        return ("no words", claim.id)
    return _words(text, claim.document, claim.start, claim.end)


def _row_context(text: str | None, row: ProposedRow) -> _Mark:
    if text is None or row.span is None:
        return ("no words", row.id)
    return row.table, *_words(text, row.cells["document"], *row.span)


def _words(text: str, name: str, start: int, end: int) -> _Mark:
    """The words at a place and those around them in their sentence."""
    sentences = sentences_around(text, name, start, end)
    return tuple(part.strip() for part in in_sentence(text, start, end, sentences))
