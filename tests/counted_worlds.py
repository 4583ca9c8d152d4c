"""The small world with counts of people present in two towns, to backtest."""

from collections.abc import Mapping
from pathlib import Path

from tests.worlds import Changes, Row, write_world

#: People present by day of March 2030, at noon; published three hours later.
PRESENT: Mapping[str, Mapping[int, int]] = {
    "east-town": {2: 0, 3: 150, 4: 400, 6: 900, 8: 1300, 10: 1500},
    "west-town": {2: 0, 3: 50, 5: 300, 7: 420, 10: 450},
}

_COUNT: Row = {
    "kind": "registered",
    "measure": "stock",
    "unit": "people",
    "published_how": "stated",
    "said_by": "Town hall",
    "published_by": "Town hall",
    "certainty": "assumed",
    "note": "made up",
}


def write_counted_world(
    folder: Path,
    *,
    counts: Mapping[str, Row] | None = None,
    places: Changes | None = None,
) -> Path:
    """Write the small world with these counts in place of its own, and with changes."""
    rows: dict[str, Row | None] = {"first": None, "second": None}
    for id, row in present_counts(PRESENT).items():
        rows[id] = {**row, **(counts or {}).get(id, {})}
    return write_world(folder, counts=rows, places=places or {})


def present_counts(present: Mapping[str, Mapping[int, int]]) -> dict[str, Row]:
    """Rows of counts, by id."""
    return {
        f"{place}-{day}": {
            **_COUNT,
            "place": place,
            "value": str(people),
            "held": f"2030-03-{day:02}T12:00+03:00",
            "published": f"2030-03-{day:02}T15:00+03:00",
        }
        for place, counted in present.items()
        for day, people in counted.items()
    }
