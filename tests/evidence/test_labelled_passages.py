"""The labelled passages are sound: what they say can be found in their texts."""

import re
from itertools import pairwise

import pytest

from corridor.evidence.times import parse_held, parse_published
from tests.evidence.passages import Labelled, load_passages

DEVELOP = load_passages("develop")
ONCE = load_passages("once")
UNSEEN = load_passages("unseen")
HELD_OUT = load_passages("held_out")
HELD_OUT_2 = load_passages("held_out_2")
EACH = pytest.mark.parametrize(
    "labelled",
    [*DEVELOP, *ONCE, *UNSEEN, *HELD_OUT, *HELD_OUT_2],
    ids=lambda labelled: str(labelled.name),
)


def test_there_are_at_least_thirty_passages_in_each_set() -> None:
    assert min(len(DEVELOP), len(ONCE), len(UNSEEN), len(HELD_OUT), len(HELD_OUT_2)) >= 30


def test_no_passage_is_in_two_sets() -> None:
    passages = [*DEVELOP, *ONCE, *UNSEEN, *HELD_OUT, *HELD_OUT_2]
    texts = [labelled.passage.text for labelled in passages]
    names = [labelled.name for labelled in passages]

    assert len({*texts}) == len(texts)
    assert len({*names}) == len(names)


@EACH
def test_every_quote_stands_in_its_passage(labelled: Labelled) -> None:
    for label in labelled.passage.figures:
        assert all(start < end for start, end in labelled.spans(label))


@EACH
def test_no_words_carry_two_figures(labelled: Labelled) -> None:
    spans = sorted(span for label in labelled.passage.figures for span in labelled.spans(label))

    assert all(end <= start for (_, end), (start, _) in pairwise(spans))


@EACH
def test_no_figure_held_after_it_was_published(labelled: Labelled) -> None:
    published = parse_published(labelled.passage.published, labelled.zone)
    local = published.astimezone(labelled.zone).isoformat()
    times = [time for label in labelled.passage.figures for time in label.held]

    assert [time for time in times if time > local[: len(time)]] == []


@EACH
def test_times_of_a_passage_exist(labelled: Labelled) -> None:
    times = {time for label in labelled.passage.figures for time in label.held if time}

    assert all(parse_held(time[:10], labelled.zone) for time in times)


@EACH
def test_named_speakers_stand_in_their_passage(labelled: Labelled) -> None:
    text = _plain(labelled.passage.text)
    speakers = {name for label in labelled.passage.figures for name in (*label.said_by, *label.via)}

    assert [
        name for name in speakers if _plain(name) not in text and name != labelled.passage.publisher
    ] == []


@EACH
def test_places_stand_in_their_passage(labelled: Labelled) -> None:
    passage = labelled.passage
    text = _plain(" ".join([passage.text, *passage.places]))
    places = {name for label in passage.figures for name in label.place if not label.optional}

    assert [name for name in places if _plain(name) not in text] == []


@EACH
def test_every_event_stands_once_in_its_passage(labelled: Labelled) -> None:
    events = labelled.passage.events or ()

    assert [each for each in events if labelled.passage.text.count(each.quote) != 1] == []


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.casefold())
