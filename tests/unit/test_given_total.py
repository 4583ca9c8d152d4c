"""The split of a given total over the places that people came to."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from corridor.backtest import GivenTotal, given_total_difference
from corridor.errors import InputError, OptionError
from corridor.formats.flee import import_flee
from corridor.scenario import Scenario, load_scenario
from corridor.simulate.plan import make_plan, with_given_departures
from corridor.simulate.run import simulate
from tests.flee_folders import flee_folder, replaced
from tests.worlds import write_world

OPEN = {"input_csv/closures.csv": "#closure_type,name1,name2,closure_start,closure_end\n"}


def war(
    path: Path, changes: Mapping[str, str | None] | None = None, *, with_capacities: bool = False
) -> Scenario:
    """The small war with its borders open from the start."""
    out = path / "war"
    import_flee(
        flee_folder(path, {**OPEN, **(changes or {})}), out, with_capacities=with_capacities
    )
    return load_scenario(out)


@cache
def of_small_war() -> GivenTotal:
    with TemporaryDirectory() as folder:
        return given_total_difference(war(Path(folder)), members=6)


def test_every_day_of_the_period_is_split_over_the_places_with_counts() -> None:
    result = of_small_war()

    assert result.places == ("near", "far")
    assert result.simulated.shape == result.observed.shape == (60, 2)
    assert result.by_day.shape == (60,)


def test_the_observed_are_whole_people_on_straight_lines_between_counts() -> None:
    observed = of_small_war().observed

    # Near, as corrected on 10 April to 900/1000 of what was counted: 540 on 11 March (day 10).
    assert observed[[0, 5, 10], 0].tolist() == [0, 270, 540]
    # Far: 1,200 on 20 April, 50 days after the first day, and as many after it.
    assert observed[[1, 50, 59], 1].tolist() == [24, 1200, 1200]


def test_the_split_has_the_given_total_on_every_day_on_which_somebody_is_there() -> None:
    result = of_small_war()

    there = result.simulated.sum(axis=1) > 0
    assert there[2:].all()
    given = result.observed.sum(axis=1)
    assert result.simulated.sum(axis=1)[there] == pytest.approx(given[there])


def test_the_average_is_over_the_days() -> None:
    result = of_small_war()

    assert result.average == pytest.approx(result.by_day.mean())
    assert 0 <= result.by_day.min() <= result.by_day.max() <= 2


def test_a_member_alone_is_hardly_better_than_the_mean_of_all() -> None:
    result = of_small_war()

    assert result.of_members.shape == (6,)
    assert result.average <= result.of_members.mean() + 1e-9


def test_the_same_seed_gives_the_same_split(tmp_path: Path) -> None:
    again = given_total_difference(war(tmp_path), members=6)

    assert np.array_equal(again.simulated, of_small_war().simulated)


def test_a_fall_of_the_total_sends_nobody_home(tmp_path: Path) -> None:
    falls = {"source_data/far.csv": "2030-03-01,0\n2030-03-21,800\n2030-04-20,100\n"}

    result = given_total_difference(war(tmp_path, falls), members=3)

    # Far falls from 800 to 100, and near stays as it is: nobody leaves, so the shares stay.
    before, after = result.simulated[40], result.simulated[48]
    assert after.sum() < before.sum()
    assert after / after.sum() == pytest.approx(before / before.sum())


def test_capacities_count_only_when_asked_for(tmp_path: Path) -> None:
    scenario = war(tmp_path, with_capacities=True)

    without = given_total_difference(scenario, members=6)
    with_them = given_total_difference(scenario, members=6, with_capacities=True)

    assert np.array_equal(without.simulated, of_small_war().simulated)
    # Near holds 900 people, far 5,000: with that known more go to far in the end.
    assert with_them.simulated[-1, 1] > without.simulated[-1, 1]


def test_capacities_that_no_place_has_cannot_be_used(tmp_path: Path) -> None:
    # Near's capacity is leaked and left out; far has none here.
    changes = replaced("input_csv/locations.csv", "camp,,5000", "camp,,")

    with pytest.raises(OptionError, match=r"no place of .* has a room or a size"):
        given_total_difference(war(tmp_path, changes), with_capacities=True)


def test_who_was_there_at_the_start_stays_where_he_was(tmp_path: Path) -> None:
    at_first = {"source_data/far.csv": "2030-03-01,4000\n2030-04-20,4000\n"}

    result = given_total_difference(war(tmp_path, at_first), members=3)

    assert result.simulated[0].tolist() == pytest.approx([0, 4000])


def test_a_scenario_without_counts_of_people_present_cannot_be_split(tmp_path: Path) -> None:
    scenario = load_scenario(write_world(tmp_path))

    with pytest.raises(InputError, match="at 0 reception places"):
        given_total_difference(scenario)


def test_counts_of_one_place_cannot_be_split(tmp_path: Path) -> None:
    layout = replaced("source_data/data_layout.csv", "Far,far.csv\n", "")

    with pytest.raises(InputError, match="at 1 reception places"):
        given_total_difference(war(tmp_path, layout), members=1)


def test_as_many_leave_in_each_step_as_are_given(tmp_path: Path) -> None:
    scenario = war(tmp_path)
    known = scenario.as_of(scenario.start + timedelta(days=100))
    plan = make_plan(known, end=scenario.start + timedelta(days=8), members=3, seed=1)
    given = np.array([0, 5, 1, 0, 700, 30, 2, 0])

    home = simulate(with_given_departures(plan, given)).dataset()["home"].sum("origin").to_numpy()

    left = home[:, 0, np.newaxis] - home
    assert left.tolist() == [np.cumsum(given).tolist()] * 3


def test_who_is_not_found_at_home_is_no_more_than_everybody(tmp_path: Path) -> None:
    scenario = war(tmp_path)
    known = scenario.as_of(scenario.start + timedelta(days=100))
    plan = make_plan(known, end=scenario.start + timedelta(days=4), members=2, seed=1)

    ensemble = simulate(with_given_departures(plan, np.array([10**6, 0, 0, 0])))

    willing = 100_000 - ensemble.at_step("home", -1).sum(axis=1)
    assert willing.tolist() == ensemble["willing"].tolist()


def test_given_departures_come_from_where_the_rates_are_highest(tmp_path: Path) -> None:
    # North (40,000 people) is at war from the start, south (60,000) from day 20 on.
    scenario = war(tmp_path)
    known = scenario.as_of(scenario.start + timedelta(days=100))
    plan = make_plan(known, end=scenario.start + timedelta(days=5), members=200, seed=1)
    given = np.array([400, 0, 0, 0, 0])

    ensemble = simulate(with_given_departures(plan, given))

    left = np.array([40_000, 60_000]) - ensemble.at_step("home", -1)
    at_half_level = plan.parameters["conflict_effect"] / 2
    threat = np.exp(0.5 * plan.parameters["threat_effect"])
    odds = 40_000 / 60_000 * np.exp(at_half_level) * threat
    expected = 400 * odds / (1 + odds)
    # South also feels some of the threat, at 100 km: by exp(-100/50) of it at most.
    assert left.sum(axis=1).tolist() == [400] * 200
    assert left[:, 0].mean() == pytest.approx(expected.mean(), rel=0.03)
