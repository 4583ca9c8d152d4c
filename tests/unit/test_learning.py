"""Forecasts that learn from counts: what moves, what stays, and what is said of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from corridor.assimilate import Update
from corridor.forecast import Forecast, compare, make_forecast
from corridor.report.learned import moved_numbers
from corridor.report.sentences import disagreement, what_was_learned
from corridor.scenario import load_scenario
from corridor.simulate import VARIABLES
from corridor.units import Floats
from tests.counted import START, counted, uncertain, write_one_way
from tests.worlds import Row, write_world

MEMBERS = 200


def _learn(folder: Path, counts: Mapping[str, Row], **more: object) -> Forecast:
    return make_forecast(write_one_way(folder, counts, **more), members=MEMBERS)  # type: ignore[arg-type]


def _draws(made: Forecast, name: str) -> Floats:
    column = [str(label) for label in made.ensemble.labels["parameter"]].index(name)
    draws: Floats = made.ensemble["parameter_draws"][:, column].astype(np.float64)
    return draws


def _update(made: Forecast) -> Update:
    assert made.update is not None
    return made.update


def _width(values: Floats) -> float:
    """Width of the 90 % interval on the log scale."""
    low, high = np.quantile(values, [0.05, 0.95])
    return float(np.log(high / low))


def _plateau(people_per_hour: int) -> dict[str, Row]:
    """Totals that rise by as much every 6 hours from the sixth hour on."""
    return {
        f"at-{hours}": counted(people_per_hour * (hours - 3) + 1, hours)
        for hours in range(6, 37, 6)
    }


@pytest.fixture(scope="module")
def plateau(tmp_path_factory: pytest.TempPathFactory) -> tuple[Forecast, Forecast]:
    """A world at the capacity of its gate, before and after learning."""
    settings = {"counting": "{relative_error: 0.05, lasting_error: 0.05}"}
    folder = write_one_way(tmp_path_factory.mktemp("plateau"), _plateau(500), settings=settings)
    before = make_forecast(folder, members=1000, update=False)
    return before, make_forecast(folder, members=1000)


def test_a_plateau_of_arrivals_with_people_queueing_is_read_as_capacity(
    plateau: tuple[Forecast, Forecast],
) -> None:
    before, after = (
        _draws(made, "gate_flow") * _draws(made, "people_per_vehicle") for made in plateau
    )

    assert np.median(after) == pytest.approx(500, rel=0.1)
    assert _width(after) < 0.25 * _width(before)


def test_a_plateau_of_arrivals_is_not_read_as_the_end_of_those_who_leave(
    plateau: tuple[Forecast, Forecast],
) -> None:
    before, after = (made.ensemble["willing"].astype(np.float64) for made in plateau)

    # 16,500 have come and there is a queue, so fewer cannot leave; how many more is as open as
    # before.
    assert np.quantile(after, 0.95) == pytest.approx(np.quantile(before, 0.95), rel=0.25)
    assert np.median(after) > np.median(before)
    assert _width(after) > 0.5 * _width(before)
    assert (plateau[1].ensemble.total("queue")[:, 36] > 0).mean() > 0.75


def test_a_flow_that_dries_up_is_read_as_few_who_leave(tmp_path: Path) -> None:
    totals = {6: 4000, 12: 8000, 18: 10500, 24: 11200, 30: 11400, 36: 11450}
    counts = {f"at-{hours}": counted(value + 1, hours) for hours, value in totals.items()}

    made = _learn(tmp_path, counts)

    left = made.ensemble["crossed"][:, -1] - made.ensemble["crossed"][:, 36]
    assert np.quantile(left, 0.9) < 6000


def test_members_agree_with_the_counts_and_people_stay_whole(
    plateau: tuple[Forecast, Forecast],
) -> None:
    ensemble = plateau[1].ensemble
    crossed = ensemble["crossed"]

    assert np.median(crossed[:, 35]) == pytest.approx(16501, rel=0.1)
    everybody = (
        ensemble.total("home")
        + ensemble.total("held")
        + ensemble.total("queue")
        + ensemble.total("present")
        + ensemble["on_road"]
    )
    assert np.ptp(everybody, axis=1).max() == 0


def test_what_was_learned_is_recorded(plateau: tuple[Forecast, Forecast]) -> None:
    before, after = plateau
    update = _update(after)

    assert before.update is None
    assert update.used == tuple(_plateau(500))
    assert update.left_out == ()
    assert update.pool == 1000 * (len(update.steps) + 1)
    assert 100 <= update.effective <= 1000
    assert 0 < sum(update.steps) <= 1.0001
    assert not update.unexplained


def test_the_numbers_that_moved_most_come_first(plateau: tuple[Forecast, Forecast]) -> None:
    before, after = plateau

    names = [number.name for number in moved_numbers(after)]

    assert "gate_flow" in names[:3]
    assert moved_numbers(before) == ()


def test_a_single_weak_count_needs_no_more_than_weights(tmp_path: Path) -> None:
    settings = {"counting": "{relative_error: 1, lasting_error: 1}"}

    made = _learn(tmp_path, {"one": counted(9000, 24)}, settings=settings)

    assert _update(made).method == "weights"
    assert _update(made).steps == ()


def test_weights_give_the_posterior_of_theory(tmp_path: Path) -> None:
    # All who live here are at the entry at once, so that the count speaks of people alone:
    # ln(people) ~ N(ln 20000, 0.4^2), and a count of 30001 with a lasting error of 0.3 and a
    # relative one of 0.02 (the same in the logarithm as long as it is small).
    parameters = {
        "people_all": uncertain("{lognormal: {median: 20000, sigma: 0.4}}", "people"),
        "leaving_rate": uncertain("200", "1/day"),
        "gate_flow": uncertain("100000", "vehicles/hour"),
    }
    settings = {
        "leaving": "{base_rate_per_day: leaving_rate, share_willing: 1}",
        "people_per_vehicle": "4",
        "counting": "{relative_error: 0.02, lasting_error: 0.3, delay_hours: 0}",
    }
    folder = write_one_way(
        tmp_path,
        {"one": counted(30001, 34)},
        settings=settings,
        parameters={**parameters, "willing": None, "spread": None, "people_per_vehicle": None},
    )
    world = load_scenario(folder)
    free = {
        link.id: link.model_copy(update={"vehicles_per_hour": world.links[3].vehicles_per_hour})
        for link in world.links
    }

    made = make_forecast(
        world.model_copy(update={"links": tuple(free.values())}), members=4000, seed=2
    )

    precision = 1 / 0.4**2 + 1 / (0.3**2 + 0.02**2)
    mean = (np.log(20000) / 0.4**2 + np.log(30001) / (0.3**2 + 0.02**2)) / precision
    logs = np.log(_draws(made, "people_all"))
    assert _update(made).method == "weights"
    assert logs.mean() == pytest.approx(mean, abs=0.05)
    assert logs.std() == pytest.approx(1 / np.sqrt(precision), rel=0.1)


@pytest.mark.parametrize("threads", [1, 3])
def test_the_same_seed_gives_the_same_bytes_with_any_number_of_threads(
    tmp_path: Path, threads: int
) -> None:
    folder = write_one_way(tmp_path, _plateau(300))

    one = make_forecast(folder, members=60, threads=2)
    other = make_forecast(folder, members=60, threads=threads)

    assert one.update == other.update
    for name in VARIABLES:
        assert np.array_equal(one.ensemble[name], other.ensemble[name])


def test_a_larger_ensemble_keeps_the_members_of_a_smaller_one(tmp_path: Path) -> None:
    folder = write_one_way(tmp_path, _plateau(300))

    few = make_forecast(folder, members=20)
    many = make_forecast(folder, members=150)

    for name in VARIABLES:
        assert np.array_equal(few.ensemble[name], many.ensemble[name][:20])


def test_members_that_descend_from_one_run_go_their_own_ways_after_the_last_count(
    tmp_path: Path,
) -> None:
    made = _learn(tmp_path, _plateau(300))
    home = made.ensemble.total("home")
    past = home[:, :36]
    pairs: dict[bytes, list[int]] = {}
    for member, row in enumerate(past):
        pairs.setdefault(row.tobytes(), []).append(member)
    alike = [members for members in pairs.values() if len(members) > 1]

    assert alike
    for first, second, *_ in alike:
        assert not np.array_equal(home[first, 36:], home[second, 36:])


def test_counts_published_later_move_nothing(tmp_path: Path) -> None:
    known = _plateau(300)
    later = counted(99999, 30, published=(START + timedelta(hours=40)).isoformat())

    without = _learn(tmp_path / "a", known)
    poisoned = _learn(tmp_path / "b", {**known, "later": later})

    assert without.update == poisoned.update
    for name in VARIABLES:
        assert np.array_equal(without.ensemble[name], poisoned.ensemble[name])


def test_a_forecast_that_may_not_learn_is_the_one_without_counts(tmp_path: Path) -> None:
    told_not_to = make_forecast(
        write_one_way(tmp_path / "a", _plateau(300)), members=20, update=False
    )
    without = make_forecast(write_one_way(tmp_path / "b", {}), members=20)

    assert told_not_to.update is None
    assert without.update is None
    assert "told not to" in what_was_learned(told_not_to)
    assert "No count had been published" in what_was_learned(without)
    for name in VARIABLES:
        assert np.array_equal(told_not_to.ensemble[name], without.ensemble[name])


@pytest.mark.parametrize("unit", ["households", "vehicles"])
def test_counts_in_households_or_vehicles_are_converted_with_an_uncertain_factor(
    tmp_path: Path, unit: str
) -> None:
    # As many people as in the plateau, counted by four or five.
    counts = {
        f"at-{hours}": counted((500 * (hours - 3)) // 4 + 1, hours, unit=unit)
        for hours in range(6, 37, 6)
    }
    settings = {"people_per_household": "4"} if unit == "households" else {}

    made = _learn(tmp_path, counts, settings=settings)

    crossed = made.ensemble["crossed"][:, 35]
    if unit == "households":
        assert np.median(crossed) == pytest.approx(16500, rel=0.2)
    else:
        # In vehicles it is the gate that is counted, whoever sits in them.
        assert np.median(_draws(made, "gate_flow")) == pytest.approx(125, rel=0.2)
        assert _width(crossed.astype(np.float64)) > 0.4


def test_counts_that_no_member_can_explain_are_named_and_members_stay_many(
    tmp_path: Path,
) -> None:
    counts = {"far": counted(5_000_001, 12), "farther": counted(9_000_001, 24)}

    made = _learn(tmp_path, counts)

    update = _update(made)
    assert update.unexplained == ("far", "farther")
    assert update.effective >= 0.1 * MEMBERS
    assert np.isfinite(_draws(made, "people_all")).all()
    warning = disagreement(made, (), lambda time: time.isoformat())
    assert warning is not None
    assert "cannot explain 2 of the counts" in warning
    assert "missing in timeline.csv" in warning


def test_a_count_explained_by_what_was_thought_unlikely_is_named_with_it(tmp_path: Path) -> None:
    # All 30,000 leave at once and pass within a day, so that 1,200 half a day later can only be
    # late counting.
    parameters = {
        "people_all": uncertain("30000", "people"),
        "leaving_rate": uncertain("200", "1/day"),
        "gate_flow": uncertain("{lognormal: {interval: [2500, 3500]}}", "vehicles/hour"),
        "people_per_vehicle": uncertain("4", "people/vehicle"),
    }

    low = _learn(tmp_path / "low", {"one": counted(1201, 12)}, parameters=parameters)
    right = _learn(tmp_path / "right", {"one": counted(27001, 12)}, parameters=parameters)

    assert _update(low).unexplained == ()
    assert _update(low).unlikely == ("one",)
    told = disagreement(low, (), lambda time: time.isoformat())
    assert told is not None
    assert "did not expect a count: 1,201 people had arrived at Entry" in told
    assert "most of all Counting: delay hours" in told
    assert _update(right).unlikely == ()
    assert disagreement(right, (), lambda time: time.isoformat()) is None


def test_a_count_of_nobody_is_learned_from(tmp_path: Path) -> None:
    made = _learn(tmp_path, {"none": counted(0, 12)})

    assert np.median(made.ensemble["crossed"][:, 11]) < 1000


def test_counts_of_which_none_can_be_used_change_nothing(tmp_path: Path) -> None:
    counts = {"one": counted(500, 12, kind="registered")}

    made = _learn(tmp_path, counts)
    plain = make_forecast(tmp_path, members=MEMBERS, update=False)

    assert _update(made).method == "none"
    assert "could not learn" in what_was_learned(made)
    assert "no registrations_per_hour" in what_was_learned(made)
    for name in VARIABLES:
        assert np.array_equal(made.ensemble[name], plain.ensemble[name])


def test_base_and_variant_descend_from_the_same_runs(tmp_path: Path) -> None:
    folder = write_one_way(tmp_path, _plateau(300))

    made = compare(folder, ["capacity gate x1", "capacity gate x3 2030-03-03"], members=60)

    base, same, wider = made.base, *(run.forecast for run in made.variants)
    assert base.update is not None
    assert base.update == same.update == wider.update
    for name in VARIABLES:
        assert np.array_equal(base.ensemble[name], same.ensemble[name])
    before = base.ensemble["crossed"], wider.ensemble["crossed"]
    assert np.array_equal(before[0][:, :42], before[1][:, :42])
    assert (before[1][:, -1] >= before[0][:, -1]).all()
    assert np.array_equal(_draws(base, "people_all"), _draws(wider, "people_all"))


def test_stocks_at_places_move_the_choice_of_destination(tmp_path: Path) -> None:
    ties = "{everyone: {east-town: {normal: {interval: [-2, 2]}}, west-town: 0}}"
    stock = {"measure": "stock", "kind": "sheltered"}
    counts = {
        f"{place}-{hours}": counted(share * 60 * (hours - 6) + 1, hours, place=place, **stock)
        for place, share in (("east-town", 5), ("west-town", 1))
        for hours in (24, 30, 36)
    }
    settings = {"destination": f"{{travel_cost: 0.1, softening_hours: 1, ties: {ties}}}"}
    folder = write_one_way(tmp_path, counts, settings=settings)
    through = load_scenario(folder)
    places = tuple(
        place.model_copy(update={"through": place.id == "entry", "size": None})
        for place in through.places
    )

    made = make_forecast(through.model_copy(update={"places": places}), members=MEMBERS)

    tie = _draws(made, "destination.ties.everyone.east-town")
    assert np.median(tie) == pytest.approx(np.log(5), abs=0.5)
    assert tie.std() < 0.6


def test_the_walk_of_leaving_is_moved_by_counts(tmp_path: Path) -> None:
    # Three days of daily steps in which the rate of leaving is ten times what it was before.
    parameters = {
        "people_all": uncertain("300000", "people"),
        "leaving_rate": uncertain("0.01", "1/day"),
        "gate_flow": uncertain("100000", "vehicles/hour"),
        **{"willing": None, "spread": None, "people_per_vehicle": None},
    }
    settings = {
        "leaving": (
            "{base_rate_per_day: leaving_rate, share_willing: 1, drivers: {unknown: 1.5},"
            " unknown_correlation_days: 3}"
        ),
        "people_per_vehicle": "4",
        "step_minutes": "1440",
        "counting": "{delay_hours: 0, relative_error: 0.03, lasting_error: 0.03}",
    }
    days = {6: 15000, 9: 23000, 10: 50000, 11: 75000, 12: 98000}
    counts = {f"day-{day}": counted(total + 1, 24 * day) for day, total in days.items()}

    made = _learn(tmp_path, counts, as_of_hours=290, settings=settings, parameters=parameters)

    per_day = np.diff(made.ensemble["crossed"], axis=1)
    early, late = per_day[:, 3:6].mean(), per_day[:, 9:11].mean()
    assert late > 5 * early
    assert np.median(made.ensemble["crossed"][:, 11]) == pytest.approx(98000, rel=0.1)


def test_a_period_s_count_and_the_totals_at_its_ends_say_the_same(tmp_path: Path) -> None:
    error = {"counting": "{relative_error: 0.1, lasting_error: 0.1, delay_hours: 0}"}
    since = (START + timedelta(hours=12)).isoformat()
    period = {"one": counted(6001, 24, measure="period", since=since)}

    made = _learn(tmp_path / "a", period, settings=error)

    came = made.ensemble["crossed"][:, 23] - made.ensemble["crossed"][:, 11]
    assert np.median(came) == pytest.approx(6000, rel=0.12)


def test_a_count_in_a_small_world_with_onward_moves_is_learned_from(tmp_path: Path) -> None:
    made = make_forecast(write_world(tmp_path), members=20)

    assert _update(made).used == ("first",)
    assert made.as_of == datetime.fromisoformat("2030-03-02T18:00+03:00")
