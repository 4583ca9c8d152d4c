"""A claim followed back to its sentence, and on to the numbers that rest on it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from corridor.evidence import Claim
from corridor.evidence.documents import Sentence
from corridor.evidence.documents.blocks import text_blocks
from corridor.evidence.documents.sentences import sentences_in
from corridor.evidence.rivals import Rivals, rivals_of
from corridor.review.desk import Desk, Found
from corridor.review.documents import kept_text
from corridor.review.entry import Entry
from corridor.review.use import NumberOfClaims, numbers_of_claims

#: A sentence is told to so many characters on either side of the figure.
_SHOWN = 300

_BREAK = re.compile(r"\n[ \t\r]*\n|\f")
#: In the text of a page each block has a line of its own.
_LINE_END = re.compile(r"\n")
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")


class Quoted(NamedTuple):
    """A quote in its sentence."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True)
class Trace:
    """All that is known of one claim or proposed row."""

    found: Found
    quoted: Quoted | None
    """Its words in their sentence; None where they cannot be found."""
    no_quote: str
    """Why they cannot be found, where they cannot."""
    decisions: tuple[Entry, ...]
    """The steps that were about it, from first to last."""
    rivals: Rivals | None
    """The claim beside its rivals; None for a row."""
    numbers: tuple[NumberOfClaims, ...]
    """Numbers of the scenario that rest on it."""


def trace(desk: Desk, id: str) -> Trace:
    """What is known of the claim or proposed row with this id.

    Raises
    ------
    LedgerError
        When there is none.
    """
    found = desk.find(id)
    quoted, missing = quoted_in_document(desk, found)
    is_claim = isinstance(found, Claim)
    return Trace(
        found,
        quoted,
        missing,
        tuple(entry for entry in desk.entries if id in entry.ids),
        rivals_of(desk.ledger, id) if is_claim else None,
        tuple(_numbers(desk, id)) if is_claim else (),
    )


def _numbers(desk: Desk, id: str) -> Iterator[NumberOfClaims]:
    return (number for number in numbers_of_claims(desk.draft) if id in number.claims)


def quoted_in_document(desk: Desk, found: Found) -> tuple[Quoted | None, str]:
    """The words of a claim or row in their sentence, or why they cannot be found."""
    name, quote, span = _place(found)
    if not name or span is None:
        return None, "no place in a document is given"
    text = kept_text(desk.folder, name)
    if text is None:
        return None, f"the document {name} is not kept in the scenario"
    start, end = span
    if text[start:end] != quote:
        return None, f"other words stand at {start} to {end} of {name}"
    return in_sentence(text, start, end, sentences_around(text, name, start, end)), ""


def _place(found: Found) -> tuple[str, str, tuple[int, int] | None]:
    """Document, quote and span of a claim or row."""
    if not isinstance(found, Claim):
        return found.cells["document"], found.cells["quote"], found.span
    if found.start is None or found.end is None:
        return found.document, found.quote, None
    return found.document, found.quote, (found.start, found.end)


def in_sentence(text: str, start: int, end: int, sentences: Sequence[Sentence]) -> Quoted:
    """The words from ``start`` to ``end`` of a text, with the rest of their sentence."""
    first = max((one.start for one in sentences if one.start <= start < one.end), default=start)
    last = min((one.end for one in sentences if one.start < end <= one.end), default=end)
    before = text[max(first, start - _SHOWN) : start]
    after = text[end : min(last, end + _SHOWN)]
    return Quoted(_joined(before), text[start:end], _joined(after))


def sentences_around(text: str, name: str, start: int, end: int) -> list[Sentence]:
    """The sentences of the blocks of a kept text that hold these words.

    A heading, a bullet, a row of a table and a menu are blocks of their own.
    """
    is_page = PurePath(name).suffix.lower() in _PAGE_SUFFIXES
    first, last = _stretch(text, start, end, _LINE_END if is_page else _BREAK)
    spans = [(first, last)]
    if not is_page:
        blocks = text_blocks(text[first:last])
        spans = [(first + block.start, first + block.end) for block in blocks]
    return [
        sentence
        for begin, stop in spans
        if begin < end and start < stop
        for sentence in sentences_in(text, begin, stop)
    ]


def _stretch(text: str, start: int, end: int, break_: re.Pattern[str]) -> tuple[int, int]:
    """Where what stands between two breaks around these words starts and ends."""
    floor, ceiling = max(0, start - 3 * _SHOWN), end + 3 * _SHOWN
    breaks = [match.end() for match in break_.finditer(text, floor, start)]
    after = break_.search(text, end, ceiling)
    return breaks[-1] if breaks else floor, after.start() if after else min(ceiling, len(text))


def _joined(text: str) -> str:
    """A text on one line, with the blanks at its ends that were there."""
    return re.sub(r"\s+", " ", text)
