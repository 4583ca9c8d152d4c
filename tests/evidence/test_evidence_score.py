"""The score of proposed figures, on proposals made by hand."""

from zoneinfo import ZoneInfo

import pytest

from corridor.evidence.claim import Claim
from corridor.evidence.figures import ProposedEvent
from tests.evidence.events import event_report, judge_events
from tests.evidence.judge import (
    Rates,
    Ratio,
    accuracies,
    calibration,
    intervals,
    judge,
    rates,
    with_first_kinds,
)
from tests.evidence.passages import EventLabel, Label, Labelled, Passage
from tests.evidence.report import mistakes, report

TEXT = (
    "More than 200 people died in Sake on Tuesday, Olha Marchenko said. "
    "The camp in Goma holds 40 families; 40 more are on the road. "
    "Dozens are missing. Wind: 90 km/h."
)
TOLL = Label(
    quote="More than 200 people",
    value=200,
    qualifier="more_than",
    kind=("killed",),
    place=("cd-sk",),
    held=("2025-03-11",),
    said_by=("Olha Marchenko",),
    counting="cumulative",
)
CAMP = Label(
    quote="40 families", value=40, kind=("sheltered",), unit=("households",), place=("Goma",)
)
ROAD = Label(quote="40 more", value=40, kind=("sheltered",), unit=("households",), place=("Goma",))
MISSING = Label(
    quote="Dozens", low=24, high=99, vague=True, kind=("missing",), place=("",), held=("",)
)
WIND = Label(
    quote="90 km/h", value=90, kind=("other",), unit=("other",), place=("",), optional=True
)


def passage(*labels: Label) -> Labelled:
    return Labelled(
        "made-by-hand",
        Passage(
            published="2025-03-14T18:20+02:00",
            zone="Africa/Lubumbashi",
            publisher="Lakes Dispatch",
            places={"cd-sk": ("Sake", "Saké")},
            style="test",
            text=TEXT,
            figures=labels,
        ),
    )


def claim(quote: str, kind: str, value: str = "", **cells: str) -> Claim:
    start = TEXT.index(quote)
    given = {
        "id": "p1",
        "kind": kind,
        "value": value,
        "unit": "people",
        "place": "Goma",
        "held": "2025-03-14",
        "published": "2025-03-14",
        "said_by": "Lakes Dispatch",
        "published_by": "Lakes Dispatch",
        "document": "made-by-hand.txt",
        "quote": quote,
        "start": str(start),
        "end": str(start + len(quote)),
        "grade": "E",
        "status": "proposed",
        "certainty": "stated",
    } | cells
    filled = {name: cell for name, cell in given.items() if cell}
    return Claim.model_validate(filled, context=ZoneInfo("Africa/Lubumbashi"))


PERFECT = claim(
    "More than 200 people",
    "killed",
    "200",
    qualifier="more_than",
    place="Saké",
    held="2025-03-11",
    said_by="Olha Marchenko",
    speech="paraphrase",
    measure="flow",
    counting="cumulative",
    hedge="stated",
    confidence="0.95",
)


def test_a_perfect_proposal_scores_one_in_everything() -> None:
    outcome = judge(passage(TOLL), [PERFECT])

    assert rates([outcome]) == Rates(1.0, 1.0, 1.0)
    right = {name: ratio for name, ratio in accuracies([outcome]).items() if ratio.of}
    assert right == dict.fromkeys(
        (
            "place",
            "day",
            "speaker",
            "named speaker",
            "qualifier",
            "speech",
            "measure",
            "counting",
            "hedge",
        ),
        Ratio(1, 1),
    )


def test_nothing_proposed_recalls_nothing() -> None:
    assert rates([judge(passage(TOLL, CAMP), [])]) == Rates(1.0, 0.0, 0.0)


def test_one_false_alarm_beside_one_hit_halves_the_precision() -> None:
    alarm = claim("Tuesday", "killed", "2")

    outcome = judge(passage(TOLL), [PERFECT, alarm])

    assert outcome.extra == (alarm,)
    assert rates([outcome]) == pytest.approx((0.5, 1.0, 2 / 3))


@pytest.mark.parametrize(
    "wrong",
    [
        claim("More than 200 people", "injured", "200"),
        claim("More than 200 people", "killed", "200", unit="households"),
        claim("More than 200 people", "killed", "202"),
        claim("More than 200 people", "killed", "", low="200", high="400"),
    ],
    ids=["kind", "unit", "value", "range"],
)
def test_a_wrong_kind_unit_or_value_is_a_miss_and_a_false_alarm(wrong: Claim) -> None:
    outcome = judge(passage(TOLL), [wrong])

    assert (outcome.hits, outcome.missed, outcome.extra) == ((), (TOLL,), (wrong,))


def test_a_value_within_half_a_per_cent_is_the_same() -> None:
    assert judge(passage(TOLL), [claim("More than 200 people", "killed", "200.9")]).missed == ()


def test_a_second_proposal_of_one_figure_is_a_false_alarm() -> None:
    assert len(judge(passage(TOLL), [PERFECT, PERFECT]).extra) == 1


def test_of_two_equal_figures_each_goes_with_the_words_that_carry_it() -> None:
    road = claim("40 more", "sheltered", "40", unit="households", place="Sake")
    camp = claim("40 families", "sheltered", "40", unit="households")

    outcome = judge(passage(CAMP, ROAD), [road, camp])

    assert outcome.hits == ((CAMP, camp), (ROAD, road))


def test_a_second_kind_of_a_label_is_right_too() -> None:
    either = CAMP.model_copy(update={"kind": ("sheltered", "displaced")})
    found = claim("40 families", "displaced", "40", unit="households")

    outcome = judge(passage(either), [found])

    assert outcome.hits == ((either, found),)
    assert with_first_kinds(outcome).extra == (found,)


def test_a_proposal_on_optional_words_counts_for_nothing() -> None:
    wind = claim("90 km/h", "vehicles", "90")

    outcome = judge(passage(WIND), [wind])

    assert (outcome.hits, outcome.missed, outcome.extra) == ((), (), ())


@pytest.mark.parametrize(
    ("low", "high", "hits"), [(20, 100, 1), (12, 99, 1), (11, 99, 0), (24, 199, 0)]
)
def test_a_vague_word_leaves_a_factor_of_two_at_each_end(low: int, high: int, hits: int) -> None:
    vague = claim("Dozens", "missing", "", low=str(low), high=str(high))

    assert len(judge(passage(MISSING), [vague]).hits) == hits


@pytest.mark.parametrize(
    ("field", "cells"),
    [
        ("place", {"place": "Goma"}),
        ("day", {"held": "2025-03-12"}),
        ("day", {"held": "2025-03"}),
        ("speaker", {"said_by": "Lakes Dispatch"}),
        ("qualifier", {"qualifier": "at_least"}),
        ("speech", {"speech": "direct"}),
        ("measure", {"measure": "stock"}),
        ("counting", {"counting": "new"}),
        ("hedge", {"hedge": "claimed"}),
    ],
)
def test_a_field_read_wrongly_is_wrong_and_the_figure_still_found(
    field: str, cells: dict[str, str]
) -> None:
    given = PERFECT.model_dump() | {"held": PERFECT.held.text} | cells
    read = Claim.model_validate(given, context=ZoneInfo("Africa/Lubumbashi"))

    outcome = judge(passage(TOLL), [read])

    wrong = {name for name, ratio in accuracies([outcome]).items() if ratio.right < ratio.of}
    assert wrong - {"named speaker"} == {field}
    assert rates([outcome]).f1 == 1.0
    assert f"{field:13} of 'More than 200 people'" in mistakes([outcome])


@pytest.mark.parametrize(
    ("said_by", "right"),
    [
        ("Marchenko", True),
        ("mayor Olha Marchenko", True),
        ("Olha", False),
        ("Petro Marchuk", False),
        ("Lakes Dispatch, which was told so by the mayor Olha Marchenko", False),
    ],
)
def test_a_speaker_matches_by_the_head_of_the_name(said_by: str, right: bool) -> None:
    read = claim("More than 200 people", "killed", "200", said_by=said_by)

    assert accuracies([judge(passage(TOLL), [read])])["speaker"] == Ratio(int(right), 1)


@pytest.mark.parametrize(
    ("held", "day", "hour"),
    [
        ("2025-03-11T18:40+02:00", 1, 1),
        ("2025-03-11T16:10+00:00", 1, 1),
        ("2025-03-11T19:00+02:00", 1, 0),
        ("2025-03-11", 1, 0),
    ],
)
def test_the_hour_is_scored_where_the_label_has_one(held: str, day: int, hour: int) -> None:
    label = TOLL.model_copy(update={"held": ("2025-03-11T18:00",)})
    read = claim("More than 200 people", "killed", "200", held=held)

    found = accuracies([judge(passage(label), [read])])

    assert (found["day"], found["hour"]) == (Ratio(day, 1), Ratio(hour, 1))


def test_without_a_speaker_the_publisher_said_it() -> None:
    read = claim("40 families", "sheltered", "40", unit="households")

    assert accuracies([judge(passage(CAMP), [read])])["speaker"] == Ratio(1, 1)


def test_confidence_is_compared_with_how_often_it_is_right() -> None:
    sure_and_wrong = claim("Tuesday", "killed", "2", confidence="0.9")
    unsure_and_right = claim("40 families", "sheltered", "40", unit="households", confidence="0.4")

    outcome = judge(passage(TOLL, CAMP), [PERFECT, sure_and_wrong, unsure_and_right])

    assert calibration([outcome]) == {
        0.9: Ratio(1, 2),
        0.7: Ratio(0, 0),
        0.5: Ratio(0, 0),
        0.0: Ratio(1, 1),
    }


def test_the_interval_holds_the_score_and_is_a_point_where_passages_agree() -> None:
    found = judge(passage(TOLL), [PERFECT])
    lost = judge(passage(TOLL), [])

    (low, high) = intervals([found, lost, found, lost])[2]

    assert low < rates([found, lost]).f1 < high
    assert intervals([found, found]) == [(1.0, 1.0)] * 3


def test_the_interval_is_the_central_ninety_per_cent() -> None:
    found = judge(passage(TOLL), [PERFECT])
    lost = judge(passage(TOLL), [])

    (low, high) = intervals([found, lost] * 50)[1]

    # Half of 100 found: 1.645 standard deviations of 0.05 to each side.
    assert (low, high) == pytest.approx((0.418, 0.582), abs=0.02)


def test_the_report_gives_the_score_as_a_table() -> None:
    text = report("develop", [judge(passage(TOLL, CAMP), [PERFECT])])

    assert "1 passages, 2 figures; 1 found, 1 missed, 0 added" in text
    assert "| recall | 0.500 | 0.500 to 0.500 |" in text
    assert "| speaker | 1.000 | 1 |" in text


def test_a_speaker_that_the_text_names_is_also_scored_apart() -> None:
    anyone = accuracies([judge(passage(TOLL, CAMP), [PERFECT])])
    nobody = accuracies(
        [judge(passage(CAMP), [claim("40 families", "sheltered", "40", unit="households")])]
    )

    assert (anyone["named speaker"], nobody["named speaker"]) == (Ratio(1, 1), Ratio(0, 0))


def event(name: str, quote: str, *, place: str = "Goma", day: str = "2025-03-11") -> ProposedEvent:
    start = TEXT.index(quote)
    return ProposedEvent(
        id="",
        time=f"{day}T12:00+02:00",
        published="2025-03-14T18:20+02:00",
        action="note",
        target="",
        value="",
        source="",
        certainty="uncertain",
        note="",
        event=name,
        place=place,
        quote=quote,
        start=start,
        end=start + len(quote),
        confidence=0.8,
    )


def test_events_are_matched_by_sort_and_words() -> None:
    labels = (
        EventLabel(quote="died in Sake", event="attack", place=("Sake",), held=("2025-03-11",)),
        EventLabel(quote="on the road", event="road_closed", place=("",), held=("",)),
        EventLabel(quote="Wind", event="attack", place=("",), held=("",), optional=True),
    )
    made = passage()
    labelled = Labelled("events", made.passage.model_copy(update={"events": labels}))
    proposed = [
        event("attack", "people died", place="Saké"),
        event("control", "on the road"),
        event("attack", "Wind: 90"),
    ]

    outcome = judge_events(labelled, proposed)

    assert [label.event for label, _ in outcome.hits] == ["attack"]
    assert [label.quote for label in outcome.missed] == ["on the road"]
    assert [each.event for each in outcome.extra] == ["control"]
    assert "| precision | 0.500 | 2 |" in event_report([outcome])
    assert "| place | 1.000 | 1 |" in event_report([outcome])
