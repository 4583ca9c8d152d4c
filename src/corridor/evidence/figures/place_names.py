"""Names of places in a sentence: where one starts and ends, and how it is written."""

from dataclasses import dataclass

from corridor.evidence.figures.calendar import MONTHS, WEEKDAYS
from corridor.evidence.figures.numerals import MAGNITUDES, ONES, TENS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight


@dataclass(frozen=True)
class Mention:
    """A place named in a sentence: the tokens from ``first`` to before ``last``."""

    first: int
    last: int
    place: str
    """Id of a known place, or the name as written."""
    preposition: str = ""
    known: bool = False
    outer: bool = False
    """Whether it only says where the place before it lies: "Goris, Armenia"."""


NOT_PLACES = word_list("no places")
_JOINTS = frozenset({"-", "'", "’"})
_SMALL = word_list("small parts of names")


def is_number(tokens: Tokens, at: int) -> bool:
    """Whether a token is there and in digits."""
    return at < len(tokens) and tokens[at].kind == "number"


def can_start_name(tokens: Tokens, at: int) -> bool:
    """Whether a token may be the first of a name: a capitalised word that is no day or number."""
    token = tokens[at]
    if not token.is_capitalised:
        return _is_article_of_name(tokens, at)
    if token.lower in _NUMBERS:
        return False
    if token.lower in _SMALL or len(token.text) < 3:
        following = tokens[at + 1 : at + 2]
        if _is_short_word(tokens, at):
            return True  # "in Um Rawaba"
        is_half = bool(following) and following[0].text == "-" and tight(tokens, at + 1)
        is_half = is_half and at + 2 < len(tokens) and tokens[at + 2].is_capitalised
        return (
            (token.lower in _SMALL or (is_half and len(token.text) == 2))
            and bool(following)
            and (following[0].text == "-" or following[0].is_capitalised)
        )
    word = token.lower
    return word not in NOT_PLACES and word not in MONTHS and word not in WEEKDAYS


_OWNED_NAMES = word_list("words of names behind an owner")


def _is_article_of_name(tokens: Tokens, at: int) -> bool:
    """Whether a small article is tied to a name: the "el" of "el-Fasher"."""
    is_tied = tight(tokens, at + 1) and tight(tokens, at + 2) and tokens[at + 1].text in _JOINTS
    return is_tied and tokens[at].lower in _SMALL and tokens[at + 2].is_capitalised


_NUMBERS = frozenset({*ONES, *TENS, *MAGNITUDES})


def _is_short_word(tokens: Tokens, at: int) -> bool:
    """Whether two letters start a longer name behind a preposition."""
    text, following = tokens[at].text, tokens[at + 1 : at + 2]
    is_name = bool(following) and following[0].is_capitalised and text.istitle() and len(text) == 2
    return is_name and lower(tokens, at - 1) in ("in", "at", "to", "from", "near", "of")


def end_of_name(tokens: Tokens, at: int, masked: frozenset[int]) -> int:
    """The token after a name that starts at a token."""
    last = at + 1
    while last < len(tokens) and last < at + 6 and last not in masked:
        token = tokens[last]
        if token.lower == "'s" and lower(tokens, last + 1) in _OWNED_NAMES:
            last += 2  # "Cox's Bazar"
            continue
        joins = token.text in _JOINTS and tight(tokens, last) and tight(tokens, last + 1)
        small = token.lower in _SMALL and (
            (last + 1 < len(tokens) and tokens[last + 1].is_capitalised)
            or _is_article_of_name(tokens, last)
        )
        is_name = token.is_capitalised and token.lower not in WEEKDAYS
        is_tail = tight(tokens, last) and tokens[last - 1].text in _JOINTS and token.kind == "word"
        if not (joins or small or is_name or is_tail):
            break
        last += 1
    return last


def written_name(tokens: Tokens, first: int, last: int) -> str:
    """A name as the text writes it."""
    text = tokens[first].text
    for at in range(first + 1, last):
        text += ("" if tight(tokens, at) else " ") + tokens[at].text
    return text
