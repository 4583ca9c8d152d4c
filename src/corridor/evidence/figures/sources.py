"""Which speaker a figure has, and who is meant by a pronoun or a short form."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corridor.evidence.figures.agencies import SAME_AGENCY
from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.names import PRONOUNS, has_name, looks_personal
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens

#: Offices that one person holds, so that "the mayor" is the mayor who was named.
OFFICES = word_list("offices of one person")

#: How many names back a short form is looked up.
_REMEMBERED = 200


@dataclass
class Memory:
    """Speakers named so far in a document, so that a pronoun or a short form finds its name."""

    people: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    agencies: list[str] = field(default_factory=list)
    offices: dict[str, tuple[frozenset[str], str]] = field(default_factory=dict)
    """By the last word of an office, all words with which its holder was named, and the name."""

    def resolve(self, speaker: str) -> str:
        """The full name of a speaker, as far as the document has named it before."""
        words = speaker.split()
        if speaker in PRONOUNS:
            return self._pronoun(speaker)
        full = self._named(words)
        if full == speaker:
            full = self._in_office(words)
        if full != speaker:
            return full
        self.note(speaker)
        return speaker

    def agency(self, via: str) -> str:
        """The agency's name; "the agency" is the one named last."""
        if via == SAME_AGENCY:
            return self.agencies[-1] if self.agencies else ""
        if via:
            self.agencies.append(via)
        return via

    def note(self, speaker: str) -> None:
        """Remember a speaker who was named."""
        is_person = has_name(speaker) and looks_personal(speaker)
        (self.people if is_person else self.bodies).append(speaker)

    def note_office(self, tokens: Tokens, first: int, last: int, name: str) -> None:
        """Remember with which office somebody was named: "the spokesman, Ara Petrosyan, said"."""
        if not (has_name(name) and looks_personal(name)):
            return
        words = frozenset(tokens[at].lower for at in range(first, last))
        self.offices.update(dict.fromkeys(words & OFFICES, (words, name)))

    def _in_office(self, words: Sequence[str]) -> str:
        """The person who was named with an office: "the spokesman"."""
        known, name = self.offices.get(words[-1].lower(), (frozenset(), ""))
        is_plain = all(word.islower() for word in words) and known.issuperset(words)
        return name if name and is_plain else " ".join(words)

    def _pronoun(self, pronoun: str) -> str:
        known = self.people if pronoun in ("he", "she") else self.bodies
        other = self.bodies if pronoun in ("he", "she") else self.people
        if pronoun in ("he", "she") and self.bodies and not self.people:
            return self.bodies[-1]
        return (known or other or [""])[-1]

    def _named(self, words: Sequence[str]) -> str:
        """A surname, or the last word of a body ("the office"), as it was named in full."""
        if len(words) == 1 and words[0][0].isupper():
            for full in self.people[:-_REMEMBERED:-1]:
                if words[0] in full.split():
                    return full
        if len(words) == 1 and words[0].islower():
            for full in self.bodies[:-_REMEMBERED:-1]:
                if full.lower().split()[-1] == words[0] and len(full.split()) > 1:
                    return full
        return " ".join(words)


def speaker_of(
    first: int, last: int, found: Sequence[Attribution], tokens: Tokens
) -> Attribution | None:
    """The attribution that covers the tokens from ``first`` to before ``last``.

    The nearest one before it whose words go on to it, else the nearest one behind that says so of
    what stands before.
    """
    agencies = [one for one in found if one.via and one.via == one.speaker]
    others = [one for one in found if one not in agencies]
    if agencies and others:
        nearest = speaker_of(first, last, others, tokens)
        return replace(nearest, via=nearest.via or agencies[0].via) if nearest else agencies[0]
    before = [one for one in found if one.last <= first and not one.trails]
    behind = [
        one
        for one in found
        if one.first >= last
        and one.trails
        and ";" not in {tokens[at].text for at in range(last, one.first)}
    ]
    if not (before or behind) and len(found) == 1:
        behind = [one for one in found if one.first >= last and one.trails]
    if before and not (behind and _parted(tokens, before[-1].last, first)):
        return before[-1]
    if behind:
        return behind[0]
    around = [one for one in found if one.first <= first and last <= one.last]
    if around:
        return around[0]
    trailing = [one for one in found if one.trails and one.last <= first]
    if before:
        return before[-1]
    return trailing[-1] if trailing and not _parted(tokens, trailing[-1].last, first) else None


def _parted(tokens: Tokens, first: int, last: int) -> bool:
    return any(
        tokens[at].text in (";", "—") or tokens[at].lower in ("while", "but")
        for at in range(first, last)
    )
