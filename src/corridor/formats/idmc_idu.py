"""IDMC's Internal Displacement Updates: displacements within a country, one row for each report."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from html.parser import HTMLParser
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corridor.evidence.claim import Qualifier
from corridor.formats.areas import Match, Spot
from corridor.formats.entry import Entry
from corridor.formats.figures import Figure
from corridor.formats.findings import Findings

_QUALIFIERS: dict[str, Qualifier] = {
    "total": "exact",
    "approximately": "about",
    "about": "about",
    "more than": "more_than",
    "at least": "at_least",
    "less than": "less_than",
    "up to": "at_most",
}

# Days were served as midnight in New Zealand: 2023-11-06T11:00Z stands for 7 November, the day that
# the row's own sentence names (seen in the fixture of OCHA-DAP/hdx-scraper-idmc-idu).
_ZONE_OF_DAYS = ZoneInfo("Pacific/Auckland")
_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z")


class _Row(NamedTuple):
    entry: Entry
    match: Match
    event: str
    place: tuple[str, str]
    is_recommended: bool
    created: str


def read(entries: Iterable[Entry], found: Findings) -> None:
    """Flows of displaced people as claims.

    Of an event with recommended figures, those that only triangulate are not used; of one
    without, the latest at each place. So nobody is counted twice (as ``idmc_transform_daily`` of
    the R package idmc does).
    """
    found.note("IDMC's updates are provisional flows of displacements, not people present")
    rows: list[_Row] = []
    found.each(entries, lambda entry: rows.append(_row(entry, found)))
    if rows and not any(row.entry.text("role") for row in rows):
        found.note("the table has no roles, so one event may be counted in several rows")
    reasons = _left_out(rows)
    for row in rows:
        found.attempt(row.entry, partial(_use, row.match, found, reasons))


def _row(entry: Entry, found: Findings) -> _Row:
    return _Row(
        entry,
        _place(entry, found),
        entry.text("event_id") or entry.text("event_name"),
        (entry.text("latitude"), entry.text("longitude")),
        entry.text("role").casefold() != "triangulation",
        entry.text("created_at"),
    )


def _left_out(rows: Sequence[_Row]) -> dict[tuple[int, str], str]:
    """Why a row is not used, by its label; rows that are not named are used."""
    recommended = {row.event for row in rows if row.is_recommended}
    latest: dict[tuple[str, tuple[str, str]], _Row] = {}
    for row in rows:
        best = latest.setdefault((row.event, row.place), row)
        if row.created > best.created:
            latest[row.event, row.place] = row
    reasons = {}
    for row in rows:
        if row.is_recommended:
            continue
        if row.event in recommended:
            reasons[row.entry.label] = "only triangulates an event that has a recommended figure"
        elif latest[row.event, row.place] is not row:
            reasons[row.entry.label] = "another figure of the event and place is later"
    return reasons


def _use(
    match: Match, found: Findings, reasons: Mapping[tuple[int, str], str], entry: Entry
) -> None:
    if entry.label in reasons:
        entry.unused("role", reasons[entry.label])
    value = entry.whole("figure")
    if value is None:
        entry.unused("figure", "no figure")
    start, end = _day(entry, "displacement_start_date"), _day(entry, "displacement_end_date")
    if end < start:
        entry.fault("displacement_end_date", f"a day not before {start}, the first day")
    qualifier = entry.text("qualifier").casefold()
    popup = _popup(entry.text("standard_popup_text") or entry.text("description"))
    found.figures.append(
        Figure(
            id=found.new_id(f"idu {entry.needed('id')}"),
            kind="displaced",
            match=match,
            held=end,
            value=value,
            measure="flow",
            counting="new",
            qualifier=_QUALIFIERS.get(qualifier, ""),
            noun="displacements",
            said_by=entry.text("sources"),
            url=popup.link or entry.text("link"),
            quote=popup.words,
            published=entry.public("created_at"),
            note=f"{entry.text('displacement_type')}, {start} to {end}: {entry.text('event_name')}",
        )
    )


def _place(entry: Entry, found: Findings) -> Match:
    names = tuple(filter(None, entry.text("locations_name").split(";")))
    country = entry.needed("country")
    spot = Spot(
        pcode="",
        names=tuple(name.strip() for name in names),
        country=country,
        iso=entry.text("iso3"),
        lat=entry.degrees("latitude"),
        lon=entry.degrees("longitude"),
        is_country=True,
    )
    return found.where(entry, "country", spot)


def _day(entry: Entry, name: str) -> date:
    text = entry.text(name)
    if not _INSTANT.fullmatch(text):
        return entry.day(name)
    local = datetime.fromisoformat(text).astimezone(_ZONE_OF_DAYS)
    is_midnight = timedelta(hours=local.hour, minutes=local.minute) == timedelta(0)
    return local.date() if is_midnight else entry.day(name)


class _Popup(HTMLParser):
    """The sentence in a piece of HTML, and its first link.

    A heading in bold repeats the sentence, and the link's words name the source.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.link = ""
        self._inside = 0

    @property
    def words(self) -> str:
        return " ".join("".join(self.parts).split())

    def handle_data(self, data: str) -> None:
        if not self._inside:
            self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag in ("b", "a")
        if tag == "a" and not self.link:
            self.link = dict(attrs).get("href") or ""

    def handle_endtag(self, tag: str) -> None:
        self._inside -= tag in ("b", "a") and self._inside > 0


def _popup(html: str) -> _Popup:
    parser = _Popup()
    parser.feed(html)
    parser.close()
    return parser
