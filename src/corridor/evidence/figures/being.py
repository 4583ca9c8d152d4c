"""People who are somewhere: "in the camp there are 300 people", "the town has 6,000"."""

from corridor.evidence.claim import Kind
from corridor.evidence.figures.figure import Figure, Scene
from corridor.evidence.figures.phrases import phrase_list, word_list
from corridor.evidence.figures.tokens import Tokens, lower

SHELTERS = word_list("shelters")
_LODGING = SHELTERS | word_list("words of lodging")
_SETTLEMENTS = word_list("words for a place") | word_list("settlements")
_LISTS = word_list("words of lists")
_HAVING = phrase_list("phrases of having")
_PLAIN = word_list("people who are only there")
#: Tokens before a figure in which the camp or town is looked for.
_REACH = 16


def kind_of_being(scene: Scene, figure: Figure) -> Kind | None:
    """``sheltered`` of a camp, ``population`` of a town, ``registered`` of a list; else None."""
    tokens, first = scene.tokens, figure.first
    if not _is_plain(tokens, figure):
        return None
    if _follows_shelters(scene, figure):
        return "sheltered"
    if _there_are(scene, figure):
        subject = {lower(tokens, at) for at in range(max(0, first - _REACH), first)}
        return "sheltered" if subject & _LODGING else None
    if lower(tokens, first - 1) == "'s" and figure.group == "person":
        owner = tokens[first - 2]
        is_town = owner.is_capitalised or owner.lower in _SETTLEMENTS
        return "sheltered" if owner.lower in SHELTERS else "population" if is_town else None
    length = _HAVING.before(tokens, first)
    if not length:
        return None
    return _kind_of_subject(scene, first - length)


def _is_plain(tokens: Tokens, figure: Figure) -> bool:
    """Whether it counts people of no further sort, or families, and no part of another figure."""
    if figure.counted is None:
        return figure.amount.form != "fraction" and figure.amount.high >= 20
    if figure.group == "household":
        return True
    return figure.group == "person" and lower(tokens, figure.last - 1) in _PLAIN


def _there_are(scene: Scene, figure: Figure) -> bool:
    tokens = scene.tokens
    for at in range(figure.first - 1, max(0, figure.first - 10), -1):
        if scene.figure_over(at) is not None or tokens[at].text in (".", ";", ":", ","):
            return False
        if lower(tokens, at) == "for":
            return False
        if lower(tokens, at) in _BEING:
            return "there" in (lower(tokens, at - 1), lower(tokens, at + 1))
    return False


def _follows_shelters(scene: Scene, figure: Figure) -> bool:
    """Whether shelters are counted right before: "twelve shelters, 2,800 people"."""
    tokens, first = scene.tokens, figure.first
    before = scene.figure_over(first - 2)
    is_site = before is not None and before.group == "site" and before.last == first - 1
    return (
        is_site
        and lower(tokens, first - 1) in (",", "with", "–", "/")
        and (lower(tokens, first - 2) in SHELTERS)
    )


_BEING = word_list("verbs of being there")


def _kind_of_subject(scene: Scene, end: int) -> Kind | None:
    """By the nearest word before a token that names a camp, a town or a list."""
    tokens = scene.tokens
    for at in range(end - 1, max(-1, end - _REACH), -1):
        word = lower(tokens, at)
        if word in (".", ";", ":") or scene.figure_over(at) is not None:
            return None
        if word in _LISTS:
            return "registered"
        if word in SHELTERS:
            return "sheltered"
        if word in _SETTLEMENTS:
            return "population"
    return None
