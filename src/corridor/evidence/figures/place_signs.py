"""Signs around a name that it is one of a place, and the preposition that leads to it."""

from corridor.evidence.figures.names import ORG_WORDS, ROLES, SAYS
from corridor.evidence.figures.nouns import is_people_word, nouns
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.place_names import is_number
from corridor.evidence.figures.tokens import Tokens, lower, tight

_PREPOSITIONS = word_list("prepositions of place")
GENERIC = word_list("generic places")
_BEFORE_OF = GENERIC | word_list("nouns before of a place")
_NO_PLACE_OF = word_list("nouns before of no place") | word_list("roles")
_BEFORE_ON = word_list("nouns before on a place")
_DIRECTIONS = word_list("directions")
EDGES = word_list("words that nations have too")


def name_follows(tokens: Tokens, last: int) -> bool:
    """Whether the name follows: "the Philippine island of Samar"."""
    ends = (last, last + (lower(tokens, last) in GENERIC))
    return any(lower(tokens, k) in GENERIC and lower(tokens, k + 1) == "of" for k in ends)


def is_marked(tokens: Tokens, at: int, last: int) -> bool:
    """Whether words around a name say that it is a place, whatever its preposition."""
    is_of_generic = lower(tokens, at - 1) == "of" and lower(tokens, at - 2) in GENERIC
    is_with = lower(tokens, last) == "with" and is_number(tokens, last + 1)
    if is_with and lower(tokens, at - 1) in ("by", "and", ","):
        return True  # "followed by Swabi with 41"
    is_where = lower(tokens, last) == "," and (
        lower(tokens, last + 1) == "where" or _is_settlement_behind(tokens, at, last)
    )
    is_beside = _is_neighbour(tokens, at) or _is_part_of_land(tokens, at, last)
    return is_of_generic or is_where or is_beside or _hosts(tokens, at, last)


_AFTER_SETTLEMENT = word_list("words after an apposed settlement")


def ends_in_generic(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a name ends as that of a land does: "Borno State", "Sikka Regency"."""
    word, after = tokens[last - 1].lower, lower(tokens, last)
    is_land = last - at > 1 and word in GENERIC and word not in ("area", "camp", "plan", "border")
    return is_land and after not in ORG_WORDS and after not in ROLES and after not in SAYS


def _is_settlement_behind(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a name heads "Rafah, a city of", "Arden, the port where"."""
    is_head = at == 0 or tokens[at - 1].kind == "mark"
    is_one = lower(tokens, last + 1) in ("a", "an", "the") and any(
        lower(tokens, k) in GENERIC and lower(tokens, k + 1) in _AFTER_SETTLEMENT
        for k in (last + 2, last + 3)
    )
    return is_head and is_one and last - at <= 3


_BEFORE_HOSTING = word_list("words before a verb of hosting")


def _hosts(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a name stands for its people: "Kenya hosts", "Mai Aini and Adi Harush sheltered"."""
    leads = lower(tokens, at - 1)
    is_head = at == 0 or tokens[at - 1].kind == "mark" or leads in ("and", "that") or leads in SAYS
    verb = last
    while lower(tokens, verb) in _BEFORE_HOSTING:
        verb += 1
    if lower(tokens, verb) == "and":  # the verb behind a second name
        verb += 1
        while verb < len(tokens) and tokens[verb].is_capitalised:
            verb += 1
    if lower(tokens, verb) == "," and lower(tokens, verb + 1) in (
        "built",
        "designed",
        "home",
        "set",
    ):
        verb = next((k + 1 for k in range(verb + 2, verb + 10) if lower(tokens, k) == ","), verb)
        verb += lower(tokens, verb) in ("now", "still", "already")
    words = {token.lower for token in tokens[at:last]}
    is_body = words & ORG_WORDS or tokens[at].text.isupper() or is_people_word(tokens[at].lower)
    is_body = is_body or tokens[at].lower in nouns()
    return is_head and not is_body and lower(tokens, verb) in _HOSTING


_HOSTING = word_list("verbs of hosting places")


def only_describes(tokens: Tokens, at: int, last: int) -> bool:
    """Whether a name only describes a thing: "in the Methodist church", "at the Total station"."""
    following = lower(tokens, last)
    is_noun = following in nouns() or following in _THINGS
    if last - at == 1 and tokens[at].lower in ADJECTIVES:
        is_of_land = following in GENERIC and following not in EDGES
        return following.isalpha() and not is_of_land and following not in _JOINING
    return lower(tokens, at - 1) in ("the", "a") and is_noun and not tight(tokens, last)


ADJECTIVES = word_list("adjectives of nations")
_JOINING = frozenset({"and", "or"})
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


_BEFORE_NAMES = word_list("words between a preposition and a name")


def preposition_before(tokens: Tokens, at: int) -> str:
    """The word that leads to a name, past "the town of" and "neighbouring"."""
    before = at - 1
    for _ in range(6):
        word = lower(tokens, before)
        if word == "of" and lower(tokens, before - 1) in GENERIC | {"republic", "kingdom"}:
            before -= 2
        elif (
            word in _BEFORE_NAMES
            or word in _DIRECTIONS
            or (word == "-" and lower(tokens, before - 1) in _DIRECTIONS)
            or (word in GENERIC and before != at - 1)
            or (word in ("republic", "kingdom") and before != at - 1)
        ):
            before -= 1
        else:
            break
    word = lower(tokens, before)
    if word == "of" and lower(tokens, before - 1) == "out":
        return "from"
    if word == "for" and lower(tokens, before - 1) in _SETTING_OUT:
        return "to"
    if word == "to" and lower(tokens, before - 1) in ("according", "due", "thanks", "addition"):
        return ""
    return word if word in _PREPOSITIONS else ""


_FUNDED = word_list("words of appeals")
_SETTING_OUT = word_list("words before for an aim")


def is_named_of(tokens: Tokens, at: int, preposition: str) -> bool:
    """Whether a name follows "mayor of", "control of", "attack on"."""
    if preposition == "for":
        return lower(tokens, at - 2) in _FUNDED
    if preposition not in ("of", "on"):
        return False
    before = at - 1
    while lower(tokens, before) in ("the", *_DIRECTIONS):
        before -= 1
    noun = lower(tokens, before - 1)
    if lower(tokens, before) != "of":
        return noun in _BEFORE_ON
    if noun == "department" and lower(tokens, before - 3) not in ("in", "from", "at", "across"):
        return False  # "the Department of Disaster Management Affairs"
    articles = {lower(tokens, before - 2), lower(tokens, before - 3)} & {"the", "a"}
    return noun in _BEFORE_OF or (bool(articles) and noun.islower() and noun not in _NO_PLACE_OF)
