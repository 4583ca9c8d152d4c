"""A Flee folder becomes a scenario with the sensible meaning; what is broken is named."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from corridor.errors import InputError, NotFoundError
from corridor.formats.flee import Notice, import_flee, read_flee_folder
from corridor.formats.flee.folder import Closure
from corridor.formats.flee.shut import Days, closed_days, in_force, merged
from corridor.parameters import parse_number
from corridor.scenario import Scenario, load_scenario
from tests.flee_folders import FILES, flee_folder, replaced


def imported(
    tmp_path: Path,
    changes: Mapping[str, str | None] | None = None,
    *,
    with_capacities: bool = False,
) -> tuple[Scenario, list[str]]:
    out = tmp_path / "small-war-scenario"
    notices = import_flee(flee_folder(tmp_path, changes), out, with_capacities=with_capacities)
    return load_scenario(out), [str(notice) for notice in notices]


def events(scenario: Scenario, action: str) -> list[tuple[str, int]]:
    """Targets and days of the events with an action."""
    return [
        (event.target, (event.time - scenario.start).days)
        for event in scenario.timeline
        if event.action == action
    ]


def test_zones_are_origins_camps_receive_and_hubs_are_passed(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    kinds = {place.id: place.kind for place in scenario.places}
    assert kinds == {
        "north": "origin",
        "south": "origin",
        "cross": "waypoint",
        "hub": "waypoint",
        "near": "reception",
        "far": "reception",
        "far-road": "waypoint",
    }
    assert scenario.start.isoformat() == "2030-03-01T00:00:00+00:00"


def test_a_road_is_used_both_ways(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    ids = {link.id for link in scenario.links}
    assert {"north--cross", "cross--north", "hub--far-road", "far-road--far"} <= ids


def test_a_rise_of_conflict_is_an_attack_and_its_level_lasts(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    assert events(scenario, "threat") == [("north", 0), ("north", 8), ("south", 20)]
    assert events(scenario, "driver") == [
        ("conflict@north", 0),
        ("conflict@north", 8),
        ("conflict@south", 20),
        ("conflict@south", 50),
    ]


def test_conflict_raises_the_rate_by_its_level(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    levels = [event.value for event in scenario.timeline if event.target == "conflict@north"]
    assert levels == [parse_number("0.5"), parse_number("1")]
    assert scenario.leaving.drivers["conflict"] == parse_number("conflict_effect")


def test_arrivals_are_directed_to_a_camp_that_opens_beside_another_of_its_country(
    tmp_path: Path,
) -> None:
    scenario, _ = imported(tmp_path)

    assert events(scenario, "direct") == [("far", 10)]


def test_arrivals_are_directed_to_the_newest_camp_only(tmp_path: Path) -> None:
    changes = {
        "input_csv/closures.csv": "camp,Far,,0,10\ncamp,Third,,0,20\n",
        **replaced("input_csv/routes.csv", "Hub,Far", "Hub,Third,40,\nHub,Far"),
        **replaced(
            "input_csv/locations.csv",
            "Far,Coast",
            "Third,Coast,Else_Where,9.7,20.8,camp,,\nFar,Coast",
        ),
    }

    scenario, _ = imported(tmp_path, changes)

    directed = [event for event in scenario.timeline if event.action == "direct"]
    assert sorted((event.time.day, event.target, str(event.value)) for event in directed) == sorted(
        [
            (11, "far", str(parse_number("destination_new_site"))),
            (21, "far", str(parse_number("0"))),
            (21, "third", str(parse_number("destination_new_site"))),
        ]
    )


def test_nobody_is_directed_to_the_only_camp_of_a_country(tmp_path: Path) -> None:
    changes = replaced("input_csv/locations.csv", "Near,Coast,Else_Where", "Near,Coast,Third_Land")

    scenario, _ = imported(tmp_path, changes)

    assert events(scenario, "direct") == []


def test_who_is_in_a_camp_on_the_first_day_is_there_at_the_start(tmp_path: Path) -> None:
    changes = {"source_data/near.csv": "2030-02-10,70\n2030-03-01,130\n2030-04-10,900\n"}

    scenario, _ = imported(tmp_path, changes)

    present = {place.id: place.present for place in scenario.places if place.kind == "reception"}
    assert present == {"near": parse_number("130"), "far": None}


def test_the_timeline_says_where_the_period_ends(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    assert events(scenario, "note") == [("", 60)]


def test_nothing_is_known_before_the_day_is_over(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    assert all(event.published > event.time for event in scenario.timeline)
    assert all(count.published >= count.held.end for count in scenario.counts)


def test_a_border_closes_all_roads_across_it_for_a_time(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    shut = [target for target, day in events(scenario, "close") if day == 0]
    assert {"cross--near", "near--cross", "cross--hub", "hub--cross"} <= set(shut)
    assert ("cross--near", 5) in events(scenario, "open")


def test_a_location_closure_with_a_second_name_closes_what_is_between_them(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    shut = {target for target, day in events(scenario, "close") if day == 30}
    assert shut == {"cross--near", "near--cross"}


def test_a_location_closure_with_a_country_closes_the_roads_to_it(tmp_path: Path) -> None:
    changes = {"input_csv/closures.csv": "location,Hub,Else_Where,3,9\n"}

    scenario, _ = imported(tmp_path, changes)

    assert [target for target, day in events(scenario, "close") if day == 3] == [
        "hub--far",
        "far--hub",
    ]


def test_a_location_closure_of_a_camp_with_its_own_country_closes_all_its_roads(
    tmp_path: Path,
) -> None:
    scenario, _ = imported(tmp_path, {"input_csv/closures.csv": "location,Near,Else_Where,3,9\n"})

    closed = {target for target, day in events(scenario, "close") if day == 3}
    assert closed == {"cross--near", "near--cross"}


def test_a_closed_camp_is_passed_and_not_entered(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    assert ("far-road--far", 0) in events(scenario, "close")
    assert ("far-road--far", 10) in events(scenario, "open")


def test_who_is_sent_on_takes_no_other_way(tmp_path: Path) -> None:
    changes = replaced("input_csv/closures.csv", "country,Home_Land,Else_Where,0,5\n", "")

    scenario, _ = imported(tmp_path, changes)

    assert ("hub--cross", 0) in events(scenario, "close")
    assert "hub--far-road" not in {target for target, _ in events(scenario, "close")}
    assert "hub--cross" not in {target for target, _ in events(scenario, "open")}


def test_a_redirection_that_is_removed_opens_the_other_ways(tmp_path: Path) -> None:
    changes = {"input_csv/closures.csv": "remove_forced_redirection,Hub,Far,12,0\n"}

    scenario, _ = imported(tmp_path, changes)

    assert events(scenario, "close") == [("hub--cross", 0)]
    assert events(scenario, "open") == [("hub--cross", 12)]


@pytest.mark.parametrize(
    ("at_first", "switches", "periods"),
    [
        (True, [], (Days(0, None),)),
        (False, [], ()),
        (True, [(10, 0)], (Days(0, 10),)),
        (True, [(10, 30)], (Days(0, 10), Days(30, None))),
        (False, [(0, 100)], ()),
        (False, [(0, 40)], (Days(40, None),)),
        (True, [(0, 100)], ()),
    ],
)
def test_a_redirection_holds_but_for_the_days_on_which_it_is_removed(
    at_first: bool, switches: list[tuple[int, int]], periods: tuple[Days, ...]
) -> None:
    closures = [
        Closure(2, "remove_forced_redirection", "a", "b", start, end) for start, end in switches
    ]

    assert in_force(at_first, closures, 60) == periods


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        (0, 5, Days(0, 5)),
        (5, -1, Days(5, None)),
        (5, 5, Days(5, None)),
        (5, 900, Days(5, None)),
        (-1, 5, None),
        (60, 70, None),
    ],
)
def test_an_end_that_is_not_reached_is_none(start: int, end: int, days: Days | None) -> None:
    assert closed_days(start, end, 60) == days


def test_closures_that_overlap_open_when_the_last_one_ends() -> None:
    periods = [Days(10, 20), Days(0, 5), Days(15, 30), Days(5, 8), Days(40, None), Days(50, 60)]

    assert merged(periods) == (Days(0, 8), Days(10, 30), Days(40, None))


def test_counts_are_stocks_as_first_published_and_as_corrected_later(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    near = [
        (count.held.text, count.value, f"{count.published:%Y-%m-%d}")
        for count in scenario.counts
        if count.place == "near"
    ]
    assert near == [
        ("2030-03-01", 0, "2030-03-01"),
        ("2030-03-11", 600, "2030-03-11"),
        ("2030-04-01", 1000, "2030-04-01"),
        ("2030-04-10", 900, "2030-04-10"),
        ("2030-03-01", 0, "2030-04-10"),
        ("2030-03-11", 540, "2030-04-10"),
        ("2030-04-01", 900, "2030-04-10"),
    ]
    assert {(count.kind, count.measure) for count in scenario.counts} == {("registered", "stock")}


def test_a_capacity_that_is_later_knowledge_is_flagged_and_left_out(tmp_path: Path) -> None:
    scenario, notices = imported(tmp_path)

    rooms = {place.id: place.room for place in scenario.places}
    assert rooms["near"] is None
    assert rooms["far"] is not None
    assert (
        "locations.csv:6: the capacity of Near, 900, is leaked: its own figure of 2030-04-10, "
        "known on 2030-04-10: left out" in notices
    )
    claim = scenario.ledger.get("capacity-near")
    assert (claim.status, claim.published.date()) == ("rejected", date(2030, 4, 10))


def test_leaked_capacities_are_kept_when_asked_for(tmp_path: Path) -> None:
    scenario, notices = imported(tmp_path, with_capacities=True)

    near = next(place for place in scenario.places if place.id == "near")
    assert near.room is not None
    # What a camp ever held is no size that draws people.
    assert near.size is None
    assert scenario.destination is not None
    assert scenario.destination.room_left is not None
    assert any("leaked" in notice and notice.endswith("kept") for notice in notices)


def test_several_files_of_a_camp_are_added_up_by_day(tmp_path: Path) -> None:
    changes = {
        "source_data/data_layout.csv": "total,refugees.csv\nNear,near.csv,more.csv\nFar,far.csv\n",
        "source_data/more.csv": "2030-03-05,7\n2030-03-11,50\n2030-05-01,80\n",
        "input_csv/registration_corrections.csv": None,
    }

    folder = read_flee_folder(flee_folder(tmp_path, changes))

    near = next(series for series in folder.series if series.camp == "Near")
    assert [(f"{seen.day:%m-%d}", seen.people) for seen in near.counted] == [
        ("03-01", 0),
        ("03-05", 7),
        ("03-11", 650),
        ("04-01", 1050),
        ("04-10", 950),
        ("05-01", 980),
    ]


def test_a_road_shorter_than_the_straight_line_keeps_its_time(tmp_path: Path) -> None:
    scenario, notices = imported(
        tmp_path, replaced("input_csv/routes.csv", "North,Cross,70", "North,Cross,30")
    )

    link = next(link for link in scenario.links if link.id == "north--cross")
    assert link.km > 50
    assert link.hours == parse_number(1)
    assert any("30 km is less than the straight line" in notice for notice in notices)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            replaced("input_csv/closures.csv", "location,Near", "location,Neer"),
            "closures.csv:4: 'Neer' is the name of no location (did you mean 'Near'?): left out",
        ),
        (
            replaced("input_csv/closures.csv", "camp,Far", "kamp,Far"),
            "closures.csv:3: closure_type 'kamp' is not known (did you mean 'camp'?): left out",
        ),
        (
            replaced("input_csv/closures.csv", "Near,Cross,30,40", "Near,Cross,30,"),
            "closures.csv:4: days '30' and '' are not whole numbers: left out",
        ),
        (
            replaced(
                "input_csv/closures.csv",
                "country,Home_Land,Else_Where",
                "country,Home_Land,Elsewhere",
            ),
            "closures.csv:2: 'Elsewhere' is the name of no country (did you mean 'Else_Where'?)",
        ),
        (
            replaced("input_csv/closures.csv", "0,5\n", "0,5\nlink,North,South,1,2\n"),
            "closures.csv:3: link closure of 'North' closes nothing: left out",
        ),
        (
            replaced("input_csv/conflicts.csv", "#Day,North", "#Day,Nort"),
            "conflicts.csv:1: 'Nort' is the name of no location (did you mean 'North'?): "
            "the column is left out",
        ),
        (
            replaced("input_csv/conflicts.csv", "3,0.5,0", "3,half,0"),
            "conflicts.csv:5: level 'half' is no number, 0 or more: taken as on the day before",
        ),
        ({"input_csv/conflicts.csv": None}, "conflicts.csv: no such file"),
        ({"input_csv/closures.csv": None}, "closures.csv: no such file: nothing is closed"),
        ({"source_data/data_layout.csv": None}, "data_layout.csv: no such file"),
        (
            replaced("input_csv/locations.csv", "20.2,town", "20.2,twon"),
            "locations.csv:4: location_type 'twon' is not known (did you mean 'town'?)",
        ),
        (
            replaced(
                "input_csv/locations.csv",
                "Hub,Coast",
                "North,Hills,Home_Land,1,1,town,,\nHub,Coast",
            ),
            "locations.csv:5: 'North' stands in line 2 already",
        ),
        (
            replaced("input_csv/locations.csv", "10.0,20.0", "120.0,20.0"),
            "locations.csv:2: latitude and longitude are the other way round",
        ),
        (
            replaced("input_csv/locations.csv", "0,40000", "0,"),
            "locations.csv:2: North is in conflict and has no people",
        ),
        (
            replaced("input_csv/routes.csv", "Hub,Far,50,2", "Hub,Far,50,7"),
            "routes.csv:6: forced_redirection '7' is not 0, 1 or 2",
        ),
        (
            replaced("input_csv/routes.csv", "Hub,Far,50,2", "Hub,Far,50,2\nFar,Hub,51,0"),
            "routes.csv:7: a second road between the two: left out",
        ),
        (
            replaced("input_csv/registration_corrections.csv", "04-10", "04-11"),
            "registration_corrections.csv:1: Near has no count on 2030-04-11: left out",
        ),
        (
            replaced("source_data/data_layout.csv", "Near,", "Nera,"),
            "data_layout.csv:2: 'Nera' is the name of no camp (did you mean 'Near'?): left out",
        ),
        (
            replaced("source_data/data_layout.csv", "far.csv", "fra.csv"),
            "data_layout.csv:3: there is no file 'fra.csv'",
        ),
        (
            replaced("source_data/near.csv", "2030-04-01,1000", "April,1000"),
            "near.csv:3: 'April', '1000' are no day and number of people: left out",
        ),
        (
            replaced("source_data/near.csv", "2030-04-01,1000", "2030-04-01,1000.4"),
            "near.csv:3: 1000.4 people: rounded",
        ),
        (
            replaced("source_data/near.csv", "2030-03-01,0\n", "2030-04-02,5\n2030-03-01,0\n"),
            "near.csv: days are not in order",
        ),
        (
            {"input_csv/flood_level.csv": "#Day,North\n0,1\n"},
            "flood_level.csv: a file that is not used",
        ),
    ],
    ids=range(23),
)
def test_what_makes_no_sense_is_named_and_the_rest_is_imported(
    changes: Mapping[str, str | None], said: str, tmp_path: Path
) -> None:
    scenario, notices = imported(tmp_path, changes)

    assert any(notice.startswith(said) for notice in notices), notices
    assert scenario.places


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            replaced("input_csv/routes.csv", "North,Cross", "Nort,Cross"),
            "routes.csv:2: name1: found 'Nort', expected the name of a location (did you mean",
        ),
        (
            replaced("input_csv/routes.csv", "Cross,70,0", "Cross,-70,0"),
            "routes.csv:2: distance: found '-70', expected kilometres above 0",
        ),
        (
            replaced("input_csv/locations.csv", "10.0,20.0", "ten,20.0"),
            "locations.csv:2: latitude: found 'ten', '20.0', expected two numbers of degrees",
        ),
        (
            replaced("input_csv/locations.csv", "0,40000", "0,40000.5"),
            "locations.csv:2: population: found '40000.5', expected a whole number, 0 or more",
        ),
        (
            replaced("input_csv/sim_period.csv", "2030-03-01", "1 March"),
            "sim_period.csv:1: StartDate: found '1 March', expected a day such as 2012-02-29",
        ),
        (
            replaced("input_csv/sim_period.csv", "60", "sixty"),
            "sim_period.csv:2: Length: found 'sixty', expected a whole number of days",
        ),
        ({"input_csv/locations.csv": None}, "locations.csv: found no such file"),
        ({"input_csv/routes.csv": None}, "routes.csv: found no such file"),
        ({"input_csv/sim_period.csv": None}, "sim_period.csv: found no such file"),
        ({"input_csv/locations.csv": "#name\n"}, "locations.csv: found no rows"),
    ],
    ids=range(10),
)
def test_a_folder_without_roads_places_or_dates_is_refused(
    changes: Mapping[str, str | None], said: str, tmp_path: Path
) -> None:
    folder = flee_folder(tmp_path, changes)

    with pytest.raises(InputError) as raised:
        import_flee(folder, tmp_path / "out")

    assert said in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_a_folder_without_camps_is_refused_and_nothing_is_left_behind(tmp_path: Path) -> None:
    changes = {"input_csv/locations.csv": FILES["input_csv/locations.csv"].replace("camp", "town")}
    folder = flee_folder(tmp_path, changes)

    with pytest.raises(InputError, match="no scenario comes of"):
        import_flee(folder, tmp_path / "out")

    assert [path.name for path in tmp_path.iterdir()] == ["small-war"]


def test_what_is_there_already_is_not_overwritten(tmp_path: Path) -> None:
    folder = flee_folder(tmp_path)
    import_flee(folder, tmp_path / "out")

    with pytest.raises(InputError, match="which is there, expected a folder to make"):
        import_flee(folder, tmp_path / "out")


def test_a_folder_that_is_not_there_is_said_to_be_so(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no folder"):
        read_flee_folder(tmp_path / "nowhere")


def test_headers_without_their_mark_and_blanks_around_names_do_no_harm(tmp_path: Path) -> None:
    changes = {
        "input_csv/locations.csv": FILES["input_csv/locations.csv"].replace("#name", "name"),
        "input_csv/routes.csv": FILES["input_csv/routes.csv"].replace(",Cross,", ", Cross ,"),
        "input_csv/sim_period.csv": "StartDate,2030-03-01\nLength,\n",
    }

    folder = read_flee_folder(flee_folder(tmp_path, changes))

    assert (len(folder.locations), len(folder.routes), folder.days) == (6, 5, 60)


def test_a_notice_names_the_file_and_the_line() -> None:
    assert str(Notice("routes.csv", 3, "odd")) == "routes.csv:3: odd"
    assert str(Notice("routes.csv", 0, "odd")) == "routes.csv: odd"


def test_people_on_the_way_elsewhere_pass_a_camp(tmp_path: Path) -> None:
    scenario, _ = imported(tmp_path)

    assert {place.id: place.through for place in scenario.places if place.kind == "reception"} == {
        "near": True,
        "far": False,  # it has a road past it, since it is closed for a time
    }


def test_people_from_where_no_way_leads_to_a_camp_are_left_out(tmp_path: Path) -> None:
    row = "Island,Sea,Home_Land,8.0,19.0,town,,500\nHub,Coast"
    changes = replaced("input_csv/locations.csv", "Hub,Coast", row)

    scenario, notices = imported(tmp_path, changes)

    assert {place.id: place.kind for place in scenario.places}["island"] == "waypoint"
    assert "locations.csv:5: no way leads from Island to a camp: its people are left out" in notices


def test_a_capacity_near_the_largest_figure_is_named_and_kept(tmp_path: Path) -> None:
    scenario, notices = imported(tmp_path, replaced("input_csv/locations.csv", "5000", "1250"))

    assert next(place for place in scenario.places if place.id == "far").room == parse_number(1250)
    assert (
        "locations.csv:7: the capacity of Far, 1250, is near its own largest figure, 1200: kept"
        in notices
    )
