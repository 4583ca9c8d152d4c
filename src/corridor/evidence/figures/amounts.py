"""Amounts: numerals with the words that bound them, and ranges of two numerals."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from corridor.evidence.claim import Qualifier
from corridor.evidence.figures.numerals import ONES, Form, Numeral, numeral_at
from corridor.evidence.figures.phrases import Phrases, phrase_list, phrases, word_list
from corridor.evidence.figures.tokens import Tokens, lower, phrase_at, tight

#: Letters that stand for money right before a number.
CODES = word_list("currency codes")


@dataclass(frozen=True)
class Amount:
    """One figure's number: ``first`` to before ``last`` are its tokens, qualifying words too."""

    first: int
    last: int
    number: int
    """The token at which its first numeral starts."""
    low: float
    high: float
    qualifier: Qualifier
    form: Form
    counting: str = ""
    """``new`` after "another", ``cumulative`` after "a total of"."""

    @property
    def value(self) -> float | None:
        """The number, or None for a range."""
        return self.low if self.low == self.high else None


_QUALIFIERS: Sequence[Qualifier] = (
    "at_least",
    "more_than",
    "at_most",
    "less_than",
    "about",
    "exact",
)


def _by_qualifier() -> Sequence[tuple[Phrases, Qualifier]]:
    """The phrases before a number by what they mean."""
    return [
        (phrase_list(f"before {qualifier.replace('_', ' ')}"), qualifier)
        for qualifier in _QUALIFIERS
    ]


_BEFORE = _by_qualifier()
_AFTER: Sequence[tuple[Phrases, Qualifier]] = (
    (phrases("or more; at least"), "at_least"),
    (phrases("or so; - odd"), "about"),
    (phrases("or fewer; or less; at most; at the most"), "at_most"),
    (phrases("plus; +"), "more_than"),
)
_MAYBE = word_list("doubts in a range")
_TOTAL = phrases("a total of; total of; a combined total of")
_NEW = phrases("an additional; a further; another; additional; further; an extra")
#: After one of these "from X to Y" is a change, not a range.
CHANGES = word_list("words of change")


def find_amounts(tokens: Tokens, masked: frozenset[int]) -> tuple[Amount, ...]:
    """Every amount of a sentence outside the masked tokens, in order."""
    found: list[Amount] = []
    at = 0
    while at < len(tokens):
        numeral = None if at in masked else numeral_at(tokens, at)
        if numeral is None or any(here in masked for here in range(numeral.first, numeral.last)):
            at += 1
            continue
        if _is_step(tokens, numeral):
            at = numeral.last + 1
            continue
        floor = found[-1].last if found else 0
        amount = _qualified(tokens, _range(tokens, numeral, masked, floor), floor)
        found.append(amount)
        at = max(amount.last, at + 1)
    return tuple(found)


def _is_step(tokens: Tokens, one: Numeral) -> bool:
    """Whether it is only the change in "rose by 500 to 4,500"."""
    before = one.first - 1
    while lower(tokens, before) in _ABOUT:
        before -= 1
    at = one.last
    while at < min(len(tokens), one.last + 3) and lower(tokens, at) != "to":
        at += 1
    while lower(tokens, at + 1) in _ABOUT:
        at += 1
    is_change = any(lower(tokens, k) in CHANGES for k in range(before - 4, before))
    is_share = lower(tokens, one.last) in ("%", "percent", "per")
    is_by = lower(tokens, before) == "by" and is_change and at + 1 < len(tokens)
    return is_by and not is_share and numeral_at(tokens, at + 1) is not None


_ABOUT = word_list("words around the ends of a change")


def _range(tokens: Tokens, one: Numeral, masked: frozenset[int], floor: int) -> Amount:
    two, begin = _second(tokens, one, masked, floor)
    if two is None:
        return Amount(one.first, one.last, one.first, one.low, one.high, "", one.form)
    low = one.low * two.scale if _shares_size(one, two) else one.low
    if _is_short_of_thousands(tokens, one, two):
        low = one.low * 1000
    return Amount(begin, two.last, one.first, low, two.high, "between", one.form)


def _second(
    tokens: Tokens, one: Numeral, masked: frozenset[int], floor: int
) -> tuple[Numeral | None, int]:
    """The upper end of a range that starts with ``one``, and the token where the range starts."""
    if one.form in ("vague", "fraction"):
        return None, one.first
    at = _past_percent(tokens, one.last)
    word, before = lower(tokens, at), one.first - 1
    before -= _has_sign(tokens, before)
    while lower(tokens, before) in ("about", "around", "some", "roughly"):
        before -= 1
    is_led = before >= floor and lower(tokens, before) in ("between", "from")
    start = before if is_led else one.first
    if word == "and":
        joins = lower(tokens, before) == "between"
    elif word == "to":
        joins = not (_is_change(tokens, before, floor) or _is_paid(tokens, one, at + 1))
    elif word == "or":
        joins = one.high < 20 or lower(tokens, at + 1) in _MAYBE
        at += 1 if lower(tokens, at + 1) in _MAYBE else 0
    else:
        joins = word in ("-", "–", "—", "−") and (tight(tokens, at) == tight(tokens, at + 1))
    at += joins and _has_sign(tokens, one.first - 1) and _has_sign(tokens, at + 1)
    if not joins or at + 1 >= len(tokens) or at + 1 in masked:
        return None, one.first
    two = numeral_at(tokens, at + 1)
    if two is None or two.form in ("vague", "fraction"):
        return None, one.first
    if _is_short_of_thousands(tokens, one, two):
        return two, start
    low = one.low * two.scale if _shares_size(one, two) else one.low
    fits = low < two.high and (two.high <= 100 * max(low, 1) or word == "and")
    return (two, start) if fits else (None, one.first)


def _is_paid(tokens: Tokens, one: Numeral, at: int) -> bool:
    """Whether money is paid to so many: "USD 200 to 1,830 households"."""
    if not _has_sign(tokens, one.first - 1) or at >= len(tokens):
        return False
    two = numeral_at(tokens, at)
    return two is not None and lower(tokens, two.last) in _PAID


_PAID = word_list("those who are paid")


def _past_percent(tokens: Tokens, at: int) -> int:
    if phrase_at(tokens, at, ("per", "cent")):
        return at + 2
    return at + (lower(tokens, at) in ("%", "percent"))


def _has_sign(tokens: Tokens, at: int) -> bool:
    """Whether a token is the sign or the letters of a currency."""
    return lower(tokens, at) in CODES or lower(tokens, at) in tuple("$€£₴₽₦₹¥₺֏₾₱")


def _is_short_of_thousands(tokens: Tokens, one: Numeral, two: Numeral) -> bool:
    """Whether "8-10,000" leaves the thousands of its lower end unsaid."""
    joint = tokens[one.last]
    is_hyphen = joint.text in ("-", "–", "—", "−") and tight(tokens, one.last)
    is_whole = one.form == two.form == "digits" and one.low == int(one.low)
    is_round = two.low >= 1000 and two.low % 1000 == 0
    return is_hyphen and is_whole and is_round and one.low < 1000 and one.low * 1000 < two.low


def _shares_size(one: Numeral, two: Numeral) -> bool:
    """Whether "2 to 3 million" gives its size to both."""
    return (
        two.scale > one.scale == 1
        and two.scale >= (12 if one.form == "words" else 1000)
        and one.low < 1000
        and one.low * two.scale < two.high
    )


def _is_change(tokens: Tokens, before: int, floor: int) -> bool:
    if lower(tokens, before) != "from":
        return False
    return any(lower(tokens, at) in CHANGES for at in range(max(floor, before - 5), before))


def _qualified(tokens: Tokens, amount: Amount, floor: int) -> Amount:
    amount = replace(amount, first=_with_sign(tokens, amount.first, floor))
    first, qualifier = _before(tokens, amount.first, floor)
    last, after = qualifier_after(tokens, amount.last)
    if amount.qualifier == "between":
        qualifier, after = "between", ""
    lead, counting = _lead(tokens, first, floor)
    if not qualifier and lead < first:
        further, qualifier = _before(tokens, lead, floor)
        lead = min(lead, further)
    return replace(
        amount,
        first=lead,
        last=last,
        qualifier=after or qualifier or ("" if amount.form == "vague" else "exact"),
        counting=counting,
    )


def _with_sign(tokens: Tokens, first: int, floor: int) -> int:
    """Where an amount of money starts: at its sign or three letters."""
    at = first - 1
    if at < floor:
        return first
    text = tokens[at].text
    is_code = (
        (text.isupper() or text == "PhP")
        and text.isalpha()
        and len(text) in (2, 3)
        and tokens[first].kind == "number"
    )
    if text in "$€£₴₽₦₹¥₺֏₾₱" or (is_code and text.lower() in CODES):
        if tight(tokens, at) and tokens[at - 1].text in ("US", "USD", "A", "C") and at - 1 >= floor:
            return at - 1
        return at
    return first


def _before(tokens: Tokens, first: int, floor: int) -> tuple[int, Qualifier]:
    """Where the qualifying words before a token start, and what they mean."""
    end = first
    if lower(tokens, first - 1) in ("the", "a", "(", "these", "those"):
        end -= 1 if _phrase_before(tokens, first - 1, floor)[0] else 0
    length, qualifier = _phrase_before(tokens, end, floor)
    if not length:
        return first, ""
    start = end - length
    outer, meaning = _before(tokens, start, floor) if start > floor else (start, "")
    if qualifier == "exact" or (qualifier == "about" and meaning not in ("", "exact")):
        return (outer, meaning) if meaning else (start, qualifier)
    return (outer if meaning in ("exact", "about") else start), qualifier


_SPREAD = frozenset({"distributed", "spread", "scattered", "dispersed"})


def _phrase_before(tokens: Tokens, end: int, floor: int) -> tuple[int, Qualifier]:
    """Length and meaning of the longest qualifying phrase that ends right before a token."""
    if lower(tokens, end - 1) == "over" and lower(tokens, end - 2) in _SPREAD:
        return 0, ""
    if phrase_at(tokens, end - 2, ("up", "to")) and lower(tokens, end - 3) in CHANGES:
        return 0, ""
    found = [(each.before(tokens, end), qualifier) for each, qualifier in _BEFORE]
    length, qualifier = max(found, key=lambda each: each[0])
    return (length, qualifier) if length and end - length >= floor else (0, "")


def qualifier_after(tokens: Tokens, last: int) -> tuple[int, Qualifier]:
    """Where qualifying words behind a token end, and what they mean: "or more", "at most"."""
    for each, qualifier in _AFTER:
        length = each.at(tokens, last)
        if length and (lower(tokens, last) != "+" or tight(tokens, last)):
            return last + length, qualifier
    return last, ""


def _lead(tokens: Tokens, first: int, floor: int) -> tuple[int, str]:
    for each, counting in ((_TOTAL, "cumulative"), (_NEW, "new")):
        length = each.before(tokens, first)
        if length and first - length >= floor:
            return first - length, counting
    return first, ""


def is_one(amount: Amount, tokens: Tokens) -> bool:
    """Whether the amount is the bare word "one", which counts only before a noun."""
    return amount.form == "words" and tokens[amount.number].lower in ONES and amount.low == 1
