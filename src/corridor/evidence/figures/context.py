"""What is proposed of a figure, and what is carried from sentence to sentence."""

from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from corridor.evidence.claim import Kind, Unit
from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.cues import Cue
from corridor.evidence.figures.figure import Figure, Reading
from corridor.evidence.figures.scene import Read
from corridor.evidence.figures.sources import Memory
from corridor.evidence.figures.when import When

UNKNOWN_PLACE = "unknown"


@dataclass(frozen=True)
class Proposal:
    """A figure with everything that was read of it, before repeats are put together."""

    figure: Figure
    reading: Reading
    unit: Unit
    low: float
    high: float
    start: int
    end: int
    noun: str
    place: str
    place_is_stated: bool
    held: str
    said_by: str
    via: str
    speech: str
    measure: str
    counting: str
    hedge: str
    confidence: float
    speaker_is_stated: bool = True
    """Whether its own sentence names the speaker, or nobody is named."""
    part_of: float = 0.0
    """The number of which it is a part, such as that before "including"; 0 where of none."""
    note: str = ""
    is_bracketed: bool = False
    """Whether it opens a bracket, so that what follows does not go on with it."""
    is_of_title: bool = False
    """Whether it stands in the title of the report, which says again what follows."""


@dataclass
class Context:
    """What is carried from sentence to sentence."""

    published: datetime
    zone: ZoneInfo
    publisher: str
    quotes: tuple[tuple[int, int], ...]
    memory: Memory = field(default_factory=Memory)
    main_place: str = ""
    place: str = ""
    as_of: When | None = None
    source: Attribution | None = None
    source_paragraph: int = -1
    last: Proposal | None = None
    """The last figure of people or households."""
    people: Proposal | None = None
    """The last figure of people."""
    previous: Proposal | None = None
    """The last figure of any sort."""
    in_sentence: Proposal | None = None
    """The last figure of the sentence that is being read, if its noun can be gone on with."""
    rate: Proposal | None = None
    """The last rate of the sentence that is being read."""
    asked: Kind | None = None
    """What the question before asks how many did."""
    paragraph: int = 0
    is_title: bool = False
    """Whether the sentence is the title of the report."""
    before_sentence: str = ""
    """The text of the sentence before."""
    in_list: bool = False
    """Whether the sentence is an item of a list that "The mayor said:" leads to."""
    heading: Cue | None = None
    """What the last heading inside the report is about: "Displacement by municipality"."""
    lead_place: str = ""
    """Where the sentence that leads to the list is."""
    section: str = ""
    """The place that the last heading inside the report names."""
    lead: Cue | None = None
    """What the sentence that leads to the list says befell those whom it counts."""
    turn: str = ""
    """Who speaks the sentence in a transcript or an interview."""
    before: Read | None = None
    """The sentence before."""
    after: Attribution | None = None
    """Whom the sentence after names as the source of this one."""

    @property
    def today(self) -> date:
        """The day of publication, in the scenario's zone."""
        return self.published.astimezone(self.zone).date()
