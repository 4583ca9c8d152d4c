"""What is counted: the noun that follows an amount, and the unit it gives.

The nouns are in ``nouns.csv``: their group, unit, the kind they suggest or decide, and whether such
a figure is proposed without any word that says what befell them.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import get_args

from corridor.evidence.claim import Kind, Unit
from corridor.evidence.figures.amounts import Amount
from corridor.evidence.figures.phrases import ordered_words, word_list
from corridor.evidence.figures.tokens import Tokens, lower, phrase_at, tight

_DEMONYM_ENDINGS = tuple(ordered_words("endings of peoples"))

#: Words of a noun phrase between an amount and its noun, at most.
_REACH = 7


@dataclass(frozen=True)
class Noun:
    """What a noun in the table says of the figure before it."""

    group: str
    unit: str
    kind: Kind | None
    decides: bool
    """Whether the noun alone settles the kind: "deaths", "trucks"."""
    alone: bool
    """Whether the figure is worth proposing without a verb that says more."""


@dataclass(frozen=True)
class Counted:
    """The noun phrase that an amount counts: the tokens from ``first`` to before ``last``."""

    first: int
    last: int
    noun: Noun
    words: str = ""


SHARE = Noun("share", "percent", "share", True, True)
_MONEY = Noun("money", "other", "money", True, True)
_NATIONALS = Noun("person", "people", None, False, True)
_BY_ENDING = Noun("person", "people", None, False, False)
_CURRENCY_SIGNS: Mapping[str, str] = {
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "₴": "UAH",
    "₽": "RUB",
    "₦": "NGN",
    "₹": "INR",
    "¥": "JPY",
    "₺": "TRY",
    "₱": "PHP",
    "֏": "AMD",
    "₾": "GEL",
    "usd": "USD",
    "us$": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "chf": "CHF",
    "amd": "AMD",
    "uah": "UAH",
    "rub": "RUB",
    "rs": "rupees",
    "pkr": "PKR",
    "inr": "INR",
    "ngn": "NGN",
    "kes": "KES",
    "sdg": "SDG",
    "etb": "ETB",
    "php": "PHP",
    "idr": "IDR",
    "bdt": "BDT",
    "vt": "vatu",
    "ksh": "KES",
    "ugx": "UGX",
    "xaf": "XAF",
    "xof": "XOF",
    "cad": "CAD",
    "aud": "AUD",
    "sek": "SEK",
    "nok": "NOK",
    "jod": "JOD",
    "lbp": "LBP",
    "iqd": "IQD",
    "lyd": "LYD",
    "ssp": "SSP",
    "mmk": "MMK",
    "afn": "AFN",
    "cop": "COP",
    "mxn": "MXN",
    "mzn": "MZN",
    "npr": "NPR",
    "lkr": "LKR",
    "tk": "taka",
    "n": "naira",
    "p": "PHP",
    "k": "PGK",
    "kshs": "KES",
    "shs": "shillings",
    "tsh": "TZS",
    "ush": "UGX",
    "fcfa": "XOF",
    "cfa": "XOF",
    "rp": "IDR",
    "fr": "francs",
    "r": "ZAR",
    "birr": "ETB",
    "sh": "shillings",
    "mwk": "MWK",
}
_STOPS = word_list("noun phrase stops")
_MEASURES = frozenset({"time", "length", "money", "weight"})
_DETERMINERS = word_list("determiners")
_LINKS = frozenset({"-", "'s", "'", "’", "“", '"', "/"})
_PEOPLE_ENDINGS = ("ers", "ors", "ists", "ees", "men", "women", "folk", "people", "ians", "ants")
_NOT_PEOPLE = word_list("nouns that only end like people")


@cache
def nouns() -> Mapping[str, Noun]:
    """The table of nouns by word."""
    table: dict[str, Noun] = {}
    with Path(__file__).with_name("nouns.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            noun = Noun(
                row["group"],
                row["unit"],
                _kind(row["kind"]),
                row["decides"] == "yes",
                row["alone"] == "yes",
            )
            table.update(dict.fromkeys(row["words"].split(";"), noun))
    return table


def _kind(text: str) -> Kind | None:
    return next((kind for kind in get_args(Kind) if kind == text), None)


def unit_of(noun: Noun) -> Unit:
    """The unit of the ledger: weeks and minutes are counted in days and hours."""
    known = {"weeks": "days", "minutes": "hours"}.get(noun.unit, noun.unit)
    return next(unit for unit in get_args(Unit) if unit == known)


def factor_of(noun: Noun) -> float:
    """By what an amount is multiplied to be in the unit of the ledger."""
    return {"weeks": 7.0, "minutes": 1 / 60}.get(noun.unit, 1.0)


def find_counted(tokens: Tokens, amount: Amount, taken: frozenset[int]) -> Counted | None:
    """What the amount counts, or None where no noun of the table follows.

    ``taken`` are the tokens of other amounts and of times, at which a noun phrase ends.
    """
    at = amount.last
    if lower(tokens, at) in ("%", "percent", "pct") or phrase_at(tokens, at, ("per", "cent")):
        return _share(tokens, at + (2 if lower(tokens, at) == "per" else 1))
    if amount.form == "fraction":
        return _share(tokens, at)
    return _money_before(tokens, amount) or _phrase(tokens, at, taken, one=amount.high == 1)


def _share(tokens: Tokens, end: int) -> Counted | None:
    if lower(tokens, end) in ("points", "point"):
        return None
    return Counted(end, end, SHARE, "percent")


def _money_before(tokens: Tokens, amount: Amount) -> Counted | None:
    before = amount.number - 1
    sign = lower(tokens, before)
    is_letter = sign in ("n", "p", "k", "rs", "tk")
    if is_letter and not (
        tight(tokens, amount.number) or (sign not in ("n", "p", "k") and lower(tokens, before + 1))
    ):
        return None
    if sign in ("p", "k") and not tokens[before].is_capitalised:
        return None  # "p7" is a page
    if sign == "." and lower(tokens, before - 1) in ("rs", "ksh", "kshs", "shs", "fr", "rp", "tk"):
        sign = lower(tokens, before - 1)
    currency = _CURRENCY_SIGNS.get(sign)
    if currency is None:
        return None
    return Counted(amount.last, amount.last, _MONEY, currency)


def _past_determiners(tokens: Tokens, at: int) -> int:
    """The token behind "of their", "more of the" and the like."""
    if lower(tokens, at) == "of" and lower(tokens, at + 1) in _DETERMINERS:
        at += 2
    elif lower(tokens, at) in ("of", "more", "other", "further", "additional"):
        at += 1
    while lower(tokens, at) in ("of", "the", "such"):
        at += 1
    return at


def _phrase(tokens: Tokens, start: int, taken: frozenset[int], *, one: bool) -> Counted | None:
    at = _past_determiners(tokens, start)
    if lower(tokens, at) == "-" and (time := noun_at(tokens, at + 1)) and time.group == "time":
        return Counted(start, at + 2, time, tokens[at + 1].text)  # "two-week rations"
    found: Counted | None = None
    end = min(len(tokens), at + _REACH)
    while at < end and at not in taken:
        token = tokens[at]
        if token.kind == "number" or _ends(tokens, at):
            break
        noun = noun_at(tokens, at)
        if noun is not None and noun.group == "seat" and _is_site(tokens, start, at):
            noun = nouns()["centres"]
        if noun is not None and noun.group in _MEASURES and at > start + 1:
            break
        if noun is not None and not _is_modifier(tokens, at, noun, one):
            found = Counted(start, at + 1, noun)
        elif found is not None and token.kind == "word" and _closes(token.lower, found.noun):
            break
        at += 1
    return None if found is None else replace(found, words=_worded(tokens, found))


_NO_SEATS = word_list("words before spaces that are sites")


def _is_site(tokens: Tokens, start: int, at: int) -> bool:
    """Whether places are sites and no room for people: "14 learning spaces", "in 122 places"."""
    before = start - 1
    while before >= 0 and (tokens[before].kind == "number" or lower(tokens, before) in _ABOUT):
        before -= 1
    is_among = lower(tokens, before) in ("in", "across", "among") and at == start
    return lower(tokens, at - 1) in _NO_SEATS or (is_among and lower(tokens, at) == "places")


_ABOUT = word_list("words between in and a number")


def _closes(word: str, noun: Noun) -> bool:
    """Whether a word ends a phrase whose noun is found; "litres of water" goes on."""
    return word != "of" or noun.group in _MEASURES


def _is_modifier(tokens: Tokens, at: int, noun: Noun, one: bool) -> bool:
    """Whether a singular before another word only describes it: "two hospital officials"."""
    word, after = lower(tokens, at), lower(tokens, at + 1)
    is_singular = f"{word}s" in nouns() or word in ("family", "lorry", "facility", "bus", "ferry")
    if one or not is_singular or noun.group not in _DESCRIBING or lower(tokens, at - 1) == "-":
        return False
    return after.isalpha() and after not in _STOPS


_DESCRIBING = frozenset({"site", "vehicle", "household", "person", "good"})


def _ends(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    if token.kind == "mark":
        return token.text not in _LINKS
    return token.lower in _STOPS and not (lower(tokens, at + 1) == "-" and tight(tokens, at + 1))


def noun_at(tokens: Tokens, at: int) -> Noun | None:
    """What the word at a token says as a noun; None where it is none that counts."""
    word = lower(tokens, at)
    noun = nouns().get(word)
    if _is_cubic(tokens, at):
        return nouns()["litres"]
    if noun is not None:
        if word in ("t", "m", "ha", "l") and tokens[at].is_capitalised:
            return noun if word in ("t", "l") and tight(tokens, at) else None
        return noun
    if at >= len(tokens) or tokens[at].kind != "word":
        return None
    if tokens[at].is_capitalised:
        return _NATIONALS if _is_people_name(tokens, at) else None
    return _by_ending(word)


def _is_cubic(tokens: Tokens, at: int) -> bool:
    """Whether "m3", "m³" or "cubic metres" measures water or wood."""
    word, after = lower(tokens, at), lower(tokens, at + 1)
    if word == "m" and after in ("3", "³"):
        return tight(tokens, at + 1)
    return word in ("metres", "meters") and lower(tokens, at - 1) == "cubic"


def is_people_word(word: str) -> bool:
    """Whether a word is known, or ends, as one for people does."""
    noun = nouns().get(word) or _by_ending(word)
    return noun is not None and noun.group in ("person", "household")


def _by_ending(word: str) -> Noun | None:
    """What a word that is in no table is by its ending: "longhouses", "hotelkeepers"."""
    for size in range(len(word) - 3, _SHORTEST_ENDING - 1, -1):
        noun = nouns().get(word[-size:]) if word.endswith("s") else None
        if noun is not None and noun.group in ("site", "good", "vehicle"):
            return noun
    if word.endswith(_PEOPLE_ENDINGS) and len(word) > 5 and word not in _NOT_PEOPLE:
        return _BY_ENDING
    return None


_SHORTEST_ENDING = 5
_NAMES_OF_PEOPLES = word_list("peoples")


def _is_people_name(tokens: Tokens, at: int) -> bool:
    """Whether a capitalised plural such as "Afghans" is counted: no name goes on after it."""
    word = tokens[at].lower
    following = tokens[at + 1 : at + 2]
    if following and following[0].is_capitalised:
        return False
    if word in _NAMES_OF_PEOPLES:
        return True
    return len(word) > 4 and word.endswith(_DEMONYM_ENDINGS)


def _worded(tokens: Tokens, counted: Counted) -> str:
    words = [token.text for token in tokens[counted.first : counted.last]]
    while words and words[0].lower() in {"of", "the", "more", "other", "-", *_DETERMINERS}:
        words = words[1:]
    return " ".join(words).replace(" - ", "-")
