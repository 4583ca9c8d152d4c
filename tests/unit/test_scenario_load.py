"""A scenario folder becomes a scenario, and the scenario becomes what was known at a time."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from corridor.errors import AsOfError, InputError, NotFoundError, ScenarioError
from corridor.parameters import Clipped, Fixed, LogNormal, ParameterName, Uniform, default_priors
from corridor.scenario import Scenario, load_scenario, new_scenario
from corridor.scenario.doubts import doubts
from tests.worlds import write_world

FILES = ["scenario.yaml", "places.csv", "links.csv", "timeline.csv", "counts.csv", "ledger.csv"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.fixture
def world(tmp_path: Path) -> Scenario:
    return load_scenario(write_world(tmp_path / "world"))


def test_settings_are_read_as_they_stand(world: Scenario, tmp_path: Path) -> None:
    assert world.name == "small-world"
    assert world.zone.key == "Africa/Nairobi"
    assert world.start == at("2030-03-01T06:00+03:00")
    assert world.default_as_of == at("2030-03-02T18:00+03:00")
    assert (world.step_minutes, world.horizon_days) == (60, 5)
    assert world.folder == tmp_path / "world"


def test_rows_are_read_in_the_order_of_their_files(world: Scenario) -> None:
    assert [place.id for place in world.places] == [
        "north",
        "south",
        "junction",
        "gate",
        "entry",
        "east-town",
        "west-town",
    ]
    assert (world.links[0].start, world.links[0].end, world.links[0].km) == (
        "north",
        "junction",
        22,
    )
    assert [count.value for count in world.counts] == [900, 2400]


def test_other_names_are_separated_by_semicolons(world: Scenario) -> None:
    assert world.places[4].alt_names == ("Entry Town", "The Entry")


def test_a_bare_date_is_the_end_of_that_day_in_the_time_zone(world: Scenario) -> None:
    assert world.parameter("leaving_rate").published == at("2030-01-10T23:59:59+03:00")


def test_when_a_count_held_keeps_its_text_and_gets_an_instant(tmp_path: Path) -> None:
    changes = {"first": {"held": "2030-03-01"}}

    count = load_scenario(write_world(tmp_path, counts=changes)).counts[0]

    assert count.held.text == "2030-03-01"
    assert count.held.end == at("2030-03-01T23:59:59+03:00")


def test_a_driver_can_change_in_one_place(tmp_path: Path) -> None:
    changes = {"threat-begins": {"target": "danger@north"}}

    event = load_scenario(write_world(tmp_path, timeline=changes)).timeline[0]

    assert (event.target_name, event.target_place) == ("danger", "north")


def test_a_driver_without_a_place_changes_everywhere(world: Scenario) -> None:
    assert (world.timeline[0].target_name, world.timeline[0].target_place) == ("danger", None)


def test_a_scenario_cannot_be_changed(world: Scenario) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        world.horizon_days = 3  # type: ignore[misc]


def test_a_byte_order_mark_is_accepted_in_every_file(tmp_path: Path) -> None:
    folder = write_world(tmp_path)
    expected = load_scenario(folder)
    for file in FILES:
        (folder / file).write_bytes(b"\xef\xbb\xbf" + (folder / file).read_bytes())

    assert load_scenario(folder) == expected


def test_tables_may_be_empty_below_their_header(tmp_path: Path) -> None:
    gone = {
        "timeline": ["threat-begins", "north-closes", "north-opens", "north-opens-late"],
        "counts": ["first", "second"],
    }
    tables = {table: dict.fromkeys(ids) for table, ids in gone.items()}

    scenario = load_scenario(write_world(tmp_path, **tables))

    assert not scenario.timeline
    assert not scenario.counts


def test_a_default_parameter_is_the_prior_of_the_package(tmp_path: Path) -> None:
    folder = write_world(tmp_path, parameters={"leaving_rate": "{default: true}"})
    prior = default_priors()["leaving_rate"]

    scenario = load_scenario(folder)

    parameter = scenario.parameter("leaving_rate")
    assert parameter.default
    assert parameter.published == at("2020-11-10T23:59:59+03:00")
    assert (parameter.unit, parameter.source) == (prior.unit, prior.source)
    assert scenario.distribution(ParameterName(name="leaving_rate")) == Clipped(
        prior.value.distribution(), 0, 24
    )


def test_a_number_gives_the_distribution_that_it_says(world: Scenario) -> None:
    assert world.distribution(world.links[0].hours) == Fixed(0.5)
    assert world.distribution(world.links[2].hours) == Uniform(0.4, 0.8)
    assert world.distribution(world.links[3].vehicles_per_hour) == Fixed(np.inf)
    assert world.distribution(world.leaving.base_rate_per_day) == LogNormal.from_interval(0.5, 2)


def test_the_bounds_of_a_parameter_are_part_of_its_distribution(world: Scenario) -> None:
    effect = world.distribution(world.leaving.drivers["danger"])

    assert effect.quantile(np.array([0.0001, 0.5, 0.99999])) == pytest.approx([0, 1, 3])


def test_rival_claims_become_a_range(world: Scenario) -> None:
    people = world.places[0].people
    assert people is not None

    low, high = world.distribution(people).quantile(np.array([0.025, 0.975]))

    assert low < 4000
    assert high > 5000


def test_only_the_name_of_a_parameter_has_a_parameter_name(world: Scenario) -> None:
    assert world.parameter_name(world.leaving.base_rate_per_day) == "leaving_rate"
    assert world.parameter_name(world.links[0].hours) is None


def test_a_parameter_that_is_not_there_is_an_error_with_a_near_match(world: Scenario) -> None:
    with pytest.raises(InputError, match=r"did you mean 'leaving_rate'\?"):
        world.parameter("leaving_rat")


def test_every_number_in_use_has_an_address_of_its_own(world: Scenario) -> None:
    addresses = [use.address for use in world.uses()]

    assert len(addresses) == len(set(addresses))
    assert {
        "leaving.base_rate_per_day",
        "leaving.drivers.danger",
        "people_per_vehicle",
        "onward.entry.stay_hours",
        "onward.entry.shares.west-town",
        "places.north.people",
        "places.gate.vehicles_per_hour",
        "links.junction-gate.hours",
        "links.north-junction.vehicles_per_hour",
        "timeline.north-opens.delay_hours",
        "timeline.threat-begins.value",
    } <= set(addresses)


def test_the_value_of_an_escort_is_a_flow_and_that_of_a_driver_a_level(world: Scenario) -> None:
    units = {use.address: use.unit for use in world.uses()}

    assert units["timeline.north-opens-late.value"] == "vehicles/hour"
    assert units["timeline.threat-begins.value"] == "level"


# --- as of a time


def test_a_cut_keeps_what_was_published_by_then(world: Scenario) -> None:
    known = world.as_of(at("2030-03-02T18:00+03:00"))

    assert [event.id for event in known.timeline] == [
        "threat-begins",
        "north-closes",
        "north-opens",
    ]
    assert [count.id for count in known.counts] == ["first"]
    assert [claim.id for claim in known.ledger.claims] == ["north-census", "north-mayor"]


def test_a_cut_leaves_the_scenario_as_it_was(world: Scenario) -> None:
    before = world.model_copy(deep=True)

    world.as_of(at("2030-03-02T18:00+03:00"))

    assert world == before


def test_what_is_published_at_the_very_time_is_kept(world: Scenario) -> None:
    published = world.counts[0].published

    assert len(world.as_of(published).counts) == 1
    assert len(world.as_of(published - timedelta(seconds=1)).counts) == 0


def test_an_event_is_replaced_once_the_other_is_published(world: Scenario) -> None:
    known = world.as_of(at("2030-03-03T10:00+03:00"))

    assert [event.id for event in known.timeline][-1] == "north-opens-late"
    assert "north-opens" not in [event.id for event in known.timeline]


def test_a_replaced_event_that_replaces_another_still_replaces_it(tmp_path: Path) -> None:
    chain = {"north-opens": {"replaces": "north-closes"}}
    world = load_scenario(write_world(tmp_path, timeline=chain))

    known = world.as_of(at("2030-03-05T00:00+03:00"))

    assert [event.id for event in known.timeline] == ["threat-begins", "north-opens-late"]


def test_a_pool_holds_only_claims_that_were_public(world: Scenario) -> None:
    people = world.places[0].people
    assert people is not None
    early = world.as_of(at("2030-03-01T12:00+03:00"))

    alone = early.distribution(people)

    assert alone == world.ledger.pool(["north-census"])


def test_a_cut_sets_the_as_of_time(world: Scenario) -> None:
    time = at("2030-03-03T00:00+03:00")

    known = world.as_of(time)

    assert known.default_as_of == known.known_at == time


def test_a_used_parameter_published_later_is_named(world: Scenario) -> None:
    with pytest.raises(AsOfError) as raised:
        world.as_of(at("2030-01-01T00:00+03:00"))

    fields = [problem.field for problem in raised.value.problems]
    assert fields == [
        "parameters.gate_flow",
        "parameters.leaving_rate",
        "parameters.threat_effect",
        "parameters.west_share",
    ]


def test_a_parameter_left_without_claims_is_named(world: Scenario) -> None:
    with pytest.raises(AsOfError, match=r"parameters\.people_north: found claims published later"):
        world.as_of(at("2029-01-01T00:00+03:00"))


def test_a_number_left_without_claims_is_named_by_its_address(tmp_path: Path) -> None:
    changes = {"north": {"people": "{from: [north-mayor]}"}}
    world = load_scenario(write_world(tmp_path, places=changes))

    with pytest.raises(AsOfError, match=r"places\.csv: places\.north\.people: found claims"):
        world.as_of(at("2030-03-01T12:00+03:00"))


def test_a_refusal_names_claim_time_and_remedy_and_the_remedy_works(tmp_path: Path) -> None:
    changes = {"north": {"people": "{from: [north-mayor]}"}}
    world = load_scenario(write_world(tmp_path, places=changes))
    published = world.ledger.get("north-mayor").published.astimezone(world.zone)

    with pytest.raises(AsOfError) as raised:
        world.as_of(published - timedelta(seconds=1))

    message = str(raised.value)
    assert f"(north-mayor at {published.isoformat()})" in message
    assert f"forecast as of {published.isoformat()} or later (--as-of, or as_of in" in message
    assert "use other claims" in message
    assert world.as_of(published).known_at == published


def test_a_check_tells_that_its_own_as_of_time_has_no_forecast(tmp_path: Path) -> None:
    early = write_world(tmp_path / "early", settings={"as_of": '"2030-03-01T12:00+03:00"'})
    changes = {"north": {"people": "{from: [north-mayor]}"}}
    late = write_world(
        tmp_path / "late", places=changes, settings={"as_of": '"2030-03-01T12:00+03:00"'}
    )

    assert list(doubts(load_scenario(early))) == []
    (line,) = doubts(load_scenario(late))
    assert line.startswith("no forecast can be made as of the scenario's own as-of time:")
    assert "north-mayor" in line


def test_a_later_parameter_that_nothing_uses_yet_is_left_out(tmp_path: Path) -> None:
    late = (
        "{value: 50, unit: vehicles/hour, published: 2030-03-03, source: made up, reason: made up,"
        " certainty: assumed}"
    )
    folder = write_world(
        tmp_path,
        parameters={"escort_flow": late},
        timeline={"north-opens-late": {"value": "escort_flow"}},
    )

    known = load_scenario(folder).as_of(at("2030-03-02T18:00+03:00"))

    assert "escort_flow" not in [parameter.name for parameter in known.parameters]


def test_a_time_without_an_offset_is_refused(world: Scenario) -> None:
    with pytest.raises(AsOfError, match="offset"):
        world.as_of(datetime(2030, 3, 2))


def test_a_cut_at_the_same_time_changes_nothing(world: Scenario) -> None:
    known = world.as_of(at("2030-03-02T18:00+03:00"))

    assert known.as_of(at("2030-03-02T18:00+03:00")) == known


def test_a_scenario_that_is_cut_cannot_be_cut_at_another_time(world: Scenario) -> None:
    known = world.as_of(at("2030-03-02T18:00+03:00"))

    with pytest.raises(AsOfError, match="already cut"):
        known.as_of(at("2030-03-02T17:00+03:00"))


# --- folders that are none


@pytest.mark.parametrize("name", ["missing", "a\0b", "x" * 5000])
def test_a_folder_that_is_not_there_is_not_found(name: str, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no folder"):
        load_scenario(tmp_path / name)


def test_an_empty_folder_names_every_file_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError) as raised:
        load_scenario(tmp_path)

    assert {problem.file for problem in raised.value.problems} == set(FILES)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n\n",
        b"\0" * 100,
        bytes(range(256)),
        b"\xff\xfe\x00\x01",
        b"[" * 1500,
        b"{a: " * 3000,
        b"- " * 3000,
        b"a: &a [*a, *a]\n",
        b"? [a]\n: b\n",
        b"%YAML 9.9\n---\na: b\n",
        b'"\\UFFFFFFFF"',
        b"a: b\n---\na: b\n",
        b"id,name\n" + b"x," * 300_000,
    ],
    ids=[
        "empty",
        "blank",
        "NUL bytes",
        "every byte",
        "UTF-16",
        "1,500 brackets",
        "3,000 braces",
        "3,000 dashes",
        "a loop of aliases",
        "a list as a key",
        "another version of YAML",
        "a character that does not exist",
        "two documents",
        "a very long line",
    ],
)
def test_a_file_that_is_something_else_is_a_problem_of_that_file(
    file: str, content: bytes, tmp_path: Path
) -> None:
    folder = write_world(tmp_path)
    (folder / file).write_bytes(content)

    with pytest.raises(ScenarioError) as raised:
        load_scenario(folder)

    assert file in {problem.file for problem in raised.value.problems}


@pytest.mark.parametrize("file", FILES)
def test_a_folder_in_the_place_of_a_file_is_a_problem_of_that_file(
    file: str, tmp_path: Path
) -> None:
    folder = write_world(tmp_path)
    (folder / file).unlink()
    (folder / file).mkdir()

    with pytest.raises(ScenarioError) as raised:
        load_scenario(folder)

    assert file in {problem.file for problem in raised.value.problems}


# --- new scenarios


def test_a_new_scenario_passes_all_checks(tmp_path: Path) -> None:
    folder = new_scenario("my-crisis", tmp_path / "cases")

    scenario = load_scenario(folder)

    assert folder == tmp_path / "cases" / "my-crisis"
    assert scenario.name == "my-crisis"
    assert scenario.as_of(scenario.default_as_of).timeline


def test_a_copy_of_a_case_passes_all_checks_under_its_own_name(tmp_path: Path) -> None:
    case = write_world(tmp_path / "world")

    copy = load_scenario(new_scenario("my-copy", tmp_path, like=case))

    assert copy.name == "my-copy"
    assert copy.links == load_scenario(case).links


def test_a_new_scenario_says_that_it_is_made_up(tmp_path: Path) -> None:
    folder = new_scenario("my-crisis", tmp_path)

    assert "made-up example" in (folder / "scenario.yaml").read_text(encoding="utf-8")


def test_a_new_scenario_has_every_file_and_no_other(tmp_path: Path) -> None:
    folder = new_scenario("my-crisis", tmp_path)

    assert {path.name for path in folder.iterdir()} == set(FILES)


def test_a_new_scenario_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "my-crisis").mkdir()

    with pytest.raises(ScenarioError, match="nothing was changed"):
        new_scenario("my-crisis", tmp_path)

    assert not list((tmp_path / "my-crisis").iterdir())


@pytest.mark.parametrize("name", ["", "My Crisis", "../escape", "a/b", "-a", "a\n"])
def test_a_new_scenario_needs_a_plain_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(ScenarioError, match="lower-case"):
        new_scenario(name, tmp_path)


def test_a_new_scenario_where_nothing_can_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")

    with pytest.raises(ScenarioError, match=r"cannot be written|already something"):
        new_scenario("my-crisis", tmp_path / "file")


def test_a_copy_of_a_folder_is_the_same_scenario_but_for_its_folder(
    world: Scenario, tmp_path: Path
) -> None:
    copy = load_scenario(shutil.copytree(world.folder, tmp_path / "copy"))

    assert copy.model_copy(update={"folder": world.folder}) == world
