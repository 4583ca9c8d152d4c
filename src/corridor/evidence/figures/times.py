"""Words of time in a sentence, resolved against the day of publication."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeAlias

from corridor.evidence.figures.calendar import MONTHS, WEEKDAYS
from corridor.evidence.figures.clocks import read_clock, read_midnight, read_noon
from corridor.evidence.figures.dates import read_month, read_numeric, read_weekday
from corridor.evidence.figures.numerals import ONES, TENS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.relative import (
    COUNTS,
    read_ago,
    read_ahead,
    read_day_words,
    read_earlier,
    read_last,
    read_night,
    read_overnight,
    read_so_far,
    read_this,
    read_to_now,
    read_today,
    read_weekend,
    read_yesterday,
)
from corridor.evidence.figures.tokens import Tokens, lower
from corridor.evidence.figures.when import When

_BETWEEN = word_list("between a date and a clock time")


def find_times(tokens: Tokens, published: date) -> tuple[When, ...]:
    """Every mention of a time, in order; a date and the clock time beside it are one."""
    found: list[When] = []
    at = 0
    while at < len(tokens):
        when = _time_at(tokens, at, published)
        if when is not None and found and when.first == found[-1].first < at:
            found.pop()  # "Tuesday", of "Tuesday 12 September"
        if when is None or (found and when.first < found[-1].last):
            at += 1
            continue
        if found and found[-1].day and tokens[at].lower == "day" and when.reach == "at":
            when = replace(when, day=found[-1].day - timedelta(days=1))
        found.append(_marked(tokens, when, published))
        at = max(when.last, at + 1)
    return tuple(_joined(tokens, found))


def _time_at(tokens: Tokens, at: int, published: date) -> When | None:
    token = tokens[at]
    if token.kind == "number":
        return (
            read_clock(tokens, at)
            or read_numeric(tokens, at, published)
            or read_ago(tokens, at, published)
        )
    reader = _READERS.get(token.lower)
    if reader is not None and (when := reader(tokens, at, published)) is not None:
        return when
    if token.lower in ONES or token.lower in TENS or token.lower in COUNTS:
        return read_ago(tokens, at, published)
    return None


def _marked(tokens: Tokens, when: When, published: date) -> When:
    """With the word that governs it: "since" reaches to now, "as of" and "by" end there."""
    before = when.first - 1
    while lower(tokens, before) in ("on", "the", "at", "about", "around", "in", "late", "early"):
        before -= 1
    word = lower(tokens, before)
    if word in ("since", "from") and when.reach == "at" and _is_open(tokens, word, when):
        return replace(when, reach="to_now", marker="since", is_new=False)
    if _is_as_of(tokens, before, when):
        return replace(when, marker="as of")
    if word in ("until", "till", "by", "before", "through") and _lies_ahead(
        tokens, when, published
    ):
        return replace(when, day=None, reach="ahead", marker=word)
    if word in ("until", "till", "by", "before", "after"):
        return replace(when, marker="until" if word == "till" else word)
    is_open = _since_event(tokens, when) or _since_beginning(tokens, before, when)
    return replace(when, reach="to_now", marker="since") if is_open else when


def _is_as_of(tokens: Tokens, before: int, when: When) -> bool:
    """Whether "as of", "as at", "status on" or "up to" leads to a time that is over."""
    word, leads = lower(tokens, before), lower(tokens, before - 1)
    if word in ("of", "to"):
        return (leads, word) in (("as", "of"), ("up", "to")) and when.reach == "at"
    is_dated = (when.day or when.clock) is not None and when.first > before + 1
    return is_dated and word in ("as", "status", "situation", "closed", "position")


def _lies_ahead(tokens: Tokens, when: When, published: date) -> bool:
    """Whether "by December" without a year, most of a year ago, must mean the next one."""
    has_year = any(
        len(tokens[at].text) == 4 and tokens[at].kind == "number"
        for at in range(when.first, when.last)
    )
    is_long_ago = when.day is not None and (published - when.day).days > _HALF_A_YEAR
    return when.reach == "at" and when.precision != "year" and not has_year and is_long_ago


_HALF_A_YEAR = 183


def _since_event(tokens: Tokens, when: When) -> bool:
    """Whether a few words stand between: "since the collapse of the truce on"."""
    if when.reach != "at" or when.is_new:
        return False
    for at in range(when.first - 1, max(-1, when.first - 9), -1):
        if tokens[at].kind != "word":
            return False
        if tokens[at].lower == "since":
            return True
    return False


_BEGINNINGS = word_list("verbs of beginning")


def _since_beginning(tokens: Tokens, before: int, when: When) -> bool:
    """Whether it only says when what goes on began: "the war, which broke out in April"."""
    if when.reach != "at" or when.is_new:
        return False
    last = before - (lower(tokens, before) == "out")
    leads = {lower(tokens, at) for at in range(max(0, last - 6), last)}
    return lower(tokens, last) in _BEGINNINGS and bool(leads & {"which", "that", "after", "when"})


def _is_open(tokens: Tokens, word: str, when: When) -> bool:
    """Whether "from Monday" has no "to Friday", but ends now."""
    if word == "since":
        return True
    return lower(tokens, when.last) in ("until", "till", "onwards", "onward") or (
        lower(tokens, when.last) == "to" and lower(tokens, when.last + 1) in ("now", "date")
    )


def _joined(tokens: Tokens, found: list[When]) -> Iterator[When]:
    """Dates and clock times that stand beside each other as one."""
    at = 0
    while at < len(found):
        here = found[at]
        if at + 1 < len(found) and _spans(tokens, here, found[at + 1]):
            found[at + 1] = replace(found[at + 1], first=here.first)
            at += 1
            continue
        if at + 1 < len(found) and _belong(tokens, here, found[at + 1]):
            there = found[at + 1]
            dated, clocked = (here, there) if here.clock is None else (there, here)
            joint = replace(
                dated,
                first=here.first,
                last=there.last,
                clock=clocked.clock,
                zone=clocked.zone,
                marker=here.marker or there.marker,
                is_new=False,
            )
            if at + 2 < len(found) and _belong(tokens, joint, found[at + 2], same=True):
                joint, at = replace(joint, last=found[at + 2].last), at + 1
            yield joint
            at += 2
        else:
            yield here
            at += 1


def _spans(tokens: Tokens, one: When, two: When) -> bool:
    """Whether two days are the ends of a stretch: "between Wednesday and Saturday"."""
    if one.day is None or two.day is None or one.clock or two.clock or two.day <= one.day:
        return False
    between = [lower(tokens, at) for at in range(one.last, two.first)]
    leads = lower(tokens, one.first - 1)
    is_pair = between == ["and"] and 0 < (two.day - one.day).days <= 2
    is_pair = is_pair and leads in ("on", "over", "during", "late", "early")
    return is_pair or (leads, *between) in (("between", "and"), ("from", "to"), ("from", "until"))


def _belong(tokens: Tokens, one: When, two: When, *, same: bool = False) -> bool:
    between = {lower(tokens, at) for at in range(one.last, two.first)}
    if two.first - one.last > 3 or not between <= _BETWEEN:
        return False
    if same:
        return one.day is not None and one.day == two.day
    return (one.clock is None) != (two.clock is None) and (one.day is None) != (two.day is None)


Reader: TypeAlias = Callable[[Tokens, int, date], When | None]


_READERS: Mapping[str, Reader] = {
    **dict.fromkeys(MONTHS, read_month),
    **dict.fromkeys(WEEKDAYS, read_weekday),
    "today": read_today,
    "tonight": read_today,
    "yesterday": read_yesterday,
    "tomorrow": read_ahead,
    "now": read_to_now,
    "so": read_so_far,
    "this": read_this,
    "last": read_last,
    "past": read_last,
    "previous": read_last,
    "recent": read_last,
    "weekend": read_weekend,
    "overnight": read_overnight,
    "day": read_day_words,
    "night": read_night,
    "earlier": read_earlier,
    "noon": read_noon,
    "midday": read_noon,
    "midnight": read_midnight,
}
