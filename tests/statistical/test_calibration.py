"""Forecasts that learn from counts are calibrated: simulation-based calibration."""

from collections.abc import Mapping

import numpy as np
import pytest
from scipy import stats

from corridor.units import Floats
from tests.statistical.calibration import LATER, Learned, learn_from_truths, write_world_to_count

TRUTHS, MEMBERS = 200, 600


@pytest.fixture(scope="module")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Learned:
    folder = write_world_to_count(tmp_path_factory.mktemp("calibration") / "world")
    return learn_from_truths(folder, truths=TRUTHS, members=MEMBERS)


@pytest.fixture(scope="module")
def ranks(learned: Learned) -> Mapping[str, Floats]:
    return learned.ranks


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("level", [0.5, 0.8, 0.95])
def test_intervals_cover_as_they_claim_within_three_points(
    ranks: Mapping[str, Floats], level: float
) -> None:
    later = (np.abs(ranks[LATER] - 0.5) < level / 2).mean()
    everything = (np.abs(np.concatenate(list(ranks.values())) - 0.5) < level / 2).mean()

    assert later == pytest.approx(level, abs=0.03)
    assert everything == pytest.approx(level, abs=0.03)


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_the_ranks_of_truths_are_uniform(ranks: Mapping[str, Floats]) -> None:
    # Pearson's chi-squared over ten classes, at one in a thousand for each of the five.
    for name, found in ranks.items():
        seen = np.histogram(found, np.linspace(0, 1, 11))[0]
        assert stats.chisquare(seen).pvalue > 0.001, name


@pytest.mark.slow
@pytest.mark.timeout(1800)
def test_counts_that_come_from_the_model_are_seldom_called_unlikely(learned: Learned) -> None:
    # At most 2 % of forecasts by the rule, and hardly any more after learning: of 200 forecasts
    # more than 12 have a chance below 0.001.
    assert learned.alarms <= 12
