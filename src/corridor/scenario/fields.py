"""What the parts of a scenario are made of: types of fields, read from the text of a file.

A text with a bare date is read in the time zone that is given as the validation's context.
"""

import re
from datetime import datetime
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo

from corridor.evidence.claim import Held
from corridor.evidence.times import parse_held, parse_instant, parse_published
from corridor.parameters.number import NAME_PATTERN
from corridor.parameters.yaml_text import plain_number

Certainty: TypeAlias = Literal["sourced", "derived", "assumed", "uncertain"]

#: What a number in a scenario can be a number of; each use of a number wants one of these.
Unit: TypeAlias = Literal[
    "people",
    "vehicles/hour",
    "people/vehicle",
    "people/household",
    "hours",
    "1/day",
    "share",
    "log hazard ratio",
    "log odds",
    "level",
    "ratio",
    "days",
    "1/hour",
    "km",
    "km/h",
    "vehicles",
    "people/hour",
    "tonnes",
    "tonnes/day",
    "kg/person/day",
]

MINUTES_PER_DAY = 24 * 60

#: Years outside these are slips of the pen, and would make runs that never end.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


def _year_checked(time: datetime) -> datetime:
    if not _FIRST_YEAR <= time.year <= _LAST_YEAR:
        raise ValueError(f"a year from {_FIRST_YEAR} to {_LAST_YEAR}")
    return time


def _zone(info: ValidationInfo) -> ZoneInfo | None:
    return info.context if isinstance(info.context, ZoneInfo) else None


def _instant(value: object, info: ValidationInfo) -> datetime:
    if isinstance(value, datetime) and value.utcoffset() is not None:
        return _year_checked(value)
    if not isinstance(value, str):
        raise ValueError("a date-time with its offset from UTC, such as 2023-09-24T22:00+04:00")
    return _year_checked(parse_instant(value, _zone(info)))


def _published(value: object, info: ValidationInfo) -> datetime:
    if isinstance(value, str):
        return _year_checked(parse_published(value, _zone(info)))
    if not isinstance(value, datetime):
        raise ValueError("a date, or a date-time with its offset from UTC")
    return _instant(value, info)


def read_held(value: object, info: ValidationInfo) -> Held:
    """When something held, from a year, month, date or date-time."""
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


def read_names(value: object) -> object:
    """Names separated by semicolons."""
    if isinstance(value, str):
        return tuple(name.strip() for name in value.split(";") if name.strip())
    return value


def read_latitude(degrees: float) -> float:
    """Degrees that can be a latitude."""
    if not -90 <= degrees <= 90:
        raise ValueError("a latitude from -90 to 90 degrees (are lat and lon swapped?)")
    return degrees


def read_longitude(degrees: float) -> float:
    """Degrees that can be a longitude."""
    if not -180 <= degrees <= 180:
        raise ValueError("a longitude from -180 to 180 degrees")
    return degrees


class OpenHours(NamedTuple):
    """Daily hours in local time, in minutes after midnight; may run past midnight."""

    start_minute: int
    end_minute: int


def read_open_hours(value: object) -> object:
    """Daily hours from a text such as ``06:00-20:00``."""
    if not isinstance(value, str):
        return value
    shape = re.fullmatch(r"([0-9]{2}):([0-5][0-9])\s*[-–]\s*([0-9]{2}):([0-5][0-9])", value.strip())
    minutes = [int(part) for part in shape.groups()] if shape else []
    if shape and minutes[0] * 60 + minutes[1] < MINUTES_PER_DAY:
        start, end = minutes[0] * 60 + minutes[1], minutes[2] * 60 + minutes[3]
        if end <= MINUTES_PER_DAY and start != end:
            return OpenHours(start, end)
    raise ValueError("local hours such as 06:00-20:00")


def read_yes(value: object) -> object:
    """``yes`` in a cell as true; an empty cell is not given at all."""
    if isinstance(value, str) and value != "yes":
        raise ValueError("yes, or an empty cell")
    return value == "yes" if isinstance(value, str) else value


#: A cell that is ``yes`` or empty.
Yes: TypeAlias = Annotated[bool, BeforeValidator(read_yes)]

#: Daily opening hours.
Hours: TypeAlias = Annotated[OpenHours, BeforeValidator(read_open_hours)]


class Part(BaseModel):
    """What all parts have in common: they are frozen, and unknown entries are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    #: Columns that the header of a CSV file may lack.
    optional_columns: ClassVar[frozenset[str]] = frozenset()
