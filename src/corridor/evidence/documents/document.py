"""A document that was read, with every sentence at its place in the original."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Sentence:
    """A sentence, heading or bullet of a report; ``text`` is ``document.text[start:end]``."""

    text: str
    start: int
    """Where it starts in the document's text, in characters from 0."""
    end: int


@dataclass(frozen=True)
class Document:
    """A report with its sentences.

    All offsets are in characters of ``text``. For plain text and Markdown that is the file as it
    was decoded; for HTML all visible text of the page, and ``source_span`` leads to the source; for
    PDF the text of its pages, joined by form feeds.
    """

    name: str
    """Name of the file."""
    text: str
    sentences: tuple[Sentence, ...]
    """Those of the report itself: what surrounds it on the page is left out."""
    published: datetime | None
    """When it was certainly public, with an offset from UTC; None where nobody says."""
    publisher: str = ""
    url: str = ""
    title: str = ""
    source_offsets: tuple[tuple[int, int], ...] = field(default=(), repr=False)
    """Pairs (offset in ``text``, offset in the source) at which stretches of HTML text start."""

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the decoded source, in characters."""
        if not self.source_offsets:
            return start, end
        last = max(start, end - 1)
        return self._in_source(start), self._in_source(last) + (end - last)

    def _in_source(self, offset: int) -> int:
        place = bisect_right(self.source_offsets, (offset, float("inf"))) - 1
        here, there = self.source_offsets[max(place, 0)]
        return there + offset - here
