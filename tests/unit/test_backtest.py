"""The parts of a backtest."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from corridor.backtest import (
    MODEL,
    TOTAL,
    Item,
    MemoryShelf,
    Row,
    Setup,
    find_targets,
    means,
    read_horizons,
    read_origins,
    read_period,
    rows_from_csv,
    rows_to_csv,
    run_backtest,
    run_origin,
    summarise_rows,
)
from corridor.errors import InputError, OptionError, RunError
from corridor.forecast import make_forecast, members_at
from corridor.levels import HUB_LEVELS
from corridor.observe.target import Series, observed
from corridor.scenario import Scenario, load_scenario
from corridor.simulate import Threads
from tests.counted_worlds import write_counted_world
from tests.worlds import write_world

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
SETUP = Setup((DAY, 3 * DAY), members=20, seed=1)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return load_scenario(write_counted_world(tmp_path_factory.mktemp("world")))


@pytest.fixture(scope="module")
def rows(world: Scenario) -> tuple[Row, ...]:
    return run_backtest([world], [read_origins("1d", world, SETUP.horizons)], SETUP)


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("7", 7 * DAY),
        ("7d", 7 * DAY),
        (" 12h", 12 * HOUR),
        ("1.5d", 36 * HOUR),
        ("2w", 14 * DAY),
        ("P30D", 30 * DAY),
        ("PT12H", 12 * HOUR),
        ("P1DT6H", 30 * HOUR),
        ("0", None),
        ("P", None),
        ("-3d", None),
        ("7m", None),
        ("", None),
    ],
)
def test_a_length_of_time_is_read(text: str, length: timedelta | None) -> None:
    assert read_period(text) == length


def test_horizons_come_in_rising_order() -> None:
    assert read_horizons("30,12h, 7d,7") == (12 * HOUR, 7 * DAY, 30 * DAY)


def test_every_wrong_horizon_is_named() -> None:
    with pytest.raises(OptionError, match="horizons") as caught:
        read_horizons("7,soon,900d,")

    assert [problem.found for problem in caught.value.problems] == ["''", "'900d'", "'soon'"]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        # From the scenario's own as-of time, 2 March 18:00, to a day before the last count.
        pytest.param("2d", [2.75, 4.75, 6.75, 8.75], id="every"),
        pytest.param("2030-03-07T12:00+03:00/36h", [7.5, 9.0], id="from a time"),
        pytest.param("2", [2.75, 9.5], id="so many"),
        pytest.param("1", [2.75], id="one"),
        pytest.param("2030-03-08T06:00, 2030-03-03T18:00", [3.75, 8.25], id="times"),
    ],
)
def test_origins_are_read(world: Scenario, text: str, days: list[float]) -> None:
    begin = datetime(2030, 3, 1, tzinfo=world.zone) - DAY

    origins = read_origins(text, world, [DAY])

    assert [(origin - begin) / DAY - 1 for origin in origins] == [day - 1 for day in days]


def test_a_date_is_its_end(world: Scenario) -> None:
    (origin,) = read_origins("2030-03-05", world, [DAY])

    assert origin.isoformat() == "2030-03-05T23:59:59+03:00"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("often", "found 'often'", id="no time"),
        pytest.param("2030-02-01T12:00,2034-02-01T12:00", "2034", id="far"),
        pytest.param("0", "gives none", id="none"),
        pytest.param("2031-01-01T00:00/1d", "gives none", id="after the counts"),
    ],
)
def test_origins_that_cannot_be_meant_are_refused(world: Scenario, text: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_origins(text, world, [DAY])


def test_the_figure_published_last_is_the_truth(tmp_path: Path) -> None:
    scenario = load_scenario(write_counted_world(tmp_path))
    row = next(count for count in scenario.counts if count.id == "east-town-4")
    later = row.model_copy(update={"id": "r", "value": 777, "published": row.published + DAY})

    (target,) = find_targets(scenario, [later, *scenario.counts])

    assert target.places["east-town"].values.tolist() == [0, 150, 777, 900, 1300, 1500]


def test_counts_that_no_forecast_can_stand_beside_are_no_targets(tmp_path: Path) -> None:
    changes = {"first": {"unit": "households"}, "second": {"measure": "period"}}
    scenario = load_scenario(write_world(tmp_path, counts=changes))

    assert find_targets(scenario, scenario.counts) == ()


def test_between_counts_the_truth_lies_on_the_line() -> None:
    series = Series(np.array([2.0, 6.0]), np.array([100.0, 300.0]))

    assert observed(series, 6.0) == (300.0, 0.0)
    assert observed(series, 3.0) == (150.0, 4.0)
    assert np.isnan(observed(series, 1.9).people)
    assert np.isnan(observed(series, 6.1).people)


def test_members_are_read_between_the_ends_of_steps(world: Scenario) -> None:
    forecast = make_forecast(world, members=3)
    end = world.start + 30 * HOUR
    present = forecast.ensemble.at("present", "east-town")
    arrivals = forecast.ensemble.at("arrivals", "entry")

    at_end = members_at(forecast, "present", "east-town", [end])[:, 0]
    between = members_at(forecast, "present", "east-town", [end + HOUR / 4])[:, 0]
    so_far = members_at(forecast, "arrivals", "entry", [world.start, end])

    # The step of number 29 ends 30 hours after the start.
    np.testing.assert_allclose(at_end, present[:, 29])
    np.testing.assert_allclose(between, 0.75 * present[:, 29] + 0.25 * present[:, 30])
    np.testing.assert_allclose(so_far[:, 0], 0)
    np.testing.assert_allclose(so_far[:, 1], arrivals[:, :30].sum(axis=1))


def test_every_place_and_their_total_are_forecast_by_all(rows: Sequence[Row]) -> None:
    first = min(row.origin for row in rows)
    forecasters = {
        place: {row.forecaster for row in rows if row.place == place and row.origin > first}
        for place in ("east-town", "west-town", TOTAL)
    }

    shared = {MODEL, "last value", "drift", "damped drift", "recent rate", "logistic curve"}
    assert forecasters[TOTAL] == shared
    assert forecasters["east-town"] >= {"last shares", "equal split", "gravity split"}
    assert "capacity split" not in forecasters["east-town"]


def test_a_total_has_an_energy_score_and_is_the_sum_of_its_places(rows: Sequence[Row]) -> None:
    for row in rows:
        parts = [
            other.observed
            for other in rows
            if other.place != TOTAL
            and (other.origin, other.horizon, other.forecaster)
            == (row.origin, row.horizon, row.forecaster)
        ]
        if row.place == TOTAL and row.forecaster == MODEL:
            np.testing.assert_allclose(row.observed, sum(parts))
        assert np.isfinite(row.energy) == (row.place == TOTAL and row.forecaster == MODEL)


def test_the_chance_to_exceed_the_room_is_scored(tmp_path: Path) -> None:
    rooms = {"east-town": {"room": "600"}, "west-town": {"room": "100"}}
    scenario = load_scenario(write_counted_world(tmp_path, places=rooms))
    rows = run_origin(scenario, scenario.default_as_of + 3 * DAY, SETUP)

    assert {row.room for row in rows if row.place == "west-town"} == {100.0}
    assert all(0 <= row.chance <= 1 for row in rows if row.place != TOTAL)
    assert any(row.forecaster == "capacity split" for row in rows)
    places, total = (
        [block for block in summarise_rows(rows) if block.part == part]
        for part in ("places", "total")
    )
    assert all(block.model.brier is not None for block in places)
    assert all(block.model.brier is None for block in total)


def test_the_number_of_threads_changes_nothing(world: Scenario, rows: Sequence[Row]) -> None:
    origins = read_origins("1d", world, SETUP.horizons)

    again = run_backtest([world], [origins], SETUP, executor=Threads(1))

    assert rows_to_csv(again) == rows_to_csv(rows)


def test_only_origins_that_are_not_there_are_run(world: Scenario, rows: Sequence[Row]) -> None:
    origins = read_origins("1d", world, SETUP.horizons)
    shelf, told = MemoryShelf(), list[int]()
    marked = rows[:1]
    shelf.put(Item(0, origins[0]), marked)

    again = run_backtest([world], [origins], SETUP, shelf=shelf, progress=told.append)

    assert told == [1] + [1] * (len(origins) - 1)
    assert again[:1] == tuple(marked)
    assert [row for row in again if row.origin > origins[0]] == [
        row for row in rows if row.origin > origins[0]
    ]


def test_rows_are_read_back_as_they_were_written(rows: Sequence[Row]) -> None:
    text = rows_to_csv(rows)
    read = rows_from_csv(text)

    assert rows_to_csv(read) == text
    assert [row[:6] for row in read] == [row[:6] for row in rows]


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_other_tables_are_no_scores(text: str) -> None:
    with pytest.raises(RunError, match="columns"):
        rows_from_csv(text)


def test_a_broken_row_is_named(rows: Sequence[Row]) -> None:
    text = rows_to_csv(rows[:1])

    with pytest.raises(RunError, match="cannot be read"):
        rows_from_csv(text[: text.rindex(",")])


def test_everything_that_would_stop_a_backtest_is_said_before_it_runs(tmp_path: Path) -> None:
    late = (
        '{value: 100, unit: vehicles/hour, published: "2030-03-04T12:00+03:00",'
        " source: made up, reason: made up, certainty: assumed}"
    )
    folder = write_world(tmp_path / "a", parameters={"gate_flow": late})
    known_late = load_scenario(folder)
    uncounted = load_scenario(write_world(tmp_path / "b", counts={"first": None, "second": None}))
    origin = known_late.default_as_of

    with pytest.raises(InputError, match="cannot be run") as caught:
        run_backtest([known_late, uncounted], [[origin, origin + DAY], []], SETUP)

    text = str(caught.value)
    assert text.count("gate_flow") == 2
    assert "nothing to score" in text
    assert "more than once" in text


def _row(forecaster: str, origin: int, crps: float, quantiles: float = 0.0) -> Row:
    return Row(
        scenario="made-up",
        origin=datetime(2030, 1, origin, tzinfo=UTC),
        variable="arrivals",
        place="here",
        horizon=DAY,
        forecaster=forecaster,
        observed=10.0,
        gap=0.0,
        crps=crps,
        crps_log=crps / 10,
        pit=0.5,
        room=np.nan,
        chance=np.nan,
        energy=np.nan,
        quantiles=tuple(quantiles + 20 * level for level in HUB_LEVELS),
    )


def test_skill_is_over_the_rows_that_both_have() -> None:
    rows = [
        *(_row(MODEL, day, crps) for day, crps in ((1, 1.0), (2, 3.0), (3, 5.0), (4, 7.0))),
        *(_row("hard", day, 4.0) for day in (1, 2, 3, 4)),
        *(_row("rare", day, 0.1) for day in (1, 2)),
        *(_row("easy", day, 16.0) for day in (2, 3, 4)),
    ]

    (block,) = summarise_rows(rows)

    assert {r.score.forecaster: r.skill for r in block.rivals} == {
        "easy": 1 - 5 / 16,
        "hard": 0.0,
        "rare": 1 - 2 / 0.1,
    }
    # A baseline that could seldom forecast is no candidate.
    assert block.best is not None
    assert block.best.score.forecaster == "hard"
    (mean,) = means([block])
    assert (mean.skill, mean.scenarios, mean.part) == (0.0, 1, "total")


def test_coverage_and_parts_are_means_over_rows() -> None:
    rows = [_row(MODEL, 1, 1.0), _row(MODEL, 2, 1.0, quantiles=6.0), _row(MODEL, 3, 1.0, -40.0)]

    (block,) = summarise_rows(rows)

    assert block.model.coverage == pytest.approx((1 / 3, 2 / 3, 2 / 3))
    parts = block.model.spread + block.model.underprediction + block.model.overprediction
    assert block.model.wis == pytest.approx(parts)
    assert block.model.underprediction > block.model.overprediction > 0
