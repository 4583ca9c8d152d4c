"""The parts of the person-by-person program give the numbers that the rules give by hand."""

import math
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from tests.persons import case_of
from tests.reference.person.budget import Budget, serve
from tests.reference.person.case import Case, Mode
from tests.reference.person.choice import utility
from tests.reference.person.leaving import decide_to_leave, level, live_on_supplies, take_effect
from tests.reference.person.read import largest_remainder
from tests.reference.person.reception import go_home, reception_order
from tests.reference.person.steps import Steps, make_steps
from tests.reference.person.ways import find_ways
from tests.reference.person.world import HELD, SETTLED, Person, World
from tests.reference.sure import event, road, supply, write_sure_world

BEGIN = datetime.fromisoformat("2030-03-01T06:00+03:00")
NAIROBI = ZoneInfo("Africa/Nairobi")
NOTHING_CLOSED: frozenset[str] = frozenset()


def _world(case: Case, step: int = 0) -> World:
    world = World(case, np.random.default_rng(1))
    world.step = step
    return world


# ------------------------------------------------------------------------------------ time


def _with_run_up() -> Steps:
    end = BEGIN + timedelta(hours=18)
    until = BEGIN + timedelta(hours=12)
    return make_steps(BEGIN, end, NAIROBI, minutes=60, run_up=(until, 360))


def test_a_run_up_of_two_long_steps_is_followed_by_short_ones() -> None:
    assert list(_with_run_up().starts) == [0, 360, 720, 780, 840, 900, 960, 1020, 1080]


@pytest.mark.parametrize(
    ("step", "hours", "steps_under_way"),
    [
        pytest.param(0, 3, 0.5, id="half a long step"),
        pytest.param(0, 9, 1.5, id="into the second"),
        pytest.param(0, 12.5, 2.5, id="into the short ones"),
        pytest.param(1, 9, 4, id="three short ones beyond"),
        pytest.param(7, 2.25, 2.25, id="beyond the end"),
    ],
)
def test_a_journey_is_measured_in_the_steps_that_it_takes(
    step: int, hours: float, steps_under_way: float
) -> None:
    assert _with_run_up().steps_under_way(step, hours) == pytest.approx(steps_under_way)


@pytest.mark.parametrize(
    ("minute", "step"),
    [
        pytest.param(-500, 0, id="before the start"),
        pytest.param(179, 0, id="before the middle of a long step"),
        pytest.param(180, 1, id="in the middle"),
        pytest.param(749, 2, id="before the middle of a short step"),
        pytest.param(751, 3, id="after it"),
        pytest.param(1060, 8, id="never"),
    ],
)
def test_an_event_takes_effect_at_the_nearest_beginning_of_a_step(minute: float, step: int) -> None:
    assert _with_run_up().taking_effect(minute) == step


@pytest.mark.parametrize(
    ("step", "hours", "share"),
    [
        pytest.param(0, (420, 480), 1 / 6, id="one hour of the first six"),
        pytest.param(2, (1095, 360), 0.75, id="past midnight"),
        pytest.param(3, (0, 1140), 0.0, id="shut"),
    ],
)
def test_the_open_share_of_a_step_counts_its_minutes(
    step: int, hours: tuple[int, int], share: float
) -> None:
    assert _with_run_up().open_share(step, hours) == pytest.approx(share)


def test_opening_hours_are_those_of_the_clock_when_it_is_put_forward() -> None:
    # In Paris 02:00 becomes 03:00 in this night: the hour after 01:00 is 03:00 to 04:00.
    begin = datetime.fromisoformat("2030-03-31T00:00+01:00")
    steps = make_steps(begin, begin + timedelta(hours=3), ZoneInfo("Europe/Paris"), minutes=60)

    assert [steps.open_share(step, (180, 240)) for step in range(3)] == [0, 0, 1]


# --------------------------------------------------------------------- groups and budgets


def test_people_left_over_go_to_the_largest_remainders_and_ties_to_the_first() -> None:
    assert largest_remainder(10, [1, 1, 1]) == [4, 3, 3]
    assert largest_remainder(10, [0.26, 0.26, 0.48]) == [3, 2, 5]


def _queue(costs_by_step: dict[int, list[float]], case: Case) -> list[Person]:
    people = []
    for step, costs in costs_by_step.items():
        for cost in costs:
            mode = Mode(f"mode of cost {cost}", share=1, cost=cost)
            people.append(Person(case.groups[0], ("", ""), True, "north", mode=mode, joined=step))
    return people


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return case_of(write_sure_world(tmp_path))


def test_the_earliest_pass_first_and_as_many_as_the_mean_cost_allows(case: Case) -> None:
    queue = _queue({3: [1, 1], 2: [0.5, 0.5, 0.2, 0.2, 0]}, case)
    budget = Budget(1.0)

    gone = serve(_world(case), queue, budget, lambda _: ("", ()))

    # The four of step 2 that cost something take 1.4, or 0.35 each: two pass, and 0.3 are left. The
    # one that costs nothing passes too, the two of step 3 do not.
    assert len(gone) == 3
    assert all(person.joined == 2 for person, _ in gone)
    assert sum(person.cost == 0 for person, _ in gone) == 1
    assert budget.is_cut
    assert budget.cars == pytest.approx(0.3)


def test_a_budget_that_suffices_is_not_cut(case: Case) -> None:
    budget = Budget(2.4)

    gone = serve(_world(case), _queue({2: [1.2, 1.2]}, case), budget, lambda _: ("", ()))

    assert len(gone) == 2
    assert not budget.is_cut


def test_who_finds_no_room_uses_nothing_of_the_budget_of_the_place(case: Case) -> None:
    queue = _queue({2: [1.0] * 10}, case)
    rooms = {person: ("narrow" if i < 6 else "wide") for i, person in enumerate(queue)}
    narrow, wide, budget = Budget(2.0), Budget(math.inf), Budget(6.0)

    def next_room(person: Person) -> tuple[str, list[Budget]]:
        return rooms[person], [narrow if rooms[person] == "narrow" else wide]

    gone = serve(_world(case), queue, budget, next_room)

    # Two of six fit on the narrow link; they and the four of the wide one take all six.
    assert sum(link == "narrow" for _, link in gone) == 2
    assert sum(link == "wide" for _, link in gone) == 4
    assert not budget.is_cut
    assert (narrow.cars, budget.cars) == (0.0, 0.0)


# ----------------------------------------------------------------------------- ways, choice


def test_ways_end_at_places_of_reception_and_at_shut_checkpoints(case: Case) -> None:
    ways = find_ways(case, NOTHING_CLOSED)

    assert ways.hours("north", "entry") == 4
    assert math.isinf(ways.hours("north", "east-town"))
    assert ways.hours("north", "east-town", stops=False) == 7
    shut = find_ways(case, frozenset({"gate"}))
    assert math.isinf(shut.hours("north", "entry"))
    assert shut.hours("gate", "entry") == 1


def test_the_farthest_places_come_first_and_those_without_a_way_before_them(case: Case) -> None:
    shut = find_ways(case, frozenset({"south-junction"}))

    expected = ["south", "north", "junction", "gate", "entry", "east-town", "west-town"]
    assert shut.from_farthest_to_nearest() == expected


def test_the_log_sum_of_two_ways_is_that_of_the_formula(tmp_path: Path) -> None:
    # From the junction: 2 + 1 hours by the gate, or 4 by the detour; scale 0.5.
    case = case_of(
        write_sure_world(
            tmp_path,
            settings={"routes": "recursive_logit", "route_scale_per_hour": "0.5"},
            links={"detour": road("junction", "entry", "4"), "back": road("gate", "junction", "2")},
        )
    )
    ways = find_ways(case, NOTHING_CLOSED)
    draws = np.random.default_rng(1)

    expected = -math.log(math.exp(-0.5 * 3) + math.exp(-0.5 * 4)) / 0.5
    assert ways._log_sum("junction", "entry") == pytest.approx(expected)
    assert ways._log_sum("north", "entry") == pytest.approx(1 + expected)
    taken = [ways.next_link("junction", "entry", draws) for _ in range(4000)]
    by_detour = 1 / (1 + math.exp(0.5))
    # The deviation of the share is 0.0077: five of them.
    assert taken.count("detour") / 4000 == pytest.approx(by_detour, abs=0.04)
    # The link back to the junction does not lead nearer.
    assert {ways.next_link("gate", "entry", draws) for _ in range(50)} == {"gate-entry"}


def test_the_log_odds_of_a_place_add_up_as_in_the_formula(tmp_path: Path) -> None:
    case = case_of(
        write_sure_world(
            tmp_path,
            settings={
                "groups": "{a: {share: 1}, b: {share: 1}}",
                "destination": "{travel_cost: 2, softening_hours: 0.5, size: 0.7, room_left: 1.5,"
                " followers: 0.6, border: 3, ties: {everyone: {entry: 0.25}, a: {entry: 0.5}}}",
            },
            places={
                "north": {"country": "here"},
                "entry": {"country": "there", "size": "1000", "room": "200"},
                "east-town": {"size": "10"},
                "west-town": {"size": "10"},
            },
        )
    )
    world = _world(case)
    world.there["entry"] = 120
    world.directed["entry"] = 0.9

    of_a = utility(world, "a", "north", "entry", 4.0)
    of_b = utility(world, "b", "south", "entry", 4.0)

    common = -2 * math.log(4.5 / 0.5) + 0.7 * math.log(1000) + 1.5 * math.log(0.4) + 0.25
    common += 0.6 * math.log(121) + 0.9
    assert of_a == pytest.approx(common + 0.5 - 3)
    # South has no country, so no border is known.
    assert of_b == pytest.approx(common)


def test_a_place_of_reception_has_its_turn_before_those_to_which_it_sends(tmp_path: Path) -> None:
    case = case_of(
        write_sure_world(
            tmp_path,
            settings={
                "onward": "[{from: entry, stay_hours: 1, shares: {west-town: 0.5}}]",
            },
            places={"west-town": {"overflow": "east-town"}},
            links={"west-east": road("west-town", "east-town", "1", km="60")},
        )
    )

    assert reception_order(_world(case)) == ["entry", "west-town", "east-town"]


# --------------------------------------------------------------------------------- drivers


def test_a_threat_falls_with_distance_and_by_half_in_its_half_life(tmp_path: Path) -> None:
    leaving = (
        "{base_rate_per_day: 1, share_willing: 1, drivers: {threat: 1},"
        " threat_half_life_days: 0.5, threat_reach_km: 20}"
    )
    case = case_of(
        write_sure_world(
            tmp_path,
            settings={"leaving": leaving},
            timeline={
                "first": event(6, "threat", "south", "2"),
                "second": event(8, "threat", "north", "1"),
            },
        )
    )
    world = _world(case)
    levels = []
    for step in range(3):
        world.step = step
        take_effect(world)
        levels.append((level(world, "threat", "south"), level(world, "threat", "north")))

    # 0.3 degrees of latitude are 33.36 km.
    far = math.exp(-33.36 / 20)
    an_hour = 2 ** (-1 / 12)
    assert levels[0] == pytest.approx((2, 2 * far), rel=1e-3)
    assert levels[1] == pytest.approx((2 * an_hour, 2 * far * an_hour), rel=1e-3)
    two_hours = an_hour**2
    assert levels[2] == pytest.approx((2 * two_hours + far, 2 * far * two_hours + 1), rel=1e-3)


def test_deprivation_is_the_largest_lack_and_the_services_that_are_cut(tmp_path: Path) -> None:
    food = {"delivery_tonnes_per_day": "0", "ration_kg_per_person_day": "2"}
    case = case_of(
        write_sure_world(
            tmp_path,
            settings={
                "leaving": "{base_rate_per_day: 1, share_willing: 1, drivers: {deprivation: 1},"
                " comfort_days: 10}",
                "services": "{power: 0.2, water: 0.3}",
            },
            supplies={
                "bread": supply("north", stock_tonnes="2.425", **food),
                "fuel": supply("north", stock_tonnes="4.825", **food),
            },
            timeline={"cut": event(6, "cut", "power"), "dry": event(6, "cut", "water@south")},
        )
    )
    world = _world(case)
    take_effect(world)
    live_on_supplies(world)

    # 300 x 2 kg are 0.6 tonnes a day, 0.025 an hour: 2.4 tonnes of bread are left, for 4 days.
    assert world.days_left == pytest.approx({"bread": 4, "fuel": 8})
    assert level(world, "deprivation", "north") == pytest.approx(0.6 + 0.2)
    assert level(world, "deprivation", "south") == pytest.approx(0.5)


def test_those_who_are_held_count_as_gone(case: Case) -> None:
    world = _world(case)
    decide_to_leave(world)

    assert world.number(HELD, "north") == 300
    assert level(world, "others_gone", "north") == 1


def test_a_driver_has_the_level_that_the_timeline_sets(tmp_path: Path) -> None:
    case = case_of(
        write_sure_world(
            tmp_path,
            settings={
                "leaving": "{base_rate_per_day: 1, share_willing: 1, drivers: {control: 0.5}}"
            },
            timeline={
                "all": event(6, "driver", "control", "2"),
                "some": event(7, "driver", "control@north", "3"),
            },
        )
    )
    world = _world(case)
    before = level(world, "control", "south")
    for step in range(2):
        world.step = step
        take_effect(world)

    assert before == 0
    assert level(world, "control", "south") == 2
    assert level(world, "control", "north") == 3


def test_the_random_walk_has_the_variance_and_the_correlation_that_are_stated(
    tmp_path: Path,
) -> None:
    case = case_of(
        write_sure_world(
            tmp_path,
            settings={
                "leaving": "{base_rate_per_day: 1, share_willing: 1, drivers: {unknown: 1},"
                " unknown_correlation_days: 0.0625}"
            },
            places={"north": {"people": "0"}, "south": {"people": "0"}},
        )
    )
    world = _world(case)
    walk = []
    for step in range(20_000):
        world.step = min(step, 1)
        decide_to_leave(world)
        walk.append(world.unknown)

    # An hour is 1/24 of a day: a correlation of exp(-2/3) = 0.513.
    assert np.var(walk) == pytest.approx(1, abs=0.1)
    assert np.corrcoef(walk[:-1], walk[1:])[0, 1] == pytest.approx(math.exp(-2 / 3), abs=0.05)


# --------------------------------------------------------------------------------- returns


def test_no_more_return_to_a_place_than_have_left_it(tmp_path: Path) -> None:
    case = case_of(
        write_sure_world(
            tmp_path,
            links={
                "entry-north": road("entry", "north", "1"),
                "entry-south": road("entry", "south", "1"),
            },
            timeline={"peace": event(6, "returns", "entry", "1000")},
        )
    )
    world = _world(case)
    take_effect(world)
    decide_to_leave(world)
    for person in world.people:
        world.leave_home(person)
        world.move(person, SETTLED, "entry")

    world.closed.add("entry-north")
    go_home(world)
    south_only = {origin: world.away[origin, case.groups[0]] for origin in ("north", "south")}
    world.closed.remove("entry-north")
    go_home(world)

    # While no way leads north, all 600 of the south are taken, and the other 300 stay.
    assert south_only == {"north": 300, "south": 0}
    assert world.number(SETTLED, "entry") == 0
    assert set(world.away.values()) == {0}
