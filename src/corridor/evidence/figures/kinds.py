"""The kind of a figure: from its noun, or from the word that says what befell those counted."""

from collections.abc import Iterator

from corridor.evidence.figures.amounts import CHANGES
from corridor.evidence.figures.being import SHELTERS, kind_of_being
from corridor.evidence.figures.cues import Cue, is_passive
from corridor.evidence.figures.figure import Figure, Reading, Scene
from corridor.evidence.figures.labels import colon_before_names, reading_of_label
from corridor.evidence.figures.objects import as_carried, reading_of_object
from corridor.evidence.figures.phrases import phrases, word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight

_JOINS = word_list("words that join figures")

#: Tokens searched to the right and to the left of a figure.
_RIGHT_REACH = _LEFT_REACH = 18


_BREAKS = word_list("words that end a clause")
_PREPOSITIONS = word_list("prepositions before a figure")
_AUXILIARIES = word_list("auxiliary verbs")
_LINKS = word_list("links to a total")
_ASIDES = word_list("words that open an aside")


def read_kind(scene: Scene, figure: Figure) -> Reading | None:
    """The kind that the figure's own sentence gives it, or None where nothing there tells."""
    counted = figure.counted
    if counted is not None and counted.noun.group == "seat" and is_taken(scene.tokens, figure):
        return Reading("sheltered", "occupied", 0.85)
    if counted is not None and counted.noun.decides and counted.noun.kind is not None:
        return Reading(counted.noun.kind, f"noun-{counted.noun.group}", 0.9)
    options = [option for option in (_right(scene, figure), _left(scene, figure)) if option]
    options += _within(scene, figure)
    if counted is not None and counted.noun.kind is not None:
        options.append(Reading(counted.noun.kind, "noun", 0.55))
    return max(options, key=lambda option: option.surety, default=None)


def is_taken(tokens: Tokens, figure: Figure) -> bool:
    """Whether places have people in them: "310 places are taken"."""
    at = figure.last
    while lower(tokens, at) in ("are", "were", "is", "have", "been", "already", "now", "still"):
        at += 1
    is_in_use = lower(tokens, at) == "in" and lower(tokens, at + 1) == "use"
    return is_in_use or lower(tokens, at) in ("taken", "occupied", "filled")


def _within(scene: Scene, figure: Figure) -> list[Reading]:
    """A participle inside the noun phrase: "300 displaced people", "23.4K newly displaced"."""
    return [
        Reading(cue.kind, "modifier", 0.7, cue)
        for at in range(figure.amount.last, figure.last)
        for cue in scene.cues.get(at, ())
        if cue.role in ("verb", "noun", "right") and lower(scene.tokens, at) != "lives"
    ]


def _right(scene: Scene, figure: Figure) -> Reading | None:
    """From the first word behind the figure that says what befell those counted."""
    weak: Reading | None = None
    if lower(scene.tokens, figure.last) == "as":
        for cue in scene.cues.get(figure.last + 1, ()):  # "lists 12 as missing"
            if cue.role in ("right", "verb"):
                return Reading(cue.kind, "predicate", 0.97, cue)
    for at, crossed in _path(scene, figure):
        if _is_shelter(scene, figure, at):
            return Reading("sheltered", "site", 0.81)
        for cue in scene.cues.get(at, ()):
            if not _speaks_left(scene, figure, cue):
                continue
            if cue.kind == "population" and _is_housed(scene, figure, cue):
                return Reading("sheltered", "site", 0.81)
            if cue.kind != "other":
                distance = at - figure.last + crossed
                return Reading(cue.kind, "predicate", max(0.62, 0.94 - 0.02 * distance), cue)
            aboard = as_carried(scene, figure, cue)
            weak = weak or aboard or Reading("other", "predicate", 0.66, cue)
    return weak


def _path(scene: Scene, figure: Figure) -> Iterator[tuple[int, int]]:
    """The tokens where the figure's predicate may stand, and how much was passed on the way."""
    tokens, previous, crossed = scene.tokens, figure, 0
    at = _past_whole(scene, figure)
    end = min(len(tokens), at + _RIGHT_REACH)
    while at < end and not _ends_clause(tokens, at):
        skip = _past_mark(scene, figure, at, crossed)
        if skip is None:
            return
        other = scene.figure_at(at)
        if skip > at:
            at, crossed = skip, crossed + 1
        elif other is None:
            yield at, crossed
            at += 1
        elif lower(tokens, at - 1) in _PREPOSITIONS or _coordinates(tokens, previous, other):
            yield at, crossed
            previous, at, crossed = other, other.last, crossed + 1
        else:
            return


def _past_whole(scene: Scene, figure: Figure) -> int:
    """The token behind "of whom", or behind the whole in "1,940 of the 6,300 people"."""
    tokens, last = scene.tokens, figure.last
    if lower(tokens, last) == "of":
        whole = next((w for at in range(last + 1, last + 4) if (w := scene.figure_at(at))), None)
        if whole is not None:
            return whole.last
    return last + _OF_WHOM.at(tokens, last)


_OF_WHOM = phrases("of whom; of which; of them; of these; of those")


def _ends_clause(tokens: Tokens, at: int) -> bool:
    word = lower(tokens, at)
    return (
        word in _BREAKS
        or word in {";", ":", ")", "]", "—", "”", "?", "|"}
        or _is_full_stop(tokens, at)
    )


def _past_mark(scene: Scene, figure: Figure, at: int, crossed: int) -> int | None:
    """The token after a bracket, an aside or a comma of a list; None where the clause ends."""
    tokens, word = scene.tokens, lower(scene.tokens, at)
    if word in ("(", "["):
        return _closing(tokens, at) + 1
    if word not in (",", "–", "-"):
        return at
    is_hyphen = word != "," and tight(tokens, at)
    goes_on = word == "," and (
        _resumes(scene, figure, at, crossed) or _coordinates_next(scene, figure, at)
    )
    return at + 1 if is_hyphen or goes_on else _aside(tokens, at)


def _is_shelter(scene: Scene, figure: Figure, at: int) -> bool:
    """Whether "in" leads to a shelter: "96,000 refugees in four camps"."""
    other = scene.figure_at(at)
    if other is not None:
        return _shelters(scene.tokens, other) and lower(scene.tokens, at - 1) in ("in", "at")
    return lower(scene.tokens, at) in SHELTERS and _is_inside(scene.tokens, figure.last, at)


def _is_housed(scene: Scene, figure: Figure, cue: Cue) -> bool:
    """Whether "lived" leads on to a shelter: "191,000 lived in 1,100 collective shelters"."""
    after = range(cue.last, min(cue.last + 6, len(scene.tokens)))
    return lower(scene.tokens, cue.last) in ("in", "at", "under") and any(
        _is_shelter(scene, figure, at) for at in after
    )


def _shelters(tokens: Tokens, figure: Figure) -> bool:
    """Whether a figure counts shelters: "four camps"."""
    return figure.group == "site" and lower(tokens, figure.last - 1) in SHELTERS


def _is_inside(tokens: Tokens, first: int, at: int) -> bool:
    return any(
        lower(tokens, k) in ("in", "at", "inside", "under") for k in range(max(first, at - 6), at)
    )


def _resumes(scene: Scene, figure: Figure, comma: int, crossed: int) -> bool:
    """Whether the predicate follows a comma: "the group, 311 people, reached"."""
    tokens = scene.tokens
    after = lower(tokens, comma + 1)
    before = figure.first - 1 - (lower(tokens, figure.first - 1) == "or")
    is_apposed = comma == figure.last and lower(tokens, before) == ","
    if is_apposed and any(cue.role in ("right", "verb") for cue in scene.cues.get(comma + 1, ())):
        return True
    return (is_apposed or crossed > 0) and (
        after in _AUXILIARIES or after in _PREDICATES or (is_apposed and after == "who")
    )


def _coordinates_next(scene: Scene, figure: Figure, comma: int) -> bool:
    """Whether a comma of a list leads to the next figure: "12 men, 3 boys and"."""
    following = scene.figure_at(comma + 1)
    if following is None or comma != figure.last:
        return False
    return lower(scene.tokens, following.last) in (",", "and") and following.counted is not None


def _speaks_left(scene: Scene, figure: Figure, cue: Cue) -> bool:
    if _is_negated(scene.tokens, cue):
        return False
    if cue.role == "right":
        return not (cue.kind == "capacity" and figure.group == "time")
    if cue.role == "noun":
        return cue.first == figure.last
    if cue.role != "verb":
        return False
    is_beside = cue.first - figure.last <= 1 and lower(scene.tokens, figure.last) not in (
        "and",
        ",",
    )
    if is_passive(scene.tokens, cue) or is_beside:
        return True
    following = scene.figure_at(cue.last)
    if following is None and lower(scene.tokens, cue.last).isalpha():
        following = scene.figure_at(cue.last + 1)  # "taken away dozens"
    has_object = following is not None or lower(scene.tokens, cue.last) in _OBJECTS
    return not has_object


_NEGATIONS = word_list("negations")


def _is_negated(tokens: Tokens, cue: Cue) -> bool:
    if cue.kind in ("in_need", "missing", "sheltered"):
        return False
    return any(lower(tokens, at) in _NEGATIONS for at in range(max(0, cue.first - 3), cue.first))


_OBJECTS = word_list("words that start an object")


def _is_full_stop(tokens: Tokens, at: int) -> bool:
    return lower(tokens, at) in (".", "!", "•")


def _closing(tokens: Tokens, at: int) -> int:
    for later in range(at + 1, min(at + 30, len(tokens))):
        if lower(tokens, later) in (")", "]"):
            return later
    return min(at + 30, len(tokens))


def _aside(tokens: Tokens, comma: int) -> int | None:
    """Where the sentence goes on after ", mostly women," or ", according to X,"; None if not so."""
    for later in range(comma + 2, min(comma + 22, len(tokens) - 1)):
        word = lower(tokens, later)
        if word in (".", ";", ":"):
            return None
        if word in (",", "–", "-", "—") and not (tight(tokens, later) and word != ","):
            after = lower(tokens, later + 1)
            if after in _AUXILIARIES or after in _PREDICATES:
                return later + 1
            return later + 1 if lower(tokens, comma + 1) in _ASIDES else None
    return None


_PREDICATES = word_list("verbs after an aside")


def _left(scene: Scene, figure: Figure) -> Reading | None:
    """From the last word before the figure of which it is the object or the total."""
    tokens, at, crossed = scene.tokens, figure.first - 1, 0
    is_linked = lower(tokens, at) in _LINKS or lower(tokens, figure.first) in _LINKS
    lowest = max(-1, at - _LEFT_REACH)
    if lower(tokens, at) in _LABEL_MARKS:
        return reading_of_label(scene, at)
    if special := _introduced(scene, figure):
        return special
    reached: Reading | None = None
    while at > lowest:
        if _starts_clause(scene, figure, at):
            return _before_clause(scene, figure, at) or reached
        other = scene.figure_over(at)
        if other is not None:
            is_change = _is_change(tokens, other, figure)
            if not (is_change or _coordinates(tokens, other, figure)):
                return reached
            is_linked = is_linked or is_change
            at, crossed = other.first - 1, crossed + 3
            continue
        for cue in scene.cues.get(at, ()):
            reading = reading_of_object(scene, figure, cue, crossed, is_linked)
            if reading is None:
                continue
            if reading.kind != "other" or lower(tokens, cue.first) not in _LINKS:
                return reading
            reached = reached or reading
        at -= 1
    return reached


def _introduced(scene: Scene, figure: Figure) -> Reading | None:
    """What names before a bracket, "there are", or "Of those sheltered" lead to."""
    tokens, at = scene.tokens, figure.first - 1
    if lower(tokens, at) == "(" and (colon := colon_before_names(scene, at)):
        return reading_of_label(scene, colon)
    if lower(tokens, figure.first) not in _LINKS and (lodged := _there_are(scene, figure)):
        return lodged
    if lower(tokens, at) == "," and _IN_ALL.at(tokens, figure.last):
        before = (cue for k in range(at - 1, max(-1, at - 12), -1) for cue in scene.cues.get(k, ()))
        done = next((cue for cue in before if cue.role in ("verb", "right")), None)
        return Reading(done.kind, "in-all", 0.7, done) if done else None
    is_of_those = lower(tokens, 0) in ("of", "among") and 2 < figure.first < 14
    return _of_those(scene, figure.first) if is_of_those else None


_IN_ALL = phrases("in all; altogether; in total; all told; all in all; overall")


def _there_are(scene: Scene, figure: Figure) -> Reading | None:
    """People in "in the shelters there are 300 people"."""
    kind = kind_of_being(scene, figure)
    return Reading(kind, "site", 0.7) if kind else None


_LABEL_MARKS = (":", "—", "–", "-", "|")


def _starts_clause(scene: Scene, figure: Figure, at: int) -> bool:
    """Whether nothing before a token is said of the figure."""
    tokens, word = scene.tokens, lower(scene.tokens, at)
    if word == ",":
        return lower(tokens, at + 1) != "estimated" and not _is_list(scene, at)
    if word in ("and", "or"):
        return at == figure.first - 1 and scene.figure_over(at - 1) is None
    return word in {";", "(", "[", "?", ":"} or word in _CLAUSE_STARTS or _is_full_stop(tokens, at)


def _before_clause(scene: Scene, figure: Figure, at: int) -> Reading | None:
    """What a label, or "Of those sheltered,", says of the figure behind it."""
    word = lower(scene.tokens, at)
    if word == ":" and all(scene.tokens[k].is_capitalised for k in range(at + 1, figure.first)):
        return reading_of_label(scene, at)
    return _of_those(scene, at) if word == "," else None


def _of_those(scene: Scene, comma: int) -> Reading | None:
    """The kind in "Of those sheltered, 1,011 are minors", where a sentence starts so."""
    if lower(scene.tokens, 0) not in ("of", "among") or comma > 13:
        return None
    if any(figure.first < comma and figure.amount.form != "fraction" for figure in scene.figures):
        return None
    cues = [cue for at in range(1, comma) for cue in scene.cues.get(at, ())]
    return Reading(cues[0].kind, "part", 0.8, cues[0]) if cues else None


_CLAUSE_STARTS = word_list("words that start a clause")


def _is_list(scene: Scene, comma: int) -> bool:
    """Whether a comma stands between two figures of a list, or before "killing" and the like."""
    return scene.figure_over(comma - 1) is not None


def _coordinates(tokens: Tokens, other: Figure, figure: Figure) -> bool:
    """Whether two figures are joined by "and", a comma or "as well as" and nothing more."""
    between = {lower(tokens, at) for at in range(other.last, figure.first)}
    return bool(between) and between <= _JOINS


def _is_change(tokens: Tokens, other: Figure, figure: Figure) -> bool:
    """Whether two figures are the ends of a change: "fell from 142,000 to fewer than 90,000"."""
    between = [lower(tokens, at) for at in range(other.last, figure.first)]
    if between not in (["to"], ["from"]):
        return False
    return any(lower(tokens, at) in CHANGES for at in range(max(0, other.first - 7), figure.first))
