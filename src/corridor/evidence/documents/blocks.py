"""Blocks of a text: paragraphs, headings, bullets and rows, with their place in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal, TypeAlias

Shape: TypeAlias = Literal["text", "heading", "item", "row"]


@dataclass(frozen=True)
class Block:
    """A stretch of text that stands by itself on the page.

    ``linked`` is the share of its characters that are links; ``outside`` says that the mark-up puts
    it outside the report; ``holder`` numbers the innermost element around it whose kind or name is
    that of something around a report, 0 where there is none.
    """

    start: int
    end: int
    shape: Shape = "text"
    linked: float = 0.0
    outside: bool = False
    holder: int = 0


@dataclass(frozen=True)
class Line:
    """A line that is not blank, without the white space and the bullet around its words."""

    start: int
    end: int
    shape: Shape
    after_blank: bool


LINE_ENDS = "\r\n\f\v\x85\u2028\u2029"

_LINE = re.compile(f"[^{LINE_ENDS}]+")
_BULLET = re.compile(
    r"(?:[•◦▪‣●○■□▶►➢➤✓✔·*–—-]|o(?=\s)|\(?[0-9a-z]{1,2}[.)])\s+(?=\S)"
    # A capital letter counts only before a label, as "J. Smith" begins with one too.
    r"|\(?[A-Z][.)]\s+(?=[A-Z][^:\n]{1,40}:\s)"
)
_FINAL = re.compile(r"[.!?…][\"'”’»)\]]{0,6}$")
_RULE = re.compile(r"[\W_]+")
_ONLY_NUMBER = re.compile(
    r"[~≈<>$€£+]? ?\d[\d., \xa0\u202f]*(?: ?(?:[kKmM]|[mb]illion|thousand))?\+? ?%?"
)
#: Lines that each start with a number are a list of key figures.
NUMBER_FIRST = re.compile(r"(?:[A-Z]{2,3} ?)?[~≈<>$€£+]? ?\d")
#: A clock time at the head of an entry of a live page.
ENTRY = re.compile(r"\d{1,2}[:.h]\d{2}\b(?! ?[%\d])")
_YEAR = re.compile(r"(?:19|20)\d\d")
#: Numbers (n) and labels (l) that take turns.
_TURNS = re.compile(r"(?:nl)+n?|(?:ln)+l?")
_LONGEST_LABEL = 50
#: Lines longer than this were not broken to fit a page.
_WIDEST = 130
_NARROWEST = 36


def lines_of(text: str) -> Iterator[Line]:
    """The lines that have a letter or digit in them."""
    last_end = 0
    for found in _LINE.finditer(text):
        words = found[0].strip()
        if not words or _RULE.fullmatch(words):
            continue
        start = found.start() + found[0].index(words[0])
        end = start + len(words)
        bullet = _BULLET.match(text, start, end)
        shape: Shape = "item" if bullet else "row" if _has_cells(words) else "text"
        yield Line(
            bullet.end() if bullet else start, end, shape, _has_blank_line(text, last_end, start)
        )
        last_end = end


def _has_cells(words: str) -> bool:
    return any(gap in words for gap in ("\t", "   ", " | ")) or words.startswith("|")


def text_blocks(text: str) -> list[Block]:
    """The blocks of a plain text; lines that were broken to fit a page are one block again."""
    return blocks_of(text, list(lines_of(text)))


def blocks_of(text: str, lines: list[Line]) -> list[Block]:
    """The blocks that these lines of a text make up."""
    width = _wrap_width(text, lines)
    blocks: list[Block] = []
    before: Line | None = None
    for line in lines:
        if before and _runs_on(text, before, line, width):
            blocks[-1] = Block(blocks[-1].start, line.end, blocks[-1].shape)
        else:
            blocks.append(Block(line.start, line.end, line.shape))
        before = line
    return paired(text, blocks)


def _has_blank_line(text: str, start: int, end: int) -> bool:
    between = text[start:end]
    return "\f" in between or between.replace("\r\n", "\n").count("\n") > 1 or start == 0


def _wrap_width(text: str, lines: list[Line]) -> int:
    """The width to which lines were broken, or 0 where they were not.

    Where they were, the long lines mostly end within a sentence.
    """
    followed = [
        line
        for line, after in pairwise(lines)
        if line.shape != "row" and after.shape == "text" and not after.after_blank
    ]
    if not followed:
        return 0
    lengths = sorted(line.end - line.start for line in followed)
    width = lengths[round(0.9 * (len(lengths) - 1))]
    full = [line for line in followed if line.end - line.start > 0.75 * width]
    ended = sum(bool(_FINAL.search(text, max(line.start, line.end - 8), line.end)) for line in full)
    return width if _NARROWEST <= width <= _WIDEST and ended < 0.4 * len(full) else 0


def _runs_on(text: str, line: Line, after: Line, width: int) -> bool:
    if after.after_blank or after.shape != "text" or line.shape == "row":
        return False
    words = text[line.start : line.end]
    follows = text[after.start : after.end]
    if follows[0] in ",;.)" or words.endswith(","):
        return True
    if _FINAL.search(words) or (NUMBER_FIRST.match(words) and NUMBER_FIRST.match(follows)):
        return False
    if words.isupper() != follows.isupper():
        return False
    if follows[0].islower() and len(words) >= _NARROWEST:
        return True
    # A line was broken because its next word would not have fitted; type of unequal width and
    # left-out hyphenation leave some room.
    return bool(width) and len(words) + 1 + len(follows.split(None, 1)[0]) > 0.85 * width


def paired(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a number that stands alone and the label beside it as one row."""
    kinds = "".join(_kind(text[block.start : block.end], block.shape) for block in blocks)
    joined: list[Block] = []
    place = 0
    for run in _TURNS.finditer(kinds):
        # Where labels stand at both ends, the first is the heading of the rest.
        first = run.start() + (run[0][0] == run[0][-1] == "l")
        joined += blocks[place:first]
        for number in range(first, run.end() - 1, 2):
            one, two = blocks[number], blocks[number + 1]
            joined.append(replace(one, end=two.end, shape="row"))
        place = first + (run.end() - first) // 2 * 2
    return [*joined, *blocks[place:]]


def _kind(words: str, shape: Shape) -> str:
    if shape != "text" or len(words) > _LONGEST_LABEL:
        return "-"
    if _ONLY_NUMBER.fullmatch(words):
        return "-" if _YEAR.fullmatch(words) else "n"
    return "l" if not _FINAL.search(words) and not any(map(str.isdigit, words)) else "-"
