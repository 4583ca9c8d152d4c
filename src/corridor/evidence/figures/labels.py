"""Labels before a colon or a dash: "Killed: 12", "Crossed: Chop (4,120), Vylok (915)"."""

from corridor.evidence.figures.figure import Reading, Scene
from corridor.evidence.figures.nouns import nouns
from corridor.evidence.figures.tokens import Tokens, lower


def reading_of_label(scene: Scene, colon: int) -> Reading | None:
    """The last cue of a label before a colon or dash, else its noun: "Killed: 12"."""
    if lower(scene.tokens, colon - 1) == ")" and scene.tokens[colon].text == ":":
        colon = _opening(scene.tokens, colon - 1)
        if scene.figure_over(colon - 1) is not None:
            return None
    start = colon
    while start > max(0, colon - 14) and lower(scene.tokens, start - 1) not in _LABEL_ENDS:
        start -= 1
    for at in range(colon - 1, start - 1, -1):
        for cue in scene.cues.get(at, ()):
            if cue.role != "left":
                return Reading(cue.kind, "label", 0.85, cue)
    for at in range(start, colon):
        noun = nouns().get(lower(scene.tokens, at))
        if noun is not None and noun.group in ("person", "household"):
            return Reading(noun.kind or "other", "label", 0.7)
    return None


def _opening(tokens: Tokens, at: int) -> int:
    return next((k for k in range(at, max(-1, at - 12), -1) if tokens[k].text == "("), at)


def colon_before_names(scene: Scene, bracket: int) -> int:
    """The colon to which only names and figures lead back: ": Chop (4,120), Vylok (915)"."""
    tokens, at = scene.tokens, bracket - 1
    if not tokens[at].is_capitalised:
        return 0
    while at > max(0, bracket - 30):
        token = tokens[at]
        is_between = token.kind == "number" or token.text in ("(", ")", ",", "and", "-")
        if token.text == ":":
            return at
        if not (token.is_capitalised or is_between):
            return 0
        at -= 1
    return 0


_LABEL_ENDS = (".", ";", ",", "?", "|")
