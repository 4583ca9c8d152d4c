"""No baseline changes with anything that was published after the origin."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.backtest import find_targets
from corridor.backtest.rivals import rivals
from corridor.levels import HUB_LEVELS
from corridor.scenario import Scenario, load_scenario
from corridor.units import Floats
from tests.counted_worlds import PRESENT, write_counted_world

LEVELS, AHEAD = np.array(HUB_LEVELS), np.array([1.0, 7.0])
COUNTS = sum(map(len, PRESENT.values()))
PEOPLE = st.lists(st.integers(0, 10**7), min_size=COUNTS, max_size=COUNTS)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return load_scenario(write_counted_world(tmp_path_factory.mktemp("world")))


def _forecasts(
    world: Scenario, people: Sequence[int], day: int
) -> Mapping[str, Mapping[str, Floats]]:
    counts = tuple(
        count.model_copy(update={"value": value})
        for count, value in zip(world.counts, people, strict=True)
    )
    origin = world.start + timedelta(days=day)
    known = world.model_copy(update={"counts": counts}).as_of(origin)
    (target,) = find_targets(known, known.counts)
    return rivals(known, target, origin, AHEAD, LEVELS)


@settings(max_examples=25)
@given(people=PEOPLE, others=PEOPLE, day=st.integers(2, 9))
def test_other_figures_after_the_origin_change_no_baseline(
    world: Scenario, people: list[int], others: list[int], day: int
) -> None:
    origin = world.start + timedelta(days=day)
    changed = [
        other if count.published > origin else value
        for count, value, other in zip(world.counts, people, others, strict=True)
    ]

    before, after = _forecasts(world, people, day), _forecasts(world, changed, day)

    assert before.keys() == after.keys()
    for place, named in before.items():
        assert named.keys() == after[place].keys()
        for name, quantiles in named.items():
            np.testing.assert_array_equal(after[place][name], quantiles)
