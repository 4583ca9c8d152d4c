"""Dates as pages write them, read strictly: what could be two days is no date."""

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from corridor.evidence.times import parse_published

#: English names of months, long and short, as a pattern.
MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTH_NUMBERS = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"(?<!\d)({_YEAR})([-/.])(\d\d?)\2(\d\d?)(?!\d)")
_DAY_MONTH = re.compile(
    rf"(?<!\d)(\d\d?)(?:st|[nr]d|th)?\.?[\s-](?:of\s)?({MONTHS})\b\.?,?[\s-]({_YEAR})(?!\d)", re.I
)
_MONTH_DAY = re.compile(
    rf"\b({MONTHS})\b\.?\s(\d\d?)(?:st|[nr]d|th)?,?\s({_YEAR})(?!\d)", re.IGNORECASE
)
_DOTTED = re.compile(rf"(?<!\d)(\d\d?)\.(\d\d?)\.({_YEAR})(?!\d)")
_SLASHED = re.compile(rf"(?<!\d)(\d\d?)/(\d\d?)/({_YEAR})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:.+-])(\d\d?)[:.](\d\d)(?::(\d\d)(?:\.\d{1,9})?)?\s?([ap]\.?m\b\.?)?"
    r"\s?\(?(UTC|GMT|Z)?\b([+-]\d\d?(?::?\d\d)?|\s[+-]\d\d:?\d\d)?(?![\d:])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"(?:at\b|[\sT,|–-])*")
_RANGE = re.compile(
    rf"(?:\d|\b(?:{MONTHS}))(?:\.|,? (?:{_YEAR}))?\s?(?:-|–|—|\bto\b|\buntil\b|\band\b)\s?"
    rf"(?:\d\d?(?:st|[nr]d|th)?\.?\s(?:{MONTHS})|(?:{MONTHS})\.?\s\d)",
    re.IGNORECASE,
)

_WEEKDAYS = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?"
_AROUND = (
    r"[ap]\.?m|at|on|of|gmt|utc|z|t|st|[nr]d|th"
    r"|(?:[bceimpw]|[aenw]?e)[sd]t|[ce]e?t|cest|eest|msk"
)
_ONLY_DATE = re.compile(
    rf"(?>(?:{MONTHS}|{_WEEKDAYS}|{_AROUND})(?![a-z])|[\d\W_])++", re.IGNORECASE
)
_EVIDENCE = re.compile(
    rf"\b(?:{MONTHS}|{_WEEKDAYS})\b|\d[:/-]\d|\d\.\d\d?\.\d|\d ?[ap]\.?m\b", re.IGNORECASE
)


def is_only_date(words: str) -> bool:
    """Whether ``words`` are a date, a time or both, and nothing else."""
    return bool(_ONLY_DATE.fullmatch(words) and _EVIDENCE.search(words))


def read_date(words: str, zone: ZoneInfo) -> datetime | None:
    """The moment that ``words`` state, or None.

    A date without a time of day and its offset from UTC is the end of that day in ``zone``; so is
    midnight, which programs write for want of a time. A date that can be read in two ways, such as
    04/05/2023, is no date, and neither is a range of days.
    """
    found = _day(words)
    if not found or is_range(words):
        return None
    day, start, end = found
    after = _BETWEEN.match(words, end)
    clock = _CLOCK.match(words, after.end() if after else end) or _CLOCK.search(words, 0, start)
    for stated in (_moment(day, clock) if clock else "", day):
        try:
            return parse_published(stated, zone)
        except ValueError:
            continue
    return None


def is_range(words: str) -> bool:
    """Whether ``words`` speak of a range of days, such as the period of a report."""
    return bool(_RANGE.search(words))


def _day(words: str) -> tuple[str, int, int] | None:
    """The day in ISO form, and where it stands in ``words``."""
    for pattern, parts in _WRITTEN:
        found = pattern.search(words)
        if found:
            day = parts(*found.groups())
            return (day, *found.span()) if day else None
    return None


def _named(month: str) -> int:
    return _MONTH_NUMBERS[month[:3].lower()]


def _slashed(first: str, second: str, year: str) -> str:
    """The day, where only one of the two numbers can be the month."""
    one, two = int(first), int(second)
    if one > 12 or one == two:
        return _iso(year, two, one)
    return _iso(year, one, two) if two > 12 else ""


def _iso(year: str, month: int, day: int) -> str:
    return f"{year}-{month:02}-{day:02}"


#: How days are written, and what makes the parts of each the day in ISO form.
_WRITTEN: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (_ISO, lambda year, _, month, day: _iso(year, int(month), int(day))),
    (_DAY_MONTH, lambda day, month, year: _iso(year, _named(month), int(day))),
    (_MONTH_DAY, lambda month, day, year: _iso(year, _named(month), int(day))),
    (_DOTTED, lambda day, month, year: _iso(year, int(month), int(day))),
    (_SLASHED, _slashed),
)


def _moment(day: str, clock: re.Match[str]) -> str:
    """The date-time in ISO form, or nothing where no offset is stated or the time is midnight."""
    hour, minute = int(clock[1]), int(clock[2])
    if clock[4]:
        hour = hour % 12 + (12 if clock[4][0] in "pP" else 0)
    if not (clock[5] or clock[6]) or (hour, minute) == (0, 0):
        return ""
    offset = (clock[6] or "+00").strip()
    sign, digits = offset[0], offset[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "00")
    return f"{day}T{hour:02}:{minute:02}:{clock[3] or '00'}{sign}{int(hours):02}:{minutes}"
