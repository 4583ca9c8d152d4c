"""One crisis, checked and frozen: the scenario and what may be asked of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import numpy as np
from pydantic import BeforeValidator, ConfigDict, Field, field_validator

from corridor.errors import InputError, near_match
from corridor.evidence.claim import GivenText, Text
from corridor.evidence.ledger import Ledger
from corridor.parameters.distributions import Distribution
from corridor.parameters.number import Flow, FromClaims, Number, ParameterName
from corridor.scenario.behaviour import Counting, Destination, Group, Leaving, Mode, Onward, RunUp
from corridor.scenario.fields import MINUTES_PER_DAY, Instant, Name, Part
from corridor.scenario.parts import Count, Event, Lift, Link, Parameter, Place, Supply
from corridor.scenario.uses import (
    Use,
    event_uses,
    lift_uses,
    link_uses,
    onward_uses,
    place_uses,
    settings_uses,
    supply_uses,
)

Sensitivity: TypeAlias = Literal["public", "restricted", "confidential", "strict"]


def read_zone(value: object) -> ZoneInfo:
    """The time zone with this name from the tz database.

    Raises
    ------
    ValueError
        With a message that says what would be right.
    """
    if isinstance(value, ZoneInfo):
        return value
    wanted = "the name of a time zone, such as Asia/Yerevan"
    if not isinstance(value, str):
        raise ValueError(wanted)
    try:
        return ZoneInfo(value)
    # A folder of zones, such as "Asia", gives an OSError.
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(wanted + _near_zone(value)) from None


def _near_zone(name: str) -> str:
    """A phrase that offers the zone of the same city, or else the one with the nearest name."""
    zones = sorted(available_timezones())
    city = name.rpartition("/")[2].casefold()
    same = [zone for zone in zones if "/" in zone and zone.casefold().endswith(f"/{city}")]
    return f" (did you mean {same[0]!r}?)" if city and same else near_match(name, zones)


def _changes(value: object) -> object:
    is_list = isinstance(value, list | tuple) and value
    if not is_list or not all(isinstance(text, str) for text in value):  # type: ignore[attr-defined]
        raise ValueError("a list of changes, such as [close old-bridge 2030-05-03..2030-05-04]")
    return value


_MEDIAN = np.array([0.5])


class Settings(Part):
    """What ``scenario.yaml`` says outside its parameters and onward moves."""

    schema_version: Literal[1] = Field(alias="schema")
    """Version of the folder's format; 1 (key ``schema``)."""
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
    """Short name: lower-case letters, digits and hyphens."""
    title: GivenText
    """Title for reports."""
    summary: Text = ""
    """A few sentences on the crisis."""
    zone: Annotated[ZoneInfo, BeforeValidator(read_zone)] = Field(alias="time_zone")
    """Time zone for bare dates and for printed times (key ``time_zone``)."""
    start: Instant
    """When the simulation starts."""
    step_minutes: Annotated[int, Field(strict=True, ge=15, le=MINUTES_PER_DAY)]
    """Length of a step in minutes; divides a day."""
    default_as_of: Instant = Field(alias="as_of")
    """As-of time of the forecast where none is asked for (key ``as_of``)."""
    horizon_days: Annotated[int, Field(strict=True, ge=1, le=366)]
    """Days that the forecast reaches beyond its as-of time."""
    sensitivity: Sensitivity
    """Who may see it."""
    people_total: Number | None = None
    """People in all origins together; the origins' people are then weights."""
    leaving: Leaving
    """How people decide to leave."""
    people_per_vehicle: Number
    """Mean number of people in a vehicle; with ``modes``, only for what has no mode."""
    people_per_household: Number | None = None
    """Mean number of people in a household, for needs; nothing here moves by it."""
    run_up: RunUp | None = None
    """A first part of the run with longer steps."""
    groups: Mapping[Name, Group] = {}
    """Parts of the people by name."""
    modes: Mapping[Name, Mode] = {}
    """Ways to travel by name; without any, all go by car."""
    destination: Destination | None = None
    """How people choose where to go; without it, to the nearest reception place."""
    services: Mapping[Name, Number] = {}
    """Service, such as electricity -> what its cut adds to the level of deprivation."""
    routes: Literal["least_time", "recursive_logit"] = "least_time"
    """How people choose their way."""
    route_scale_per_hour: Number | None = None
    """With ``recursive_logit``: log odds lost by each hour of a longer way."""
    counting: Counting = Counting()
    """How people are counted."""
    variants: Mapping[Name, Annotated[tuple[str, ...], BeforeValidator(_changes)]] = {}
    """Variants by name: the texts of their changes (see :mod:`corridor.scenario.variant`)."""

    @field_validator("step_minutes")
    @classmethod
    def _step_divides_a_day(cls, minutes: int) -> int:
        if MINUTES_PER_DAY % minutes:
            raise ValueError("minutes that divide a day, such as 15, 30, 60 or 1440")
        return minutes


class Scenario(Settings):
    """One crisis, checked and frozen; made by :func:`corridor.scenario.load_scenario`.

    Until :meth:`as_of` has been asked, it holds everything in its folder, replaced events among
    it: a run takes a scenario as of some time.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    parameters: tuple[Parameter, ...]
    """Named uncertain numbers."""
    onward: tuple[Onward, ...]
    """Moves between reception places."""
    places: tuple[Place, ...]
    """Places, in the order of the file."""
    links: tuple[Link, ...]
    """Links, in the order of the file."""
    supplies: tuple[Supply, ...] = ()
    """Supplies, in the order of the file."""
    lifts: tuple[Lift, ...] = ()
    """Lifts, in the order of the file."""
    timeline: tuple[Event, ...]
    """Events, in the order of the file."""
    counts: tuple[Count, ...]
    """Published counts, in the order of the file."""
    ledger: Ledger
    """Claims."""
    folder: Path
    """The folder it was read from."""
    known_at: datetime | None = None
    """The time at which it was cut, or None for all that the folder holds."""

    def as_of(self, time: datetime) -> "Scenario":
        """What was known at ``time``: the only place where later knowledge is cut away.

        Claims, counts and events published later are dropped, replaced events as well, and
        ``default_as_of`` becomes ``time``. Parameters that nothing uses are dropped if they are
        later.

        Raises
        ------
        AsOfError
            For a time without an offset, a scenario already cut at another time, and naming each
            number in use that rests on something published later, or on no claim any more.
        """
        from corridor.scenario.cut import cut

        return cut(self, time)

    def distribution(self, number: Flow) -> Distribution:
        """What is believed about a number: an expression, or the name of a parameter.

        Bounds of a parameter are part of its distribution. In a scenario that is cut, claims that
        were not yet public are left out of pools.

        Raises
        ------
        InputError
            For the name of a parameter that is not in the scenario.
        LedgerError
            For claims that cannot be pooled.
        """
        if isinstance(number, ParameterName):
            parameter = self.parameter(number.name)
            return parameter.bounded(self.distribution(parameter.number))
        if isinstance(number, FromClaims):
            return self.ledger.pool(self._public(number))
        return number.distribution()

    def median(self, number: Flow) -> float:
        """The middle of what is believed about a number; infinite for no limit.

        Errors as of :meth:`distribution`.
        """
        return float(self.distribution(number).quantile(_MEDIAN)[0])

    def parameter(self, name: str) -> Parameter:
        """The parameter with this name.

        Raises
        ------
        InputError
            When there is none.
        """
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = near_match(name, (parameter.name for parameter in self.parameters))
        raise InputError(f"there is no parameter {name!r}{known}")

    def parameter_name(self, number: Flow) -> str | None:
        """The parameter that a number names, or None for a number that stands for itself.

        Two uses of one parameter share one draw; any other number is drawn by the address of its
        use (:meth:`uses`).
        """
        return number.name if isinstance(number, ParameterName) else None

    def uses(self) -> Iterator[Use]:
        """Every number in use, with its address and unit, in the order of the files."""
        yield from settings_uses(self)
        yield from onward_uses(enumerate(self.onward))
        yield from place_uses(self.places)
        yield from link_uses(self.links)
        yield from event_uses(self.timeline)
        yield from supply_uses(self.supplies)
        yield from lift_uses(self.lifts)

    def _public(self, number: FromClaims) -> tuple[str, ...]:
        if self.known_at is None:
            return number.claims
        public = {claim.id for claim in self.ledger.claims}
        return tuple(id for id in number.claims if id in public)
