"""Deadly events of a conflict: what GED and ACLED have in common."""

import math
from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corridor.formats.areas import Match, Spot
from corridor.formats.entry import Entry
from corridor.formats.findings import Findings
from corridor.parameters.number import Flow, parse_number
from corridor.scenario import Event

#: Events that are known to longer than this are no dated events.
LONGEST = timedelta(days=31)

_HOUR = timedelta(hours=1)


def threat_level(deaths: int) -> float:
    """How much an event with so many deaths adds to the driver ``threat``: log10(2 + deaths).

    An attack without deaths is 0.3, one with eight is 1, one with 98 is 2. House rule: fear grows
    with the size of an attack, not in proportion to it, and an attack that missed is felt too.
    """
    return round(math.log10(2 + deaths), 2)


def event_place(entry: Entry, found: Findings, field: str, *, is_point: bool) -> Match:
    """The place of an event: that which a column names, and near to a point if it is one."""
    spot = Spot(
        pcode=entry.pcode() if is_point else "",
        names=tuple(filter(None, [entry.text(field)])),
        country=entry.text("country"),
        iso="",
        lat=entry.degrees("latitude") if is_point else None,
        lon=entry.degrees("longitude") if is_point else None,
    )
    return found.where(entry, field, spot)


class Attack(NamedTuple):
    """An event in which people were killed, or might have been.

    It was at some hour between the ``first`` day and the ``last``. ``published`` is a date or a
    time with its offset, empty where the source does not say.
    """

    id: str
    match: Match
    first: date
    last: date
    deaths: int
    published: str
    note: str


def threat_event(found: Findings, attack: Attack) -> Event:
    """The row of the timeline for an attack: a threat at its place."""
    start = _midnight(attack.first, found.zone)
    end = _midnight(attack.last + timedelta(days=1), found.zone)
    public, is_stated = found.public_from(end, attack.published)
    return Event.model_validate(
        {
            "id": attack.id,
            "time": start,
            "delay_hours": _number(f"{{uniform: [0, {round((end - start) / _HOUR)}]}}"),
            "published": public,
            "action": "threat",
            "target": found.place_id(attack.match),
            "value": _number(str(threat_level(attack.deaths))),
            "source": found.source.url,
            "certainty": "derived",
            "note": attack.note if is_stated else f"{attack.note}; time of publication assumed",
        },
        context=found.zone,
    )


@lru_cache(maxsize=4096)
def _midnight(day: date, zone: ZoneInfo) -> datetime:
    """The beginning of a day, with its offset."""
    local = datetime.combine(day, time(), tzinfo=zone)
    return local.replace(tzinfo=timezone(local.utcoffset() or timedelta(0)))


@lru_cache(maxsize=4096)
def _number(text: str) -> Flow:
    return parse_number(text)
