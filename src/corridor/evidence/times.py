"""Times as they stand in tables: when a thing was published, and when it held.

Every instant carries an offset from UTC. What is less precise than a time of day counts as the
*end* of its day, month or year: nothing may be used before it was certainly public.
"""

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(?P<offset>Z|[+-][0-9]{2}:?[0-9]{2})?"
)
_LAST_SECOND = time(23, 59, 59)
_EXAMPLE = "2023-09-24T22:00+04:00"


def parse_published(text: str, zone: ZoneInfo | None) -> datetime:
    """The instant at which something was public, with its offset.

    ``text`` is a date-time with an offset (``2023-09-24T22:00+04:00``), or a bare date, which
    counts as 23:59:59 of that day in ``zone``. Without a zone a bare date is refused.

    Raises
    ------
    ValueError
        With a message that says what would be right.
    """
    dated = _DATE.fullmatch(text)
    if dated and dated[3]:
        return _end_of(dated, zone)
    return _instant(text, zone, f"a date, or a date-time with its offset such as {_EXAMPLE}")


def parse_instant(text: str, zone: ZoneInfo | None) -> datetime:
    """The instant that a date-time with an offset names; ``zone`` is for what is offered only.

    Raises
    ------
    ValueError
        With a message that says what would be right, for a bare date too.
    """
    dated = _DATE.fullmatch(text)
    if dated and dated[3] and zone is not None:
        end = _end_of(dated, zone).isoformat()
        raise ValueError(f"a date-time with its offset from UTC, such as {end}, the day's end")
    return _instant(text, zone, f"a date-time with its offset from UTC, such as {_EXAMPLE}")


def parse_held(text: str, zone: ZoneInfo | None) -> datetime:
    """The instant up to which a figure speaks, with its offset.

    ``text`` is a date-time with an offset, a date, a month (``2022-12``) or a year (``2015``); the
    last three give 23:59:59 of the last day of the period in ``zone``. Without a zone only a
    date-time is accepted.

    Raises
    ------
    ValueError
        With a message that says what would be right.
    """
    dated = _DATE.fullmatch(text)
    if dated:
        return _end_of(dated, zone)
    expected = f"a year, month or date, or a date-time with its offset such as {_EXAMPLE}"
    return _instant(text, zone, expected)


def _end_of(dated: re.Match[str], zone: ZoneInfo | None) -> datetime:
    year, month = int(dated[1]), int(dated[2] or 12)
    try:
        last = date(year, month, int(dated[3] or monthrange(year, month)[1]))
    except ValueError:
        raise ValueError(f"a day that exists, such as {_EXAMPLE[:10]}") from None
    if zone is None:
        raise ValueError(f"a date-time with its offset, such as {last.isoformat()}T23:59:59+00:00")
    # Where clocks go back at midnight the last second comes twice; fold=1 is the later one.
    end = datetime.combine(last, _LAST_SECOND).replace(tzinfo=zone, fold=1)
    return _with_fixed_offset(end)


def _instant(text: str, zone: ZoneInfo | None, expected: str) -> datetime:
    shape = _TIME.fullmatch(text)
    if not shape:
        raise ValueError(expected)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"a time that exists, such as {_EXAMPLE}") from None
    if shape["offset"] is None:
        raise ValueError(_offset_wanted(instant, zone))
    return _with_fixed_offset(instant)


def _offset_wanted(instant: datetime, zone: ZoneInfo | None) -> str:
    if zone is None:
        return f"a date-time with its offset from UTC, such as {_EXAMPLE}"
    meant = _with_fixed_offset(instant.replace(tzinfo=zone)).isoformat(timespec="minutes")
    return f"a date-time with its offset from UTC ({meant} if it is the time in {zone.key})"


def _with_fixed_offset(instant: datetime) -> datetime:
    # Python compares two times of the same zone by the clock on the wall, which is wrong in the
    # hour that comes twice; with fixed offsets it compares instants.
    offset = instant.utcoffset() or timedelta(0)
    return instant.replace(tzinfo=timezone(offset), fold=0)
