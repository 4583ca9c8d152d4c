"""What stands between a figure and the words that say what befell those counted."""

from collections.abc import Iterator

from corridor.evidence.figures.amounts import CHANGES
from corridor.evidence.figures.figure import Figure, Scene
from corridor.evidence.figures.phrases import phrases, word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight

#: Tokens searched behind a figure.
_REACH = 18
_JOINS = word_list("words that join figures")
_BREAKS = word_list("words that end a clause")
_PREPOSITIONS = word_list("prepositions before a figure")
_AUXILIARIES = word_list("auxiliary verbs")
_ASIDES = word_list("words that open an aside")


def path_behind(scene: Scene, figure: Figure) -> Iterator[tuple[int, int]]:
    """The tokens where the figure's predicate may stand, and how much was passed on the way."""
    tokens, previous, crossed = scene.tokens, figure, 0
    at = _past_whole(scene, figure)
    end = min(len(tokens), at + _REACH)
    if _is_between_dashes(tokens, figure, at):
        at += 1
    while at < end and (_goes_on_here(scene, at) or not _ends_clause(tokens, at)):
        skip = _past_mark(scene, figure, at, crossed)
        if skip is None:
            return
        other = scene.figure_at(at)
        if skip > at:
            at, crossed = skip, crossed + 1
        elif other is None:
            yield at, crossed
            at += 1
        elif lower(tokens, at - 1) in _PREPOSITIONS or are_joined(tokens, previous, other):
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


def _goes_on_here(scene: Scene, at: int) -> bool:
    """Whether a token is of a time ("Oct. 7"), or starts a phrase such as "taking shelter"."""
    return at in scene.masked or any(cue.last - at > 1 for cue in scene.cues.get(at, ()))


def _is_between_dashes(tokens: Tokens, figure: Figure, at: int) -> bool:
    """Whether a figure stands beside another: "half of them — some 5 million — are hungry"."""
    before = figure.first - 1
    return (
        at == figure.last
        and lower(tokens, at) in ("—", "–")
        and lower(tokens, before) == lower(tokens, at)
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


def starts_clause(scene: Scene, figure: Figure, at: int) -> bool:
    """Whether nothing before a token is said of the figure."""
    tokens, word = scene.tokens, lower(scene.tokens, at)
    if at in scene.masked:
        return False  # the points of "Oct. 7", "9 p.m."
    if word == ",":
        return lower(tokens, at + 1) not in _TIES and not _is_list(scene, at)
    if word in ("and", "or"):
        return at == figure.first - 1 and scene.figure_over(at - 1) is None
    return word in {";", "(", "[", "?", ":"} or word in _CLAUSE_STARTS or _is_full_stop(tokens, at)


_TIES = word_list("words that tie a figure")
_CLAUSE_STARTS = word_list("words that start a clause")


def _is_list(scene: Scene, comma: int) -> bool:
    """Whether a comma stands between two figures of a list, or before "killing" and the like."""
    return scene.figure_over(comma - 1) is not None


def are_joined(tokens: Tokens, other: Figure, figure: Figure) -> bool:
    """Whether two figures are joined by "and", a comma or "as well as" and nothing more."""
    between = {lower(tokens, at) for at in range(other.last, figure.first)}
    if between & {"and", ","} and lower(tokens, other.last) in ("from", "in"):
        between = {
            lower(tokens, at)
            for at in range(other.last + 1, figure.first)
            if not tokens[at].is_capitalised
        }
    return bool(between) and between <= _JOINS


def are_ends_of_change(tokens: Tokens, other: Figure, figure: Figure) -> bool:
    """Whether two figures are the ends of a change: "fell from 142,000 to fewer than 90,000"."""
    between = [lower(tokens, at) for at in range(other.last, figure.first)]
    if between not in (["to"], ["from"]):
        return False
    return any(lower(tokens, at) in CHANGES for at in range(max(0, other.first - 7), figure.first))
