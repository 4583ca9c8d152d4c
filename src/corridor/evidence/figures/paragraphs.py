"""Where paragraphs and items of lists start."""

import re
from collections.abc import Sequence

from corridor.evidence.documents import Document, Sentence


def is_item(text: str) -> bool:
    """Whether a sentence is an item of a list."""
    return bool(_ITEM.match(text))


_ITEM = re.compile(r"(?:[-•*–●▪◦>]|\d{1,2}[.)]|[a-z]\))\s")


def paragraph_starts(document: Document, sentences: Sequence[Sentence]) -> list[bool]:
    """For each sentence whether an empty line, or a line end after a heading, stands before it."""
    starts, end = [], 0
    for sentence in sentences:
        between = document.text[end : sentence.start]
        starts.append(end == 0 or between.count("\n") > 1)
        end = sentence.end
    return starts
