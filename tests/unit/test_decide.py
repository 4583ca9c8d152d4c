"""What a person decides about proposals, and what becomes of the scenario's files."""

from pathlib import Path

import pytest

from corridor.errors import InputError, LedgerError
from corridor.evidence.pool import LEDGER_FILE
from corridor.forecast import make_forecast
from corridor.review.count import add_count
from corridor.review.decide import accept, accept_over, edit, reject
from corridor.review.desk import open_desk
from corridor.review.history import read_history
from corridor.review.propose import propose
from corridor.review.trace import trace
from corridor.review.undo import undo
from corridor.review.use import doubts_of_use, misfits, number_in_words, use
from corridor.scenario import load_scenario
from corridor.scenario.doubts import counts_at_odds
from tests.readings import reading_of
from tests.worlds import TABLES, write_world


@pytest.fixture
def world(tmp_path: Path) -> Path:
    folder = write_world(tmp_path / "world")
    propose(folder, [reading_of()])
    return folder


def test_proposals_pass_the_check_of_the_scenario(world: Path) -> None:
    assert [claim.id for claim in load_scenario(world).ledger.filter(status="proposed").claims] == [
        "arrived-1900",
        "population-2500",
    ]


def test_what_is_proposed_or_rejected_leaves_a_forecast_as_it_was(
    world: Path, tmp_path: Path
) -> None:
    plain = make_forecast(write_world(tmp_path / "plain"), members=20)
    reject(world, ["arrived-1900"], "counted twice")

    with_proposals = make_forecast(world, members=20)

    assert plain.arrays.equals(with_proposals.arrays)


def test_an_accepted_claim_changes_its_status_and_nothing_else(world: Path) -> None:
    before = (world / LEDGER_FILE).read_text(encoding="utf-8").splitlines()

    accept(world, ["arrived-1900"], by="Duty desk")

    after = (world / LEDGER_FILE).read_text(encoding="utf-8").splitlines()
    differing = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert [new for _, new in differing] == [
        old.replace("proposed", "accepted") for old, _ in differing
    ]
    assert len(differing) == 1


def test_an_accepted_event_becomes_a_row_of_the_timeline(world: Path) -> None:
    accept(world, ["north-road-closed"])

    event = load_scenario(world).timeline[-1]
    assert (event.id, event.action, event.target) == (
        "north-road-closed",
        "close",
        "north-junction",
    )
    assert open_desk(world).find("north-road-closed").status == "accepted"


def test_an_event_of_a_road_that_is_no_link_cannot_be_accepted_until_it_is_corrected(
    world: Path,
) -> None:
    edit(world, "north-road-closed", {"target": "north road"})
    before = (world / "timeline.csv").read_bytes()

    with pytest.raises(InputError, match=r"timeline.csv:6: target: found 'north road'"):
        accept(world, ["north-road-closed"])

    assert (world / "timeline.csv").read_bytes() == before
    edit(world, "north-road-closed", {"target": "north-junction"})
    accept(world, ["north-road-closed"])


def test_a_star_stands_for_all_proposals_that_fit(world: Path) -> None:
    entry = accept(world, ["*-1900", "popu*"])

    assert entry.ids == ("arrived-1900", "population-2500")


def test_what_a_rule_is_sure_of_is_accepted_by_that_and_recorded_so(world: Path) -> None:
    entry = accept_over(world, 0.9, by="Duty desk")

    assert entry.ids == ("arrived-1900",)
    assert (entry.how, entry.by) == ("confidence over 0.9", "Duty desk")
    assert open_desk(world).find("north-road-closed").status == "proposed"
    with pytest.raises(LedgerError, match=r"confidence over 0\.9"):
        accept_over(world, 0.9)


def test_what_is_accepted_already_is_told_with_the_version_that_did_it(world: Path) -> None:
    entry = accept(world, ["arrived-1900"])

    with pytest.raises(LedgerError, match=rf"accepted already \(version {entry.version}\)"):
        accept(world, ["arrived-1900"])


def test_an_id_that_is_like_none_is_not_answered_with_another(world: Path) -> None:
    with pytest.raises(LedgerError) as caught:
        trace(open_desk(world), "population-total")

    assert "did you mean" not in str(caught.value)


def test_a_rejected_claim_keeps_its_reason_and_its_note(world: Path) -> None:
    edit(world, "arrived-1900", {"note": "read twice"})

    reject(world, ["arrived-1900", "north-road-closed"], "a rumour")

    desk = open_desk(world)
    assert desk.ledger.get("arrived-1900").note == "a rumour; read twice"
    (row,) = desk.rows["timeline.csv"].rows
    assert (row.status, row.cells["reason"]) == ("rejected", "a rumour")


@pytest.mark.parametrize(
    ("ids", "problems"),
    [
        pytest.param(["arived-1900"], ["did you mean 'arrived-1900'?"], id="misspelt"),
        pytest.param(["north-census"], ["north-census: found accepted already"], id="accepted"),
        pytest.param(["x", "y*"], ["found 'x'", "found 'y*'"], id="several"),
    ],
)
def test_every_id_that_cannot_be_accepted_is_named(
    world: Path, ids: list[str], problems: list[str]
) -> None:
    with pytest.raises(LedgerError) as caught:
        accept(world, ["population-2500", *ids])

    assert len(caught.value.problems) == len(problems)
    assert all(problem in str(caught.value) for problem in problems)
    assert read_history(world)[-1].action == "propose"


def test_a_rejection_needs_a_reason(world: Path) -> None:
    with pytest.raises(LedgerError, match="reason: found nothing"):
        reject(world, ["arrived-1900"], "  ")


def test_a_row_that_is_in_its_table_is_taken_out_by_undo_only(world: Path) -> None:
    accept(world, ["north-road-closed"])

    with pytest.raises(LedgerError, match="one to take out by undo"):
        reject(world, ["north-road-closed"], "not so")
    with pytest.raises(LedgerError, match=r"not in timeline.csv yet"):
        edit(world, "north-road-closed", {"note": "x"})

    undo(world)
    assert len(load_scenario(world).timeline) == 4


@pytest.mark.parametrize(
    ("id", "cells", "message"),
    [
        ("arrived-1900", {"grade": "F"}, r"ledger.csv:5: grade: found 'F'"),
        ("arrived-1900", {"palce": "entry"}, r"palce: found no such field.*'place'\?"),
        ("arrived-1900", {"status": "accepted"}, r"status: found a correction"),
        ("arrived-1900", {"value": "1,900"}, r"found '1,900', expected a number without"),
        ("arrived-1900", {"grade": "D"}, r"the same as before"),
        ("north-road-closed", {"taget": "x"}, r"did you mean 'target'\?"),
        ("north-rode", {"note": "x"}, r"expected the id of a claim"),
    ],
    ids=lambda part: str(part)[:30],
)
def test_a_correction_that_is_not_right_is_refused_with_what_would_be(
    world: Path, id: str, cells: dict[str, str], message: str
) -> None:
    before = (world / LEDGER_FILE).read_bytes()

    with pytest.raises(LedgerError, match=message):
        edit(world, id, cells)

    assert (world / LEDGER_FILE).read_bytes() == before


def test_an_accepted_arrival_becomes_a_count(world: Path) -> None:
    edit(world, "arrived-1900", {"grade": "B"})
    accept(world, ["arrived-1900"])

    add_count(world, "arrived-1900", measure="cumulative")

    count = load_scenario(world).counts[-1]
    assert (count.id, count.place, count.value) == ("arrived-1900", "entry", 1900)
    assert (count.measure, count.published_how) == ("cumulative", "stated")
    assert count.certainty == "sourced"
    assert count.held.text == "2030-03-02T12:00+03:00"
    assert count.note == "claim arrived-1900 of the ledger"


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        pytest.param({"grade": "E"}, "grade E: a single statement", id="weak"),
        pytest.param({"grade": "B", "qualifier": "at_least"}, "'at least': a bound", id="bound"),
    ],
)
def test_hearsay_and_bounds_are_uncertain_counts_that_say_why(
    world: Path, cells: dict[str, str], why: str
) -> None:
    edit(world, "arrived-1900", cells)
    accept(world, ["arrived-1900"])

    add_count(world, "arrived-1900", measure="cumulative")

    count = load_scenario(world).counts[-1]
    assert count.certainty == "uncertain"
    assert why in count.note


def test_totals_of_one_hour_and_place_that_differ_are_at_odds(tmp_path: Path) -> None:
    rival = {**TABLES["counts"]["first"], "value": "950"}
    later = {**rival, "held": "2030-03-02T13:00+03:00", "value": "999"}
    folder = write_world(tmp_path / "odd", counts={"rival": rival, "later": later})

    (line,) = counts_at_odds(load_scenario(folder).counts)

    assert "(first, " in line
    assert "950 (rival, " in line
    assert not list(counts_at_odds(load_scenario(write_world(tmp_path / "plain")).counts))


def test_a_claim_of_another_kind_than_the_number_is_pointed_out(world: Path) -> None:
    accept(world, ["arrived-1900", "population-2500"])

    (line,) = misfits(open_desk(world), ["arrived-1900", "population-2500"], "places.north.people")

    assert line == "arrived-1900 counts 'arrived', and places.north.people is about 'population'"


def test_a_claim_published_after_the_as_of_time_is_pointed_out_with_the_remedy(
    tmp_path: Path,
) -> None:
    world = write_world(tmp_path / "world", settings={"as_of": '"2030-03-01T12:00+03:00"'})
    desk = open_desk(world)
    published = desk.ledger.get("north-mayor").published.astimezone(desk.zone).isoformat()

    both = list(doubts_of_use(desk, ["north-census", "north-mayor"], "places.north.people"))
    alone = list(doubts_of_use(desk, ["north-mayor"], "places.north.people"))

    (line,) = both
    assert line.startswith(f"north-mayor was published {published}, after the scenario's as-of")
    assert f"--as-of {published}" in line
    assert alone[0] == line
    assert "no forecast until places.north.people has other claims" in alone[1]


def test_a_number_is_told_with_its_range_and_claims(world: Path) -> None:
    told = number_in_words(open_desk(world).draft, "places.north.people")

    assert told.endswith(", from north-census, north-mayor")
    assert "90 % from" in told
    assert number_in_words(open_desk(world).draft, "places.nowhere.people") == "nothing"


def test_a_count_of_a_day_that_is_published_before_its_end_held_when_it_was_published(
    world: Path,
) -> None:
    edit(world, "arrived-1900", {"held": "2030-03-02"})
    accept(world, ["arrived-1900"])

    add_count(world, "arrived-1900", measure="cumulative")

    count = load_scenario(world).counts[-1]
    assert count.held.text == "2030-03-02T14:00:00+03:00"
    assert count.note.endswith("; for 2030-03-02, and published before it was over")


def test_a_claim_that_cannot_be_a_count_is_told_everything_that_is_in_the_way(
    world: Path,
) -> None:
    edit(world, "population-2500", {"place": "Nrth", "value": "", "low": "2000", "high": "3000"})

    with pytest.raises(LedgerError) as caught:
        add_count(world, "population-2500")

    assert [problem.field.split(": ")[1] for problem in caught.value.problems] == [
        *("kind", "measure", "place", "status", "value"),
    ]
    assert "did you mean 'north'?" in str(caught.value)


def test_a_claim_is_counted_once(world: Path) -> None:
    accept(world, ["arrived-1900"])
    add_count(world, "arrived-1900", measure="cumulative")

    with pytest.raises(LedgerError, match="a claim that is no count yet"):
        add_count(world, "arrived-1900", measure="cumulative")


def test_a_claim_is_used_in_the_cell_of_a_table_and_the_other_rows_stay(world: Path) -> None:
    accept(world, ["population-2500"])
    before = (world / "places.csv").read_text(encoding="utf-8").splitlines()

    use(world, ["north-census", "population-2500"], "places.south.people")

    after = (world / "places.csv").read_text(encoding="utf-8").splitlines()
    differing = [new for old, new in zip(before, after, strict=True) if old != new]
    assert differing == [
        'south,South,,origin,1.00,36.00,"{from: [north-census, population-2500]}",,,assumed,made up'
    ]


def test_a_number_that_names_a_parameter_leads_to_the_parameter(world: Path) -> None:
    before = (world / "scenario.yaml").read_text(encoding="utf-8")

    entry = use(world, ["north-census", "north-later"], "places.north.people")

    after = (world / "scenario.yaml").read_text(encoding="utf-8")
    assert after == before.replace("[north-census, north-mayor]", "[north-census, north-later]")
    assert entry.how == "for parameters.people_north"


def test_an_empty_cell_can_be_filled(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "world", places={"east-town": {"size": "5000"}})

    use(folder, ["north-census"], "places.west-town.size")

    (place,) = [place for place in load_scenario(folder).places if place.id == "west-town"]
    assert place.size is not None


@pytest.mark.parametrize(
    ("ids", "address", "message"),
    [
        (["arrived-1900"], "places.south.people", "first: corridor ledger accept arrived-1900"),
        (["north-census", "x"], "places.south.people", "found 'x'"),
        (["north-census"], "places.suoth.people", r"did you mean 'places.south.people'\?"),
        (["north-census"], "places.south.population", "the address of a number"),
        (["north-census"], "links.gate-entry.hours", "a claim in hours"),
        (["north-census"], "people_per_vehicle", "in people, expected a claim in people/vehicle"),
        (["north-census"], "places.west-town.size", "a column 'size' in the first line"),
    ],
    ids=lambda part: str(part)[:40],
)
def test_claims_that_cannot_be_used_there_change_nothing(
    world: Path, ids: list[str], address: str, message: str
) -> None:
    before = [(world / name).read_bytes() for name in ("scenario.yaml", "places.csv", "links.csv")]

    with pytest.raises(InputError, match=message):
        use(world, ids, address)

    after = [(world / name).read_bytes() for name in ("scenario.yaml", "places.csv", "links.csv")]
    assert before == after


def test_a_default_prior_is_not_replaced(tmp_path: Path) -> None:
    folder = write_world(tmp_path / "world", parameters={"leaving_rate": "{default: true}"})

    with pytest.raises(InputError, match="a prior of the package"):
        use(folder, ["north-census"], "leaving_rate")


def test_a_claim_leads_to_its_sentence_its_decisions_its_rivals_and_the_numbers_that_use_it(
    world: Path,
) -> None:
    accept(world, ["population-2500"], by="Duty desk")
    use(world, ["population-2500", "north-census"], "places.north.people")

    found = trace(open_desk(world), "population-2500")

    assert found.quoted is not None
    before, quote, after = found.quoted
    assert before == "The mayor of North, who spoke by telephone, put those who remain at "
    assert (quote, after.strip()) == ("2,500", ".")
    assert [entry.action for entry in found.decisions] == ["propose", "accept", "use"]
    assert found.rivals is not None
    assert len(found.rivals.claims) == 4
    (number,) = found.numbers
    assert number.address == "parameters.people_north"
    assert number.used_by == ("places.north.people",)


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        ("missing", "the document report.txt is not kept in the scenario"),
        ("changed", "other words stand at 40 to 52 of report.txt"),
    ],
)
def test_words_that_cannot_be_found_are_said_to_be_so(
    world: Path, spoil: str, message: str
) -> None:
    kept = world / "documents" / "report.txt"
    if spoil == "missing":
        kept.unlink()
    else:
        kept.write_text("x" + kept.read_text(encoding="utf-8"), encoding="utf-8")

    found = trace(open_desk(world), "arrived-1900")

    assert (found.quoted, found.no_quote) == (None, message)
