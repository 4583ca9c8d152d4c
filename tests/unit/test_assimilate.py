"""Weights, the smoother's step, and what members take over from runs that agree with counts."""

import numpy as np
import pytest

from corridor.assimilate.latent import FARTHEST, Latent
from corridor.assimilate.smoother import moved
from corridor.assimilate.update import Update
from corridor.assimilate.weights import ancestors, effective, largest_step, van_der_corput
from corridor.observe.errors import Series

NO_WALK = np.zeros(0, np.int64)


def test_equal_weights_are_worth_all_members_and_one_large_weight_one() -> None:
    assert effective(np.zeros(50)) == pytest.approx(50)
    assert effective(np.array([0.0, -1e9, -1e9])) == pytest.approx(1)


def test_weights_too_small_for_a_number_are_still_weights() -> None:
    assert effective(np.array([-1e6, -1e6])) == pytest.approx(2)


@pytest.mark.parametrize("wanted", [5.0, 20.0, 40.0])
def test_the_largest_step_leaves_as_many_effective_members_as_wanted(wanted: float) -> None:
    log_likelihood = -(np.linspace(0, 30, 50) ** 2)

    step = largest_step(log_likelihood, wanted)

    assert 0 < step < 1
    assert effective(step * log_likelihood) == pytest.approx(wanted, rel=1e-3)


def test_no_step_is_larger_than_all_that_is_said() -> None:
    assert largest_step(np.zeros(50), 40.0) == 1.0


def test_members_descend_from_runs_in_proportion_to_their_weights() -> None:
    weights = np.array([0.5, 0.0, 0.3, 0.2])
    with np.errstate(divide="ignore"):
        chosen = ancestors(np.log(weights), members=1000, seed=1)

    shares = np.bincount(chosen, minlength=4) / 1000
    np.testing.assert_allclose(shares, weights, atol=0.01)


def test_a_larger_ensemble_keeps_the_ancestors_of_a_smaller_one() -> None:
    log_weights = np.random.default_rng(1).normal(size=100)

    few, many = (ancestors(log_weights, members=count, seed=3) for count in (30, 500))

    assert np.array_equal(many[:30], few)


def test_van_der_corput_fills_the_line_evenly() -> None:
    assert van_der_corput(5).tolist() == [0.0, 0.5, 0.25, 0.75, 0.125]
    assert np.allclose(np.sort(van_der_corput(256)), np.arange(256) / 256)


def test_prior_scores_are_standard_normal_and_stay_for_a_larger_pool() -> None:
    latent = Latent(1, ("a", "b"), np.array([0, 0, 0, 1, 1]))

    scores = latent.prior(4000)

    assert scores.shape == (4000, 4)
    np.testing.assert_allclose(scores.mean(axis=0), 0, atol=0.06)
    np.testing.assert_allclose(np.cov(scores.T), np.eye(4), atol=0.08)
    assert np.array_equal(scores[:100], latent.prior(100))


def test_scores_that_did_not_move_leave_the_walk_as_it_was() -> None:
    latent = Latent(1, ("a",), np.array([0, 0, 1]))
    own = np.arange(20)

    inherited = latent.inherited(latent.prior(20), own, 3)

    np.testing.assert_allclose(inherited.walk_shift, 0, atol=1e-6)


def test_a_shift_moves_the_sum_of_a_period_by_as_much_as_its_score() -> None:
    latent = Latent(1, (), np.array([0, 0, 0, 0, 1]))
    scores = latent.prior(3) + np.array([1.0, 0.0])

    inherited = latent.inherited(scores, np.arange(3), 5)

    # Four steps of variance 1: their sum has the standard deviation 2.
    np.testing.assert_allclose(inherited.walk_shift[:, 0] * 4 / 2, 1.0, atol=1e-6)


def _series(seen: float, variance: float) -> Series:
    return Series(np.array([0]), np.array([seen]), np.array([[[np.sqrt(variance)]]]))


def test_one_whole_step_in_a_linear_world_gives_the_posterior_of_theory() -> None:
    # Score x ~ N(0, 1), count y = 2 x + 1 with error variance 0.5, seen 3: the posterior has the
    # precision 1 + 4 / 0.5 = 9 and the mean (4 / 0.5) / 9.
    rng = np.random.default_rng(1)
    scores, normals = rng.normal(size=(200_000, 1)), rng.normal(size=(200_000, 1))

    after = moved(scores, 2 * scores + 1, [_series(3.0, 0.5)], part=1.0, normals=normals)

    assert after.mean() == pytest.approx(8 / 9, abs=0.005)
    assert after.var() == pytest.approx(1 / 9, rel=0.02)


def test_parts_that_add_up_to_the_whole_give_the_same_posterior() -> None:
    rng = np.random.default_rng(2)
    scores = rng.normal(size=(200_000, 1))

    for part in (0.2, 0.5, 0.3):
        normals = rng.normal(size=scores.shape)
        scores = moved(scores, 2 * scores + 1, [_series(3.0, 0.5)], part=part, normals=normals)

    assert scores.mean() == pytest.approx(8 / 9, abs=0.005)
    assert scores.var() == pytest.approx(1 / 9, rel=0.02)


def test_a_score_that_counts_say_nothing_of_keeps_its_spread() -> None:
    rng = np.random.default_rng(3)
    scores, normals = rng.normal(size=(20_000, 2)), rng.normal(size=(20_000, 1))

    after = moved(scores, scores[:, :1], [_series(2.0, 0.1)], part=1.0, normals=normals)

    assert after[:, 1].mean() == pytest.approx(0, abs=0.03)
    assert after[:, 1].std() == pytest.approx(1, rel=0.03)


def test_scores_stay_within_what_is_drawn_at_all() -> None:
    latent = Latent(1, ("a",), NO_WALK)

    assert np.abs(latent.prior(100_000)).max() <= FARTHEST


@pytest.mark.parametrize(
    ("used", "worth", "coarse"), [((), 0.0, False), (("a",), 20.0, True), (("a",), 200.0, False)]
)
def test_few_runs_that_agree_are_called_coarse(
    used: tuple[str, ...], worth: float, coarse: bool
) -> None:
    assert Update(used, (), "weights", effective=worth).is_coarse == coarse
