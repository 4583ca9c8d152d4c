"""How many people pass each road, as it is estimated."""

from pathlib import Path

import numpy as np
import pytest

from corridor.forecast import Forecast, make_forecast
from corridor.report.flows import link_flows
from tests.worlds import write_world


@pytest.fixture(scope="module")
def one(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    world = write_world(tmp_path_factory.mktemp("flows") / "world")
    return make_forecast(world, members=1, update=False)


def test_as_many_pass_the_last_road_as_arrive(one: Forecast) -> None:
    flows = link_flows(one)

    passed = (flows["gate-entry"][1] * one.ensemble.step_hours).sum()
    crossed = float(one.ensemble["crossed"][0, -1])
    assert crossed > 1000
    assert passed == pytest.approx(crossed, rel=0.05)


def test_nobody_is_made_on_the_way(one: Forecast) -> None:
    flows = link_flows(one)
    hours = one.ensemble.step_hours

    north, south, joined = (
        np.cumsum(flows[id][1] * hours)
        for id in ("north-junction", "south-junction", "junction-gate")
    )

    assert (joined <= north + south + 1e-6).all()


def test_one_member_has_no_interval_and_more_have_one(one: Forecast, tmp_path: Path) -> None:
    alone = link_flows(one)["gate-entry"]
    many = make_forecast(write_world(tmp_path / "world"), members=30, update=False)

    low, mean, high = link_flows(many)["gate-entry"]

    assert (alone[0] == alone[2]).all()
    assert (low <= high).all()
    assert (low < high).any()
    crossed = np.diff(many.ensemble["crossed"].mean(axis=0), prepend=0.0)
    assert (mean * many.ensemble.step_hours).sum() == pytest.approx(crossed.sum(), rel=0.05)
