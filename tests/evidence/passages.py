"""The labelled passages: their form, and how they are read."""

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self, TypeAlias
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator
from ruamel.yaml import YAML

from corridor.evidence.claim import Counting, Hedge, Kind, Measured, Qualifier, Speech, Unit

FOLDER = Path(__file__).parent
FLOWS = {"arrived", "departed", "evacuated", "killed", "injured", "flow"}
STOCKS = {"population", "sheltered", "missing", "in_need", "capacity", "stock"}
HELD = r"^([0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2})?)?)?)?$"


def _several(value: object) -> object:
    return value if isinstance(value, list | tuple) else (value,)


Names: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(_several)]
Kinds: TypeAlias = Annotated[tuple[Kind, ...], BeforeValidator(_several)]
Units: TypeAlias = Annotated[tuple[Unit, ...], BeforeValidator(_several)]
Time: TypeAlias = Annotated[str, Field(pattern=HELD)]
Times: TypeAlias = Annotated[tuple[Time, ...], BeforeValidator(_several)]


class Label(BaseModel):
    """A figure as a reader would note it; the README says what each field means."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str
    at: int = Field(default=1, ge=1)
    also: tuple[str, ...] = ()
    value: float | None = None
    low: float | None = None
    high: float | None = None
    kind: Kinds
    unit: Units = ("people",)
    noun: str = ""
    qualifier: Qualifier = "exact"
    place: Names
    held: Times = ()
    said_by: Names = ()
    via: Names = ()
    speech: Speech | None = None
    measure: Measured | None = None
    counting: Counting = ""
    hedge: Hedge = "stated"
    optional: bool = False
    vague: bool = False

    @model_validator(mode="after")
    def _has_one_figure(self) -> Self:
        bounds = (self.low is not None) + (self.high is not None)
        if (self.value is None) == (bounds == 0) or bounds == 1:
            raise ValueError("a value, or low and high")
        return self

    @model_validator(mode="after")
    def _displaced_is_measured(self) -> Self:
        if self.kind[0] == "displaced" and self.measure is None and not self.optional:
            raise ValueError("a measure, stock or flow, for the kind displaced")
        return self

    @property
    def expected_speech(self) -> str:
        """How the figure is spoken, or empty where that is not scored."""
        if self.speech is not None:
            return self.speech
        return "paraphrase" if any(self.said_by) else ""

    @property
    def expected_measure(self) -> str:
        """Stock or flow, or empty where that is not scored."""
        if self.measure is not None:
            return self.measure
        kind = self.kind[0]
        return "flow" if kind in FLOWS else "stock" if kind in STOCKS else ""


class EventLabel(BaseModel):
    """An event as a reader would note it: what happened, where and on which day."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    quote: str
    event: str
    place: Names
    held: Times
    optional: bool = False


class Passage(BaseModel):
    """A text with what is known about its publication, and the figures it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    published: str
    zone: str
    publisher: str
    places: dict[str, tuple[str, ...]] = {}
    style: str
    text: str
    figures: tuple[Label, ...]
    events: tuple[EventLabel, ...] | None = None
    """Left out where nobody has looked for events."""


@dataclass(frozen=True)
class Labelled:
    """A passage under the name of its file."""

    name: str
    passage: Passage

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.passage.zone)

    def spans(self, label: Label) -> list[tuple[int, int]]:
        """Start and end of the label's quote and of its repeats in the text, in characters.

        Raises
        ------
        ValueError
            Where a quote does not stand in the text, or stands there more than once without an
            ``at`` that says which is meant.
        """
        found = _places_of(label.quote, self.passage.text)
        if len(found) < label.at or (len(found) > 1 and "at" not in label.model_fields_set):
            raise ValueError(f"{self.name}: {label.quote!r} stands {len(found)} times in the text")
        repeats = [_places_of(quote, self.passage.text) for quote in label.also]
        if any(len(places) != 1 for places in repeats):
            raise ValueError(f"{self.name}: each of {label.also} once in the text")
        return [found[label.at - 1], *(places[0] for places in repeats)]


def _places_of(quote: str, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(re.escape(quote), text)]


def load_passage(path: Path) -> Labelled:
    """The passage of one file. Every scalar is read as text; the model makes numbers of it."""
    content = YAML(typ="base").load(path.read_text(encoding="utf-8"))
    return Labelled(path.stem, Passage.model_validate(content))


def load_passages(name: str) -> list[Labelled]:
    """All passages of one folder, such as ``develop``, in the order of their names."""
    return [load_passage(path) for path in sorted((FOLDER / name).glob("*.yaml"))]
