"""A sentence read by all rules that look at it alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from corridor.evidence.documents import Sentence
from corridor.evidence.figures.amounts import Amount, find_amounts, qualifier_after
from corridor.evidence.figures.anaphora import with_nouns_elsewhere
from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.cues import Cue, find_cues
from corridor.evidence.figures.figure import Figure, Scene
from corridor.evidence.figures.gazetteer import Gazetteer
from corridor.evidence.figures.nouns import Counted, find_counted
from corridor.evidence.figures.place_names import Mention
from corridor.evidence.figures.places import find_places, learned_names, with_learned
from corridor.evidence.figures.speakers import find_attributions
from corridor.evidence.figures.times import find_times
from corridor.evidence.figures.tokens import Token, tokenise
from corridor.evidence.figures.traps import is_trap, masks
from corridor.evidence.figures.when import When


@dataclass(frozen=True)
class Read:
    """A sentence with its figures, times, places and speakers."""

    sentence: Sentence
    scene: Scene
    whens: tuple[When, ...]
    mentions: tuple[Mention, ...]
    sources: tuple[Attribution, ...]


def read_sentences(
    sentences: Sequence[Sentence], published: date, gazetteer: Gazetteer
) -> list[Read]:
    """Every sentence of a document; the first three may start with a dateline."""
    reads = [
        read_sentence(each, published, gazetteer, at_head=index < 3)
        for index, each in enumerate(sentences)
    ]
    names = learned_names([mention for read in reads for mention in read.mentions])
    return [_with_learned(read, names) for read in reads] if names else reads


def _with_learned(read: Read, names: frozenset[str]) -> Read:
    scene = read.scene
    mentions = with_learned(scene.tokens, read.mentions, names, scene.masked)
    return replace(read, mentions=mentions)


def read_sentence(
    sentence: Sentence, published: date, gazetteer: Gazetteer, *, at_head: bool
) -> Read:
    """Everything that the sentence itself says; nothing is carried over from others."""
    tokens = tokenise(sentence)
    whens = find_times(tokens, published)
    masked = masks([(when.first, when.last) for when in whens])
    cues = find_cues(tokens)
    by_start: dict[int, list[Cue]] = {}
    for cue in cues:
        by_start.setdefault(cue.first, []).append(cue)
    figures = _figures(tokens, masked)
    return Read(
        sentence,
        Scene(tokens, figures, by_start, masked),
        whens,
        find_places(tokens, gazetteer, masked, at_head=at_head),
        find_attributions(tokens, masked),
    )


def _bounded_behind(tokens: tuple[Token, ...], amount: Amount, counted: Counted | None) -> Amount:
    """With a qualifier that stands behind the noun: "48 hours at most"."""
    if counted is None or amount.qualifier != "exact":
        return amount
    _, qualifier = qualifier_after(tokens, counted.last)
    return replace(amount, qualifier=qualifier) if qualifier else amount


def _figures(tokens: tuple[Token, ...], masked: frozenset[int]) -> tuple[Figure, ...]:
    amounts = find_amounts(tokens, masked)
    taken = masked | masks([(amount.first, amount.last) for amount in amounts])
    found = []
    for amount in amounts:
        own = taken - frozenset(range(amount.first, amount.last))
        counted = find_counted(tokens, amount, own)
        if not is_trap(tokens, amount, counted):
            found.append(Figure(_bounded_behind(tokens, amount, counted), counted))
    return tuple(with_nouns_elsewhere(tokens, found))
