"""Numbers of scenario.yaml changed as rows; everything around them in the file stays."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from corridor.errors import InputError
from corridor.review.desk import open_desk
from corridor.review.tables import RowChange, change_rows, faults_of_change, rows_of
from corridor.review.undo import undo
from corridor.scenario import load_scenario, new_scenario

HOUSEHOLD: Mapping[str, str] = {
    "id": "household",
    "value": "{lognormal: {interval: [4, 6], median: 5}}",
    "unit": "people/household",
    "published": "2030-01-01",
    "source": "a survey: northern towns",
    "reason": "asked there",
    "certainty": "assumed",
}


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    return new_scenario("valley", tmp_path)


def rows(folder: Path, table: str) -> dict[str, Mapping[str, str]]:
    return {row["id"]: row for row in rows_of(open_desk(folder), table)}


def test_a_parameter_is_added_used_and_taken_out_again(valley: Path) -> None:
    before = (valley / "scenario.yaml").read_text(encoding="utf-8")

    change_rows(
        valley,
        [
            RowChange("numbers", "people_per_household", {"value": "household"}),
            RowChange("parameters", None, HOUSEHOLD),
        ],
        {},
    )

    scenario = load_scenario(valley)
    assert scenario.people_per_household is not None
    assert scenario.median(scenario.people_per_household) == pytest.approx(5)
    assert scenario.parameter("household").source == HOUSEHOLD["source"]
    after = (valley / "scenario.yaml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    change_rows(
        valley,
        [
            RowChange("numbers", "people_per_household", {"value": ""}),
            RowChange("parameters", "household", None),
        ],
        {},
    )
    assert (valley / "scenario.yaml").read_text(encoding="utf-8") == before


def test_a_prior_of_the_package_is_changed_and_keeps_what_was_not_said(valley: Path) -> None:
    assert rows(valley, "parameters")["leaving_rate"]["default"] == "yes"

    wanted = {"value": "{uniform: [0.1, 0.5]}", "reason": "slower, for the road is far"}
    change_rows(valley, [RowChange("parameters", "leaving_rate", wanted)], {})

    row = rows(valley, "parameters")["leaving_rate"]
    assert (row["value"], row["reason"], row["unit"]) == (*wanted.values(), "1/day")
    assert row["default"] == ""
    undo(valley)
    assert rows(valley, "parameters")["leaving_rate"]["default"] == "yes"


def test_a_driver_is_added_by_its_name(valley: Path) -> None:
    changes = [
        RowChange("numbers", None, {"id": "fear", "value": "0.7"}),
        RowChange("numbers", "leaving.base_rate_per_day", {"value": "0.2"}),
        RowChange("parameters", "leaving_rate", None),
    ]

    change_rows(valley, changes, {})

    leaving = load_scenario(valley).leaving
    assert set(leaving.drivers) == {"dam_warning", "unknown", "fear"}
    assert rows(valley, "numbers")["leaving.base_rate_per_day"]["value"] == "0.2"


@pytest.mark.parametrize(
    ("change", "field", "told"),
    [
        (RowChange("numbers", "leaving.base_rate", {"value": "1"}), "leaving.base_rate", "number"),
        (
            RowChange("numbers", "people_total", {"value": "1, title: x"}),
            "people_total",
            "one line",
        ),
        (RowChange("numbers", "people_total", {"value": "{a: [1"}), "people_total", "one line"),
        (RowChange("numbers", "people_total", {"value": "-5"}), "people_total", "0 people"),
        (RowChange("parameters", None, HOUSEHOLD), "household", "used"),
        (RowChange("parameters", "leaving_rat", {"value": "1"}), "parameters", "leaving_rate"),
        (RowChange("parameters", "leaving_rate", {"colour": "x"}), "colour", "one of value"),
        (RowChange("parameters", "dam_warning_effect", {"unit": "people"}), "dam_warning", "log"),
    ],
)
def test_a_number_with_a_fault_is_refused(
    valley: Path, change: RowChange, field: str, told: str
) -> None:
    before = (valley / "scenario.yaml").read_bytes()

    problems = faults_of_change(valley, [change], {})
    with pytest.raises(InputError):
        change_rows(valley, [change], {})

    assert problems
    assert any(field in problem.field for problem in problems)
    assert told in " ".join(f"{one.found} {one.expected}" for one in problems)
    assert (valley / "scenario.yaml").read_bytes() == before


def test_a_bus_and_a_stock_make_the_files_that_a_scenario_lacks(valley: Path) -> None:
    bus = {
        "id": "bus",
        "from": "millfield",
        "to": "lowbridge",
        "first": "2030-05-02T06:00+00:00",
        "every_hours": "6",
        "seats": "50",
        "hours": "{lognormal: {interval: [1, 2]}}",
        "published": "2030-05-01",
        "certainty": "assumed",
    }

    change_rows(valley, [RowChange("lifts", None, bus)], {})

    (lift,) = load_scenario(valley).lifts
    assert (lift.start, lift.every_hours) == ("millfield", 6)
    assert rows(valley, "supplies") == {}
    undo(valley)
    assert not (valley / "lifts.csv").exists()
