"""Figures that take their kind from one before them: parts, the rest, lines of a list."""

from corridor.evidence.claim import PART
from corridor.evidence.figures.anaphora import goes_on, is_bare, is_part
from corridor.evidence.figures.being import SHELTERS
from corridor.evidence.figures.context import Context, Proposal
from corridor.evidence.figures.cues import Cue
from corridor.evidence.figures.figure import Figure, Reading
from corridor.evidence.figures.lodging import is_taken
from corridor.evidence.figures.phrases import phrases, word_list
from corridor.evidence.figures.scene import Read
from corridor.evidence.figures.tokens import Tokens, lower


def as_vehicles(read: Read, figure: Figure, context: Context) -> Reading | None:
    """As vehicles before it: "112 lorries, of which nine burned and 103 got through"."""
    before, tokens = context.in_sentence, read.scene.tokens
    if before is None or before.unit not in ("vehicles", "buses") or figure.counted is not None:
        return None
    is_of_which = _OF_WHICH.before(tokens, figure.first) or before.reading.rule in (
        "of-which",
        PART,
    )
    is_joined = lower(tokens, figure.first - 1) in ("which", "and", ",")
    if not (is_of_which and is_joined):
        return None
    return Reading(before.reading.kind, "of-which", 0.8, None, before.unit)


_REMAINING = phrases(
    "the remaining; the other; the rest :; the rest ,; the remainder ,; the rest —"
)


def as_remaining(
    read: Read, figure: Figure, own: Reading | None, context: Context
) -> Reading | None:
    """As the people before it, of whom it counts the rest: "The remaining 3,086 are gathered"."""
    is_open = own is None or own.kind == "other"
    first = figure.first
    is_rest = _REMAINING.before(read.scene.tokens, first) and is_open
    whole = context.last
    whole = context.people if whole is None or whole.is_bracketed else whole
    is_plain = figure.group in ("", "person", "household")
    return _alike(whole) if is_rest and whole and is_plain else None


def as_line(read: Read, figure: Figure, context: Context) -> Reading | None:
    """As the people before it, where a line holds a place and a number only: "Léogâne: 4,517"."""
    tokens = read.scene.tokens
    is_line = lower(tokens, figure.first - 1) == ":" and figure.last >= len(tokens)
    is_short = figure.first <= 7 and figure.counted is None and figure.amount.form != "fraction"
    is_of_place = bool(read.mentions) or lower(tokens, 0) in ("elsewhere", "other", "others")
    if not (is_line and is_short and is_of_place and context.last):
        return None
    return _alike(context.last)


def as_time(read: Read, figure: Figure, context: Context) -> Reading | None:
    """As a time before it: "the drive, which used to take two hours, now takes more than 30"."""
    before, tokens = context.previous, read.scene.tokens
    is_time = before is not None and before.figure.group == "time"
    if before is None or not is_time or before.start < read.sentence.start:
        return None
    if not is_bare(tokens, figure) or lower(tokens, figure.first - 1) not in (
        "takes",
        "took",
        "take",
    ):
        return None
    return Reading("duration", "time-list", 0.7, None, before.unit)


def goes_on_with_rate(tokens: Tokens, figure: Figure) -> bool:
    """Whether a bare number goes on with a rate: "1,900 a day, now 400"."""
    if not is_bare(tokens, figure) or figure.amount.form == "fraction":
        return False
    before = figure.first - 1
    before -= lower(tokens, before) in ("a", "an")
    if lower(tokens, before) == "of" and lower(tokens, before - 1) in _EXTREMES:
        return True
    return lower(tokens, before) in (
        "now",
        "today",
        "then",
        "with",
        "against",
        "to",
        "and",
    )


_EXTREMES = word_list("words of extremes")
_STAYING = word_list("words of staying on")


def is_staying(read: Read, own: Reading, figure: Figure, context: Context) -> bool:
    """Whether "95 were still there" speaks of a shelter whose people were counted before."""
    before, tokens = context.people, read.scene.tokens
    if own.cue is None or own.kind != "other":
        return False
    word = lower(tokens, own.cue.first)
    is_staying = {word, lower(tokens, own.cue.last - 1)} & {"staying", "stay", "stayed"}
    if is_staying and SHELTERS & {lower(tokens, at) for at in range(figure.first)}:
        return True
    if before is None or figure.counted is not None:
        return False
    return before.reading.kind == "sheltered" and word in _STAYING


#: Tokens of an answer that says little more than the number.
_SHORT_ANSWER = 10


def as_answer(read: Read, figure: Figure, context: Context) -> Reading | None:
    """By the question before: "How many have left? The mayor speaks of 4,000"."""
    tokens = read.scene.tokens
    if context.asked is None or not (figure.group == "person" or is_bare(tokens, figure)):
        return None
    if not (goes_on(tokens, figure) or len(tokens) < _SHORT_ANSWER):
        return None
    is_figure = figure.amount.high >= 10 and figure.amount.form != "fraction"
    return Reading(context.asked, "answer", 0.65) if is_figure else None


#: What befalls people, so that a noun in no table before it must be one of people.
HARM = frozenset({"killed", "injured", "missing", "displaced"})


def as_part(read: Read, figure: Figure, own: Reading | None, context: Context) -> Reading | None:
    """As a figure before, of which it is a part, or with which it goes on."""
    tokens = read.scene.tokens
    if figure.group not in ("person", "household", "") or _is_of_victims(figure):
        return None
    if _is_other_thing(tokens, figure, own, context) and context.in_sentence:
        return _alike(context.in_sentence)
    goes_by_object = own is not None and own.rule == "object" and is_bare(tokens, figure)
    is_told = own is not None and own.cue is not None and own.cue.kind == "population"
    if goes_by_object and not is_told and goes_on(tokens, figure) and context.last:
        return _alike(context.last)
    if of_which := _as_of_which(tokens, figure, context):
        return of_which
    before = context.in_sentence
    is_toll = before is not None and before.reading.kind == "killed" and own is not None
    if is_toll and own and own.kind in ("sheltered", "population") and is_part(tokens, figure):
        return _alike(before) if before else None
    if own is not None and (
        own.surety >= 0.8 or _says_more(tokens, figure, own) or _has_whole_behind(read, figure)
    ):
        return None
    if context.in_sentence is None and is_part(tokens, figure) and (dead := _topic(read, figure)):
        return dead
    whole = _whole(tokens, figure, context)
    if own is not None and whole is not context.in_sentence and not is_part(tokens, figure):
        return None
    if whole is None or (own is not None and whole.reading.kind == "population"):
        return None
    return _alike(whole)


def _as_of_which(tokens: Tokens, figure: Figure, context: Context) -> Reading | None:
    """As the figure before in "500 beds, 310 of which are taken"."""
    is_behind = bool(_OF_WHICH.at(tokens, figure.amount.last))
    if is_taken(tokens, figure) and (is_behind or _OF_WHICH.before(tokens, figure.first)):
        return Reading("sheltered", "occupied", 0.85)
    return _alike(context.in_sentence) if is_behind and context.in_sentence else None


def _is_of_victims(figure: Figure) -> bool:
    """Whether its noun says what befell them: "31 of the victims"."""
    return figure.counted is not None and figure.counted.noun.kind == "killed"


def _topic(read: Read, figure: Figure) -> Reading | None:
    """By whom the sentence is about: "All the dead were foreigners, among them nine women"."""
    cues = [cue for at in range(min(4, figure.first)) for cue in read.scene.cues.get(at, ())]
    about = next((cue for cue in cues if cue.role == "noun" and cue.kind in HARM), None)
    return Reading(about.kind, "part", 0.8, about) if about else None


_THINGS = frozenset({"site", "vehicle", "good"})


def _is_other_thing(tokens: Tokens, figure: Figure, own: Reading | None, context: Context) -> bool:
    """Whether it is "4,300 others" behind houses, and nothing that befalls people only."""
    before = context.in_sentence
    is_more = lower(tokens, figure.amount.last) in ("more", "others", "other")
    is_open = not figure.group or lower(tokens, figure.amount.last) == "others"
    if before is None or before.figure.group not in _THINGS or not (is_more and is_open):
        return False
    return own is None or own.kind not in HARM


def _has_whole_behind(read: Read, figure: Figure) -> bool:
    """Whether the whole follows: "160 of the 240 families"."""
    behind = (read.scene.figure_at(figure.last + k) for k in (1, 2, 3))
    return lower(read.scene.tokens, figure.last) == "of" and any(behind)


def _says_more(tokens: Tokens, figure: Figure, own: Reading) -> bool:
    """Whether "thousands more are stranded" is about others than those before."""
    is_more = lower(tokens, figure.amount.last) in ("more", "others", "other")
    is_next = own.cue is not None and figure.counted is None and _is_behind(tokens, figure, own.cue)
    return (is_more or is_next) and own.rule == "predicate"


def _is_behind(tokens: Tokens, figure: Figure, cue: Cue) -> bool:
    """Whether only auxiliaries stand between: "17,600 have been affected"."""
    between = {lower(tokens, at) for at in range(figure.last, cue.first)}
    return cue.first >= figure.last and between <= _BE


_BE = word_list("auxiliaries before a predicate")
_OF_WHICH = phrases("of which")


def _alike(whole: Proposal) -> Reading:
    return Reading(whole.reading.kind, "part", 0.72, whole.reading.cue, whole.unit)


def _whole(tokens: Tokens, figure: Figure, context: Context) -> Proposal | None:
    """The figure before that this one is a part of, or goes on with; None where it stands alone."""
    if is_part(tokens, figure):
        return context.in_sentence or context.last
    if not is_bare(tokens, figure) or figure.amount.form == "fraction":
        return None
    if lower(tokens, figure.first - 1) == "for" and lower(tokens, figure.first - 2) in (
        "risk",
        "up",
    ):
        return None  # "clean water is at risk for 700,000"
    is_small = figure.amount.form == "words" and figure.amount.high < 13
    if context.in_sentence is not None and (not is_small or _is_at_place(tokens, figure)):
        return context.in_sentence
    if not goes_on(tokens, figure) or figure.amount.high < 10:
        return None
    is_same_thing = _SAME_THING.before(tokens, figure.first)
    return context.previous if is_same_thing else context.people or context.last


_SAME_THING = phrases("it is; it was; now")


def _is_at_place(tokens: Tokens, figure: Figure) -> bool:
    """Whether a name follows: "seven in Nikopol"."""
    at = figure.amount.last
    named = at + 1 < len(tokens) and tokens[at + 1].is_capitalised
    return named and lower(tokens, at) in ("in", "at", "near")
