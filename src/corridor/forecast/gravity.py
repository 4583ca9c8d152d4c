"""The gravity split of a scenario: people of every origin to the places near it."""

from collections.abc import Mapping

import numpy as np

from corridor.baseline import History, HistoryOfPlaces, gravity_split
from corridor.parameters import Flow
from corridor.places import great_circle_km
from corridor.scenario import Place, Scenario
from corridor.units import Floats


def gravity(
    known: Scenario, ids: list[str], history: HistoryOfPlaces, ahead: Floats, levels: Floats
) -> Floats | None:
    """Quantiles by :func:`corridor.baseline.gravity_split`, shape (level, ahead, place).

    Parameters
    ----------
    known : Scenario
        As of the origin: its people at the origins, and where places lie.
    ids : list of str
        The places, in the order of ``history``.
    history, ahead, levels
        As in :func:`corridor.baseline.gravity_split`.
    """
    place = {place.id: place for place in known.places}
    origins = [place for place in known.places if place.kind == "origin"]
    return gravity_split(
        history,
        ahead,
        levels,
        people=np.array([median_of(known, origin.people) for origin in origins]),
        km=np.array([[_km(origin, place[id]) for id in ids] for origin in origins]),
    )


def history_of_places(alone: Mapping[str, History]) -> HistoryOfPlaces:
    """Histories of places at all times of any of them, on straight lines between counts.

    Before its first count a place has what was counted then, and after its last what was counted
    last: nothing else is known of it.
    """
    histories = list(alone.values())
    days = np.unique(np.concatenate([history.days for history in histories]))
    values = [np.interp(days, history.days, history.values) for history in histories]
    return HistoryOfPlaces(days, np.column_stack(values), histories[0].is_cumulative)


def median_of(known: Scenario, number: Flow | None) -> float:
    """The middle of what is believed of a number; infinite where it has none."""
    if number is None:
        return np.inf
    return known.median(number)


def _km(one: Place, other: Place) -> float:
    return great_circle_km(one.lat, one.lon, other.lat, other.lon)
