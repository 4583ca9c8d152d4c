"""Dates in words and figures: "19 September", "Tuesday", "24.09.2023", "in 2015"."""

import re
from datetime import date, timedelta

from corridor.evidence.figures import calendar
from corridor.evidence.figures.calendar import MONTHS, WEEKDAYS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight
from corridor.evidence.figures.when import When


def read_month(tokens: Tokens, at: int, published: date) -> When | None:
    """A date or a month in words."""
    if not tokens[at].text[0].isupper():
        return None
    month = MONTHS[tokens[at].lower]
    after = at + 2 if lower(tokens, at + 1) == "." and tight(tokens, at + 1) else at + 1
    first, day = _day_before(tokens, at)
    if day is None:
        after, day = _day_after(tokens, after)
    last, year = _year_after(tokens, after)
    if day is None:
        return _bare_month(tokens, at, month, year, last, published)
    resolved = (
        calendar.day_of(day, month, year) if year else calendar.latest_day(day, month, published)
    )
    return None if resolved is None else When(_with_weekday(tokens, first), last, resolved)


def _day_before(tokens: Tokens, at: int) -> tuple[int, int | None]:
    before = at - 1
    if lower(tokens, before) in ("of", ","):
        before -= 1
    if lower(tokens, before) in _ORDINAL_ENDS and tight(tokens, before):
        before -= 1
    day = _day_number(tokens, before)
    if day is None:
        return at, None
    if lower(tokens, before - 1) in ("-", "–", "and", "to") and _day_number(tokens, before - 2):
        before -= 2
    return before, day


def _day_after(tokens: Tokens, at: int) -> tuple[int, int | None]:
    day = _day_number(tokens, at)
    if day is None or (lower(tokens, at + 1) in _NOT_A_DAY_BEFORE):
        return at, None
    end = at + 1
    if lower(tokens, end) in _ORDINAL_ENDS and tight(tokens, end):
        end += 1
    until = _day_number(tokens, end + 1)
    if lower(tokens, end) in ("-", "–", "and", "to") and until and until > day:
        return end + 2, until
    return end, day


def _day_number(tokens: Tokens, at: int) -> int | None:
    text = lower(tokens, at)
    is_day = text.isascii() and text.isdigit() and len(text) <= 2 and 1 <= int(text) <= 31
    return int(text) if is_day else None


def _year_after(tokens: Tokens, at: int) -> tuple[int, int | None]:
    year_at = at + 1 if lower(tokens, at) in (",", "of") else at
    year = _year_number(lower(tokens, year_at))
    return (year_at + 1, year) if year else (at, None)


def _year_number(text: str) -> int | None:
    is_year = text.isascii() and text.isdigit() and len(text) == 4 and 1900 <= int(text) <= 2100
    return int(text) if is_year else None


def _with_weekday(tokens: Tokens, first: int) -> int:
    before = first - 1
    if lower(tokens, before) in (",", "the", "."):
        before -= 1
    return before if lower(tokens, before) in WEEKDAYS else first


def _bare_month(
    tokens: Tokens, at: int, month: int, year: int | None, last: int, published: date
) -> When | None:
    is_word_too = tokens[at].lower in ("may", "march", "mar", "jan")
    if not year and is_word_too and lower(tokens, at - 1) not in _BEFORE_MONTH:
        return None
    if year is None:
        year, month = calendar.latest_month(month, published)
    first, day = _part_of_month(tokens, at, year, month)
    return When(first, last, day, "month" if first == at else "day")


def _part_of_month(tokens: Tokens, at: int, year: int, month: int) -> tuple[int, date]:
    end = calendar.last_of_month(year, month)
    before = at - 1
    if lower(tokens, before) in ("-", "of"):
        before -= 1
    word = lower(tokens, before)
    if word == "half" and lower(tokens, before - 1) in ("first", "second"):
        is_first = lower(tokens, before - 1) == "first"
        return before - 1, end.replace(day=15) if is_first else end
    parts = {"early": 10, "beginning": 10, "start": 10, "mid": 20, "middle": 20, "end": end.day}
    if word in parts:
        return before, end.replace(day=parts[word])
    return at, end


def read_weekday(tokens: Tokens, at: int, published: date) -> When | None:
    """A day of the week: the latest on or before publication."""
    if not tokens[at].text[0].isupper() or lower(tokens, at - 1) in ("black", "bloody"):
        return None
    name = tokens[at].lower
    if (
        len(name) <= 5
        and name != "mon"
        and not name.endswith("day")
        and lower(tokens, at + 1) not in (".", ",")
    ):
        return None
    if name in ("sun", "sat", "mon", "wed") and lower(tokens, at - 1) not in ("on", ",", "("):
        return None
    day = calendar.latest_weekday(WEEKDAYS[name], published)
    before = lower(tokens, at - 1)
    if before in ("next", "coming"):
        return When(at - 1, at + 1, None, reach="ahead")
    if before == "last" and day == published:
        day -= timedelta(days=7)
    if tight(tokens, at + 2) and lower(tokens, at + 1) == "-":
        return None
    return When(at, at + 1, day)


POINTED = re.compile(r"(\d{1,2})\.(\d{1,2})")


def _ordinal_day(tokens: Tokens, at: int, published: date) -> When | None:
    """The latest such day of a month in "on the 20th"."""
    day = _day_number(tokens, at)
    leads = lower(tokens, at - 1) == "the" and lower(tokens, at - 2) in ("on", "by", "since")
    if day is None or not leads or lower(tokens, at + 1) not in _ORDINAL_ENDS:
        return None
    if lower(tokens, at + 2) not in ("", ".", ",", "alone", ")", "and", "the"):
        return None
    months = ((published.year, published.month), calendar.month_before(published))
    found = (calendar.day_of(day, month, year) for year, month in months)
    day_found = next((each for each in found if each and each <= published), None)
    return None if day_found is None else When(at, at + 2, day_found)


def read_numeric(tokens: Tokens, at: int, published: date) -> When | None:
    """A date in digits, or a year."""
    return (
        _iso(tokens, at)
        or _dashed(tokens, at)
        or _slashed(tokens, at, published)
        or _pointed(tokens, at, published)
        or _ordinal_day(tokens, at, published)
        or _year(tokens, at, published)
    )


def _iso(tokens: Tokens, at: int) -> When | None:
    year = _year_number(tokens[at].text)
    if not year or lower(tokens, at + 1) != "-" or not tight(tokens, at + 1):
        return None
    month, day = small_number(tokens, at + 2), small_number(tokens, at + 4)
    if (
        month
        and day
        and lower(tokens, at + 3) == "-"
        and (found := calendar.day_of(day, month, year))
    ):
        return When(at, at + 5, found)
    return None


def _dashed(tokens: Tokens, at: int) -> When | None:
    """A date such as "28-08-2024", with the day first."""
    day, month = small_number(tokens, at), small_number(tokens, at + 2)
    year = _year_number(lower(tokens, at + 4))
    is_tied = all(tight(tokens, k) for k in range(at + 1, at + 5))
    is_date = lower(tokens, at + 1) == lower(tokens, at + 3) == "-" and is_tied
    found = calendar.day_of(day, month, year) if is_date and day and month and year else None
    return None if found is None else When(at, at + 5, found)


def _slashed(tokens: Tokens, at: int, published: date) -> When | None:
    if lower(tokens, at + 1) != "/":
        return None
    if lower(tokens, at + 3) != "/":
        day, month = small_number(tokens, at), small_number(tokens, at + 2)
        near = _pointed_day(day, month, published) if day and month else None
        return (
            When(at, at + 3, near)
            if near and tight(tokens, at + 1) and tight(tokens, at + 2)
            else None
        )
    one, two, year = (
        small_number(tokens, at),
        small_number(tokens, at + 2),
        _year_number(lower(tokens, at + 4)),
    )
    if not (one and two and year):
        return None
    found = calendar.day_of(one, two, year) or calendar.day_of(two, one, year)
    return None if found is None else When(at, at + 5, found)


def _pointed(tokens: Tokens, at: int, published: date) -> When | None:
    match = POINTED.fullmatch(tokens[at].text)
    if match is None:
        return None
    day, month = int(match[1]), int(match[2])
    if lower(tokens, at + 1) == "." and tight(tokens, at + 1) and tight(tokens, at + 2):
        year = _year_number(lower(tokens, at + 2))
        found = calendar.day_of(day, month, year) if year else None
        return None if found is None else When(at, at + 3, found)
    near = _pointed_day(day, month, published)
    if near is None or lower(tokens, at + 1) not in ("", ",", ".", ")", ":", "the", "at"):
        return None
    return When(at, at + 1, near, reach="ahead" if near > published else "at")


def _pointed_day(day: int, month: int, published: date) -> date | None:
    found = calendar.day_of(day, month, published.year)
    return found if found and abs((found - published).days) <= 10 else None


def small_number(tokens: Tokens, at: int) -> int | None:
    """The number of one or two digits at a token; None for anything else."""
    text = lower(tokens, at)
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 2 else None


def _year(tokens: Tokens, at: int, published: date) -> When | None:
    year = _year_number(tokens[at].text)
    if not year or year > published.year + 30:
        return None
    after, before = lower(tokens, at + 1), lower(tokens, at - 1)
    if after == "s" and tight(tokens, at + 1):
        return When(at, at + 2, date(year + 9, 12, 31), "year")
    if not (before in _BEFORE_YEAR or after in _AFTER_YEAR or after[:1] in _MARKS):
        return None
    return When(at, at + 1, date(year, 12, 31), "year")


_ORDINAL_ENDS = ("st", "nd", "rd", "th")


_BEFORE_MONTH = word_list("words before a month")
_NOT_A_DAY_BEFORE = word_list("nouns after no day")
_BEFORE_YEAR = word_list("words before a year")
_AFTER_YEAR = word_list("nouns after a year")


_MARKS = frozenset(",.;:)–-(]'’") | {""}
