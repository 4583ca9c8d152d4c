"""What the figures draw, as plain data: nothing here knows a scenario or an ensemble.

So a process that only draws loads neither.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias

from corridor.report.words import moment
from corridor.units import Floats

RoadState: TypeAlias = Literal["open", "closed", "escort"]

_HOUR = timedelta(hours=1)


class Mark(NamedTuple):
    """A count of arrivals, in hours since the chart's origin."""

    hour: float
    people: float


class Rate(NamedTuple):
    """People per hour between two counts, in hours since the chart's origin."""

    start: float
    end: float
    per_hour: float
    known: bool


class Plan(NamedTuple):
    """A planning figure in people, and who gave it."""

    said_by: str
    people: float


class MapPlace(NamedTuple):
    """A place on the map; ``near_origins`` where people pass before they are received."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    people: float
    near_origins: bool


class MapRoad(NamedTuple):
    """A road on the map between the ids of two places."""

    start: str
    end: str
    state: RoadState
    is_limited: bool


@dataclass(frozen=True)
class Chart:
    """A forecast as the figures show it.

    ``times`` are the ends of the steps from a day before the as-of time on, shape (time,), in the
    scenario's zone, and ``hours`` the same in hours since ``origin``. Series are quantiles at
    ``TABLE_LEVELS`` of the forecast, shape (level, time), in people; ``hourly`` in people per hour.
    ``longest_queue`` and ``held_now`` are quantiles at the same levels. People at places are
    medians: at origins, at home or held, at the as-of time; at reception places at the end.
    """

    as_of: datetime
    origin: datetime
    times: tuple[datetime, ...]
    hours: Floats
    crossed: Floats
    hourly: Floats
    queue: Floats
    held: Floats
    longest_queue: Floats
    held_now: Floats
    known: tuple[Mark, ...]
    later: tuple[Mark, ...]
    rates: tuple[Rate, ...]
    plans: tuple[Plan, ...]
    baseline: Floats | None
    places: tuple[MapPlace, ...]
    roads: tuple[MapRoad, ...]

    @property
    def now(self) -> float:
        """The as-of time in hours since ``origin``."""
        return self.hour(self.as_of)

    @property
    def now_label(self) -> str:
        """The as-of time in words, in the scenario's time zone."""
        return f"as of {moment(self.as_of)}"

    def hour(self, at: datetime) -> float:
        """A time in hours since ``origin``."""
        return (at.astimezone(UTC) - self.origin) / _HOUR
