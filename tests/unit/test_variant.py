"""Variants: how changes are read, and what each does to the scenario."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from corridor.errors import InputError, ScenarioError
from corridor.scenario import Scenario, load_scenario
from corridor.scenario.fields import OpenHours
from corridor.scenario.variant import Variant, find_variants, make_variant
from corridor.scenario.variant.override import Move
from corridor.scenario.variant.world import Window, read_window
from tests.engine import known
from tests.worlds import write_world

ASSURED = "{base_rate_per_day: leaving_rate, share_willing: 0.9, drivers: {assurance: -1}}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return known(write_world(tmp_path_factory.mktemp("variant") / "world"))


def _changed(scenario: Scenario, *changes: str) -> Scenario:
    return make_variant(scenario, Variant("test", changes))


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("clos gate 2030-03-03", "'clos'", "did you mean 'close'?"),
        ("close gat 2030-03-03", "'gat'", "a link or checkpoint (did you mean 'gate'?)"),
        ("close junction 2030-03-03", "of kind 'waypoint'", "the id of a link or checkpoint"),
        ("close nowhere 2030-03-03", "'nowhere'", "north-junction"),
        ("without rain", "'rain'", "danger"),
        ("close gate", "nothing more", "close ID FROM..TO"),
        ("close gate tomorrow", "'tomorrow'", "a time FROM..TO"),
        ("close gate 2030-03-04..2030-03-03", "2030-03-04..2030-03-03", "comes after"),
        ("close gate 2030-03-03 2030-03-04", "'2030-03-04'", "nothing more after"),
        ("close gate 0030-03-03", "'0030-03-03'", "a year from"),
        ("capacity gate", "nothing more", "capacity ID x2"),
        ("capacity gate xx", "'x'", "a multiple such as x2"),
        ("capacity gate -3", "'-3'", "a number of 0 or more"),
        ("hours gate 25:00-26:00", "25:00-26:00", "06:00-20:00, or 'always'"),
        ("hours entry always", "of kind 'reception'", "link or checkpoint"),
        ("buses north entry 40 each 2 h", "'each'", "'every'"),
        ("buses entry gate 40 every 2 h", "of kind 'reception'", "not of kind 'reception'"),
        ("buses north south 40 every 2 h", "of kind 'origin'", "not of kind 'origin'"),
        ("buses gate junction 40 every 2 h", "'junction'", "to which links lead from 'gate'"),
        ("buses north entry 0 every 2 h", "'0'", "the seats of each departure"),
        ("assure 1 2030-03-03", "no driver 'assurance'", "log hazard ratio"),
        ("link north nowhere km 10 hours 1", "'nowhere'", "the id of a place"),
        ("link north north km 10 hours 1", "'north'", "another place"),
        ("link north entry km 10 hours 1", "'10'", "the straight line of 47 km"),
        ("link north entry km 60 hours 0.1", "'0.1'", "130 km/h"),
        ("reception gate at 1,1 from junction km 9 hours 1", "'gate'", "an id that is not taken"),
        ("reception camp at 91,1 from junction km 9 hours 1", "'91,1'", "a latitude up to 90"),
        ("reception camp at 40 from junction km 9 hours 1", "'40'", "LAT,LON in degrees"),
        ("reception camp at 1,1 from entry km 9 hours 1", "'entry'", "no reception place"),
        ("without dangr", "'dangr'", "did you mean 'danger'?"),
        ("set leaving_rat 1", "'leaving_rat'", "did you mean 'leaving_rate'?"),
        ("set leaving_rate fast", "'fast'", "a number expression"),
        ("set threat_effect 9", "9", "from 0 to 3"),
        ("set people_north {from: [north-censu]}", "'north-censu'", "did you mean 'north-census'?"),
    ],
)
def test_a_change_that_is_wrong_says_what_was_found_and_what_would_be_right(
    world: Scenario, text: str, found: str, expected: str
) -> None:
    with pytest.raises(InputError) as raised:
        _changed(world, text)

    (problem,) = raised.value.problems
    assert found in problem.found
    assert expected in problem.expected
    assert problem.field == text


def test_a_bare_date_begins_at_midnight_and_ends_at_the_next_one(world: Scenario) -> None:
    assert read_window("2030-03-03..2030-03-03", world.zone) == Window(
        datetime(2030, 3, 2, 21, tzinfo=UTC), datetime(2030, 3, 3, 21, tzinfo=UTC)
    )
    assert read_window("2030-03-03T06:00", world.zone) == Window(
        datetime(2030, 3, 3, 3, tzinfo=UTC), None
    )
    assert read_window("2030-03-03T06:00+00:00..", world.zone).start == datetime(
        2030, 3, 3, 6, tzinfo=UTC
    )


def test_events_before_a_window_come_again_at_its_end_in_their_order() -> None:
    start, end = (datetime(2030, 3, day, tzinfo=UTC) for day in (2, 4))

    def since(time: datetime) -> float:
        return (time - datetime(2030, 3, 1, tzinfo=UTC)).total_seconds() / 3600

    hours = np.array([-50.0, 3.0, 24.0, 40.0, 72.0, 90.0])
    outside, within, after = (
        Move(part, start, end).applied(hours, since) for part in ("outside", "within", "after")
    )

    assert outside.tolist() == [-50, 3, np.inf, np.inf, 72, 90]
    assert (np.diff(after[:4]) > 0).all()
    assert after[:4] == pytest.approx(72, abs=0.01)
    assert (after[:4] < 72).all()
    assert np.isinf(after[4:]).all()
    assert within[:2] == pytest.approx(24, abs=0.01)
    assert within[2:].tolist() == [24, 40, np.inf, np.inf]


def test_opening_hours_are_set_and_removed(world: Scenario) -> None:
    once = _changed(world, "hours gate 06:00-22:00", "hours gate-entry 22:00-06:00")
    never = _changed(once, "hours gate always")

    assert {p.id: p.open_hours for p in once.places}["gate"] == OpenHours(360, 1320)
    assert {k.id: k.open_hours for k in once.links}["gate-entry"] == OpenHours(1320, 360)
    assert {p.id: p.open_hours for p in never.places}["gate"] is None


def test_buses_take_the_hours_of_the_roads_where_none_are_given(world: Scenario) -> None:
    changed = _changed(
        world,
        "buses north entry 40 every 6h 2030-03-03..2030-03-04",
        "buses north entry 30 every 12 h travel 3 h",
    )
    first, second = changed.lifts

    assert first.hours.distribution().quantile(np.array([0.5]))[0] == pytest.approx(1.35)  # type: ignore[union-attr]
    assert (first.id, second.id) == ("buses-north-entry", "buses-north-entry-2")
    assert first.first == datetime(2030, 3, 2, 21, tzinfo=UTC)
    assert first.until == datetime(2030, 3, 4, 21, tzinfo=UTC)
    assert second.first == world.known_at
    assert second.until is None
    assert first.needs_road


def test_a_new_link_can_be_named_by_the_next_change(world: Scenario) -> None:
    changed = _changed(
        world, "link south entry km 60 hours 1.5 vehicles 50", "close south-entry 2030-03-03"
    )

    assert changed.links[-1].id == "south-entry"
    assert changed.timeline[-1].target == "south-entry"
    assert changed.links[: len(world.links)] == world.links


def test_a_driver_switched_off_leaves_neither_coefficient_nor_events(world: Scenario) -> None:
    changed = _changed(world, "without danger")

    assert not changed.leaving.drivers
    assert not [event for event in changed.timeline if event.action == "driver"]


def test_a_parameter_is_set_to_a_number_or_to_a_distribution(world: Scenario) -> None:
    changed = _changed(world, "set leaving_rate 2", "set gate_flow {uniform: [10, 20]}")

    described = {
        parameter.name: changed.distribution(parameter.number).describe()
        for parameter in changed.parameters
    }
    assert described["leaving_rate"] == "2"
    assert described["gate_flow"] == "uniform 10 to 20"


def test_assurance_is_set_at_one_origin_or_at_all(tmp_path: Path) -> None:
    scenario = known(
        write_world(tmp_path / "w", settings={"leaving": ASSURED}, timeline={"threat-begins": None})
    )

    def targets(text: str) -> list[str]:
        timeline = _changed(scenario, text).timeline
        return [e.target for e in timeline if e.id.startswith("variant-driver") and "-" in e.id]

    assert set(targets("assure 1 @north 2030-03-03")) == {"assurance@north"}
    assert set(targets("assure 1 2030-03-03")) == {"assurance@north", "assurance@south"}


def test_the_variants_of_a_scenario_are_checked_with_their_line(tmp_path: Path) -> None:
    variants = "{shut: [close gate 2030-03-03], wide: [capacity gate x2, without dangr]}"
    folder = write_world(tmp_path / "w", settings={"variants": variants})

    with pytest.raises(ScenarioError) as raised:
        load_scenario(folder)

    (problem,) = raised.value.problems
    assert (problem.file, problem.field) == ("scenario.yaml", "variants.wide.1")
    assert problem.line > 0
    assert problem.found == "'dangr'"
    assert "did you mean 'danger'?" in problem.expected


def test_variants_that_are_no_lists_are_refused(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "w", settings={"variants": "{shut: close gate 2030-03-03}"})

    with pytest.raises(ScenarioError, match="a list of changes"):
        load_scenario(folder)


def test_a_variant_is_found_by_its_name_or_by_its_text(tmp_path: Path) -> None:
    variants = "{shut_gate: [close gate 2030-03-03, capacity gate x2]}"
    scenario = load_scenario(write_world(tmp_path / "w", settings={"variants": variants}))

    (own,) = find_variants(scenario, None)
    assert own == Variant("shut_gate", ("close gate 2030-03-03", "capacity gate x2"))
    assert find_variants(scenario, ["shut_gate"]) == (own,)
    (given,) = find_variants(scenario, ["without danger; capacity gate x2"])
    assert given.changes == ("without danger", "capacity gate x2")
    with pytest.raises(InputError, match="did you mean 'shut_gate'"):
        find_variants(scenario, ["shut_gat"])
    with pytest.raises(InputError, match="twice"):
        find_variants(scenario, ["shut_gate", "shut_gate"])


def test_a_scenario_without_variants_has_none_to_run(world: Scenario) -> None:
    with pytest.raises(InputError, match="no variants of its own"):
        find_variants(world, None)


def test_a_new_reception_place_is_one_more_to_go_to_and_draws_of_others_stay(
    world: Scenario,
) -> None:
    junction = next(place for place in world.places if place.id == "junction")
    at = f"{junction.lat:.4f},{junction.lon:.4f}"

    changed = _changed(world, f"reception camp at {at} from junction km 5 hours 0.5 room 300")

    camp = changed.places[-1]
    assert (camp.id, camp.name, camp.kind) == ("camp", "Camp", "reception")
    assert (changed.links[-1].start, changed.links[-1].end) == ("junction", "camp")
    assert changed.places[:-1] == world.places
    assert changed.links[:-1] == world.links
