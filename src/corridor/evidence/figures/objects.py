"""Figures that are the object of what stands before them: "killed 12", "home to 4,000"."""

from corridor.evidence.figures.being import SHELTERS
from corridor.evidence.figures.cues import Cue, is_passive
from corridor.evidence.figures.figure import Figure, Reading, Scene
from corridor.evidence.figures.nouns import noun_at
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import lower, phrase_at


def reading_of_object(
    scene: Scene, figure: Figure, cue: Cue, crossed: int, is_linked: bool
) -> Reading | None:
    """What a cue says of a figure behind it, or None where the figure is not its object.

    ``crossed`` counts what was passed between them; ``is_linked`` says that a word such as
    "reached" ties the figure to a noun.
    """
    distance = max(0, figure.first - cue.last)
    if _goes_with(scene, figure, cue):
        return Reading(cue.kind, "carried", 0.8, cue)
    if cue.role != "noun" and not is_linked and _is_beside(scene, figure, cue):
        return None
    if distance > 1 and _is_of_settlement(scene, cue):
        return None
    if cue.role == "left":
        return _object_of_phrase(scene, figure, cue, distance, crossed)
    if cue.kind == "injured" and phrase_at(scene.tokens, figure.last, ("to", "death")):
        return Reading("killed", "object", 0.95, cue)
    is_near = cue.role == "verb" and distance <= 6 + 2 * crossed
    if is_near and (not is_linked or _is_put_up(scene, figure, cue)):
        if is_passive(scene.tokens, cue) and not (crossed or _is_existential(scene, figure, cue)):
            return None
        return Reading(cue.kind, "object", max(0.6, 0.95 - 0.05 * distance), cue)
    is_linked = is_linked or (cue.role == "noun" and distance == 0)
    if is_linked and (cue.role == "noun" or _is_number_of(scene, cue)):
        return Reading(cue.kind, "total", max(0.62, 0.9 - 0.012 * distance), cue)
    return None


def _object_of_phrase(
    scene: Scene, figure: Figure, cue: Cue, distance: int, crossed: int
) -> Reading | None:
    """What a phrase that always leads to its object says: "home to", "has room for"."""
    if _is_home_of_shelter(scene, figure, cue):
        return Reading("sheltered", "object", 0.85, cue)
    if carried := as_carried(scene, figure, cue):
        return carried
    if cue.kind == "capacity" and _is_to_help(scene, cue):
        return Reading("planning", "object", 0.9, cue)
    if lower(scene.tokens, cue.last - 1) in _DRIVING and distance > 2:
        return None  # "drove through and found eleven"
    if cue.kind == "capacity" and distance == 0:
        return Reading(cue.kind, "object", 0.96, cue)
    reach = max(0.6, 0.93 - 0.04 * distance - 0.02 * crossed)
    return Reading(cue.kind, "object", reach, cue) if distance <= 8 else None


_DRIVING = word_list("verbs of driving out")
_HELPING = word_list("verbs of helping")


def _is_to_help(scene: Scene, cue: Cue) -> bool:
    """Whether "intended to assist" says whom a plan is for, and no room."""
    tokens = scene.tokens
    return lower(tokens, cue.last - 1) == "to" and lower(tokens, cue.last) in _HELPING


def _is_home_of_shelter(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether a school is "home to 2,100 displaced people"."""
    is_home = cue.kind == "population" and lower(scene.tokens, cue.first) == "home"
    before = {lower(scene.tokens, at) for at in range(max(0, cue.first - 12), cue.first)}
    is_displaced = figure.counted is not None and figure.counted.noun.kind == "displaced"
    return is_home and (is_displaced or bool(before & SHELTERS))


def as_carried(scene: Scene, figure: Figure, cue: Cue) -> Reading | None:
    """As what carries them: "300 cars carrying 2,000 people left"."""
    tokens = scene.tokens
    if _goes_with(scene, figure, cue):
        return Reading(cue.kind, "carried", 0.8, cue)
    if lower(tokens, cue.first) not in ("carrying", "aboard", "on"):
        return None
    if lower(tokens, cue.first) == "on" and lower(tokens, cue.first + 1) != "board":
        return None
    behind = range(figure.last, min(len(tokens), figure.last + 6))
    before = range(min(cue.first, figure.first) - 1, max(-1, figure.first - 12), -1)
    for at in (*behind, *before):
        if tokens[at].text in (".", ";"):
            break
        for found in scene.cues.get(at, ()):
            is_own = lower(tokens, found.first - 1) != "to" and found.role == "right"
            if found.kind in ("arrived", "departed") and is_own:
                return Reading(found.kind, "carried", 0.8, found)
    return None


def _goes_with(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether a vehicle goes or comes with people: "the last bus out left with 17 passengers"."""
    tokens = scene.tokens
    is_person = figure.group in ("person", "household")
    is_going = (
        cue.kind in ("arrived", "departed") and cue.role == "right" and cue.last < figure.first
    )
    if not (is_person and is_going and lower(tokens, figure.first - 1) == "with"):
        return False
    before = (noun_at(tokens, at) for at in range(max(0, cue.first - 8), cue.first))
    return any(noun is not None and noun.group == "vehicle" for noun in before)


def _is_existential(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether those counted come behind the verb: "there were accommodated 1,420"."""
    tokens = scene.tokens
    if any(lower(tokens, at) == "there" for at in range(max(0, cue.first - 3), cue.first)):
        return True
    starts_at_place = lower(tokens, 0) in ("in", "at", "from", "under", "on")
    return (
        starts_at_place
        and cue.last == figure.first
        and not (any(lower(tokens, at) in (",", ".") for at in range(cue.first)))
    )


def _is_of_settlement(scene: Scene, cue: Cue) -> bool:
    """Whether a cue only names a town: "the town of Kilembe sent 12,000"."""
    is_of = lower(scene.tokens, cue.last - 1) == "of" and cue.kind == "population"
    return is_of and lower(scene.tokens, cue.first) in _SETTLEMENTS


_SETTLEMENTS = word_list("words for a place") | word_list("settlements of no rank")


def _is_put_up(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether the "up" of "put up 84 people" is the verb's own."""
    return cue.last == figure.first and lower(scene.tokens, cue.last - 1) == "up"


def _is_beside(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether the figure stands in a phrase beside the verb: "affected in 812 villages"."""
    before = lower(scene.tokens, figure.first - 1)
    return cue.last < figure.first and before in _BESIDE


_BESIDE = word_list("prepositions beside a verb")


def _is_number_of(scene: Scene, cue: Cue) -> bool:
    """Whether a cue stands in "the number of people who have crossed"."""
    return any(
        lower(scene.tokens, at) in ("number", "total", "those", "count")
        for at in range(max(0, cue.first - 10), cue.first)
    )
