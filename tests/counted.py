"""A world with one way out whose throughput and people are uncertain, and counts at its end.

It is the small world with one origin's worth of open road: all comes by ``gate`` to ``entry``.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

from tests.worlds import TABLES, Row, write_world

START = datetime.fromisoformat("2030-03-01T06:00+03:00")


def uncertain(value: str, unit: str) -> str:
    """A parameter that was known before the start."""
    return (
        f'{{value: {value}, unit: {unit}, published: "2030-01-10", source: made up,'
        " reason: made up, certainty: assumed}"
    )


PARAMETERS: Row = {
    "people_all": uncertain("{lognormal: {interval: [10000, 100000]}}", "people"),
    "willing": uncertain("{beta: {interval: [0.6, 0.98]}}", "share"),
    "spread": uncertain("{lognormal: {interval: [0.1, 0.6]}}", "log hazard ratio"),
    "leaving_rate": uncertain("{lognormal: {interval: [0.2, 2]}}", "1/day"),
    "people_per_vehicle": uncertain("{lognormal: {interval: [3, 6]}}", "people/vehicle"),
    "gate_flow": uncertain("{lognormal: {interval: [60, 600]}}", "vehicles/hour"),
}

SETTINGS: Row = {
    "people_total": "people_all",
    "people_per_vehicle": "people_per_vehicle",
    "leaving": (
        "{base_rate_per_day: leaving_rate, share_willing: willing, unknown_correlation_days: 5,"
        " drivers: {unknown: spread}}"
    ),
    "onward": "[]",
}

_ROADS_STAY_OPEN = dict.fromkeys(TABLES["timeline"])


def hour(hours: float) -> str:
    """So many hours after the start."""
    return (START + timedelta(hours=hours)).isoformat(timespec="minutes")


def counted(value: int, hours: float, **cells: str) -> Row:
    """A total of arrivals at the entry, published when it held."""
    first = TABLES["counts"]["first"]
    at = {"value": str(value), "held": hour(hours), "published": hour(hours)}
    return {**first, **at, **cells}


def write_one_way(
    folder: Path,
    counts: Mapping[str, Row],
    *,
    as_of_hours: float = 36,
    settings: Row | None = None,
    parameters: Mapping[str, str | None] | None = None,
) -> Path:
    """Write the world with these counts; gives its folder."""
    return write_world(
        folder,
        settings={
            **SETTINGS,
            "as_of": f'"{hour(as_of_hours)}"',
            "horizon_days": "7",
            **(settings or {}),
        },
        parameters={**PARAMETERS, **(parameters or {})},
        places={"north": {"people": "2"}, "south": {"people": "1"}},
        timeline=_ROADS_STAY_OPEN,
        counts={"first": None, "second": None, **counts},
    )
