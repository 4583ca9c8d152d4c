"""Figures to which a phrase before leads: totals, labels, "Of those sheltered,"."""

from corridor.evidence.figures.being import kind_of_being
from corridor.evidence.figures.figure import Figure, Reading, Scene
from corridor.evidence.figures.labels import colon_before_names, reading_of_label
from corridor.evidence.figures.phrases import phrases, word_list
from corridor.evidence.figures.tokens import lower

LINKS = word_list("links to a total")


def introduced_by(scene: Scene, figure: Figure) -> Reading | None:
    """What names before a bracket, "there are", or "Of those sheltered" lead to."""
    tokens, at = scene.tokens, figure.first - 1
    if lower(tokens, at) == "(" and (colon := colon_before_names(scene, at)):
        return reading_of_label(scene, colon)
    if lower(tokens, figure.first) not in LINKS and (lodged := _there_are(scene, figure)):
        return lodged
    if lower(tokens, at) == "," and _IN_ALL.at(tokens, figure.last):
        before = (cue for k in range(at - 1, max(-1, at - 12), -1) for cue in scene.cues.get(k, ()))
        done = next((cue for cue in before if cue.role in ("verb", "right")), None)
        return Reading(done.kind, "in-all", 0.7, done) if done else None
    is_of_those = lower(tokens, 0) in ("of", "among") and 2 < figure.first < 14
    return _of_those(scene, figure.first) if is_of_those else None


_IN_ALL = phrases("in all; altogether; in total; all told; all in all; overall")


def total_of_topic(scene: Scene, figure: Figure) -> Reading | None:
    """By the toll with which a sentence starts: "The toll from the quake that hit Dorn rose to"."""
    tokens, verb = scene.tokens, figure.first - 1
    verb -= lower(tokens, verb) in ("to", "at")
    topic = next((cue for at in range(verb) for cue in scene.cues.get(at, ())), None)
    is_number = topic is not None and _NUMBER_OF.within(tokens, range(topic.first))
    is_numbered = lower(tokens, verb) in _NUMBERED
    is_toll = topic is not None and topic.role == "noun" and (topic.kind in _TOLLS or is_numbered)
    if topic is None or not (is_number or is_toll):
        return None
    before = [other for other in scene.figures if other.first < figure.first]
    is_first = all(other.group in ("time", "length", "incident") for other in before)
    is_told = lower(tokens, verb) in _REACHED and verb - topic.last > 2
    return Reading(topic.kind, "total", 0.8, topic) if is_first and is_told else None


_NUMBER_OF = phrases("number of; total number of; numbers of")
_NUMBERED = word_list("words of numbering")
_TOLLS = frozenset({"killed", "injured", "missing"})
_REACHED = word_list("verbs of totals")


def _there_are(scene: Scene, figure: Figure) -> Reading | None:
    """People in "in the shelters there are 300 people"."""
    kind = kind_of_being(scene, figure)
    return Reading(kind, "site", 0.7) if kind else None


def said_before_clause(scene: Scene, figure: Figure, at: int) -> Reading | None:
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
