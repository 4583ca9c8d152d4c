"""Shapes of distributions in the words of an analyst, and the numbers that they are made of."""

from abc import ABC, abstractmethod
from typing import Annotated, Self, TypeAlias

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from corridor.errors import near_match
from corridor.parameters.distributions import (
    INTERVAL_LEVEL,
    Beta,
    Distribution,
    LogNormal,
    Normal,
)

#: No number beyond this is meant: it is a hundred times the people who ever lived.
LARGEST = 1e13

#: Draws at these levels must be finite for a distribution to be accepted.
_EXTREME_LEVELS = np.array([1e-12, 0.5, 1 - 1e-12])

Real: TypeAlias = Annotated[float, Field(strict=True, ge=-LARGEST, le=LARGEST, allow_inf_nan=False)]
Level: TypeAlias = Annotated[float, Field(strict=True, ge=0.5, le=0.999)]


def _two(value: object) -> object:
    return items(value, 2, "a list of two numbers, such as [100, 600]")


def _three(value: object) -> object:
    return items(value, 3, "a list of three numbers, such as [2, 3, 6]")


def items(value: object, count: int | None, wanted: str) -> object:
    """A list as it is, if it has ``count`` entries (None: any number of them).

    Raises
    ------
    ValueError
        With ``wanted`` as its message.
    """
    if not isinstance(value, list | tuple) or count not in (None, len(value)):
        raise ValueError(wanted)
    return value


Pair: TypeAlias = Annotated[tuple[Real, Real], BeforeValidator(_two)]
Triple: TypeAlias = Annotated[tuple[Real, Real, Real], BeforeValidator(_three)]


class Form(BaseModel):
    """A frozen model that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class _Shape(Form, ABC):
    """A distribution in the analyst's words."""

    @abstractmethod
    def build(self) -> Distribution:
        """The distribution that is meant."""

    @model_validator(mode="before")
    @classmethod
    def _has_known_keys(cls, value: object) -> object:
        if isinstance(value, cls):
            return value
        known = tuple(cls.model_fields)
        if not isinstance(value, dict):
            raise ValueError(f"a mapping with some of the keys {', '.join(known)}")
        for key in value:
            if key not in known:
                offer = near_match(str(key), known)
                raise ValueError(f"only the keys {', '.join(known)}{offer} (got {key!r})")
        return value

    @model_validator(mode="after")
    def _has_finite_draws(self) -> Self:
        with np.errstate(all="ignore"):
            draws = self.build().quantile(_EXTREME_LEVELS)
        if not np.isfinite(draws).all():
            raise ValueError("numbers from which draws stay finite")
        return self


class NormalShape(_Shape):
    """``interval`` (with ``median`` and ``level`` if need be), or ``mean`` and ``sd``."""

    interval: Pair | None = None
    median: Real | None = None
    level: Level | None = None
    mean: Real | None = None
    sd: Real | None = None

    def build(self) -> Distribution:
        """The normal distribution that is meant."""
        if self.mean is not None and self.sd is not None and not _filled(self, "interval"):
            return Normal(self.mean, self.sd, self.sd)
        if self.interval is None or self.mean is not None or self.sd is not None:
            raise ValueError("either interval (with median and level if need be) or mean and sd")
        return Normal.from_interval(
            *self.interval, median=self.median, level=self.level or INTERVAL_LEVEL
        )


class LogNormalShape(_Shape):
    """``interval`` (with ``median`` and ``level`` if need be), or ``median`` and ``sigma``."""

    interval: Pair | None = None
    median: Real | None = None
    level: Level | None = None
    sigma: Real | None = None

    def build(self) -> Distribution:
        """The lognormal distribution that is meant."""
        if self.interval is not None and self.sigma is None:
            return LogNormal.from_interval(
                *self.interval, median=self.median, level=self.level or INTERVAL_LEVEL
            )
        by_sigma = self.interval is None and self.level is None
        if by_sigma and self.median is not None and self.sigma is not None:
            return LogNormal(self.median, self.sigma, self.sigma)
        raise ValueError("either interval (with median and level if need be) or median and sigma")


class BetaShape(_Shape):
    """``interval`` (with ``level`` if need be), or ``a`` and ``b``."""

    interval: Pair | None = None
    level: Level | None = None
    a: Real | None = None
    b: Real | None = None

    def build(self) -> Distribution:
        """The beta distribution that is meant."""
        if self.a is not None and self.b is not None and not _filled(self, "interval"):
            return Beta(self.a, self.b)
        if self.interval is None or self.a is not None or self.b is not None:
            raise ValueError("either interval (with level if need be) or a and b")
        return Beta.from_interval(*self.interval, level=self.level or INTERVAL_LEVEL)


def _filled(shape: NormalShape | BetaShape, *also: str) -> bool:
    """Whether a shape has an entry that goes only with the ``also`` form."""
    return any(getattr(shape, name, None) is not None for name in (*also, "median", "level"))
