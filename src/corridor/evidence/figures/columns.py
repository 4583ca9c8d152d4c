"""Tables set in plain text: a line of headings, and under it lines with as many cells."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from corridor.evidence.documents import Sentence
from corridor.evidence.figures.cues import find_cues
from corridor.evidence.figures.figure import Reading
from corridor.evidence.figures.nouns import Noun, nouns
from corridor.evidence.figures.numerals import numeral_at
from corridor.evidence.figures.times import find_times
from corridor.evidence.figures.tokens import lower, tokenise
from corridor.evidence.figures.when import When

_GAP = re.compile(r"[ \u00a0]{2,}|\s*\t\s*|\s*[|;]\s*")
_EMPTY = frozenset({"-", "–", "—", "", "n/a", "na", "..", ".", "nil", "none", "no data", "tbc"})
_BRACKET = re.compile(r"\(([^()]{1,40})\)")
_EMPHASIS = "*_"
#: Words of a heading that is only a stretch of time, so that the title says what is counted.
_PERIODS = frozenset(
    [
        "week",
        "weeks",
        "day",
        "days",
        "month",
        "since",
        "until",
        "to",
        "date",
        "total",
        "cumulative",
        "today",
        "yesterday",
        "current",
        "previous",
        "last",
        "this",
        "new",
        "year",
        "so",
        "far",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ]
)
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
    headings: Sequence[_Heading] | None = None
    title = ""
    for index, sentence in enumerate(sentences):
        parts = list(_parts(sentence))
        numbers = [_number(_BRACKET.sub("", text)) for text, _ in parts[1:]]
        is_row = len(parts) > 1 and all(
            n is not None or t.lower() in _EMPTY
            for n, (t, _) in zip(numbers, parts[1:], strict=True)
        )
        if headings is not None and is_row and len(parts) == len(headings) + 1:
            found[index] = tuple(_cells(parts, headings))
        elif len(parts) > 1 and not any(n is not None for n in numbers):
            headings = [_heading(text, title, published) for text, _ in parts[1:]]
        else:
            headings, title = None, sentence.text
    return found


class _Heading(NamedTuple):
    """What a column's numbers mean, and those in brackets behind them."""

    outside: _Column | None
    inside: _Column | None


def _heading(heading: str, title: str, published: date) -> _Heading:
    """Of "Families (Persons) affected" both; of "Week 30" what the title of the table says."""
    bracket = _BRACKET.search(heading)
    if bracket is None:
        words = re.findall(r"[^\W\d_]+", heading.lower())
        if words and set(words) <= _PERIODS:
            of_title = _column(title, published) if len(title) < _LONGEST_TITLE else None
            when = next(
                iter(find_times(tokenise(Sentence(heading, 0, len(heading))), published)), None
            )
            return _Heading(of_title and replace(of_title, when=when or of_title.when), None)
        return _Heading(_column(heading, published), None)
    outer = _column(_BRACKET.sub(" ", heading), published)
    inner = _column(bracket[1] + heading[bracket.end() :], published) or outer
    return _Heading(outer, inner)


_LONGEST_TITLE = 160


def _parts(sentence: Sentence) -> Iterator[tuple[str, int]]:
    """The cells of a line with where each starts."""
    at = 0
    text = sentence.text
    for gap in [*_GAP.finditer(text), None]:
        end = gap.start() if gap else len(text)
        if cell := text[at:end].strip().strip(_EMPHASIS).strip():
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


def _cells(parts: Sequence[tuple[str, int]], headings: Sequence[_Heading]) -> Iterator[Cell]:
    name = parts[0][0].strip(":")
    row = "" if name.lower() in _TOTALS else name
    for (text, start), heading in zip(parts[1:], headings, strict=True):
        bracket = _BRACKET.search(text)
        outside = text[: bracket.start()].rstrip() if bracket else text
        yield from _cell(outside, start, heading.outside, row)
        if bracket:
            yield from _cell(bracket[1], start + bracket.start(1), heading.inside, row)


def _cell(text: str, start: int, column: _Column | None, row: str) -> Iterator[Cell]:
    value = _number(text)
    if value and column is not None:
        end = start + len(text)
        yield Cell(start, end, value, column.noun, column.reading, column.when, row)
