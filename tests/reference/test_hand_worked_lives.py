"""Cases of supplies, reception and returns with an answer on paper, for both programs.

The world is that of ``tests/reference/sure.py``: step 0 is 06:00 to 07:00, everybody decides to
leave in it unless a case says otherwise, and roads take whole hours.
"""

from pathlib import Path

from tests.reference.sure import STEPS, Simulate, each_member, event, road, supply, write_sure_world

#: Log odds against which others count for nothing.
SURE = "50"

# ------------------------------------------------------------------- supplies and services

#: Nobody leaves while the level of deprivation is at most 0.5 (less than once in 10^6 runs), and
#: everybody at 1.
HUNGER = (
    "{base_rate_per_day: 1.0e-18, share_willing: 1, comfort_days: 0.04166666666666666,"
    " drivers: {deprivation: 50}}"
)


def test_people_leave_when_their_stock_has_run_out(tmp_path: Path, simulate: Simulate) -> None:
    food = {"ration_kg_per_person_day": "2.4", "delivery_tonnes_per_day": "0"}
    folder = write_sure_world(
        tmp_path,
        settings={"leaving": HUNGER},
        supplies={
            "north-food": supply("north", stock_tonnes="1", **food),
            "south-food": supply("south", stock_tonnes="0.3", **food),
        },
    )

    arrays = simulate(folder)

    # 600 x 2.4 kg a day are 0.06 tonnes an hour: 0.3 last for steps 0 to 4. While there is food for
    # an hour (comfort_days) the level is 0; at the end of step 4 nothing is left, and all go. North
    # uses 0.03 an hour, which lasts until step 33.
    each_member(arrays["home"].sel(origin="south"), [600] * 4 + [0] * 20)
    each_member(arrays["home"].sel(origin="north"), [300] * STEPS)


def test_a_delivery_comes_while_its_road_is_open(tmp_path: Path, simulate: Simulate) -> None:
    food = {"stock_tonnes": "0.12", "ration_kg_per_person_day": "2.4"}
    folder = write_sure_world(
        tmp_path,
        settings={"leaving": HUNGER},
        links={
            "gate-junction": road("gate", "junction", "2"),
            "junction-south": road("junction", "south", "1"),
        },
        supplies={
            "south-food": {
                **supply("south", delivery_tonnes_per_day="1.44", **food),
                "from": "gate",
            }
        },
        timeline={"shut": event(9, "close", "gate-junction")},
    )

    # 0.06 tonnes an hour are used and delivered, until the road is shut in step 3. 0.12 are left:
    # 0.06 at the end of step 3, nothing at the end of step 4.
    each_member(simulate(folder)["home"].sel(origin="south"), [600] * 4 + [0] * 20)


def test_a_smaller_ration_makes_the_stock_last_and_a_loss_ends_it(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"leaving": HUNGER},
        supplies={
            "south-food": supply(
                "south",
                stock_tonnes="0.3",
                ration_kg_per_person_day="2.4",
                delivery_tonnes_per_day="0",
            )
        },
        timeline={
            "less": event(8, "ration", "south-food", "1.2"),
            "looted": event(13, "stock", "south-food", "-0.1"),
        },
    )

    # 0.06 an hour in steps 0 and 1 leave 0.18; then 0.03 an hour: 0.03 at the end of step 6. In
    # step 7 all of it is lost (not more than there is), and everybody goes.
    each_member(simulate(folder)["home"].sel(origin="south"), [600] * 7 + [0] * 17)


def test_two_lacks_are_no_worse_than_the_larger_of_them(tmp_path: Path, simulate: Simulate) -> None:
    goods = {"ration_kg_per_person_day": "2.4", "delivery_tonnes_per_day": "1.44"}
    folder = write_sure_world(
        tmp_path,
        settings={"leaving": HUNGER.replace("0.04166666666666666", "0.125")},
        supplies={
            "food": supply("south", stock_tonnes="0.09", **goods),
            "fuel": supply("south", stock_tonnes="0.09", **goods),
        },
    )

    # What is used is delivered: of each good 0.09 tonnes are left at the end of each step, for 1.5
    # of the 3 hours that would be a comfort. The level is 0.5, not 1.
    each_member(simulate(folder)["home"].sel(origin="south"), [600] * STEPS)


def test_people_leave_where_a_service_is_cut(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"leaving": HUNGER, "services": "{water: 1, radio: 0.01}"},
        timeline={
            "cut": event(9, "cut", "water@south"),
            "restored": event(10, "restore", "water"),
            "radio": event(8, "cut", "radio"),
            "late": event(12, "cut", "water"),
        },
    )

    arrays = simulate(folder)

    each_member(arrays["home"].sel(origin="south"), [600] * 3 + [0] * 21)
    each_member(arrays["home"].sel(origin="north"), [300] * 6 + [0] * 18)


def test_a_threat_falls_with_distance_and_is_forgotten(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "leaving": "{base_rate_per_day: 1.0e-18, share_willing: 1, threat_reach_km: 20,"
            " threat_half_life_days: 0.04166666666666666,"
            " drivers: {threat: 50, assurance: -50}}"
        },
        timeline={
            "promise": event(6, "driver", "assurance", "2"),
            "attack": event(7, "threat", "south", "2"),
            "withdrawn": event(13, "driver", "assurance", "0"),
            "again": event(15, "threat", "north", "1.1"),
        },
    )

    arrays = simulate(folder)

    # In step 1 the promise (2) outweighs the attack (2). When it is withdrawn, in step 7, the
    # threat has fallen to 2/64. In step 9 there is a threat of 1.1 to north, and of 1.1 x
    # exp(-33.4/20) = 0.21 to south, 33.4 km away.
    each_member(arrays["home"].sel(origin="south"), [600] * STEPS)
    each_member(arrays["home"].sel(origin="north"), [300] * 9 + [0] * 15)


# -------------------------------------------------------- registration, room, moving on


def test_people_wait_at_a_place_that_registers_so_many_an_hour(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"onward": "[{from: entry, stay_hours: 0, shares: {east-town: 1}}]"},
        places={"entry": {"registrations_per_hour": "250"}},
    )

    arrays = simulate(folder)

    # All 900 arrive in step 4. 250 are registered in each step and move on at once, for 3 hours.
    registered = [0] * 4 + [250, 250, 250, 150] + [0] * 16
    each_member(arrays["registered"].sel(reception="entry"), registered)
    each_member(arrays["present"].sel(reception="entry"), [0] * 4 + [650, 400, 150, *[0] * 17])
    arrivals = [0] * 7 + [250, 250, 250, 150] + [0] * 13
    each_member(arrays["arrivals"].sel(reception="east-town"), arrivals)
    # Whoever has crossed is not counted again at the next place.
    each_member(arrays["crossed"], [0] * 4 + [900] * 20)


def test_who_finds_no_room_goes_to_the_overflow_place(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        places={"entry": {"room": "500", "overflow": "east-town"}, "east-town": {"room": "100"}},
        links={"south-junction": {"hours": "2"}},
    )

    arrays = simulate(folder)

    # 300 from north arrive in step 4 and stay. 600 from south arrive in step 5: room for 200; 400
    # go on to the other town, 3 hours away, and stay there over its room.
    each_member(arrays["present"].sel(reception="entry"), [0] * 4 + [300] + [500] * 19)
    each_member(arrays["present"].sel(reception="east-town"), [0] * 8 + [400] * 16)
    each_member(arrays["crossed"], [0] * 4 + [300] + [900] * 19)


def test_who_finds_no_room_stays_while_the_overflow_place_cannot_be_reached(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        places={"entry": {"room": "500", "overflow": "east-town"}},
        links={"south-junction": {"hours": "2"}},
        timeline={"shut": event(6, "close", "entry-east"), "free": event(12, "open", "entry-east")},
    )

    each_member(simulate(folder)["present"].sel(reception="entry"), [0] * 4 + [300] + [900] * 19)


def test_people_pass_through_a_place_of_reception_that_is_marked_so(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "groups": "{near: {share: 1, origins: [north]}, far: {share: 1, origins: [south]}}",
            "destination": "{travel_cost: 0, softening_hours: 1,"
            f" ties: {{near: {{entry: {SURE}}}, far: {{east-town: {SURE}}}}}}}",
        },
        places={"entry": {"through": "yes"}},
    )

    arrays = simulate(folder)

    # 300 are at home with the first place after 4 hours, 600 go on: 3 hours more.
    each_member(arrays["arrivals"].sel(reception="entry"), [0] * 4 + [300] + [0] * 19)
    each_member(arrays["arrivals"].sel(reception="east-town"), [0] * 7 + [600] + [0] * 16)
    each_member(arrays["crossed"], [0] * 4 + [300] * 3 + [900] * 17)


def test_a_border_counts_only_where_both_countries_are_known(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "destination": "{travel_cost: 0, softening_hours: 1, border: 50,"
            " ties: {everyone: {entry: 25}}}"
        },
        places={
            "south": {"country": "here"},
            "entry": {"country": "there", "through": "yes"},
            "west-town": {"country": "here"},
            "east-town": {"country": "there"},
        },
    )

    arrays = simulate(folder)

    # North has no country: its 300 choose the entry, by 25. For the 600 of south it lies beyond a
    # border, 25 - 50, as the other town does; they choose the one without, an hour beyond.
    each_member(arrays["arrivals"].sel(reception="entry"), [0] * 4 + [300] + [0] * 19)
    each_member(arrays["arrivals"].sel(reception="west-town"), [0] * 5 + [600] + [0] * 18)


def test_who_cannot_go_on_beyond_a_place_of_reception_may_choose_it(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "destination": "{travel_cost: 0, softening_hours: 1,"
            f" ties: {{everyone: {{east-town: {SURE}}}}}}}"
        },
        places={"entry": {"through": "yes"}},
        timeline={
            "shut": event(8, "close", "entry-east"),
            "west-shut": event(8, "close", "entry-west"),
        },
    )

    each_member(simulate(folder)["present"].sel(reception="entry"), [0] * 4 + [900] * 20)


def test_groups_are_whole_numbers_of_people_by_largest_remainder(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "groups": "{a: {share: 0.5}, b: {share: 0.25, share_willing: 0},"
            " c: {share: 0.25, hazard_ratio: 0}}"
        },
        places={"north": {"people": "9"}, "south": {"people": "2"}},
    )

    arrays = simulate(folder)

    # North: 4.5, 2.25, 2.25 -> 5, 2, 2; south: 1, 0.5, 0.5 -> 1, 1, 0. Only the first group goes.
    each_member(arrays["home"].sel(origin="north"), [4] * STEPS)
    each_member(arrays["home"].sel(origin="south"), [1] * STEPS)


def test_people_move_on_to_where_their_ties_are(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "groups": "{a: {share: 1, origins: [north]}, b: {share: 1, origins: [south]}}",
            "destination": "{travel_cost: 0, softening_hours: 1,"
            " ties: {a: {east-town: 40}, b: {west-town: 40}}}",
            "onward": "[{from: entry, stay_hours: 0, share_moving: 1,"
            " choose: [east-town, west-town]}]",
        },
    )

    arrays = simulate(folder)

    # Both towns lie behind the entry, which is not marked ``through``: everybody goes there first.
    each_member(arrays["arrivals"].sel(reception="entry"), [0] * 4 + [900] + [0] * 19)
    each_member(arrays["arrivals"].sel(reception="west-town"), [0] * 5 + [600] + [0] * 18)
    each_member(arrays["arrivals"].sel(reception="east-town"), [0] * 7 + [300] + [0] * 16)


def test_settled_people_go_home_to_where_they_came_from(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        links={
            "entry-north": road("entry", "north", "2"),
            "entry-south": road("entry", "south", "5"),
        },
        timeline={
            "peace": event(13, "returns", "entry", "1000"),
            "war": event(14, "returns", "", "0"),
        },
    )

    arrays = simulate(folder)

    # 900 are there from step 4 on and all set out in step 7: 300 are at home in north in step 9,
    # 600 in south in step 12. In the step after that they all leave again, and are at the entry in
    # steps 10 + 4 and 13 + 4.
    north = [300 if step == 9 else 0 for step in range(STEPS)]
    each_member(arrays["home"].sel(origin="north"), north)
    south = [600 if step == 12 else 0 for step in range(STEPS)]
    each_member(arrays["home"].sel(origin="south"), south)
    present = [0] * 4 + [900] * 3 + [0] * 7 + [300] * 3 + [900] * 7
    each_member(arrays["present"].sel(reception="entry"), present)


# ------------------------------------------------------------------------------- time


def test_a_run_up_has_longer_steps(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"run_up": '{until: "2030-03-01T12:00+03:00", step_minutes: 360}'},
        links={"north-junction": {"hours": "6"}, "south-junction": {"hours": "8"}},
    )

    arrays = simulate(folder)

    # Step 0 is 06:00 to 12:00, the others an hour each. North sets out in step 0 and is at the
    # junction in the step that begins at 12:00, step 1; south two steps later. 3 hours more.
    assert arrays.sizes["time"] == 1 + 19
    crossed = [0] * 4 + [300] * 2 + [900] * 14
    for member in arrays["crossed"].to_numpy():
        assert member.tolist() == crossed


# ------------------------------------------------------------------- choice by who is there


def test_people_are_at_a_reception_place_from_the_start(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(tmp_path, places={"west-town": {"present": "40"}})

    arrays = simulate(folder)

    each_member(arrays["present"].sel(reception="west-town"), [40] * STEPS)
    # They have not come from the affected area: only the 900 are, from step 4 on.
    each_member(arrays["crossed"], [0] * 4 + [900] * 20)


def test_people_follow_those_who_are_there_already(tmp_path: Path, simulate: Simulate) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={"destination": f"{{travel_cost: 0, softening_hours: 1, followers: {SURE}}}"},
        places={"entry": {"through": "yes"}, "east-town": {"present": "40"}},
    )

    arrays = simulate(folder)

    # Against 50 x ln(41) log odds the empty places are never chosen. 1 + 2 + 1 + 3 hours to east.
    each_member(arrays["present"].sel(reception="east-town"), [40] * 7 + [940] * 17)


def test_people_are_directed_to_a_place_until_they_are_no_longer(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "destination": "{travel_cost: 0, softening_hours: 1, ties: {everyone: {west-town: 20}}}"
        },
        places={"entry": {"through": "yes"}},
        links={"gate-west": road("gate", "west-town", "2")},
        timeline={
            "shut": event(6, "close", "south-junction"),
            "sent": event(6, "direct", "entry", SURE),
            "free": event(10, "open", "south-junction"),
            "unsent": event(10, "direct", "entry", "0"),
        },
    )

    arrays = simulate(folder)

    # North chooses in step 0, while 50 log odds for the entry outdo the 20 for west. South is held
    # until step 4 and chooses then; the gate is 3 hours away, and west 2 more.
    each_member(arrays["arrivals"].sel(reception="entry"), [0] * 4 + [300] + [0] * 19)
    each_member(arrays["arrivals"].sel(reception="west-town"), [0] * 9 + [600] + [0] * 14)


def test_a_full_place_is_not_chosen_while_another_has_room(
    tmp_path: Path, simulate: Simulate
) -> None:
    folder = write_sure_world(
        tmp_path,
        settings={
            "destination": f"{{travel_cost: 0, softening_hours: 1, room_left: {SURE},"
            " ties: {everyone: {entry: 40}}}"
        },
        places={
            "entry": {"through": "yes", "room": "300"},
            "east-town": {"room": "0"},
            "west-town": {"room": "1000000"},
        },
        timeline={
            "shut": event(6, "close", "south-junction"),
            "free": event(12, "open", "south-junction"),
        },
    )

    arrays = simulate(folder)

    # The 300 from north fill the entry in step 4: for south, which chooses in step 6,
    # 50 x ln(10^-6) outdo the tie. The same keeps everybody from the place that has no room.
    each_member(arrays["arrivals"].sel(reception="entry"), [0] * 4 + [300] + [0] * 19)
    each_member(arrays["present"].sel(reception="west-town"), [0] * 11 + [600] * 13)
