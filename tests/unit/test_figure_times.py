"""Times in reports, seen from Monday 25 September 2023, 18:00."""

import pytest

from corridor.evidence.figures.times import find_times
from tests.reports import PUBLISHED, ZONE, claim, claims, tokens


def held(text: str) -> str:
    (found,) = find_times(tokens(text), PUBLISHED.date())
    return found.held(PUBLISHED, ZONE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on Tuesday", "2023-09-19"),
        ("on Monday", "2023-09-25"),
        ("last Monday", "2023-09-18"),
        ("on Monday night", "2023-09-25"),
        ("this weekend", "2023-09-24"),
        ("at the weekend", "2023-09-24"),
        ("yesterday", "2023-09-24"),
        ("overnight", "2023-09-25"),
        ("at 0600h", "2023-09-25T06:00+04:00"),
        ("at 1800 LT", "2023-09-25T18:00+04:00"),
        ("last night", "2023-09-24"),
        ("during the night", "2023-09-25"),
        ("last week", "2023-09-24"),
        ("last month", "2023-08"),
        ("last year", "2022"),
        ("earlier this month", "2023-09"),
        ("two days ago", "2023-09-23"),
        ("a week ago", "2023-09-18"),
        ("three months ago", "2023-06-25"),
        ("the day before", "2023-09-24"),
        ("on Friday and Saturday", "2023-09-23"),
        ("by Sunday noon", "2023-09-24T12:00+04:00"),
        ("at 8 in the morning", "2023-09-25T08:00+04:00"),
        ("at 14.20", "2023-09-25T14:20+04:00"),
        ("on 19 September", "2023-09-19"),
        ("on Sept. 19, 2022", "2022-09-19"),
        ("Tuesday, September 19,", "2023-09-19"),
        ("Tuesday 12 September, 9:00 a.m.", "2023-09-12T09:00+04:00"),
        ("on Friday, 15 September 2023", "2023-09-15"),
        ("on the 19th of September", "2023-09-19"),
        ("24-25 September", "2023-09-25"),
        ("between 3 and 5 March", "2023-03-05"),
        ("1-15 NOVEMBER", "2022-11-15"),
        ("in the first half of November", "2022-11-15"),
        ("in December 2022", "2022-12"),
        ("in April", "2023-04"),
        ("in 2015", "2015"),
        ("the early 1990s", "1999"),
        ("2023-09-24", "2023-09-24"),
        ("24/09/2023", "2023-09-24"),
        ("24.09.2023", "2023-09-24"),
        ("24.09, evening", "2023-09-24"),
        ("as of 9 a.m.", "2023-09-25T09:00+04:00"),
        ("by noon on Monday", "2023-09-25T12:00+04:00"),
        ("at about 6 a.m. on Sunday", "2023-09-24T06:00+04:00"),
        ("at 22:00 on 24 September", "2023-09-24T22:00+04:00"),
        ("at 2100 GMT on Saturday", "2023-09-24T01:00+04:00"),
        ("12 September, 9:00 a.m.", "2023-09-12T09:00+04:00"),
        ("as of 9 p.m.", "2023-09-25T18:00+04:00"),
        ("since Sunday", "2023-09-25"),
        ("since the collapse of the truce on 19 September", "2023-09-25"),
        ("in the past 24 hours", "2023-09-25"),
        ("so far", "2023-09-25"),
        ("next Tuesday", "2023-09-25"),
        ("between Wednesday and Saturday", "2023-09-23"),
        ("on the 20th", "2023-09-20"),
    ],
)
def test_words_of_time_are_resolved_against_publication(text: str, expected: str) -> None:
    assert held(text) == expected


@pytest.mark.parametrize(
    "text", ["2000 people", "it may rain", "they march on", "a sat phone", "12 people", "3-1"]
)
def test_words_that_are_no_time_are_none(text: str) -> None:
    assert find_times(tokens(text), PUBLISHED.date()) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The mayor said on Monday that 12 people died on Friday.", "2023-09-22"),
        ("At least 12 people died, the mayor said on Saturday.", "2023-09-23"),
        ("The toll of Friday's quake rose to 134, the mayor said.", "2023-09-25"),
        ("On 20 September 12 people died and on Saturday 5 more died.", "2023-09-20"),
        ("12 people, one of them a man born in 1958, were killed.", "2023-09-25"),
        ("More than 1,300 people died off the coast last year.", "2022"),
        ("The toll rose to 134 from 97 a day earlier.", "2023-09-25"),
        ("12 people died.", "2023-09-25"),
        ("On 28-08-2023 12 people died.", "2023-08-28"),
        ("At 17 h 00 on Sunday 12 people died.", "2023-09-24T17:00+04:00"),
        ("By 18.00 WIB 12 people had died.", "2023-09-25T18:00+04:00"),
        ("Some 300 people have fled the war, which broke out in April.", "2023-09-25"),
        ("Some 300 people fled six days after the quakes of 28 August.", "2023-09-25"),
    ],
)
def test_a_figure_holds_at_the_time_of_its_clause(text: str, expected: str) -> None:
    assert claims(text)[0].held.text == expected


def test_a_report_that_says_as_of_when_it_speaks_holds_then() -> None:
    text = "As of 24 September, 22:00, 1,050 people had arrived in Goris.\n\n770 were registered."

    assert {each.held.text for each in claims(text)} == {"2023-09-24T22:00+04:00"}


@pytest.mark.parametrize("leads", ["Status on", "As at"])
def test_a_line_that_says_when_a_report_closed_dates_all_of_it(leads: str) -> None:
    text = f"{leads} 12 September: 300 people are displaced.\n\nSome 40 are registered."

    assert {each.held.text for each in claims(text)} == {"2023-09-12"}


def test_a_title_with_two_days_dates_the_report_to_the_last() -> None:
    text = "Dorn flood update 12 September to 14 September 2023\n\n300 people are displaced."

    assert claim(text).held.text == "2023-09-14"


def test_what_is_planned_holds_at_publication() -> None:
    assert claim("The city expects 4,000 people by 1 March.").held.text == "2023-09-25"


@pytest.mark.parametrize("words", ["In the 2021 flood, 12", "During the 2021 war 12"])
def test_what_happened_in_a_year_held_in_it(words: str) -> None:
    assert claim(f"{words} people died.").held.text == "2021"


def test_a_column_holds_on_the_day_in_its_heading() -> None:
    text = "Town | Arrivals, 1 May | Arrivals, 2 May\nGoris | 300 | 400\nSake | 30 | 40\n"

    assert [each.held.text for each in claims(text)] == ["2023-05-01", "2023-05-02"] * 2


def test_a_column_of_people_in_shelters_counts_people_sheltered() -> None:
    found = claims("Town | In shelters\nGoris | 300\nSake | 30\n")

    assert [(each.kind, each.unit) for each in found] == [("sheltered", "people")] * 2


def test_the_number_from_which_it_rose_is_not_new() -> None:
    assert claims("3,000 people arrived, up from 2,000 a week ago.")[1].counting == ""
