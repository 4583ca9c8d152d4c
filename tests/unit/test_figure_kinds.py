"""What a figure counts: value, unit and kind of every figure in a sentence."""

import csv
from pathlib import Path

import pytest

from corridor.evidence import Claim
from tests.reports import claim, claims

CASES = Path(__file__).with_name("figure_cases.csv")


def cases() -> list[tuple[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return [(row["text"], row["figures"]) for row in csv.DictReader(file)]


def shown(found: Claim) -> str:
    ends = (found.low, found.high) if found.value is None else (found.value,)
    figures = "-".join(f"{end:.1f}".removesuffix(".0") for end in ends if end is not None)
    return f"{figures} {found.unit} {found.kind}"


@pytest.mark.parametrize(("text", "figures"), cases(), ids=lambda part: part[:40])
def test_a_sentence_gives_its_figures_and_no_others(text: str, figures: str) -> None:
    assert "; ".join(map(shown, claims(text))) == figures


@pytest.mark.parametrize(
    "text",
    [
        "In 2015 the 2020 war was not foreseen.",
        "The 35-year-old, aged 12 at the time, lives on the 5th floor.",
        "Edin Hodo, 44, is a councillor.",
        "The flats of children under 5 and men over 60.",
        "A family of five lives there.",
        "Resolution 2254 and Article 7 of Law No. 12 apply, see page 31 of report no. 6.",
        "The M4 highway, route 66, a T-72, a Su-25 and a BM-21.",
        "The team won 3-1.",
        "Handball: North 31, South 29 in the league.",
        "Call +374 10 555 123, 0 800 332 614 or 555-0123.",
        "Missing: 0 800 332 614",
        "It is 27 degrees and 12 °C.",
        "35 signatures | Sign the petition",
        "1. First, (2) second, and this too.[3]",
        "See https://example.org/2023/12/report-45 or mail desk24@example.org.",
        "Version 2.5 of form A/RES/72/1 and record SR-2023-014.",
        "39.81528° N, 46.75194° E",
        "Phase 3 and category 4 hold.",
        "Reading time: 2 min read",
        "Diesel costs 500 pounds a litre.",
        "Inflation reached 12 per cent and the party won 30 per cent of the vote.",
        "No casualties were reported.",
        "He has two questions, three goals and four reasons.",
        "The meeting began three hours late.",
        "The two dogs of the owner of house No. 14 died.",
        "They drew, with 31 points from 14 games in the league.",
        "Windows 11 is needed, and Flight 714 carried mail.",
        "The party has 41 seats after a vote of 12 to 3.",
        "The film cost $200 million and won 3 Oscars.",
        "She has three children and works 24 hours a day.",
        "One of the reasons is cost. No one came at half past nine.",
    ],
    ids=lambda text: text[:40],
)
def test_numbers_that_are_no_figures_are_left_out(text: str) -> None:
    assert claims(text) == ()


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("The storm displaced 400 people.", "flow"),
        ("400 people are displaced.", "stock"),
        ("400 people fled their homes.", "flow"),
        ("There are 400 internally displaced people.", "stock"),
        ("400 people arrived.", "flow"),
        ("400 people are staying in tents.", "stock"),
        ("400 people remain trapped.", "stock"),
        ("400 houses were destroyed.", ""),
    ],
)
def test_stock_and_flow_are_told_apart(text: str, measure: str) -> None:
    assert claim(text).measure == measure


@pytest.mark.parametrize(
    ("text", "counting"),
    [
        ("Another 200 people arrived.", "new"),
        ("200 people arrived overnight.", "new"),
        ("In the past 24 hours 200 people arrived.", "new"),
        ("There were 200 newly displaced people.", "new"),
        ("So far 200 people have arrived.", "cumulative"),
        ("200 people have arrived since Sunday.", "cumulative"),
        ("A total of 200 people arrived.", "cumulative"),
        ("By 20 September, 200 people had arrived.", "cumulative"),
        ("200 people are displaced.", ""),
    ],
)
def test_new_and_cumulative_counts_are_told_apart(text: str, counting: str) -> None:
    assert claim(text).counting == counting


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Two people died.", "stated"),
        ("An estimated 200 people died.", "stated"),
        ("The army claimed that 200 soldiers were killed.", "claimed"),
        ("The army denied that 200 people were killed.", "claimed"),
        ("The army said 200 were killed, a claim that could not be verified.", "claimed"),
        ("Reportedly 200 people were killed.", "hedged"),
        ("As many as 200 people may have died.", "hedged"),
        ("Officials fear that 200 people died.", "hedged"),
        ("According to provisional figures 200 people were killed.", "hedged"),
    ],
)
def test_how_far_a_text_stands_by_a_figure_is_kept(text: str, hedge: str) -> None:
    assert claim(text).hedge == hedge


def test_a_fact_is_no_plan() -> None:
    kinds = [each.kind for each in claims("It moved 500 people and plans to move 700 families.")]

    assert kinds == ["evacuated", "planning"]


def test_lines_under_headings_are_a_table() -> None:
    text = (
        "District     Displaced   Households   Deaths\n"
        "Goris            1,200          310        4\n"
        "Sisian             800          190        -\n"
        "Total            2,000          500        4\n"
    )
    found = claims(text)

    assert [(shown(each), each.place) for each in found[:3]] == [
        ("1200 people displaced", "goris"),
        ("310 households displaced", "goris"),
        ("4 people killed", "goris"),
    ]
    assert [each.place for each in found[3:5]] == ["Sisian", "Sisian"]
    assert len(found) == 7


def test_the_sentence_that_leads_to_a_list_says_what_befell_its_items() -> None:
    found = claims("Still missing this morning:\n- 12 fishermen from Pora\n- 14 women\n")

    assert [shown(each) for each in found] == ["12 people missing", "14 people missing"]
