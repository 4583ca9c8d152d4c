"""A wide world for tests of size: many places, a long run, a scenario folder like any other.

Origins stand in rows of roads that lead to the small world's junction, and people move on from its
entry to many towns::

    origin-2 ─ origin-1 ─┐                        ┌─ town-0
    origin-5 ─ origin-4 ─┼─ junction ─ … ─ entry ─┼─ town-1
    …                    ┘                        └─ …
"""

from datetime import datetime, timedelta
from pathlib import Path

from tests.worlds import Row, write_world

_ASSUMED = {"certainty": "assumed", "note": "made up"}
_ROW = 3
_AS_OF = datetime.fromisoformat("2030-03-02T18:00")


def write_large_world(folder: Path, *, places: int = 60, days: int = 1000) -> Path:
    """Write a world of so many places that runs for so many daily steps; gives the folder."""
    towns = places // 4
    origins = places - towns - 7  # the small world has seven places
    ahead = min(days, 365) - 1  # a forecast reaches no further than a year
    return write_world(
        folder,
        settings={
            "name": "large-world",
            "step_minutes": "1440",
            "start": f'"{_AS_OF - timedelta(days=days - ahead):%Y-%m-%dT%H:%M}+03:00"',
            "as_of": f'"{_AS_OF:%Y-%m-%dT%H:%M}+03:00"',
            "horizon_days": str(ahead),
            "leaving": "{base_rate_per_day: 0.03, share_willing: {uniform: [0.6, 0.95]}}",
            "onward": f"[{{from: entry, stay_hours: 240, shares: {_shares(towns)}}}]",
        },
        places=_origins(origins) | _towns(towns),
        links=_roads(origins) | _onward_roads(towns),
        timeline={"threat-begins": None},
    )


def _shares(towns: int) -> str:
    return "{" + ", ".join(f"town-{i}: {0.8 / towns:.6f}" for i in range(towns)) + "}"


def _origins(count: int) -> dict[str, Row]:
    return {
        f"origin-{i}": {**_place(f"Origin {i}", "origin", i), "people": str(2000 + 300 * i)}
        for i in range(count)
    }


def _towns(count: int) -> dict[str, Row]:
    return {f"town-{i}": _place(f"Town {i}", "reception", i) for i in range(count)}


def _place(name: str, kind: str, index: int) -> Row:
    lat, lon = 1.2 + 0.05 * (index // _ROW), 35.9 - 0.1 * (index % _ROW)
    return {"name": name, "kind": kind, "lat": f"{lat:.2f}", "lon": f"{lon:.2f}", **_ASSUMED}


def _roads(origins: int) -> dict[str, Row]:
    """From each origin to the next in its row, and from the first to the junction."""
    roads: dict[str, Row] = {}
    for i in range(origins):
        end = "junction" if i % _ROW == 0 else f"origin-{i - 1}"
        roads[f"road-{i}"] = {
            "from": f"origin-{i}",
            "to": end,
            "km": "200",
            "hours": "{uniform: [1, 4]}",
            "vehicles_per_hour": "200",
            **_ASSUMED,
        }
    return roads


def _onward_roads(towns: int) -> dict[str, Row]:
    return {
        f"onward-{i}": {
            "from": "entry",
            "to": f"town-{i}",
            "km": "200",
            "hours": "{uniform: [2, 6]}",
            "vehicles_per_hour": "unlimited",
            **_ASSUMED,
        }
        for i in range(towns)
    }
