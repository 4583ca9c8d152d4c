"""Laws of the rules for figures that hold for every text."""

from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from corridor.evidence.documents import Document, Sentence
from corridor.evidence.figures import propose_claims, propose_events
from tests.reports import PLACES, claims

ZONE = ZoneInfo("Asia/Yerevan")
PUBLISHED = datetime.fromisoformat("2023-09-25T18:00+04:00")

#: Seconds of processor time for 20,000 characters; the worst text found takes about half a second.
ENOUGH = 5.0

pieces = st.sampled_from(
    [
        *("12", "1,050", "120 000", "1.2 million", "dozens", "a third of", "99.9%", "two", "$3m"),
        *("people", "families", "trucks", "tonnes", "children", "killed", "were", "arrived", "in"),
        *("Goris", "Sake", "from", "to", "and", "of", "them", "said", "the mayor", "Anna Berg"),
        *("on Tuesday", "since 9 May", "at 22:00", "2015", "-", "–", ",", ".", ";", ":", "(", ")"),
        *('"', "“", "”", "'s", "\n", "\n\n", "  ", "\t", "\0", "№", "•", "°", "%", "/", "+374"),
        *("more than", "between", "up to", "another", "a total of", "number of", "road", "closed"),
    ]
)
worded = st.lists(pieces, max_size=60).map(" ".join)
glued = st.lists(pieces, max_size=40).map("".join)
texts = st.one_of(worded, glued, st.text(max_size=200))


def whole(text: str) -> Document:
    """A document whose only sentence is all of it."""
    sentences = (Sentence(text, 0, len(text)),) if text else ()
    return Document("report.txt", text, sentences, PUBLISHED, "Example Wire")


@given(texts)
@example("1" * 500 + " people killed")
@example("0." + "0" * 400 + " people killed")
@example("31 February 2023, 31/02/2023, 99:99, 25 p.m. 12 people died")
@example("(((12 people (killed")
@example("between 5 and")
def test_every_quote_is_the_text_at_its_offsets(text: str) -> None:
    for found in propose_claims(whole(text), zone=ZONE, places=PLACES):
        assert found.start is not None
        assert text[found.start : found.end] == found.quote
        assert all(0 <= span.start < span.end <= len(text) for span in found.spans)


@given(texts)
def test_every_event_is_the_text_at_its_offsets(text: str) -> None:
    for found in propose_events(whole(text), zone=ZONE, places=PLACES):
        assert text[found.start : found.end] == found.quote


@given(worded, st.sets(st.just("example-wire-killed-12-unknown")))
def test_ids_are_used_once_and_never_those_taken(text: str, taken: set[str]) -> None:
    ids = [each.id for each in claims(text, taken=taken)]

    assert len({*ids, *taken}) == len(ids) + len(taken)


@given(worded)
def test_no_figure_held_after_its_publication(text: str) -> None:
    last = PUBLISHED.replace(hour=23, minute=59, second=59)

    assert all(each.held.end <= last or each.held.end.year == 2023 for each in claims(text))


@given(worded)
@settings(max_examples=30)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert claims(text) == claims(text)


@pytest.mark.parametrize(
    "unit",
    [
        "1, 2, 3, ",
        "hundred and ",
        "12 people killed and ",
        '"5 people" ',
        "- 5 ",
        "(5 people ",
        "1.000",
        "said, ",
        "In Goris said Anna ",
        "from 5 to ",
        "5 killed in Sake. ",
    ],
)
def test_hostile_text_is_read_in_bounded_time(unit: str) -> None:
    text = (unit * 100_000)[:20_000]
    start = process_time()

    propose_claims(whole(text), zone=ZONE, places=PLACES)

    assert process_time() - start < ENOUGH
