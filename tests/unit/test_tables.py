"""Rows and settings changed by a person: checked as a whole, all at once or not at all."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from corridor.errors import ConflictError, InputError
from corridor.review.desk import open_desk
from corridor.review.tables import (
    TABLE_NAMES,
    RowChange,
    change_rows,
    faults_of_change,
    fields_of,
    rows_of,
    settings_of,
)
from corridor.review.undo import undo
from corridor.scenario import load_scenario, new_scenario

HILL: Mapping[str, str] = {
    "id": "hill",
    "name": "Hill, upper",
    "kind": "origin",
    "lat": "10.55",
    "lon": "20.15",
    "people": "{lognormal: {interval: [1, 3]}}",
    "certainty": "assumed",
}
ROAD: Mapping[str, str] = {
    "id": "hill-to-forks",
    "from": "hill",
    "to": "forks",
    "km": "19",
    "hours": "0.6",
    "vehicles_per_hour": "300",
    "certainty": "assumed",
}


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    return new_scenario("valley", tmp_path)


def test_a_place_and_its_road_are_added_in_one_step_and_nothing_else_changes(valley: Path) -> None:
    before = (valley / "places.csv").read_text(encoding="utf-8")

    entry = change_rows(
        valley, [RowChange("places", None, HILL), RowChange("links", None, ROAD)], {}, by="Ann"
    )

    scenario = load_scenario(valley)
    place = next(place for place in scenario.places if place.id == "hill")
    assert (place.name, place.kind, place.lat) == ("Hill, upper", "origin", 10.55)
    assert (valley / "places.csv").read_text(encoding="utf-8").startswith(before)
    assert entry.ids == ("place:hill", "link:hill-to-forks")
    undo(valley)
    assert (valley / "places.csv").read_text(encoding="utf-8") == before


def test_a_cell_is_changed_and_a_column_that_the_table_lacks_is_put_in(valley: Path) -> None:
    change = RowChange("places", "lowbridge", {"room": "4000", "name": "Low Bridge"})

    change_rows(valley, [change], {})

    rows = {row["id"]: row for row in rows_of(open_desk(valley), "places")}
    assert (rows["lowbridge"]["room"], rows["lowbridge"]["name"]) == ("4000", "Low Bridge")
    assert rows["forks"]["room"] == ""
    assert load_scenario(valley).places[1].name == "Millfield"


@pytest.mark.parametrize(
    ("changes", "field", "expected"),
    [
        ([RowChange("places", None, HILL)], "hill", "a way over links"),
        ([RowChange("places", "forks", {"lat": "north"})], "lat", ""),
        ([RowChange("places", "forks", None)], "from", "forks"),
        ([RowChange("places", "nowhere", {"name": "x"})], "id", "the id of a row"),
        ([RowChange("links", None, {**ROAD, "from": "hil"})], "from", ""),
        ([RowChange("links", None, {**ROAD, "colour": "red"})], "colour", "one of id, from, to"),
        ([RowChange("links", None, {})], "id", "a row with an id"),
        ([RowChange("places", "forks", {"name": "a\x00b"})], "name", "without NUL"),
    ],
)
def test_a_change_with_a_fault_is_refused_with_what_the_check_says(
    valley: Path, changes: list[RowChange], field: str, expected: str
) -> None:
    before = {path.name: path.read_bytes() for path in valley.iterdir()}

    problems = faults_of_change(valley, changes, {})
    with pytest.raises(InputError) as refused:
        change_rows(valley, changes, {})

    assert problems == refused.value.problems
    told = " ".join(f"{one.field} {one.found} {one.expected}" for one in problems)
    assert field in told
    assert expected in told
    assert all(problem.file for problem in problems)
    assert {path.name: path.read_bytes() for path in valley.iterdir()} == before


def test_settings_are_changed_with_the_rows(valley: Path) -> None:
    wanted = {"title": 'A "new" crisis: north', "horizon_days": "9", "onward": "[]"}

    change_rows(valley, [], wanted)

    scenario = load_scenario(valley)
    assert (scenario.title, scenario.horizon_days) == ('A "new" crisis: north', 9)
    assert scenario.onward == ()
    assert settings_of(open_desk(valley))["title"] == 'A "new" crisis: north'
    assert faults_of_change(valley, [], {"horizon_days": "many"})
    assert faults_of_change(valley, [], {"seed": "1"})[0].found == "no such setting"


def test_two_people_cannot_change_one_place_unseen(valley: Path) -> None:
    change_rows(valley, [RowChange("places", "forks", {"note": "a"})], {}, by="Ann", seen=0)

    with pytest.raises(ConflictError) as refused:
        change_rows(valley, [RowChange("places", "forks", {"note": "b"})], {}, by="Bo", seen=0)
    change_rows(valley, [RowChange("places", "millfield", {"note": "b"})], {}, by="Bo", seen=0)

    assert "change by Ann" in refused.value.problems[0].found
    notes = {row["id"]: row["note"] for row in rows_of(open_desk(valley), "places")}
    assert (notes["forks"], notes["millfield"]) == ("a", "b")


def test_a_change_by_hand_is_seen_as_one_of_its_place(valley: Path) -> None:
    version = change_rows(valley, [RowChange("places", "forks", {"note": "a"})], {}).version
    path = valley / "places.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",The Forks,", ",Forks,"), "utf-8")

    with pytest.raises(ConflictError, match="somebody else"):
        change_rows(valley, [RowChange("places", "forks", {"note": "b"})], {}, seen=version)


@pytest.mark.parametrize("table", TABLE_NAMES)
def test_every_column_says_what_it_means(table: str) -> None:
    fields = {field.name: field for field in fields_of(table)}

    assert all(field.words for field in fields.values())
    assert fields["id"].needed
    assert "note" not in fields or not fields["note"].needed
    assert table == "numbers" or "assumed" in fields["certainty"].choices
