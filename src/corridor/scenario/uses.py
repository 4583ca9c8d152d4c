"""Every number that a scenario uses: where it stands, its address for draws, the unit wanted."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from corridor.parameters.number import Flow, Number
from corridor.scenario.parts import Event, Link, Onward, Place, Unit

if TYPE_CHECKING:
    from corridor.scenario.schema import Settings

SpotPath: TypeAlias = tuple[str | int, ...]

YAML_FILE = "scenario.yaml"
PLACES_FILE = "places.csv"
LINKS_FILE = "links.csv"
TIMELINE_FILE = "timeline.csv"
COUNTS_FILE = "counts.csv"


class Spot(NamedTuple):
    """Where an entry stands.

    In a YAML file ``path`` is the keys and indices that lead to it; in a CSV file the index of the
    row, from 0, and the column.
    """

    file: str
    path: SpotPath


class Use(NamedTuple):
    """One use of a number.

    ``address`` names the draw where the number is no parameter, for instance
    ``links.hakari.hours``.
    """

    address: str
    number: Flow
    unit: Unit
    spot: Spot


def settings_uses(settings: "Settings") -> Iterator[Use]:
    """Numbers in ``scenario.yaml`` outside parameters and onward moves."""
    leaving = settings.leaving
    entries: list[tuple[SpotPath, Number | None, Unit]] = [
        (("people_total",), settings.people_total, "people"),
        (("leaving", "base_rate_per_day"), leaving.base_rate_per_day, "1/day"),
        (("leaving", "share_willing"), leaving.share_willing, "share"),
        (("people_per_vehicle",), settings.people_per_vehicle, "people/vehicle"),
    ]
    for name, coefficient in leaving.drivers.items():
        entries.append((("leaving", "drivers", name), coefficient, "log hazard ratio"))
    for path, number, unit in entries:
        if number is not None:
            yield Use(".".join(map(str, path)), number, unit, Spot(YAML_FILE, path))


def onward_uses(onward: Iterable[tuple[int, Onward]]) -> Iterator[Use]:
    """Numbers in onward moves, given with their index in the file."""
    for index, move in onward:
        start = ("onward", index)
        yield Use(
            f"onward.{move.start}.stay_hours",
            move.stay_hours,
            "hours",
            Spot(YAML_FILE, (*start, "stay_hours")),
        )
        for place, share in move.shares.items():
            address = f"onward.{move.start}.shares.{place}"
            yield Use(address, share, "share", Spot(YAML_FILE, (*start, "shares", place)))


def place_uses(places: Iterable[Place]) -> Iterator[Use]:
    """Numbers in ``places.csv``."""
    for index, place in enumerate(places):
        yield from _row(PLACES_FILE, index, place.id, "people", place.people)
        yield from _row(PLACES_FILE, index, place.id, "vehicles_per_hour", place.vehicles_per_hour)


def link_uses(links: Iterable[Link]) -> Iterator[Use]:
    """Numbers in ``links.csv``."""
    for index, link in enumerate(links):
        yield from _row(LINKS_FILE, index, link.id, "hours", link.hours)
        yield from _row(LINKS_FILE, index, link.id, "vehicles_per_hour", link.vehicles_per_hour)


def event_uses(timeline: Iterable[Event]) -> Iterator[Use]:
    """Numbers in ``timeline.csv``."""
    for index, event in enumerate(timeline):
        yield from _row(TIMELINE_FILE, index, event.id, "delay_hours", event.delay_hours)
        unit: Unit = "vehicles/hour" if event.action == "escort" else "level"
        yield from _row(TIMELINE_FILE, index, event.id, "value", event.value, unit=unit)


_COLUMN_UNITS: dict[str, Unit] = {
    "people": "people",
    "vehicles_per_hour": "vehicles/hour",
    "hours": "hours",
    "delay_hours": "hours",
}


def _row(
    file: str, index: int, id: str, column: str, number: Flow | None, *, unit: Unit | None = None
) -> Iterator[Use]:
    if number is not None:
        address = f"{file.removesuffix('.csv')}.{id}.{column}"
        yield Use(address, number, unit or _COLUMN_UNITS[column], Spot(file, (index, column)))
