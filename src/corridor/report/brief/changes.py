"""What would change a forecast, in plain words."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from corridor.forecast import Forecast, Measure, VariantRun, differences
from corridor.formats.finished import Finished
from corridor.report.drivers import Driver, drivers_by_the_end, no_driver
from corridor.report.roads import road_states
from corridor.report.words import NBSP, moment, people, signed

#: So many uncertain numbers and roads are named.
_DRIVERS, _ROADS = 3, 3

#: So many measures are named that a what-if changes.
_MEASURES = 3

#: From these rank correlations on a number goes along with the total in these words.
_STRENGTHS = ((0.5, "strongly"), (0.25, "clearly"), (0.0, "slightly"))


def changes(
    forecast: Forecast,
    end: datetime,
    what_ifs: Sequence[VariantRun] = (),
    *,
    is_what_if: bool = False,
) -> Iterator[str]:
    """Sentences: the numbers that go along with total arrivals, roads, and variants."""
    yield from _drivers(forecast, end)
    yield from _roads(forecast)
    for run in what_ifs:
        yield _what_if(forecast, run)
    prepared = [name for name in forecast.scenario.variants if not what_ifs and not is_what_if]
    if prepared:
        yield (
            f"What-ifs that the scenario prepares: {', '.join(prepared)}; their effect: corridor "
            "compare."
        )


def what_if_said(run: Finished) -> Iterator[str]:
    """Sentences of a what-if: that it is one, of what, and what it changes; none of a forecast."""
    if run.what_if is None:
        return
    variant, base = run.what_if
    texts = "; ".join(variant.changes)
    named = (
        ""
        if variant.name == texts
        else f" \N{LEFT DOUBLE QUOTATION MARK}{variant.name}\N{RIGHT DOUBLE QUOTATION MARK}"
    )
    yield (
        f"This is a what-if{named}, and no forecast of what is expected. Its numbers are what the "
        f"model gives with this change: {texts}. Nothing here says that the change will come."
    )
    measures = [one for one in differences(base, run.forecast).measures if one.difference]
    measures.sort(key=_share_moved, reverse=True)
    moved = [one for one in measures[:_MEASURES] if _share_moved(one) > 0]
    told = "; ".join(f"{one.name} {_by(one)}" for one in moved)
    beside = "Beside the forecast as of the same time, run by run with the same chances"
    yield f"{beside}: {told}." if told else f"{beside}, it changes no measure."


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
    return f"What if {run.variant.name}: {told.name} {_by(told)}."


def _by(measure: Measure) -> str:
    low, *_, high = measure.difference
    middle = measure.difference[len(measure.difference) // 2]
    unit = measure.unit.partition(" after ")[0]
    return f"changes by {_whole(middle)} {unit} (90{NBSP}%: {_whole(low)} to {_whole(high)})"


def _share_moved(measure: Measure) -> float:
    return measure.share_better + measure.share_worse


def _whole(number: float) -> str:
    sign = "+" if number > 0 else "\N{MINUS SIGN}" if number < 0 else ""
    return f"{sign}{people(abs(number))}"
