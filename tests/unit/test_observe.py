"""What published counts speak of, how far they may be off, and what would be counted."""

from datetime import datetime
from pathlib import Path

import numpy as np
import pytest

from corridor.forecast import make_forecast
from corridor.observe import (
    ErrorModel,
    Moment,
    Readings,
    Scale,
    error_model,
    make_series,
    people_at,
    people_per_unit,
    read_counts,
    reported,
)
from corridor.observe.errors import covariances, log_likelihoods, rounding_interval
from corridor.parameters import Fixed
from corridor.scenario import load_scenario
from corridor.simulate.draws import Drawer, nothing_inherited
from tests.engine import known
from tests.worlds import TABLES, write_world

HOUR_24 = "2030-03-02T06:00+03:00"
ERRORS = ErrorModel(Fixed(0.1), Fixed(0.05), 30.0)


def _read(tmp_path: Path, **cells: str) -> Readings:
    """The reading of one count of the small world, with some cells changed."""
    row = {"held": HOUR_24, "published": HOUR_24, **cells}
    scenario = known(write_world(tmp_path, counts={"first": row, "second": None}))
    return read_counts(scenario, scenario.counts)


@pytest.mark.parametrize(
    ("cells", "moment"),
    [
        ({}, Moment("arrivals", "entry", 0.0, 24.0)),
        ({"measure": "stock"}, Moment("present", "entry", 0.0, 24.0)),
        ({"measure": "stock", "kind": "sheltered"}, Moment("present", "entry", 0.0, 24.0)),
        ({"unit": "households"}, Moment("arrivals", "entry", 0.0, 24.0)),
        # On the way: everybody from the gate comes to the entry a quarter of an hour later.
        ({"place": "gate", "kind": "vehicles"}, Moment("arrivals", "entry", 0.0, 24.25)),
        (
            {"measure": "period", "since": "2030-03-01T18:00+03:00"},
            Moment("arrivals", "entry", 12.0, 24.0),
        ),
        (
            {"place": "gate", "measure": "period", "since": "2030-03-01T18:00+03:00"},
            Moment("arrivals", "entry", 12.25, 24.25),
        ),
    ],
)
def test_a_count_is_read_as_what_the_model_has_of_it(
    tmp_path: Path, cells: dict[str, str], moment: Moment
) -> None:
    found = _read(tmp_path, **cells)

    assert [reading.moment for reading in found.used] == [moment]
    assert not found.left_out


@pytest.mark.parametrize(
    ("held", "begin"),
    [("2030-03-02", 18.0), ("2030-03", 0.0), ("2030", 0.0)],
)
def test_a_count_of_a_period_begins_with_its_day_month_or_year(
    tmp_path: Path, held: str, begin: float
) -> None:
    row = {"measure": "period", "held": held, "published": "2031-01-01"}
    world = write_world(
        tmp_path, settings={"as_of": '"2031-01-02T00:00+03:00"'}, counts={"first": row}
    )
    scenario = known(world)

    used = read_counts(scenario, scenario.counts).used

    assert {reading.count.id: reading.moment.begin for reading in used}["first"] == begin


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"kind": "registered"}, "no registrations_per_hour"),
        ({"kind": "sheltered"}, "only people present"),
        ({"measure": "period"}, "nothing says when its period began"),
        ({"place": "north"}, "of no reception place"),
        ({"place": "gate", "measure": "stock"}, "of no reception place"),
        ({"held": "2030-02-28T06:00+03:00"}, "before the start"),
    ],
)
def test_a_count_that_the_model_has_nothing_of_is_left_out_with_the_reason(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    found = _read(tmp_path, **cells)

    assert not found.used
    assert [reason in one.reason for one in found.left_out] == [True]


def test_a_checkpoint_that_can_be_passed_by_says_nothing_of_all_arrivals(tmp_path: Path) -> None:
    by_pass = {"from": "junction", "to": "entry", "km": "40", "hours": "1"}
    made_up = {"vehicles_per_hour": "unlimited", "certainty": "assumed"}
    count = {"place": "gate", "kind": "vehicles", "held": HOUR_24, "published": HOUR_24}
    world = write_world(tmp_path, links={"past": {**by_pass, **made_up}}, counts={"first": count})
    scenario = known(world)

    assert not read_counts(scenario, scenario.counts).used


def test_registered_people_count_where_registration_is_limited(tmp_path: Path) -> None:
    row = {"kind": "registered", "held": HOUR_24, "published": HOUR_24}
    world = write_world(
        tmp_path, places={"entry": {"registrations_per_hour": "50"}}, counts={"first": row}
    )
    scenario = known(world)

    (reading,) = read_counts(scenario, scenario.counts).used

    assert reading.moment.variable == "registered"


def test_a_later_publication_of_the_same_time_replaces_the_earlier_once_it_is_known(
    tmp_path: Path,
) -> None:
    revised = {"value": "700", "said_by": "Another office", "published": "2030-03-02T20:00+03:00"}
    world = write_world(tmp_path, counts={"second": {**TABLES["counts"]["first"], **revised}})
    whole = load_scenario(world)

    def read(time: str) -> Readings:
        scenario = whole.as_of(datetime.fromisoformat(time))
        return read_counts(scenario, scenario.counts)

    before, after = read("2030-03-02T19:00+03:00"), read("2030-03-02T21:00+03:00")

    assert [one.count.id for one in before.used] == ["first"]
    assert [one.count.id for one in after.used] == ["second"]
    assert [(one.count.id, one.reason) for one in after.left_out] == [
        ("first", "a later count of the same time replaces it")
    ]


def test_people_at_a_moment_lie_on_the_line_between_the_edges_of_steps() -> None:
    arrivals = np.array([[[10], [20], [30]], [[0], [0], [60]]])
    moments = [Moment("arrivals", "entry", 0.0, 1.5), Moment("arrivals", "entry", 1.0, 4.0)]

    people = people_at(
        moments,
        lambda _, __: arrivals[..., 0],
        edges_hours=np.array([0.0, 1.0, 2.0, 4.0]),
        delay_hours=np.array([0.0, 1.0]),
    )

    # The second member's counts are an hour late; before the start nobody had come.
    np.testing.assert_allclose(people, [[20.0, 50.0], [0.0, 30.0]])


def test_what_is_present_is_no_sum_over_time() -> None:
    present = np.array([[10, 20, 30]])

    people = people_at(
        [Moment("present", "entry", 0.0, 2.5)],
        lambda _, __: present,
        edges_hours=np.array([0.0, 1.0, 2.0, 3.0]),
        delay_hours=np.zeros(1),
    )

    assert people.tolist() == [[25.0]]


@pytest.mark.parametrize(
    ("count", "interval"), [(0, 1), (7, 1), (30, 10), (377, 1), (13550, 10), (9000, 1000)]
)
def test_a_count_that_ends_in_zeros_is_taken_as_rounded_to_them(count: int, interval: int) -> None:
    assert rounding_interval(count) == interval


def test_the_scale_and_back_is_the_count() -> None:
    scale, counts = Scale(100.0), np.array([0.0, 1.0, 30.0, 5e3, 1e6])

    np.testing.assert_allclose(scale.back(scale.to(counts)), counts, atol=1e-9)


def test_the_slope_of_the_scale_is_its_derivative() -> None:
    scale, counts = Scale(100.0), np.array([0.5, 10.0, 3e4])

    steps = (scale.to(counts + 1e-4) - scale.to(counts - 1e-4)) / 2e-4

    np.testing.assert_allclose(scale.slope(counts), steps, rtol=1e-5)


@pytest.mark.parametrize("mean", [5.0, 60.0, 2000.0])
def test_a_negative_binomial_count_has_the_same_spread_everywhere_on_the_scale(
    mean: float,
) -> None:
    size = 100.0
    draws = np.random.default_rng(1).negative_binomial(size, size / (size + mean), 200_000)

    spread = Scale(size).to(draws.astype(np.float64)).std()

    assert spread == pytest.approx(1 / np.sqrt(size), rel=0.06)


def test_errors_of_a_total_add_up_and_those_of_single_counts_do_not() -> None:
    counts, hours = np.array([1000.0, 2000.0, 2100.0]), np.array([1.0, 2.0, 3.0])
    nothing = np.zeros(3)

    def correlation(*, is_running: bool) -> float:
        error = covariances(
            counts, hours=hours, rounding=nothing, is_running=is_running, model=ERRORS
        )[0]
        return float(error[1, 2] / np.sqrt(error[1, 1] * error[2, 2]))

    assert correlation(is_running=True) > 0.95
    assert correlation(is_running=False) < 0.3


def test_a_total_that_falls_leaves_little_of_what_was_said_before() -> None:
    counts, hours = np.array([9000.0, 5000.0]), np.array([1.0, 2.0])

    error = covariances(counts, hours=hours, rounding=np.zeros(2), is_running=True, model=ERRORS)[0]
    slope = ERRORS.scale.slope(counts)

    assert np.sqrt(error[1, 1]) / slope[1] > 4000
    assert np.sqrt(error[0, 0]) / slope[0] < 1500


def test_the_likelihood_of_a_count_is_that_of_the_normal_distribution(tmp_path: Path) -> None:
    found = _read(tmp_path, value="901")
    (series,) = make_series(found.used, ERRORS)
    expected = ERRORS.scale.to(np.array([[901.0], [600.0]]))

    likely = log_likelihoods(series, expected)[:, 0]

    variance = series.covariances[0, 0, 0]
    off = (expected[:, 0] - series.seen[0]) ** 2
    by_hand = -0.5 * off / variance - 0.5 * np.log(2 * np.pi * variance)
    np.testing.assert_allclose(likely, by_hand)


def test_a_vehicle_holds_what_the_modes_with_vehicles_hold_on_average(tmp_path: Path) -> None:
    modes = (
        "{car: {share: 0.6, people_per_vehicle: 4}, bus: {share: 0.2, people_per_vehicle: 40},"
        " foot: {share: 0.2, people_per_vehicle: 1, car_equivalents: 0, km_per_hour: 4}}"
    )
    scenario = known(write_world(tmp_path, settings={"modes": modes}))
    drawer = Drawer(scenario, seed=1, inherited=nothing_inherited(2))

    # 0.6 / 4 + 0.2 / 40 vehicles for 0.8 people.
    assert people_per_unit(scenario, drawer, "vehicles") == pytest.approx([0.8 / 0.155] * 2)
    assert people_per_unit(scenario, drawer, "people").tolist() == [1.0, 1.0]


def test_numbers_of_counting_are_the_scenario_s_or_the_package_s(tmp_path: Path) -> None:
    settings = {"people_per_household": "5.5", "counting": "{lasting_error: 0.2}"}
    scenario = known(write_world(tmp_path, settings=settings))
    drawer = Drawer(scenario, seed=1, inherited=nothing_inherited(1))

    model = error_model(scenario)

    assert people_per_unit(scenario, drawer, "households").tolist() == [5.5]
    assert {lasting for _, lasting in model.sizes()} == {0.2}
    low, high = model.relative.quantile(np.array([0.05, 0.95]))
    assert (low, high) == pytest.approx((0.02, 0.2))


def test_a_count_soon_after_the_last_is_off_by_as_much(tmp_path: Path) -> None:
    # The count says 901 and members have other figures: what is counted an hour later goes on
    # from 901 all the same, and long after from what the members have then, off as before.
    settings = {"counting": "{relative_error: 0.05, lasting_error: 0.3, delay_hours: 0}"}
    world = write_world(tmp_path, settings=settings, counts={"first": {"value": "901"}})
    made = make_forecast(world, members=200)
    moments = [Moment("arrivals", "entry", 0.0, hours) for hours in (30.0, 31.0, 60.0)]

    counted = reported(made.scenario, made.ensemble, moments, seed=1)

    has = people_at(
        moments,
        made.ensemble.at,
        edges_hours=np.concatenate([[0.0], np.cumsum(made.ensemble.step_hours)]),
        delay_hours=np.zeros(200),
    )
    assert counted[:, 0] == pytest.approx(901, abs=8)
    off_now, off_later = counted[:, 0] / has[:, 0], counted[:, 2] / has[:, 2]
    assert np.corrcoef(off_now, off_later)[0, 1] > 0.5
    assert np.std(counted[:, 1] - (has[:, 1] - has[:, 0])) < 60
