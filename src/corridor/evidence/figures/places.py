"""Places named in a sentence, and the one that a figure is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corridor.evidence.figures.calendar import MONTHS, WEEKDAYS
from corridor.evidence.figures.cues import cue_words
from corridor.evidence.figures.gazetteer import Gazetteer
from corridor.evidence.figures.names import ORG_WORDS, ROLES, SAYS
from corridor.evidence.figures.nouns import nouns
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight

_OUTER_WORDS = word_list("words between a place and what holds it")


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


_PREPOSITIONS = word_list("prepositions of place")
#: After these a capitalised word is a place only beside a generic word or a known name.
_WEAK = word_list("weak prepositions of place")
_GENERIC = word_list("generic places")
_GENERIC_OWNED = word_list("things of a place")
_BEFORE_OF = _GENERIC | word_list("nouns before of a place")
_NO_PLACE_OF = word_list("nouns before of no place") | word_list("roles")
_BEFORE_ON = word_list("nouns before on a place")
_DIRECTIONS = word_list("directions")
_NOT_PLACES = word_list("no places")
_HEADING_WORDS = word_list("heading words")
_JOINTS = frozenset({"-", "'", "’"})
_SMALL = word_list("small parts of names")


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
    at = _end_of_dateline(tokens) if is_dateline else dateline.last if dateline else 0
    while at < len(tokens):
        mention = None
        if at not in masked and tokens[at].kind == "word":
            mention = _known(tokens, at, gazetteer) or _named(tokens, at, gazetteer, masked)
        if mention is None:
            at += 1
            continue
        is_outer = bool(found) and _is_outer(tokens, found[-1], mention)
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
        if at not in taken and _can_start(tokens, at):
            last = _end_of_name(tokens, at, masked)
            if _written(tokens, at, last) in names and _is_named_alone(tokens, at, last):
                more.append(Mention(at, last, _written(tokens, at, last)))
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
    if between in ([","], ["("], ["'s"]):
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
    return Mention(at, match[0], match[1], _preposition(tokens, at), True)


def _named(tokens: Tokens, at: int, gazetteer: Gazetteer, masked: frozenset[int]) -> Mention | None:
    """A capitalised name that a preposition, or a word such as "district", marks as a place."""
    if not _can_start(tokens, at):
        return None
    last = _end_of_name(tokens, at, masked)
    words = [tokens[k] for k in range(at, last)]
    if any(word.lower in _NOT_PLACES for word in words):
        return None
    is_number = last < len(tokens) and tokens[last].kind == "number"
    if len(words) == 1 and words[0].lower in _GENERIC:
        if not is_number:
            return None
        last += 1
    if (is_number and words[-1].lower in _ROADS) or _comes_later(tokens, last):
        return None
    name = _written(tokens, at, last)
    preposition = _preposition(tokens, at)
    generic = lower(tokens, last) in _GENERIC and not tight(tokens, last)
    is_site = lower(tokens, last) in _SITE_KINDS and lower(tokens, last + 1) in _SITES
    leads = is_site or _leads(tokens, at, last)
    owned = lower(tokens, last) == "'s" and lower(tokens, last + 1) in _GENERIC_OWNED
    is_acronym = len(words) == 1 and words[0].text.isupper() and len(name) <= 5
    is_listed = not preposition and _is_listed(tokens, at, last)
    if is_listed and _is_label(tokens, at, last):
        preposition = ":"
    is_place = is_listed or (
        (bool(preposition) and preposition not in _WEAK and not is_acronym)
        or generic
        or owned
        or leads
    )
    if not is_place and not _is_of_place(tokens, at, preposition):
        return None
    if not (generic or is_site or owned) and _describes(tokens, at, last):
        return None
    known = gazetteer.near(name) if len(name) > 3 else None
    if (
        generic
        and known is None
        and lower(tokens, last) in ("plain", "valley", "island", "islands", "camp")
    ):
        name = f"{name} {tokens[last].text}"
        last += 1
    return Mention(at, last, known or name, preposition, known is not None)


_ROADS = frozenset({"route", "highway", "road", "motorway", "autoroute", "interstate", "line"})
_HOSTS = word_list("hosts in a transcript") | word_list("titles in a transcript") | ROLES
_SITE_KINDS = word_list("kinds of sites")
_SITES = word_list("sites after a name")


def _comes_later(tokens: Tokens, last: int) -> bool:
    """Whether the name follows: "the Philippine island of Samar"."""
    ends = (last, last + (lower(tokens, last) in _GENERIC))
    return any(lower(tokens, k) in _GENERIC and lower(tokens, k + 1) == "of" for k in ends)


def _leads(tokens: Tokens, at: int, last: int) -> bool:
    """Whether words around a name say that it is a place, whatever its preposition."""
    is_of_generic = lower(tokens, at - 1) == "of" and lower(tokens, at - 2) in _GENERIC
    is_where = lower(tokens, last) == "," and lower(tokens, last + 1) == "where"
    is_beside = _is_neighbour(tokens, at) or _is_part_of_land(tokens, at, last)
    return is_of_generic or is_where or is_beside or _hosts(tokens, at, last)


def _hosts(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a name stands for its people: "Kenya hosts", "Mai Aini and Adi Harush sheltered"."""
    is_head = at == 0 or tokens[at - 1].kind == "mark" or lower(tokens, at - 1) == "and"
    verb = last
    while lower(tokens, verb) in ("now", "still", "alone", "already", "also", "has", "have"):
        verb += 1
    if lower(tokens, verb) == "and":  # the verb behind a second name
        verb += 1
        while verb < len(tokens) and tokens[verb].is_capitalised:
            verb += 1
    words = {token.lower for token in tokens[at:last]}
    is_body = words & ORG_WORDS or tokens[at].text.isupper()
    return is_head and not is_body and lower(tokens, verb) in _HOSTING


_HOSTING = word_list("verbs of hosting places")


def _describes(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a name only describes a thing: "in the Methodist church", "at the Total station"."""
    following = lower(tokens, last)
    is_noun = following in nouns() or following in _THINGS
    return lower(tokens, at - 1) in ("the", "a") and is_noun and not tight(tokens, last)


_THINGS = word_list("things that names describe")


def _is_neighbour(tokens: Tokens, at: int) -> bool:
    """Whether "neighbouring", at the head of a sentence too, stands before a name."""
    return lower(tokens, at - 1) in ("neighbouring", "neighboring", "nearby", "besieged")


def _is_part_of_land(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name starts with a direction: "Eastern Ghouta has been cut off"."""
    return (
        first == 0
        and last - first > 1
        and tokens[0].lower in _DIRECTIONS
        and lower(tokens, last) not in SAYS
    )


def _is_listed(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name heads its number in a list: "Adré 120,000; Farchana 43,000"."""
    if _is_label(tokens, first, last):
        return True
    if last >= len(tokens) or tokens[last].kind != "number" or len(tokens[last].text) < 3:
        return False
    words = {token.lower for token in tokens[first:last]}
    is_name = not words & no_labels()
    return is_name and lower(tokens, first - 1) in (":", ";", ",", "and", "(")


def _is_label(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a name and a colon or dash lead to a number: "Penama: 2 centres"."""
    if lower(tokens, last) not in (":", "–", "—") or tight(tokens, last + 1):
        return False
    at = last + 1
    while lower(tokens, at) in _ABOUT:
        at += 1
    words = {token.lower for token in tokens[first:last]}
    is_other = words & no_labels()
    is_name = last - first <= 3 and not is_other and tokens[first].lower not in cue_words()
    leads = first == 0 or (tokens[first - 1].kind == "mark" and tokens[first - 1].text not in '("“')
    return is_name and leads and at < len(tokens) and tokens[at].kind == "number"


@cache
def no_labels() -> frozenset[str]:
    """Words of labels that name no place."""
    return _HEADING_WORDS | _LABELS | nouns().keys()


def label_in(tokens: Tokens) -> str:
    """A name and a colon at the head of a sentence, which may be a place that nobody knows."""
    last = 0
    while last < len(tokens) and (tokens[last].is_capitalised or tokens[last].text == "-"):
        last += 1
    if not 1 <= last <= 3 or lower(tokens, last) != ":":
        return ""
    words = {token.lower for token in tokens[:last]}
    if words & (no_labels() | _NOT_PLACES | ORG_WORDS | cue_words()):
        return ""
    return _written(tokens, 0, last)


_ABOUT = frozenset(
    {"about", "around", "some", "over", "nearly", "at", "least", "more", "than", "~"}
)
_LABELS = word_list("labels that are no places") | word_list("journeys and supplies")


def _can_start(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    if not token.is_capitalised:
        return False
    if token.lower in _SMALL or len(token.text) < 3:
        following = tokens[at + 1 : at + 2]
        return (
            token.lower in _SMALL
            and bool(following)
            and (following[0].text == "-" or following[0].is_capitalised)
        )
    word = token.lower
    return word not in _NOT_PLACES and word not in MONTHS and word not in WEEKDAYS


def _end_of_name(tokens: Tokens, at: int, masked: frozenset[int]) -> int:
    last = at + 1
    while last < len(tokens) and last < at + 6 and last not in masked:
        token = tokens[last]
        joins = token.text in _JOINTS and tight(tokens, last) and tight(tokens, last + 1)
        small = token.lower in _SMALL and last + 1 < len(tokens) and tokens[last + 1].is_capitalised
        is_name = token.is_capitalised and token.lower not in WEEKDAYS
        is_tail = tight(tokens, last) and tokens[last - 1].text in _JOINTS and token.kind == "word"
        if not (joins or small or is_name or is_tail):
            break
        last += 1
    return last


def _written(tokens: Tokens, first: int, last: int) -> str:
    text = tokens[first].text
    for at in range(first + 1, last):
        text += ("" if tight(tokens, at) else " ") + tokens[at].text
    return text


def _preposition(tokens: Tokens, at: int) -> str:
    """The word that leads to a name, past "the town of" and "neighbouring"."""
    before = at - 1
    for _ in range(6):
        word = lower(tokens, before)
        if word == "of" and lower(tokens, before - 1) in _GENERIC:
            before -= 2
        elif (
            word in ("the", "a", "state", "province", "island")
            or word in _DIRECTIONS
            or (word in _GENERIC and before != at - 1)
        ):
            before -= 1
        else:
            break
    word = lower(tokens, before)
    if word == "of" and lower(tokens, before - 1) == "out":
        return "from"
    if word == "to" and lower(tokens, before - 1) in ("according", "due", "thanks", "addition"):
        return ""
    return word if word in _PREPOSITIONS else ""


def _is_of_place(tokens: Tokens, at: int, preposition: str) -> bool:
    """Whether a name follows "mayor of", "control of", "attack on"."""
    if preposition not in ("of", "on"):
        return False
    before = at - 1
    while lower(tokens, before) in ("the", *_DIRECTIONS):
        before -= 1
    noun = lower(tokens, before - 1)
    if lower(tokens, before) != "of":
        return noun in _BEFORE_ON
    articles = {lower(tokens, before - 2), lower(tokens, before - 3)} & {"the", "a"}
    return noun in _BEFORE_OF or (bool(articles) and noun.islower() and noun not in _NO_PLACE_OF)


# ------------------------------------------------------------------------------------- datelines


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
        tokens[at].lower in _NOT_PLACES | _HEADING_WORDS | _HOSTS for at in range(last)
    ):
        return None
    name = _written(tokens, 0, last).title() if is_upper else _written(tokens, 0, last)
    return Mention(0, last, gazetteer.near(name) or name, "dateline", True)


def dateline_end(tokens: Tokens, mentions: Sequence[Mention]) -> int:
    """The token after a dateline; 0 where the sentence has none."""
    has_one = bool(mentions) and mentions[0].preposition == "dateline"
    return _end_of_dateline(tokens) if has_one else 0


def _end_of_dateline(tokens: Tokens) -> int:
    return next((at for at in range(1, len(tokens)) if _ends_dateline(tokens, at)), 0)


def _ends_dateline(tokens: Tokens, at: int) -> bool:
    text = tokens[at].text
    if text in ("—", "–", "-"):
        return tokens[at - 1].end < tokens[at].start
    return text == ":" and tokens[0].text.isupper() and at <= 3
