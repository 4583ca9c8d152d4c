"""A backtest's forecasts, by the model and by every baseline, use nothing published later."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from corridor.backtest import MODEL, Row, Setup, run_origin
from corridor.cases import find_scenario
from corridor.scenario import Scenario, load_scenario
from tests.counted_worlds import PRESENT, write_counted_world
from tests.worlds import Row as Cells

DAY = timedelta(days=1)
SETUP = Setup((timedelta(hours=12), DAY, 3 * DAY), members=20, seed=1)

Key = tuple[str, str, timedelta, str]


def _forecasts(rows: Sequence[Row]) -> Mapping[Key, tuple[float, ...]]:
    return {(row.variable, row.place, row.horizon, row.forecaster): row.quantiles for row in rows}


def _observed(rows: Sequence[Row]) -> list[float]:
    return [row.observed for row in rows]


def _poisoned(scenario: Scenario, origin: datetime) -> Scenario:
    """The same scenario with everything that was published later made absurd.

    Times stay, so that the same rows are scored.
    """
    counts = [
        count.model_copy(update={"value": 10**9}) if count.published > origin else count
        for count in scenario.counts
    ]
    events = [
        event.model_copy(update={"time": scenario.start + timedelta(hours=1), "action": "close"})
        if event.published > origin and event.action in {"open", "close", "escort"}
        else event
        for event in scenario.timeline
    ]
    claims = [
        claim.model_copy(update={"value": 10**9, "low": None, "high": None})
        if claim.published > origin
        else claim
        for claim in scenario.ledger.claims
    ]
    ledger = type(scenario.ledger)(tuple(claims))
    changes = {"counts": tuple(counts), "timeline": tuple(events), "ledger": ledger}
    return scenario.model_copy(update=changes)


@pytest.mark.parametrize("days", [0, 1, 2])
def test_poisoned_later_rows_change_no_forecast_of_the_reference_case(days: int) -> None:
    scenario = find_scenario("nagorno-karabakh-2023")
    origin = scenario.default_as_of + days * DAY

    clean = run_origin(scenario, origin, SETUP)
    poisoned = run_origin(_poisoned(scenario, origin), origin, SETUP)

    assert _forecasts(poisoned) == _forecasts(clean)
    assert {row.forecaster for row in clean} > {MODEL, "last value", "recent rate"}
    # What is scored did change: the poison was there.
    assert _observed(poisoned) != _observed(clean)


@pytest.mark.parametrize("day", [3, 5, 7])
def test_poisoned_later_counts_of_places_change_no_forecast(tmp_path: Path, day: int) -> None:
    origin = datetime.fromisoformat(f"2030-03-{day:02}T18:00+03:00")
    absurd: dict[str, Cells] = {
        f"{place}-{held}": {"value": str(10**9)}
        for place, counted in PRESENT.items()
        for held in counted
        if held > day
    }

    clean = run_origin(load_scenario(write_counted_world(tmp_path / "a")), origin, SETUP)
    folder = write_counted_world(tmp_path / "b", counts=absurd)
    poisoned = run_origin(load_scenario(folder), origin, SETUP)

    assert _forecasts(poisoned) == _forecasts(clean)
    assert {row.forecaster for row in clean} > {MODEL, "last shares", "gravity split", "drift"}
    assert _observed(poisoned) != _observed(clean)


def test_a_count_published_by_the_origin_does_change_forecasts(tmp_path: Path) -> None:
    origin = datetime.fromisoformat("2030-03-05T18:00+03:00")
    earlier: dict[str, Cells] = {"east-town-4": {"value": "40000"}}

    clean = run_origin(load_scenario(write_counted_world(tmp_path / "a")), origin, SETUP)
    folder = write_counted_world(tmp_path / "b", counts=earlier)
    changed = run_origin(load_scenario(folder), origin, SETUP)

    assert _forecasts(changed) != _forecasts(clean)
