"""One numeral: digits, words, or both, read from the tokens where it starts."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from corridor.evidence.figures.phrases import ordered_words, phrase_list, word_list
from corridor.evidence.figures.tokens import Tokens, lower, phrase_at, tight

_AFTER_SHARE = word_list("words after a share")

Form: TypeAlias = Literal["digits", "words", "vague", "fraction"]


#: Digits beyond it are a code and no count.
LARGEST = 1e14
_MOST_DIGITS = 20


@dataclass(frozen=True)
class Numeral:
    """A number as it stands in a sentence, from the token ``first`` up to before ``last``."""

    first: int
    last: int
    low: float
    high: float
    form: Form
    scale: float = 1.0
    """The last word of size in it: 1,000,000 for "1.2 million"."""

    @property
    def value(self) -> float | None:
        """The number, or None where a word such as "dozens" stands for a range."""
        return self.low if self.low == self.high else None


ONES: Mapping[str, int] = {word: number for number, word in enumerate(ordered_words("ones"))}
TENS: Mapping[str, int] = {
    word: 10 * number for number, word in enumerate(ordered_words("tens"), start=2)
} | {"fourty": 40}
MAGNITUDES: Mapping[str, float] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "thsd": 1e3,
    "tsd": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "million": 1e6,
    "mln": 1e6,
    "mio": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "bln": 1e9,
    "mn": 1e6,
    "bn": 1e9,
    "trillion": 1e12,
}
#: Letters right after digits: 40k, 1.2m, 3bn.
SUFFIXES: Mapping[str, float] = {
    "k": 1e3,
    "m": 1e6,
    "mn": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "b": 1e9,
    "tn": 1e12,
}
#: What a bare plural stands for: from twice its size to just below the next word of size. A score
#: is twenty; scores are read as a large number of dozens.
PLURALS: Mapping[str, tuple[float, float]] = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2e3, 9_999),
    "lakhs": (2e5, 999_999),
    "millions": (2e6, 9_999_999),
}
#: "Several hundred": from twice to nine times the word of size.
FEW = (2, 9)
_FEW_WORDS = phrase_list("words of a few")
_TENS_OF: Mapping[str, tuple[float, float]] = {"tens": (2, 9.9999), "hundreds": (2, 9.99999)}
_PARTS: Mapping[str, int] = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourth": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "eighth": 8,
    "eighths": 8,
    "tenth": 10,
    "tenths": 10,
}
_DECIMAL_COMMA = re.compile(r"\d+,\d{1,2}")
_GROUPS = re.compile(r"[,'’ \u00a0\u2009\u202f]")
_MEASURES = word_list("measures with decimals")


_STARTS = frozenset(
    {
        *ONES,
        *TENS,
        *MAGNITUDES,
        *PLURALS,
        *_TENS_OF,
        "a",
        "an",
        "half",
        "every",
        "several",
        "few",
        "many",
        "couple",
    }
)


def numeral_at(tokens: Tokens, at: int) -> Numeral | None:
    """The numeral that starts at a token, or None."""
    if tokens[at].kind == "number":
        return _share(tokens, at, _one_in(tokens, at)) or _digits(tokens, at)
    if tokens[at].lower not in _STARTS:
        return None
    return (
        _share_of_size(tokens, at)
        or _few(tokens, at)
        or _plural(tokens, at)
        or _fraction(tokens, at)
        or _words(tokens, at)
    )


def _digits(tokens: Tokens, at: int) -> Numeral | None:
    following = lower(tokens, at + 1)
    value = _digit_value(tokens[at].text, following)
    if value is None:
        return None
    end, scale = at + 1, 1.0
    if tight(tokens, end) and following in SUFFIXES:
        end, scale = end + 1, SUFFIXES[following]
    elif lower(tokens, end) == "-" and lower(tokens, end + 1) in MAGNITUDES:
        end, scale = end + 2, MAGNITUDES[lower(tokens, end + 1)]
    while lower(tokens, end) in MAGNITUDES:
        scale *= MAGNITUDES[lower(tokens, end)]
        end += 1
    more, end = _units_after(tokens, end, scale)
    number = round(value * scale + more, 6)
    if number > LARGEST:
        return None
    return Numeral(at, end, number, number, "digits", scale)


def _units_after(tokens: Tokens, at: int, scale: float) -> tuple[float, int]:
    """The rest of "3 thousand 412", and where it ends."""
    text = lower(tokens, at)
    if scale < 1000 or not (text.isascii() and text.isdigit()) or float(text) >= scale:
        return 0.0, at
    return float(text), at + 1


def _digit_value(text: str, following: str) -> float | None:
    """The value of digits; a point before three digits groups thousands, unless it cannot."""
    if _DECIMAL_COMMA.fullmatch(text):
        return float(text.replace(",", "."))
    groups = text.split(".")
    if len(groups) > 1 and all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3:
        is_decimal = following in MAGNITUDES or following in _MEASURES or groups[0] == "0"
        if len(groups) > 2 or not is_decimal:
            return float("".join(groups)) if len(text) <= _MOST_DIGITS else None
    plain = _GROUPS.sub("", text)
    if plain[0] == "0" and len(plain) > 1 and plain[1].isdigit():
        return None  # a telephone number or a code
    plain = plain.replace("·", ".")
    try:
        return float(plain) if len(plain) <= _MOST_DIGITS else None
    except ValueError:
        return None


def _few(tokens: Tokens, at: int) -> Numeral | None:
    length = _FEW_WORDS.at(tokens, at)
    scale = MAGNITUDES.get(lower(tokens, at + length)) if length else None
    if scale is None:
        return None
    low, high = FEW
    return Numeral(at, at + length + 1, low * scale, high * scale, "vague", scale)


def _plural(tokens: Tokens, at: int) -> Numeral | None:
    word = tokens[at].lower
    if word in _TENS_OF and lower(tokens, at + 1) == "of":
        larger = lower(tokens, at + 2)
        if larger in ("thousands", "millions"):
            scale = MAGNITUDES[larger[:-1]] * (10 if word == "tens" else 100)
            low, high = _TENS_OF[word]
            return Numeral(at, at + 3, low * scale, high * scale, "vague", scale)
    if word not in PLURALS or lower(tokens, at - 1) in ONES:
        return None
    low, high = PLURALS[word]
    return Numeral(at, at + 1, low, high, "vague")


def _fraction(tokens: Tokens, at: int) -> Numeral | None:
    """A part of a whole in per cent: "a third of", "two-thirds", "one in five"."""
    return _share(tokens, at, _named_part(tokens, at) or _one_in(tokens, at))


def _share(tokens: Tokens, at: int, found: tuple[float, float, int] | None) -> Numeral | None:
    if found is None:
        return None
    top, bottom, end = found
    if not 0 < top <= bottom or lower(tokens, end) in _SPELLS:
        return None
    share = round(100 * top / bottom, 4)
    return Numeral(at, end, share, share, "fraction")


def _named_part(tokens: Tokens, at: int) -> tuple[float, float, int] | None:
    word = tokens[at].lower
    if word == "every":
        whole = _PARTS.get(lower(tokens, at + 1), 0)
        return (1, whole, at + 2) if whole > 2 else None
    if word == "half":
        if lower(tokens, at - 1) in ("first", "second", "other", "latter"):
            return None
        return (1, 2, at + 1) if _is_of_whole(tokens, at + 1) else None
    if word not in ("a", "an") and word not in ONES:
        return None
    after = at + 2 if lower(tokens, at + 1) == "-" else at + 1
    part = lower(tokens, after)
    if part not in _PARTS or part in ("half", "halves") or not _is_of_whole(tokens, after + 1):
        return None
    return ONES.get(word, 1), _PARTS[part], after + 1


def _is_of_whole(tokens: Tokens, at: int) -> bool:
    if lower(tokens, at) in _AFTER_SHARE:
        return True
    before = lower(tokens, at - 3)
    return lower(tokens, at) in ("", ".", ",", ")") and at > 2 and before not in _AFTER_FIGURES


#: Before "a third, with 198 aboard": the third of some things, and no share.
_AFTER_FIGURES = frozenset({";", "."})


def _one_in(tokens: Tokens, at: int) -> tuple[float, float, int] | None:
    top = _small(tokens, at)
    if top is None:
        return None
    for words in (("in",), ("out", "of", "every"), ("out", "of"), ("in", "every"), ("of", "every")):
        after = at + 1 + len(words)
        bottom = _small(tokens, after)
        if bottom and phrase_at(tokens, at + 1, words) and top < bottom and bottom in _BOTTOMS:
            return top, bottom, after + 1
    return None


_SPELLS = word_list("no wholes of a share")
_BOTTOMS = frozenset({*range(2, 21), 25, 30, 40, 50, 100})


def _small(tokens: Tokens, at: int) -> int | None:
    if not 0 <= at < len(tokens):
        return None
    word = tokens[at].lower
    if word in ONES or word == "hundred":
        return ONES.get(word, 100)
    return int(word) if word.isascii() and word.isdigit() and len(word) <= 3 else None


def _words(tokens: Tokens, at: int) -> Numeral | None:
    if phrase_at(tokens, at, ("half", "a")) and lower(tokens, at + 2) in MAGNITUDES:
        return _scaled(tokens, at, 0.5, at + 2)
    if tokens[at].lower in ("a", "an"):
        if lower(tokens, at + 1) not in MAGNITUDES or lower(tokens, at + 1) in PLURALS:
            return None
        return _compound(tokens, at, at + 1)
    if phrase_at(tokens, at + 1, ("and", "a", "half")) and tokens[at].lower in ONES:
        value = ONES[tokens[at].lower] + 0.5
        return _scaled(tokens, at, value, at + 4)
    return _compound(tokens, at, at)


def _share_of_size(tokens: Tokens, at: int) -> Numeral | None:
    """A number said as "a quarter of a million", "three quarters of a million"."""
    first = at + 1 + (lower(tokens, at + 1) == "-")
    top = 1 if tokens[at].lower in ("a", "one") else ONES.get(tokens[at].lower, 0)
    bottom = _PARTS.get(lower(tokens, first), 0)
    is_of_size = (
        phrase_at(tokens, first + 1, ("of", "a")) and lower(tokens, first + 3) in MAGNITUDES
    )
    if not (top and bottom > 2 and is_of_size):
        return None
    return _scaled(tokens, at, top / bottom, first + 3)


def _scaled(tokens: Tokens, at: int, value: float, end: int) -> Numeral:
    scale = 1.0
    while lower(tokens, end) in MAGNITUDES:
        scale *= MAGNITUDES[lower(tokens, end)]
        end += 1
    return Numeral(at, end, value * scale, value * scale, "words", scale)


def _compound(tokens: Tokens, first: int, at: int) -> Numeral | None:
    """Cardinal words from the token ``at`` on: "two hundred and fifty thousand"."""
    total, part, end, scale = 0.0, 0.0, at, 1.0
    room = 1e15
    while (step := _cardinal(tokens, at, end)) is not None:
        number, is_size, after = step
        if is_size and number >= 1000:
            if number >= room:
                break
            total += (part or 1) * number
            part, room, scale = 0.0, number, number
        elif is_size:
            part, scale = (part or 1) * number, number
        elif part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and number < 10):
            part += number
        else:
            break
        end = after
    if end == at:
        return None
    return Numeral(first, end, total + part, total + part, "words", scale)


def _cardinal(tokens: Tokens, start: int, at: int) -> tuple[float, bool, int] | None:
    """The next word of a cardinal: its number, whether it multiplies, and where it ends."""
    if at > start and lower(tokens, at) == "and" and lower(tokens, at - 1) in MAGNITUDES:
        return _cardinal(tokens, start, at + 1) if lower(tokens, at + 1) in {*ONES, *TENS} else None
    if at > start and lower(tokens, at) == "-" and tight(tokens, at) and tight(tokens, at + 1):
        return _cardinal(tokens, at + 1, at + 1)
    word = lower(tokens, at)
    if word in MAGNITUDES:
        return MAGNITUDES[word], True, at + 1
    number = ONES.get(word, TENS.get(word))
    return None if number is None else (number, False, at + 1)
