"""The small world with nothing left to chance, for cases that are worked by hand.

300 people in ``north`` and 600 in ``south`` decide to leave in the first step (06:00 to 07:00 on
1 March 2030, local time), one person sits in each vehicle, and roads take whole hours::

    north ─1 h─┐
               ├─ junction ─2 h─ gate ─1 h─ entry ─3 h─ east-town
    south ─1 h─┘                                  └─1 h─ west-town
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

import xarray as xr

from tests.worlds import Row, write_world

Rows: TypeAlias = Mapping[str, Row]

#: A program that runs a folder and gives the arrays of at least one member.
Simulate: TypeAlias = Callable[[Path], xr.Dataset]

#: The steps of the first day.
STEPS = 24

SETTINGS: Mapping[str, str] = {
    "as_of": '"2030-03-01T07:00+03:00"',
    "horizon_days": "1",
    "people_per_vehicle": "1",
    "leaving": "{base_rate_per_day: 1000, share_willing: 1}",
    "onward": "[]",
}

PLACES: Rows = {
    "north": {"people": "300"},
    "south": {"people": "600"},
    "gate": {"vehicles_per_hour": "unlimited"},
}

LINKS: Rows = {
    "north-junction": {"hours": "1", "vehicles_per_hour": "unlimited"},
    "south-junction": {"hours": "1", "vehicles_per_hour": "unlimited"},
    "junction-gate": {"hours": "2", "vehicles_per_hour": "unlimited"},
    "gate-entry": {"hours": "1"},
    "entry-east": {"hours": "3"},
}


def write_sure_world(
    folder: Path,
    *,
    settings: Mapping[str, str] | None = None,
    places: Rows | None = None,
    links: Rows | None = None,
    timeline: Rows | None = None,
    **files: Rows,
) -> Path:
    """Write the world into ``folder`` with changes; without ``timeline`` nothing happens in it."""
    no_events = ("threat-begins", "north-closes", "north-opens", "north-opens-late")
    return write_world(
        folder,
        settings={**SETTINGS, **(settings or {})},
        parameters=None,
        places=_changed(PLACES, places),
        links=_changed(LINKS, links),
        timeline={**dict.fromkeys(no_events), **(timeline or {})},
        counts={"first": None, "second": None},
        **files,
    )


def event(hour: float, action: str, target: str = "", value: str = "") -> Row:
    """Something that happens at an hour of the first day, and was known beforehand."""
    return {
        "time": clock_time(hour),
        "published": clock_time(6),
        "action": action,
        "target": target,
        "value": value,
        "certainty": "assumed",
    }


def road(start: str, end: str, hours: str, flow: str = "unlimited", **more: str) -> Row:
    """A further road."""
    numbers = {"km": "60", "hours": hours, "vehicles_per_hour": flow}
    return {"from": start, "to": end, **numbers, **more, "certainty": "assumed"}


def lift(start: str, end: str, first: float, **more: str) -> Row:
    """A convoy or bus that was announced beforehand."""
    when = {"first": clock_time(first), "published": clock_time(6)}
    return {"from": start, "to": end, **when, **more, "certainty": "assumed"}


def supply(place: str, **numbers: str) -> Row:
    """A supply of food at an origin."""
    return {"place": place, "good": "food", **numbers, "certainty": "assumed"}


def clock_time(hour: float) -> str:
    """An hour of the first day, or of the second after 24, as it stands in a file."""
    minutes = round(hour * 60)
    day, of_day = divmod(minutes, 24 * 60)
    return f"2030-03-{1 + day:02}T{of_day // 60:02}:{of_day % 60:02}+03:00"


def each_member(values: xr.DataArray, expected: list[int]) -> None:
    """Every member has these numbers in the steps of the first day."""
    for member in values.isel(time=slice(STEPS)).to_numpy():
        assert member.tolist() == expected


def rising(first_step: int, per_step: int, total: int) -> list[int]:
    """Nothing before ``first_step``, then ``per_step`` more each step until ``total``."""
    return [min(max(step - first_step + 1, 0) * per_step, total) for step in range(STEPS)]


def _changed(rows: Rows, changes: Rows | None) -> dict[str, Row]:
    changed = dict(rows)
    for id, change in (changes or {}).items():
        changed[id] = {**changed.get(id, {}), **change}
    return changed
