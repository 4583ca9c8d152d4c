"""Figures as claims: repeats, ids, offsets, and what a claim must have."""

from dataclasses import replace

import pytest

from corridor.errors import DocumentError
from corridor.evidence.claim import Span
from corridor.evidence.figures import gazetteer_of, propose_claims
from tests.reports import PLACES, ZONE, claim, claims, document

REPEATED = (
    "Exodus of 120,000 people\n\nThe region is home to 120,000 people. "
    "The mayor said 120,000 people live there.\n"
)


def test_a_figure_that_is_repeated_is_one_claim_with_all_its_places() -> None:
    found = [each for each in claims(REPEATED) if each.kind == "population"]

    first = REPEATED.index("120,000", REPEATED.index("home"))
    assert [each.start for each in found] == [REPEATED.rindex("120,000")]
    assert found[0].spans == (Span(first, first + len("120,000 people")),)


def test_a_repeat_that_names_a_speaker_gives_him_to_the_claim() -> None:
    text = "Some 4,000 people fled Sake.\n\nSome 4,000 people fled Sake, the mayor said."

    assert claim(text).said_by == "mayor"


def test_a_figure_of_the_title_is_that_of_the_text() -> None:
    text = "Flood kills 4 in Sake\n\nThe water rose. Four people died, the mayor said."

    assert claim(text).said_by == "mayor"


def test_as_many_women_as_men_are_two_figures() -> None:
    assert len(claims("Some 120 men and 120 women were hurt in Sake.")) == 2


def test_small_figures_at_different_places_are_not_one() -> None:
    found = claims("Three people died in Goris. Three people died in Sake.")

    assert [each.place for each in found] == ["goris", "Sake"]


def test_the_quote_is_the_words_that_carry_the_figure() -> None:
    text = "There were more than 200 deaths and at least 400 injuries in the town."
    found = claims(text)

    assert [each.quote for each in found] == ["more than 200 deaths", "at least 400 injuries"]
    assert all(text[each.start : each.end] == each.quote for each in found)


def test_a_proposal_waits_for_a_person() -> None:
    found = claim("At least 12 people died in Goris, the health ministry said.")

    assert (found.status, found.certainty, found.grade) == ("proposed", "stated", "C")
    assert (found.document, found.published_by) == ("report.txt", "Example Wire")
    assert found.rule == "predicate"
    assert found.confidence is not None
    assert found.confidence >= 0.9


def test_ids_are_readable_and_do_not_repeat_those_taken() -> None:
    text = "Some 1,050 people arrived in Goris."

    assert claim(text).id == "example-wire-arrived-1050-goris"
    assert claims(text, taken={"example-wire-arrived-1050-goris"})[0].id == (
        "example-wire-arrived-1050-goris-2"
    )


def test_a_document_without_a_date_is_refused() -> None:
    undated = replace(document("12 people died."), published=None)

    with pytest.raises(DocumentError, match="the day on which it was published"):
        propose_claims(undated, zone=ZONE, places=PLACES)


def test_places_may_come_as_a_gazetteer() -> None:
    found = propose_claims(
        document("12 people died in Goris."), zone=ZONE, places=gazetteer_of(PLACES)
    )

    assert [each.place for each in found] == ["goris"]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("Goris", "goris"),
        ("goris", "goris"),
        ("Town of Goris", "goris"),
        ("Kelbajar", "kalbajar"),
        ("Kalpajar", "kalbajar"),
        ("Kalbajar District", "kalbajar"),
        ("Lower checkpoint", "old-bridge"),
        ("Garos", None),
        ("Berlin", None),
        ("", None),
    ],
)
def test_a_place_is_known_by_any_spelling_that_is_near_enough(name: str, id: str | None) -> None:
    assert gazetteer_of(PLACES).near(name) == id


def test_a_part_says_of_what_it_is_a_part() -> None:
    text = "4,400 people fled Goris, including 900 children and 350 women. In Sake 30 people fled."

    assert [(each.rule == "part-of", each.note) for each in claims(text)] == [
        (False, ""),
        (True, "part of 4,400"),
        (True, "part of 4,400"),
        (False, ""),
    ]


def test_a_bound_and_a_number_are_two_claims() -> None:
    text = (
        "More than 3,200 people came to Goris, the mayor said.\n\nSome 3,200 people came to Goris."
    )

    assert [each.qualifier for each in claims(text)] == ["more_than", "about"]


def test_the_repeat_that_names_place_and_speaker_is_the_one_that_is_quoted() -> None:
    text = "4,000 people died.\n\nThe mayor said that 4,000 people died in Goris."

    assert claim(text).start == text.rindex("4,000")


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("40 people died in Goris.", "stated"),
        ("The mayor of Goris resigned. Some 40 people died.", "uncertain"),
        ("The mayor spoke of Goris. He said it was hot. 40 people died in Goris.", "uncertain"),
    ],
)
def test_a_place_or_speaker_of_a_sentence_before_makes_it_uncertain(
    text: str, certainty: str
) -> None:
    assert claim(text).certainty == certainty


def test_a_name_before_a_colon_that_is_no_known_place_is_noted() -> None:
    text = "60 people left Goris.\n\nMilford: nobody left, except 40 children.\n"

    assert claims(text)[1].note == "place taken from before; unknown place 'Milford'?"


@pytest.mark.parametrize(
    "text",
    [
        "We do not expect that more than 10,000 people will come.",
        "It is not true that 900 people arrived.",
        "The ministry denied that 7,000 people had fled.",
    ],
)
def test_what_is_denied_is_only_claimed_and_hardly_believed(text: str) -> None:
    found = claim(text)

    assert (found.hedge, found.certainty, found.confidence) == ("claimed", "uncertain", 0.3)


def test_numbers_in_brackets_in_a_table_go_by_the_brackets_of_the_heading() -> None:
    text = "District | Families (Persons) affected | Injured (grave)\nGoris | 70 (280) | 26 (9)\n"

    assert [(each.value, each.unit, each.kind) for each in claims(text)] == [
        (70, "households", "other"),
        (280, "people", "other"),
        (26, "people", "injured"),
        (9, "people", "injured"),
    ]


def test_a_table_headed_by_weeks_counts_what_its_title_says() -> None:
    text = "New arrivals\n| Entry | Week 29 | Week 30 |\n| Goris | 388 | **145** |\n"

    assert [(each.value, each.kind, each.place) for each in claims(text)] == [
        (388, "arrived", "goris"),
        (145, "arrived", "goris"),
    ]


def test_zeros_in_a_table_are_no_figures() -> None:
    assert [each.value for each in claims("Town | Killed | Missing\nGoris | 12 | 0\n")] == [12]


def test_lines_of_a_label_and_a_figure_count_what_their_heading_says() -> None:
    text = "300 people died.\n\nDisplacement by district\n\nDorn: 520 families\n\nSake: 40 families"

    assert [each.kind for each in claims(text)] == ["killed", "displaced", "displaced"]
