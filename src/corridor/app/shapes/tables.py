"""Rows of a scenario's tables as they are asked for and answered."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from corridor.app.shapes.common import Given, ProblemShape, Shape

TableName: TypeAlias = Literal[
    "places", "links", "timeline", "counts", "supplies", "lifts", "numbers", "parameters"
]

_Cell: TypeAlias = Annotated[str, Field(max_length=20_000)]
_Column: TypeAlias = Annotated[str, Field(max_length=64)]


class FieldShape(Shape):
    """A column: whether every row needs it, the words that it may hold, and what it means."""

    name: str
    needed: bool
    is_number: bool
    choices: tuple[str, ...]
    words: str


class TableShape(Shape):
    """A table of a scenario: its columns, and the cells of its rows as they stand in the file."""

    name: TableName
    fields: tuple[FieldShape, ...]
    rows: tuple[dict[str, str], ...]


class SettingShape(Shape):
    """A setting of a scenario, as a text."""

    name: str
    value: str
    words: str


class TablesShape(Shape):
    """The tables and settings of a scenario that may be changed, and what is wrong with it."""

    version: int
    tables: tuple[TableShape, ...]
    settings: tuple[SettingShape, ...]
    problems: tuple[ProblemShape, ...]


class RowChangeGiven(Given):
    """Other cells of the row ``id``; without ``id`` a new row, without ``cells`` none any more."""

    table: TableName
    id: str | None = Field(None, max_length=128)
    cells: dict[_Column, _Cell] | None = Field(None, max_length=50)


class TablesGiven(Given):
    """Changes of rows and settings, which are made all at once or not at all."""

    changes: tuple[RowChangeGiven, ...] = Field((), max_length=5_000)
    settings: dict[_Column, _Cell] = Field(default_factory=dict, max_length=20)


class TablesChecked(Shape):
    """What the scenario's checks say of changes; the version after them, where they were made."""

    version: int
    problems: tuple[ProblemShape, ...]
    changed: bool
