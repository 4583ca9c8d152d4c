"""Faults in groups, modes, choice, supplies, lifts and the columns that a table may lack."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from corridor.errors import ScenarioError
from corridor.scenario import load_scenario
from tests.worlds import Row, write_world

_LEAVING = "{{base_rate_per_day: 1, share_willing: 0.9, drivers: {{{drivers}}}{more}}}"
_CHOICE = "{travel_cost: 1, softening_hours: 1}"
_SUPPLY: Row = {
    "place": "north",
    "good": "food",
    "stock_tonnes": "10",
    "ration_kg_per_person_day": "0.5",
    "delivery_tonnes_per_day": "1",
    "certainty": "assumed",
}
_LIFT: Row = {
    "from": "north",
    "to": "entry",
    "first": "2030-03-01T10:00+03:00",
    "seats": "50",
    "hours": "2",
    "published": "2030-03-01T09:00+03:00",
    "certainty": "assumed",
}


class Fault(NamedTuple):
    """What is wrong in a world, and the field and words by which it is reported."""

    world: Mapping[str, Mapping[str, str | Row | None]]
    field: str
    expected: str


def _leaving(drivers: str, more: str = "") -> str:
    return _LEAVING.format(drivers=drivers, more=more)


_DIRECT: Row = {
    "time": "2030-03-01T12:00+03:00",
    "published": "2030-03-01T09:00+03:00",
    "action": "direct",
    "target": "entry",
    "value": "2",
    "certainty": "assumed",
}
_CHOOSING = {"destination": "{travel_cost: 1, softening_hours: 1}"}

FAULTS = {
    "people directed where nobody chooses": Fault(
        {"timeline": {"sent": _DIRECT}}, "action", "a section 'destination' in scenario.yaml"
    ),
    "people directed to a place that receives nobody": Fault(
        {"settings": _CHOOSING, "timeline": {"sent": {**_DIRECT, "target": "gate"}}},
        "target",
        "a place of kind 'reception'",
    ),
    "people directed by nothing": Fault(
        {"settings": _CHOOSING, "timeline": {"sent": {**_DIRECT, "value": ""}}},
        "value",
        "log odds of its choice",
    ),
    "people present at a checkpoint": Fault(
        {"places": {"gate": {"present": "10"}}}, "present", "nothing for a place of kind"
    ),
    "threat without its reach": Fault(
        {"settings": {"leaving": _leaving("danger: 1, threat: 1", ", threat_half_life_days: 3")}},
        "leaving.threat_reach_km",
        "a number, for the driver 'threat'",
    ),
    "comfort without deprivation": Fault(
        {"settings": {"leaving": _leaving("danger: 1", ", comfort_days: 3")}},
        "leaving.comfort_days",
        "nothing without the driver 'deprivation'",
    ),
    "a group at a place that is no origin": Fault(
        {"settings": {"groups": "{all: {share: 1}, few: {share: 1, origins: [gate]}}"}},
        "groups.few.origins",
        "a place of kind 'origin'",
    ),
    "an origin where no group lives": Fault(
        {"settings": {"groups": "{few: {share: 1, origins: [north]}}"}},
        "groups",
        "a group with this origin",
    ),
    "a tie of an unknown group": Fault(
        {
            "settings": {
                "groups": "{young: {share: 1}}",
                "destination": "{travel_cost: 1, softening_hours: 1, ties: {yung: {entry: 1}}}",
            }
        },
        "destination.ties.yung",
        "did you mean 'young'?",
    ),
    "a softening of no hours": Fault(
        {"settings": {"destination": "{travel_cost: 1, softening_hours: 0}"}},
        "destination.softening_hours",
        "more than 0 hours",
    ),
    "routes by logit without a scale": Fault(
        {"settings": {"routes": "recursive_logit"}},
        "route_scale_per_hour",
        "a number, for routes by recursive_logit",
    ),
    "a run-up whose steps are no multiple": Fault(
        {"settings": {"run_up": '{until: "2030-03-01T07:30+03:00", step_minutes: 90}'}},
        "run_up.step_minutes",
        "a multiple of step_minutes, 60",
    ),
    "onward moves by shares and by choice": Fault(
        {
            "settings": {
                "destination": _CHOICE,
                "onward": (
                    "[{from: entry, stay_hours: 1, share_moving: 0.5, choose: [east-town],"
                    " shares: {east-town: 0.5}}]"
                ),
            }
        },
        "onward.0",
        "one of them",
    ),
    "room at a checkpoint": Fault(
        {"places": {"gate": {"room": "10"}}}, "room", "nothing for a place of kind 'checkpoint'"
    ),
    "opening hours that are none": Fault(
        {"places": {"gate": {"open_hours": "6 to 20"}}}, "open_hours", "such as 06:00-20:00"
    ),
    "an overflow to itself": Fault(
        {"places": {"entry": {"room": "5", "overflow": "entry"}}}, "overflow", "another place"
    ),
    "a supply where nobody lives": Fault(
        {"supplies": {"food": {**_SUPPLY, "place": "gate"}}}, "place", "a place of kind 'origin'"
    ),
    "a supply of less than nothing": Fault(
        {"supplies": {"food": {**_SUPPLY, "ration_kg_per_person_day": "-1"}}},
        "ration_kg_per_person_day",
        "0 kg/person/day or more",
    ),
    "a lift from a place of reception": Fault(
        {"lifts": {"bus": {**_LIFT, "from": "entry", "to": "east-town"}}},
        "from",
        "a place of another kind",
    ),
    "a lift to nowhere": Fault(
        {"lifts": {"bus": {**_LIFT, "to": "entri"}}}, "to", "did you mean 'entry'?"
    ),
    "a ration of an unknown supply": Fault(
        {
            "supplies": {"food": _SUPPLY},
            "timeline": {"threat-begins": {"action": "ration", "target": "fod", "value": "0.2"}},
        },
        "target",
        "did you mean 'food'?",
    ),
    "a cut of an unknown service": Fault(
        {
            "settings": {"services": "{gas: 0.2}"},
            "timeline": {"threat-begins": {"action": "cut", "target": "gaz", "value": ""}},
        },
        "target",
        "did you mean 'gas'?",
    ),
    "a driver that the model works out": Fault(
        {
            "settings": {"leaving": _leaving("others_gone: 1")},
            "timeline": {"threat-begins": {"target": "others_gone"}},
        },
        "target",
        "a driver that the model does not work out by itself",
    ),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_reported_alone_by_its_field(tmp_path: Path, fault: Fault) -> None:
    folder = write_world(tmp_path / "world", **fault.world)  # type: ignore[arg-type]

    with pytest.raises(ScenarioError) as raised:
        load_scenario(folder)

    (problem,) = raised.value.problems
    assert problem.field == fault.field
    assert fault.expected in problem.expected
    assert problem.line > 0


def test_supplies_lifts_and_further_columns_are_read(tmp_path: Path) -> None:
    folder = write_world(
        tmp_path / "world",
        places={"entry": {"room": "500", "overflow": "east-town", "through": "yes"}},
        links={"junction-gate": {"storage_vehicles": "80", "open_hours": "20:00-06:00"}},
        supplies={"food": {**_SUPPLY, "from": "gate"}},
        lifts={"bus": {**_LIFT, "every_hours": "6", "needs_road": "yes"}},
    )

    world = load_scenario(folder)

    places = {place.id: place for place in world.places}
    assert (places["entry"].overflow, places["entry"].through) == ("east-town", True)
    assert world.links[2].open_hours == (20 * 60, 6 * 60)
    assert (world.supplies[0].start, world.lifts[0].every_hours) == ("gate", 6.0)
    assert world.lifts[0].needs_road


def test_a_lift_announced_later_is_not_known(tmp_path: Path) -> None:
    later = {**_LIFT, "published": "2030-03-03T09:00+03:00"}
    folder = write_world(tmp_path / "world", lifts={"bus": _LIFT, "later": later})

    world = load_scenario(folder)

    assert [lift.id for lift in world.as_of(world.default_as_of).lifts] == ["bus"]
