"""What the report says of supplies: days left at the as-of time, and when they ran out."""

from datetime import UTC, datetime
from typing import NamedTuple

import numpy as np

from corridor.forecast import Forecast, local_ends

#: Longer than this nobody plans by days of supply.
_MANY_DAYS = 365.0

_LEVELS = (0.05, 0.5, 0.95)


class SupplyRow(NamedTuple):
    """One supply: days left at 5, 50 and 95 % of the runs, in words; the share of runs without any.

    ``gone`` is when half of the runs had nothing left, or None if that was not so by then.
    """

    good: str
    place: str
    days: tuple[str, ...]
    without: float
    gone: datetime | None


def supply_rows(forecast: Forecast) -> tuple[SupplyRow, ...]:
    """Every supply of the scenario at the as-of time."""
    names = {place.id: place.name for place in forecast.scenario.places}
    ends = local_ends(forecast)
    as_of = forecast.as_of.astimezone(UTC)
    now = max(sum(end <= as_of for end in ends) - 1, 0)
    rows = []
    for supply in forecast.scenario.supplies:
        days = forecast.ensemble.at("days_of_supply", supply.id)[:, : now + 1]
        # Ranks, not interpolation: where nobody is left to use it a stock lasts for ever.
        ranked = np.sort(days[:, -1])
        at_levels = ranked[np.ceil(np.array(_LEVELS) * len(ranked)).astype(np.int64) - 1]
        half_gone = (days <= 0).mean(axis=0) >= 0.5
        rows.append(
            SupplyRow(
                good=supply.good,
                place=names[supply.place],
                days=tuple(_in_words(float(level)) for level in at_levels),
                without=float((days[:, -1] <= 0).mean()),
                gone=ends[int(half_gone.argmax())] if half_gone.any() else None,
            )
        )
    return tuple(rows)


def _in_words(days: float) -> str:
    if days > _MANY_DAYS:
        return f"over {_MANY_DAYS:.0f}"
    return f"{days:.1f}" if days < 10 else f"{days:.0f}"
