"""Which blocks of a page are the report: by their words, their shape and their place."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise

from corridor.evidence.documents.blocks import ENTRY, NUMBER_FIRST, Block
from corridor.evidence.documents.document import Sentence
from corridor.evidence.documents.furniture import Mark, mark_of
from corridor.evidence.documents.markdown import LINK
from corridor.evidence.documents.sentences import sentences_in
from corridor.evidence.documents.words import word_list

_FINAL = re.compile(r"[.!?…][\"'”’»)\]]{0,6}$")
_TOKEN = re.compile(r"[^\W\d_][\w'’-]*|\d[\d.,:]*")
_STEM = 6
#: Share of a block's characters above which it is a link and not text with a link in it.
_MOST_LINKED = 0.6
#: Words of the longest paragraph that is a notice as a whole when its first sentence is.
_LONGEST_NOTICE = 60
#: Words of a heading above bullets, at most.
_LONGEST_HEADING = 14
_COMMON = word_list("common words")
#: Stems of what the figures in a report's tables and lists count.
_COUNTED = frozenset(word[:_STEM] for word in word_list("counted words"))
_NUMBER = re.compile(r"(?<![\w.:])\d[\d.,]*(?!\d*(?:st|[nr]d|th)\b)(?![\w:]*:\d)")
_CELL_ENDS = re.compile(r"\s*[|\t]\s*|\s{3,}")
_LABELLED = re.compile(r"[^:]{2,60}:\s.*\d")


@dataclass(frozen=True)
class Piece:
    """A block with what the rules look at."""

    block: Block
    sentences: tuple[Sentence, ...]
    words: str
    stems: frozenset[str]
    count: int
    is_final: bool
    mark: Mark

    @property
    def is_listed(self) -> bool:
        """Whether it is a bullet or a row of a table."""
        return self.block.shape in ("item", "row")

    @property
    def cells(self) -> int:
        """How many cells a row of a table has."""
        return len(_CELL_ENDS.findall(self.words.strip(" |\t"))) + 1

    @cached_property
    def is_prose(self) -> bool:
        """Whether it reads as running text."""
        if self.mark:
            return False
        ends = self.is_final or self.words.endswith(":") or bool(ENTRY.match(self.words))
        return (ends and self.count >= 8) or self.count >= 30

    @cached_property
    def is_number_first(self) -> bool:
        """Whether it is a short line that starts with a number, as those of key figures do."""
        return bool(NUMBER_FIRST.match(self.words)) and self.count <= 12

    @cached_property
    def has_figure(self) -> bool:
        """Whether it is a short line that states a number: a bullet, a row, ``Killed: 12``."""
        if not _NUMBER.search(self.words):
            return False
        number_first = self.is_number_first
        return (
            self.is_listed or number_first or bool(_LABELLED.match(self.words)) or self.count <= 4
        )


def report_pieces(text: str, blocks: Sequence[Block]) -> list[Piece]:
    """The blocks of the report in ``text``, in order."""
    pieces = [piece for block in blocks for piece in _pieces(text, block)]
    return _report(_with_headings(pieces))


def _with_headings(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces; a row of words right above rows of figures heads a table and is no menu."""
    found = list(pieces)
    for place, (piece, after) in enumerate(pairwise(pieces)):
        is_above = piece.block.shape == after.block.shape == "row" and after.has_figure
        if is_above and piece.mark == "line" and piece.cells == after.cells > 1:
            found[place] = replace(piece, mark="")
    return found


def own_sentences(pieces: Iterable[Piece]) -> tuple[Sentence, ...]:
    """The sentences of these blocks, without notices and links that stand within paragraphs."""
    return tuple(sentence for piece in pieces for sentence in _own_sentences(piece))


def _pieces(text: str, block: Block) -> Iterator[Piece]:
    sentences = tuple(sentences_in(text, block.start, block.end))
    if not sentences:
        return
    words = _shown(text[sentences[0].start : sentences[-1].end])
    tokens = [token.lower() for token in _TOKEN.findall(words)]
    stems = frozenset(
        token[:_STEM]
        for token in tokens
        if len(token) > 3 and token not in _COMMON and token.isalpha()
    )
    is_final = len(sentences) > 1 or bool(_FINAL.search(words[-12:]))
    mark = mark_of(words, is_final=is_final)
    is_row_of_figures = block.shape == "row" and len(_NUMBER.findall(words)) > 1
    if mark == "line" and is_row_of_figures and not _COUNTED.isdisjoint(stems):
        mark = ""  # "87,000 children malnourished | 4,200 people displaced" is no menu
    is_entry = bool(ENTRY.match(words))
    if not (mark or is_entry) and len(sentences) > 1 and len(tokens) <= _LONGEST_NOTICE:
        mark = mark_of(_shown(sentences[0].text), is_final=True)
    if not mark and (block.outside or (block.linked > _MOST_LINKED and block.shape != "row")):
        mark = "line"
    yield Piece(block, sentences, words, stems, len(words.split()), is_final, mark)


def _own_sentences(piece: Piece) -> Iterator[Sentence]:
    if len(piece.sentences) == 1:
        yield from piece.sentences
        return
    for sentence in piece.sentences:
        if not mark_of(_shown(sentence.text), is_final=True):
            yield sentence


def _shown(words: str) -> str:
    return LINK.sub(r"\1", words) if "](" in words else words


def _report(pieces: list[Piece]) -> list[Piece]:
    pieces = _up_to_end(pieces)
    prose = [place for place, piece in enumerate(pieces) if piece.is_prose]
    topic = frozenset[str]().union(*(pieces[place].stems for place in prose))
    if not prose:
        return _without_lists(pieces)
    first, last = prose[0], prose[-1]
    return [
        *_above(pieces[:first], topic),
        *_between(pieces[first : last + 1], topic),
        *_below(pieces[last + 1 :], pieces[last], topic),
    ]


def _up_to_end(pieces: list[Piece]) -> list[Piece]:
    has_begun = False
    for place, piece in enumerate(pieces):
        has_begun = has_begun or piece.is_prose
        if piece.mark == "end" and has_begun:
            return pieces[:place]
    return pieces


def _without_lists(pieces: Sequence[Piece]) -> list[Piece]:
    kept, in_list = [], False
    for piece in pieces:
        in_list = piece.mark == "list" or (in_list and not piece.is_final)
        if not piece.mark and not in_list:
            kept.append(piece)
    return kept


def _overlap(piece: Piece, topic: frozenset[str]) -> float:
    return len(piece.stems & topic) / len(piece.stems) if piece.stems else 0.0


def _counts_of_crisis(piece: Piece, topic: frozenset[str]) -> bool:
    if not piece.has_figure:
        return False
    return not _COUNTED.isdisjoint(piece.stems) or _overlap(piece, topic) >= 0.5


def _above(pieces: Sequence[Piece], topic: frozenset[str]) -> Iterator[Piece]:
    unmarked = [piece for piece in pieces if not piece.mark and piece.count >= 3]
    # The title is longer than what may stand between it and the report, such as a name.
    title = max(unmarked[-2:], key=lambda piece: piece.count, default=None)
    for together in _alike(pieces):
        is_listed = _is_list_of_crisis(together, topic)
        for piece in together:
            is_title = piece is title or piece.block.shape == "heading"
            if not piece.mark and (is_listed or _belongs_above(piece, topic, is_title=is_title)):
                yield piece


def _alike(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Runs of pieces with the same shape; lines that start with numbers are a run of their own."""
    for _, together in groupby(
        pieces, key=lambda piece: (piece.block.shape, piece.is_number_first)
    ):
        yield list(together)


def _is_list_of_crisis(pieces: Sequence[Piece], topic: frozenset[str]) -> bool:
    """Whether bullets or rows that stand together are about what the report is about."""
    shape = pieces[0].block.shape
    if shape == "text":
        pieces = [piece for piece in pieces if not piece.mark]
        is_list = len(pieces) > 2 and all(piece.is_number_first for piece in pieces)
        return is_list and any(_counts_of_crisis(piece, topic) for piece in pieces)
    if shape == "item":
        return any(_counts_of_crisis(piece, topic) for piece in pieces)
    stems = frozenset[str]().union(*(piece.stems for piece in pieces))
    has_figure = any(piece.has_figure for piece in pieces)
    return shape == "row" and has_figure and not (_COUNTED | topic).isdisjoint(stems)


def _belongs_above(piece: Piece, topic: frozenset[str], *, is_title: bool) -> bool:
    if is_title and not _NUMBER.search(piece.words):
        return True
    return (piece.count >= 3 and _overlap(piece, topic) >= 0.5) or _counts_of_crisis(piece, topic)


def _between(pieces: Sequence[Piece], topic: frozenset[str]) -> Iterator[Piece]:
    in_list = False
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        heads_list = after is not None and after.block.shape == "item" != piece.block.shape
        leads = heads_list and (piece.words.endswith(":") or piece.count <= _LONGEST_HEADING)
        if piece.mark:
            in_list = in_list or piece.mark == "list"
        elif piece.is_prose or leads:
            in_list = False
            yield piece
        elif not in_list and _belongs_between(piece, topic):
            yield piece


def _belongs_between(piece: Piece, topic: frozenset[str]) -> bool:
    if piece.has_figure and not _LABELLED.match(piece.words):
        return piece.block.shape != "text" or _counts_of_crisis(piece, topic)
    if piece.has_figure or piece.is_final or piece.is_listed:
        return True
    return _overlap(piece, topic) >= 0.5 or (piece.count <= 5 and not _NUMBER.search(piece.words))


def _below(pieces: Sequence[Piece], before: Piece, topic: frozenset[str]) -> Iterator[Piece]:
    """Bullets, rows and figures after the last paragraph, up to the first thing that is none."""
    strange = 0
    introduced = before.words.endswith(":")
    for together in _alike(pieces):
        listed = introduced or _is_list_of_crisis(together, topic)
        for piece in together:
            if piece.mark == "list" or strange > 1:
                return
            if piece.mark:
                strange += 1
            elif (listed and piece.is_listed) or _counts_of_crisis(piece, topic):
                strange = 0
                yield piece
            elif piece.is_final and piece.count >= 3:
                yield piece
            else:
                strange += 1
                introduced = introduced or piece.words.endswith(":")
