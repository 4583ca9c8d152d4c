"""Places and links with what a forecast says of them: the features of maps."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from corridor.forecast import Forecast, quantiles
from corridor.formats.finished import Finished
from corridor.formats.quantities import daily_quantity
from corridor.units import Floats

#: Longitude and latitude in degrees (WGS 84, EPSG:4326).
Point: TypeAlias = tuple[float, float]

Value: TypeAlias = str | float | None

_LEVELS = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Feature:
    """A place (one point) or a link (two), with its values by name."""

    id: str
    points: tuple[Point, ...]
    values: dict[str, Value]


#: The values of a place, with their meaning; numbers are people at 5, 50 and 95 % of the members.
PLACE_NUMBERS = {
    "arrived": "arrived by the end of the forecast, since the start",
    "present": "present at the end of the forecast",
    "home": "at home at the end of the forecast",
    "held": "held without an open way at the end of the forecast",
    "longest_queue": "queueing at one time, the most from the as-of time on",
}


def columns_of(names: Sequence[str]) -> tuple[str, ...]:
    """The columns of numbers, three for each name."""
    return tuple(f"{name}_{_key(level)}" for name in names for level in _LEVELS)


def place_features(run: Finished) -> Iterator[Feature]:
    """Every place of the scenario."""
    forecast = run.forecast
    numbers = {name: _at_end(forecast, name) for name in ("arrived", "present", "home", "held")}
    numbers["longest_queue"] = _longest_queues(forecast)
    for place in forecast.scenario.places:
        values: dict[str, Value] = {
            "id": place.id,
            "name": place.name,
            "kind": place.kind,
            "country": place.country,
            "pcode": place.pcode,
            **_common(run),
            "certainty": place.certainty,
            "source": place.source,
        }
        for name in PLACE_NUMBERS:
            values |= _named(name, numbers[name].get(place.id))
        yield Feature(place.id, ((place.lon, place.lat),), values)


def link_features(run: Finished) -> Iterator[Feature]:
    """Every link of the scenario, as a straight line."""
    forecast = run.forecast
    where = {place.id: (place.lon, place.lat) for place in forecast.scenario.places}
    queues = _longest_queues(forecast)
    for link in forecast.scenario.links:
        values: dict[str, Value] = {
            "id": link.id,
            "start": link.start,
            "end": link.end,
            "km": link.km,
            **_common(run),
            "certainty": link.certainty,
            "source": link.source,
            **_named("longest_queue", queues.get(link.id)),
        }
        yield Feature(link.id, (where[link.start], where[link.end]), values)


def _common(run: Finished) -> dict[str, Value]:
    scenario = run.forecast.scenario
    return {
        "as_of": run.forecast.as_of.isoformat(),
        "end": run.manifest.end.astimezone(scenario.zone).isoformat(),
        "sensitivity": scenario.sensitivity,
    }


def _key(level: float) -> str:
    return f"q{round(100 * level):02d}"


def _named(name: str, levels: Floats | None) -> dict[str, Value]:
    values = [None] * len(_LEVELS) if levels is None else levels.tolist()
    return {f"{name}_{_key(level)}": value for level, value in zip(_LEVELS, values, strict=True)}


def _at_end(forecast: Forecast, name: str) -> dict[str, Floats]:
    quantity = daily_quantity(forecast, name, _LEVELS)
    return {place: quantity.values[:, -1, k] for k, place in enumerate(quantity.places)}


def _longest_queues(forecast: Forecast) -> dict[str, Floats]:
    ensemble = forecast.ensemble
    as_of = np.datetime64(int(forecast.as_of.timestamp()), "s")
    later = ensemble.labels["time"] > as_of
    longest = np.concatenate([rows[:, later].max(axis=1) for rows in ensemble.blocks("queue")])
    levels = quantiles(longest, _LEVELS)
    return {str(id): levels[:, k] for k, id in enumerate(ensemble.labels["bottleneck"])}
