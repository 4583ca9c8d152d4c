"""Days that reports mean by "Tuesday", "19 September", "last week", seen from publication."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
_SATURDAY, _SUNDAY = 5, 6
_NEAR = timedelta(days=3)


def latest_weekday(weekday: int, published: date) -> date:
    """The latest such day of the week on or before publication."""
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def latest_day(day: int, month: int, published: date) -> date | None:
    """The latest such day of the year on or before publication, or None for one that never is.

    A day that is at most three days after publication is taken as it stands: a page dated by
    another zone, or announced for the day after.
    """
    near = day_of(day, month, published.year)
    if near is not None and timedelta(0) < near - published <= _NEAR:
        return near
    for year in range(published.year, published.year - 5, -1):
        if day <= monthrange(year, month)[1] and date(year, month, day) <= published:
            return date(year, month, day)
    return None


def day_of(day: int, month: int, year: int) -> date | None:
    """The date, or None where there is no such day."""
    if 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]:
        return date(year, month, day)
    return None


def latest_month(month: int, published: date) -> tuple[int, int]:
    """Year and month: the latest such month that began on or before publication."""
    return (published.year if month <= published.month else published.year - 1), month


def month_before(published: date) -> tuple[int, int]:
    """Year and month before that of publication."""
    return (
        (published.year, published.month - 1) if published.month > 1 else (published.year - 1, 12)
    )


def last_of_month(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def end_of_last_week(published: date) -> date:
    """The Sunday before the week of publication."""
    return published - timedelta(days=published.weekday() + 1)


def end_of_weekend(published: date, *, last: bool = False) -> date:
    """The Sunday of the latest weekend that began by publication, or publication within it."""
    sunday = latest_weekday(_SUNDAY, published)
    if published.weekday() == _SATURDAY:
        return sunday if last else published
    if last and sunday == published:
        return sunday - timedelta(days=7)
    return sunday


def back(published: date, count: float, unit: str) -> date:
    """The day so many days, weeks, months or years before."""
    if unit == "month":
        months = published.year * 12 + published.month - 1 - round(count)
        year, month = divmod(months, 12)
        return day_of(published.day, month + 1, year) or last_of_month(year, month + 1)
    days = {
        "hour": 1 / 24,
        "day": 1.0,
        "night": 1.0,
        "week": 7.0,
        "fortnight": 14.0,
        "year": 365.25,
    }[unit]
    return published - timedelta(days=min(count * days, 36_500))
