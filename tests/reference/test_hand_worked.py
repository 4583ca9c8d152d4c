"""Small cases with an answer on paper.

Everybody decides to leave in the first step, one person sits in each vehicle, and roads take whole
hours, so that nothing is left to chance. Step 0 is 06:00 to 07:00 on 1 March 2030.
"""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from tests.engine import run
from tests.worlds import Row, write_world

STEPS = 24


def _sure_world(
    folder: Path,
    *,
    links: Mapping[str, Row] | None = None,
    places: Mapping[str, Row] | None = None,
    timeline: Mapping[str, Row] | None = None,
    onward: str = "[]",
) -> xr.Dataset:
    """One day of the small world with nothing left to chance; 300 people in north, 600 in south."""
    roads = {
        "north-junction": {"hours": "1", "vehicles_per_hour": "unlimited"},
        "south-junction": {"hours": "1", "vehicles_per_hour": "unlimited"},
        "junction-gate": {"hours": "2", "vehicles_per_hour": "unlimited"},
        "gate-entry": {"hours": "1"},
        "entry-east": {"hours": "3"},
    }
    for link, change in (links or {}).items():
        roads[link] = {**roads[link], **change}
    no_events = dict.fromkeys(
        ("threat-begins", "north-closes", "north-opens", "north-opens-late"), None
    )
    write_world(
        folder,
        settings={
            "as_of": '"2030-03-01T07:00+03:00"',
            "horizon_days": "1",
            "people_per_vehicle": "1",
            "leaving": "{base_rate_per_day: 1000, share_willing: 1}",
            "onward": onward,
        },
        places={
            "north": {"people": "300"},
            "south": {"people": "600"},
            "gate": {"vehicles_per_hour": "unlimited"},
            **(places or {}),
        },
        links=roads,
        timeline={**no_events, **(timeline or {})},
        counts={"first": None, "second": None},
    )
    return run(folder).isel(time=slice(STEPS))


def _event(hour: int, action: str, target: str, value: str = "") -> Row:
    return {
        "time": f"2030-03-01T{hour:02}:00+03:00",
        "published": "2030-03-01T06:00+03:00",
        "action": action,
        "target": target,
        "value": value,
        "certainty": "assumed",
    }


def _each_member(values: xr.DataArray, expected: list[int]) -> None:
    for member in values.to_numpy():
        assert member.tolist() == expected


def _rising(first_step: int, per_step: int, total: int) -> list[int]:
    """Nothing before ``first_step``, then ``per_step`` more each step until ``total``."""
    return [min(max(step - first_step + 1, 0) * per_step, total) for step in range(STEPS)]


def test_without_a_bottleneck_all_arrive_after_the_hours_of_their_way(tmp_path: Path) -> None:
    arrays = _sure_world(tmp_path)

    # Set out in step 0; 1 + 2 + 1 hours later they are there.
    _each_member(arrays["crossed"], [0] * 4 + [900] * 20)


def test_a_checkpoint_passes_its_capacity_each_hour_until_the_queue_is_gone(tmp_path: Path) -> None:
    arrays = _sure_world(tmp_path, places={"gate": {"vehicles_per_hour": "100"}})

    # All 900 stand at the gate in step 3; 100 an hour pass and arrive an hour later.
    _each_member(arrays["crossed"], _rising(4, 100, 900))
    queue = [0, 0, 0, *(900 - 100 * passed for passed in range(1, 10)), *[0] * 12]
    _each_member(arrays["queue"].sel(bottleneck="gate"), queue)


def test_two_roads_that_merge_share_the_capacity_behind_the_junction(tmp_path: Path) -> None:
    arrays = _sure_world(tmp_path, links={"junction-gate": {"vehicles_per_hour": "90"}})

    _each_member(arrays["crossed"], _rising(4, 90, 900))
    assert int(arrays["queue"].sel(bottleneck="junction-gate").max()) == 810


def test_a_capacity_below_one_person_an_hour_passes_one_every_so_many_hours(tmp_path: Path) -> None:
    arrays = _sure_world(tmp_path, places={"gate": {"vehicles_per_hour": "0.25"}})

    # The queue forms in step 3, and a quarter is carried from step to step: one whole person passes
    # in steps 6, 10, 14, 18 and 22; an hour on the road follows.
    crossed = [sum(step > passes for passes in (6, 10, 14, 18, 22)) for step in range(STEPS)]
    _each_member(arrays["crossed"], crossed)


def test_who_wants_to_leave_is_held_until_a_way_out_opens_and_then_goes(tmp_path: Path) -> None:
    arrays = _sure_world(
        tmp_path,
        timeline={
            "shut": _event(6, "close", "junction-gate"),
            "free": _event(12, "open", "junction-gate"),
        },
    )

    _each_member(arrays["held"].sum("origin"), [900] * 6 + [0] * 18)
    _each_member(arrays["crossed"], [0] * 10 + [900] * 14)


def test_people_on_the_way_wait_where_the_road_is_shut_and_go_on_when_it_opens(
    tmp_path: Path,
) -> None:
    arrays = _sure_world(
        tmp_path,
        timeline={
            "shut": _event(7, "close", "junction-gate"),
            "free": _event(12, "open", "junction-gate"),
        },
    )

    # They set out in step 0, reach the junction in step 1 as the road shuts, and go on in step 6.
    _each_member(arrays["queue"].sel(bottleneck="junction"), [0] * 1 + [900] * 5 + [0] * 18)
    _each_member(arrays["crossed"], [0] * 9 + [900] * 15)


def test_people_already_on_a_link_reach_its_end_after_it_is_shut(tmp_path: Path) -> None:
    arrays = _sure_world(tmp_path, timeline={"shut": _event(8, "close", "junction-gate")})

    _each_member(arrays["crossed"], [0] * 4 + [900] * 20)


def test_a_shut_checkpoint_holds_everybody_at_home_and_those_at_it_in_place(
    tmp_path: Path,
) -> None:
    arrays = _sure_world(
        tmp_path,
        places={"gate": {"vehicles_per_hour": "100"}},
        timeline={"shut": _event(11, "close", "gate"), "free": _event(16, "open", "gate")},
    )

    # Two steps pass 100 each (3, 4); shut for steps 5 to 9; the other 700 from step 10 on.
    crossed = [0] * 4 + [100] + [200] * 6 + [200 + 100 * passed for passed in range(1, 8)]
    _each_member(arrays["crossed"], crossed + [900] * (STEPS - len(crossed)))


def test_an_escort_lets_so_many_vehicles_set_out_and_holds_the_others(tmp_path: Path) -> None:
    arrays = _sure_world(
        tmp_path,
        timeline={"convoy": _event(6, "escort", "south-junction", "50")},
    )

    held = [600 - 50 * passed for passed in range(1, 13)] + [0] * 12
    _each_member(arrays["held"].sel(origin="south"), held)
    _each_member(arrays["held"].sel(origin="north"), [0] * STEPS)


def test_an_escort_ends_when_the_road_is_opened_to_all(tmp_path: Path) -> None:
    arrays = _sure_world(
        tmp_path,
        timeline={
            "convoy": _event(6, "escort", "south-junction", "50"),
            "free": _event(9, "open", "south-junction"),
        },
    )

    _each_member(arrays["held"].sel(origin="south"), [550, 500, 450] + [0] * 21)


def test_with_a_stay_of_no_time_all_move_on_in_the_step_of_their_arrival(tmp_path: Path) -> None:
    arrays = _sure_world(tmp_path, onward="[{from: entry, stay_hours: 0, shares: {east-town: 1}}]")

    _each_member(arrays["arrivals"].sel(reception="entry"), [0] * 4 + [900] + [0] * 19)
    _each_member(arrays["arrivals"].sel(reception="east-town"), [0] * 7 + [900] + [0] * 16)
    _each_member(arrays["present"].sel(reception="entry"), [0] * STEPS)


def test_who_is_to_move_on_stays_while_the_road_onward_is_shut(tmp_path: Path) -> None:
    arrays = _sure_world(
        tmp_path,
        onward="[{from: entry, stay_hours: 0, shares: {east-town: 1}}]",
        timeline={
            "shut": _event(6, "close", "entry-east"),
            "free": _event(16, "open", "entry-east"),
        },
    )

    _each_member(arrays["present"].sel(reception="entry"), [0] * 4 + [900] * 6 + [0] * 14)


def test_an_event_between_steps_takes_effect_at_the_nearest_step(tmp_path: Path) -> None:
    shut = _event(6, "close", "junction-gate")
    free = {**_event(12, "open", "junction-gate"), "time": "2030-03-01T12:29+03:00"}
    early = _sure_world(tmp_path / "early", timeline={"shut": shut, "free": free})
    free = {**free, "time": "2030-03-01T12:31+03:00"}
    late = _sure_world(tmp_path / "late", timeline={"shut": shut, "free": free})

    assert int(early["crossed"].to_numpy()[0].argmax()) == 10
    assert int(late["crossed"].to_numpy()[0].argmax()) == 11


@pytest.mark.parametrize("hours", ["0.25", "1.5", "2.75"])
def test_a_way_of_part_of_an_hour_takes_that_long_on_average(tmp_path: Path, hours: str) -> None:
    arrays = _sure_world(tmp_path, links={"gate-entry": {"hours": hours}})

    arrivals = arrays["arrivals"].sel(reception="entry").to_numpy()
    mean_step = (arrivals * np.arange(STEPS)).sum() / arrivals.sum()
    # 2,700 people each arrive in one of two neighbouring steps: a standard error below 0.01.
    assert mean_step == pytest.approx(3 + float(hours), abs=0.05)
    assert np.count_nonzero(arrivals.sum(axis=0)) <= 2
