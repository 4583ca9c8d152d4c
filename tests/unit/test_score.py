"""Scores of an ensemble."""

import numpy as np
import pytest
import scoringrules
from hypothesis import given
from hypothesis import strategies as st

from corridor.score import covers, crps, rank_of

MEMBERS = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=30)


@given(MEMBERS, st.floats(-1e6, 1e6))
def test_the_crps_is_that_of_scoringrules(members: list[float], observed: float) -> None:
    ensemble = np.array(members)[:, np.newaxis]

    score = crps(ensemble, np.array([observed]))

    oracle = scoringrules.crps_ensemble(observed, np.array(members), estimator="nrg")
    np.testing.assert_allclose(score, oracle, rtol=1e-6, atol=1e-3)


def test_the_crps_of_one_member_is_its_absolute_error() -> None:
    assert crps(np.array([[3.0, 8.0]]), np.array([5.0, 8.0])).tolist() == [2.0, 0.0]


@pytest.mark.parametrize(("observed", "inside"), [(2.4, False), (2.5, True), (7.5, True)])
def test_an_interval_holds_its_ends(observed: float, inside: bool) -> None:
    ensemble = np.arange(11.0)[:, np.newaxis]

    assert covers(ensemble, np.array([observed]), level=0.5).tolist() == [inside]


def test_ties_count_half_in_the_rank() -> None:
    ensemble = np.array([[1.0], [2.0], [2.0], [3.0]])

    assert rank_of(ensemble, np.array([2.0])).tolist() == [0.5]
