"""Draws follow the law that is stated.

Each test fails for a correct program with a chance of at most ``FALSE_ALARM``, whatever the seed.
"""

import numpy as np
import pytest
from numba import njit
from scipy import stats

from corridor.rng import binomial, uniform_pair

FALSE_ALARM = 1e-6
DRAWS = 200_000


@njit
def _uniforms(seed: np.uint64, draws: int) -> np.ndarray:
    levels = np.empty((draws, 2))
    for member in range(draws):
        levels[member] = uniform_pair(seed, member, 1, 2, 3, 0)
    return levels


@njit
def _binomials(count: int, chance: float, seed: np.uint64, draws: int) -> np.ndarray:
    taken = np.empty(draws, np.int64)
    for member in range(draws):
        taken[member] = binomial(count, chance, seed, member, 1, 2, 3)
    return taken


def test_uniform_numbers_are_uniform_and_the_two_of_a_pair_are_uncorrelated() -> None:
    first, second = _uniforms(np.uint64(1), DRAWS).T

    assert stats.kstest(first, "uniform").pvalue > FALSE_ALARM / 3
    assert stats.kstest(second, "uniform").pvalue > FALSE_ALARM / 3
    assert stats.pearsonr(first, second).pvalue > FALSE_ALARM / 3


@pytest.mark.parametrize(
    ("count", "chance"),
    [
        pytest.param(1, 0.3, id="one person"),
        pytest.param(20, 0.1, id="inversion"),
        pytest.param(1000, 0.0099, id="just under the switch"),
        pytest.param(1000, 0.0101, id="just over the switch"),
        pytest.param(40, 0.5, id="symmetric"),
        pytest.param(50_000, 0.03, id="a town leaving"),
        pytest.param(50_000, 0.97, id="nearly all"),
        pytest.param(10**9, 1e-6, id="few of very many"),
    ],
)
def test_binomial_draws_follow_the_binomial_law(count: int, chance: float) -> None:
    law = stats.binom(count, chance)
    draws = _binomials(count, chance, np.uint64(1), DRAWS)

    # Cells of about 2 % each, so that every expected number is large.
    edges = np.unique(law.ppf(np.linspace(0.02, 0.98, 49)))
    chances = np.diff(np.concatenate([[0.0], law.cdf(edges), [1.0]]))
    seen = np.bincount(np.searchsorted(edges, draws), minlength=len(chances))
    possible = chances > 0
    assert seen[~possible].sum() == 0
    test = stats.chisquare(seen[possible], chances[possible] * DRAWS)
    assert test.pvalue > FALSE_ALARM


def test_draws_of_neighbouring_addresses_are_uncorrelated() -> None:
    members = _binomials(1000, 0.3, np.uint64(1), DRAWS)

    assert stats.pearsonr(members[:-1], members[1:]).pvalue > FALSE_ALARM
