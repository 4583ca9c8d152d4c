"""Numbers in reports: digits and words, what bounds them, and ranges."""

import pytest

from corridor.evidence.figures.amounts import Amount, find_amounts
from tests.reports import tokens


def amount(text: str) -> Amount:
    (found,) = find_amounts(tokens(text), frozenset())
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("120,000 people", 120_000),
        ("120 000 people", 120_000),
        ("120\u202f000 people", 120_000),
        ("120\u00a0000 people", 120_000),
        ("120.000 people", 120_000),
        ("1.234.567 people", 1_234_567),
        ("1,20,000 people", 120_000),
        ("4 500 people", 4_500),
        ("1.2 million people", 1_200_000),
        ("1.250 million people", 1_250_000),
        ("1,2 million people", 1_200_000),
        ("1.2m people", 1_200_000),
        ("40k people", 40_000),
        ("23.4K people", 23_400),
        ("2.5-million people", 2_500_000),
        ("99.9% of", 99.9),
        ("99,9 % of", 99.9),
        ("1.1 lakh people", 110_000),
        ("two crore people", 20_000_000),
        ("six people", 6),
        ("twenty-five people", 25),
        ("twenty five people", 25),
        ("a hundred and twenty people", 120),
        ("two hundred and fifty thousand people", 250_000),
        ("six hundred thousand two hundred people", 600_200),
        ("half a million people", 500_000),
        ("one and a half million people", 1_500_000),
        ("four and a half thousand people", 4_500),
        ("a dozen people", 12),
        ("two dozen people", 24),
        ("a third of people", 33.3333),
        ("two-thirds of people", 66.6667),
        ("three quarters of people", 75),
        ("half of people", 50),
        ("one in five people", 20),
        ("eight out of ten people", 80),
    ],
)
def test_a_number_has_its_value(text: str, value: float) -> None:
    assert amount(text).value == value


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("dozens of people", 24, 99),
        ("scores of people", 40, 99),
        ("hundreds of people", 200, 999),
        ("thousands of people", 2_000, 9_999),
        ("tens of thousands of people", 20_000, 99_999),
        ("several hundred people", 200, 900),
        ("a few thousand people", 2_000, 9_000),
        ("between 5,000 and 6,000 people", 5_000, 6_000),
        ("from 10 to 20 people", 10, 20),
        ("5 to 6 million people", 5e6, 6e6),
        ("10-15 thousand people", 10_000, 15_000),
        ("5,000–6,000 people", 5_000, 6_000),
        ("two or three people", 2, 3),
        ("90 or maybe 95 people", 90, 95),
        ("20 to 25 per cent", 20, 25),
    ],
)
def test_a_range_has_its_ends(text: str, low: float, high: float) -> None:
    found = amount(text)

    assert (found.value, found.low, found.high) == (None, low, high)


def test_a_change_from_one_number_to_another_is_two_amounts() -> None:
    found = find_amounts(tokens("The toll rose from 97 to 134."), frozenset())

    assert [each.value for each in found] == [97, 134]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("200 people", "exact"),
        ("only 200 people", "exact"),
        ("more than 200 people", "more_than"),
        ("over 200 people", "more_than"),
        ("well over 200 people", "more_than"),
        ("3,000+ people", "more_than"),
        ("at least 400 people", "at_least"),
        ("no fewer than twelve people", "at_least"),
        ("200 or more people", "at_least"),
        ("at least another 30 people", "at_least"),
        ("up to 400 people", "at_most"),
        ("as many as 3,820 people", "at_most"),
        ("no more than 9,000 people", "at_most"),
        ("fewer than 2,000 people", "less_than"),
        ("just under 200 people", "less_than"),
        ("under £3 million", "less_than"),
        ("about 200 people", "about"),
        ("only about 61 people", "about"),
        ("nearly 30,000 people", "about"),
        ("almost a million people", "about"),
        ("an estimated 9,400 people", "about"),
        ("~200 people", "about"),
        ("some 200-odd people", "about"),
        ("roughly half of people", "about"),
        ("between 5 and 6 people", "between"),
        ("dozens of people", ""),
    ],
)
def test_words_beside_a_number_bound_it(text: str, qualifier: str) -> None:
    assert amount(text).qualifier == qualifier


@pytest.mark.parametrize(
    ("text", "counting"),
    [("another 200 people", "new"), ("a total of 45 people", "cumulative"), ("45 people", "")],
)
def test_words_beside_a_number_say_how_it_counts(text: str, counting: str) -> None:
    assert amount(text).counting == counting


@pytest.mark.parametrize(
    "text", ["a person", "an hour", "few people", "dozen", "1" * 400, "the second half"]
)
def test_words_that_are_no_number_are_none(text: str) -> None:
    assert [each for each in find_amounts(tokens(text), frozenset()) if each.high != 12] == []
