"""Room and shelter: whether those counted are housed, and whether places are free or taken."""

from corridor.evidence.figures.being import SHELTERS
from corridor.evidence.figures.cues import Cue
from corridor.evidence.figures.figure import Figure, Scene
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower


def is_occupied(tokens: Tokens, figure: Figure) -> bool:
    """Whether a bare number behind places is "occupied", and not "taken" somewhere."""
    return any(lower(tokens, at) == "occupied" for at in range(figure.last, figure.last + 4))


def is_room_to_let(tokens: Tokens, figure: Figure) -> bool:
    """Whether "200 rooms are available" counts room for people."""
    at = figure.last + (lower(tokens, figure.last) in ("are", "were", "is"))
    is_room = lower(tokens, figure.last - 1) in ("rooms", "apartments", "flats")
    return is_room and lower(tokens, at) in ("available", "free", "vacant")


_GIVEN = word_list("verbs before beds that are goods")


def is_given(scene: Scene, figure: Figure) -> bool:
    """Whether beds were handed out, and so are goods and no room for people."""
    counted = figure.counted
    is_bed = counted is not None and counted.noun.group == "seat" and counted.noun.unit == "other"
    before = {lower(scene.tokens, at) for at in range(figure.first - 3, figure.first)}
    return is_bed and bool(before & _GIVEN)


_AUXILIARIES = word_list("words before taken")


def is_taken(tokens: Tokens, figure: Figure) -> bool:
    """Whether places have people in them: "310 places are taken"."""
    at = figure.last
    while lower(tokens, at) in _AUXILIARIES:
        at += 1
    is_in_use = lower(tokens, at) == "in" and lower(tokens, at + 1) == "use"
    return is_in_use or lower(tokens, at) in ("taken", "occupied", "filled")


def leads_to_shelter(scene: Scene, figure: Figure, at: int) -> bool:
    """Whether "in" leads to a shelter: "96,000 refugees in four camps"."""
    other = scene.figure_at(at)
    if other is not None:
        return _shelters(scene.tokens, other) and lower(scene.tokens, at - 1) in ("in", "at")
    return lower(scene.tokens, at) in SHELTERS and _is_inside(scene.tokens, figure.last, at)


def are_shelters_behind(scene: Scene, figure: Figure) -> bool:
    """Whether shelters are counted behind those counted: "4,218 families in 23 centres"."""
    for at in range(figure.last, min(len(scene.tokens), figure.last + 9)):
        if scene.tokens[at].text in (".", ";", ":"):
            return False
        other = scene.figure_at(at)
        if other is not None and _shelters(scene.tokens, other):
            return lower(scene.tokens, at - 1) == "in"
    return False


def leads_on_to_shelter(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether "lived" leads on to a shelter: "191,000 lived in 1,100 collective shelters"."""
    after = range(cue.last, min(cue.last + 6, len(scene.tokens)))
    return lower(scene.tokens, cue.last) in ("in", "at", "under") and any(
        leads_to_shelter(scene, figure, at) for at in after
    )


_AREAS = word_list("words for a place") | word_list("words for a part of a land")


def is_living_in_area(tokens: Tokens, cue: Cue) -> bool:
    """Whether "living in" leads to a land and no shelter: "living in the affected areas"."""
    words = [lower(tokens, at) for at in range(cue.first, cue.first + 6)]
    is_living = words[:2] in (["living", "in"], ["live", "in"])
    named = tokens[cue.first + 2 : cue.first + 3]
    if is_living and named and named[0].is_capitalised and not SHELTERS & set(words):
        return True
    return is_living and bool(_AREAS & set(words)) and not SHELTERS & set(words)


def _shelters(tokens: Tokens, figure: Figure) -> bool:
    """Whether a figure counts shelters: "four camps"."""
    return figure.group == "site" and lower(tokens, figure.last - 1) in SHELTERS


def _is_inside(tokens: Tokens, first: int, at: int) -> bool:
    return any(
        lower(tokens, k) in ("in", "at", "inside", "under") for k in range(max(first, at - 6), at)
    )
