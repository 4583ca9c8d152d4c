"""What would change a forecast, in plain words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from corridor.forecast import Forecast, Measure, VariantRun, differences
from corridor.report.drivers import Driver, drivers_by_the_end, no_driver
from corridor.report.roads import road_states
from corridor.report.words import NBSP, moment, people, signed

#: So many uncertain numbers and roads are named.
_DRIVERS, _ROADS = 3, 3

#: From these rank correlations on a number goes along with the total in these words.
_STRENGTHS = ((0.5, "strongly"), (0.25, "clearly"), (0.0, "slightly"))


def changes(
    forecast: Forecast, end: datetime, what_ifs: Sequence[VariantRun] = ()
) -> Iterator[str]:
    """Sentences: the numbers that go along with total arrivals, roads, and variants."""
    yield from _drivers(forecast, end)
    yield from _roads(forecast)
    for run in what_ifs:
        yield _what_if(forecast, run)
    prepared = [name for name in forecast.scenario.variants if not what_ifs]
    if prepared:
        yield (
            f"What-ifs that the scenario prepares: {', '.join(prepared)}; their effect: corridor "
            "compare."
        )


def _drivers(forecast: Forecast, end: datetime) -> Iterator[str]:
    found = drivers_by_the_end(forecast)
    for driver in found[:_DRIVERS]:
        yield _driver(driver, end)
    if not found:
        yield no_driver(forecast)


def _driver(driver: Driver, end: datetime) -> str:
    correlation = driver.at_end
    strength = next(word for least, word in _STRENGTHS if abs(correlation) >= least)
    side = "more" if correlation > 0 else "fewer"
    return (
        f"{driver.label}: the higher it turns out, the {side} people will have arrived by "
        f"{moment(end)} ({strength}; rank correlation {signed(correlation)})."
    )


def _roads(forecast: Forecast) -> Iterator[str]:
    names = {place.id: place.name for place in forecast.scenario.places}
    labels = {
        link.id: f"{names[link.start]} to {names[link.end]}" for link in forecast.scenario.links
    }
    states = road_states(forecast.scenario, forecast.as_of)
    shut = [labels.get(id, names.get(id, id)) for id, state in states.items() if state != "open"]
    if shut:
        rest = f" and {len(shut) - _ROADS} more" if len(shut) > _ROADS else ""
        yield (
            f"Closed or under escort now: {', '.join(shut[:_ROADS])}{rest}. When that changes, "
            "forecast again."
        )


def _what_if(forecast: Forecast, run: VariantRun) -> str:
    measures = differences(forecast, run.forecast).measures
    told = max((one for one in measures if one.difference), key=_share_moved, default=None)
    if told is None:
        return f"What if {run.variant.name}: no measure has a value within the forecast."
    low, *_, high = told.difference
    middle = told.difference[len(told.difference) // 2]
    return (
        f"What if {run.variant.name}: {told.name} changes by {_whole(middle)} {told.unit} "
        f"(90{NBSP}%: {_whole(low)} to {_whole(high)})."
    )


def _share_moved(measure: Measure) -> float:
    return measure.share_better + measure.share_worse


def _whole(number: float) -> str:
    sign = "+" if number > 0 else "\N{MINUS SIGN}" if number < 0 else ""
    return f"{sign}{people(abs(number))}"
