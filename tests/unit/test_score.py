"""Scores, against scoringrules and worked by hand."""

from functools import cache
from importlib import import_module
from types import ModuleType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.score import (
    HUB_LEVELS,
    averaged_relative_difference,
    brier,
    covers,
    crps,
    crps_log,
    energy_score,
    interval_covers,
    pit,
    rank_of,
    skill,
    uniformity,
    wis,
    wis_log,
)

NUMBERS = st.floats(-1e6, 1e6)
MEMBERS = st.lists(NUMBERS, min_size=1, max_size=30)
LEVELS = np.array(HUB_LEVELS)


def _column(*values: float) -> np.ndarray:
    return np.array(values)[:, np.newaxis]


@cache
def _scoringrules() -> ModuleType:
    # It compiles functions as it is loaded, and every process that runs tests would do so.
    return import_module("scoringrules")


@given(MEMBERS, NUMBERS)
def test_the_crps_is_that_of_scoringrules(members: list[float], observed: float) -> None:
    score = crps(_column(*members), np.array([observed]))

    oracle = _scoringrules().crps_ensemble(
        observed, np.array(members), estimator="nrg", backend="numpy"
    )
    np.testing.assert_allclose(score, oracle, rtol=1e-6, atol=1e-3)


@given(st.lists(NUMBERS, min_size=2, max_size=30), NUMBERS)
def test_the_fair_crps_is_that_of_scoringrules(members: list[float], observed: float) -> None:
    score = crps(_column(*members), np.array([observed]), fair=True)

    oracle = _scoringrules().crps_ensemble(
        observed, np.array(members), estimator="fair", backend="numpy"
    )
    np.testing.assert_allclose(score, oracle, rtol=1e-6, atol=1e-3)


def test_the_crps_of_one_member_is_its_absolute_error() -> None:
    assert crps(np.array([[3.0, 8.0]]), np.array([5.0, 8.0])).tolist() == [2.0, 0.0]


def test_the_log_score_of_one_member_is_the_log_of_the_ratio() -> None:
    score = crps_log(np.array([[19.0]]), np.array([9.0]))

    np.testing.assert_allclose(score, [np.log(2)])


@given(st.lists(NUMBERS, min_size=23, max_size=23), NUMBERS)
def test_the_wis_is_twice_the_mean_pinball_loss_of_scoringrules(
    values: list[float], observed: float
) -> None:
    quantiles = np.sort(values)

    score = wis(quantiles[:, np.newaxis], LEVELS, np.array([observed]))

    # Not their weighted_interval_score, which without numba leaves the error of the median out.
    oracle = _scoringrules().quantile_score(observed, quantiles, LEVELS, backend="numpy")
    np.testing.assert_allclose(score.total, 2 * oracle.mean(), rtol=1e-6, atol=1e-6)


@given(st.lists(NUMBERS, min_size=23, max_size=23), NUMBERS)
def test_the_parts_of_the_wis_add_up_to_it(values: list[float], observed: float) -> None:
    score = wis(_column(*sorted(values)), LEVELS, np.array([observed]))

    np.testing.assert_allclose(sum(score[1:]), score.total)
    assert all((part >= 0).all() for part in score)


def test_the_wis_worked_by_hand() -> None:
    quantiles = np.array([[10.0, 10.0], [20.0, 20.0], [40.0, 40.0]])

    score = wis(quantiles, np.array([0.1, 0.5, 0.9]), np.array([46.0, 4.0]))

    # (26 / 2 + 0.1 * 30 + 6) / 1.5 and (16 / 2 + 0.1 * 30 + 6) / 1.5
    np.testing.assert_allclose(score.total, [22 / 1.5, 17 / 1.5])
    np.testing.assert_allclose(score.spread, [3 / 1.5, 3 / 1.5])
    np.testing.assert_allclose(score.underprediction, [19 / 1.5, 0])
    np.testing.assert_allclose(score.overprediction, [0, 14 / 1.5])


def test_with_many_levels_the_wis_is_near_the_crps() -> None:
    levels = np.linspace(0, 1, 1001)[1:-1]
    members = np.quantile(np.arange(11.0) ** 2, levels)

    score = wis(members[:, np.newaxis], levels, np.array([70.0])).total

    np.testing.assert_allclose(score, crps(members[:, np.newaxis], np.array([70.0])), rtol=5e-3)


def test_the_log_twin_of_the_wis_is_the_wis_of_logs() -> None:
    quantiles = _column(0.0, 9.0, 99.0)
    levels = np.array([0.25, 0.5, 0.75])

    score = wis_log(quantiles, levels, np.array([999.0]))

    oracle = wis(np.log1p(quantiles), levels, np.log1p(np.array([999.0])))
    assert score.total.tolist() == oracle.total.tolist()


@pytest.mark.parametrize("levels", [(0.1, 0.9), (0.1, 0.5, 0.8), (0.2, 0.4, 0.8)])
def test_levels_without_a_middle_and_pairs_are_refused(levels: tuple[float, ...]) -> None:
    with pytest.raises(ValueError, match="pairs"):
        wis(np.zeros((len(levels), 1)), np.array(levels), np.zeros(1))


@pytest.mark.parametrize(("observed", "inside"), [(2.4, False), (2.5, True), (7.5, True)])
def test_an_interval_holds_its_ends(observed: float, inside: bool) -> None:
    ensemble = np.arange(11.0)[:, np.newaxis]
    quantiles = np.quantile(ensemble, LEVELS, axis=0)

    assert covers(ensemble, np.array([observed]), level=0.5).tolist() == [inside]
    assert interval_covers(quantiles, LEVELS, np.array([observed]), level=0.5).tolist() == [inside]


def test_an_interval_without_its_quantiles_is_refused() -> None:
    with pytest.raises(ValueError, match=r"0\.335"):
        interval_covers(np.zeros((23, 1)), LEVELS, np.zeros(1), level=0.33)


def test_ties_count_half_in_the_rank() -> None:
    ensemble = _column(1.0, 2.0, 2.0, 3.0)

    assert rank_of(ensemble, np.array([2.0])).tolist() == [0.5]


@pytest.mark.parametrize(("observed", "share"), [(0.0, 0.125), (1.5, 0.375), (9.0, 0.875)])
def test_ranks_are_spread_evenly_between_0_and_1(observed: float, share: float) -> None:
    assert pit(_column(1.0, 2.0, 3.0), np.array([observed])).tolist() == [share]


def test_even_ranks_pass_and_ranks_at_one_end_do_not() -> None:
    even = (np.arange(50) + 0.5) / 50

    assert uniformity(even).p_value > 0.99
    assert uniformity(even / 2).p_value < 1e-3


def test_uniformity_needs_two_values() -> None:
    with pytest.raises(ValueError, match="at least 2"):
        uniformity(np.array([0.5]))


@given(
    st.lists(st.lists(NUMBERS, min_size=3, max_size=3), min_size=1, max_size=12),
    st.lists(NUMBERS, min_size=3, max_size=3),
)
def test_the_energy_score_is_that_of_scoringrules(
    members: list[list[float]], observed: list[float]
) -> None:
    score = energy_score(np.array(members), np.array(observed))

    oracle = _scoringrules().es_ensemble(
        np.array(observed), np.array(members), estimator="nrg", backend="numpy"
    )
    np.testing.assert_allclose(score, oracle, rtol=1e-6, atol=1e-3)


@given(MEMBERS, NUMBERS)
def test_the_energy_score_of_one_place_is_the_crps(members: list[float], observed: float) -> None:
    score = energy_score(_column(*members), np.array([observed]))

    oracle = crps(_column(*members), np.array([observed]))
    np.testing.assert_allclose(score, oracle[0], rtol=1e-6, atol=1e-3)


def test_the_brier_score_is_that_of_scoringrules() -> None:
    chance, happened = np.array([0.0, 0.7, 0.7, 1.0]), np.array([False, True, False, False])

    score = brier(chance, happened)

    np.testing.assert_allclose(score, [0.0, 0.09, 0.49, 1.0])
    np.testing.assert_allclose(
        score, _scoringrules().brier_score(happened.astype(float), chance, backend="numpy")
    )


@pytest.mark.parametrize(
    ("score", "reference", "expected"),
    [(5.0, 10.0, 0.5), (10.0, 10.0, 0.0), (15.0, 10.0, -0.5), (0.0, 0.0, 0.0), (1.0, 0.0, -np.inf)],
)
def test_skill_is_one_less_the_ratio(score: float, reference: float, expected: float) -> None:
    assert skill(score, reference) == expected


def test_a_person_at_a_wrong_place_counts_twice() -> None:
    observed = np.array([[60.0, 40.0], [100.0, 100.0]])
    simulated = np.array([[50.0, 50.0], [100.0, 100.0]])

    assert averaged_relative_difference(simulated, observed) == (0.2 + 0) / 2


def test_rescaled_only_the_split_counts() -> None:
    observed = np.array([[60.0, 40.0], [30.0, 10.0], [5.0, 5.0]])
    simulated = np.array([[25.0, 25.0], [300.0, 100.0], [0.0, 0.0]])

    plain = averaged_relative_difference(simulated, observed)
    rescaled = averaged_relative_difference(simulated, observed, rescaled=True)

    np.testing.assert_allclose(plain, (0.5 + 9 + 1) / 3)
    # A day without anybody simulated stays as it is.
    np.testing.assert_allclose(rescaled, (0.2 + 0 + 1) / 3)


def test_a_day_without_anybody_is_divided_by_one() -> None:
    simulated, observed = np.array([[3.0, 0.0]]), np.array([[0.0, 0.0]])

    assert averaged_relative_difference(simulated, observed) == 3.0
