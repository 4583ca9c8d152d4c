"""Cases of escorts and lifts with an answer on paper, for the engine and for single persons.

The world is that of ``tests/reference/sure.py``: step 0 is 06:00 to 07:00, everybody decides to
leave in it, roads take whole hours, and one person sits in each vehicle.
"""

from pathlib import Path

from tests.reference.sure import (
    STEPS,
    Simulate,
    each_member,
    event,
    lift,
    rising,
    road,
    write_sure_world,
)


def test_an_escort_takes_those_who_pass_through_before_those_from_home(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "groups": "{near: {share: 1, origins: [north]}, far: {share: 1, origins: [south]}}",
            "destination": "{travel_cost: 0, softening_hours: 1,"
            " ties: {near: {entry: 50}, far: {east-town: 50}}}",
        },
        places={"entry": {"through": "yes"}},
        links={"north-south": road("north", "south", "1")},
        timeline={
            "north-shut": event(6, "close", "north-junction"),
            "convoy": event(6, "escort", "south-junction", "50"),
        },
    )

    arrays = simulate(folder)

    # Step 0: 50 go from home. From step 1 on the 300 from north, who wait in south, go first, 50 an
    # hour for 6 hours; then the 550 from home, for 11 hours.
    south = [550, *range(550 + 250, 550, -50), 550, *range(500, -50, -50), *[0] * 6]
    assert len(south) == STEPS
    each_member(arrays["held"].sel(origin="south"), south)
    each_member(arrays["held"].sel(origin="north"), [0] * STEPS)
    # Those from north go no further than the entry, 4 hours away; those from south go to the town 3
    # hours beyond it.
    from_north = [50 if 5 <= step < 11 else 0 for step in range(STEPS)]
    each_member(arrays["arrivals"].sel(reception="entry"), from_north)
    from_south = [50 if step == 7 or step >= 14 else 0 for step in range(STEPS)]
    each_member(arrays["arrivals"].sel(reception="east-town"), from_south)


def test_an_escort_goes_in_the_opening_hours_of_its_link(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        links={"south-junction": {"open_hours": "06:00-08:30"}},
        timeline={"convoy": event(6, "escort", "south-junction", "50")},
    )

    # 50, 50, then 25 in the half hour of step 2, and nobody until the next morning.
    held = [550, 500, *[475] * 22]
    each_member(simulate(folder)["held"].sel(origin="south"), held)


def test_a_convoy_takes_so_many_at_its_times_whatever_is_shut(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        timeline={"shut": event(6, "close", "junction-gate")},
        lifts={
            "convoy": lift(
                "north",
                "entry",
                8,
                every_hours="4",
                until="2030-03-01T16:00+03:00",
                seats="120.9",
                hours="2.5",
            )
        },
    )

    arrays = simulate(folder)

    # 120 go at 8:00, 12:00 and 16:00 (steps 2, 6, 10), the last 60 then; they arrive at half past,
    # in the step that holds that instant: 10:30 is in step 4, then 8 and 12.
    held = [300] * 2 + [180] * 4 + [60] * 4 + [0] * 14
    each_member(arrays["held"].sel(origin="north"), held)
    crossed = [0] * 4 + [120] * 4 + [240] * 4 + [300] * 12
    each_member(arrays["crossed"], crossed)
    each_member(arrays["held"].sel(origin="south"), [600] * STEPS)


def test_a_convoy_that_needs_a_road_goes_only_while_one_is_open(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        timeline={
            "shut": event(6, "close", "gate-entry"),
            "south-shut": event(6, "close", "south-junction"),
            "free": event(10, "open", "gate-entry"),
            "north-shut": event(6, "close", "north-junction"),
        },
        links={"south-gate": road("south", "gate", "9", open_hours="00:00-00:01")},
        lifts={
            "bus": lift(
                "south", "entry", 8, every_hours="1", seats="100", hours="1", needs_road="yes"
            )
        },
    )

    # A way for the bus is open from 10:00 on, step 4. (The road by which it counts as open is
    # outside its opening hours, so that nobody drives.) 100 an hour arrive from step 5 on.
    arrays = simulate(folder)
    each_member(arrays["crossed"], rising(5, 100, 600))
    held = [600] * 4 + [500, 400, 300, 200, 100] + [0] * 15
    each_member(arrays["held"].sel(origin="south"), held)


def test_a_lift_to_a_place_on_the_way_puts_people_down_there_to_go_on(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        places={"gate": {"vehicles_per_hour": "100"}},
        timeline={
            "north-shut": event(6, "close", "north-junction"),
            "south-shut": event(6, "close", "south-junction"),
        },
        lifts={"boats": lift("south", "gate", 7, seats="250", hours="2")},
    )

    # 250 are put down at 9:00, step 3, where 100 an hour pass: there from step 4 on.
    arrays = simulate(folder)
    each_member(arrays["crossed"], rising(4, 100, 250))
    each_member(arrays["on_road"], [0, 250, 250, 100, 100, 50, *[0] * 18])


def test_people_stranded_on_the_way_are_taken_by_a_lift(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        timeline={"shut": event(7, "close", "junction-gate")},
        lifts={"boats": lift("junction", "entry", 10, seats="500", hours="1", every_hours="1")},
    )

    # All 900 are stranded at the junction from step 1 on; 500 go in step 4, 400 in step 5.
    arrays = simulate(folder)
    each_member(arrays["queue"].sel(bottleneck="junction"), [0, 900, 900, 900, 400, *[0] * 19])
    each_member(arrays["crossed"], [0] * 5 + [500] + [900] * 18)
