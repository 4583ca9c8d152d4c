"""Scenarios as they are asked for and answered."""

from datetime import datetime

from pydantic import AwareDatetime, Field

from corridor.app.shapes.common import Given, Shape


class ToDoShape(Shape):
    """A step on the way to a first forecast."""

    name: str
    words: str
    done: bool


class ScenarioHead(Shape):
    """A scenario, in a list; ``problem`` says why one does not pass its checks."""

    id: str
    title: str
    name: str
    built_in: bool
    as_of: datetime | None = None
    horizon_days: int | None = None
    sensitivity: str | None = None
    places: int = 0
    links: int = 0
    claims: int = 0
    counts: int = 0
    example: bool = False
    """Whether its places are still those of the made-up example that a new scenario begins with."""
    ok: bool
    problem: str | None = None
    to_do: tuple[ToDoShape, ...] = ()
    """What it lacks before it can be forecast, in order; empty where nothing is lacking."""


class ScenarioList(Shape):
    """The scenarios of the folder, then the built-in cases."""

    scenarios: tuple[ScenarioHead, ...]


class ScenarioWanted(Given):
    """A scenario to make."""

    name: str = Field(max_length=64, examples=["my-crisis"])
    like: str | None = Field(None, max_length=128, examples=["nagorno-karabakh-2023"])
    """A scenario to copy; without it, the commented starter."""
    empty: bool = False
    """Without places, roads, events, counts and claims, in place of the commented starter."""


class Sourced(Shape):
    """What every row of a scenario's tables has."""

    id: str
    source: str
    certainty: str
    note: str


class PlaceShape(Sourced):
    """A place; numbers are medians of what is believed."""

    name: str
    kind: str
    lat: float
    lon: float
    country: str
    people: float | None
    room: float | None
    vehicles_per_hour: float | None


class LinkShape(Sourced):
    """A road; numbers are medians of what is believed."""

    start: str = Field(serialization_alias="from")
    end: str = Field(serialization_alias="to")
    km: float
    hours: float | None
    vehicles_per_hour: float | None
    open_hours: str | None


class EventShape(Sourced):
    """A row of the timeline."""

    time: datetime
    published: datetime
    action: str
    target: str
    value: float | None


class LiftShape(Sourced):
    """A convoy, bus or train on a timetable."""

    start: str = Field(serialization_alias="from")
    end: str = Field(serialization_alias="to")
    first: datetime
    every_hours: float | None
    until: datetime | None
    seats: float | None
    hours: float | None


class SupplyShape(Sourced):
    """A good that people at an origin live on."""

    place: str
    good: str
    stock_tonnes: float | None
    delivery_tonnes_per_day: float | None


class ParameterShape(Shape):
    """An uncertain number, with what is believed of it in words."""

    name: str
    label: str
    value: str
    unit: str
    certainty: str
    reason: str
    source: str
    claims: tuple[str, ...] = ()
    correlation: float | None = None
    """With a run: rank correlation of its draws with all arrivals by the end."""


class ScenarioShape(ScenarioHead):
    """A scenario."""

    version: int
    summary: str
    zone: str
    start: datetime
    step_minutes: int
    place_list: tuple[PlaceShape, ...]
    link_list: tuple[LinkShape, ...]
    timeline: tuple[EventShape, ...]
    lifts: tuple[LiftShape, ...]
    supplies: tuple[SupplyShape, ...]
    parameters: tuple[ParameterShape, ...]
    drivers: tuple[str, ...]
    variants: dict[str, tuple[str, ...]]


class CountShape(Shape):
    """A count of the scenario."""

    id: str
    place: str
    kind: str
    measure: str
    value: int
    unit: str
    held: str
    held_end: AwareDatetime
    published: AwareDatetime
    published_how: str
    said_by: str
    published_by: str
    url: str
    certainty: str
    note: str
