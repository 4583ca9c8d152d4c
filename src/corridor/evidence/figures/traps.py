"""Numbers that are no figures: ages, ordinals, numbers of things, telephones, scores, prices."""

from collections.abc import Sequence

from corridor.evidence.figures.amounts import Amount
from corridor.evidence.figures.calendar import WEEKDAYS
from corridor.evidence.figures.nouns import Counted
from corridor.evidence.figures.numerals import MAGNITUDES
from corridor.evidence.figures.phrases import phrase_list, word_list
from corridor.evidence.figures.tokens import Tokens, is_headline_verb, lower, tight

_AGED = word_list("people whose age is given")
_NUMBERED = word_list("numbered things")
_ORDINAL_ENDS = word_list("ordinal endings")
_AGES = word_list("words of age")
_AGE_BOUNDS = word_list("bounds of age")
_ELECTIONS = word_list("words of elections")
_OTHER_MONEY = word_list("words of other money")
_GAMES = frozenset({"football", "championship", "league", "cup"})
_SCORE_WORDS = word_list("words of sport")
_MARKET_WORDS = word_list("words of markets and polls")
_PRICES = phrase_list("phrases after a price")
_RELIEF_WORDS = word_list("words of relief")
_TEMPERATURES = word_list("words of temperature")


def is_trap(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Whether a number only looks like a figure."""
    return (
        _is_part_of_word(tokens, amount)
        or _is_ordinal(tokens, amount)
        or _is_age(tokens, amount, counted)
        or _is_numbered(tokens, amount, counted)
        or _is_family_of(tokens, amount)
        or _is_telephone(tokens, amount)
        or _is_name(tokens, amount, counted)
        or _is_score(tokens, amount, counted)
        or _is_reading_time(tokens, amount)
        or _is_temperature(tokens, amount, counted)
        or (counted is not None and _is_everyday(tokens, amount, counted))
    )


def _is_part_of_word(tokens: Tokens, amount: Amount) -> bool:
    """BM-21, M4, Su-25, SR-014, A/RES/72, 1/3, footnotes glued to a word."""
    at = amount.number
    if tokens[at].kind != "number":
        return False
    before, after = lower(tokens, at - 1), lower(tokens, amount.last)
    if after in ("-", "–") and lower(tokens, amount.last + 1) in _SIZES:
        return True
    if "by" in (before, after) and any(
        k < len(tokens) and k >= 0 and tokens[k].kind == "number" for k in (at - 2, amount.last + 1)
    ):
        return True  # "200 by 400 metres"
    if at > 1 and before == ":" and tight(tokens, at) and tokens[at - 2].kind == "number":
        return True  # "1:86"
    if before == "per" or (
        after == "per"
        and tokens[amount.last + 1 : amount.last + 2]
        and tokens[amount.last + 1].kind == "number"
    ):
        return True
    if tight(tokens, at) and (
        tokens[at - 1].kind == "word" or before in ("/", "_", "#", "*", "№", "[", "^")
    ):
        return not (tokens[at - 1].kind == "word" and before in _GLUED_SIGNS)
    if before in ("-", "–") and tight(tokens, at) and tight(tokens, at - 1):
        return tokens[at - 2].kind == "word" and tokens[at - 2].text not in ("mid", "sub")
    if (
        before == "."
        and tight(tokens, at)
        and tight(tokens, at - 1)
        and tokens[at - 2].kind == "word"
    ):
        return True
    if tight(tokens, amount.last) and (
        after in ("/", "_", ":", "°") or _is_glued_name(tokens, amount.last)
    ):
        return not (
            after == "/" and lower(tokens, amount.last + 1) in ("day", "hour", "month", "week")
        )
    return False


_SIZES = word_list("sizes of things")
_GLUED_SIGNS = word_list("signs glued to money")
_GLUED_UNITS = word_list("units glued to digits")


def _is_glued_name(tokens: Tokens, at: int) -> bool:
    return (
        at < len(tokens)
        and tight(tokens, at)
        and tokens[at].kind == "word"
        and tokens[at].lower.rstrip(".") not in _GLUED_UNITS
        and tokens[at].lower not in ("a.m.", "p.m.", "'s")
    )


def _is_ordinal(tokens: Tokens, amount: Amount) -> bool:
    at = amount.number
    if tokens[at].kind == "number" and tight(tokens, at + 1):
        return lower(tokens, at + 1) in {*_ORDINAL_ENDS, "s"}
    return False


_OF_AGE = word_list("units of age")


def _is_age(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    after, before = amount.last, amount.first - 1
    while lower(tokens, after) in ("-", "–"):
        after += 1
    if lower(tokens, after) in _OF_AGE and lower(tokens, after + 1) in ("-", "old", "olds", "of"):
        return lower(tokens, after + 1) != "of" or lower(tokens, after + 2) == "age"
    if lower(tokens, before) in _AGES or lower(tokens, before - 1) in _AGES:
        return True
    if counted is None and _lists_ages(tokens, before):
        return True
    if amount.high >= 120:
        return False
    is_end = after >= len(tokens) or tokens[after].kind == "mark"
    if (
        counted is None
        and tokens[amount.first].lower in _AGE_BOUNDS
        and (_is_person(tokens, before) or is_end)
    ):
        return True
    is_told = before > 0 and lower(tokens, before) in ("is", "was", "turned", "aged")
    if counted is None and is_told and _is_one_person(tokens, before - 1):
        return amount.high > 14 and (is_end or lower(tokens, after) == "and")
    if counted is None and _is_aside(tokens, amount):
        return True
    # "Name, 52, said"
    return (
        counted is None
        and lower(tokens, before) == ","
        and lower(tokens, amount.last) in (",", ".", ")", "")
        and amount.low >= 1
        and amount.last - amount.first == 1
        and before > 0
        and tokens[before - 1].is_capitalised
    )


_ONE_PERSON = word_list("words for one person")


def _is_one_person(tokens: Tokens, at: int) -> bool:
    """Whether a name or a word such as "mother" stands for one person."""
    return tokens[at].is_capitalised or tokens[at].lower in _ONE_PERSON


def _is_aside(tokens: Tokens, amount: Amount) -> bool:
    """Whether a number stands between commas behind one person: "the mayor, 63, had"."""
    before, after = amount.number - 1, amount.last
    is_between = lower(tokens, before) == "," and lower(tokens, after) == ","
    is_digits = tokens[amount.number].kind == "number" and amount.first == amount.number
    word = lower(tokens, before - 1)
    is_one = word.isalpha() and not word.endswith("s")
    return is_between and is_digits and is_one and 14 < amount.high < 105


def _lists_ages(tokens: Tokens, at: int) -> bool:
    """Whether only numbers and commas lead back to "aged"."""
    lowest = max(0, at - 12)
    while at > lowest and (
        lower(tokens, at) in (",", "and", "to", "-", "–", "or", "between")
        or tokens[at].kind == "number"
    ):
        at -= 1
    return lower(tokens, at) in _AGES


def _is_person(tokens: Tokens, at: int) -> bool:
    return lower(tokens, at) in _AGED


_CALLED = word_list("numbered things with a colon")


def _is_numbered(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    if tokens[amount.number].kind != "number" and amount.high > 20:
        return False
    before = amount.first - 1
    if amount.first != amount.number:
        return lower(tokens, before) in ("phase", "category", "level", "magnitude")
    if lower(tokens, before) in (".", ":", "#") and lower(tokens, before - 1) in _NUMBERED:
        return lower(tokens, before) != ":" or lower(tokens, before - 1) in _CALLED
    word = lower(tokens, before)
    if word == "figure" or (word == "number" and amount.high > 100):
        return amount.high < 20
    if word == "#":
        return True
    if word in _NUMBERED:
        is_label = (
            counted is None
            or tokens[before].is_capitalised
            or counted.noun.group in ("time", "length")
        )
        return is_label or word in ("no", "nos", "№")
    return _is_list_number(tokens, amount)


def _is_list_number(tokens: Tokens, amount: Amount) -> bool:
    """Whether it is "1." or "(2)" at the head of an item, or "(3)" or "[4]" after a word."""
    at = amount.number
    after = lower(tokens, amount.last)
    if at == 0 and after in (".", ")") and amount.high <= 99 and len(tokens) > 2:
        return tokens[at].end == tokens[amount.last].start
    is_bracketed = lower(tokens, at - 1) in ("(", "[") and after in (")", "]")
    if not is_bracketed or tokens[at].kind != "number" or amount.first != at:
        return False
    return at == 1 or tight(tokens, at - 1)


_GROUPS_OF = word_list("words before a size")


def _is_family_of(tokens: Tokens, amount: Amount) -> bool:
    before = amount.first - 1
    group = lower(tokens, before - 1) if lower(tokens, before) == "of" else ""
    return group in _GROUPS_OF and (group not in ("group", "team") or amount.high < 10)


def _is_name(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    """Whether the number belongs to a name before it: "Flight 714 carried", "Windows 11 is"."""
    at = amount.first - 1
    if counted is not None or amount.first != amount.number or at < 0:
        return False
    if _is_code(tokens, amount):
        return True
    if amount.high >= 1000 or is_headline_verb(tokens, at) or tokens[at].lower in WEEKDAYS:
        return False
    named = tokens[at].is_capitalised and tokens[amount.number].kind == "number"
    return named and (at == 0 or lower(tokens, at - 1) in (".", "the", "a", "of"))


def _is_code(tokens: Tokens, amount: Amount) -> bool:
    """Whether it is the number of a paper in brackets: "(PE 4962)"."""
    at = amount.number
    is_plain = tokens[at].kind == "number" and tokens[at].text.isdigit()
    is_closed = lower(tokens, at - 2) in ("(", "[") and lower(tokens, amount.last) in (")", "]")
    before = tokens[at - 1] if at else None
    return bool(before and is_plain and is_closed and before.text.isupper())


def _is_telephone(tokens: Tokens, amount: Amount) -> bool:
    """Three or more groups of digits in a row, or digits after a plus."""
    at = amount.number
    if tokens[at].kind != "number" or "," in tokens[at].text or _is_scaled(tokens, amount):
        return False
    if lower(tokens, at - 1) == "+" and not tight(tokens, amount.last):
        return True
    first = _first_group(tokens, at)
    last, groups = first, 1
    while last + 1 < len(tokens) and groups < 9:
        if tokens[last + 1].kind == "number":
            last += 1
        elif (
            lower(tokens, last + 1) == "-"
            and last + 2 < len(tokens)
            and tokens[last + 2].kind == "number"
        ):
            last += 2
        else:
            break
        groups += 1
    context = {lower(tokens, k) for k in range(max(0, first - 8), first)}
    if context & _CALLS and (groups > 1 or len(tokens[at].text) > 2):
        return True
    is_number_of = lower(tokens, at - 1) == ":" and lower(tokens, at - 2) == "number"
    if _is_number_to_call(tokens, at) or is_number_of:
        return True
    is_run = groups >= 3 or (groups == 2 and tokens[first].text.startswith("0"))
    return is_run and not _is_columns(tokens, first, last)


def _is_scaled(tokens: Tokens, amount: Amount) -> bool:
    """Whether "million" or a sign of money shows that a number is none to call."""
    words = {lower(tokens, at) for at in range(amount.number, amount.last)}
    return bool(words & set(MAGNITUDES)) or lower(tokens, amount.number - 1) in tuple("$€£¥")


def _is_number_to_call(tokens: Tokens, at: int) -> bool:
    """Whether it is "the number for donations": digits behind "number" and what it serves."""
    before = [lower(tokens, k) for k in range(max(0, at - 8), at)]
    return "number" in before and bool(_SERVED.intersection(before))


_SERVED = word_list("words of a telephone number")
_CALLS = word_list("words of calls")


def _first_group(tokens: Tokens, at: int) -> int:
    """The token with which a run of digits starts: "0 800 332", "09-4402"."""
    first, lowest = at, max(0, at - 12)
    while (
        first - 2 >= lowest
        and lower(tokens, first - 1) in ("-", "–")
        and _is_digits(tokens, first - 2)
    ):
        first -= 2
    while first - 1 >= lowest and _is_digits(tokens, first - 1):
        first -= 1
    return first


def _is_digits(tokens: Tokens, at: int) -> bool:
    return tokens[at].kind == "number"


def _is_columns(tokens: Tokens, first: int, last: int) -> bool:
    """Whether numbers stand wide apart, as in a table."""
    return any(tokens[at].start - tokens[at - 1].end > 1 for at in range(first + 1, last + 1))


def _is_score(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    at = amount.number
    if counted is not None and counted.words == "points":
        return lower(tokens, counted.last) not in ("of", "for", "where")
    lowers = {token.lower for token in tokens[max(0, at - 12) : at + 12]}
    is_pair = lower(tokens, at + 1) in ("-", "–") or lower(tokens, at - 1) in ("-", "–")
    is_pair = is_pair and tokens[at].kind == "number"
    if is_pair and amount.high <= 30 and amount.qualifier != "between":
        return bool(lowers & _SCORE_WORDS)
    if amount.high >= 200 or (counted is not None and counted.words != "points"):
        return False
    return bool(lowers & _GAMES) or (counted is None and bool(lowers & _ELECTIONS))


def _is_reading_time(tokens: Tokens, amount: Amount) -> bool:
    return lower(tokens, amount.last) in ("min", "minute", "minutes") and lower(
        tokens, amount.last + 1
    ) in ("read", "ago")


def _is_temperature(tokens: Tokens, amount: Amount, counted: Counted | None) -> bool:
    return counted is None and lower(tokens, amount.last) in _TEMPERATURES


def _is_everyday(tokens: Tokens, amount: Amount, counted: Counted) -> bool:
    lowers = {token.lower for token in tokens[max(0, amount.first - 14) : counted.last + 10]}
    if counted.noun.group == "money":
        return _is_price(tokens, amount, counted, lowers)
    if counted.noun.group == "share":
        return bool(lowers & _MARKET_WORDS) or _is_about_weather(lowers)
    return counted.noun.group == "seat" and bool(lowers & _ELECTIONS)


def _is_about_weather(lowers: set[str]) -> bool:
    return bool(lowers & {"humidity", "rain"}) and "chance" in lowers


_PAYMENTS = word_list("words of payments")
#: A larger sum is no price of everyday life; of what "costs" so much, ten times as much is none.
_LEAST_COST = 100_000


def _is_price(tokens: Tokens, amount: Amount, counted: Counted, lowers: set[str]) -> bool:
    end = counted.last
    is_cost = lower(tokens, amount.first - 1) in ("cost", "costs")
    if lowers & _PAYMENTS:
        return False
    if _PRICES.at(tokens, end) or (is_cost and amount.high < 10 * _LEAST_COST):
        return True
    if lowers & _RELIEF_WORDS and not lowers & {"subscribe", "donate", "ticket"}:
        return False
    return amount.high < _LEAST_COST or bool(lowers & _OTHER_MONEY)


def masks(spans: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The tokens inside any of the spans."""
    return frozenset(at for first, last in spans for at in range(first, last))
