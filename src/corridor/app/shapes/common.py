"""What all answers share: base model, errors, quantiles."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated, Literal, TypeAlias

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from corridor.errors import Problem
from corridor.units import Floats

Kind: TypeAlias = Literal[
    "input", "conflict", "not_found", "auth", "csrf", "host", "busy", "too_large", "internal"
]

#: A name of a folder that a scenario or run can have; no path leads out of it.
FolderName: TypeAlias = Annotated[
    str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$", examples=["my-crisis"])
]


class Shape(BaseModel):
    """What an endpoint answers."""

    model_config = ConfigDict(frozen=True, extra="forbid", serialize_by_alias=True)


class Given(BaseModel):
    """What an endpoint is given."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_max_length=1_000_000)


class ProblemShape(Shape):
    """One fault in what was given."""

    where: str
    """File, line and field."""
    found: str
    expected: str


class ErrorBody(Shape):
    """What is wrong."""

    kind: Kind
    message: str
    problems: tuple[ProblemShape, ...] = ()
    current_version: int | None = None
    """With a conflict: the version that there is now."""


class ErrorShape(Shape):
    """What every answer that is no success holds."""

    error: ErrorBody


def problem_shape(problem: Problem) -> ProblemShape:
    """A problem as it is answered."""
    numbers = [str(number) for number in (problem.line, problem.column) if number]
    place = ":".join([problem.file, *numbers]) if problem.file else ""
    where = ": ".join(part for part in (place, problem.field) if part)
    return ProblemShape(where=where, found=problem.found, expected=problem.expected)


class Quantiles(Shape):
    """Quantiles over the members: ``values`` has a row for each level."""

    levels: tuple[float, ...]
    values: tuple[tuple[float | None, ...], ...]


def rounded(values: Iterable[float], digits: int = 1) -> tuple[float | None, ...]:
    """Numbers with few digits, whole ones without any; None for what is no number."""
    return tuple(
        None if not np.isfinite(value) else _plain(round(float(value), digits)) for value in values
    )


def _plain(value: float) -> float:
    return int(value) if value.is_integer() else value


def quantiles_shape(levels: Sequence[float], values: Floats, digits: int = 1) -> Quantiles:
    """Quantiles, shape (level, ...), as they are answered."""
    rows = tuple(rounded(row.tolist(), digits) for row in values)
    return Quantiles(levels=tuple(levels), values=rows)


class StepShape(Shape):
    """One step in the history of a ledger."""

    version: int
    time: datetime
    action: str
    ids: tuple[str, ...]
    by: str
    how: str
    why: str
    undoes: int | None
    in_effect: bool
    files: tuple[str, ...]
