"""Standards: how much of what so many people need, each with its source; a table to edit."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corridor.errors import InputError, Problem
from corridor.table import Row, read_table, row_problems

#: Which people of a place and day a need is counted by.
Counted: TypeAlias = Literal["present", "peak", "arrivals", "arrived"]

#: What each of them is, in words.
COUNTED: dict[Counted, str] = {
    "present": "people present, on average over the day",
    "peak": "largest number present at one time so far",
    "arrivals": "people who arrive on the day",
    "arrived": "people who have arrived since the start",
}

#: How far a figure was checked, in words.
CHECKED = {
    "read": "read on the publisher's own page, in a stored copy",
    "quoted": "read where others quote it, not in the publication itself",
    "unchecked": "not checked, or assumed: check it before you rely on it",
    "own": "given by the user",
}

COLUMNS = (
    *("id", "sector", "name", "unit", "amount", "each", "of", "counted", "cold_amount", "whole"),
    *("source", "checked", "why"),
)

OPTIONAL = ("sector", "each", "cold_amount", "whole", "checked", "why")


def _yes(value: object) -> object:
    if value in {"yes", "no", True, False}:
        return value in {"yes", True}
    raise ValueError("yes or no")


class Standard(BaseModel):
    """One row of a table of standards: ``amount`` for every ``each`` people or households."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,63}$")]
    """Short name: lower-case letters, digits and underscores."""
    sector: str = "other"
    """Part of the response."""
    name: Annotated[str, Field(max_length=200)]
    """What is needed."""
    unit: Annotated[str, Field(max_length=40)]
    """Unit of the amount, for instance litres/day."""
    amount: Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)]
    """So much is needed, in ``unit``."""
    each: Annotated[float, Field(gt=0, le=1e9, allow_inf_nan=False)] = 1
    """For so many people or households."""
    of: Literal["person", "household"]
    """Whether people or households are counted."""
    counted: Counted
    """Which people: see :data:`COUNTED`."""
    cold_amount: Annotated[float | None, Field(gt=0, le=1e9, allow_inf_nan=False)] = None
    """The amount in a cold climate; nothing means the same."""
    whole: Annotated[bool, BeforeValidator(_yes)] = False
    """Whether it comes in whole things, rounded up at each place."""
    source: Annotated[str, Field(min_length=1)]
    """Citation or address."""
    checked: Literal["read", "quoted", "unchecked", "own"] = "own"
    """How far the figure was checked: see :data:`CHECKED`."""
    why: str = ""
    """Why it is counted by these people."""

    def each_one(self, *, is_cold: bool) -> float:
        """The amount for one person or household."""
        amount = self.cold_amount if is_cold and self.cold_amount is not None else self.amount
        return amount / self.each


def read_standards(path: Path | str) -> tuple[Standard, ...]:
    """The standards in a CSV file with :data:`COLUMNS`.

    Raises
    ------
    InputError
        Naming every fault: file, line, field, what was found and what would be right.
    """
    path = Path(path)
    rows, problems = read_table(path, COLUMNS, optional=OPTIONAL)
    found: dict[str, Standard] = {}
    for row in rows:
        try:
            standard = Standard.model_validate(row.filled())
        except ValidationError as error:
            problems += row_problems(error, path.name, row)
            continue
        if standard.id in found:
            problems.append(_twice(path, row))
        found[standard.id] = standard
    if not found and not problems:
        problems.append(Problem(path.name, 0, 0, "", "no rows", "at least one standard"))
    if problems:
        raise InputError(f"{path} has {len(problems)} problem(s):", problems)
    return tuple(found.values())


def _twice(path: Path, row: Row) -> Problem:
    expected = "an id that no other row has"
    return Problem(path.name, row.line, 0, "id", repr(row.cells["id"]), expected)


@cache
def default_standards() -> tuple[Standard, ...]:
    """The package's own table."""
    with as_file(files("corridor.needs").joinpath("standards.csv")) as path:
        return read_standards(path)


def default_table() -> str:
    """The text of the package's own table, to edit."""
    return files("corridor.needs").joinpath("standards.csv").read_text(encoding="utf-8")
