"""Sentences of a block, with their place in the text."""

import re
from collections.abc import Iterator

from corridor.evidence.documents.document import Sentence

#: Longer stretches are cut at a space: the splitter takes quadratic time over some of them.
LONGEST = 4_000

_TRIM = " \t\r\n\f\v\xa0\u200b\ufeff"
#: Words after which a full stop ends no sentence when a number follows.
_BEFORE_NUMBER = re.compile(
    r"\b(?:[ap]\.m|approx|appr|ca|c|circa|est|pop|nos?|art|arts|para|paras|sec|fig|figs|tel|pp?|res"
    r"|vol|min|max|incl|abt|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|k?shs?|rs|rp|tk|usd)\.$",
    re.IGNORECASE,
)
#: Titles that the library takes for the end of a sentence before a name.
_BEFORE_NAME = re.compile(
    r"\b(?:Hon|Rev|Fr|Engr?|Amb|Maj|Sgt|Capt|Comdr|Brig|Supt|Insp|Cpl|Gov|Sen|Rep|Alh|Barr|Col|Lt"
    r"|Gen|Prof)\.$"
)
_NUMBERING = re.compile(r"\(?\w{1,3}[.)]$")


def sentences_in(text: str, start: int, end: int) -> list[Sentence]:
    """The sentences of ``text[start:end]``, none of them blank."""
    spans: list[tuple[int, int]] = []
    for first, last in _chunks(text, start, end):
        cut_here = first != start
        for span in _split(text, first, last):
            if spans and not cut_here and _goes_on(text, spans[-1], span):
                spans[-1] = (spans[-1][0], span[1])
            else:
                spans.append(span)
            cut_here = False
    return [Sentence(text[first:last], first, last) for first, last in spans]


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        space = text.rfind(" ", start + 1, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    from sentencex import get_sentence_boundaries

    for found in get_sentence_boundaries("en", text[start:end]):
        span = _trimmed(text, start + found["start_index"], start + found["end_index"])
        if span:
            yield span


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    words = text[start:end]
    inner = words.strip(_TRIM)
    if not inner:
        return None
    start += words.index(inner[0])
    return start, start + len(inner)


def _goes_on(text: str, before: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether two sentences of the library are one: it ended the first at an abbreviation."""
    words, follows = text[before[0] : before[1]], text[after[0]]
    if follows.islower() or _NUMBERING.fullmatch(words):
        return True
    if follows.isupper() and _BEFORE_NAME.search(words):
        return True
    return follows.isdigit() and bool(_BEFORE_NUMBER.search(words))
