"""ACLED's events: loaded from a file of the user's own; its rows may not be passed on."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from corridor.formats.areas import Match
from corridor.formats.conflict import Attack, event_place, threat_event
from corridor.formats.entry import LAST_YEAR, Entry
from corridor.formats.figures import Figure
from corridor.formats.findings import Findings

#: Types of events that threaten lives; older tables have no ``disorder_type`` that says so.
_VIOLENT = frozenset(
    {"battles", "explosions/remote violence", "violence against civilians", "remote violence"}
)

# Exports write 16 May 2024, the service 2024-05-16.
_WORDED = re.compile(r"([0-9]{1,2})[ -]([A-Za-z]{3,9})[ -]([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HALF_WEEK, _LONGEST_MONTH = timedelta(days=3), timedelta(days=31)


def read(entries: Iterable[Entry], found: Findings) -> None:
    """Deaths as claims, and political violence as threats at the places where it was."""
    found.note(
        "ACLED's terms: its rows, and what would stand in for them, may not be given to others:"
        " what comes of them here is for your own use. Name ACLED, the day of access, the filters"
    )
    found.note("the level of a threat is log10(2 + deaths); 0 deaths may mean that nobody knows")
    found.each(entries, lambda entry: _use(entry, found))


def _use(entry: Entry, found: Findings) -> None:
    match = _place(entry, found)
    days = _days(entry)
    deaths = entry.count("fatalities")
    is_violent = _is_violent(entry)
    if not is_violent and not deaths:
        entry.unused("event_type", "no political violence and no deaths")
    id = found.new_id(f"acled {entry.needed('event_id_cnty')}")
    note = f"{entry.text('event_type')}: {entry.text('sub_event_type')}, {days[0]} to {days[1]}"
    if deaths:
        found.figures.append(
            Figure(
                id=id,
                kind="killed",
                match=match,
                held=days[1],
                value=deaths,
                measure="flow",
                counting="new",
                noun="deaths",
                said_by=entry.text("source"),
                published=_changed(entry),
                note=note,
            )
        )
    if is_violent:
        found.events.append(
            threat_event(
                found,
                Attack(
                    id=id,
                    match=match,
                    first=days[0],
                    last=days[1],
                    deaths=deaths,
                    published="",
                    note=f"{note}; {deaths} deaths, place by {match.by}",
                ),
            )
        )


def _is_violent(entry: Entry) -> bool:
    disorder = entry.text("disorder_type").casefold()
    event_type = entry.text("event_type").casefold()
    return "political violence" in disorder if disorder else event_type in _VIOLENT


def _days(entry: Entry) -> tuple[date, date]:
    """The first and the last day on which it can have been.

    ``time_precision`` 1 is the day itself; 2 a day in the middle of its week; 3 one of its month.
    """
    day = _event_day(entry)
    precision = entry.text("time_precision")
    if precision == "1":
        return day, day
    if precision == "2":
        return day - _HALF_WEEK, day + _HALF_WEEK
    if precision != "3":
        entry.fault("time_precision", "1, 2 or 3")
    first = day.replace(day=1)
    return first, (first + _LONGEST_MONTH).replace(day=1) - timedelta(days=1)


def _event_day(entry: Entry) -> date:
    worded = _WORDED.fullmatch(entry.text("event_date"))
    month = worded[2][:3].casefold() if worded else ""
    if not worded or month not in _MONTHS:
        return entry.day("event_date")
    try:
        return date(int(worded[3]), _MONTHS.index(month) + 1, int(worded[1]))
    except ValueError:
        entry.fault("event_date", "a day that exists")


def _changed(entry: Entry) -> str:
    seconds = entry.whole("timestamp")
    if not seconds:
        return ""
    if seconds >= datetime(LAST_YEAR, 1, 1, tzinfo=UTC).timestamp():
        entry.fault("timestamp", "seconds since 1970")
    return datetime.fromtimestamp(seconds, UTC).isoformat()


def _place(entry: Entry, found: Findings) -> Match:
    precision = entry.text("geo_precision")
    if precision not in ("1", "2", "3"):
        entry.fault("geo_precision", "1, 2 or 3")
    is_point = precision != "3"
    return event_place(entry, found, "location" if is_point else "admin1", is_point=is_point)
