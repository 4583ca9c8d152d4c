"""Every number that a scenario uses: where it stands, its address for draws, the unit wanted."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from corridor.parameters.number import Flow, Number
from corridor.scenario.behaviour import Destination, Leaving, Onward
from corridor.scenario.fields import Unit
from corridor.scenario.parts import ACTIONS, Event, Lift, Link, Place, Supply

if TYPE_CHECKING:
    from corridor.scenario.schema import Settings

SpotPath: TypeAlias = tuple[str | int, ...]

YAML_FILE = "scenario.yaml"
PLACES_FILE = "places.csv"
LINKS_FILE = "links.csv"
TIMELINE_FILE = "timeline.csv"
COUNTS_FILE = "counts.csv"
SUPPLIES_FILE = "supplies.csv"
LIFTS_FILE = "lifts.csv"


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
    for path, number, unit in settings_entries(settings):
        if number is not None:
            yield Use(".".join(map(str, path)), number, unit, Spot(YAML_FILE, path))


_Entry: TypeAlias = tuple[SpotPath, Number | None, Unit]


def settings_entries(settings: "Settings") -> Iterator[_Entry]:
    """Path, number and unit of each number that the settings may have; None where not given."""
    yield ("people_total",), settings.people_total, "people"
    yield from _leaving_entries(settings.leaving)
    yield ("people_per_vehicle",), settings.people_per_vehicle, "people/vehicle"
    yield ("people_per_household",), settings.people_per_household, "people/household"
    for name, group in settings.groups.items():
        yield ("groups", name, "share"), group.share, "share"
        yield ("groups", name, "hazard_ratio"), group.hazard_ratio, "ratio"
        yield ("groups", name, "share_willing"), group.share_willing, "share"
    for name, mode in settings.modes.items():
        yield ("modes", name, "share"), mode.share, "share"
        yield ("modes", name, "people_per_vehicle"), mode.people_per_vehicle, "people/vehicle"
        yield ("modes", name, "car_equivalents"), mode.car_equivalents, "ratio"
        yield ("modes", name, "speed_ratio"), mode.speed_ratio, "ratio"
        yield ("modes", name, "km_per_hour"), mode.km_per_hour, "km/h"
    if settings.destination is not None:
        yield from _destination_entries(settings.destination)
    for name, weight in settings.services.items():
        yield ("services", name), weight, "level"
    yield ("route_scale_per_hour",), settings.route_scale_per_hour, "1/hour"
    counting = settings.counting
    yield ("counting", "delay_hours"), counting.delay_hours, "hours"
    yield ("counting", "relative_error"), counting.relative_error, "ratio"
    yield ("counting", "lasting_error"), counting.lasting_error, "ratio"


def _leaving_entries(leaving: Leaving) -> Iterator[_Entry]:
    yield ("leaving", "base_rate_per_day"), leaving.base_rate_per_day, "1/day"
    yield ("leaving", "share_willing"), leaving.share_willing, "share"
    for name, coefficient in leaving.drivers.items():
        yield ("leaving", "drivers", name), coefficient, "log hazard ratio"
    yield ("leaving", "threat_half_life_days"), leaving.threat_half_life_days, "days"
    yield ("leaving", "threat_reach_km"), leaving.threat_reach_km, "km"
    yield ("leaving", "comfort_days"), leaving.comfort_days, "days"
    yield ("leaving", "unknown_correlation_days"), leaving.unknown_correlation_days, "days"


def _destination_entries(destination: Destination) -> Iterator[_Entry]:
    for name in ("travel_cost", "size", "room_left", "followers", "border"):
        yield ("destination", name), getattr(destination, name), "log odds"
    yield ("destination", "softening_hours"), destination.softening_hours, "hours"
    for group, places in destination.ties.items():
        for place, tie in places.items():
            yield ("destination", "ties", group, place), tie, "log odds"


def onward_uses(onward: Iterable[tuple[int, Onward]]) -> Iterator[Use]:
    """Numbers in onward moves, given with their index in the file."""
    for index, move in onward:
        start: SpotPath = ("onward", index)
        entries: list[_Entry] = [
            (("stay_hours",), move.stay_hours, "hours"),
            (("share_moving",), move.share_moving, "share"),
            *((("shares", place), share, "share") for place, share in move.shares.items()),
        ]
        for path, number, unit in entries:
            if number is not None:
                address = ".".join(["onward", move.start, *map(str, path)])
                yield Use(address, number, unit, Spot(YAML_FILE, (*start, *path)))


def place_uses(places: Iterable[Place]) -> Iterator[Use]:
    """Numbers in ``places.csv``."""
    for index, place in enumerate(places):
        yield from _row(PLACES_FILE, index, place, _PLACE_UNITS)


def link_uses(links: Iterable[Link]) -> Iterator[Use]:
    """Numbers in ``links.csv``."""
    for index, link in enumerate(links):
        yield from _row(LINKS_FILE, index, link, _LINK_UNITS)


def event_uses(timeline: Iterable[Event]) -> Iterator[Use]:
    """Numbers in ``timeline.csv``."""
    for index, event in enumerate(timeline):
        rule = ACTIONS.get(event.action)
        units: dict[str, Unit] = {"delay_hours": "hours", "value": rule.unit if rule else "level"}
        yield from _row(TIMELINE_FILE, index, event, units)


def supply_uses(supplies: Iterable[Supply]) -> Iterator[Use]:
    """Numbers in ``supplies.csv``."""
    for index, supply in enumerate(supplies):
        yield from _row(SUPPLIES_FILE, index, supply, _SUPPLY_UNITS)


def lift_uses(lifts: Iterable[Lift]) -> Iterator[Use]:
    """Numbers in ``lifts.csv``."""
    for index, lift in enumerate(lifts):
        yield from _row(LIFTS_FILE, index, lift, _LIFT_UNITS)


_PLACE_UNITS: dict[str, Unit] = {
    "people": "people",
    "vehicles_per_hour": "vehicles/hour",
    "size": "people",
    "room": "people",
    "present": "people",
    "registrations_per_hour": "people/hour",
}
_LINK_UNITS: dict[str, Unit] = {
    "hours": "hours",
    "vehicles_per_hour": "vehicles/hour",
    "storage_vehicles": "vehicles",
}
_SUPPLY_UNITS: dict[str, Unit] = {
    "stock": "tonnes",
    "ration": "kg/person/day",
    "delivery": "tonnes/day",
}
_LIFT_UNITS: dict[str, Unit] = {"seats": "people", "hours": "hours"}

#: File -> the fields of its rows that hold a number, whether or not they are filled.
NUMBER_FIELDS: Mapping[str, tuple[str, ...]] = {
    PLACES_FILE: tuple(_PLACE_UNITS),
    LINKS_FILE: tuple(_LINK_UNITS),
    SUPPLIES_FILE: tuple(_SUPPLY_UNITS),
    LIFTS_FILE: tuple(_LIFT_UNITS),
}


def _row(
    file: str, index: int, row: Place | Link | Event | Supply | Lift, units: Mapping[str, Unit]
) -> Iterator[Use]:
    """The numbers in one row, by the names of their fields."""
    for name, unit in units.items():
        number = getattr(row, name)
        if number is not None:
            column = type(row).model_fields[name].alias or name
            address = f"{file.removesuffix('.csv')}.{row.id}.{name}"
            yield Use(address, number, unit, Spot(file, (index, column)))
