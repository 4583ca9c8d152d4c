"""Words, numerals and marks of a sentence, each with its place in the document."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from corridor.evidence.documents import Sentence

TokenKind: TypeAlias = Literal["number", "word", "mark"]

# Digits are grouped by one and the same sign; every alternative is linear in its length.
_TOKEN = re.compile(
    r"(?P<number>(?<![\d.,])\d{1,3}(?P<group>[,.'’ \u00a0\u2009\u202f])\d{3}"
    r"(?:(?P=group)\d{3})*(?![\d])(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,2}(?:,\d{2}){1,4},\d{3}(?!\d)"
    r"|\d+(?:[.,·]\d+)?)"
    r"|(?P<word>['’]s\b|[ap]\.m\.?|i\.e\.|e\.g\.|incl\.|approx\.|(?:[A-Z]\.){2,}|St\.|[^\W\d_]+(?:['’](?!s\b)[^\W\d_]+)*)"
    r"|(?P<mark>\S)"
)
_URL = re.compile(r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\S+|\b[\w-]+\.(?:com|org|net|int)\b\S*")


class Token(NamedTuple):
    """A word, a numeral or a mark; ``start`` and ``end`` count characters of the document."""

    text: str
    lower: str
    start: int
    end: int
    kind: TokenKind

    @property
    def is_capitalised(self) -> bool:
        """Whether it is a word with a capital first letter."""
        return self.kind == "word" and self.text[0].isupper()


Tokens: TypeAlias = Sequence[Token]


def is_headline_verb(tokens: Tokens, at: int) -> bool:
    """Whether "Killed 14," or "Dead 9." starts a sentence: a participle, and no name."""
    if at != 0 or lower(tokens, 2) not in ("", ".", ",", ";", "/", "|"):
        return False
    word = tokens[0].lower
    return (word.endswith("ed") and len(word) > 4) or word in ("dead", "hurt", "missing")


def tokenise(sentence: Sentence) -> tuple[Token, ...]:
    """The tokens of a sentence; addresses of pages and mail are left out."""
    text = sentence.text
    masked = _URL.sub(lambda found: " " * len(found[0]), text) if _has_address(text) else text
    return tuple(
        Token(
            match[0],
            match[0].lower().replace("’", "'"),
            sentence.start + match.start(),
            sentence.start + match.end(),
            _kind(match.lastgroup),
        )
        for match in _TOKEN.finditer(masked)
    )


def _has_address(text: str) -> bool:
    return (
        "://" in text
        or "@" in text
        or "www." in text
        or re.search(r"\w\.(?:com|org|net|int)\b", text) is not None
    )


def _kind(group: str | None) -> TokenKind:
    if group == "word":
        return "word"
    return "mark" if group == "mark" else "number"


def tight(tokens: Tokens, at: int) -> bool:
    """Whether nothing stands between a token and the one before it."""
    return 0 < at < len(tokens) and tokens[at - 1].end == tokens[at].start


def lower(tokens: Tokens, at: int) -> str:
    """The token's text in small letters; empty outside the sentence."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def phrase_at(tokens: Tokens, at: int, words: Sequence[str]) -> bool:
    """Whether these words stand one after the other from a token on."""
    if at < 0 or at + len(words) > len(tokens):
        return False
    for k, word in enumerate(words):  # noqa: SIM110 - asked for every phrase; all() takes longer
        if tokens[at + k].lower != word:
            return False
    return True
