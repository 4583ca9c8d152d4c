"""Draws follow the law that is stated.

Each test fails for a correct program with a chance of at most ``FALSE_ALARM``, whatever the seed.
"""

import numpy as np
import numpy.typing as npt
import pytest
from numba import njit
from scipy import stats

from corridor.rng import binomial, hypergeometric, normal, uniform_pair

FALSE_ALARM = 1e-6
DRAWS = 200_000


@njit
def _uniforms(seed: np.uint64, draws: int) -> np.ndarray:
    levels = np.empty((draws, 2))
    for member in range(draws):
        levels[member] = uniform_pair(seed, member, 1, 2, 3, 4, 0)
    return levels


@njit
def _binomials(count: int, chance: float, seed: np.uint64, draws: int) -> np.ndarray:
    taken = np.empty(draws, np.int64)
    for member in range(draws):
        taken[member] = binomial(count, chance, seed, member, 1, 2, 3, 4)
    return taken


@njit
def _hypergeometrics(
    marked: int, others: int, taken: int, seed: np.uint64, draws: int
) -> np.ndarray:
    found = np.empty(draws, np.int64)
    for member in range(draws):
        found[member] = hypergeometric(marked, others, taken, seed, member, 1, 2, 3, 4)
    return found


@njit
def _normals(seed: np.uint64, draws: int) -> np.ndarray:
    numbers = np.empty(draws)
    for member in range(draws):
        numbers[member] = normal(seed, member, 1, 2, 3, 4)
    return numbers


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

    assert _p_value(draws, law) > FALSE_ALARM


@pytest.mark.parametrize(
    ("marked", "others", "taken"),
    [
        pytest.param(1, 1, 1, id="one of two"),
        pytest.param(5, 7, 4, id="one by one"),
        pytest.param(7, 5, 9, id="one by one, by symmetry"),
        pytest.param(30, 200, 12, id="just under the switch"),
        pytest.param(30, 200, 13, id="just over the switch"),
        pytest.param(200, 30, 190, id="both symmetries"),
        pytest.param(3, 1000, 500, id="few marked"),
        pytest.param(40_000, 60_000, 25_000, id="a town in a queue"),
        pytest.param(10**9, 2 * 10**9, 10**6, id="very many"),
    ],
)
def test_draws_without_replacement_follow_the_hypergeometric_law(
    marked: int, others: int, taken: int
) -> None:
    law = stats.hypergeom(marked + others, marked, taken)
    draws = _hypergeometrics(marked, others, taken, np.uint64(1), DRAWS)

    assert draws.min() >= max(0, taken - others)
    assert draws.max() <= min(marked, taken)
    assert _p_value(draws, law) > FALSE_ALARM


def test_normal_numbers_are_normal() -> None:
    assert stats.kstest(_normals(np.uint64(1), DRAWS), "norm").pvalue > FALSE_ALARM


def _p_value(draws: npt.NDArray[np.int64], law: stats.rv_discrete) -> float:
    """Chi-squared test of draws in cells of about 2 % each, so that each expects many."""
    edges = np.unique(law.ppf(np.linspace(0.02, 0.98, 49)))
    chances = np.diff(np.concatenate([[0.0], law.cdf(edges), [1.0]]))
    seen = np.bincount(np.searchsorted(edges, draws), minlength=len(chances))
    # Rounding of the law leaves cells of about 1e-16, in which nothing may fall.
    possible = chances > 1e-12
    assert seen[~possible].sum() == 0
    chances = chances[possible] / chances[possible].sum()
    return float(stats.chisquare(seen[possible], chances * DRAWS).pvalue)


def test_draws_of_neighbouring_addresses_are_uncorrelated() -> None:
    members = _binomials(1000, 0.3, np.uint64(1), DRAWS)

    assert stats.pearsonr(members[:-1], members[1:]).pvalue > FALSE_ALARM
