"""Distributions of one uncertain number, each defined by its quantile function.

A draw is the quantile of an addressed uniform number, so a distribution needs nothing but
``quantile``; the same address always gives the same draw (see :mod:`corridor.rng`).

The normal and lognormal take what an analyst can say: an interval and, where it is not in the
middle, a median. With both, the two sides get a spread of their own (a two-piece distribution), so
that the stated median and both ends of the interval are met exactly.
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import special

from corridor.units import Floats

#: Share of the probability between the two ends of an interval where none is stated.
INTERVAL_LEVEL = 0.90


class Distribution(Protocol):
    """One uncertain number."""

    def quantile(self, level: Floats) -> Floats:
        """Values at the given levels (strictly between 0 and 1); same shape as ``level``."""
        ...

    def describe(self) -> str:
        """The distribution in a few words, for tables."""
        ...


def _number(value: float) -> str:
    # The ends of an interval are found again from its middle, so that 0 may come out as 1e-16.
    value = round(value, 12) + 0.0
    if abs(value) >= 1000:
        return f"{value:,.0f}"
    return np.format_float_positional(value, precision=4, fractional=False, trim="-")


@dataclass(frozen=True)
class Fixed:
    """A number taken as known."""

    value: float

    def quantile(self, level: Floats) -> Floats:
        return np.full_like(level, self.value)

    def describe(self) -> str:
        return _number(self.value)


@dataclass(frozen=True)
class Uniform:
    """Every value from ``low`` to ``high`` alike."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError(f"low < high (got {self.low} and {self.high})")

    def quantile(self, level: Floats) -> Floats:
        return self.low + level * (self.high - self.low)

    def describe(self) -> str:
        return f"uniform {_number(self.low)} to {_number(self.high)}"


@dataclass(frozen=True)
class Triangular:
    """Rises in a straight line from ``low`` to ``mode`` and falls to ``high``."""

    low: float
    mode: float
    high: float

    def __post_init__(self) -> None:
        if not (self.low <= self.mode <= self.high and self.low < self.high):
            raise ValueError(
                f"low <= mode <= high and low < high (got {self.low}, {self.mode}, {self.high})"
            )

    def quantile(self, level: Floats) -> Floats:
        width = self.high - self.low
        at_mode = (self.mode - self.low) / width
        rising = self.low + np.sqrt(level * width * (self.mode - self.low))
        falling = self.high - np.sqrt((1 - level) * width * (self.high - self.mode))
        return np.where(level < at_mode, rising, falling)

    def describe(self) -> str:
        ends = f"{_number(self.low)} to {_number(self.high)}"
        return f"triangular {ends}, most likely {_number(self.mode)}"


@dataclass(frozen=True)
class Normal:
    """Normal around ``median``, with a spread below and one above (equal: the usual normal)."""

    median: float
    sd_below: float
    sd_above: float

    def __post_init__(self) -> None:
        if not (self.sd_below > 0 and self.sd_above > 0):
            raise ValueError("a positive spread on both sides of the median")

    @classmethod
    def from_interval(
        cls,
        low: float,
        high: float,
        *,
        median: float | None = None,
        level: float = INTERVAL_LEVEL,
    ) -> "Normal":
        """The normal that holds ``level`` of its probability between ``low`` and ``high``."""
        centre = (low + high) / 2 if median is None else median
        if not low < centre < high:
            raise ValueError(f"low < median < high (got {low}, {centre}, {high})")
        z = special.ndtri(0.5 + level / 2)
        return cls(centre, (centre - low) / z, (high - centre) / z)

    def quantile(self, level: Floats) -> Floats:
        z: Floats = special.ndtri(level)
        return self.median + z * np.where(z < 0, self.sd_below, self.sd_above)

    def describe(self) -> str:
        low, high = self.quantile(np.array([0.05, 0.95]))
        return f"normal, median {_number(self.median)} (90 %: {_number(low)} to {_number(high)})"


@dataclass(frozen=True)
class LogNormal:
    """A number whose logarithm is :class:`Normal`; ``sigma_*`` are spreads of the logarithm."""

    median: float
    sigma_below: float
    sigma_above: float

    def __post_init__(self) -> None:
        if not self.median > 0:
            raise ValueError(f"a median above 0 (got {self.median})")
        if not (self.sigma_below > 0 and self.sigma_above > 0):
            raise ValueError("a positive spread on both sides of the median")

    @classmethod
    def from_interval(
        cls,
        low: float,
        high: float,
        *,
        median: float | None = None,
        level: float = INTERVAL_LEVEL,
    ) -> "LogNormal":
        """The lognormal that holds ``level`` of its probability between ``low`` and ``high``."""
        if not low > 0:
            raise ValueError(f"an interval above 0 (got {low})")
        centre = float(np.sqrt(low) * np.sqrt(high)) if median is None else median
        if not low < centre < high:
            raise ValueError(f"low < median < high (got {low}, {centre}, {high})")
        z = special.ndtri(0.5 + level / 2)
        return cls(centre, float(np.log(centre / low) / z), float(np.log(high / centre) / z))

    def quantile(self, level: Floats) -> Floats:
        z: Floats = special.ndtri(level)
        return self.median * np.exp(z * np.where(z < 0, self.sigma_below, self.sigma_above))

    def describe(self) -> str:
        low, high = self.quantile(np.array([0.05, 0.95]))
        return f"lognormal, median {_number(self.median)} (90 %: {_number(low)} to {_number(high)})"


@dataclass(frozen=True)
class Beta:
    """A share between 0 and 1 with shape parameters ``a`` and ``b``."""

    a: float
    b: float

    def __post_init__(self) -> None:
        if not (self.a > 0 and self.b > 0):
            raise ValueError(f"shape parameters above 0 (got {self.a} and {self.b})")

    @classmethod
    def from_interval(cls, low: float, high: float, *, level: float = INTERVAL_LEVEL) -> "Beta":
        """The beta whose central interval of probability ``level`` is ``low`` to ``high``."""
        if not 0 < low < high < 1:
            raise ValueError(f"0 < low < high < 1 (got {low} and {high})")
        tail = (1 - level) / 2
        # With the lower end met, a larger b puts more of the probability below the upper end.
        least, most = np.log(1e-6), np.log(1e12)
        for _ in range(100):
            b = np.exp((least + most) / 2)
            a = special.btdtria(tail, b, low)
            if special.betainc(a, b, high) < 1 - tail:
                least = np.log(b)
            else:
                most = np.log(b)
        met = special.betainc(a, b, [low, high])
        if not np.allclose(met, [tail, 1 - tail], atol=1e-6):
            raise ValueError(f"an interval that a beta distribution can have (got {low} to {high})")
        return cls(float(a), float(b))

    def quantile(self, level: Floats) -> Floats:
        return np.asarray(special.betaincinv(self.a, self.b, level))

    def describe(self) -> str:
        low, middle, high = self.quantile(np.array([0.05, 0.5, 0.95]))
        return f"beta, median {_number(middle)} (90 %: {_number(low)} to {_number(high)})"


@dataclass(frozen=True)
class Mixture:
    """A linear pool: each part drawn in proportion to its weight."""

    parts: tuple[Distribution, ...]
    weights: tuple[float, ...]

    #: Levels at which the parts are sampled to build the pooled distribution.
    _GRID = 2001

    def __post_init__(self) -> None:
        if not self.parts or len(self.parts) != len(self.weights):
            raise ValueError("one weight for each of at least one part")
        if not all(weight > 0 for weight in self.weights):
            raise ValueError("weights above 0")

    def quantile(self, level: Floats) -> Floats:
        grid = (np.arange(self._GRID) + 0.5) / self._GRID
        values: Floats = np.concatenate([part.quantile(grid) for part in self.parts])
        share = np.repeat(np.array(self.weights) / sum(self.weights), self._GRID) / self._GRID
        order = np.argsort(values, kind="stable")
        reached = np.cumsum(share[order]) - share[order] / 2
        return np.interp(level, reached, values[order])

    def describe(self) -> str:
        low, middle, high = self.quantile(np.array([0.05, 0.5, 0.95]))
        return (
            f"pool of {len(self.parts)} claims, median {_number(middle)} "
            f"(90 %: {_number(low)} to {_number(high)})"
        )


@dataclass(frozen=True)
class Clipped:
    """A distribution held within bounds: what falls outside is put on the bound."""

    inner: Distribution
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("at least one bound")
        if self.low is not None and self.high is not None and not self.low <= self.high:
            raise ValueError(f"low <= high (got {self.low} and {self.high})")

    def quantile(self, level: Floats) -> Floats:
        return np.clip(self.inner.quantile(level), self.low, self.high)

    def describe(self) -> str:
        bounds = [
            *([f"at least {_number(self.low)}"] if self.low is not None else []),
            *([f"at most {_number(self.high)}"] if self.high is not None else []),
        ]
        return f"{self.inner.describe()}, {' and '.join(bounds)}"
