"""Clock times: "9 p.m.", "21:00", "noon"."""

from datetime import date, time
from zoneinfo import ZoneInfo

from corridor.evidence.figures.calendar import MONTHS, WEEKDAYS
from corridor.evidence.figures.dates import POINTED, small_number
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight
from corridor.evidence.figures.when import When

_BEFORE_NOON = word_list("words before noon")


def read_clock(tokens: Tokens, at: int) -> When | None:
    """A clock time in digits: "21:00", "9 p.m.", "2100 GMT"."""
    found = _clock_digits(tokens, at)
    if found is None:
        return None
    clock, end = found
    zone = None
    if lower(tokens, end) in ("gmt", "utc"):
        zone, end = ZoneInfo("UTC"), end + 1
    while lower(tokens, end) in ("hours", "hrs", "local", "time", "lt", "h"):
        end += 1
    return When(at, end, None, clock=clock, zone=zone)


def _clock_digits(tokens: Tokens, at: int) -> tuple[time, int] | None:
    text = tokens[at].text
    is_tight = tight(tokens, at + 1) and tight(tokens, at + 2)
    if is_tight and lower(tokens, at + 1) in (":", "h") and lower(tokens, at + 2).isdigit():
        hour, minute = small_number(tokens, at), small_number(tokens, at + 2)
        if hour is None or minute is None or len(tokens[at + 2].text) != 2:
            return None
        return _half_day(tokens, at + 3, hour, minute)
    if lower(tokens, at + 1) == "h" and (parted := _parted_by_h(tokens, at)):
        return parted
    if match := POINTED.fullmatch(text):
        is_clock = lower(tokens, at + 1)[:2] in ("am", "pm", "a.", "p.", "hr", "gm", "ut")
        is_clock = is_clock or _is_zone(tokens, at + 1)
        is_clock = is_clock or _is_at_clock(tokens, at, match[2])
        return _half_day(tokens, at + 1, int(match[1]), int(match[2])) if is_clock else None
    if (
        len(text) == 4
        and text.isdigit()
        and lower(tokens, at + 1) in ("hrs", "hours", "hr", "h", "gmt", "utc", "lt", "local")
    ):
        return _half_day(tokens, at + 1, int(text[:2]), int(text[2:]))
    hour = small_number(tokens, at)
    if hour is not None and lower(tokens, at + 1) == "in" and lower(tokens, at + 2) == "the":
        return _part_of_day(lower(tokens, at + 3), at + 4, hour)
    is_half = lower(tokens, at + 1).strip(".") in ("am", "pm", "a.m", "p.m", "o'clock")
    return _half_day(tokens, at + 1, hour, 0) if hour is not None and is_half else None


def _parted_by_h(tokens: Tokens, at: int) -> tuple[time, int] | None:
    """The time of "17 h 00" and "08 h 30 min"."""
    hour, minute = small_number(tokens, at), small_number(tokens, at + 2)
    if hour is None or minute is None or len(tokens[at + 2].text) != 2:
        return None
    return _half_day(tokens, at + 3 + (lower(tokens, at + 3) == "min"), hour, minute)


def _is_zone(tokens: Tokens, at: int) -> bool:
    """Whether a zone is named behind a clock time: "18.00 WIB", "06.30 EAT"."""
    return at < len(tokens) and tokens[at].text.isupper() and tokens[at].lower in _ZONES


_ZONES = word_list("zones of clocks")


def _part_of_day(part: str, end: int, hour: int) -> tuple[time, int] | None:
    """The time of "8 in the morning"."""
    if not 1 <= hour <= 12 or part not in ("morning", "afternoon", "evening"):
        return None
    return time(hour % 12 + (0 if part == "morning" else 12)), end


def _is_at_clock(tokens: Tokens, at: int, minutes: str) -> bool:
    """Whether "at 14.20" ends a phrase, so that it is a time of day."""
    after = lower(tokens, at + 1)
    is_end = not after or tokens[at + 1].kind == "mark" or after in _AFTER_CLOCK
    is_behind_date = lower(tokens, at - 1) == "," and (
        lower(tokens, at - 2) in MONTHS or (len(lower(tokens, at - 2)) == 4)
    )
    leads = lower(tokens, at - 1) in ("at", "by", "until") or is_behind_date
    return len(minutes) == 2 and leads and is_end


_AFTER_CLOCK = word_list("words after a clock time")


def _half_day(tokens: Tokens, at: int, hour: int, minute: int) -> tuple[time, int] | None:
    half = lower(tokens, at).replace(".", "")
    if half in ("am", "pm", "o'clock"):
        at += 1
    if half in ("am", "pm") and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour == 24 and minute == 0:
        hour, minute = 23, 59
    return (time(hour, minute), at) if hour < 24 and minute < 60 else None


def read_noon(tokens: Tokens, at: int, published: date) -> When | None:
    """Noon, where it is a time of day."""
    if lower(tokens, at - 1) in _BEFORE_NOON or lower(tokens, at - 1) in WEEKDAYS:
        return When(at, at + 1, None, clock=time(12))
    return None


def read_midnight(tokens: Tokens, at: int, published: date) -> When | None:
    """Midnight, whose day is left open."""
    return When(at, at + 1, None)
