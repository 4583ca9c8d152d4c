"""The parts of a scenario: one frozen model for each kind of row in its files.

Field names are those of the columns and keys, except where those are Python's own words. A text
with a bare date is read in the time zone that is given as the validation's context.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from corridor.evidence.claim import GivenText, Held, Text
from corridor.evidence.times import parse_held, parse_published
from corridor.parameters.distributions import Clipped, Distribution
from corridor.parameters.number import NAME_PATTERN, Expression, Flow, Number
from corridor.parameters.yaml_text import plain_number

PlaceKind: TypeAlias = Literal["origin", "waypoint", "checkpoint", "reception"]
Action: TypeAlias = Literal["close", "open", "escort", "driver", "note"]
Certainty: TypeAlias = Literal["sourced", "derived", "assumed", "uncertain"]
CountKind: TypeAlias = Literal["arrived", "registered", "vehicles", "sheltered"]
CountUnit: TypeAlias = Literal["people", "households", "vehicles"]
Measure: TypeAlias = Literal["cumulative", "period", "stock"]

#: What a number in a scenario can be a number of; each use of a number wants one of these.
Unit: TypeAlias = Literal[
    "people",
    "vehicles/hour",
    "people/vehicle",
    "hours",
    "1/day",
    "share",
    "log hazard ratio",
    "level",
]

#: Years outside these are slips of the pen, and would make runs that never end.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def _year_checked(time: datetime) -> datetime:
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise ValueError(f"a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return time


def _zone(info: ValidationInfo) -> ZoneInfo | None:
    return info.context if isinstance(info.context, ZoneInfo) else None


def _instant(value: object) -> datetime:
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return _year_checked(value)
    if not isinstance(value, str):
        raise ValueError("a date-time with its offset from UTC, such as 2023-09-24T22:00+04:00")
    return _year_checked(parse_published(value, None))


def _published(value: object, info: ValidationInfo) -> datetime:
    if isinstance(value, str):
        return _year_checked(parse_published(value, _zone(info)))
    if not isinstance(value, datetime):
        raise ValueError("a date, or a date-time with its offset from UTC")
    return _instant(value)


def _held(value: object, info: ValidationInfo) -> Held:
    if isinstance(value, Held):
        return value
    if not isinstance(value, str):
        raise ValueError("a year, month or date, or a date-time with its offset from UTC")
    held = Held(value, parse_held(value, _zone(info)))
    _year_checked(held.end)
    return held


def _number_of_text(value: object) -> object:
    if not isinstance(value, str):
        return value
    number = plain_number(value)
    return value if number is None else number


#: An instant that is given to the minute, with its offset.
Instant: TypeAlias = Annotated[datetime, BeforeValidator(_instant)]

#: The instant at which something was public; a bare date is the end of that day.
Published: TypeAlias = Annotated[datetime, BeforeValidator(_published)]

#: A number that is always known.
Known: TypeAlias = Annotated[
    float, BeforeValidator(_number_of_text), Field(strict=True, allow_inf_nan=False)
]

#: A whole number of people, households or vehicles.
Whole: TypeAlias = Annotated[
    int, BeforeValidator(_number_of_text), Field(strict=True, ge=0, le=10**12)
]


def _identifier(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", value):
        raise ValueError("lower-case letters, digits, hyphens and underscores")
    return value


#: The id of a place, link, event or count.
Identifier: TypeAlias = Annotated[str, BeforeValidator(_identifier)]

#: The name of a parameter or driver.
Name: TypeAlias = Annotated[str, Field(pattern=f"^{NAME_PATTERN}$")]


def _names(value: object) -> object:
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(";") if name.strip())
    return value


def _latitude(degrees: float) -> float:
    if not -90 <= degrees <= 90:
        raise ValueError("a latitude from -90 to 90 degrees (are lat and lon swapped?)")
    return degrees


def _longitude(degrees: float) -> float:
    if not -180 <= degrees <= 180:
        raise ValueError("a longitude from -180 to 180 degrees")
    return degrees


class Part(BaseModel):
    """What all parts have in common: they are frozen, and unknown entries are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Place(Part):
    """A place: origin, waypoint, checkpoint or reception place."""

    id: Identifier
    """Stable id, not used by any other place or link."""
    name: GivenText
    """Name as readers know it."""
    alt_names: Annotated[tuple[str, ...], BeforeValidator(_names)] = ()
    """Other names and spellings, separated by semicolons."""
    kind: PlaceKind
    """What happens here: people leave, pass, are held up, or are received."""
    lat: Annotated[Known, AfterValidator(_latitude)]
    """Latitude in degrees, north positive (WGS 84)."""
    lon: Annotated[Known, AfterValidator(_longitude)]
    """Longitude in degrees, east positive (WGS 84)."""
    people: Number | None = None
    """Origins only: people at home at the start, or their weight where people_total is given."""
    vehicles_per_hour: Flow | None = None
    """Checkpoints only: vehicles that can pass in an hour."""
    source: Text = ""
    """Citation or address; may be empty only where certainty is assumed or uncertain."""
    certainty: Certainty
    """How the row's numbers are known."""
    note: Text = ""
    """Free text."""


class Link(Part):
    """A directed road from one place to another."""

    id: Identifier
    """Stable id, not used by any other link or place."""
    start: Identifier = Field(alias="from")
    """Id of the place where it starts (column ``from``)."""
    end: Identifier = Field(alias="to")
    """Id of the place where it ends (column ``to``)."""
    km: Annotated[Known, Field(gt=0, le=50_000)]
    """Length in kilometres."""
    hours: Number
    """Travel time in hours when nothing holds the traffic up."""
    vehicles_per_hour: Flow
    """Vehicles that can pass in an hour."""
    source: Text = ""
    """Citation or address; may be empty only where certainty is assumed or uncertain."""
    certainty: Certainty
    """How the row's numbers are known."""
    note: Text = ""
    """Free text."""


class Event(Part):
    """Something dated that changes the roads or what drives people to leave."""

    id: Identifier
    """Stable id, not used by any other event."""
    time: Instant
    """When it happens."""
    delay_hours: Number | None = None
    """Hours after ``time`` at which it takes effect; nothing means at once."""
    published: Published
    """When it was public that it happened, or would happen."""
    action: Action
    """What it does."""
    target: Text = ""
    """Link or checkpoint; for a driver its name, or name@place."""
    value: Number | None = None
    """Vehicles per hour for an escort, the new level for a driver."""
    replaces: Identifier | None = None
    """Id of the event that this one replaces once it is published."""
    source: Text = ""
    """Citation or address; may be empty only where certainty is assumed or uncertain."""
    certainty: Certainty
    """How the row is known."""
    note: Text = ""
    """Free text."""

    @property
    def target_name(self) -> str:
        """The target without the place: a driver's name, or the id of a link or checkpoint."""
        return self.target.partition("@")[0]

    @property
    def target_place(self) -> str | None:
        """The place of a driver that changes in one place only."""
        return self.target.partition("@")[2] or None


class Count(Part):
    """A count that somebody published, to compare with the forecast."""

    id: Identifier
    """Stable id, not used by any other count."""
    place: Identifier
    """Id of the place where it was counted."""
    kind: CountKind
    """What was counted."""
    measure: Measure
    """Everything so far, within a period, or present at the time."""
    value: Whole
    """The count, in ``unit``."""
    unit: CountUnit
    """What it is a number of."""
    held: Annotated[Held, BeforeValidator(_held)]
    """When it was so; ``held.end`` is the instant."""
    published: Published
    """When it became public."""
    published_how: Literal["stated", "assumed"]
    """Whether the time of publication is stated by the source or assumed."""
    said_by: GivenText
    """Who counted."""
    published_by: GivenText
    """Who published it."""
    url: Text = ""
    """Address of the publication."""
    certainty: Certainty
    """How the row is known."""
    note: Text = ""
    """Free text."""


class Parameter(Part):
    """An uncertain number with a name, drawn once for each member wherever it is used."""

    name: Name
    """Its name in numbers elsewhere in the scenario."""
    number: Expression = Field(alias="value")
    """What is believed about it (key ``value``)."""
    unit: Unit
    """What it is a number of."""
    min: Known | None = None
    """Lowest value; draws below are put on it."""
    max: Known | None = None
    """Highest value; draws above are put on it."""
    published: Published | None = None
    """When what it rests on was public; not needed where it rests on claims of the ledger."""
    source: GivenText
    """Citation or address."""
    reason: GivenText
    """Why this distribution."""
    certainty: Certainty
    """How it is known."""
    default: bool = False
    """Whether it is taken from the package's table of default priors."""

    @property
    def has_bounds_in_order(self) -> bool:
        """Whether min is below max, or one of them is not given."""
        return self.min is None or self.max is None or self.min < self.max

    def bounded(self, inner: Distribution) -> Distribution:
        """A distribution with this parameter's bounds."""
        if self.min is None and self.max is None:
            return inner
        return Clipped(inner, self.min, self.max)


class Leaving(Part):
    """How people decide to leave."""

    base_rate_per_day: Number
    """Chance of deciding per day and person, with all drivers at 0."""
    share_willing: Number
    """Share of the people who would leave at all."""
    drivers: Mapping[Name, Number] = {}
    """Driver name -> log hazard ratio per unit of its level."""


class Onward(Part):
    """How people move on from one reception place."""

    start: Identifier = Field(alias="from")
    """Id of the reception place (key ``from``)."""
    stay_hours: Number
    """Mean stay in hours before moving on."""
    shares: Mapping[Identifier, Number]
    """Reception place -> share of the people that moves on to it; the rest stays."""
