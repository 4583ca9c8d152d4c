"""Which of the places that a sentence names a figure is about."""

from collections.abc import Mapping, Sequence

from corridor.evidence.claim import Kind
from corridor.evidence.figures.figure import Figure, Reading, Scene
from corridor.evidence.figures.names import SAYS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.place_names import Mention
from corridor.evidence.figures.tokens import lower

_WANTED: Mapping[Kind, frozenset[str]] = {
    "arrived": word_list("wanted places of arrived"),
    "departed": word_list("wanted places of departed"),
    "displaced": word_list("wanted places of displaced"),
}
#: Tokens between a figure and a place that it may be about.
_FARTHEST = 70
_STAYING: frozenset[Kind] = frozenset(
    {
        "sheltered",
        "capacity",
        "population",
        "killed",
        "injured",
        "missing",
        "in_need",
        "share",
        "registered",
    }
)
_UNWANTED: Mapping[Kind, frozenset[str]] = {
    "arrived": frozenset({"from", "leaving", "left", "fled"}),
    "departed": frozenset({"to", "into", "toward", "towards"}),
    "displaced": frozenset({"to", "into"}),
}


def place_of(
    scene: Scene, figure: Figure, reading: Reading, mentions: Sequence[Mention]
) -> Mention | None:
    """The mention that the figure is about: the nearest fitting one of its sentence, or None."""
    best: tuple[float, Mention] | None = None
    for mention in mentions:
        if max(mention.first - figure.last, figure.first - mention.last) > _FARTHEST:
            continue
        score = _score(scene, figure, reading, mention)
        if best is None or score > best[0]:
            best = (score, mention)
    return best[1] if best and best[0] > -20 else None


def _score(scene: Scene, figure: Figure, reading: Reading, mention: Mention) -> float:
    after = mention.first >= figure.last
    gap = mention.first - figure.last if after else figure.first - mention.last
    between = range(figure.last, mention.first) if after else range(mention.last, figure.first)
    words = [lower(scene.tokens, at) for at in between]
    score = -0.25 * gap - (0 if after else 1.5)
    score -= 2.5 * sum(word in (";", ".") for word in words) + 0.7 * words.count(",")
    score -= 2.5 * sum(word in ("while", "but", "said", "told", "says", "and") for word in words)
    score -= 2.0 * sum(1 for other in scene.figures if other.first in between)
    if mention.outer:
        score -= 4
    if mention.preposition in ("across", "via", "through", "over"):
        score -= 2.5
    if not after and set(words) <= {"(", ":"}:
        score += 7  # "Vylok (915)"
    if mention.preposition == ":":
        score -= 6 if after else 0
    score -= 8 * (_is_where_said(scene, mention) + _is_origin(scene, mention))
    if mention.preposition == "dateline":
        score -= 14
    if mention.preposition in _UNWANTED.get(reading.kind, ()):
        score -= 25 if mention.preposition in ("from", "to") else 5
    elif _is_elsewhere(figure, reading, mention, after=after):
        score -= 25
    elif mention.preposition in _WANTED.get(reading.kind, ("in", "at", "near", "around", "of")):
        score += 1.5
    return score + (1 if mention.known else 0)


def _is_where_said(scene: Scene, mention: Mention) -> bool:
    """Whether somebody only spoke there: "said in Geneva"."""
    is_in = mention.preposition in ("in", "at", "from")
    return is_in and lower(scene.tokens, mention.first - 2) in SAYS


def _is_origin(scene: Scene, mention: Mention) -> bool:
    """Whether "from" and a noun stand before: "from villages in Soum"."""
    if mention.preposition not in ("in", "of"):
        return False
    at = mention.first - 3
    while at > mention.first - 6 and lower(scene.tokens, at).isalpha():
        if lower(scene.tokens, at) == "from":
            return True
        at -= 1
    return False


def _is_elsewhere(figure: Figure, reading: Reading, mention: Mention, *, after: bool) -> bool:
    """Whether those counted only came from a place, or others went on to it."""
    is_person = reading.kind == "other" and figure.group in ("person", "household", "")
    if reading.kind not in _STAYING and not is_person:
        return False
    is_away = after and mention.preposition in ("to", "into") and reading.kind != "share"
    return mention.preposition == "from" or is_away
