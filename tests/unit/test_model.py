"""The formulas of how people behave."""

import math

import numpy as np
import pytest

from corridor.model.leave import leaving_chance
from corridor.model.receive import moving_on_chance
from corridor.model.travel import (
    NO_LIMIT,
    NO_WAY,
    Roads,
    find_hours_from,
    find_ways,
    room_to_pass,
    sort_farthest_first,
)

NONE = np.zeros(0)


def test_leaving_in_two_half_steps_is_leaving_in_one_step() -> None:
    whole = leaving_chance(0.7, NONE, NONE, 1.0)
    half = leaving_chance(0.7, NONE, NONE, 0.5)

    assert 1 - whole == pytest.approx((1 - half) ** 2, rel=1e-12)


def test_leaving_chance_is_one_minus_the_exponential_of_the_hazard() -> None:
    # Worked by hand: 0.5 a day, twice over by log(2) x 1, for a quarter of a day: 1 - exp(-0.25).
    chance = leaving_chance(0.5, np.array([math.log(2)]), np.array([1.0]), 0.25)

    assert chance == pytest.approx(0.22119921692859515, rel=1e-12)


def test_a_driver_at_level_zero_changes_nothing() -> None:
    with_driver = leaving_chance(0.5, np.array([3.0]), np.array([0.0]), 1.0)

    assert with_driver == leaving_chance(0.5, NONE, NONE, 1.0)


def test_moving_on_without_a_stay_happens_at_once() -> None:
    assert moving_on_chance(0.0, 1.0) == 1.0
    assert moving_on_chance(24.0, 24.0) == pytest.approx(1 - math.exp(-1))


@pytest.mark.parametrize("flow", [0.0, 0.3, 1.0, 999.7])
def test_the_room_of_many_steps_is_their_flow_in_whole_people(flow: float) -> None:
    rooms = [room_to_pass(flow, step) for step in range(1000)]

    assert sum(rooms) == math.floor(flow * 1000)
    assert max(rooms) - min(rooms) <= 1


def test_an_unlimited_flow_leaves_room_for_everybody() -> None:
    assert room_to_pass(np.inf, 5) == NO_LIMIT


def _diamond() -> Roads:
    # 0 -> 1 -> 3 takes 2 hours, 0 -> 2 -> 3 takes 3; 4 has no road.
    return Roads(
        start=np.array([0, 1, 0, 2]),
        end=np.array([1, 3, 2, 3]),
        hours=np.array([1.0, 1.0, 1.5, 1.5]),
    )


@pytest.mark.parametrize(
    ("passable", "first_link", "hours_left"),
    [
        pytest.param([1, 1, 1, 1], [0, 1, 3, NO_WAY, NO_WAY], [2, 1, 1.5, 0, np.inf], id="open"),
        pytest.param(
            [1, 0, 1, 1], [2, NO_WAY, 3, NO_WAY, NO_WAY], [3, np.inf, 1.5, 0, np.inf], id="detour"
        ),
        pytest.param(
            [0, 1, 0, 1], [NO_WAY, 1, 3, NO_WAY, NO_WAY], [np.inf, 1, 1.5, 0, np.inf], id="cut off"
        ),
    ],
)
def test_ways_lead_over_the_fastest_open_roads(
    passable: list[int], first_link: list[int], hours_left: list[float]
) -> None:
    goal = np.array([False, False, False, True, False])
    link, hours = np.zeros(5, np.int64), np.zeros(5)

    find_ways(_diamond(), np.array(passable, dtype=bool), goal, link, hours)

    assert link.tolist() == first_link
    assert hours.tolist() == hours_left


def test_hours_from_a_place_are_the_least_over_open_roads() -> None:
    hours = np.zeros(5)

    find_hours_from(0, _diamond(), np.ones(4, dtype=bool), hours)

    assert hours.tolist() == [0.0, 1.0, 1.5, 2.0, np.inf]


def test_places_sort_from_the_farthest_with_ties_in_order() -> None:
    order = np.zeros(5, np.int64)

    sort_farthest_first(np.array([2.0, np.inf, 0.0, 2.0, np.inf]), order)

    assert order.tolist() == [1, 4, 0, 3, 2]
