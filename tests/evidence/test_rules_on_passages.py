"""The rules on the passages that they were developed on. The others are scored by hand, once."""

from functools import cache

from tests.evidence.judge import Outcome, accuracies, judge, rates
from tests.evidence.passages import load_passages
from tests.evidence.score import propose


@cache
def outcomes() -> tuple[Outcome, ...]:
    return tuple(judge(labelled, propose(labelled)) for labelled in load_passages("develop"))


def test_figures_are_found_with_their_unit_and_kind() -> None:
    assert rates(outcomes()).f1 >= 0.85


def test_figures_found_have_the_right_speaker_and_qualifier() -> None:
    found = accuracies(outcomes())

    assert found["speaker"].value >= 0.75
    assert found["qualifier"].value >= 0.95


def test_words_of_every_proposal_stand_where_it_says() -> None:
    for labelled in load_passages("develop"):
        text = labelled.passage.text
        for claim in propose(labelled):
            assert claim.start is not None
            assert text[claim.start : claim.end] == claim.quote
