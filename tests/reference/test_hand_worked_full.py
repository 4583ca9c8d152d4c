"""Cases of roads and queues with an answer on paper, for the engine and for single persons.

The world is that of ``tests/reference/sure.py``: step 0 is 06:00 to 07:00, everybody decides to
leave in it, roads take whole hours, and one person sits in each vehicle unless a case says
otherwise.
"""

from pathlib import Path

import numpy as np

from tests.reference.sure import STEPS, Simulate, each_member, event, rising, road, write_sure_world


def _falling(first: int, per_step: int) -> list[int]:
    """``per_step`` less each step, the first time in step 0, down to nothing."""
    return [max(first - per_step * (step + 1), 0) for step in range(STEPS)]


# ---------------------------------------------------------------------------------- queues


def test_a_queue_passes_the_people_in_as_many_vehicles_as_its_capacity(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"people_per_vehicle": "4"},
        places={"gate": {"vehicles_per_hour": "25"}},
    )

    # All 900 reach the gate in step 3 (1 + 2 hours); 25 x 4 = 100 an hour pass and arrive an hour
    # later: 100 in step 4, ..., 900 in step 12.
    each_member(simulate(folder)["crossed"], rising(4, 100, 900))


def test_a_fraction_of_a_budget_is_carried_while_it_keeps_people_back(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(tmp_path, places={"gate": {"vehicles_per_hour": "0.4"}})

    # The queue forms in step 3. Budgets: 0.4, 0.8, 1.2 -> one passes in step 5; 0.2 + 0.4 = 0.6,
    # 1.0 -> one in step 7; 0.4, 0.8, 1.2 -> one in step 10; 12; 15; 17; 20; 22. An hour more.
    passes = (5, 7, 10, 12, 15, 17, 20, 22)
    crossed = [sum(step > passing for passing in passes) for step in range(STEPS)]
    each_member(simulate(folder)["crossed"], crossed)


def test_what_a_budget_has_left_when_nobody_waits_is_lost(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        places={"gate": {"vehicles_per_hour": "350"}},
        links={"south-junction": {"hours": "3"}},
    )

    # 300 from north reach the gate in step 3 and all pass: 50 are lost. 600 from south reach it in
    # step 5: 350 pass then, 250 in step 6.
    crossed = [0, 0, 0, 0, 300, 300, 650, *[900] * 17]
    each_member(simulate(folder)["crossed"], crossed)


def test_who_finds_no_room_on_the_next_link_uses_nothing_of_the_budget(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "groups": "{near: {share: 1, origins: [north]}, far: {share: 1, origins: [south]}}",
            "destination": "{travel_cost: 0, softening_hours: 1,"
            " ties: {near: {entry: 50}, far: {west-town: 50}}}",
        },
        places={"gate": {"vehicles_per_hour": "620"}},
        links={"gate-west": road("gate", "west-town", "2")},
        timeline={"convoy": event(6, "escort", "gate-entry", "20")},
    )

    arrays = simulate(folder)

    # All 900 are at the gate in step 3. 20 of the 300 from north fit under the escort: with the 600
    # from south they are the 620 that the gate passes. Then 20 more in each step.
    each_member(arrays["queue"].sel(bottleneck="gate"), [0, 0, 0, *_falling(300, 20)[:21]])
    each_member(arrays["arrivals"].sel(reception="west-town"), [0] * 5 + [600] + [0] * 18)


def test_two_roads_of_limited_flow_merge_into_a_third(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        links={
            "north-junction": {"vehicles_per_hour": "50"},
            "south-junction": {"vehicles_per_hour": "100"},
            "junction-gate": {"vehicles_per_hour": "120"},
        },
    )

    arrays = simulate(folder)

    # From step 1 on, 50 an hour come from north and 100 from south, both for 6 hours. They reach
    # the end of the third road from step 3 on, where 120 of 150 pass: the queue grows by 30 an
    # hour for 6 hours, to 180 in step 8, then 120 pass in step 9 and 60 in step 10.
    each_member(arrays["queue"].sel(bottleneck="north-junction"), [0, *_falling(300, 50)[:23]])
    each_member(arrays["queue"].sel(bottleneck="south-junction"), [0, *_falling(600, 100)[:23]])
    queue = [0, 0, 0, 30, 60, 90, 120, 150, 180, 60, 0, *[0] * 13]
    each_member(arrays["queue"].sel(bottleneck="junction-gate"), queue)
    each_member(arrays["crossed"], rising(4, 120, 900))


def test_a_capacity_changes_when_the_timeline_says_so(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        places={"gate": {"vehicles_per_hour": "100"}},
        timeline={
            "slower": event(11, "capacity", "gate", "50"),
            "free": event(13, "capacity", "gate", "unlimited"),
        },
    )

    # 100 in steps 3 and 4, 50 in steps 5 and 6, the other 600 in step 7.
    crossed = [0, 0, 0, 0, 100, 200, 250, 300, *[900] * 16]
    each_member(simulate(folder)["crossed"], crossed)


def test_a_checkpoint_passes_people_in_its_opening_hours_only(
    tmp_path: Path, simulate: Simulate
) -> None:
    gate = {"vehicles_per_hour": "100", "open_hours": "05:00-10:30"}
    folder = write_sure_world(tmp_path, places={"gate": gate})

    # Step 3 is 09:00 to 10:00: 100 pass. Of step 4 half is open: 50 pass. Nobody until 05:00, which
    # is step 23: 100 more arrive in step 24, after the first day.
    crossed = [0] * 4 + [100] + [150] * 19
    arrays = simulate(folder)
    each_member(arrays["crossed"], crossed)
    assert set(arrays["crossed"].isel(time=24).to_numpy()) == {250}


def test_opening_hours_may_pass_midnight(tmp_path: Path, simulate: Simulate) -> None:
    gate = {"vehicles_per_hour": "100", "open_hours": "22:00-02:00"}
    folder = write_sure_world(tmp_path, places={"gate": gate})

    # 22:00 is step 16: 100 pass in steps 16 to 19.
    crossed = [0] * 17 + [100, 200, 300] + [400] * 4
    each_member(simulate(folder)["crossed"], crossed)


def test_people_on_foot_do_not_wait_for_a_budget(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "modes": "{car: {share: 0.5, people_per_vehicle: 1},"
            " foot: {share: 0.5, people_per_vehicle: 1, car_equivalents: 0}}"
        },
        places={"gate": {"vehicles_per_hour": "100"}},
    )

    # How many walk is left to chance; but all of them pass at once, in step 3, with 100 by car, and
    # from then on 100 an hour until the last.
    for crossed in simulate(folder)["crossed"].to_numpy():
        assert crossed[3] == 0
        on_foot = crossed[4] - 100
        assert 350 < on_foot < 550  # binomial(900, 1/2) with a deviation of 15
        by_car = np.minimum(100 * np.arange(1, 21), 900 - on_foot)
        assert crossed[4:24].tolist() == (on_foot + by_car).tolist()


def test_a_vehicle_of_a_mode_counts_as_so_many_cars(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"modes": "{bus: {share: 1, people_per_vehicle: 40, car_equivalents: 2}}"},
        places={"gate": {"vehicles_per_hour": "10"}},
    )

    # A person costs 2/40 cars: 10 cars an hour are 200 people.
    each_member(simulate(folder)["crossed"], rising(4, 200, 900))


def test_a_mode_with_a_speed_of_its_own_takes_km_by_that_speed(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"modes": "{foot: {share: 1, people_per_vehicle: 1, km_per_hour: 5}}"},
        links={
            "north-junction": {"km": "25"},
            "south-junction": {"km": "35"},
            "junction-gate": {"km": "25"},
            "gate-entry": {"km": "15"},
        },
    )

    # 5 + 5 + 3 hours from north, 7 + 5 + 3 from south.
    each_member(simulate(folder)["crossed"], [0] * 13 + [300] * 2 + [900] * 9)


def test_a_mode_with_a_speed_ratio_takes_longer(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"modes": "{cart: {share: 1, people_per_vehicle: 1, speed_ratio: 0.5}}"},
    )

    # (1 + 2 + 1) / 0.5 hours.
    each_member(simulate(folder)["crossed"], [0] * 8 + [900] * 16)


# ------------------------------------------------------------------------ closed and opened


def test_people_on_the_way_take_another_road_when_theirs_is_shut(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        links={"south-junction": {"hours": "3"}, "detour": road("junction", "entry", "6")},
        timeline={"shut": event(8, "close", "junction-gate")},
    )

    # North is at the junction in step 1 and goes by the gate: there in step 4. South is there in
    # step 3, when that road is shut (from step 2 on), and takes the 6 hours: there in step 9.
    each_member(simulate(folder)["crossed"], [0] * 4 + [300] * 5 + [600 + 300] * 15)


def test_people_who_wait_at_a_shut_checkpoint_do_not_take_another_road(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        places={"gate": {"vehicles_per_hour": "100"}},
        links={"south-junction": {"hours": "4"}, "detour": road("junction", "entry", "6")},
        timeline={"shut": event(10, "close", "gate"), "free": event(12, "open", "gate")},
    )

    arrays = simulate(folder)

    # North (300) is at the gate in step 3: 100 pass. It is shut in steps 4 and 5: 200 wait, and the
    # other 200 pass in steps 6 and 7. South is at the junction in step 4 and goes round: step 10.
    each_member(arrays["queue"].sel(bottleneck="gate"), [0] * 3 + [200] * 3 + [100] + [0] * 17)
    crossed = [0] * 4 + [100] * 3 + [200] + [300] * 2 + [900] * 14
    each_member(arrays["crossed"], crossed)


def test_people_who_wait_at_a_shut_checkpoint_keep_their_place_in_the_queue(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "groups": "{near: {share: 1, origins: [north]}, far: {share: 1, origins: [south]}}",
            "destination": "{travel_cost: 0, softening_hours: 1,"
            " ties: {near: {entry: 50}, far: {west-town: 50}}}",
        },
        places={"gate": {"vehicles_per_hour": "100"}, "entry": {"through": "yes"}},
        links={"south-gate": road("south", "gate", "5")},
        timeline={
            "south-shut": event(6, "close", "south-junction"),
            "shut": event(10, "close", "gate"),
            "free": event(12, "open", "gate"),
        },
    )

    arrays = simulate(folder)

    # North is at the gate in step 3, where 100 pass; it is shut in steps 4 and 5, in which south
    # comes; from step 6 on the other 200 from north pass first, then the 600 from south.
    from_north = [100 if step in (4, 7, 8) else 0 for step in range(STEPS)]
    each_member(arrays["arrivals"].sel(reception="entry"), from_north)
    from_south = [100 if 10 <= step < 16 else 0 for step in range(STEPS)]
    each_member(arrays["arrivals"].sel(reception="west-town"), from_south)


def test_who_is_held_sets_out_when_a_way_opens(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        timeline={
            "shut": event(6, "close", "gate-entry"),
            "free": event(9, "open", "gate-entry"),
            "north-shut": event(6, "close", "north-junction"),
            "north-free": event(11, "open", "north-junction"),
        },
    )

    arrays = simulate(folder)

    # No way out in steps 0 to 2; south goes in step 3 and arrives in step 7, north in 5 and 9.
    each_member(arrays["held"].sel(origin="south"), [600] * 3 + [0] * 21)
    each_member(arrays["held"].sel(origin="north"), [300] * 5 + [0] * 19)
    each_member(arrays["crossed"], [0] * 7 + [600] * 2 + [900] * 15)


def test_a_link_lets_nobody_set_out_outside_its_opening_hours(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        links={
            "south-junction": {"open_hours": "08:30-20:00"},
            "junction-gate": {"open_hours": "10:00-20:00"},
        },
    )

    arrays = simulate(folder)

    # South is held until step 2, part of which is open. North waits at the junction from step 1,
    # south from step 3, until 10:00, which is step 4; 2 + 1 hours later they are there.
    each_member(arrays["held"].sel(origin="south"), [600] * 2 + [0] * 22)
    junction = [0, 300, 300, 900, *[0] * 20]
    each_member(arrays["queue"].sel(bottleneck="junction"), junction)
    each_member(arrays["crossed"], [0] * 7 + [900] * 17)


# --------------------------------------------------------------------------- storage


def test_a_full_road_spills_back_to_the_place_before_it(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        places={"gate": {"vehicles_per_hour": "50"}},
        links={"junction-gate": {"vehicles_per_hour": "200", "storage_vehicles": "300"}},
    )

    arrays = simulate(folder)

    # Step 1: 900 at the junction; room is 300 + 200: 500 set out, 400 wait.
    # Step 2: 300 + 200 - 500: none.
    # Step 3: none again; the 500 reach the gate: the road passes 200, the gate 50, 150 queue there.
    # Step 4: room is 300 + 200 - 300: 200 set out. The gate has a queue of 150 and passes 50: it
    #   lets nobody in, so 300 stay on the road.
    # Steps 5 and 6: the road is spilled back: nothing sets out; in 6 the next 200 reach its end,
    #   and the last 50 of the gate's queue pass.
    # Step 7: still spilled back for who sets out; then 200 come in, 50 pass, 150 queue.
    # Step 8: room is 300 + 200 - 300 = 200: the last 200 set out, and so on.
    junction = [0, 400, 400, 400, 200, 200, 200, 200, *[0] * 16]
    each_member(arrays["queue"].sel(bottleneck="junction"), junction)
    gate = [0, 0, 0, 150, 100, 50, 0, 150, 100, 50, 0, 150, 100, 50, 0, 150, 100, 50, 0]
    each_member(arrays["queue"].sel(bottleneck="gate").isel(time=slice(19)), gate)
    end = [0, 0, 0, 300, 300, 300, 500, 300, 300, 300, 500]
    each_member(arrays["queue"].sel(bottleneck="junction-gate").isel(time=slice(11)), end)
    # The gate is never idle: 50 an hour from step 3 on.
    each_member(arrays["crossed"], rising(4, 50, 900))


def test_who_finds_no_room_from_home_is_held(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        links={
            "south-junction": {
                "hours": "2",
                "vehicles_per_hour": "100",
                "storage_vehicles": "150",
            }
        },
    )

    # Room is 150 + 100 in step 0: 250 set out, 350 are held. On it are 250 in steps 1 and 2. In
    # step 2 they reach the end and 100 pass: in step 3 there is room for 100; from then on 100 pass
    # in each step (150 queue in step 2, 50 in step 3; the 100 of step 3 arrive in step 5).
    #   step 4: 150 + 100 - (50 + 100) = 100 set out, 50 pass;
    #   step 5: 150 + 100 - (100 + 100) = 50 set out, the 100 of step 3 pass;
    #   step 6: 150 + 100 - (100 + 50) = 100 left of 100: all are gone.
    held = [350, 350, 350, 250, 150, 100, 0, *[0] * 17]
    each_member(simulate(folder)["held"].sel(origin="south"), held)
