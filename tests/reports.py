"""Short reports for tests: a text as a document, and the claims and events found in it."""

import re
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from corridor.evidence import Claim
from corridor.evidence.documents import Document, Sentence
from corridor.evidence.documents.sentences import sentences_in
from corridor.evidence.figures import ProposedEvent, propose_claims, propose_events
from corridor.evidence.figures.tokens import Token, tokenise

ZONE = ZoneInfo("Asia/Yerevan")
#: A Monday.
PUBLISHED = datetime.fromisoformat("2023-09-25T18:00+04:00")


class Known(NamedTuple):
    """A place that a scenario knows."""

    id: str
    name: str
    alt_names: tuple[str, ...] = ()


class Road(NamedTuple):
    """A link that a scenario knows."""

    id: str
    start: str
    end: str


PLACES = (
    Known("goris", "Goris"),
    Known("old-bridge", "Old Bridge", ("Lower checkpoint",)),
    Known("kalbajar", "Kalbajar district", ("Kelbajar", "Karvachar")),
)


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of every line."""
    lines = re.finditer(r"[^\n]+", text)
    return tuple(each for line in lines for each in sentences_in(text, *line.span()))


def document(text: str, *, publisher: str = "Example Wire") -> Document:
    return Document("report.txt", text, sentences(text), PUBLISHED, publisher)


def claims(
    text: str, *, places: Iterable[Known] = PLACES, taken: Collection[str] = ()
) -> tuple[Claim, ...]:
    return propose_claims(document(text), zone=ZONE, places=places, taken=taken)


def claim(text: str) -> Claim:
    """The only claim of a text."""
    (found,) = claims(text)
    return found


def events(text: str, *, links: Iterable[Road] = ()) -> tuple[ProposedEvent, ...]:
    return propose_events(document(text), zone=ZONE, places=PLACES, links=links)


def tokens(text: str) -> tuple[Token, ...]:
    return tokenise(Sentence(text, 0, len(text)))
