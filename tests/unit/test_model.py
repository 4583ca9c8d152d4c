"""The formulas of how people behave."""

import math

import numpy as np
import pytest

from corridor.model.choose import pull_of_followed, pull_of_room, pull_of_travel, to_chances
from corridor.model.leave import chance_within, felt_at, lack, leaving_rate, left_after, walk_on
from corridor.model.receive import moving_on_chance
from corridor.model.search import heap_pop, heap_push
from corridor.model.supply import days_of_supply, stock_after
from corridor.model.travel import (
    NO_WAY,
    Roads,
    Ways,
    find_felt_hours,
    find_hours_from,
    find_ways,
    mode_hours,
    new_search,
    new_ways,
    sort_farthest_first,
)
from corridor.units import Flags, Floats

NONE = np.zeros(0)


def test_leaving_in_two_half_steps_is_leaving_in_one_step() -> None:
    assert 1 - chance_within(0.7, 1.0) == pytest.approx(
        (1 - chance_within(0.7, 0.5)) ** 2, rel=1e-12
    )


def test_leaving_chance_is_one_minus_the_exponential_of_the_hazard() -> None:
    # Worked by hand: 0.5 a day, twice over by log(2) x 1, for a quarter of a day: 1 - exp(-0.25).
    rate = leaving_rate(0.5, np.array([math.log(2)]), np.array([1.0]))

    assert chance_within(rate, 0.25) == pytest.approx(0.22119921692859515, rel=1e-12)


def test_a_driver_at_level_zero_changes_nothing() -> None:
    with_driver = leaving_rate(0.5, np.array([3.0]), np.array([0.0]))

    assert with_driver == leaving_rate(0.5, NONE, NONE)


def test_a_threat_falls_by_half_in_its_half_life_and_with_distance() -> None:
    assert left_after(3.0, 3.0) == 0.5
    assert left_after(6.0, 3.0) == 0.25
    assert felt_at(0.0, 20.0) == 1.0
    assert felt_at(20.0, 20.0) == pytest.approx(math.exp(-1))


@pytest.mark.parametrize(("days_left", "level"), [(0.0, 1.0), (5.0, 0.5), (10.0, 0.0), (99.0, 0.0)])
def test_lack_rises_as_supplies_run_out(days_left: float, level: float) -> None:
    assert lack(days_left, 10.0) == level


def test_the_walk_keeps_its_variance() -> None:
    # kept**2 + (1 - kept**2) = 1, whatever the step.
    by_level = walk_on(1.0, 0.3, 2.0, 0.0)
    by_noise = walk_on(0.0, 0.3, 2.0, 1.0)

    assert by_level == pytest.approx(math.exp(-0.15))
    assert by_level**2 + by_noise**2 == pytest.approx(1.0)


def test_moving_on_without_a_stay_happens_at_once() -> None:
    assert moving_on_chance(0.0, 1.0) == 1.0
    assert moving_on_chance(24.0, 24.0) == pytest.approx(1 - math.exp(-1))


def test_people_eat_before_deliveries_come_and_never_more_than_there_is() -> None:
    # 1,000 people x 0.5 kg = 0.5 tonnes a day.
    assert stock_after(2.0, 1000, 0.5, 0.1, 1.0) == pytest.approx(1.6)
    assert stock_after(0.2, 1000, 0.5, 0.1, 1.0) == pytest.approx(0.1)
    assert days_of_supply(2.0, 1000, 0.5) == pytest.approx(4.0)
    assert days_of_supply(2.0, 0, 0.5) == math.inf


def test_longer_ways_pull_less_by_the_softened_logarithm() -> None:
    # Hours 3 with softening 1: log(4); 0 hours pull by nothing.
    assert pull_of_travel(3.0, 2.0, 1.0) == pytest.approx(-2 * math.log(4))
    assert pull_of_travel(0.0, 2.0, 1.0) == 0.0


def test_a_place_pulls_by_the_logarithm_of_the_share_of_its_room_that_is_left() -> None:
    assert pull_of_room(30, 40.0, 2.0) == pytest.approx(2 * math.log(0.25))
    assert pull_of_room(0, 40.0, 2.0) == 0.0
    assert pull_of_room(10**9, math.inf, 2.0) == 0.0


def test_a_full_place_counts_as_one_with_a_millionth_of_its_room_left() -> None:
    full = pytest.approx(-6 * math.log(10))
    assert pull_of_room(40, 40.0, 1.0) == full
    assert pull_of_room(50, 40.0, 1.0) == full
    assert pull_of_room(0, 0.0, 1.0) == full


def test_the_people_at_a_place_draw_others_by_their_logarithm() -> None:
    assert pull_of_followed(0, 0.5) == 0.0
    assert pull_of_followed(99, 0.5) == pytest.approx(0.5 * math.log(100))


def test_chances_are_proportional_to_the_odds() -> None:
    odds = np.array([math.log(1), math.log(3), 7.0]) + 800

    to_chances(odds, 2)

    assert odds[:2] == pytest.approx([0.25, 0.75])


def test_a_heap_gives_its_entries_in_order() -> None:
    hours, item = np.zeros(50), np.zeros(50, np.int64)
    entries = [(float(h), i) for i, h in enumerate([3, 1, 2, 1, 0, 3, 2, 2, 1, 5])]
    size = 0
    for h, i in entries:
        size = heap_push(hours, item, size, h, i)

    found = []
    while size:
        found.append((hours[0], item[0]))
        size = heap_pop(hours, item, size)

    assert found == sorted(entries)


def _roads(ends: list[tuple[int, int]], hours: Floats, usable: Flags, places: int = 6) -> Roads:
    start, end = np.array(ends).T.copy()
    into, out = np.argsort(end, kind="stable"), np.argsort(start, kind="stable")
    return Roads(
        *(start, end),
        *(into, np.searchsorted(end[into], np.arange(places + 1))),
        *(out, np.searchsorted(start[out], np.arange(places + 1))),
        *(hours, usable),
    )


# 0 -> 1 -> 3 takes 2 hours, 0 -> 2 -> 3 takes 3, 2 -> 5 takes 4; 4 has no road. 3 and 5 receive.
_ENDS = [(0, 1), (1, 3), (0, 2), (2, 3), (2, 5)]
_HOURS = np.array([1.0, 1.0, 1.5, 1.5, 4.0])


def _find(usable: list[int], considered: int, is_end: tuple[int, ...] = (3, 5)) -> Ways:
    ways, search = new_ways(6, considered), new_search(6, 5, considered)
    ends = np.isin(np.arange(6), is_end)
    roads = _roads(_ENDS, _HOURS, np.array(usable, dtype=bool))
    find_ways(roads, np.array([3, 5]), ends, ways, search)
    return ways


@pytest.mark.parametrize(
    ("usable", "links", "hours"),
    [
        pytest.param([1, 1, 1, 1, 1], [0, 1, 3], [2, 1, 1.5], id="open"),
        pytest.param([1, 0, 1, 1, 1], [2, NO_WAY, 3], [3, np.inf, 1.5], id="detour"),
        pytest.param([1, 0, 1, 0, 1], [2, NO_WAY, 4], [5.5, np.inf, 4], id="the farther place"),
        pytest.param([0, 1, 0, 1, 1], [NO_WAY, 1, 3], [np.inf, 1, 1.5], id="cut off"),
    ],
)
def test_ways_lead_over_the_fastest_open_roads(
    usable: list[int], links: list[int], hours: list[float]
) -> None:
    ways = _find(usable, 1)

    found = [ways.link[place, 0] if ways.found[place] else NO_WAY for place in range(3)]
    assert found == links
    assert [ways.hours[p, 0] if ways.found[p] else np.inf for p in range(3)] == hours
    assert ways.found[4] == 0


def test_ways_lead_to_all_destinations_considered_the_nearest_first() -> None:
    ways = _find([1] * 5, 2)

    assert ways.found.tolist() == [2, 1, 2, 1, 0, 1]
    assert ways.goal[0].tolist() == [0, 1]
    assert ways.hours[0].tolist() == [2.0, 5.5]
    assert ways.link[0].tolist() == [0, 2]


def test_places_sort_from_the_farthest_with_ties_in_order() -> None:
    # Links to 1 take 1 hour from 0, 3 and 4, and 2 hours from 2; 5 has no way.
    ends, hours = [(0, 1), (3, 1), (4, 1), (2, 1)], np.array([1.0, 1.0, 1.0, 2.0])
    for considered in (1, 2):
        ways, search, order = (
            new_ways(6, considered),
            new_search(6, 4, considered),
            np.zeros(6, int),
        )
        settled = find_ways(
            _roads(ends, hours, np.ones(4, bool)), np.array([1]), np.arange(6) == 1, ways, search
        )
        sort_farthest_first(ways, search, settled, order)
        assert order.tolist() == [5, 2, 0, 3, 4, 1]


def test_a_way_leads_through_a_reception_place_only_if_it_may() -> None:
    ends = [(0, 1), (1, 2)]
    for is_end, found in ((True, 1), (False, 2)):
        ways, search = new_ways(3, 2), new_search(3, 2, 2)
        stops = np.array([False, is_end, True])
        roads = _roads(ends, np.ones(2), np.ones(2, bool), places=3)
        find_ways(roads, np.array([1, 2]), stops, ways, search)
        assert ways.found[0] == found


def test_felt_hours_are_the_log_sum_over_links_that_lead_nearer() -> None:
    roads, search = _roads(_ENDS, _HOURS, np.ones(5, bool)), new_search(6, 5, 2)
    ways, ends = new_ways(6, 2), np.isin(np.arange(6), (3, 5))
    settled = find_ways(roads, np.array([3, 5]), ends, ways, search)

    find_felt_hours(roads, 2.0, ways, search, settled)

    # From 0 to 3: 2 hours over 1, 3 hours over 2.
    assert ways.felt[0, 0] == pytest.approx(-math.log(math.exp(-2 * 2) + math.exp(-2 * 3)) / 2)
    assert ways.felt[2].tolist() == pytest.approx([1.5, 4.0])


def _hours_from(origin: int, usable: list[int]) -> Floats:
    hours = np.zeros(6)
    roads = _roads(_ENDS, _HOURS, np.array(usable, dtype=bool))
    find_hours_from(origin, roads, hours, new_search(6, 5, 1))
    return hours


def test_hours_from_a_place_are_the_least_over_open_roads() -> None:
    assert _hours_from(0, [1] * 5).tolist() == [0.0, 1.0, 1.5, 2.0, np.inf, 5.5]
    assert _hours_from(0, [1, 0, 1, 1, 1]).tolist() == [0.0, 1.0, 1.5, 3.0, np.inf, 5.5]


def test_a_mode_has_its_own_speed_or_a_ratio_of_the_roads() -> None:
    assert mode_hours(0.5, 20.0, 0.8, 0.0) == pytest.approx(0.625)
    assert mode_hours(0.5, 20.0, 1.0, 4.0) == 5.0
