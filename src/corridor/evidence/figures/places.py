"""Places named in a sentence."""

from collections.abc import Sequence
from dataclasses import replace

from corridor.evidence.figures.amounts import CODES
from corridor.evidence.figures.gazetteer import Gazetteer
from corridor.evidence.figures.names import ORG_WORDS, SAYS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.place_labels import (
    end_of_dateline,
    find_dateline,
    heads_number,
    is_label_of_number,
    is_of_doing,
    label_in,
)
from corridor.evidence.figures.place_names import (
    NOT_PLACES,
    Mention,
    can_start_name,
    end_of_name,
    is_number,
    written_name,
)
from corridor.evidence.figures.place_signs import (
    ADJECTIVES,
    EDGES,
    GENERIC,
    ends_in_generic,
    is_marked,
    is_named_of,
    name_follows,
    only_describes,
    preposition_before,
)
from corridor.evidence.figures.tokens import Tokens, lower, tight

_OUTER_WORDS = word_list("words between a place and what holds it")
#: After these a capitalised word is a place only beside a generic word or a known name.
_WEAK = word_list("weak prepositions of place")
_GENERIC_OWNED = word_list("things of a place")


def find_places(
    tokens: Tokens, gazetteer: Gazetteer, masked: frozenset[int], *, at_head: bool = False
) -> tuple[Mention, ...]:
    """The places that a sentence names, in order; one ``at_head`` may start with a dateline."""
    dateline = find_dateline(tokens, gazetteer) if at_head else None
    if dateline is None and (label := label_in(tokens)) and (known := gazetteer.near(label)):
        last = next(at for at, token in enumerate(tokens) if token.text == ":")
        dateline = Mention(0, last, known, ":", True)
    found: list[Mention] = [dateline] if dateline else []
    is_dateline = dateline is not None and dateline.preposition == "dateline"
    at = end_of_dateline(tokens) if is_dateline else dateline.last if dateline else 0
    while at < len(tokens):
        mention = None
        if at not in masked and tokens[at].kind == "word":
            mention = _known(tokens, at, gazetteer) or _named(tokens, at, gazetteer, masked)
        if mention is None:
            at += 1
            continue
        is_outer = bool(found) and _is_outer(tokens, found[-1], mention)
        if found and mention.first - found[-1].last == 1 and lower(tokens, found[-1].last) == "'s":
            found[-1] = replace(found[-1], outer=True)  # "Cambodia's Oddar Meanchey"
        found.append(Mention(*_fields(mention), is_outer))
        at = mention.last
    return tuple(found)


def learned_names(mentions: Sequence[Mention]) -> frozenset[str]:
    """The names among mentions that a preposition or a generic word marked as places."""
    marked = (m for m in mentions if m.preposition)
    is_new = (m.place for m in marked if not m.known or m.preposition == "dateline")
    return frozenset(place for place in is_new if len(place) > 3)


def with_learned(
    tokens: Tokens, found: Sequence[Mention], names: frozenset[str], masked: frozenset[int]
) -> tuple[Mention, ...]:
    """A sentence's mentions, and the bare names that others marked as places: "Arden emptied"."""
    taken = {at for mention in found for at in range(mention.first, mention.last)}
    more = []
    at = 0
    while at < len(tokens):
        last = at + 1
        if at not in taken and can_start_name(tokens, at):
            last = end_of_name(tokens, at, masked)
            if written_name(tokens, at, last) in names and _is_named_alone(tokens, at, last):
                more.append(Mention(at, last, written_name(tokens, at, last)))
        at = last
    return tuple(sorted((*found, *more), key=lambda m: m.first)) if more else tuple(found)


def _is_named_alone(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name is neither an owner nor a speaker, nor a word of another name."""
    after = lower(tokens, last)
    return after != "'s" and after not in SAYS and not (first and tokens[first - 1].is_capitalised)


def _fields(mention: Mention) -> tuple[int, int, str, str, bool]:
    return mention.first, mention.last, mention.place, mention.preposition, mention.known


def _is_outer(tokens: Tokens, one: Mention, two: Mention) -> bool:
    between = [lower(tokens, at) for at in range(one.last, two.first)]
    if between in ([","], ["("]):
        return two.preposition == ""
    return (
        [word for word in between if word not in _OUTER_WORDS] in (["in"], [",", "in"], [","])
        and bool(between)
        and len(between) <= 4
        and between[0] != ","
    )


def _known(tokens: Tokens, at: int, gazetteer: Gazetteer) -> Mention | None:
    if not tokens[at].is_capitalised:
        return None
    match = gazetteer.find(tokens, at)
    if match is None:
        return None
    return Mention(at, match[0], match[1], preposition_before(tokens, at), True)


def _named(tokens: Tokens, at: int, gazetteer: Gazetteer, masked: frozenset[int]) -> Mention | None:
    """A capitalised name that a preposition, or a word such as "district", marks as a place."""
    if not can_start_name(tokens, at):
        return None
    last = end_of_name(tokens, at, masked)
    words = tuple(token.lower for token in tokens[at:last])
    if not NOT_PLACES.isdisjoint(words):
        return None
    is_numbered = is_number(tokens, last)
    if len(words) == 1 and words[0] in GENERIC:
        if not is_numbered:
            return None
        last += 1  # "Camp 4"
    if (is_numbered and words[-1] in _ROADS) or name_follows(tokens, last):
        return None
    is_acronym = len(words) == 1 and tokens[at].text.isupper()
    is_other = _is_of_other(words, last - at)
    return None if is_other else _marked(tokens, at, last, gazetteer, is_acronym=is_acronym)


def _is_of_other(words: Sequence[str], length: int) -> bool:
    """Whether a name is one of a doing, a body or a storm."""
    if len(words) == 1 and (is_of_doing(words[0]) or words[0] in CODES):
        return True
    return length > 1 and (words[-1] in _OFFICES or words[-1] in ORG_WORDS or words[0] in _STORMS)


def _marked(
    tokens: Tokens, at: int, last: int, gazetteer: Gazetteer, *, is_acronym: bool
) -> Mention | None:
    """A name as a place, where what stands around it marks it as one."""
    name, preposition = written_name(tokens, at, last), preposition_before(tokens, at)
    is_acronym = is_acronym and len(name) <= 5
    is_land = _is_before_generic(tokens, last)
    is_site = _is_before_site(tokens, last, preposition)
    is_owner = _is_owner(tokens, last)
    is_listed = not preposition and heads_number(tokens, at, last)
    is_led = bool(preposition) and preposition not in _WEAK and not is_acronym
    is_place = is_listed or is_led or is_land or is_owner or is_site
    is_place = is_place or is_marked(tokens, at, last) or ends_in_generic(tokens, at, last)
    if is_listed and is_label_of_number(tokens, at, last):
        preposition = ":"
    if not is_place and not is_named_of(tokens, at, preposition):
        return None
    if not (is_land or is_site or is_owner) and only_describes(tokens, at, last):
        return None
    known = gazetteer.near(name) if len(name) > 3 else None
    if is_land and known is None and lower(tokens, last) in _ENDS_OF_NAMES:
        name = f"{name} {tokens[last].text}"
        last += 1
    return Mention(at, last, known or name, preposition, known is not None)


def _is_before_generic(tokens: Tokens, last: int) -> bool:
    """Whether a name stands before a word for a place, and is no nation's: "Goris district"."""
    word = lower(tokens, last)
    is_of_nation = word in EDGES and tokens[last - 1].lower in ADJECTIVES  # "the Polish border"
    return word in GENERIC and not tight(tokens, last) and not is_of_nation


def _is_before_site(tokens: Tokens, last: int, preposition: str) -> bool:
    """Whether a name is one of a site: "Ruza transit site", "at Ruza camp"."""
    word = lower(tokens, last)
    is_kind = word in _SITE_KINDS and lower(tokens, last + 1) in _SITES
    return is_kind or (bool(preposition) and word in _OWN_SITES)


def _is_owner(tokens: Tokens, last: int) -> bool:
    """Whether a name owns what only a place has: "Arden's schools", "Arden's 4,000"."""
    is_owned = lower(tokens, last + 1) in _GENERIC_OWNED or is_number(tokens, last + 1)
    return lower(tokens, last) == "'s" and is_owned


_ENDS_OF_NAMES = word_list("words that end a place's name")
_ROADS = word_list("roads with numbers")
_STORMS = word_list("words before the name of a storm")
_OFFICES = word_list("words that end a body's name")
_OWN_SITES = word_list("sites behind a preposition and a name")
_SITE_KINDS = word_list("kinds of sites")
_SITES = word_list("sites after a name")
