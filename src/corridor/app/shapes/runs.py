"""Runs as they are answered: what a map, a chart and a table of a forecast show."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from corridor.app.shapes.common import Quantiles, Shape


class RunHead(Shape):
    """A run, in a list; ``problem`` says why one cannot be read."""

    id: str
    scenario: str
    title: str
    as_of: datetime | None
    created: datetime | None
    members: int
    seed: int
    sensitivity: str
    start: datetime | None
    end: datetime | None
    ok: bool
    problem: str | None = None


class RunList(Shape):
    """Runs, the newest first."""

    runs: tuple[RunHead, ...]


class KeyFigureShape(Shape):
    """A number that people look for first, at 5, 25, 50, 75 and 95 %."""

    id: str
    label: str
    unit: Literal["people", "time"]
    people: tuple[float, ...] | None = None
    times: tuple[datetime | None, ...] | None = None
    """Null for after the end of the forecast."""
    source: str
    """What to trace: see ``/runs/{run}/trace``."""


class RunShape(RunHead):
    """A run with what it says in a few numbers and sentences."""

    summary: tuple[str, ...]
    key_figures: tuple[KeyFigureShape, ...]
    notes: tuple[str, ...]
    zone: str


class PlaceNow(Shape):
    """People at a place at the end of each step, at 5, 50 and 95 %."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    room: float | None
    what: str
    low: tuple[float | None, ...]
    median: tuple[float | None, ...]
    high: tuple[float | None, ...]


class LinkNow(Shape):
    """A road: who wait at its end, median and 90 %; who pass it in an hour, mean and 90 %."""

    id: str
    start: str = Field(serialization_alias="from")
    end: str = Field(serialization_alias="to")
    km: float
    hours: float
    capacity: float | None
    twin: str | None
    queue_low: tuple[float | None, ...] | None
    queue: tuple[float | None, ...] | None
    queue_high: tuple[float | None, ...] | None
    flow_low: tuple[float | None, ...]
    flow: tuple[float | None, ...]
    flow_high: tuple[float | None, ...]


class StateShape(Shape):
    """From a time on a road is open, closed or under escort."""

    time: datetime
    state: Literal["open", "closed", "escort"]
    event: str | None
    why: str
    source: str


class RoadStates(Shape):
    """How the state of a link or checkpoint changes."""

    target: str
    changes: tuple[StateShape, ...]


class SituationShape(Shape):
    """Where people are at each step."""

    run: str
    title: str
    as_of: datetime
    zone: str
    now: int
    times: tuple[datetime, ...]
    places: tuple[PlaceNow, ...]
    links: tuple[LinkNow, ...]
    states: tuple[RoadStates, ...]
    totals: dict[str, Quantiles]
    flow_note: str


class CountMark(Shape):
    """A count beside a forecast."""

    id: str
    time: datetime
    value: int
    known: bool
    """Whether it was published by the as-of time."""
    published: datetime
    said_by: str
    published_by: str
    url: str


class CrossingShape(Shape):
    """When a share has arrived, at 5, 25, 50, 75 and 95 %; null for after the end."""

    share: float
    times: tuple[datetime | None, ...]


class SeriesShape(Shape):
    """What one place, or all, will see."""

    place: str
    name: str
    room: float | None
    hourly: Quantiles
    cumulative: Quantiles
    daily: Quantiles
    present: Quantiles | None
    chance_over_room: tuple[float | None, ...] | None
    crossings: tuple[CrossingShape, ...]
    counts: tuple[CountMark, ...]


class ToComeShape(Shape):
    """Counts of people present to come at a place, or in all: at 5, 25, 50, 75 and 95 %.

    ``people`` are those who will be counted at each of ``times``, ``present`` those who are there
    in the model.
    """

    place: str
    name: str
    last: float
    held: datetime | None
    times: tuple[datetime, ...]
    people: tuple[tuple[int, ...], ...]
    present: tuple[tuple[int, ...], ...]


class ForecastShape(Shape):
    """The series of all places; counts to come where such counts were learned from."""

    run: str
    title: str
    as_of: datetime
    zone: str
    times: tuple[datetime, ...]
    step_hours: tuple[float | None, ...]
    days: tuple[date, ...]
    series: tuple[SeriesShape, ...]
    to_come: tuple[ToComeShape, ...]
    to_come_note: str
    notes: tuple[str, ...]


class MovedFigure(Shape):
    """A key figure in an earlier run and in this one."""

    id: str
    label: str
    unit: Literal["people", "time"]
    before: tuple[float | datetime | None, ...]
    after: tuple[float | datetime | None, ...]


class MovedShape(Shape):
    """How a forecast moved since an earlier run of the same scenario."""

    run: str
    since: str
    as_of: datetime
    since_as_of: datetime
    new_counts: tuple[CountMark, ...]
    figures: tuple[MovedFigure, ...]
    times: tuple[datetime, ...]
    before: Quantiles
    after: Quantiles


class OutcomeRowShape(Shape):
    """A count that came later, and what the forecast had said of it."""

    count: CountMark
    place: str
    median: float
    middle: tuple[float, float]
    wide: tuple[float, float]
    share_below: float
    baseline: float | None


class OutcomeShape(Shape):
    """How a forecast did against the counts that came after it; nothing where there is none."""

    run: str
    as_of: datetime
    rows: tuple[OutcomeRowShape, ...] = ()
    coverage: dict[str, float] = Field(default_factory=dict)
    crps: float | None = None
    baseline_crps: float | None = None
    left_out: int = 0
    verdict: str = ""
