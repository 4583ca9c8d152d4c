"""The words and shapes that furniture is known by: links, notices, credits, counters, contacts.

They are general; none knows a site. The phrases are in ``furniture.csv``.
"""

import csv
import re
from functools import cache
from importlib.resources import files
from typing import Literal, NamedTuple, TypeAlias, get_args

from corridor.evidence.documents.dates import is_only_date

#: What the words of a line say: nothing, furniture, head of a list of links, end of the report.
Mark: TypeAlias = Literal["", "line", "list", "end"]

#: Lines longer than this are prose, whatever they say further on.
_LONGEST_LINE = 300
#: Words of a line without a full stop that may be a menu or a byline, and of the longest phrase.
_SHORT = 16
_LONGEST_PHRASE = 9
_DECORATION = "-–—|>»→←•*([ "

_DATE_LABEL = re.compile(
    r"\b(?:first|last|date|time|published|posted|created|issued|released|updated|modified)\b"
)
_COUNTER = re.compile(
    r"[\d.,]+ ?[km]?\+? (?:min(?:ute)?s?|hours?|days?|weeks?|months?|views?|reads?|shares?|likes?"
    r"|comments?|repl(?:y|ies)|signatures?|votes?|followers|subscribers|photos?)"
    r"(?: ago| read| left)?|pages? \d+(?: ?(?:of|/) ?\d+)?"
)
_COMMENTS = re.compile(r"\d+ (?:comments?|responses?|replies|thoughts on .*)")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\s+\w")
_BYLINE = re.compile(r"[Bb]y(?: [A-Z][\w.'’-]*,?| (?:and|for|in|of|the)){1,10}")
_CREDIT = re.compile(
    r"\(?(?:file )?(?:photo|image|picture|photograph|illustration|video)s?(?:graph)?"
    r"(?: credit| source| courtesy| by|s? ?[:/©])",
    re.IGNORECASE,
)
_SHOUTED_LINK = re.compile(r"(?:ALSO|READ|SEE|MORE|RELATED|WATCH|LISTEN|OPINION)\b[A-Z ]{0,30}:")
_NOTE_OF_HELP = re.compile(r"\W{0,3}[\w ,]{2,60} contributed to this report")
_CONTACT = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}\.\w|\+\d[\d ()./-]{7,}\d")
_MENU = re.compile(r"\s[|\u203a»·•>/]\s|\w +\| +\w")
_CONTENTS = re.compile(r".{3,80}(?:\bp\. ?|\.{4,} ?)\d{1,3}", re.IGNORECASE)
_FILE = re.compile(r"\S+\.(?:pdf|docx?|xlsx?|pptx?|zip|jpe?g|png|csv)\b", re.IGNORECASE)
_EDGE = re.compile(r"^[\W_]+|\s*\(\d+\)\s*$|[\W_]+$")


class _Phrases(NamedTuple):
    whole: dict[str, Mark]
    start: dict[str, Mark]
    opening: dict[str, Mark]
    starts: re.Pattern[str]
    openings: re.Pattern[str]
    within: tuple[str, ...]


def mark_of(words: str, *, is_final: bool) -> Mark:
    """What a line or sentence is by its own words; ``is_final`` says that it ends a sentence."""
    if len(words) > _LONGEST_LINE:
        return ""
    parts = words.lower().split()
    lower = " ".join(parts)
    short = len(parts) <= _SHORT and not is_final
    by_phrase = _mark_of_phrase(lower, len(parts), short=short)
    if by_phrase:
        return by_phrase
    if _is_notice(words, lower, len(parts), is_final):
        return "line"
    return "line" if short and _is_short_furniture(words, lower) else ""


def _mark_of_phrase(lower: str, count: int, *, short: bool) -> Mark:
    phrases, opening = _phrases(), lower.lstrip(_DECORATION)
    if count <= _LONGEST_PHRASE:
        whole = phrases.whole.get(_EDGE.sub("", _EDGE.sub("", lower)))
        if whole:
            return whole
        if _COMMENTS.fullmatch(lower):
            return "end"
    started = phrases.starts.match(opening)
    if started:
        return phrases.start[started[0]]
    opened = phrases.openings.match(opening) if short else None
    if opened:
        return phrases.opening[opened[0]]
    return "line" if any(phrase in lower for phrase in phrases.within) else ""


def _is_notice(words: str, lower: str, count: int, is_final: bool) -> bool:
    """Whether a line, or a sentence of a paragraph, is a credit, a contact or an address."""
    return bool(
        _CREDIT.match(words)
        or _SHOUTED_LINK.match(words)
        or ("contributed" in lower and _NOTE_OF_HELP.match(words))
        or (count <= 40 and ("@" in words or "+" in words) and _CONTACT.search(words))
        or (count <= (8 if is_final else 40) and ("www." in lower or "://" in lower))
        or (
            count <= _SHORT
            and (is_only_date(_DATE_LABEL.sub("", lower)) or _COUNTER.fullmatch(lower))
        )
    )


def _is_short_furniture(words: str, lower: str) -> bool:
    """Whether a line without a full stop is a menu, a byline, a file, or one of a feed of news."""
    return bool(
        _CLOCK.match(words)
        or _BYLINE.fullmatch(words)
        or _FILE.match(words)
        or _CONTENTS.fullmatch(words)
        or (not any(map(str.isdigit, lower)) and len(_MENU.findall(words)) > 1)
    )


@cache
def _phrases() -> _Phrases:
    table = files("corridor.evidence.documents") / "furniture.csv"
    found: dict[str, dict[str, Mark]] = {"whole": {}, "start": {}, "opening": {}, "within": {}}
    for row in csv.DictReader(table.read_text("utf-8").splitlines()):
        (effect,) = (mark for mark in get_args(Mark) if mark == row["effect"])
        found[row["at"]][row["words"]] = effect
    return _Phrases(
        found["whole"],
        found["start"],
        found["opening"],
        _any_of(found["start"]),
        _any_of(found["opening"]),
        tuple(found["within"]),
    )


def _any_of(phrases: dict[str, Mark]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(
        "|".join(
            re.escape(words) + (r"(?!\w)" if words[-1].isalnum() else "") for words in longest_first
        )
    )
