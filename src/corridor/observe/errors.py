"""How far a published count may lie from what was there: the observation model.

Counts of one kind at one place are a series. A series is off by two errors: a relative error, new
with each count (of a total so far, or a register: of what came since the last count), and a lasting
error that changes slowly and is shared by counts near in time. How large they are is uncertain too.
On top come the rounding that a count shows, and the chance of whole people. Counts are compared on
a scale on which such errors are alike everywhere: see :class:`Scale`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy import linalg, special

from corridor.observe.readings import Reading
from corridor.parameters import Distribution
from corridor.scenario import Count
from corridor.units import HOURS_PER_DAY, Counts, Days, Floats

#: Sizes of each error that are tried, at levels evenly spread over what is believed of them.
_LEVELS = (np.arange(5) + 0.5) / 5


class Scale(NamedTuple):
    """The scale of counts, from people or another unit: the square root of few, the log of many.

    ``2 asinh(sqrt((y + 3/8) / (size - 3/4)))`` gives a negative binomial count with the variance
    ``y + y**2 / size`` nearly the same variance, ``1 / size``, whatever its mean: Anscombe (1948),
    "The transformation of Poisson, binomial and negative-binomial data", Biometrika 35, eq. 3.4.
    """

    size: float

    def to(self, count: Floats) -> Floats:
        """Counts on the scale."""
        values: Floats = 2 * np.arcsinh(np.sqrt((count + 3 / 8) / (self.size - 3 / 4)))
        return values

    def back(self, value: Floats) -> Floats:
        """Counts from the scale, not below 0."""
        counts: Floats = (self.size - 3 / 4) * np.sinh(np.maximum(value, 0.0) / 2) ** 2 - 3 / 8
        return np.maximum(counts, 0.0)

    def slope(self, count: Floats) -> Floats:
        """How much the scale rises with one more."""
        slope: Floats = 1 / np.sqrt((count + 3 / 8) * (count + self.size - 3 / 8))
        return slope


@dataclass(frozen=True)
class ErrorModel:
    """What is believed of the errors of counts.

    Attributes
    ----------
    relative, lasting : Distribution
        Sizes of the two errors, as shares of a count.
    days : float
        Over which a lasting error falls to 37 %.
    """

    relative: Distribution
    lasting: Distribution
    days: Days

    @property
    def scale(self) -> Scale:
        """The scale on which the relative error in its middle is the same everywhere."""
        middle = float(self.relative.quantile(np.array([0.5]))[0])
        return Scale(max(1 / middle**2, 2.0))

    def sizes(self) -> list[tuple[float, float]]:
        """Pairs of a relative and a lasting error that are tried, each pair as likely."""
        both = product(self.relative.quantile(_LEVELS), self.lasting.quantile(_LEVELS))
        return [(float(relative), float(lasting)) for relative, lasting in both]


@dataclass(frozen=True)
class Series:
    """Counts of one kind at one place, in the order of their times.

    Attributes
    ----------
    columns : Counts, shape (count,)
        Their numbers among all readings.
    seen : Floats, shape (count,)
        The counts on the scale.
    roots : Floats, shape (size, count, count)
        Lower Cholesky factors of the covariances of their errors on the scale, for each size of
        error that is tried.
    """

    columns: Counts
    seen: Floats
    roots: Floats

    @property
    def covariances(self) -> Floats:
        """Of the errors on the scale, for each size of error, shape (size, count, count)."""
        return self.roots @ self.roots.transpose(0, 2, 1)


def group_series(readings: Sequence[Reading]) -> list[Counts]:
    """Numbers of the readings of each series, in the order of their times."""
    groups: dict[tuple[str, str, str, str], list[int]] = {}
    for number, reading in enumerate(readings):
        count = reading.count
        key = (count.place, count.kind, count.measure, count.unit)
        groups.setdefault(key, []).append(number)
    return [np.array(numbers) for numbers in groups.values()]


def make_series(readings: Sequence[Reading], model: ErrorModel) -> tuple[Series, ...]:
    """The readings as series, with what their errors may be."""
    made = []
    for columns in group_series(readings):
        own = [readings[number] for number in columns]
        counts = np.array([one.count.value for one in own], dtype=np.float64)
        errors = covariances(
            counts,
            hours=np.array([one.moment.end for one in own]),
            rounding=np.array([rounding_interval(one.count.value) for one in own]),
            is_running=is_running(own[0].count),
            model=model,
        )
        roots = np.array([linalg.cholesky(error, lower=True) for error in errors])
        made.append(Series(columns, model.scale.to(counts), roots))
    return tuple(made)


def is_running(count: Count) -> bool:
    """Whether counts of this kind go on from each other: a total so far, or a register.

    Of a register people are struck off when its lists are checked.
    """
    return count.measure == "cumulative" or (count.measure, count.kind) == ("stock", "registered")


def covariances(
    counts: Floats, *, hours: Floats, rounding: Floats, is_running: bool, model: ErrorModel
) -> Floats:
    """Covariances of a series' errors on the scale, one for each size of error that is tried.

    Parameters
    ----------
    counts : Floats, shape (count,)
        Values around which errors are looked at, in the series' unit, in the order of time.
    hours : Floats, shape (count,)
    rounding : Floats, shape (count,)
        Intervals to which the counts are rounded.
    is_running : bool
        Whether each count goes on from the one before.
    model : ErrorModel

    Returns
    -------
    Floats, shape (size, count, count)
    """
    apart = np.abs(hours[:, np.newaxis] - hours) / HOURS_PER_DAY
    shared = np.outer(counts, counts) * np.exp(-apart / model.days)
    # Of a count that goes on from the last what has changed since.
    fresh = np.diff(counts, prepend=0.0) if is_running else counts
    order = np.arange(len(counts))
    slopes = np.outer(model.scale.slope(counts), model.scale.slope(counts))
    made = []
    for relative, lasting in model.sizes():
        # A count that falls was corrected, and by as much it was off.
        variance = np.maximum(np.abs(fresh), 1.0)
        variance += np.where(fresh < 0, 1.0, relative**2) * fresh**2
        own = np.diag(variance)
        if is_running:
            own = np.cumsum(variance)[np.minimum.outer(order, order)]
        made.append(slopes * (lasting**2 * shared + own + np.diag(rounding**2 / 12)))
    return np.array(made)


def rounding_interval(count: int) -> int:
    """To what a count seems to be rounded: a number that ends in zeros, to as many of them.

    >>> rounding_interval(9000), rounding_interval(13550), rounding_interval(377)
    (1000, 10, 1)
    """
    interval = 1
    while count and count % (10 * interval) == 0:
        interval *= 10
    return interval


def log_likelihoods(series: Series, expected: Floats) -> Floats:
    """Log likelihood of a series by member and size of error, shape (member, size).

    Parameters
    ----------
    series : Series
    expected : Floats, shape (member, reading)
        What the members have, on the scale.
    """
    off = (series.seen - expected[:, series.columns]).T
    rows = []
    for root in series.roots:
        white = linalg.solve_triangular(root, off, lower=True, check_finite=False)
        constant = np.log(np.diag(root)).sum() + 0.5 * len(root) * np.log(2 * np.pi)
        rows.append(-0.5 * np.square(white).sum(axis=0) - constant)
    return np.array(rows).T


def log_likelihood(series: Sequence[Series], expected: Floats) -> Floats:
    """Log likelihood of all series, shape (member,); sizes of error are summed over."""
    total = np.zeros(len(expected))
    for one in series:
        likely = log_likelihoods(one, expected)
        total += special.logsumexp(likely, axis=1) - np.log(likely.shape[1])
    return total
