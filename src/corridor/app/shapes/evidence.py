"""Ledgers, documents and counts as they are asked for and answered."""

from datetime import datetime
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, ConfigDict, Field, JsonValue

from corridor.app.shapes.common import Given, ProblemShape, Shape, StepShape
from corridor.app.shapes.scenarios import CountShape, ParameterShape

#: Fields of a claim or proposed row, as ``corridor ledger list --json`` has them.
Record: TypeAlias = dict[str, JsonValue]

Id: TypeAlias = Annotated[str, Field(max_length=128)]


class LedgerShape(Shape):
    """Claims, and rows proposed for tables."""

    version: int
    claims: tuple[Record, ...]
    rows: tuple[Record, ...]


class RivalsShape(Shape):
    """Groups of rivals, with the ranges that they give."""

    version: int
    how: str
    groups: tuple[Record, ...]


class HistoryShape(Shape):
    """The steps of a ledger's history."""

    version: int
    entries: tuple[StepShape, ...]


class StepDone(Shape):
    """A change that was made."""

    version: int
    entry: StepShape
    notes: tuple[str, ...] = ()


class Ids(Given):
    """Claims or proposed rows."""

    ids: tuple[Id, ...] = Field(min_length=1, max_length=10_000)


class Rejection(Ids):
    """Claims or proposed rows, and why they are rejected."""

    reason: str = Field(max_length=2000)


class Correction(Given):
    """Other texts for fields of a claim or proposed row."""

    id: Id
    fields: dict[str, str] = Field(min_length=1, max_length=50)


class Use(Ids):
    """A number of the scenario that is to rest on claims."""

    address: str = Field(max_length=300, examples=["parameters.people_present"])


class CountOfClaim(Given):
    """A claim to make a count of."""

    id: Id
    place: Id | None = None
    measure: Literal["cumulative", "period", "stock"] | None = None


class UndoWanted(Given):
    """A step to take back; without a version, the last."""

    version: int | None = Field(None, ge=1, le=10**9)


class DocumentHead(Shape):
    """A document that is kept, in a list."""

    name: str
    characters: int
    proposed: int
    accepted: int
    rejected: int


class DocumentList(Shape):
    """The documents of a scenario."""

    version: int
    documents: tuple[DocumentHead, ...]


class Highlight(Shape):
    """A figure or event in a document; offsets count characters (code points)."""

    id: str
    start: int
    end: int
    status: str
    kind: Literal["claim", "event", "count"]
    figure: str
    confidence: float | None


class DocumentShape(Shape):
    """The text of a document with what was found in it."""

    name: str
    text: str
    version: int
    highlights: tuple[Highlight, ...]


class DocumentRead(Shape):
    """What came of reading a document or table; ``document`` is null for a table."""

    version: int
    new: int
    known: int
    ids: tuple[str, ...]
    notes: tuple[str, ...]
    problems: tuple[ProblemShape, ...]
    document: DocumentShape | None


class DocumentGiven(Given):
    """A report as text."""

    name: str = Field("pasted.txt", max_length=120)
    text: str = Field(min_length=1, max_length=5_000_000)
    published: str | None = Field(None, max_length=64, examples=["2026-03-01"])
    publisher: str = Field("", max_length=300)
    url: str = Field("", max_length=2000)

    model_config = ConfigDict(str_max_length=5_000_000)


class CountsShape(Shape):
    """The counts of a scenario, and how to paste more."""

    version: int
    counts: tuple[CountShape, ...]
    columns: tuple[str, ...]
    example: str


class CountsGiven(Given):
    """Counts to add: a table with a header, and what is said of all its rows."""

    text: str = Field(min_length=1)
    published: str = Field("", max_length=64)
    said_by: str = Field("", max_length=300)
    published_by: str = Field("", max_length=300)
    url: str = Field("", max_length=2000)


class PastedRow(CountShape):
    """A count of a pasted table."""

    line: int


class CountsRead(Shape):
    """What a table of counts says, what is wrong in it, and how many were added."""

    version: int
    rows: tuple[PastedRow, ...]
    problems: tuple[ProblemShape, ...]
    added: int


class SentenceShape(Shape):
    """A quote in its sentence."""

    before: str
    quote: str
    after: str


class TracedClaim(Shape):
    """A claim that a number rests on."""

    id: str
    figure: str
    kind: str
    place: str
    held: str
    published: AwareDatetime
    said_by: str
    published_by: str
    url: str
    grade: str
    status: str
    document: str
    sentence: SentenceShape | None


class TracedEvent(Shape):
    """An event that a number rests on."""

    id: str
    time: datetime
    action: str
    target: str
    source: str
    certainty: str
    note: str


class TraceShape(Shape):
    """Where a number comes from."""

    number: str
    label: str
    sentences: tuple[str, ...]
    parameters: tuple[ParameterShape, ...]
    claims: tuple[TracedClaim, ...]
    counts: tuple[CountShape, ...]
    events: tuple[TracedEvent, ...]
