"""What-ifs as they are asked for and answered."""

from datetime import date, datetime

from pydantic import Field

from corridor.app.shapes.common import Given, Quantiles, Shape


class WhatIfWanted(Given):
    """A variant to run beside a run."""

    name: str = Field("", max_length=200, examples=["Bridge shut for two days"])
    changes: tuple[str, ...] = Field(
        min_length=1,
        max_length=50,
        examples=[["close hakari-bridge 2023-09-26..2023-09-27"]],
    )
    """Texts of changes, as in ``corridor compare``; or the name of one of the scenario's own."""


class WhatIfChanges(Given):
    """What may be changed of an answered what-if."""

    name: str | None = Field(None, max_length=200)
    kept: bool | None = None
    """Whether it is kept, and listed, until somebody removes it."""


class WhatIfExportWanted(Given):
    """An export of an answered what-if."""

    format: str = Field(max_length=20, examples=["brief"])


class WhatIfExport(Shape):
    """A form in which a what-if can be fetched, and whether it is made."""

    format: str
    label: str
    media: str
    url: str
    ready: bool


class WhatIfExports(Shape):
    """The forms in which a what-if can be fetched."""

    exports: tuple[WhatIfExport, ...]


class WhatIfHead(Shape):
    """An answered what-if, in a list."""

    id: str
    run: str
    scenario: str
    name: str
    changes: tuple[str, ...]
    created: datetime
    by: str
    kept: bool


class MeasureShape(Shape):
    """One number in the base and the variant, and its difference by member.

    Quantiles at 5, 25, 50, 75 and 95 %.
    """

    name: str
    unit: str
    base: tuple[float, ...]
    variant: tuple[float, ...]
    difference: tuple[float, ...]
    better_if: str
    share_better: float
    share_worse: float
    left_out: int


class DayShape(Shape):
    """Arrivals on a local day, likewise."""

    date: date
    base: tuple[float, ...]
    variant: tuple[float, ...]
    difference: tuple[float, ...]


class PlaceDifference(Shape):
    """Cumulative arrivals at a place, or in all, at 5, 50 and 95 %."""

    place: str
    name: str
    base: Quantiles
    variant: Quantiles
    difference: Quantiles


class WhatIfShape(WhatIfHead):
    """An answered what-if."""

    title: str
    as_of: datetime
    zone: str
    members: int
    seed: int
    sensitivity: str
    times: tuple[datetime, ...]
    measures: tuple[MeasureShape, ...]
    days: tuple[DayShape, ...]
    series: tuple[PlaceDifference, ...]


class WhatIfList(Shape):
    """Answered what-ifs, the newest first."""

    what_ifs: tuple[WhatIfHead, ...]


class Named(Shape):
    """Something with an id and a name for readers."""

    id: str
    name: str


class ChangesShape(Shape):
    """What a what-if may change of a run, and how it is written."""

    forms: dict[str, str]
    roads: tuple[Named, ...]
    """Links and checkpoints: what can be closed, opened, or given another capacity or hours."""
    places: tuple[Named, ...]
    origins: tuple[Named, ...]
    receptions: tuple[Named, ...]
    drivers: tuple[str, ...]
    parameters: tuple[Named, ...]
    variants: dict[str, tuple[str, ...]]
    start: datetime
    end: datetime
    as_of: datetime
