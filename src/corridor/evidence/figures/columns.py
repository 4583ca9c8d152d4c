"""Tables set in plain text: a line of headings, and under it lines with as many cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from corridor.evidence.documents import Sentence
from corridor.evidence.figures.cues import find_cues
from corridor.evidence.figures.figure import Reading
from corridor.evidence.figures.nouns import Noun, nouns
from corridor.evidence.figures.numerals import numeral_at
from corridor.evidence.figures.times import find_times
from corridor.evidence.figures.tokens import lower, tokenise
from corridor.evidence.figures.when import When

_GAP = re.compile(r"[ \u00a0]{2,}|\s*\t\s*|\s*[|;]\s*")
_EMPTY = frozenset({"-", "–", "—", "", "n/a", "na", "..", "."})
_TOTALS = frozenset({"total", "totals", "all", "sum", "grand total", "overall"})
_PEOPLE = Noun("person", "people", None, False, True)


@dataclass(frozen=True)
class Cell:
    """A number in a table: its column's meaning, its row's name, and where it stands."""

    start: int
    end: int
    value: float
    noun: Noun
    reading: Reading
    when: When | None
    """The time that the column's heading states."""
    row: str
    """What the first cell of the row says; empty for a row of totals."""


@dataclass(frozen=True)
class _Column:
    noun: Noun
    reading: Reading
    when: When | None


def find_cells(sentences: Sequence[Sentence], published: date) -> dict[int, tuple[Cell, ...]]:
    """Cells of every table, by the index of the sentence that is their row.

    Days in headings are resolved against the day of publication.
    """
    found: dict[int, tuple[Cell, ...]] = {}
    headings: Sequence[_Column | None] | None = None
    for index, sentence in enumerate(sentences):
        parts = list(_parts(sentence))
        numbers = [_number(text) for text, _ in parts[1:]]
        is_row = len(parts) > 1 and all(
            n is not None or t.lower() in _EMPTY
            for n, (t, _) in zip(numbers, parts[1:], strict=True)
        )
        if headings is not None and is_row and len(parts) == len(headings) + 1:
            found[index] = tuple(_cells(parts, headings))
        elif len(parts) > 1 and not any(n is not None for n in numbers):
            headings = [_column(text, published) for text, _ in parts[1:]]
        else:
            headings = None
    return found


def _parts(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """The cells of a line with where each starts."""
    at = 0
    text = sentence.text
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if cell := text[at:end].strip():
            yield cell, sentence.start + at + text[at:end].index(cell[0])
        at = gap.end() if gap else end


def _number(text: str) -> float | None:
    tokens = tokenise(Sentence(text, 0, len(text)))
    if not tokens or tokens[0].kind != "number":
        return None
    numeral = numeral_at(tokens, 0)
    return numeral.low if numeral and numeral.last == len(tokens) else None


def _column(heading: str, published: date) -> _Column | None:
    """What a heading says: "Households", "People in shelters", "Houses affected"."""
    tokens = tokenise(Sentence(heading, 0, len(heading)))
    if any(
        lower(tokens, at) in ("%", "percent", "rate", "ratio", "date", "year", "km")
        for at in range(len(tokens))
    ):
        return None
    when = next(iter(find_times(tokens, published)), None)
    known = [nouns()[token.lower] for token in tokens if token.lower in nouns()]
    cues = find_cues(tokens)
    if cues and cues[-1].kind == "sheltered" and lower(tokens, 0) in ("in", "at"):
        known = []  # "In shelters" counts people
    noun = known[0] if known else (_PEOPLE if cues else None)
    if noun is None or noun.group in ("place", "time", "length", "money", "incident"):
        return None
    if noun.kind is not None and noun.decides:
        return _Column(noun, Reading(noun.kind, "table", 0.85), when)
    if cues:
        return _Column(noun, Reading(cues[-1].kind, "table", 0.85, cues[-1]), when)
    return _Column(noun, Reading(noun.kind or "other", "table", 0.5), when)


def _cells(parts: Sequence[tuple[str, int]], headings: Sequence[_Column | None]) -> Iterator[Cell]:
    name = parts[0][0].strip(":")
    row = "" if name.lower() in _TOTALS else name
    for (text, start), column in zip(parts[1:], headings, strict=True):
        value = _number(text)
        if value and column is not None:
            yield Cell(
                start, start + len(text), value, column.noun, column.reading, column.when, row
            )
