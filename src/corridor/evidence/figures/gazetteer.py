"""The places that a scenario knows, found by any of their names, misspelt ones too."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from rapidfuzz import fuzz, process

from corridor.evidence.figures.tokens import Tokens

#: Least likeness (rapidfuzz's ratio, 0 to 100) of two spellings of one name: "Kalpajar" and
#: "Kalbajar" have 88, "Xankendi" and "Khankendi" 82, "Berlin" and "Merlin" 83.
LIKENESS = 82
#: Shorter names are too often one letter from another.
_SHORTEST = 5
_GENERIC = (
    " region| province| district| marz| county| state| governorate| oblast| municipality| city"
    "| town| village| camp| villages| department| prefecture| locality| border crossing| crossing"
)
_GENERIC_AFTER = re.compile(rf"(?:{_GENERIC})$")
_GENERIC_BEFORE = re.compile(
    r"^(?:(?:the )?(?:city|town|village|province|district|region|state|island|port|commune|county)"
    r" of |villages of the |the )"
)


class NamedPlace(Protocol):
    """A place with its names, such as the places of a scenario."""

    @property
    def id(self) -> str:
        """Stable id."""
        ...

    @property
    def name(self) -> str:
        """Name as readers know it."""
        ...

    @property
    def alt_names(self) -> tuple[str, ...]:
        """Other names and spellings."""
        ...


def plain_name(name: str) -> str:
    """A name without accents, capitals and generic words: "Town of Saké" becomes "sake"."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("’", "'")
    words = " ".join(re.sub(r"[^\w']+", " ", letters).split())
    return _GENERIC_AFTER.sub("", _GENERIC_BEFORE.sub("", words)) or words


@dataclass(frozen=True)
class Gazetteer:
    """Names of known places; made by :func:`gazetteer_of`."""

    ids: Mapping[str, str] = field(default_factory=dict)
    """Id by plain name."""
    starts: Mapping[str, Sequence[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """Words and id of each name by its first word, longest first."""
    spelt: dict[str, str | None] = field(default_factory=dict, compare=False, repr=False)
    """Ids of spellings that were looked up."""

    def find(self, tokens: Tokens, at: int) -> tuple[int, str] | None:
        """Where a known name that starts at a token ends, and the id of its place."""
        for words, id in self.starts.get(plain_word(tokens, at), ()):
            last, k = at, 0
            while k < len(words) and last < len(tokens):
                word = plain_word(tokens, last)
                if word and word != words[k]:
                    break
                k += 1 if word else 0
                last += 1
            if k == len(words) and tokens[at].text[0].isupper():
                return last, id
        return None

    def near(self, name: str) -> str | None:
        """The id of the place whose name is this one, or so like it that it must be meant."""
        plain = plain_name(name)
        if plain in self.ids:
            return self.ids[plain]
        if len(plain) < _SHORTEST or not self.ids:
            return None
        if plain not in self.spelt:
            best = process.extractOne(plain, self.ids, scorer=_likeness, score_cutoff=LIKENESS)
            self.spelt[plain] = self.ids[best[2]] if best else None
        return self.spelt[plain]


def _likeness(one: str, two: str, **_: object) -> float:
    return fuzz.ratio(one, two)


def plain_word(tokens: Tokens, at: int) -> str:
    """A token as it stands in plain names; empty for a hyphen inside a name."""
    if at >= len(tokens):
        return "\n"
    return "" if tokens[at].text in ("-", "'", "’") else plain_name(tokens[at].text)


def gazetteer_of(places: Iterable[NamedPlace]) -> Gazetteer:
    """The gazetteer of these places; a name that two places share belongs to the first."""
    ids: dict[str, str] = {}
    for place in places:
        for name in (place.name, *place.alt_names, place.id.replace("-", " ")):
            for part in (name, *_parts(name)):
                if plain := plain_name(part):
                    ids.setdefault(plain, place.id)
    starts: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for plain, id in ids.items():
        words = tuple(plain.split())
        starts.setdefault(words[0], []).append((words, id))
    for entries in starts.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Gazetteer(ids, starts)


def _parts(name: str) -> Sequence[str]:
    """The names in "Kotayk region (Hrazdan)"."""
    outer, _, inner = name.partition("(")
    return (outer, inner.rstrip(") ")) if inner else ()
