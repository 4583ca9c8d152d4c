"""Numbers and times as they stand in the report."""

import re
from datetime import datetime, timedelta
from math import floor, log10
from typing import NamedTuple

#: A no-break space.
NBSP = "\N{NO-BREAK SPACE}"

_URL = re.compile(r"https?://[^\s<>\"'`]+", re.IGNORECASE)
_AFTER_URL = ".,;:!?)]}"


class Piece(NamedTuple):
    """A piece of text; with ``url`` where it is an address that may be opened."""

    text: str
    url: str | None


def people(number: float) -> str:
    """A number of people to three significant figures: more would claim to know more."""
    if number == 0:
        return "0"
    digits = 2 - floor(log10(abs(number)))
    return f"{round(number, min(digits, 0)):,.0f}"


def between(low: float, high: float) -> str:
    """An interval of people."""
    return f"{people(low)} to {people(high)}"


def medianed(ends: tuple[float, float, float]) -> str:
    """A median with its interval, to three significant figures: ``160 (63 to 380)``."""
    low, middle, high = (_three(end) for end in ends)
    return f"{middle} ({low} to {high})"


def _three(number: float) -> str:
    # What is left of a zero after arithmetic is zero.
    rounded = float(f"{number:.3g}") if abs(number) > 1e-9 else 0.0
    text = f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:.3g}"
    return text.replace("-", "−")


def short(number: float) -> str:
    """A number to three significant figures, from a million on in millions."""
    return f"{number / 1e6:,.3g}{NBSP}million" if number >= 999_500 else people(number)


def short_between(low: float, high: float) -> str:
    """An interval of numbers, from a million on in millions."""
    both = low >= 999_500
    return f"{low / 1e6:,.3g} to {short(high)}" if both else f"{short(low)} to {short(high)}"


def moment(time: datetime) -> str:
    """A time of day in a year that the reader knows."""
    return f"{date(time)}, {time:%H:%M}"


def date(time: datetime) -> str:
    """A day in a year that the reader knows."""
    return f"{time.day}{NBSP}{time:%b}"


def dated(time: datetime) -> str:
    """A time of day with its year."""
    return f"{date(time)}{NBSP}{time:%Y}, {time:%H:%M}"


def clock(time: datetime) -> str:
    """A time of day; midnight ends the day before, so it is 24:00."""
    return "24:00" if f"{time:%H:%M}" == "00:00" else f"{time:%H:%M}"


def period(length: timedelta) -> str:
    """A length of time in days, or in hours where it is no whole number of days."""
    if length % timedelta(days=1):
        return f"{length / timedelta(hours=1):g}{NBSP}h"
    return f"{length.days}{NBSP}d"


def signed(number: float) -> str:
    """A number with its sign and two decimals, with a true minus."""
    return f"{number:+.2f}".replace("-", "\N{MINUS SIGN}")


def zone_name(time: datetime) -> str:
    """The offset from UTC, as in ``UTC+4``."""
    minutes = (time.utcoffset() or timedelta(0)) // timedelta(minutes=1)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{hours}{f':{rest:02d}' if rest else ''}" if minutes else "UTC"


def zoned(time: datetime) -> str:
    """A time of day with its year and its offset from UTC."""
    return f"{dated(time)} ({zone_name(time)})"


def per_cent(share: float) -> str:
    """A share in whole per cent; never 0 or 100 for what is neither."""
    whole = round(100 * share)
    if whole == 0 and share > 0:
        return f"under 1{NBSP}%"
    if whole == 100 and share < 1:
        return f"over 99{NBSP}%"
    return f"{whole}{NBSP}%"


def plural(number: int, word: str) -> str:
    """A number with its word: ``1 count``, ``2 counts``."""
    return f"{number:,}{NBSP}{word}{'' if number == 1 else 's'}"


def pieces(text: str) -> tuple[Piece, ...]:
    """Text split at the http and https addresses in it; nothing else becomes a link."""
    found: list[Piece] = []
    done = 0
    for match in _URL.finditer(text):
        url = match[0].rstrip(_AFTER_URL)
        if match.start() > done:
            found.append(Piece(text[done : match.start()], None))
        found.append(Piece(_host(url), url))
        done = match.start() + len(url)
    if done < len(text):
        found.append(Piece(text[done:], None))
    return tuple(found)


def _host(url: str) -> str:
    host = url.split("/")[2]
    return host.removeprefix("www.") or url
