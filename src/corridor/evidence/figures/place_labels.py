"""Places at the head of a line: datelines, and labels before a number."""

from collections.abc import Sequence
from functools import cache

from corridor.evidence.figures.amounts import CODES
from corridor.evidence.figures.calendar import MONTHS
from corridor.evidence.figures.cues import cue_words
from corridor.evidence.figures.gazetteer import Gazetteer
from corridor.evidence.figures.names import ORG_WORDS, ROLES
from corridor.evidence.figures.nouns import nouns
from corridor.evidence.figures.phrases import ordered_words, word_list
from corridor.evidence.figures.place_names import NOT_PLACES, Mention, is_number, written_name
from corridor.evidence.figures.place_signs import GENERIC
from corridor.evidence.figures.tokens import Tokens, lower, tight

_HEADING_WORDS = word_list("heading words")
_HOSTS = word_list("hosts in a transcript") | word_list("titles in a transcript") | ROLES


def heads_number(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name heads its number in a list: "Adré 120,000; Farchana 43,000"."""
    if is_label_of_number(tokens, first, last):
        return True
    is_bracketed = lower(tokens, last) == "(" and is_number(tokens, last + 1)
    if is_bracketed and lower(tokens, first - 1) in (",", "and", ";", ":"):
        words = {token.lower for token in tokens[first:last]}
        return words.isdisjoint(no_labels()) and words.isdisjoint(ORG_WORDS)
    if last >= len(tokens) or tokens[last].kind != "number" or len(tokens[last].text) < 3:
        return False
    words = {token.lower for token in tokens[first:last]}
    is_name = not words & no_labels()
    return is_name and lower(tokens, first - 1) in (":", ";", ",", "and", "(")


def is_label_of_number(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name and a colon or dash lead to a number: "Penama: 2 centres"."""
    if lower(tokens, last) not in (":", "–", "—") or tight(tokens, last + 1):
        return False
    at = last + 1
    while lower(tokens, at) in _ABOUT:
        at += 1
    words = {token.lower for token in tokens[first:last]}
    is_other = words & no_labels() or words & CODES or is_of_doing(tokens[last - 1].lower)
    is_name = last - first <= 3 and not is_other and tokens[first].lower not in cue_words()
    leads = first == 0 or (tokens[first - 1].kind == "mark" and tokens[first - 1].text not in '("“')
    before = {lower(tokens, at) for at in range(max(0, first - 6), first)}
    leads = leads and not (lower(tokens, first - 1) == "," and before & ROLES)
    return is_name and leads and at < len(tokens) and tokens[at].kind == "number"


def is_of_doing(word: str) -> bool:
    """Whether a word ends as those for doings and states do: "Confinement: 23,442"."""
    return word.endswith(_ABSTRACT_ENDINGS) and len(word) > 6


_ABSTRACT_ENDINGS = tuple(ordered_words("endings of doings"))


@cache
def no_labels() -> frozenset[str]:
    """Words of labels that name no place."""
    return _HEADING_WORDS | _LABELS | nouns().keys()


@cache
def _no_first_labels() -> frozenset[str]:
    """Words with which no place stands at the head of a sentence."""
    return no_labels() | NOT_PLACES | ORG_WORDS | cue_words()


def label_in(tokens: Tokens) -> str:
    """A name and a colon at the head of a sentence, which may be a place that nobody knows."""
    last = 0
    while last < len(tokens) and (tokens[last].is_capitalised or tokens[last].text == "-"):
        last += 1
    if not 1 <= last <= 3 or lower(tokens, last) != ":":
        return ""
    words = {token.lower for token in tokens[:last]}
    if words & _no_first_labels():
        return ""
    return written_name(tokens, 0, last)


_ABOUT = word_list("words between a label and its number")
_LABELS = word_list("labels that are no places") | word_list("journeys and supplies")


_NO_DATELINES = (NOT_PLACES | _HEADING_WORDS | _HOSTS) - GENERIC


def find_dateline(tokens: Tokens, gazetteer: Gazetteer) -> Mention | None:
    """The place at the head of an agency's report: "GORIS, Armenia, Sept 26 (Agency) -"."""
    if not tokens or not tokens[0].is_capitalised:
        return None
    dash = next((at for at in range(1, min(len(tokens), 16)) if _ends_dateline(tokens, at)), None)
    if dash is None:
        return None
    last = 1
    while last < dash and (tokens[last].is_capitalised or tokens[last].text == "-"):
        if tokens[last].lower in MONTHS:
            break
        last += 1
    is_upper = tokens[0].text.isupper() and len(tokens[0].text) > 2
    parted = lower(tokens, last) in (",", "(") and lower(tokens, dash) != ":"
    if not (is_upper or parted) or any(
        tokens[at].lower in _NO_DATELINES
        for at in range(last)
        if not (tight(tokens, at) and tokens[at - 1].text == "-")
    ):
        return None
    name = written_name(tokens, 0, last).title() if is_upper else written_name(tokens, 0, last)
    return Mention(0, last, gazetteer.near(name) or name, "dateline", True)


def dateline_end(tokens: Tokens, mentions: Sequence[Mention]) -> int:
    """The token after a dateline; 0 where the sentence has none."""
    has_one = bool(mentions) and mentions[0].preposition == "dateline"
    return end_of_dateline(tokens) if has_one else 0


def end_of_dateline(tokens: Tokens) -> int:
    """The token that ends a dateline; 0 where none does."""
    return next((at for at in range(1, len(tokens)) if _ends_dateline(tokens, at)), 0)


def _ends_dateline(tokens: Tokens, at: int) -> bool:
    text = tokens[at].text
    if text in ("—", "–", "-"):
        return tokens[at - 1].end < tokens[at].start
    return text == ":" and tokens[0].text.isupper() and at <= 3
