"""Words that say what befell those who were counted: "killed", "crossed into", "room for".

The words are in ``cues.csv``. A ``verb`` speaks of the figure before it (passive: "200 were
killed") or after it (active: "killed 200"); ``right`` words only of what stands before them,
``left`` words only of what stands after them, and a ``noun`` of the figure that a word such as
"reached", "to" or a colon links to it ("arrivals: 300").
"""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from corridor.evidence.claim import Kind
from corridor.evidence.figures.motion import VERBS, kind_of_motion
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower, phrase_at

_PLACE_WORDS = word_list("words for a place")
_MOVES = word_list("words after moved")

Role: TypeAlias = Literal["verb", "right", "left", "noun"]


@dataclass(frozen=True)
class Cue:
    """A cue in a sentence: the tokens from ``first`` to before ``last``."""

    first: int
    last: int
    kind: Kind
    role: Role


@cache
def _table() -> Mapping[str, Sequence[tuple[tuple[str, ...], Kind, Role]]]:
    """Phrases by first word, longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Kind, Role]]] = {}
    with Path(__file__).with_name("cues.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            kind = next(kind for kind in get_args(Kind) if kind == row["kind"])
            role = next(role for role in get_args(Role) if role == row["role"])
            for phrase in row["phrases"].split(";"):
                words = tuple(phrase.split())
                table.setdefault(words[0], []).append((words, kind, role))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


@cache
def cue_words() -> frozenset[str]:
    """The words with which cues start."""
    return frozenset(_table().keys() | _SPECIAL.keys())


_PASSIVE = word_list("forms of be")


def is_be(word: str) -> bool:
    """Whether a word is a form of "to be", or of "to get" where it stands for it."""
    return word in _PASSIVE


def find_cues(tokens: Tokens) -> tuple[Cue, ...]:
    """Every cue of a sentence in order; where phrases of several kinds start, the longest each."""
    found: list[Cue] = []
    table = _table()
    at = 0
    while at < len(tokens):
        here = _at(tokens, at, table.get(tokens[at].lower, ()))
        found += here
        at = max((cue.last for cue in here), default=at + 1)
    return tuple(found)


def _at(
    tokens: Tokens, at: int, entries: Sequence[tuple[tuple[str, ...], Kind, Role]]
) -> list[Cue]:
    if tokens[at].lower == "boarding" and lower(tokens, at + 1) in _BOARDING:
        return []
    special = _SPECIAL.get(tokens[at].lower)
    fitting = _longest(tokens, at, entries)
    longest = len(fitting[0][0]) if fitting else 0
    if special is not None and (longest < 2 or tokens[at].lower not in _AFTER_PHRASES):
        return special(tokens, at)
    if longest < 2 and tokens[at].lower in VERBS and (kind := kind_of_motion(tokens, at)):
        is_going = tokens[at].lower.endswith("ing")
        by_others = not is_going and is_passive(tokens, Cue(at, at + 1, kind, "verb"))
        return [Cue(at, at + 1, "evacuated" if by_others else kind, "right")]
    return [Cue(at, at + longest, kind, role) for _, kind, role in fitting]


_BOARDING = word_list("what boards")


def _longest(
    tokens: Tokens, at: int, entries: Sequence[tuple[tuple[str, ...], Kind, Role]]
) -> list[tuple[tuple[str, ...], Kind, Role]]:
    """The entries with the longest phrase that stands at a token; they come longest first."""
    found: list[tuple[tuple[str, ...], Kind, Role]] = []
    second = lower(tokens, at + 1)
    for entry in entries:
        words = entry[0]
        if found and len(words) < len(found[0][0]):
            break
        if len(words) == 1 or (words[1] == second and phrase_at(tokens, at, words)):
            found.append(entry)
    return found


def is_passive(tokens: Tokens, cue: Cue) -> bool:
    """Whether a form of "to be" stands before a verb."""
    before = cue.first - 1
    while lower(tokens, before) in _ADVERBS:
        before -= 1
    return lower(tokens, before) in _PASSIVE


_ADVERBS = word_list("adverbs before a participle")


def _fled(tokens: Tokens, at: int) -> list[Cue]:
    """What "fled" says: their homes, into a place, or from one."""
    after = lower(tokens, at + 1)
    if after in ("to", "into", "across", "over", "through", "toward", "towards"):
        return [Cue(at, at + 2, "arrived", "right")]
    is_place = tokens[at + 1 : at + 2] and tokens[at + 1].is_capitalised
    named = at + 2 < len(tokens) and tokens[at + 2].is_capitalised
    is_of_place = after == "the" and (named or _place_word(tokens, at + 2))
    if (after == "from" and named) or is_place or is_of_place:
        for later in range(at + 2, min(at + 9, len(tokens) - 1)):
            word = lower(tokens, later)
            if word in (",", ".", ";", "and", "as", "after", "when", "while"):
                break
            if word in ("to", "into") and (
                tokens[later + 1].is_capitalised or lower(tokens, later + 1) == "neighbouring"
            ):
                return [Cue(at, at + 1, "arrived", "right")]
        return [Cue(at, at + 1, "departed", "right")]
    is_free = tokens[at].lower == "escaped" and after not in ("from", "their", "the", "by", "with")
    return [Cue(at, at + 1, "other" if is_free else "displaced", "right")]


def _place_word(tokens: Tokens, at: int) -> bool:
    return lower(tokens, at) in _PLACE_WORDS


_LEFT_AS = word_list("words after left of harm")


def _left(tokens: Tokens, at: int) -> list[Cue]:
    """What "left" says of a place; nothing in "left 12 dead" or "left homeless"."""
    after = lower(tokens, at + 1)
    if after in ("behind", "without", "to") or lower(tokens, at - 1) in ("the", "are", "is"):
        return []
    following = tokens[at + 1 : at + 2]
    if after in ("in", "there", "inside") and (after == "there" or _place_word(tokens, at + 3)):
        return [Cue(at, at + 1, "other", "right")]
    if after in ("their", "homes") and lower(tokens, at + 2) in ("homes", "home", "houses"):
        return [Cue(at, at + 3, "displaced", "right")]
    if following and (following[0].kind == "number" or after in _LEAVES):
        return []
    if after in _LEFT_AS:
        return []
    return [Cue(at, at + 1, "departed", "right")]


_LEAVES = word_list("words after left as in left dead")


def _moved(tokens: Tokens, at: int) -> list[Cue]:
    """What "moved" says: were moved, moved others, or went themselves."""
    cue = Cue(at, at + 1, "evacuated", "verb")
    if phrase_at(tokens, at + 1, ("in", "with")):
        return [Cue(at, at + 3, "sheltered", "right")]
    if not is_passive(tokens, cue) and _moves_away(tokens, at):
        return [Cue(at, at + 1, "departed", "right")]
    if is_passive(tokens, cue) or lower(tokens, at + 1) not in _MOVES:
        return [cue]
    return [Cue(at, at + 1, "arrived", "right")]


def _moves_away(tokens: Tokens, at: int) -> bool:
    """Whether people moved by themselves and no aim is named: "7,000 had moved, most of them"."""
    is_end = lower(tokens, at + 1) in ("", ".", ",", ";", "since", "away", "out")
    is_end = is_end and not (at + 2 < len(tokens) and tokens[at + 2].kind == "number")
    return is_end and lower(tokens, at - 1) in ("have", "had", "has")


_SHELTERS = word_list("shelters")


_MEANT = word_list("words of a size that is meant")


def _holds(tokens: Tokens, at: int) -> list[Cue]:
    """What "holds" says: how many it could, or after "already" how many it does."""
    before = {lower(tokens, k) for k in range(max(0, at - 8), at)}
    is_beyond = before & _MEANT and "for" in before
    if lower(tokens, at - 1) in ("already", "now", "currently") or is_beyond:
        if before & _PLACE_WORDS and not before & _SHELTERS:
            return [Cue(at, at + 1, "population", "left")]
        return [Cue(at, at + 1, "sheltered", "left")]
    if before & _TOWNS and not before & _SHELTERS:
        return [Cue(at, at + 1, "population", "left")]
    return [Cue(at, at + 1, "capacity", "left")]


_TOWNS = word_list("places that people hold")


def _admitted(tokens: Tokens, at: int) -> list[Cue]:
    """What "admitted" says: into a land, or to a hospital."""
    goal = at + 2 + (lower(tokens, at + 2) in ("the", "its", "their", "this"))
    is_land = goal < len(tokens) and (
        tokens[goal].is_capitalised or tokens[goal].lower in _PLACE_WORDS | _LANDS
    )
    is_ill = any(lower(tokens, k) in _WARDS for k in range(at + 2, at + 7))
    if lower(tokens, at + 1) in ("to", "into") and (is_ill or not is_land):
        return [Cue(at, at + 2, "injured", "right")]
    if is_passive(tokens, Cue(at, at + 1, "arrived", "verb")):
        return [Cue(at, at + 1, "arrived", "right")]
    by_ward = any(lower(tokens, k) in _WARDS for k in range(max(0, at - 6), at))
    behind = {lower(tokens, k) for k in range(at + 1, at + 5)}
    by_ward = by_ward or bool(behind & {"patients", "patient", "wounded", "injured"})
    return [Cue(at, at + 1, "injured" if by_ward else "arrived", "left")]


def _sent(tokens: Tokens, at: int) -> list[Cue]:
    """What "sent" says of people whom fighting "sent into the hills" or "sent fleeing"."""
    behind = {token.lower for token in tokens[at + 2 : at + 10]}
    goal = tokens[at + 2 : at + 3]
    is_far = lower(tokens, at + 1) == "to" and bool(goal) and goal[0].is_capitalised
    if is_far and is_passive(tokens, Cue(at, at + 1, "departed", "verb")):
        return [Cue(at, at + 1, "departed", "right")]
    if is_passive(tokens, Cue(at, at + 1, "departed", "verb")) or not behind & _FLIGHT:
        return []
    return [Cue(at, at + 1, "displaced", "left")]


_FLIGHT = word_list("ways of flight")
_WARDS = word_list("words of hospitals")
_LANDS = word_list("lands and sites named central or reception")
#: Words whose phrases in the table come first.
_AFTER_PHRASES = frozenset({"sent"})
_SPECIAL = {
    "admitted": _admitted,
    "sent": _sent,
    "holds": _holds,
    "hold": _holds,
    "moved": _moved,
    "fled": _fled,
    "flee": _fled,
    "fleeing": _fled,
    "flees": _fled,
    "escaped": _fled,
    "left": _left,
}
