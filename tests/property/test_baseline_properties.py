"""Laws of every baseline, for every history."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.baseline import (
    History,
    HistoryOfPlaces,
    damped_drift,
    drift,
    equal_split,
    last_shares,
    last_value,
    logistic_curve,
    recent_rate,
)
from corridor.levels import HUB_LEVELS
from corridor.units import Floats

LEVELS = np.array(HUB_LEVELS)
AHEAD = np.array([0.5, 7.0, 90.0])

COUNTS = st.lists(st.tuples(st.integers(1, 40), st.integers(0, 200_000)), min_size=1, max_size=25)
OF_ONE = pytest.mark.parametrize(
    "baseline", [last_value, drift, damped_drift, recent_rate, logistic_curve]
)
Baseline = Callable[[History, Floats, Floats], Floats | None]


def _history(counts: list[tuple[int, int]], *, is_cumulative: bool = False) -> History:
    gaps, values = np.array(counts, dtype=np.float64).T
    days = np.cumsum(gaps)
    return History(days - days[-1] - 1, np.sort(values) if is_cumulative else values, is_cumulative)


@OF_ONE
@given(counts=COUNTS)
def test_quantiles_rise_with_their_level_and_are_never_negative(
    baseline: Baseline, counts: list[tuple[int, int]]
) -> None:
    quantiles = baseline(_history(counts), AHEAD, LEVELS)

    if quantiles is not None:
        assert quantiles.shape == (23, 3)
        assert (np.diff(quantiles, axis=0) >= -1e-6).all()
        assert (quantiles >= 0).all()


@OF_ONE
@given(counts=COUNTS)
def test_a_cumulative_count_never_falls(baseline: Baseline, counts: list[tuple[int, int]]) -> None:
    history = _history(counts, is_cumulative=True)
    quantiles = baseline(history, AHEAD, LEVELS)

    assert quantiles is None or (quantiles >= history.values[-1]).all()


@OF_ONE
@given(counts=COUNTS)
def test_ten_times_the_people_give_ten_times_the_forecast(
    baseline: Baseline, counts: list[tuple[int, int]]
) -> None:
    history = _history(counts)
    one = baseline(history, AHEAD, LEVELS)
    ten = baseline(History(history.days, 10 * history.values), AHEAD, LEVELS)

    assert (one is None) == (ten is None)
    if one is not None and ten is not None:
        np.testing.assert_allclose(ten, 10 * one, rtol=1e-6, atol=1e-3)


@given(counts=COUNTS, given_total=st.integers(0, 10**6))
@pytest.mark.parametrize("baseline", [last_shares, equal_split])
def test_medians_of_a_split_add_up_to_the_given_total(
    baseline: Callable[..., Floats | None], counts: list[tuple[int, int]], given_total: int
) -> None:
    one = _history(counts)
    places = HistoryOfPlaces(one.days, np.column_stack([one.values, one.values[::-1]]))
    totals = np.full(3, float(given_total))

    medians = baseline(places, AHEAD, np.array([0.5]), totals=totals)

    assert medians is not None
    np.testing.assert_allclose(medians[0].sum(axis=1), totals)


@OF_ONE
@given(counts=COUNTS)
def test_inputs_are_left_as_they_are(baseline: Baseline, counts: list[tuple[int, int]]) -> None:
    history = _history(counts)
    days, values = history.days.copy(), history.values.copy()
    baseline(history, AHEAD, LEVELS)

    np.testing.assert_array_equal(history.days, days)
    np.testing.assert_array_equal(history.values, values)
