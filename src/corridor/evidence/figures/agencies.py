"""News agencies and outlets through which a statement came."""

from collections.abc import Mapping

from corridor.evidence.figures.names import written
from corridor.evidence.figures.phrases import phrase_list, word_list
from corridor.evidence.figures.tokens import Tokens, lower

_OUTLETS = word_list("words of outlets")

#: Stands for the agency that was named before.
SAME_AGENCY = "the agency"


AGENCIES: Mapping[str, str] = {name.lower(): name for name in word_list("agencies")}


_AGENCY_NAMES = phrase_list("names of agencies")


def is_outlet_itself(speaker: str, agency: str) -> bool:
    """Whether a speaker is the news agency itself."""
    return (
        speaker.lower().replace("'s", "").startswith(agency.lower())
        or agency.lower() in speaker.lower()
    )


def agency_in(tokens: Tokens, first: int, last: int) -> str:
    """The name of a news agency among these tokens; empty where there is none."""
    for at in range(max(0, first), min(last, len(tokens))):
        if tokens[at].text in AGENCIES.values() or (
            tokens[at].lower in AGENCIES and tokens[at].is_capitalised and len(tokens[at].text) > 3
        ):
            return tokens[at].text
        if length := _AGENCY_NAMES.at(tokens, at):
            return written(tokens, at, at + length).removeprefix("the ")
        if lower(tokens, at + 1) in ("agency", "agencies") and lower(tokens, at) in (
            "news",
            "wire",
        ):
            start = at
            while start > first and tokens[start - 1].is_capitalised:
                start -= 1
            if start < at:
                return written(tokens, start, at + 2)
    return ""


def outlet(tokens: Tokens, first: int, last: int) -> str:
    """A radio, television or newspaper to which somebody spoke."""
    words = [lower(tokens, at) for at in range(first, last)]
    if not set(words) & _OUTLETS:
        return ""
    return written(tokens, first + (words[:1] in (["the"], ["a"])), last)
