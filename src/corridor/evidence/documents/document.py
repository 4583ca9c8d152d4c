"""A document that was read, with every sentence at its place in the original."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True)
class Sentence:
    """A sentence, heading, bullet or table row; ``text`` is ``document.text[start:end]``."""

    text: str
    start: int
    """Where it starts in the document's text, in characters from 0."""
    end: int


class Stretch(NamedTuple):
    """Characters of a page's text that stand side by side in its source.

    As many in both, but for a character reference such as ``&amp;``.
    """

    start: int
    end: int
    source_start: int
    source_end: int


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
    """When these words were certainly public: the last change that the page admits to, or what the
    caller says. None where nobody says."""
    publisher: str = ""
    url: str = ""
    title: str = ""
    first_published: datetime | None = None
    """When the report first came out, where the page says so: what "Tuesday" in it counts from.
    Equal to ``published``, or earlier where the page was updated since."""
    source_offsets: tuple[Stretch, ...] = field(default=(), repr=False)
    """For HTML: where the characters of ``text`` stand in the decoded source."""

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the decoded source, in characters.

        The span in the source may hold mark-up between the words. Where ``text`` is the source
        itself, it is ``(start, end)``.
        """
        if not self.source_offsets:
            return start, end
        first, last = self._stretch(start), self._stretch(max(start, end - 1))
        source_start = min(first.source_start + start - first.start, first.source_end)
        if last.end - last.start < last.source_end - last.source_start:
            return source_start, last.source_end
        return source_start, min(last.source_start + end - last.start, last.source_end)

    def _stretch(self, offset: int) -> Stretch:
        after = bisect_right(self.source_offsets, offset, key=lambda stretch: stretch.start)
        return self.source_offsets[max(after - 1, 0)]
