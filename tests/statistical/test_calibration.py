"""Forecasts that learn from counts are calibrated: simulation-based calibration."""

from collections.abc import Mapping

import numpy as np
import pytest
from scipy import stats

from corridor.units import Floats
from tests.statistical.calibration import LATER, ranks_of_truths, write_world_to_count

TRUTHS, MEMBERS = 200, 600


@pytest.fixture(scope="module")
def ranks(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Floats]:
    folder = write_world_to_count(tmp_path_factory.mktemp("calibration") / "world")
    return ranks_of_truths(folder, truths=TRUTHS, members=MEMBERS)


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
