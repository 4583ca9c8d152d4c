"""What a forecast says in numbers."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.forecast import HUB_LEVELS, Forecast, make_forecast, quantiles, summarise
from tests.worlds import TABLES, write_world


@given(
    st.lists(st.integers(0, 10**6), min_size=1, max_size=40),
    st.lists(st.floats(0, 1), min_size=1, max_size=5),
)
def test_quantiles_are_those_of_numpy(values: list[int], levels: list[float]) -> None:
    table = np.array(values)[:, np.newaxis]

    np.testing.assert_allclose(
        quantiles(table, levels), np.quantile(table, levels, axis=0), rtol=1e-9, atol=1e-9
    )


def test_there_are_the_23_levels_of_the_hubs() -> None:
    assert len(HUB_LEVELS) == 23
    assert list(HUB_LEVELS) == sorted(HUB_LEVELS)
    assert {0.01, 0.025, 0.25, 0.5, 0.75, 0.975, 0.99} <= set(HUB_LEVELS)


def _sure_forecast(
    folder: Path,
    *,
    gate: str,
    horizon_days: int = 2,
    counts: Mapping[str, Mapping[str, str] | None] | None = None,
) -> Forecast:
    # 100 people decide at once at 06:00 on 1 March; 1.1 hours bring them all to the gate.
    write_world(
        folder,
        settings={
            "people_per_vehicle": "1",
            "as_of": '"2030-03-01T08:00+03:00"',
            "horizon_days": str(horizon_days),
            "leaving": "{base_rate_per_day: 1000, share_willing: 1}",
        },
        places={
            "north": {"people": "0"},
            "south": {"people": "100"},
            "gate": {"vehicles_per_hour": gate},
        },
        links={
            "south-junction": {"hours": "1"},
            "junction-gate": {"hours": "1", "vehicles_per_hour": "unlimited"},
            "gate-entry": {"hours": "1"},
        },
        timeline=dict.fromkeys(
            ("threat-begins", "north-closes", "north-opens", "north-opens-late"), None
        ),
        counts=counts or {},
    )
    return make_forecast(folder, members=3)


def test_half_have_crossed_at_the_end_of_the_step_in_which_they_reach_half(tmp_path: Path) -> None:
    summary = summarise(_sure_forecast(tmp_path, gate="10"))

    # Ten an hour pass from step 2 (08:00 to 09:00) and arrive an hour later: 50 by 14:00.
    half, most = summary.crossings
    assert set(half.times) == {datetime.fromisoformat("2030-03-01T14:00+03:00")}
    assert set(most.times) == {datetime.fromisoformat("2030-03-01T18:00+03:00")}
    assert summary.leaving == (100,) * 5


def test_a_time_beyond_the_end_of_the_forecast_is_not_made_up(tmp_path: Path) -> None:
    summary = summarise(_sure_forecast(tmp_path, gate="1", horizon_days=1))

    assert set(summary.crossings[0].times) == {None}


def test_days_are_local_and_midnight_ends_the_day_before(tmp_path: Path) -> None:
    summary = summarise(_sure_forecast(tmp_path, gate="5"))

    # Five an hour arrive from 10:00 on: 75 by local midnight, the other 25 the day after.
    first, second, *_ = summary.days
    assert first.date.isoformat() == "2030-03-01"
    assert first.arrivals == (75,) * 5
    assert second.arrivals == (25,) * 5
    assert second.total == (100,) * 5
    assert first.longest_queue == (95,) * 5


def test_the_last_count_of_a_day_stands_beside_it_and_says_when_it_was_known(
    tmp_path: Path,
) -> None:
    made = _sure_forecast(tmp_path, gate="5")
    second = summarise(made).days[1]

    assert second.last_count is not None
    assert second.last_count.id == "first"
    assert second.last_count.published > made.as_of


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"unit": "households"}, id="households"),
        pytest.param({"place": "east-town"}, id="a place behind the first"),
        pytest.param({"measure": "period"}, id="a period"),
        pytest.param({"kind": "registered"}, id="registered"),
    ],
)
def test_only_people_counted_where_all_come_through_stand_beside_the_total(
    tmp_path: Path, change: dict[str, str]
) -> None:
    made = _sure_forecast(tmp_path, gate="5", counts={"first": change})

    assert summarise(made).days[1].last_count is None


def test_of_two_counts_for_one_time_the_one_published_last_stands_beside_the_total(
    tmp_path: Path,
) -> None:
    revised = {**TABLES["counts"]["first"], "value": "950", "published": "2030-03-04T12:00+03:00"}
    made = _sure_forecast(tmp_path, gate="5", counts={"again": revised})

    last = summarise(made).days[1].last_count
    assert last is not None
    assert last.value == 950


@pytest.mark.parametrize("members", [1, 2])
def test_a_forecast_of_very_few_members_has_a_summary(tmp_path: Path, members: int) -> None:
    summary = summarise(make_forecast(write_world(tmp_path), members=members))

    assert all(len(day.total) == 5 for day in summary.days)
