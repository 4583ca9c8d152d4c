"""The baselines at one origin, made from the counts known by it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import TypeAlias

import numpy as np

from corridor.baseline import (
    History,
    HistoryOfPlaces,
    capacity_split,
    damped_drift,
    drift,
    equal_split,
    last_shares,
    last_value,
    logistic_curve,
    planning_figure,
    recent_rate,
)
from corridor.forecast import gravity, history_of_places, median_of
from corridor.observe.target import TOTAL, Target
from corridor.scenario import Scenario
from corridor.units import Days, Floats

#: Quantiles of shape (level, ahead) by the name of the baseline.
Quantiles: TypeAlias = Mapping[str, Floats]

_DAY = timedelta(days=1)

#: Over how many days a recent rate is taken: where a step is shorter than a day, and else. House
#: rule: round numbers that span two counts in most of the series seen.
_WINDOWS: tuple[Days, Days] = (1.0, 30.0)


def rivals(
    known: Scenario, target: Target, origin: datetime, ahead: Floats, levels: Floats
) -> Mapping[str, Quantiles]:
    """What each baseline forecasts, by place and for all of them.

    Parameters
    ----------
    known : Scenario
        As of the origin.
    target : Target
        Of the counts known by the origin.
    origin : datetime
    ahead : Floats, shape (ahead,), days
    levels : Floats, shape (level,)

    Returns
    -------
    mapping
        By place, and by :data:`corridor.backtest.TOTAL` if there are several.
    """
    at = (origin - known.start) / _DAY
    alone = {
        place: History(series.days - at, series.values, target.is_cumulative)
        for place, series in target.places.items()
    }
    found = {
        place: dict(_trends(history, ahead, levels, known)) for place, history in alone.items()
    }
    together = history_of_places(alone)
    whole = together.total
    if len(alone) > 1:
        found[TOTAL] = dict(_trends(whole, ahead, levels, known))
        for name, split in _splits(known, list(alone), together, ahead, levels):
            for number, place in enumerate(alone):
                found[place][name] = split[..., number]
    figure = _planned(known)
    if figure is not None:
        everywhere = TOTAL if len(alone) > 1 else next(iter(alone))
        planned = planning_figure(whole, ahead, levels, figure=figure)
        found[everywhere]["planning figure"] = planned
    return found


def _trends(
    history: History, ahead: Floats, levels: Floats, known: Scenario
) -> Iterator[tuple[str, Floats]]:
    window = _WINDOWS[known.step_minutes * timedelta(minutes=1) >= _DAY]
    made = {
        "last value": last_value(history, ahead, levels),
        "drift": drift(history, ahead, levels),
        "damped drift": damped_drift(history, ahead, levels, window=window),
        "recent rate": recent_rate(history, ahead, levels, window=window),
        "logistic curve": logistic_curve(history, ahead, levels),
    }
    return ((name, quantiles) for name, quantiles in made.items() if quantiles is not None)


def _splits(
    known: Scenario, ids: list[str], history: HistoryOfPlaces, ahead: Floats, levels: Floats
) -> Iterator[tuple[str, Floats]]:
    place = {place.id: place for place in known.places}
    made = {
        "last shares": last_shares(history, ahead, levels),
        "equal split": equal_split(history, ahead, levels),
        "gravity split": gravity(known, ids, history, ahead, levels),
    }
    rooms = [median_of(known, place[id].room) for id in ids]
    if all(np.isfinite(rooms)) and sum(rooms) > 0:
        capacity = np.array(rooms)
        made["capacity split"] = capacity_split(history, ahead, levels, capacity=capacity)
    return ((name, quantiles) for name, quantiles in made.items() if quantiles is not None)


def _planned(known: Scenario) -> float | None:
    """The official planning figure in people that was published last by the origin."""
    plans = [
        claim
        for claim in known.ledger.claims
        if (claim.kind, claim.status, claim.unit) == ("planning", "accepted", "people")
    ]
    return max(plans, key=lambda claim: claim.published).centre if plans else None
