"""Bodies that act as the subject of a sentence, which so is no longer what another has said."""

from corridor.evidence.figures.names import ORG_WORDS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower

_BODIES = word_list("acronyms of bodies")
_PASSIVE = frozenset({"was", "were", "been", "being"})
_STOPS = word_list("noun phrase stops")
_IRREGULAR = word_list("verbs of what a body did")


def names_body(tokens: Tokens) -> bool:
    """Whether a sentence starts with a named body that does something: "The WFP delivered"."""
    start = 1 if lower(tokens, 0) in ("the", "a") else 0
    end = start
    while end < len(tokens) and tokens[end].is_capitalised:
        end += 1
    if end == start or end >= len(tokens):
        return False
    last = tokens[end - 1]
    is_acronym = last.text.isupper() and last.lower in _BODIES
    is_body = is_acronym or (end - start > 1 and last.lower in ORG_WORDS)
    return is_body and _acts(tokens, end)


def _acts(tokens: Tokens, at: int) -> bool:
    word = lower(tokens, at)
    if word in _IRREGULAR:
        return True
    return (
        word not in _PASSIVE
        and word not in _STOPS
        and tokens[at].text.islower()
        and word.endswith(("ed", "s"))
    )
