"""The package's table of default priors: each with its unit, source and reason."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from pydantic import BaseModel, ConfigDict

from corridor.parameters.number import Expression


class DefaultPrior(BaseModel):
    """One row of ``defaults.csv``: an uncertain number that a scenario may take as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """Name of the parameter."""
    unit: str
    """What it is a number of."""
    value: Expression
    """The prior."""
    min: float | None = None
    """Lowest value a draw may have, in ``unit``."""
    max: float | None = None
    """Highest value a draw may have, in ``unit``."""
    published: date
    """The day on which all that it rests on was public."""
    source: str
    """Citation or address of what it rests on."""
    trust: Literal["abstract read", "derived", "assumed"]
    """How it was got from the source."""
    reason: str
    """Why this prior."""


@cache
def default_priors() -> Mapping[str, DefaultPrior]:
    """Every default prior by its name."""
    table = files("corridor.parameters").joinpath("defaults.csv").read_text(encoding="utf-8")
    priors = [
        DefaultPrior.model_validate({column: cell for column, cell in row.items() if cell})
        for row in csv.DictReader(table.splitlines())
    ]
    return MappingProxyType({prior.name: prior for prior in priors})
