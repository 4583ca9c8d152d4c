"""Readings for tests: what reading a file might have found, made of plain words."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

from corridor.evidence import Claim
from corridor.review.reading import Reading
from corridor.review.rows import ProposedRow, proposed_row

ZONE = ZoneInfo("Africa/Nairobi")

REPORT = (
    "Entry Town, 2 March. The town hall said 1,900 people had arrived by noon. "
    "The mayor of North, who spoke by telephone, put those who remain at 2,500.\n"
    "The road from North was closed on Sunday.\n"
)


def claim_of(text: str, quote: str, document: str, **fields: str) -> Claim:
    """A proposed claim whose quote stands in the text."""
    start = text.index(quote)
    cells = {
        "id": f"{fields.get('kind', 'arrived')}-{quote.split(maxsplit=1)[0].replace(',', '')}",
        "kind": "arrived",
        "value": quote.split(maxsplit=1)[0].replace(",", ""),
        "unit": "people",
        "place": "entry",
        "held": "2030-03-02T12:00+03:00",
        "published": "2030-03-02T14:00+03:00",
        "said_by": "Entry town hall",
        "published_by": "Example Gazette",
        "document": document,
        "quote": quote,
        "start": str(start),
        "end": str(start + len(quote)),
        "grade": "D",
        "status": "proposed",
        "certainty": "stated",
        "rule": "number-noun",
        "confidence": "0.95",
    }
    return Claim.model_validate(cells | fields, context=ZONE)


def closure(text: str, document: str, **cells: str) -> ProposedRow:
    """The closure of the road from North, as a proposed row of the timeline."""
    quote = "The road from North was closed"
    start = text.index(quote)
    plain: Mapping[str, str] = {
        "id": "north-road-closed",
        "time": "2030-03-03T06:00+03:00",
        "published": "2030-03-03T08:00+03:00",
        "action": "close",
        "target": "north-junction",
        "certainty": "uncertain",
        "document": document,
        "quote": quote,
        "start": str(start),
        "end": str(start + len(quote)),
        "rule": "road-closed",
        "confidence": "0.7",
    }
    return proposed_row("timeline.csv", {**plain, **cells})


def reading_of(text: str = REPORT, name: str = "report.txt") -> Reading:
    """What is read from the report: two figures and a closure."""
    claims = (
        claim_of(text, "1,900 people", name),
        claim_of(
            text, "2,500", name, kind="population", place="north", held="2030-03-02",
            said_by="Mayor of North", confidence="0.6", speech="paraphrase",
        ),
    )  # fmt: skip
    return Reading(Path(name), name, text, claims, (closure(text, name),))
