"""Needs and exports as they are answered."""

from datetime import date, datetime
from typing import Literal

from corridor.app.shapes.common import Shape
from corridor.app.shapes.what_ifs import Named


class StandardShape(Shape):
    """A standard: so much for every so many people or households."""

    id: str
    sector: str
    name: str
    unit: str
    amount: float
    default_amount: float
    """The amount of the package's table, in the climate that was asked for."""
    each: float
    of: Literal["person", "household"]
    counted: str
    cold_amount: float | None
    whole: bool
    source: str
    checked: str
    why: str


class HouseholdShape(Shape):
    """The mean size of a household, and where it is from."""

    median: float
    origin: str


class NeedsShape(Shape):
    """What people at reception places need; ``values`` are by standard, level, day and place."""

    run: str
    as_of: datetime
    sensitivity: str
    is_cold: bool
    household: HouseholdShape
    days: tuple[date, ...]
    places: tuple[Named, ...]
    levels: tuple[float, ...]
    standards: tuple[StandardShape, ...]
    values: tuple[tuple[tuple[tuple[float | None, ...], ...], ...], ...]
    counted: dict[str, str]
    checked: dict[str, str]


class ExportShape(Shape):
    """A form in which a run can be fetched."""

    format: str
    label: str
    media: str
    url: str


class ExportList(Shape):
    """The forms in which a run can be fetched."""

    exports: tuple[ExportShape, ...]
