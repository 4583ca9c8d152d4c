"""Small worlds in which several rules meet, for comparing the engine with single persons.

All are changes of the world of ``tests/reference/sure.py``; step 0 is 06:00 to 07:00, and a run has
25 steps. From 120 to 300 people decide, travel and wait at random.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.reference.sure import write_sure_world

#: Decisions at random over the first day; four of five would leave.
LEAVING = "{base_rate_per_day: 6, share_willing: 0.8}"

#: A quarter to three quarters of an hour on each road, so that many arrive within the step.
SHORT_ROADS: Mapping[str, Mapping[str, str]] = {
    "north-junction": {"hours": "0.7"},
    "south-junction": {"hours": "1.3"},
    "junction-gate": {"hours": "0.6"},
    "gate-entry": {"hours": "0.25"},
    "entry-east": {"hours": "0.8"},
    "entry-west": {"hours": "1.5"},
}

PEOPLE: Mapping[str, Mapping[str, str]] = {
    "north": {"people": "50"},
    "south": {"people": "70"},
}

#: Choice among the three places of reception, where the first is on the way to the others.
CHOICE = (
    "{travel_cost: 1.2, softening_hours: 0.5, size: 0.3, room_left: 1, border: 0.4,"
    " ties: {everyone: {west-town: 0.5}}}"
)
CHOSEN_PLACES: Mapping[str, Mapping[str, str]] = {
    "north": {"people": "50", "country": "here"},
    "south": {"people": "70", "country": "here"},
    "entry": {"through": "yes", "size": "40", "country": "there"},
    "east-town": {"size": "300", "country": "there", "room": "30"},
    "west-town": {"size": "90", "country": "here"},
}


class Network(NamedTuple):
    """A world and what is compared in it: each series at each step is one statistic.

    A series is ``crossed``, ``on_road``, or a variable and a place joined by a colon.
    """

    name: str
    changes: Mapping[str, Any]
    steps: tuple[int, ...]
    series: tuple[str, ...]

    @property
    def statistics(self) -> list[tuple[str, int]]:
        """Every series at every step."""
        return [(series, step) for series in self.series for step in self.steps]

    def write(self, folder: Path) -> Path:
        """Write the world into a folder."""
        changes = dict(self.changes)
        return write_sure_world(
            folder,
            settings={"leaving": LEAVING, **changes.pop("settings", {})},
            places=_changed(PEOPLE, changes.pop("places", {})),
            links=_changed(SHORT_ROADS, changes.pop("links", {})),
            **changes,
        )


def _changed(
    rows: Mapping[str, Mapping[str, str]], changes: Mapping[str, Mapping[str, str]]
) -> dict[str, Mapping[str, str]]:
    ids = dict.fromkeys((*rows, *changes))
    return {id: {**rows.get(id, {}), **changes.get(id, {})} for id in ids}
