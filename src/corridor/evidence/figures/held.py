"""The time at which a figure held: which of the sentence's times it is tied to."""

from collections.abc import Sequence

from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.figure import Figure, Scene
from corridor.evidence.figures.phrases import phrases, word_list
from corridor.evidence.figures.tokens import Tokens, lower
from corridor.evidence.figures.when import When

#: Tokens between a figure and a time at which it may have held.
_FARTHEST = 80


def when_of(
    scene: Scene,
    figure: Figure,
    whens: Sequence[When],
    sources: Sequence[Attribution],
    head: int = 0,
    is_object: bool = False,
) -> When | None:
    """The nearest time in the figure's clause; that of a speech only where there is no other.

    Times before the token ``head`` are those of the dateline. "Last year's floods" tells when only
    of what the floods did (``is_object``).
    """
    best: tuple[float, When] | None = None
    for when in whens:
        if max(when.first - figure.last, figure.first - when.last) > _FARTHEST:
            continue
        score = _score(scene, figure, when, sources) - (8 if when.last <= head else 0)
        if lower(scene.tokens, when.last) == "'s" and not is_object:
            score -= 20
        if best is None or score > best[0]:
            best = (score, when)
    if best is None or best[0] <= (-6 if best[1].precision == "year" else -16):
        return None
    return best[1]


def _score(scene: Scene, figure: Figure, when: When, sources: Sequence[Attribution]) -> float:
    tokens = scene.tokens
    after = when.first >= figure.last
    between = range(figure.last, when.first) if after else range(when.last, figure.first)
    words = [lower(tokens, at) for at in between]
    score = -0.2 * len(words)
    score -= 6.0 * sum(word in (";", ".", "|") for word in words)
    score -= 2.0 * sum(
        word in ("while", "but", "after", "when", "which", "(", "before") for word in words
    )
    is_relative = lower(tokens, when.last - 1) in ("earlier", "ago", "before")
    has_other = any(each.first in between for each in scene.figures)
    if ";" in words:
        score -= 14
    if after and (_COMPARED.intersection(words) or (is_relative and has_other)):
        score -= 16
    if after:
        score -= 2.5 * sum(1 for other in scene.figures if other.first in between)
        score -= 0.8 * words.count(",") + 1.2 * words.count("and")
    if when.marker == "as of":
        score += 3
    is_digits = tokens[when.first].kind == "number"
    if (
        when.precision == "year"
        and is_digits
        and lower(tokens, when.first - 1) not in _BEFORE_YEARS
        and not _DURING.before(tokens, when.first)
    ):
        score -= 8
    if lower(tokens, when.first - 2) in ("born", "founded") or lower(tokens, when.first - 1) in (
        "born",
        "founded",
    ):
        score -= 20
    if _is_of_event(tokens, when):
        score -= 14  # "after the quakes of 28 March"
    if _is_of_speech(when, sources):
        score -= 4
    if tokens[when.last - 1 : when.last] and lower(tokens, when.last - 1) in ("earlier", "before"):
        score -= 1.5 if not after or words else 0
    return score


_HAZARDS = word_list("words of hazards") | word_list("hazards of a day")
_COMPARED = frozenset({"up", "down", "compared", "against"})
_DURING = phrases("in the; during the; throughout the")
_BEFORE_YEARS = word_list("words before a year of a figure")


def _is_of_event(tokens: Tokens, when: When) -> bool:
    """Whether it only dates what came before: "six days after the quakes of 28 March"."""
    is_of_hazard = (
        lower(tokens, when.first - 1) == "of" and lower(tokens, when.first - 2) in _HAZARDS
    )
    before = {lower(tokens, at) for at in range(max(0, when.first - 6), when.first)}
    return is_of_hazard and bool(before & {"after", "since", "following", "before"})


def _is_of_speech(when: When, sources: Sequence[Attribution]) -> bool:
    """Whether a time stands beside the verb of saying: "said on Tuesday that"."""
    return any(
        0 <= when.first - source.last <= 3
        or 0 <= source.first - when.last <= 1
        or source.first <= when.first < source.last
        for source in sources
    )
