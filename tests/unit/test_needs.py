"""Needs worked out by hand, and what a table of standards may not be."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corridor.errors import InputError, OptionError
from corridor.forecast import Forecast, make_forecast
from corridor.needs import (
    ALL_PLACES,
    COUNTED,
    Counted,
    Standard,
    amounts,
    daily_people,
    default_standards,
    default_table,
    household_size,
    make_needs,
    need_quantiles,
    read_standards,
)
from scripts.make_standards import PAGE, page
from tests.engine import known
from tests.worlds import write_world

HEADER = "id,sector,name,unit,amount,each,of,counted,cold_amount,whole,source,checked,why\n"


def standard(counted: Counted = "present", **more: object) -> Standard:
    row = {"id": "thing", "name": "Thing", "unit": "things", "amount": 1, "of": "person"}
    return Standard.model_validate({**row, "counted": counted, "source": "made up", **more})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    """Two members, two places, four steps of 12 hours, all numbers chosen by hand."""
    world = write_world(
        tmp_path_factory.mktemp("needs") / "world",
        settings={
            "start": '"2030-03-01T00:00+03:00"',
            "as_of": '"2030-03-02T00:00+03:00"',
            "step_minutes": "720",
            "horizon_days": "1",
            "onward": None,
        },
        places={"west-town": None},
        links={"entry-west": None},
        timeline={"north-opens": None, "north-opens-late": None},
    )
    forecast = make_forecast(world, members=2)
    assert forecast.ensemble.labels["reception"].tolist() == ["entry", "east-town"]
    values = dict(forecast.ensemble.values)
    # Axes: member, step, place. Members have 100, 300, 60, 61 and 0, 0, 10, 1 present at entry.
    values["present"] = np.array(
        [[[100, 0], [300, 0], [60, 7], [61, 0]], [[0, 0], [0, 0], [10, 0], [1, 0]]]
    )
    values["arrivals"] = np.array(
        [[[100, 0], [200, 0], [50, 7], [11, 0]], [[0, 0], [0, 0], [10, 0], [0, 0]]]
    )
    return replace(forecast, ensemble=replace(forecast.ensemble, values=values))


def by_hand(made: Forecast, one: Standard, **more: float) -> list[list[float]]:
    """Needs on the last day at entry, in the east and in all, at 0 and 100 % of two members."""
    needs = make_needs(made, [one], levels=(0.0, 1.0), **more)  # type: ignore[arg-type]
    assert needs.places == ("entry", "east-town", ALL_PLACES)
    return needs.values[0, :, -1].tolist()  # type: ignore[no-any-return]


def test_the_days_are_those_from_the_as_of_time_on(made: Forecast) -> None:
    people = daily_people(made)

    # The as-of time is the midnight that begins 2 March.
    assert [str(day) for day in people.days] == ["2030-03-02"]


def test_water_follows_the_people_present_on_average_over_the_day(made: Forecast) -> None:
    litres = standard("present", amount=15, unit="litres/day")

    # (60 + 61) / 2 * 15, (10 + 1) / 2 * 15; in the east 7 / 2 * 15.
    assert by_hand(made, litres) == [[82.5, 0, 82.5], [907.5, 52.5, 960.0]]


def test_toilets_follow_the_most_people_so_far_and_are_whole(made: Forecast) -> None:
    toilets = standard("peak", each=50, whole="yes")

    # 300 were there the day before; 10 in the other member; 7 in the east want a toilet.
    assert by_hand(made, toilets) == [[1, 0, 1], [6, 1, 7]]


def test_desks_follow_the_households_that_arrive_on_the_day(made: Forecast) -> None:
    desks = standard("arrivals", each=5, of="household", whole="yes")

    # 61 people in households of 4 are 15.25 households: 4 desks; 10 are 2.5: 1 desk.
    assert by_hand(made, desks, people_per_household=4) == [[1, 0, 1], [4, 1, 5]]


def test_arrived_counts_from_the_start_of_the_run(made: Forecast) -> None:
    assert by_hand(made, standard("arrived")) == [[10, 0, 10], [361, 7, 368]]


def test_the_amount_for_the_cold_holds_only_in_the_cold(made: Forecast) -> None:
    space = standard("peak", amount=3.5, cold_amount=4.5)

    assert by_hand(made, space)[1][0] == 300 * 3.5
    assert by_hand(made, space, is_cold=True)[1][0] == 300 * 4.5


def test_needs_of_all_places_are_added_up_in_each_member_and_then_ranked() -> None:
    one = standard("peak", each=10, whole="yes")
    people = np.array([[[1, 20]], [[20, 1]], [[5, 5]]])

    needed = amounts(people, one, people_per_household=5.0)

    # Maxima of the places are 2 and 2, but no member needs 4 in all.
    assert need_quantiles(needed, one, [1.0]).tolist() == [[[2, 2]]]
    assert need_quantiles(needed.sum(axis=-1), one, [1.0]).tolist() == [[3]]


def test_rounding_up_is_not_led_astray_by_the_last_digit() -> None:
    one = standard(amount=0.1, whole="yes")

    assert amounts(np.array([30]), one, people_per_household=5.0).tolist() == [3]
    assert amounts(np.array([31]), one, people_per_household=5.0).tolist() == [4]


def test_the_size_of_households_is_the_given_one_else_the_scenarios_else_assumed(
    made: Forecast, tmp_path: Path
) -> None:
    world = write_world(tmp_path / "world", settings={"people_per_household": "{uniform: [3, 5]}"})
    told = replace(made, scenario=known(world))

    assert household_size(made).origin == "assumed"
    assert household_size(told, 3.9).people.tolist() == [3.9, 3.9]
    own = household_size(told)
    assert own.origin == "scenario"
    assert ((own.people > 3) & (own.people < 5)).all()
    assert own.people[0] != own.people[1]


@pytest.mark.parametrize("given", [0.0, -1.0, 101.0, float("nan")])
def test_a_size_of_households_that_cannot_be_is_refused(made: Forecast, given: float) -> None:
    with pytest.raises(OptionError, match="people per household: found"):
        household_size(made, given)


def test_every_standard_of_the_package_has_a_source_and_a_reason() -> None:
    assert len(default_standards()) > 20
    for one in default_standards():
        assert len(one.source) > 20
        assert one.why
        assert one.counted in COUNTED
        # An assumed figure may not look like a checked one.
        assert one.checked == "unchecked" or "ssumed" not in one.source


def test_the_page_of_standards_is_that_of_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_table_to_edit_reads_back_as_the_packages_own(tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(default_table(), encoding="utf-8")

    assert read_standards(tmp_path / "mine.csv") == default_standards()


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("water,w,Water,l,many,1,person,present,,no,x,,", "bad.csv:2: amount: found 'many'"),
        ("water,w,Water,l,0,1,person,present,,no,x,,", "amount: found '0', expected more than 0"),
        ("water,w,Water,l,1,-2,person,present,,no,x,,", "each: found '-2', expected more than 0"),
        ("water,w,Water,l,nan,1,person,present,,no,x,,", "amount: found 'nan'"),
        ("water,w,Water,l,1,1,family,present,,no,x,,", "of: found 'family', expected 'person'"),
        ("water,w,Water,l,1,1,person,peek,,no,x,,", "did you mean 'peak'"),
        ("water,w,Water,l,1,1,person,peak,,maybe,x,,", "whole: found 'maybe', expected yes or no"),
        ("water,w,Water,l,1,1,person,peak,,no,,,", "source: found an empty cell"),
        ("Water!,w,Water,l,1,1,person,peak,,no,x,,", "id: found 'Water!'"),
        ("water,w,Water,l,1,1", "bad.csv:2: found 6 cells"),
        ("", "expected at least one standard"),
    ],
)
def test_a_bad_row_is_told_with_file_line_and_field(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "bad.csv").write_text(f"{HEADER}{row}\n", encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read_standards(tmp_path / "bad.csv")

    assert told in str(caught.value)


def test_two_rows_with_one_id_are_told(tmp_path: Path) -> None:
    row = "water,w,Water,l,1,1,person,peak,,no,x,,\n"
    (tmp_path / "bad.csv").write_text(HEADER + row + row, encoding="utf-8")

    with pytest.raises(InputError, match=r"bad\.csv:3: id: found 'water', expected an id that no"):
        read_standards(tmp_path / "bad.csv")
