"""The parts of a scenario: one frozen model for each kind of row in its files.

Field names are those of the columns and keys, except where those are Python's own words.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field

from corridor.evidence.claim import GivenText, Held, Text
from corridor.parameters.distributions import Clipped, Distribution
from corridor.parameters.number import Expression, Flow, Number
from corridor.scenario.fields import (
    Certainty,
    Hours,
    Identifier,
    Instant,
    Known,
    Name,
    Part,
    Published,
    Unit,
    Whole,
    Yes,
    read_held,
    read_latitude,
    read_longitude,
    read_names,
)
from corridor.units import Floats

PlaceKind: TypeAlias = Literal["origin", "waypoint", "checkpoint", "reception"]
Action: TypeAlias = Literal[
    "close",
    "open",
    "escort",
    "capacity",
    "driver",
    "threat",
    "ration",
    "delivery",
    "stock",
    "cut",
    "restore",
    "returns",
    "direct",
    "note",
]
CountKind: TypeAlias = Literal["arrived", "registered", "vehicles", "sheltered"]
CountUnit: TypeAlias = Literal["people", "households", "vehicles"]
Measure: TypeAlias = Literal["cumulative", "period", "stock"]


class ActionRule(NamedTuple):
    """What the value of an action's event is: its unit, and words for a message."""

    unit: Unit
    value: str


#: Actions whose events have a value; those of the others have none.
ACTIONS: Mapping[Action, ActionRule] = {
    "escort": ActionRule("vehicles/hour", "vehicles per hour"),
    "capacity": ActionRule("vehicles/hour", "vehicles per hour, or 'unlimited'"),
    "driver": ActionRule("level", "the driver's new level"),
    "threat": ActionRule("level", "how much it adds to the threat"),
    "ration": ActionRule("kg/person/day", "kilograms per person and day"),
    "delivery": ActionRule("tonnes/day", "tonnes per day"),
    "stock": ActionRule("tonnes", "tonnes to add"),
    "returns": ActionRule("1/day", "the rate of return per day"),
    "direct": ActionRule("log odds", "log odds of its choice"),
}


class Place(Part):
    """A place: origin, waypoint, checkpoint or reception place."""

    optional_columns: ClassVar[frozenset[str]] = frozenset(
        {
            *("open_hours", "country", "size", "room", "present", "overflow"),
            *("registrations_per_hour", "through", "pcode"),
        }
    )

    id: Identifier
    """Stable id, not used by any other place or link."""
    name: GivenText
    """Name as readers know it."""
    alt_names: Annotated[tuple[str, ...], BeforeValidator(read_names)] = ()
    """Other names and spellings, separated by semicolons."""
    kind: PlaceKind
    """What happens here: people leave, pass, are held up, or are received."""
    lat: Annotated[Known, AfterValidator(read_latitude)]
    """Latitude in degrees, north positive (WGS 84)."""
    lon: Annotated[Known, AfterValidator(read_longitude)]
    """Longitude in degrees, east positive (WGS 84)."""
    people: Number | None = None
    """Origins only: people at home at the start, or their weight where people_total is given."""
    vehicles_per_hour: Flow | None = None
    """Checkpoints only: vehicles that can pass in an hour."""
    open_hours: Hours | None = None
    """Checkpoints only: local hours in which anybody passes; nothing means always."""
    country: Text = ""
    """Country, for the choice of destination across a border."""
    size: Number | None = None
    """Reception places only: size, in people, that draws people who choose a destination."""
    room: Flow | None = None
    """Reception places only: people for whom there is room; nothing means unlimited."""
    present: Number | None = None
    """Reception places only: people who are there at the start; nothing means nobody."""
    overflow: Identifier | None = None
    """Reception places only: where people beyond the room are sent."""
    registrations_per_hour: Flow | None = None
    """Reception places only: people registered in an hour; nothing means unlimited."""
    through: Yes = False
    """Reception places only: whether people on the way elsewhere pass through."""
    pcode: Text = ""
    """Code of the area in the common operational datasets, or ISO 3166 code of a country."""
    source: Text = ""
    """Citation or address; may be empty only where certainty is assumed or uncertain."""
    certainty: Certainty
    """How the row's numbers are known."""
    note: Text = ""
    """Free text."""


class Link(Part):
    """A directed road from one place to another."""

    optional_columns: ClassVar[frozenset[str]] = frozenset({"open_hours", "storage_vehicles"})

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
    open_hours: Hours | None = None
    """Local hours in which people set out onto it; nothing means always."""
    storage_vehicles: Flow | None = None
    """Vehicles that fit on it; nothing means unlimited."""
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
    """What it changes, by action; a driver or service may be followed by @place."""
    value: Flow | None = None
    """What it becomes, by action: see :data:`ACTIONS`."""
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

    @property
    def delay_address(self) -> str:
        """Where the delay is drawn if it is no parameter."""
        return f"timeline.{self.id}.delay_hours"

    @property
    def value_address(self) -> str:
        """Where the value is drawn if it is no parameter."""
        return f"timeline.{self.id}.value"

    @property
    def factor(self) -> float:
        """By what the drawn value is multiplied."""
        return 1.0

    def moved(self, hours: Floats, since: Callable[[datetime], float]) -> Floats:  # noqa: ARG002
        """When it takes effect in a variant, in hours; ``since`` gives a time in the same hours."""
        return hours


class Count(Part):
    """A count that somebody published: the model learns from it, and is compared with it."""

    optional_columns: ClassVar[frozenset[str]] = frozenset({"since"})

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
    held: Annotated[Held, BeforeValidator(read_held)]
    """When it was so; ``held.end`` is the instant."""
    since: Instant | None = None
    """Measure ``period`` only: when the period began; nothing means that of a dated ``held``."""
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


class Supply(Part):
    """A good that people at an origin live on: its stock, what they eat, what arrives."""

    id: Identifier
    """Stable id, not used by any other supply."""
    place: Identifier
    """Id of the origin whose people live on it."""
    good: GivenText
    """What it is, for instance food."""
    stock: Number = Field(alias="stock_tonnes")
    """Tonnes at the start (column ``stock_tonnes``)."""
    ration: Number = Field(alias="ration_kg_per_person_day")
    """Kilograms that a person uses in a day (column ``ration_kg_per_person_day``)."""
    delivery: Number = Field(alias="delivery_tonnes_per_day")
    """Tonnes that arrive in a day (column ``delivery_tonnes_per_day``)."""
    start: Identifier | None = Field(default=None, alias="from")
    """Place from which it is delivered over open roads; without it, whatever is shut."""
    source: Text = ""
    """Citation or address; may be empty only where certainty is assumed or uncertain."""
    certainty: Certainty
    """How the row's numbers are known."""
    note: Text = ""
    """Free text."""


class Lift(Part):
    """A convoy, bus or train on a timetable: so many seats at such times, by a way of its own."""

    id: Identifier
    """Stable id, not used by any other lift."""
    start: Identifier = Field(alias="from")
    """Id of the place from which it takes people (column ``from``)."""
    end: Identifier = Field(alias="to")
    """Id of the place to which it takes them (column ``to``)."""
    first: Instant
    """Its first departure."""
    every_hours: Annotated[Known, Field(gt=0)] | None = None
    """Hours from one departure to the next; nothing means once."""
    until: Instant | None = None
    """No departure after this."""
    seats: Number
    """People that it takes at most, each time."""
    hours: Number
    """Its travel time."""
    needs_road: Yes = False
    """Whether it goes only while a way over open roads leads from its start to its end."""
    published: Published
    """When it was public that it would go."""
    source: Text = ""
    """Citation or address; may be empty only where certainty is assumed or uncertain."""
    certainty: Certainty
    """How the row is known."""
    note: Text = ""
    """Free text."""
