"""An empty scenario says what it lacks, in order, until it can be forecast."""

from pathlib import Path

import pytest

from corridor.errors import InputError, ScenarioError
from corridor.review.desk import open_desk
from corridor.review.tables import RowChange, change_rows
from corridor.scenario import load_scenario, new_scenario, to_do

UP = {"id": "up", "name": "Up", "kind": "origin", "lat": "10.5", "lon": "20.1", "people": "900"}
DOWN = {"id": "down", "name": "Down", "kind": "reception", "lat": "10.3", "lon": "20.3"}
ROAD = {"id": "up-to-down", "from": "up", "to": "down", "km": "40", "hours": "1"}
ASSUMED = {"certainty": "assumed"}


def left(folder: Path) -> list[str]:
    desk = open_desk(folder)
    return [step.name for step in to_do(desk.draft, desk.problems) if not step.is_done]


def test_it_is_filled_step_by_step_until_it_can_be_forecast(tmp_path: Path) -> None:
    folder = new_scenario("dry-hills", tmp_path, empty=True)
    with pytest.raises(ScenarioError, match="no place of kind"):
        load_scenario(folder)

    assert left(folder) == ["origins", "receptions", "roads"]
    change_rows(folder, [RowChange("places", None, UP | ASSUMED)], {})
    assert left(folder) == ["receptions", "roads"]
    change_rows(folder, [RowChange("places", None, DOWN | ASSUMED)], {})
    assert left(folder) == ["roads"]
    change_rows(
        folder, [RowChange("links", None, {**ROAD, "vehicles_per_hour": "90"} | ASSUMED)], {}
    )

    assert left(folder) == []
    scenario = load_scenario(folder)
    assert scenario.title == "Dry hills"
    assert not scenario.ledger.claims
    # What is whole stays whole.
    with pytest.raises(InputError, match="nothing was changed"):
        change_rows(folder, [RowChange("links", "up-to-down", None)], {})


def test_what_is_wrong_is_refused_while_something_is_lacking_too(tmp_path: Path) -> None:
    folder = new_scenario("dry-hills", tmp_path, empty=True)

    with pytest.raises(InputError) as refused:
        change_rows(folder, [RowChange("places", None, {**UP, "people": ""} | ASSUMED)], {})

    assert "the people at home in an origin" in str(refused.value)
