"""A claim: one figure that somebody stated, with who, when, where and how far to trust it."""

import math
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, NamedTuple, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationInfo,
    field_validator,
)

from corridor.evidence.times import parse_held, parse_published

#: The rule of a claim that counts a part of what another counts: "including 900 children".
PART = "part-of"
Kind: TypeAlias = Literal[
    "population",
    "arrived",
    "departed",
    "evacuated",
    "displaced",
    "registered",
    "sheltered",
    "killed",
    "injured",
    "missing",
    "in_need",
    "capacity",
    "stock",
    "flow",
    "vehicles",
    "households",
    "share",
    "duration",
    "rate",
    "planning",
    "money",
    "other",
]
Unit: TypeAlias = Literal[
    "people",
    "households",
    "vehicles",
    "percent",
    "people/day",
    "vehicles/day",
    "vehicles/hour",
    "people/vehicle",
    "people/household",
    "hours",
    "days",
    "tonnes",
    "tonnes/day",
    "buses",
    "other",
]
Grade: TypeAlias = Literal["A", "B", "C", "D", "E"]
Status: TypeAlias = Literal["proposed", "accepted", "rejected"]
Certainty: TypeAlias = Literal["stated", "derived", "uncertain"]
Qualifier: TypeAlias = Literal[
    "",
    "exact",
    "about",
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "between",
    "share_of",
]
Speech: TypeAlias = Literal["", "direct", "paraphrase"]
Measured: TypeAlias = Literal["", "stock", "flow"]
Counting: TypeAlias = Literal["", "new", "cumulative"]
Hedge: TypeAlias = Literal["", "stated", "claimed", "hedged"]


@dataclass(frozen=True)
class Held:
    """When a figure held: the text as it was given, and the instant at the end of that period."""

    text: str
    end: datetime


class Span(NamedTuple):
    """Where words stand in a document, in characters from 0."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"


_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,4})?")
_OFFSET = re.compile(r"[0-9]{1,9}")
_SPANS = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(;[0-9]{1,9}-[0-9]{1,9})*")


def _zone(info: ValidationInfo) -> ZoneInfo | None:
    return info.context if isinstance(info.context, ZoneInfo) else None


def _published(value: object, info: ValidationInfo) -> object:
    return parse_published(value, _zone(info)) if isinstance(value, str) else value


def _held(value: object, info: ValidationInfo) -> object:
    if isinstance(value, datetime):
        value = value.isoformat()
    return Held(value, parse_held(value, _zone(info))) if isinstance(value, str) else value


def _number(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _NUMBER.fullmatch(value) or not math.isfinite(float(value)):
        raise ValueError("a number without thousands separators, such as 98000")
    return float(value)


def _offset(value: object) -> object:
    if not isinstance(value, str):
        return value
    if not _OFFSET.fullmatch(value):
        raise ValueError("a number of characters from the start of the document, such as 120")
    return int(value)


def _spans(value: object) -> object:
    if not isinstance(value, str):
        return value
    if value and not _SPANS.fullmatch(value):
        raise ValueError("starts and ends in characters, such as 584-589;903-910")
    return tuple(Span(*map(int, pair.split("-"))) for pair in value.split(";") if pair)


def _clean(value: str) -> str:
    if "\0" in value:
        raise ValueError("text without NUL characters")
    return value.strip()


def _given(value: str) -> str:
    if not value:
        raise ValueError("a value")
    return value


Text: TypeAlias = Annotated[str, AfterValidator(_clean)]
GivenText: TypeAlias = Annotated[Text, AfterValidator(_given)]
Figure: TypeAlias = Annotated[float | None, BeforeValidator(_number)]
CharacterOffset: TypeAlias = Annotated[int | None, BeforeValidator(_offset)]
Spans: TypeAlias = Annotated[tuple[Span, ...], BeforeValidator(_spans)]


class Claim(BaseModel):
    """One figure that somebody stated. Fields have the names of the ledger's columns.

    To read texts with bare dates, validate with the scenario's time zone as the context:
    ``Claim.model_validate(cells, context=ZoneInfo("Asia/Yerevan"))``.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False
    )

    id: GivenText
    """Stable name of the claim: lower-case letters, digits and hyphens."""
    kind: Kind
    """What was counted."""
    value: Figure = None
    """The figure, in ``unit``; may be left out when a range is given."""
    low: Figure = None
    """Low end of the range that was stated, in ``unit``."""
    high: Figure = None
    """High end of the range that was stated, in ``unit``."""
    unit: Unit
    """What the figure is a number of."""
    place: GivenText
    """Place that the figure is about."""
    held: Annotated[Held, BeforeValidator(_held)]
    """When it was so: date-time with offset, date, month or year."""
    published: Annotated[AwareDatetime, BeforeValidator(_published)]
    """When it became public; a bare date is the end of that day."""
    said_by: GivenText
    """Who made the claim."""
    published_by: GivenText
    """Who published it."""
    url: Text = ""
    """Address of the publication."""
    document: Text = ""
    """Name of the document that was read."""
    quote: Text = ""
    """The words that carry the figure."""
    start: CharacterOffset = None
    """Where the quote starts in the document, in characters from 0."""
    end: CharacterOffset = None
    """Where the quote ends in the document, in characters."""
    grade: Grade
    """How far to trust it; see ``grades.csv``."""
    status: Status
    """What a person decided about it."""
    certainty: Certainty
    """Stated in so many words, derived by arithmetic, or uncertain in its reading."""
    note: Text = ""
    """Free text; the reason, for a rejected claim."""
    noun: Text = ""
    """The thing that was counted, as worded: "police officers", "USD"."""
    qualifier: Qualifier = ""
    """How the figure was bounded in words; empty where not recorded."""
    via: Text = ""
    """Agency or outlet through which the claim came."""
    speech: Speech = ""
    """Whether the figure stands inside quotation marks."""
    measure: Measured = ""
    """Present at a time, or passed during a time."""
    counting: Counting = ""
    """Since the last report, or since the beginning."""
    hedge: Hedge = ""
    """Stated flatly, marked as somebody's claim, or marked as unsure."""
    spans: Spans = ()
    """Further places in the document where the same figure stands."""
    rule: Text = ""
    """Name of the rule that found it; empty for a claim that a person entered."""
    confidence: Figure = None
    """How sure the rule is, from 0 to 1."""

    @property
    def centre(self) -> float:
        """The figure, or the geometric middle of the range where only a range was stated."""
        if self.value is not None:
            return self.value
        if self.low is None or self.high is None:  # no figure at all does not pass the checks
            raise ValueError("a value, or low and high")
        return math.sqrt(self.low) * math.sqrt(self.high)

    @field_validator("id")
    @classmethod
    def _id_is_plain(cls, value: str) -> str:
        if not re.fullmatch(r"[a-z0-9-]+", value):
            raise ValueError("lower-case letters, digits and hyphens only")
        return value

    @field_validator("value", "low", "high")
    @classmethod
    def _figure_is_not_negative(cls, value: float | None, info: ValidationInfo) -> float | None:
        if value is not None and value < 0 and info.data.get("kind") != "other":
            raise ValueError("0 or more")
        return value

    @field_validator("high")
    @classmethod
    def _figures_agree(cls, high: float | None, info: ValidationInfo) -> float | None:
        if not {"value", "low"} <= info.data.keys():
            return high
        value: float | None = info.data["value"]
        low: float | None = info.data["low"]
        if (low is None) != (high is None):
            raise ValueError("low and high both filled, or both empty")
        if low is None or high is None:
            if value is None:
                raise ValueError("a value, or low and high")
            return high
        if not low <= (low if value is None else value) <= high:
            raise ValueError("low <= value <= high")
        return high

    @field_validator("document")
    @classmethod
    def _source_can_be_found(cls, document: str, info: ValidationInfo) -> str:
        if not document and info.data.get("url") == "":
            raise ValueError("the name of a document where there is no url")
        return document

    @field_validator("start", "end")
    @classmethod
    def _offset_is_not_negative(cls, value: int | None) -> int | None:
        if value is not None and value < 0:
            raise ValueError("0 or more")
        return value

    @field_validator("end")
    @classmethod
    def _offsets_fit_the_quote(cls, end: int | None, info: ValidationInfo) -> int | None:
        if not {"document", "quote", "start"} <= info.data.keys():
            return end
        start: int | None = info.data["start"]
        quote: str = info.data["quote"]
        if (start is None) != (end is None):
            raise ValueError("start and end both filled, or both empty")
        if start is None or end is None:
            return end
        if not (info.data["document"] and quote):
            raise ValueError("a document and a quote where start and end are given")
        if end - start != len(quote):
            raise ValueError(f"{start + len(quote)}, start plus the {len(quote)} of the quote")
        return end

    @field_validator("note")
    @classmethod
    def _rejection_has_a_reason(cls, note: str, info: ValidationInfo) -> str:
        if info.data.get("status") == "rejected" and not note:
            raise ValueError("the reason why the claim was rejected")
        return note

    @field_validator("spans")
    @classmethod
    def _spans_are_in_a_document(
        cls, spans: tuple[Span, ...], info: ValidationInfo
    ) -> tuple[Span, ...]:
        if any(not 0 <= span.start < span.end for span in spans):
            raise ValueError("each start before its end")
        if spans and not info.data.get("document", "?"):
            raise ValueError("a document where spans are given")
        return spans

    @field_validator("confidence")
    @classmethod
    def _confidence_is_a_share(cls, value: float | None) -> float | None:
        if value is not None and not 0 <= value <= 1:
            raise ValueError("0 to 1")
        return value


#: The columns that a ledger may leave out; written where a claim uses them.
OPTIONAL_COLUMNS: tuple[str, ...] = (
    "noun",
    "qualifier",
    "via",
    "speech",
    "measure",
    "counting",
    "hedge",
    "spans",
    "rule",
    "confidence",
)

#: The columns that every ledger has, in the order in which they are written.
COLUMNS: tuple[str, ...] = tuple(
    field for field in Claim.model_fields if field not in OPTIONAL_COLUMNS
)
