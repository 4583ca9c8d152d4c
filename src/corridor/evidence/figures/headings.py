"""The place that the heading of a report names."""

from collections.abc import Sequence

from corridor.evidence.figures.cues import cue_words
from corridor.evidence.figures.phrases import ordered_words, word_list
from corridor.evidence.figures.place_labels import no_labels
from corridor.evidence.figures.place_names import Mention
from corridor.evidence.figures.tokens import Tokens

_GENERIC = word_list("generic places")
_HAZARDS = word_list("words of hazards")
_HEADING_WORDS = word_list("heading words")
_NOT_PLACES = word_list("no places")
_ENDS = _HAZARDS | _HEADING_WORDS
_NO_NAMES = _HEADING_WORDS | _NOT_PLACES
_JOINING = word_list("small words of headings")
_ENDINGS = tuple(ordered_words("endings of doings"))
_DIRECTIONS = word_list("directions")
_BODIES = word_list("acronyms of bodies")
_SMALL = word_list("small parts of names") | {"a", "do", "y"}


def place_in_heading(tokens: Tokens, mentions: Sequence[Mention], masked: frozenset[int]) -> str:
    """The place that a heading names, with or without a preposition: "CHAD | Update"."""
    stated = [m for m in mentions if not m.outer and m.preposition not in ("dateline", "from")]
    if stated:
        return next((m.place for m in stated if m.preposition != ":"), stated[0].place)
    commas = sum(token.text == "," for token in tokens)
    if commas < 2 and not any(token.text in ("|", "—", "–", ":", "(") for token in tokens):
        return ""
    start = 0
    for at in range(len(tokens) + 1):
        if at < len(tokens) and tokens[at].text not in ("|", "—", "–", ":", "(", ")", ","):
            continue
        if place := _segment_place(tokens, start, at, masked):
            return place
        start = at + 1
    return ""


def _segment_place(tokens: Tokens, first: int, last: int, masked: frozenset[int]) -> str:
    """A segment of one to three capitalised words that are no words of headings."""
    words = [tokens[at] for at in range(first, last)]
    while len(words) > 1 and (words[0].lower in _GENERIC or words[0].lower in ("of", "the")):
        words = words[1:]
    while len(words) > 1 and words[-1].lower in _ENDS:
        words = words[:-1]
    if not 1 <= len(words) <= 4 or any(at in masked for at in range(first, last)):
        return ""
    names = [word for word in words if word.lower not in _GENERIC]
    if any(word.lower in no_labels() or word.lower in cue_words() for word in names):
        return ""
    if names and all(word.lower in _HAZARDS for word in names):
        return ""
    if not names or any(
        word.lower in _NO_NAMES
        or not (
            word.is_capitalised
            or word.lower in _SMALL
            or word.text == "-"
            or word.lower in _DIRECTIONS
        )
        for word in names
    ):
        return ""
    if names and (names[-1].lower in _JOINING or names[-1].lower.endswith(_ENDINGS)):
        return ""
    if len(names) == 1 and (len(names[0].text) < 4 or names[0].lower in _BODIES):
        return ""
    name = " ".join(word.text for word in names).replace(" - ", "-")
    return name.title() if name.isupper() else name
