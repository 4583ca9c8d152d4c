"""Counts of things that no table of nouns knows: damaged, handed out, repaired."""

from corridor.evidence.figures.cues import is_be
from corridor.evidence.figures.figure import Figure, Reading, Scene
from corridor.evidence.figures.nouns import is_people_word
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower

_DAMAGE = word_list("verbs of damage")
_GIVING = word_list("verbs of giving")
_NO_THINGS = word_list("nouns of no things")
_STOPS = word_list("noun phrase stops")
#: Words of a noun phrase, at most, and tokens between it and its verb.
_PHRASE, _REACH = 4, 5


def reading_of_thing(scene: Scene, figure: Figure) -> Reading | None:
    """What was damaged (``other``) or handed out (``stock``); None where neither is said."""
    if figure.counted is not None or figure.amount.form == "fraction":
        return None
    tokens = scene.tokens
    end = _end_of_phrase(tokens, figure.amount.last)
    head = lower(tokens, end - 1)
    is_bare = end == figure.amount.last
    if is_bare:
        is_hit = _verb_behind(tokens, end, _DAMAGE) or _is_labelled(tokens, figure.first)
        return Reading("other", "damaged", 0.75, None, "other") if is_hit else None
    is_plural = head.endswith("s") and not head.endswith("ss") and len(head) > 3
    if not is_plural or head in _NO_THINGS or is_people_word(head):
        return None
    if _verb_behind(tokens, end, _DAMAGE) or _verb_before(scene, figure, _DAMAGE):
        return Reading("other", "damaged", 0.75, None, "other")
    if _verb_behind(tokens, end, _GIVING) or _verb_before(scene, figure, _GIVING):
        return Reading("stock", "given", 0.75, None, "other")
    return None


def _is_labelled(tokens: Tokens, first: int) -> bool:
    """Whether the verb alone is the label: "Destroyed: 312"."""
    is_label = lower(tokens, first - 1) == ":" and lower(tokens, first - 2) in _DAMAGE
    return is_label and (first == 2 or tokens[first - 3].kind == "mark")


def _end_of_phrase(tokens: Tokens, first: int) -> int:
    """Where words such as "bowls of soup" end; the head is that before "of"."""
    at = first
    while at < min(len(tokens), first + _PHRASE):
        token = tokens[at]
        is_word = token.kind == "word" and token.text.islower()
        is_word = is_word and not token.lower.endswith("ly")
        if not is_word or token.lower in _ENDS:
            break
        at += 1
    return at


def _verb_behind(tokens: Tokens, end: int, verbs: frozenset[str]) -> bool:
    """Whether "were damaged", or "collapsed", stands right behind a noun phrase."""
    for at in range(end, min(len(tokens), end + _REACH)):
        word = lower(tokens, at)
        if word in verbs:
            return True
        if not (is_be(word) or word.endswith("ly") or word in _BETWEEN):
            return False
    return False


_BETWEEN = word_list("words between a thing and its verb")
_ENDS = _STOPS | _DAMAGE | _BETWEEN | {"of"}


def _verb_before(scene: Scene, figure: Figure, verbs: frozenset[str]) -> bool:
    """Whether the figure is the object of such a verb, or stands in its list."""
    tokens = scene.tokens
    for at in range(figure.first - 1, max(-1, figure.first - 14), -1):
        word = lower(tokens, at)
        if word in verbs:
            return True
        is_list = scene.figure_over(at) is not None or word in ("and", ",", "another", "the")
        if not is_list and figure.first - at > 4:
            return False
        is_mark = tokens[at].kind == "mark" and word != ","
        if is_mark or word in ("which", "who", "that"):
            return False
    return False
