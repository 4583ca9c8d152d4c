"""The two-sample tests raise no more false alarms than they say, and see a shift.

Each test here fails for a correct program with a chance below 1e-6: it counts 1,000 repetitions and
allows six standard deviations more than the level.
"""

import math
from collections.abc import Callable

import numpy as np
import pytest

from corridor.units import Floats
from tests.statistical.two_samples import p_of_laws, p_of_means

REPETITIONS = 1000
LEVEL = 0.05


def _of_a_law(law: str, rng: np.random.Generator, size: int) -> Floats:
    if law == "rare":
        return rng.poisson(0.02, size).astype(float)
    if law == "skewed":
        return np.floor(rng.pareto(2.5, size) * 10)
    return np.floor(rng.normal(50, 7, size))


@pytest.mark.parametrize("law", ["rare", "skewed", "round"])
@pytest.mark.parametrize("test", [p_of_means, p_of_laws])
def test_samples_of_one_law_rarely_look_different(
    law: str, test: Callable[[Floats, Floats], float]
) -> None:
    rng = np.random.default_rng(20230924)
    alarms = sum(
        test(_of_a_law(law, rng, 200), _of_a_law(law, rng, 30)) <= LEVEL for _ in range(REPETITIONS)
    )

    deviation = math.sqrt(REPETITIONS * LEVEL * (1 - LEVEL))
    assert alarms <= REPETITIONS * LEVEL + 6 * deviation


@pytest.mark.parametrize("test", [p_of_means, p_of_laws])
def test_a_shift_by_two_thirds_of_a_deviation_is_seen(
    test: Callable[[Floats, Floats], float],
) -> None:
    rng = np.random.default_rng(1)
    for _ in range(20):
        one, other = rng.normal(50, 7, 2000), rng.normal(50 + 7 * 2 / 3, 7, 300)
        assert test(np.floor(one), np.floor(other)) < 1e-9


def test_samples_that_never_vary_look_alike() -> None:
    assert p_of_means(np.zeros(10), np.zeros(5)) == 1
    assert p_of_laws(np.zeros(10), np.zeros(5)) == 1
