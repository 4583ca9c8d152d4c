"""Every fault in a scenario folder is found, named where it stands, and named alone."""

from pathlib import Path
from typing import NamedTuple

import pytest

from corridor.errors import Problem, ScenarioError
from corridor.scenario import load_scenario
from tests.worlds import write_world

YAML = "scenario.yaml"
PLACES, LINKS, TIMELINE, COUNTS = "places.csv", "links.csv", "timeline.csv", "counts.csv"
LEDGER = "ledger.csv"


class Fault(NamedTuple):
    """A change to one file of a good folder, and the one problem that it should give.

    ``field`` and ``says`` are the problem's field and a piece of its text. The problem may stand
    in another file than the change.
    """

    file: str
    old: str
    new: str
    line: int
    field: str
    says: str
    found_in: str = ""


FAULTS = {
    # scenario.yaml, entry by entry
    "a misspelt setting": Fault(
        YAML, "summary:", "sumary:", 4, "sumary", "did you mean 'summary'?"
    ),
    "a misspelt section": Fault(YAML, "onward:", "onwards:", 13, "onwards", "'onward'?"),
    "an unknown version": Fault(YAML, "schema: 1", "schema: 2", 1, "schema", "expected 1"),
    "a name with blanks": Fault(YAML, "small-world", "Small world", 2, "name", "lower-case"),
    "an empty title": Fault(YAML, "title: A small world", "title:", 3, "title", "found nothing"),
    "an unknown time zone": Fault(
        YAML, "Africa/Nairobi", "Africa/Nairobbi", 5, "time_zone", "did you mean 'Africa/Nairobi'?"
    ),
    "a folder of time zones": Fault(
        YAML, "Africa/Nairobi", "Africa", 5, "time_zone", "the name of a time zone"
    ),
    "a start without an offset": Fault(
        YAML, "2030-03-01T06:00+03:00", "2030-03-01T06:00", 6, "start", "with its offset"
    ),
    "a start without a time": Fault(
        YAML, '"2030-03-01T06:00+03:00"', "2030-03-01", 6, "start", "date-time with its offset"
    ),
    "a year far off": Fault(
        YAML, "2030-03-01T06:00+03:00", "3030-03-01T06:00+03:00", 6, "start", "a year from 1900"
    ),
    "a step that does not divide a day": Fault(
        YAML, "step_minutes: 60", "step_minutes: 50", 7, "step_minutes", "divide a day"
    ),
    "a step too short": Fault(
        YAML, "step_minutes: 60", "step_minutes: 5", 7, "step_minutes", "15 or more"
    ),
    "a step that is a word": Fault(
        YAML, "step_minutes: 60", "step_minutes: hour", 7, "step_minutes", "a whole number"
    ),
    "a step that is true": Fault(
        YAML, "step_minutes: 60", "step_minutes: true", 7, "step_minutes", "a whole number"
    ),
    "a horizon of no days": Fault(
        YAML, "horizon_days: 5", "horizon_days: 0", 9, "horizon_days", "1 or more"
    ),
    "a horizon of half a day": Fault(
        YAML, "horizon_days: 5", "horizon_days: 0.5", 9, "horizon_days", "a whole number"
    ),
    "an unknown sensitivity": Fault(
        YAML, "sensitivity: public", "sensitivity: pubic", 10, "sensitivity", "mean 'public'?"
    ),
    "a misspelt key of leaving": Fault(
        YAML, "drivers:", "driver:", 11, "leaving.driver", "did you mean 'drivers'?"
    ),
    "leaving that is a number": Fault(
        YAML,
        "{base_rate_per_day: leaving_rate, share_willing: 0.9, drivers: {danger: threat_effect}}",
        "3",
        11,
        "leaving",
        "a mapping",
    ),
    "a missing share": Fault(
        YAML, " share_willing: 0.9,", "", 11, "leaving.share_willing", "found nothing"
    ),
    "a missing setting": Fault(
        YAML, "people_per_vehicle: 4\n", "", 1, "people_per_vehicle", "found nothing"
    ),
    "a number that is a list": Fault(
        YAML, "people_per_vehicle: 4", "people_per_vehicle: [4]", 12, "people_per_vehicle", "a num"
    ),
    "onward that is a mapping": Fault(
        YAML,
        "[{from: entry, stay_hours: 12, shares: {east-town: 0.5, west-town: west_share}}]",
        "{from: entry, stay_hours: 12, shares: {east-town: 0.5, west-town: west_share}}",
        13,
        "onward",
        "a list",
    ),
    "an onward move that is a word": Fault(
        YAML, "onward: [{", "onward: [entry, {", 13, "onward.0", "a mapping"
    ),
    "a missing stay": Fault(
        YAML, " stay_hours: 12,", "", 13, "onward.0.stay_hours", "found nothing"
    ),
    "a parameter that is a number": Fault(
        YAML,
        "parameters:\n",
        "parameters:\n  more: 3\n",
        15,
        "parameters.more",
        "a mapping with value",
    ),
    "a parameter named with blanks": Fault(
        YAML,
        "parameters:\n",
        "parameters:\n  more and more: {value: 1, unit: share, source: a, reason: a,"
        " certainty: assumed, published: 2029-01-01}\n",
        15,
        "parameters.more and more.name",
        "a name of lower-case letters",
    ),
    "a parameter with a key 'name'": Fault(
        YAML, "leaving_rate: {", "leaving_rate: {name: a, ", 15, "parameters.leaving_rate.name", ""
    ),
    "a parameter in an unknown unit": Fault(
        YAML, "1/day", "per day", 15, "parameters.leaving_rate.unit", "'1/day'"
    ),
    "a parameter without a reason": Fault(
        YAML,
        "the ledger, reason: made up,",
        "the ledger,",
        19,
        "parameters.people_north.reason",
        "found nothing",
    ),
    "a parameter published without a year": Fault(
        YAML,
        'unit: 1/day, published: "2030-01-10"',
        "unit: 1/day, published: January",
        15,
        "parameters.leaving_rate.published",
        "a date",
    ),
    "a parameter that names a parameter": Fault(
        YAML,
        "{uniform: [100, 300]}",
        "leaving_rate",
        18,
        "parameters.gate_flow.value",
        "a number, or a mapping",
    ),
    "an interval the wrong way round": Fault(
        YAML,
        "interval: [0.5, 2]",
        "interval: [2, 0.5]",
        15,
        "parameters.leaving_rate.value.lognormal",
        "low < median < high",
    ),
    "a distribution that does not exist": Fault(
        YAML,
        "lognormal: {",
        "lognormall: {",
        15,
        "parameters.leaving_rate.value",
        "did you mean 'lognormal'?",
    ),
    "a default that the package does not have": Fault(
        YAML,
        "parameters:\n",
        "parameters:\n  leaving_rat: {default: true}\n",
        15,
        "parameters.leaving_rat",
        "did you mean 'leaving_rate'?",
    ),
    "a default with more keys": Fault(
        YAML,
        "gate_flow: {",
        "gate_flow: {default: true, ",
        18,
        "parameters.gate_flow.default",
        "nothing else",
    ),
    # the text of scenario.yaml
    "a key twice": Fault(
        YAML, "step_minutes: 60", "step_minutes: 60\nstep_minutes: 30", 8, "step_minutes", "line 7"
    ),
    "an alias": Fault(
        YAML,
        "step_minutes: 60\n",
        "step_minutes: &a 60\npeople_total: *a\n",
        7,
        "people_total",
        "no anchors",
    ),
    "a tag": Fault(YAML, "schema: 1", "schema: !one 1", 1, "schema", "without a tag"),
    "a bracket that is not closed": Fault(
        YAML, "parameters:\n", "parameters: {\n", 16, "", "YAML 1.2"
    ),
    # rules of scenario.yaml
    "an as-of time before the start": Fault(
        YAML, "2030-03-02T18:00+03:00", "2030-02-27T18:00+03:00", 8, "as_of", "the start, 2030-03"
    ),
    "an as-of time at the start": Fault(
        YAML, "2030-03-02T18:00+03:00", "2030-03-01T06:00+03:00", 8, "as_of", "after the start"
    ),
    "an as-of time years after the start": Fault(
        YAML, "2030-03-02T18:00+03:00", "2130-03-02T18:00+03:00", 8, "as_of", "days after"
    ),
    "an unknown parameter": Fault(
        YAML,
        "share_willing: 0.9",
        "share_willing: west_shar",
        11,
        "leaving.share_willing",
        "did you mean 'west_share'?",
    ),
    "a parameter in another unit": Fault(
        YAML,
        "share_willing: 0.9",
        "share_willing: leaving_rate",
        11,
        "leaving.share_willing",
        "found 'leaving_rate' in 1/day, expected a number of share",
    ),
    "a parameter without a use": Fault(
        YAML, "west-town: west_share", "west-town: 0.1", 17, "parameters.west_share", "unused"
    ),
    "bounds the wrong way round": Fault(
        YAML, "max: 3", "max: -1", 16, "parameters.threat_effect.max", "more than min"
    ),
    "a parameter without a time": Fault(
        YAML,
        'unit: 1/day, published: "2030-01-10"',
        "unit: 1/day",
        15,
        "parameters.leaving_rate.published",
        "public",
    ),
    "a share above 1": Fault(
        YAML, "share_willing: 0.9", "share_willing: 90", 11, "leaving.share_willing", "1 share or"
    ),
    "draws below 0": Fault(
        YAML,
        "people_per_vehicle: 4",
        "people_per_vehicle: {normal: {mean: 4, sd: 4}}",
        12,
        "people_per_vehicle",
        "with min and max",
    ),
    "vehicles without people": Fault(
        YAML, "people_per_vehicle: 4", "people_per_vehicle: 0", 12, "people_per_vehicle", "more"
    ),
    "an onward target out of reach": Fault(
        YAML,
        "west-town: west_share}}]",
        "west-town: west_share}}, {from: west-town, stay_hours: 3, shares: {entry: 0.7}}]",
        13,
        "onward.1.shares.entry",
        "found 'entry' without a way from 'west-town'",
    ),
    "a stay of less than no hours": Fault(
        YAML, "stay_hours: 12", "stay_hours: -12", 13, "onward.0.stay_hours", "0 hours or more"
    ),
    "onward from a checkpoint": Fault(
        YAML, "from: entry", "from: gate", 13, "onward.0.from", "which is of kind 'checkpoint'"
    ),
    "onward to an unknown place": Fault(
        YAML, "east-town: 0.5", "east-twon: 0.5", 13, "onward.0.shares.east-twon", "'east-town'?"
    ),
    "onward to the same place": Fault(
        YAML, "east-town: 0.5", "entry: 0.5", 13, "onward.0.shares.entry", "other places only"
    ),
    "two entries for one onward place": Fault(
        YAML,
        "west-town: west_share}}]",
        "west-town: west_share}}, {from: entry, stay_hours: 3, shares: {east-town: 0.1}}]",
        13,
        "onward.1.from",
        "onward.0 has it too",
    ),
    # claims
    "an unknown claim": Fault(
        YAML, "north-mayor]", "north-mayer]", 19, "parameters.people_north.value", "'north-mayor'?"
    ),
    "a claim that is not accepted": Fault(
        LEDGER, "D,accepted", "D,proposed", 19, "parameters.people_north.value", "is proposed", YAML
    ),
    "a claim in another unit": Fault(
        LEDGER,
        "north-mayor,population,5000,,,people",
        "north-mayor,population,5000,,,households",
        19,
        "parameters.people_north.value",
        "found 'north-mayor' in households, expected a claim in people",
        YAML,
    ),
    "claims of another kind": Fault(
        LEDGER,
        "north-mayor,population",
        "north-mayor,arrived",
        19,
        "parameters.people_north.value",
        "expected claims of one kind",
        YAML,
    ),
    "a fault in the ledger": Fault(LEDGER, "D,accepted", "F,accepted", 3, "grade", "'F'"),
    # places.csv
    "a column too many": Fault(
        PLACES, "note\n", "note,notes\n", 1, "notes", "did you mean 'note'?"
    ),
    "a column too few": Fault(PLACES, "alt_names,", "", 1, "alt_names", "a column 'alt_names'"),
    "a row that is too short": Fault(
        PLACES, "North,,origin,1.30,36.00,people_north,,,", "North,,", 2, "", "11 cells"
    ),
    "an id with blanks": Fault(LINKS, "gate-entry,gate", "gate entry,gate", 5, "id", "lower-case"),
    "an unknown kind": Fault(PLACES, ",waypoint,", ",way,", 4, "kind", "'waypoint'"),
    "a latitude out of range": Fault(PLACES, "1.30,36.00", "95,36.00", 2, "lat", "swapped?"),
    "a longitude out of range": Fault(PLACES, "1.30,36.00", "1.30,360", 2, "lon", "-180 to 180"),
    "a latitude that is a word": Fault(PLACES, "1.30,36.00", "north,36.00", 2, "lat", "number"),
    "an origin without people": Fault(PLACES, ",3000,", ",,", 3, "people", "found nothing"),
    "a reception place with people": Fault(
        PLACES, "1.20,36.80,,", "1.20,36.80,5,", 7, "people", "nothing for a place of kind"
    ),
    "a misspelt parameter": Fault(
        YAML,
        "  gate_flow: {",
        "  gate_fow: {",
        5,
        "vehicles_per_hour",
        "did you mean 'gate_fow'?",
        PLACES,
    ),
    "a waypoint with vehicles": Fault(
        PLACES, "1.15,36.10,,", "1.15,36.10,,5", 4, "vehicles_per_hour", "nothing for a place"
    ),
    "a place said to be sourced without a source": Fault(
        PLACES, "3000,,,assumed", "3000,,,sourced", 3, "source", "a source where certainty"
    ),
    "people below 0": Fault(PLACES, ",3000,", ",-5001,", 3, "people", "found -5001, expected 0"),
    "far too many people": Fault(
        PLACES, ",3000,", ",20000000001,", 3, "people", "found 20000000001, expected 10000000000 "
    ),
    "people with a thousands separator": Fault(
        PLACES, ",3000,", ',"3,000",', 3, "people", "(3000, without thousands separators)"
    ),
    "a place with the id of a link": Fault(
        LINKS, "gate-entry,gate", "north,gate", 5, "id", "places.csv:2 has it too"
    ),
    "a byte that is no text": Fault(PLACES, "3000", "30\udcff00", 3, "", "UTF-8"),
    # links.csv
    "two links with one id": Fault(
        LINKS, "entry-west,", "entry-east,", 7, "id", "links.csv:6 has it too"
    ),
    "a link from an unknown place": Fault(
        LINKS, "entry-west,entry,", "entry-west,entri,", 7, "from", "did you mean 'entry'?"
    ),
    "a link of no length": Fault(LINKS, "entry,12,", "entry,0,", 5, "km", "more than 0"),
    "a link that takes no time": Fault(LINKS, ",0.25,", ",0,", 5, "hours", "more than 0"),
    "a link without a flow": Fault(
        LINKS, "entry,12,0.25,unlimited", "entry,12,0.25,", 5, "vehicles_per_hour", "a value"
    ),
    "hours that are unlimited": Fault(LINKS, ",0.25,", ",unlimited,", 5, "hours", "a number"),
    "a link shorter than the straight line": Fault(
        LINKS, "entry,12,", "entry,5,", 5, "km", "the straight line of 11 km"
    ),
    "a link too fast": Fault(LINKS, ",0.25,", ",0.05,", 5, "hours", "130 km/h"),
    # timeline.csv
    "an event without a time": Fault(
        TIMELINE, "begins,2030-03-01T08:00+03:00", "begins,", 2, "time", "empty"
    ),
    "an event with a time without an offset": Fault(
        TIMELINE, "begins,2030-03-01T08:00+03:00", "begins,2030-03-01T08:00", 2, "time", "offset"
    ),
    "a time without hours": Fault(
        TIMELINE,
        "begins,2030-03-01T08:00+03:00",
        "begins,2030-03-01",
        2,
        "time",
        "with its offset from UTC, such as 2030-03-01T23:59:59+03:00, the day's end",
    ),
    "a time in another order": Fault(
        TIMELINE,
        "begins,2030-03-01T08:00+03:00",
        "begins,01/03/2030",
        2,
        "time",
        "expected a date-time with its offset from UTC, such as",
    ),
    "an unknown action": Fault(TIMELINE, ",close,", ",shut,", 3, "action", "'close'"),
    "an unknown link in an event": Fault(
        TIMELINE,
        "close,north-junction",
        "close,north-juncton",
        3,
        "target",
        "did you mean 'north-junction'?",
    ),
    "a closed town": Fault(
        TIMELINE, "close,north-junction", "close,entry", 3, "target", "of kind 'reception'"
    ),
    "an escort through a checkpoint": Fault(
        TIMELINE, "escort,north-junction", "escort,gate", 5, "target", "the id of a link"
    ),
    "an escort without vehicles": Fault(
        TIMELINE, "north-junction,50,", "north-junction,,", 5, "value", "vehicles per hour"
    ),
    "a closure with a value": Fault(
        TIMELINE, "close,north-junction,", "close,north-junction,3", 3, "value", "nothing for"
    ),
    "a note with a target": Fault(TIMELINE, ",close,", ",note,", 3, "target", "nothing for"),
    "an unknown driver": Fault(
        TIMELINE, "driver,danger", "driver,dangr", 2, "target", "did you mean 'danger'?"
    ),
    "a driver at an unknown place": Fault(
        TIMELINE, "driver,danger", "driver,danger@noth", 2, "target", "did you mean 'north'?"
    ),
    "a driver at a town": Fault(
        TIMELINE, "driver,danger", "driver,danger@entry", 2, "target", "a place of kind 'origin'"
    ),
    "an unknown event to replace": Fault(
        TIMELINE, "50,north-opens", "50,north-open", 5, "replaces", "did you mean 'north-opens'?"
    ),
    "an event that replaces itself": Fault(
        TIMELINE, "50,north-opens", "50,north-opens-late", 5, "replaces", "in turn replace"
    ),
    "an event that replaces a later one": Fault(
        TIMELINE,
        "2030-03-03T10:00+03:00",
        "2030-03-01T10:00+03:00",
        5,
        "published",
        "'north-opens' was published or later",
    ),
    "two events with one id": Fault(
        TIMELINE, "north-closes,", "threat-begins,", 3, "id", "timeline.csv:2 has it too"
    ),
    "a delay of less than no hours": Fault(
        TIMELINE, "{uniform: [0, 6]}", "{uniform: [-6, 6]}", 4, "delay_hours", "0 hours or more"
    ),
    # counts.csv
    "a count at an unknown place": Fault(
        COUNTS, "first,entry", "first,entrie", 2, "place", "did you mean 'entry'?"
    ),
    "a count with a thousands separator": Fault(
        COUNTS, ",2400,", ",2 400,", 3, "value", "(2400, without thousands"
    ),
    "a count of half a person": Fault(COUNTS, ",900,", ",900.5,", 2, "value", "integer"),
    "a count in an unknown unit": Fault(COUNTS, "900,people", "900,persons", 2, "unit", "'people'"),
    "a count published before it held": Fault(
        COUNTS,
        "2030-03-02T15:00+03:00",
        "2030-03-02T11:00+03:00",
        2,
        "published",
        "the time at which it held",
    ),
    "a count that nobody made": Fault(
        COUNTS,
        "15:00+03:00,stated,Entry town hall,Entry town hall,,assumed,made up\nsecond",
        "15:00+03:00,stated,,Entry town hall,,assumed,made up\nsecond",
        2,
        "said_by",
        "a value",
    ),
}


def problems_in(folder: Path) -> tuple[Problem, ...]:
    with pytest.raises(ScenarioError) as raised:
        load_scenario(folder)
    return raised.value.problems


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_a_fault_is_reported_alone_with_its_file_line_and_meaning(
    fault: Fault, tmp_path: Path
) -> None:
    folder = write_world(tmp_path / "world")
    path = folder / fault.file
    text = path.read_text(encoding="utf-8")
    assert text.count(fault.old) >= 1
    changed = text.replace(fault.old, fault.new, 1)
    path.write_bytes(changed.encode("utf-8", errors="surrogateescape"))

    problems = problems_in(folder)

    where = [(problem.file, problem.line, problem.field) for problem in problems]
    assert where == [(fault.found_in or fault.file, fault.line, fault.field)], problems
    assert fault.says in str(problems[0])
    assert (problems[0].column > 0) == (problems[0].file == YAML and problems[0].line > 0)


def test_the_world_itself_has_no_fault(tmp_path: Path) -> None:
    assert load_scenario(write_world(tmp_path)).name == "small-world"


def test_parameters_that_are_a_list_are_a_fault(tmp_path: Path) -> None:
    folder = write_world(tmp_path)
    text = (folder / YAML).read_text(encoding="utf-8")
    (folder / YAML).write_text(
        text.partition("parameters:")[0] + "parameters: []\n", encoding="utf-8"
    )

    (problem,) = problems_in(folder)

    assert (problem.line, problem.field) == (14, "parameters")
    assert "a mapping from names" in problem.expected


def test_known_shares_above_the_whole_are_a_fault(tmp_path: Path) -> None:
    shares = "{east-town: 0.7, west-town: 0.7}"
    onward = f"[{{from: entry, stay_hours: 12, shares: {shares}}}]"

    (problem,) = problems_in(write_world(tmp_path, settings={"onward": onward}))

    assert (problem.line, problem.field) == (13, "onward.0.shares")
    assert "found shares that add up to 1.4, expected 1 or less" in str(problem)


def test_a_checkpoint_has_to_say_how_many_vehicles_pass(tmp_path: Path) -> None:
    (problem,) = problems_in(write_world(tmp_path, places={"gate": {"vehicles_per_hour": ""}}))

    assert (problem.line, problem.field, problem.found) == (5, "vehicles_per_hour", "nothing")


def test_an_origin_without_a_way_out_is_a_fault(tmp_path: Path) -> None:
    backwards = {"from": "junction", "to": "south"}

    (problem,) = problems_in(write_world(tmp_path, links={"south-junction": backwards}))

    assert (problem.file, problem.line, problem.field) == (PLACES, 3, "id")
    assert "'south' without a way to any reception place" in problem.found


def test_a_link_to_itself_is_a_fault(tmp_path: Path) -> None:
    loop = {
        "from": "entry",
        "to": "entry",
        "km": "3",
        "hours": "1",
        "vehicles_per_hour": "5",
        "certainty": "assumed",
    }

    (problem,) = problems_in(write_world(tmp_path, links={"loop": loop}))

    assert (problem.file, problem.line, problem.field) == (LINKS, 8, "to")


def test_swapped_coordinates_are_a_fault(tmp_path: Path) -> None:
    problems = problems_in(write_world(tmp_path, places={"gate": {"lat": "36.30", "lon": "1.15"}}))

    swapped = [problem for problem in problems if problem.file == PLACES]
    assert [(problem.line, problem.field) for problem in swapped] == [(5, "lat")]
    assert "lat and lon seem to be swapped" in swapped[0].expected


def test_events_that_replace_each_other_in_a_circle_are_all_faults(tmp_path: Path) -> None:
    circle = {"replaces": "north-opens-late", "published": "2030-03-03T10:00+03:00"}

    problems = problems_in(write_world(tmp_path, timeline={"north-opens": circle}))

    assert [(problem.line, problem.field) for problem in problems] == [
        (4, "replaces"),
        (5, "replaces"),
    ]


@pytest.mark.parametrize("kind", ["origin", "reception"])
def test_a_scenario_has_to_have_places_of_both_ends(kind: str, tmp_path: Path) -> None:
    ids = {"origin": ["north", "south"], "reception": ["entry", "east-town", "west-town"]}[kind]
    waypoint = {"kind": "waypoint", "people": ""}

    problems = problems_in(write_world(tmp_path, places=dict.fromkeys(ids, waypoint)))

    assert f"no place of kind {kind!r}" in [problem.found for problem in problems]


def test_rows_after_a_faulty_row_and_a_blank_line_keep_their_line(tmp_path: Path) -> None:
    folder = write_world(tmp_path, places={"south": {"lat": "x"}, "gate": {"people": "5"}})
    text = (folder / PLACES).read_text(encoding="utf-8")
    (folder / PLACES).write_text(text.replace("junction,", "\njunction,", 1), encoding="utf-8")

    problems = problems_in(folder)

    assert [(problem.line, problem.field) for problem in problems] == [(3, "lat"), (6, "people")]


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    folder = write_world(
        tmp_path,
        settings={"horizon_days": "none", "time_zone": "Nowhere"},
        parameters={"leaving_rate": "3"},
        places={"gate": {"lat": "a"}, "south": {"people": ""}},
        links={"entry-west": {"to": "nowhere"}, "gate-entry": {"km": "-1"}},
        timeline={"north-closes": {"action": "shut"}, "threat-begins": {"target": "x@y"}},
        counts={"first": {"place": "nowhere"}},
        ledger={"north-census": {"grade": "Z"}},
    )

    problems = problems_in(folder)

    assert {(problem.file, problem.field) for problem in problems} == {
        (YAML, "time_zone"),
        (YAML, "horizon_days"),
        (YAML, "parameters.leaving_rate"),
        (PLACES, "lat"),
        (PLACES, "people"),
        (LINKS, "to"),
        (LINKS, "km"),
        (TIMELINE, "action"),
        (TIMELINE, "target"),
        (COUNTS, "place"),
        (LEDGER, "grade"),
    }


def test_the_message_lists_every_problem_on_a_line_of_its_own(tmp_path: Path) -> None:
    folder = write_world(
        tmp_path / "case", settings={"horizon_days": "none"}, counts={"first": {"place": "entri"}}
    )

    with pytest.raises(ScenarioError) as raised:
        load_scenario(folder)

    assert str(raised.value) == (
        "case has 2 problems:\n"
        "  counts.csv:2: place: found 'entri', expected the id of a place"
        " (did you mean 'entry'?)\n"
        "  scenario.yaml:9:15: horizon_days: found 'none', expected a whole number"
    )
