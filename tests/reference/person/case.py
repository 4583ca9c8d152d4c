"""One case as plain numbers: what a scenario says once nothing in it is uncertain."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.reference.person.steps import Steps

if TYPE_CHECKING:
    from tests.reference.person.ways import Ways


@dataclass(frozen=True)
class Place:
    """A place; flows in vehicles or people per hour, infinite where nothing limits them."""

    id: str
    kind: str
    lat: float
    lon: float
    people: int = 0
    vehicles_per_hour: float = math.inf
    open_minutes: tuple[int, int] | None = None
    country: str = ""
    size: float | None = None
    room: float = math.inf
    present: int = 0
    overflow: str | None = None
    registrations_per_hour: float = math.inf
    through: bool = False


@dataclass(frozen=True)
class Link:
    """A road in one direction; flow in vehicles/hour, storage in vehicles."""

    id: str
    start: str
    end: str
    km: float
    hours: float
    vehicles_per_hour: float = math.inf
    open_minutes: tuple[int, int] | None = None
    storage: float = math.inf


@dataclass(frozen=True)
class Group:
    """A part of the people; ``origins`` empty means everywhere."""

    name: str
    share: float
    hazard_ratio: float
    share_willing: float
    origins: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mode:
    """A way to travel; ``cost`` is what one person takes of a budget, in cars."""

    name: str
    share: float
    cost: float
    speed_ratio: float = 1.0
    km_per_hour: float | None = None

    def hours(self, link: Link) -> float:
        """Travel time on a link at free flow."""
        if self.km_per_hour is not None:
            return link.km / self.km_per_hour
        return link.hours / self.speed_ratio


@dataclass(frozen=True)
class Leaving:
    """How people decide to leave."""

    base_rate_per_day: float
    drivers: Mapping[str, float]
    threat_half_life_days: float = math.inf
    threat_reach_km: float = math.inf
    comfort_days: float = math.inf
    unknown_correlation_days: float = math.inf


@dataclass(frozen=True)
class Destination:
    """How people choose where to go, in log odds; ``ties`` by group and place."""

    travel_cost: float
    softening_hours: float
    size: float
    room_left: float
    followers: float
    border: float
    ties: Mapping[tuple[str, str], float]
    considered: int


@dataclass(frozen=True)
class Supply:
    """A good at an origin; in tonnes, tonnes/day and kg/person/day."""

    id: str
    place: str
    stock: float
    ration: float
    delivery: float
    start: str | None


@dataclass(frozen=True)
class Departure:
    """One departure of a lift: the step in which it goes and the one in which it arrives."""

    lift: str
    start: str
    end: str
    step: int
    arrives: int
    seats: int
    needs_road: bool


@dataclass(frozen=True)
class Onward:
    """How people move on from a reception place: by ``shares``, or by choice among ``choose``."""

    start: str
    stay_hours: float
    share_moving: float
    shares: Mapping[str, float]
    choose: tuple[str, ...]


@dataclass(frozen=True)
class Event:
    """Something that takes effect at the beginning of a step."""

    step: int
    action: str
    target: str
    value: float


@dataclass(frozen=True)
class Case:
    """Everything that a run needs; places, links and so on in the order of their files."""

    steps: Steps
    places: Mapping[str, Place]
    links: Mapping[str, Link]
    groups: tuple[Group, ...]
    modes: tuple[Mode, ...]
    leaving: Leaving
    destination: Destination | None
    route_scale_per_hour: float | None
    services: Mapping[str, float]
    supplies: tuple[Supply, ...]
    departures: tuple[Departure, ...]
    onward: Mapping[str, Onward]
    events: tuple[Event, ...]
    #: Ways by what is closed; they are the same in every run.
    known_ways: dict[frozenset[str], "Ways"] = field(default_factory=dict)

    def of_kind(self, *kinds: str) -> list[str]:
        """Ids of the places of some kinds, in the order of the file."""
        return [place.id for place in self.places.values() if place.kind in kinds]
