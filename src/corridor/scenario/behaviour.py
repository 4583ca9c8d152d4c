"""How people behave in a scenario: what stands under the keys of ``scenario.yaml``."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from corridor.parameters.number import Number
from corridor.scenario.fields import MINUTES_PER_DAY, Identifier, Instant, Name, Part

#: Drivers whose levels the model works out; the levels of all others are set by the timeline.
COMPUTED_DRIVERS = ("threat", "deprivation", "others_gone", "unknown")

#: In ``destination.ties``: every group.
EVERYONE = "everyone"


class RunUp(Part):
    """A first part of the run with longer steps."""

    until: Instant
    """When it ends."""
    step_minutes: Annotated[int, Field(strict=True, ge=15, le=MINUTES_PER_DAY)]
    """Length of its steps in minutes; a multiple of the scenario's own."""


class Leaving(Part):
    """How people decide to leave."""

    base_rate_per_day: Number
    """Chance of deciding per day and person, with all drivers at 0."""
    share_willing: Number
    """Share of the people who would leave at all."""
    drivers: Mapping[Name, Number] = {}
    """Driver name -> log hazard ratio per unit of its level."""
    threat_half_life_days: Number | None = None
    """With the driver ``threat``: days in which the threat of an event falls by half."""
    threat_reach_km: Number | None = None
    """With the driver ``threat``: kilometres over which it falls to 37 %."""
    comfort_days: Number | None = None
    """With the driver ``deprivation``: days of supply from which on nobody feels a lack."""
    unknown_correlation_days: Number | None = None
    """With the driver ``unknown``: days over which the random walk forgets itself."""


class Group(Part):
    """A part of the people that behaves alike."""

    share: Number
    """Share of the people; scaled so that the groups at an origin make up everybody."""
    hazard_ratio: Number | None = None
    """By what its rate of leaving is multiplied; nothing means 1."""
    share_willing: Number | None = None
    """Share of it that would leave at all; nothing means that of ``leaving``."""
    origins: tuple[Identifier, ...] = ()
    """Origins where it lives; nothing means everywhere."""


class Mode(Part):
    """A way to travel."""

    share: Number
    """Share of the people who leave; scaled so that all modes make up everybody."""
    people_per_vehicle: Number
    """Mean number of people in a vehicle."""
    car_equivalents: Number | None = None
    """Cars that a vehicle counts for at a bottleneck; nothing means 1, and 0 passes freely."""
    speed_ratio: Number | None = None
    """Speed as a ratio of free flow; nothing means 1."""
    km_per_hour: Number | None = None
    """Own speed, whatever the road's."""


class Destination(Part):
    """How people choose where to go: log odds by what a place offers."""

    travel_cost: Number
    """Log odds lost per unit of the logarithm of softened travel time."""
    softening_hours: Number
    """Hours that soften the logarithm: much shorter ways are all alike."""
    size: Number | None = None
    """Log odds per unit of the logarithm of a place's size."""
    room_left: Number | None = None
    """Log odds per unit of the logarithm of the share of a place's room that is left."""
    followers: Number | None = None
    """Log odds per unit of the logarithm of 1 + the people who are at a place already."""
    border: Number | None = None
    """Log odds lost by a border on the way."""
    ties: Mapping[Name, Mapping[Identifier, Number]] = {}
    """Group, or ``everyone`` -> reception place -> log odds."""
    considered: Annotated[int, Field(strict=True, ge=1, le=64)] = 16
    """How many of the nearest reception places are weighed."""


class Counting(Part):
    """How people are counted: what is known of it better than the package's defaults."""

    delay_hours: Number | None = None
    """Hours from when somebody comes to when a count holds them."""
    relative_error: Number | None = None
    """What one count is off by, as a share of it, anew each time."""
    lasting_error: Number | None = None
    """What all counts of one kind at a place are off by, as a share, for a long time."""


class Onward(Part):
    """How people move on from one reception place: by shares, or by choice."""

    start: Identifier = Field(alias="from")
    """Id of the reception place (key ``from``)."""
    stay_hours: Number
    """Mean stay in hours before moving on."""
    shares: Mapping[Identifier, Number] = {}
    """Reception place -> share of the people that moves on to it; the rest stays."""
    share_moving: Number | None = None
    """With ``choose``: share of the people that moves on at all."""
    choose: tuple[Identifier, ...] = ()
    """Reception places among which people choose as in ``destination``."""

    @property
    def targets(self) -> tuple[str, ...]:
        """Ids of the places to which people move on."""
        return self.choose or tuple(self.shares)
