"""Where paragraphs and items of lists start."""

import re
from collections.abc import Sequence

from corridor.evidence.documents import Document, Sentence
from corridor.evidence.documents.blocks import ENTRY


def is_item(text: str) -> bool:
    """Whether a sentence is an item of a list."""
    return bool(_ITEM.match(text))


_ITEM = re.compile(r"(?:[-•*–●▪◦>]|\d{1,2}[.)]|[a-z]\))\s")


def items(document: Document, sentences: Sequence[Sentence]) -> list[bool]:
    """For each sentence whether it starts an item of a list, its mark before it or in it."""
    found = []
    for sentence in sentences:
        line = document.text.rfind("\n", 0, sentence.start) + 1
        is_marked = bool(_MARK.fullmatch(document.text[line : sentence.start]))
        found.append(is_marked or is_item(sentence.text))
    return found


_MARK = re.compile(r"\s*(?:[-•*–●▪◦>]|\d{1,2}[.)]|[a-z]\))\s+")


def paragraph_starts(document: Document, sentences: Sequence[Sentence]) -> list[bool]:
    """For each sentence whether an empty line stands before it, or it starts an entry of its own.

    Lines that start with a clock time or a label ("Food security:") are such entries.
    """
    starts, end = [], 0
    for sentence in sentences:
        between = document.text[end : sentence.start]
        is_entry = "\n" in between and _is_entry(sentence.text)
        starts.append(end == 0 or between.count("\n") > 1 or is_entry)
        end = sentence.end
    return starts


def _is_entry(text: str) -> bool:
    return bool(ENTRY.match(text) or _LABEL.match(text))


_LABEL = re.compile(r"[A-Z][\w/&]*(?: [\w/&]+){0,4}:\s")


def opening_lines(
    document: Document, sentences: Sequence[Sentence], marked: Sequence[bool]
) -> list[bool]:
    """For each sentence whether it starts a line right behind a list."""
    found, is_in_list, end = [], False, 0
    for sentence, is_marked in zip(sentences, marked, strict=True):
        is_new_line = "\n" in document.text[end : sentence.start]
        found.append(is_in_list and is_new_line and not is_marked)
        is_in_list = is_marked or (is_in_list and not is_new_line)
        end = sentence.end
    return found
