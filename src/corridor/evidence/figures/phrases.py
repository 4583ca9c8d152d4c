"""Sets of phrases, found at a token, before one, or within a window."""

import csv
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from corridor.evidence.figures.tokens import Tokens, lower, phrase_at


class Phrases:
    """Phrases, each a string of words in small letters parted by blanks."""

    def __init__(self, phrases: Iterable[str]) -> None:
        by_first: dict[str, list[tuple[str, ...]]] = {}
        by_last: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted((tuple(each.split()) for each in phrases), key=len, reverse=True):
            by_first.setdefault(words[0], []).append(words)
            by_last.setdefault(words[-1], []).append(words)
        self._by_first = by_first
        self._by_last = by_last

    @property
    def first_words(self) -> frozenset[str]:
        """The words with which phrases start."""
        return frozenset(self._by_first)

    def at(self, tokens: Tokens, at: int) -> int:
        """Number of tokens of the longest phrase that starts at a token; 0 where none does."""
        for words in self._by_first.get(lower(tokens, at), ()):
            if phrase_at(tokens, at, words):
                return len(words)
        return 0

    def before(self, tokens: Tokens, end: int) -> int:
        """Number of tokens of the longest phrase that ends right before a token; 0 if none."""
        for words in self._by_last.get(lower(tokens, end - 1), ()):
            if phrase_at(tokens, end - len(words), words):
                return len(words)
        return 0

    def within(self, tokens: Tokens, window: range) -> bool:
        """Whether a phrase starts at a token of the window."""
        return any(
            tokens[at].lower in self._by_first and self.at(tokens, at)
            for at in window
            if 0 <= at < len(tokens)
        )


def phrases(text: str) -> Phrases:
    """Phrases parted by semicolons."""
    return Phrases(filter(None, (each.strip() for each in text.split(";"))))


def word_list(name: str) -> frozenset[str]:
    """The words of a list in ``words.csv``."""
    return frozenset(_lists()[name].split())


def ordered_words(name: str) -> list[str]:
    """The words of a list in ``words.csv``, in order."""
    return _lists()[name].split()


def phrase_list(name: str) -> Phrases:
    """The phrases of a list in ``words.csv``, where semicolons part them."""
    return phrases(_lists()[name])


@cache
def _lists() -> dict[str, str]:
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        return {row["list"]: row["words"] for row in csv.DictReader(file)}
