"""Times that are counted from publication: "yesterday", "last week", "two days ago"."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Literal

from corridor.evidence.figures import calendar
from corridor.evidence.figures.calendar import MONTHS
from corridor.evidence.figures.numerals import ONES, TENS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower
from corridor.evidence.figures.when import When


def read_today(tokens: Tokens, at: int, published: date) -> When | None:
    """Today, or tonight."""
    return When(at, at + 1, published, is_new=True)


def read_yesterday(tokens: Tokens, at: int, published: date) -> When | None:
    """The day before publication."""
    return When(at, at + 1, published - timedelta(days=1), is_new=True)


def read_to_now(tokens: Tokens, at: int, published: date) -> When | None:
    """Now: a stretch that ends at publication."""
    return When(at, at + 1, published, reach="to_now")


def read_so_far(tokens: Tokens, at: int, published: date) -> When | None:
    """So far: from the beginning to publication."""
    return When(at, at + 2, published, reach="to_now") if lower(tokens, at + 1) == "far" else None


def read_ahead(tokens: Tokens, at: int, published: date) -> When | None:
    """Tomorrow: after publication."""
    return When(at, at + 1, None, reach="ahead")


def read_this(tokens: Tokens, at: int, published: date) -> When | None:
    """A stretch that is not over: this morning, week, weekend, month or year."""
    word = lower(tokens, at + 1)
    if word in ("morning", "afternoon", "evening", "week"):
        return When(at, at + 2, published, is_new=True)
    if word == "weekend":
        return When(at, at + 2, calendar.end_of_weekend(published), is_new=True)
    if word in ("month", "year"):
        return When(at, at + 2, published, reach="to_now")
    return None


def read_last(tokens: Tokens, at: int, published: date) -> When | None:
    """After "last", "past", "previous" and the like: a night, week, month, or so many of them."""
    word = lower(tokens, at + 1)
    if tokens[at].lower == "last" and lower(tokens, at - 1) in _BEFORE_LASTING:
        return None  # "stocks will last four days"
    if word == "night":
        return When(at, at + 2, published - timedelta(days=1), is_new=True)
    if word == "week":
        is_past = tokens[at].lower == "past"
        day = published if is_past else calendar.end_of_last_week(published)
        return When(at, at + 2, day, reach="to_now" if is_past else "at", is_new=True)
    if word == "weekend":
        return When(at, at + 2, calendar.end_of_weekend(published, last=True), is_new=True)
    if word == "day":
        if tokens[at].lower in ("past", "last"):
            return When(at, at + 2, published, reach="to_now", is_new=True)
        return When(at, at + 2, published - timedelta(days=1))
    if word in MONTHS and tokens[at + 1].text[0].isupper():
        return None
    if word == "month" and tokens[at].lower != "past":
        end = published.replace(day=1) - timedelta(days=1)
        return When(at, at + 2, end, "month")
    if word == "year" and tokens[at].lower != "past":
        return When(at, at + 2, date(published.year - 1, 12, 31), "year")
    return _window(tokens, at, published)


_BEFORE_LASTING = word_list("words before what will last")


def _window(tokens: Tokens, at: int, published: date) -> When | None:
    """A stretch up to now: "the past 24 hours", "the last few days", "recent weeks"."""
    end = at + 1
    while end < at + 4 and (
        tokens[at + 1 : end + 1]
        and (lower(tokens, end) in COUNTS or _is_count(tokens, end) or lower(tokens, end) == "-")
    ):
        end += 1
    unit = _UNITS.get(lower(tokens, end))
    if unit is None:
        return None
    is_new = unit in ("hour", "day", "week", "fortnight")
    return When(at, end + 1, published, reach="to_now", is_new=is_new)


def _is_count(tokens: Tokens, at: int) -> bool:
    word = lower(tokens, at)
    return word in ONES or word in TENS or (word.isascii() and word.isdigit() and len(word) <= 3)


def read_weekend(tokens: Tokens, at: int, published: date) -> When | None:
    """The weekend: the latest that has begun."""
    if lower(tokens, at - 1) not in ("the", "weekend"):
        return None
    return When(at - 1, at + 1, calendar.end_of_weekend(published), is_new=True)


def read_overnight(tokens: Tokens, at: int, published: date) -> When | None:
    """Overnight: the night before publication."""
    return When(at, at + 1, published, is_new=True)


def read_night(tokens: Tokens, at: int, published: date) -> When | None:
    """The stretch just before publication: "during the night", "in the course of the day"."""
    if lower(tokens, at - 1) != "the":
        return None
    leads = lower(tokens, at - 2)
    if leads in ("during", "over") or (leads == "of" and lower(tokens, at - 3) == "course"):
        return When(at - 1, at + 1, published, is_new=True)
    return None


def read_day_words(tokens: Tokens, at: int, published: date) -> When | None:
    """The day before, or in the course of the day."""
    return _day_before_words(tokens, at, published) or read_night(tokens, at, published)


def read_ago(tokens: Tokens, at: int, published: date) -> When | None:
    """So many days ago or earlier: "two weeks ago", "a day earlier"."""
    count, end = 0.0, at
    if _is_count(tokens, at) and lower(tokens, at + 1) in ("a", "an"):
        return None
    while end < at + 3 and (_is_count(tokens, end) or lower(tokens, end) in (*COUNTS, "-")):
        count += _count(lower(tokens, end))
        end += 1
    unit = _UNITS.get(lower(tokens, end))
    if unit is None or lower(tokens, end + 1) not in ("ago", "earlier", "before", "previously"):
        return None
    if lower(tokens, end + 1) == "before" and lower(tokens, end + 2) not in (
        "",
        ".",
        ",",
        ";",
        ")",
    ):
        return None
    day = calendar.back(published, count or 1, unit)
    precision: Literal["day", "month", "year"] = "year" if unit == "year" else "day"
    return When(at, end + 2, day, precision)


def _count(word: str) -> float:
    if word.isascii() and word.isdigit():
        return float(word)
    return float(ONES.get(word, TENS.get(word, COUNTS.get(word, 0))))


def _day_before_words(tokens: Tokens, at: int, published: date) -> When | None:
    if lower(tokens, at - 1) == "the" and lower(tokens, at + 1) in ("before", "earlier"):
        if lower(tokens, at + 2) in ("yesterday",):
            return When(at - 1, at + 3, published - timedelta(days=2))
        return When(at - 1, at + 2, published - timedelta(days=1))
    return None


def read_earlier(tokens: Tokens, at: int, published: date) -> When | None:
    """Earlier today, this week, this month or this year."""
    if lower(tokens, at + 1) == "today":
        return When(at, at + 2, published, is_new=True)
    if lower(tokens, at + 1) != "this" or lower(tokens, at + 2) not in ("week", "month", "year"):
        return None
    return When(
        at, at + 3, published, precision="month" if lower(tokens, at + 2) == "month" else "day"
    )


_UNITS: Mapping[str, str] = {
    form: unit
    for unit in ("hour", "day", "night", "week", "month", "year", "fortnight")
    for form in (unit, f"{unit}s")
}


COUNTS: Mapping[str, float] = {
    "a": 1,
    "an": 1,
    "few": 3,
    "several": 3,
    "couple": 2,
    "of": 0,
    "one": 1,
}
