"""Verbs of motion: with where they lead, they say whether people came or went."""

from corridor.evidence.claim import Kind
from corridor.evidence.figures.phrases import phrase_list, word_list
from corridor.evidence.figures.tokens import Tokens, lower

VERBS = word_list("verbs of motion")
_INTO = phrase_list("ways into a place")
_OUT = phrase_list("ways out of a place")
_ONWARD = phrase_list("ways onward")
_ENDS = word_list("words that end a way")
_BEFORE_GOAL = word_list("words before a goal")
_NO_MOTION = word_list("words before no motion")
_OBJECT_STARTS = word_list("words that start a number") - {"to", "that", "over", "no", "up"}
#: Tokens between a verb and where it leads.
_REACH = 8


def kind_of_motion(tokens: Tokens, at: int) -> Kind | None:
    """What the verb of motion at a token says of those who move; None where it leads nowhere.

    "Trekked over the pass to Kela" is an arrival, "trekked out of Kela" a departure, and so is
    "trekked towards Kela". Of two ways, as in "from Kela to Dorn", the aim counts.
    """
    if lower(tokens, at) not in VERBS or lower(tokens, at - 1) in _NO_MOTION:
        return None
    if lower(tokens, at + 1) in _OBJECT_STARTS or (
        tokens[at + 1 : at + 2] and (tokens[at + 1].kind == "number")
    ):
        return None  # "pushed 600 families into Kela"
    found: Kind | None = None
    for here in range(at + 1, min(at + _REACH, len(tokens))):
        word = tokens[here].text
        if word in ".;:,?!()" or tokens[here].lower in _ENDS or (here > at + 6 and found):
            break
        if length := _OUT.at(tokens, here) or _ONWARD.at(tokens, here):
            is_number = tokens[here + length : here + length + 1] and (
                tokens[here + length].kind == "number"
            )
            found = found or (None if is_number else "departed")
        elif (length := _INTO.at(tokens, here)) and _is_goal(tokens, here + length):
            return "arrived"
    return found


def _is_goal(tokens: Tokens, at: int) -> bool:
    """Whether a place follows, and no verb: "walked to Kela", "walked to the camp"."""
    if at >= len(tokens):
        return True
    token = tokens[at]
    return token.kind != "number" and (token.is_capitalised or token.lower in _BEFORE_GOAL)
