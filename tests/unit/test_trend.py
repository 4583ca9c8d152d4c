"""How a series of counts goes on by itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.baseline import History
from corridor.forecast.trend import EARLY_SD, going_on, trend_quantiles
from corridor.units import Floats

LEVELS = np.array([0.05, 0.25, 0.5, 0.75, 0.95])


def _history(values: list[float], every: float = 10.0) -> History:
    days = np.arange(1 - len(values), 1, dtype=np.float64) * every
    return History(days, np.array(values, dtype=np.float64))


def _width(history: History, ahead: float) -> float:
    low, *_, high = trend_quantiles(history, ahead, LEVELS)
    return float(high - low)


def test_a_part_of_the_recent_trend_goes_on_and_dies_away() -> None:
    history = History(np.array([-30.0, 0.0]), np.array([100.0, 160.0]))

    onward = going_on(history, np.array([30.0, 3000.0]))

    # 2 people a day for a window of 30 days: 60 (1 - 1/e) of them after 30 days, 60 in the end.
    assert onward == pytest.approx([160 + 0.4 * 60 * (1 - np.exp(-1)), 160 + 0.4 * 60])


def test_one_count_is_as_uncertain_as_an_early_figure() -> None:
    made = trend_quantiles(_history([500.0]), 7.0, LEVELS)

    assert made[2] == pytest.approx(500)
    assert np.log(made[4] / made[0]) == pytest.approx(2 * 1.6449 * EARLY_SD, rel=1e-3)


def test_a_place_without_people_stays_without() -> None:
    assert (trend_quantiles(_history([0.0] * 9), 30.0, LEVELS) == 0).all()


def test_a_series_that_was_hard_to_foresee_has_wider_intervals() -> None:
    calm = _history([1000.0, 1010, 1005, 1015, 1010, 1020, 1015, 1025, 1020, 1030])
    wild = _history([1000.0, 1400, 900, 1500, 800, 1600, 700, 1500, 900, 1030])

    assert _width(wild, 10.0) > 3 * _width(calm, 10.0)


def test_errors_of_long_ago_count_less_than_recent_ones() -> None:
    jumps, calm = [1000.0, 2000, 1000, 2000, 1000], [1000.0] * 16
    calmed = _history([*jumps, *calm])
    aroused = _history([*calm, *jumps])

    assert _width(aroused, 10.0) > 2 * _width(calmed, 10.0)


def test_intervals_widen_with_the_lead() -> None:
    walk = np.random.default_rng(1).normal(0, 50, 60).cumsum() + 5000
    history = _history(list(walk))

    assert _width(history, 10.0) < _width(history, 40.0) < _width(history, 160.0)


def test_an_error_between_counts_is_measured_on_the_line_between_them() -> None:
    # Rises by 100 every 100 days: 7 days ahead nobody can be off by more than a few people.
    history = _history([100.0 * n for n in range(1, 13)], every=100.0)

    low, *_, high = trend_quantiles(history, 7.0, np.array([0.2, 0.5, 0.8]))

    assert high - low < 30


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=12),
    st.floats(0.5, 400),
    st.floats(0.5, 60),
)
def test_quantiles_rise_and_are_never_below_nobody(
    values: list[int], ahead: float, every: float
) -> None:
    made: Floats = trend_quantiles(_history([float(v) for v in values], every), ahead, LEVELS)

    assert np.isfinite(made).all()
    assert (made >= 0).all()
    assert (np.diff(made) >= 0).all()
