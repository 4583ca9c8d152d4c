"""What a variant changes: differences to the base by member, and their quantiles."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

import numpy as np

from corridor.forecast.run import Forecast
from corridor.forecast.summary import (
    CROSSING_SHARES,
    TABLE_LEVELS,
    crossing_steps,
    held,
    local_ends,
    quantiles,
    queueing,
    steps_by_day,
)
from corridor.parameters import Unlimited
from corridor.units import Floats

Levels: TypeAlias = tuple[float, ...]


@dataclass(frozen=True)
class Measure:
    """One number of a forecast in the base, in the variant, and its difference by member.

    Attributes
    ----------
    name, unit : str
    base, variant, difference : tuple of float
        Quantiles over the members at :data:`TABLE_LEVELS`; empty where no member counts.
        A difference is that of one member, variant minus base.
    better_if : str
        Whether more or less of it is better for people on the move.
    share_better, share_worse : float
        Shares of the members that count in which the variant is better, or worse.
    left_out : int
        Members that do not count, since the base or the variant has no value within the forecast.
    """

    name: str
    unit: str
    base: Levels
    variant: Levels
    difference: Levels
    better_if: Literal["more", "less"]
    share_better: float
    share_worse: float
    left_out: int


@dataclass(frozen=True)
class DayDifference:
    """Arrivals on a local day, in people: quantiles at :data:`TABLE_LEVELS`."""

    date: date
    base: Levels
    variant: Levels
    difference: Levels


@dataclass(frozen=True)
class Difference:
    """What a variant changes."""

    measures: tuple[Measure, ...]
    days: tuple[DayDifference, ...]


def differences(base: Forecast, variant: Forecast) -> Difference:
    """What a variant changes, by member: both were run with the same seed and members."""
    return Difference(measures=tuple(_measures(base, variant)), days=tuple(_days(base, variant)))


def _measures(base: Forecast, variant: Forecast) -> Iterator[Measure]:
    yield _measure(
        "arrived at the end", "people", _at_end(base), _at_end(variant), better_if="more"
    )
    for share in CROSSING_SHARES:
        yield _measure(
            f"{share:.0%} of those who leave have crossed".replace("%", " %"),
            "hours after the as-of time",
            _crossing_hours(base, share),
            _crossing_hours(variant, share),
            better_if="less",
        )
    for name, people in (("queueing on the way", queueing), ("held at home", held)):
        waits = [people(one) @ one.ensemble.step_hours for one in (base, variant)]
        yield _measure(name, "person-hours", waits[0], waits[1], better_if="less")
    for id, name in _limited_places(base):
        peaks = [
            one.ensemble.at("present", id).max(axis=1).astype(np.float64) for one in (base, variant)
        ]
        yield _measure(f"most people present in {name}", "people", *peaks, better_if="less")


def _limited_places(base: Forecast) -> Iterator[tuple[str, str]]:
    """Ids and names of reception places whose room is limited."""
    for place in base.scenario.places:
        if place.room is not None and not isinstance(place.room, Unlimited):
            yield place.id, place.name


def _at_end(forecast: Forecast) -> Floats:
    return forecast.ensemble["crossed"][:, -1].astype(np.float64)


def _crossing_hours(forecast: Forecast, share: float) -> Floats:
    """Hours from the as-of time until a share has crossed, nan for never; shape (member,)."""
    hours = [(end - forecast.as_of).total_seconds() / 3600 for end in local_ends(forecast)]
    return np.array([*hours, np.nan])[crossing_steps(forecast, share)]


def _measure(
    name: str, unit: str, base: Floats, variant: Floats, *, better_if: Literal["more", "less"]
) -> Measure:
    counts = np.isfinite(base) & np.isfinite(variant)
    there = int(counts.sum())
    base, variant = base[counts], variant[counts]
    change = variant - base
    more, less = (float((sign * change > 0).sum()) / max(there, 1) for sign in (1, -1))
    return Measure(
        name=name,
        unit=unit,
        base=_levels(base),
        variant=_levels(variant),
        difference=_levels(change),
        better_if=better_if,
        share_better=more if better_if == "more" else less,
        share_worse=less if better_if == "more" else more,
        left_out=len(counts) - there,
    )


def _levels(values: Floats) -> Levels:
    return tuple(quantiles(values, TABLE_LEVELS).tolist()) if len(values) else ()


def _days(base: Forecast, variant: Forecast) -> Iterator[DayDifference]:
    for day, steps in steps_by_day(base, local_ends(base)):
        was, will = (_arrivals(one, int(steps[0]), int(steps[-1])) for one in (base, variant))
        yield DayDifference(day, _levels(was), _levels(will), _levels(will - was))


def _arrivals(forecast: Forecast, first: int, last: int) -> Floats:
    """People who cross from one step to another, both among them, shape (member,)."""
    crossed = forecast.ensemble["crossed"].astype(np.float64)
    arrivals: Floats = crossed[:, last] - (crossed[:, first - 1] if first else 0.0)
    return arrivals
