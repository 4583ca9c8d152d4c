"""Baselines worked by hand."""

import numpy as np
import pytest
from scipy import stats

from corridor.baseline import (
    EARLY_FIGURE_LOG_SD,
    History,
    HistoryOfPlaces,
    capacity_split,
    constant_rate,
    damped_drift,
    drift,
    equal_split,
    gravity_split,
    last_shares,
    last_value,
    logistic_curve,
    planning_figure,
    recent_rate,
)
from corridor.units import Floats

MEDIAN = np.array([0.5])
LEVELS = np.array([0.1, 0.5, 0.9])
AHEAD = np.array([7.0, 30.0])


def _history(days: list[float], values: list[float], *, is_cumulative: bool = False) -> History:
    return History(np.array(days), np.array(values), is_cumulative)


def _places(*rows: list[float]) -> HistoryOfPlaces:
    return HistoryOfPlaces(np.arange(-len(rows) + 1.0, 1.0), np.array(rows))


def _close(quantiles: Floats | None, expected: object) -> None:
    assert quantiles is not None
    np.testing.assert_allclose(quantiles, np.array(expected))


def test_the_last_flow_goes_on_from_the_last_count() -> None:
    ahead = constant_rate(
        np.array([0.0, 4.0]), np.array([30.0, 377.0]), at=np.array([2.0, 4.0, 8.0])
    )

    assert ahead is not None
    assert ahead.tolist() == [377.0, 377.0, 724.0]


def test_counts_before_the_window_do_not_set_the_rate() -> None:
    hours, totals = np.array([0.0, 30.0, 40.0]), np.array([0.0, 3000.0, 3100.0])

    ahead = constant_rate(hours, totals, at=np.array([50.0]))

    assert ahead is not None
    assert ahead.tolist() == [3200.0]


def test_one_count_gives_no_rate() -> None:
    assert constant_rate(np.array([4.0]), np.array([377.0]), at=np.array([8.0])) is None
    assert constant_rate(np.zeros(0), np.zeros(0), at=np.array([8.0])) is None


def test_the_medians_of_trends_go_on_from_the_last_count() -> None:
    history = _history([-40.0, -30.0, 0.0], [500.0, 100.0, 400.0])

    medians = {
        name: baseline(history, AHEAD, MEDIAN)
        for name, baseline in {"last": last_value, "drift": drift, "damped": damped_drift}.items()
    }

    _close(medians["last"], [[400, 400]])
    _close(medians["drift"], [[400 - 2.5 * 7, 400 - 2.5 * 30]])
    gone = 1 - np.exp(-AHEAD / 30)
    _close(medians["damped"], [400 + 10 * 30 * gone])


def test_the_recent_rate_is_that_of_the_window() -> None:
    history = _history([-9.0, -2.0, -1.0], [0.0, 10.0, 30.0])

    assert recent_rate(history, np.array([2.0]), MEDIAN, window=1.5) == [[90.0]]
    assert recent_rate(history, np.array([2.0]), MEDIAN, window=0.5) is None


def test_with_few_past_errors_a_forecast_is_as_uncertain_as_an_early_figure() -> None:
    quantiles = last_value(_history([-3.0, 0.0], [10.0, 200.0]), AHEAD, LEVELS)

    factor = np.exp(EARLY_FIGURE_LOG_SD * stats.norm.ppf(0.9))
    expected = np.repeat([[200 / factor], [200], [200 * factor]], 2, axis=1)
    _close(quantiles, expected)


def test_past_errors_at_that_lead_make_the_interval() -> None:
    # Every error over one day is 10 people up.
    history = _history([float(day) for day in range(-20, 1)], [10.0 * i for i in range(21)])

    one_day = last_value(history, np.array([0.9]), np.array([0.01, 0.5, 0.99]))

    # Leads of one day, and of up to 1.8 days: those of one day alone.
    assert one_day is not None
    np.testing.assert_allclose(one_day[:, 0] - 200, [-10 * 0.9**0.5, 0, 10 * 0.9**0.5])


def test_past_a_short_history_errors_are_stretched_as_those_of_a_random_walk() -> None:
    history = _history([float(day) for day in range(-9, 1)], [10.0 * (i % 2) for i in range(10)])

    far = last_value(history, np.array([400.0]), np.array([0.99]))

    # The eight nearest leads are 9, 8, 7 and some of 6 days; odd leads are off by 10.
    assert far is not None
    assert 10 * (400 / 9) ** 0.5 <= far[0, 0] - 10 <= 10 * (400 / 5) ** 0.5


def test_a_logistic_curve_is_continued() -> None:
    days = np.linspace(-60, 0, 25)

    def curve(at: np.ndarray) -> np.ndarray:
        return np.asarray(900 / (1 + np.exp(-0.2 * (at + 15))))

    quantiles = logistic_curve(History(days, curve(days)), AHEAD, MEDIAN)

    assert quantiles is not None
    np.testing.assert_allclose(quantiles[0], curve(AHEAD), rtol=0.02)


def test_a_curve_before_its_bend_at_most_doubles() -> None:
    days = np.linspace(-20, 0, 11)

    quantiles = logistic_curve(History(days, np.exp(days / 5)), np.array([1000.0]), MEDIAN)

    assert quantiles is not None
    assert quantiles[0, 0] <= 3.0


@pytest.mark.parametrize(
    ("baseline", "needed"), [(last_value, 1), (drift, 2), (damped_drift, 2), (logistic_curve, 4)]
)
def test_too_few_counts_give_no_forecast(baseline: object, needed: int) -> None:
    days = [float(day) for day in range(-needed + 1, 1)]

    assert callable(baseline)
    assert baseline(_history(days, [5.0] * needed), AHEAD, LEVELS) is not None
    assert baseline(_history(days[1:], [5.0] * (needed - 1)), AHEAD, LEVELS) is None


def test_shares_stay_and_the_total_may_be_given() -> None:
    history = _places([10.0, 10.0], [30.0, 10.0])

    free = last_shares(history, AHEAD, MEDIAN)
    given = last_shares(history, AHEAD, MEDIAN, totals=np.array([80.0, 400.0]))

    _close(free, [[[30, 10], [30, 10]]])
    _close(given, [[[60, 20], [300, 100]]])


def test_fixed_shares_split_the_last_total() -> None:
    history = _places([10.0, 10.0], [30.0, 10.0])
    km = np.array([[10.0, 30.0], [40.0, 10.0]])

    equal = equal_split(history, AHEAD, MEDIAN)
    rooms = capacity_split(history, AHEAD, MEDIAN, capacity=np.array([900.0, 100.0]))
    gravity = gravity_split(history, AHEAD, MEDIAN, people=np.array([100.0, 50.0]), km=km)

    _close(equal, [[[20, 20]] * 2])
    _close(rooms, [[[36, 4]] * 2])
    # 100 * 3/4 + 50 * 1/5 of 150 go to the first.
    _close(gravity, [[[40 * 85 / 150, 40 * 65 / 150]] * 2])


def test_a_split_of_nobody_is_even() -> None:
    given = last_shares(_places([0.0, 0.0]), AHEAD, MEDIAN, totals=np.array([10.0, 20.0]))

    _close(given, [[[5, 5], [10, 10]]])


def test_with_the_total_given_past_errors_are_those_of_the_split_alone() -> None:
    # The total grows tenfold, the split stays.
    rows = [[10.0 * i, 30.0 * i] for i in range(1, 21)]

    given = last_shares(_places(*rows), AHEAD, LEVELS, totals=np.array([100.0, 100.0]))

    _close(given, np.broadcast_to([25.0, 75.0], (3, 2, 2)))


def test_a_planning_figure_is_as_uncertain_as_an_early_figure() -> None:
    history = _history([0.0], [90.0], is_cumulative=True)

    quantiles = planning_figure(history, AHEAD, LEVELS, figure=100.0)

    assert quantiles is not None
    np.testing.assert_allclose(quantiles[1], [100, 100])
    np.testing.assert_allclose(quantiles[0], [90, 90])


@pytest.mark.parametrize("days", [[-1.0, 0.5], [0.0, 0.0], [0.0, -1.0]])
def test_days_that_do_not_rise_to_the_origin_are_refused(days: list[float]) -> None:
    with pytest.raises(ValueError, match="none after the origin"):
        _history(days, [1.0, 2.0])
    with pytest.raises(ValueError, match="none after the origin"):
        HistoryOfPlaces(np.array(days), np.zeros((2, 3)))
