"""The kind of a figure: from its noun, or from the word that says what befell those counted."""

from corridor.evidence.figures.clauses import (
    are_ends_of_change,
    are_joined,
    path_behind,
    starts_clause,
)
from corridor.evidence.figures.cues import Cue, is_passive
from corridor.evidence.figures.figure import Figure, Reading, Scene
from corridor.evidence.figures.labels import reading_of_label
from corridor.evidence.figures.lodging import (
    are_shelters_behind,
    is_given,
    is_living_in_area,
    is_occupied,
    is_room_to_let,
    is_taken,
    leads_on_to_shelter,
    leads_to_shelter,
)
from corridor.evidence.figures.objects import as_carried, reading_of_object
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower
from corridor.evidence.figures.totals import (
    LINKS,
    introduced_by,
    said_before_clause,
    total_of_topic,
)

#: Before a noun they decide, whatever befell them further: "207 wounded people were brought to".
_HARMED = word_list("words of harm before a noun")
#: Tokens searched to the left of a figure.
_LEFT_REACH = 18


def read_kind(scene: Scene, figure: Figure) -> Reading | None:
    """The kind that the figure's own sentence gives it, or None where nothing there tells."""
    counted = figure.counted
    is_seat = counted is not None and counted.noun.group == "seat"
    is_seat = is_seat and lower(scene.tokens, figure.first - 1) not in ("its", "the", "of")
    if (is_seat or (counted is None and is_occupied(scene.tokens, figure))) and is_taken(
        scene.tokens, figure
    ):
        return Reading("sheltered", "occupied", 0.85)
    if counted is not None and is_room_to_let(scene.tokens, figure):
        return Reading("capacity", "available", 0.85)
    if counted is not None and is_given(scene, figure):
        return Reading("stock", "given", 0.85)  # "delivered 200 beds"
    if counted is not None and counted.noun.decides and counted.noun.kind is not None:
        return Reading(counted.noun.kind, f"noun-{counted.noun.group}", 0.9)
    options = [option for option in (_right(scene, figure), _left(scene, figure)) if option]
    options += _within(scene, figure)
    if all(option.kind != "arrived" for option in options):
        options = [option for option in options if _is_sent(scene, option)] or options
    if counted is not None and counted.noun.kind is not None:
        options.append(Reading(counted.noun.kind, "noun", 0.55))
    best = max(options, key=lambda option: option.surety, default=None)
    if best is not None and best.kind == "registered" and are_shelters_behind(scene, figure):
        return Reading("sheltered", "site", 0.85)  # "listed 4,218 families in 23 centres"
    is_deed = best is not None and best.kind == "other" and best.rule == "predicate"
    is_by_noun = best is not None and best.cue is not None and best.cue.role == "noun"
    if is_deed and not is_by_noun and counted and counted.noun.kind == "killed":
        return Reading("killed", "noun", 0.7)  # "31 of the victims have been identified"
    return best


def _is_sent(scene: Scene, reading: Reading) -> bool:
    """Whether "sent thousands fleeing" says it, and not the "fleeing" behind them."""
    return reading.cue is not None and lower(scene.tokens, reading.cue.first) == "sent"


def _within(scene: Scene, figure: Figure) -> list[Reading]:
    """A participle inside the noun phrase: "300 displaced people", "23.4K newly displaced"."""
    return [
        Reading(cue.kind, "modifier", _surety_within(scene.tokens, figure, cue), cue)
        for at in range(figure.amount.last, figure.last)
        for cue in scene.cues.get(at, ())
        if (cue.role != "noun" or figure.counted is None or figure.counted.noun.alone)
        and cue.role in ("verb", "noun", "right")
        and lower(scene.tokens, at) != "lives"
        and not _is_head(scene.tokens, figure, cue)
    ]


def _is_head(tokens: Tokens, figure: Figure, cue: Cue) -> bool:
    """Whether it is the counted noun itself: "11,300 inhabitants are confined"."""
    is_last = cue.first == figure.last - 1
    return cue.kind == "population" and is_last and lower(tokens, cue.first) != "population"


def _surety_within(tokens: Tokens, figure: Figure, cue: Cue) -> float:
    """How surely a word inside the noun phrase, or one that goes on behind it, says the kind."""
    if lower(tokens, cue.first) in _HARMED:
        return 0.96
    goes_on = cue.last > figure.last and cue.kind != "other"
    return 0.9 if goes_on else 0.7  # "families in need"


def _right(scene: Scene, figure: Figure) -> Reading | None:
    """From the first word behind the figure that says what befell those counted."""
    if listed := _listed_as(scene, figure):
        return listed
    weak: Reading | None = None
    for at, crossed in path_behind(scene, figure):
        if leads_to_shelter(scene, figure, at):
            return Reading("sheltered", "site", 0.81)
        for cue in scene.cues.get(at, ()):
            if not _speaks_left(scene, figure, cue):
                continue
            if told := _told(scene, figure, cue, at - figure.last + crossed):
                return told
            aboard = as_carried(scene, figure, cue)
            weak = weak or aboard or Reading("other", "predicate", 0.66, cue)
    return weak


def _listed_as(scene: Scene, figure: Figure) -> Reading | None:
    """As what a list has them: "lists 12 as missing"."""
    if lower(scene.tokens, figure.last) != "as":
        return None
    cues = scene.cues.get(figure.last + 1, ())
    cue = next((cue for cue in cues if cue.role in ("right", "verb")), None)
    return Reading(cue.kind, "predicate", 0.97, cue) if cue else None


def _told(scene: Scene, figure: Figure, cue: Cue, distance: int) -> Reading | None:
    """What a predicate says of a figure; None where it is no happening that counts."""
    if cue.kind == "population" and leads_on_to_shelter(scene, figure, cue):
        return Reading("sheltered", "site", 0.81)
    if cue.kind == "sheltered" and is_living_in_area(scene.tokens, cue):
        return Reading("population", "predicate", 0.85, cue)
    if cue.kind == "population" and _is_uprooted(figure):
        return Reading("displaced", "predicate", 0.8, cue)
    if _is_stuck(scene.tokens, figure, cue):
        return as_carried(scene, figure, cue) or Reading("other", "predicate", 0.8, cue)
    if cue.kind == "other":
        return None
    return Reading(cue.kind, "predicate", max(0.62, 0.94 - 0.02 * distance), cue)


_STUCK = word_list("words of being held up")


def _is_stuck(tokens: Tokens, figure: Figure, cue: Cue) -> bool:
    """Whether it is said right behind those counted that they are held up somewhere."""
    word, after = lower(tokens, cue.first), lower(tokens, cue.last)
    is_staying = word in ("remain", "remained") and after in ("on", "at", "with", "behind")
    return cue.first == figure.last and (word in _STUCK or is_staying)


def _is_uprooted(figure: Figure) -> bool:
    """Whether those who live somewhere are said to be displaced: "2,000 refugees live in"."""
    return figure.counted is not None and figure.counted.noun.kind == "displaced"


def _speaks_left(scene: Scene, figure: Figure, cue: Cue) -> bool:
    if _is_negated(scene.tokens, cue):
        return False
    if cue.role == "right":
        return not (cue.kind == "capacity" and figure.group == "time")
    if cue.role == "noun":
        return cue.first == figure.last or (
            cue.last - cue.first > 1 and is_passive(scene.tokens, cue)
        )
    if cue.role != "verb":
        return False
    is_beside = cue.first - figure.last <= 1 and lower(scene.tokens, figure.last) not in (
        "and",
        ",",
    )
    if is_passive(scene.tokens, cue):
        return True
    following = scene.figure_at(cue.last)
    if following is None and lower(scene.tokens, cue.last).isalpha():
        following = scene.figure_at(cue.last + 1)  # "taken away dozens"
    if is_beside and not (following is not None and lower(scene.tokens, cue.first - 1) == "have"):
        return True
    has_object = following is not None or lower(scene.tokens, cue.last) in _OBJECTS
    return not has_object


_NEGATIONS = word_list("negations")


def _is_negated(tokens: Tokens, cue: Cue) -> bool:
    if cue.kind in ("in_need", "missing", "sheltered"):
        return False
    return any(lower(tokens, at) in _NEGATIONS for at in range(max(0, cue.first - 3), cue.first))


_OBJECTS = word_list("words that start an object")


def _left(scene: Scene, figure: Figure) -> Reading | None:
    """From the last word before the figure of which it is the object or the total."""
    tokens, at, crossed = scene.tokens, figure.first - 1, 0
    is_linked = lower(tokens, at) in LINKS or lower(tokens, figure.first) in LINKS
    lowest = max(-1, at - _LEFT_REACH)
    if lower(tokens, at) in _LABEL_MARKS:
        return reading_of_label(scene, at)
    if special := introduced_by(scene, figure) or total_of_topic(scene, figure):
        return special
    reached: Reading | None = None
    while at > lowest:
        if starts_clause(scene, figure, at):
            return said_before_clause(scene, figure, at) or reached
        other = scene.figure_over(at)
        if other is not None:
            is_change = are_ends_of_change(tokens, other, figure)
            if not (is_change or are_joined(tokens, other, figure)):
                return reached
            is_linked = is_linked or is_change
            at, crossed = other.first - 1, crossed + 3
            continue
        for cue in scene.cues.get(at, ()):
            reading = reading_of_object(scene, figure, cue, crossed, is_linked)
            if reading is None:
                continue
            if reading.kind != "other" or lower(tokens, cue.first) not in LINKS:
                return reading
            reached = reached or reading
        at -= 1
    return reached


_LABEL_MARKS = (":", "—", "–", "-", "|")
