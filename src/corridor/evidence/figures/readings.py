"""What a figure is in its sentence and after those before, and whether it is worth proposing."""

from corridor.evidence.figures.amounts import is_one
from corridor.evidence.figures.anaphora import counts_unknown, goes_on, is_bare, is_part, is_whole
from corridor.evidence.figures.being import SHELTERS
from corridor.evidence.figures.context import Context, Proposal
from corridor.evidence.figures.figure import Figure, Reading
from corridor.evidence.figures.kinds import is_taken, read_kind
from corridor.evidence.figures.manner import is_planned
from corridor.evidence.figures.phrases import phrases, word_list
from corridor.evidence.figures.rates import rate_of
from corridor.evidence.figures.scene import Read
from corridor.evidence.figures.things import reading_of_thing
from corridor.evidence.figures.tokens import Tokens, lower

_NO_DURATION = word_list("words after no duration")


def reading_of(read: Read, figure: Figure, context: Context) -> Reading | None:
    """What a figure is, from its sentence and those before; None where nothing tells."""
    if thing := reading_of_thing(read.scene, figure):
        return thing
    own = read_kind(read.scene, figure)
    if own is None and _is_bare_rate(read, figure):
        return Reading("flow", "rate", 0.75)
    if context.rate is not None and _goes_on_rate(read.scene.tokens, figure):
        return Reading("flow", "rate-list", 0.65, None, context.rate.unit)
    if own is not None and _stays(read, own, figure, context):
        return Reading("sheltered", "staying", 0.75, own.cue)
    return (
        _as_whole(read, figure, own)
        or _as_part(read, figure, own, context)
        or own
        or _as_noun(read, figure, context)
        or _as_answer(read, figure, context)
        or _as_expected(read, figure)
    )


def _as_expected(read: Read, figure: Figure) -> Reading | None:
    """By what is still to come: "Ten thousand more are expected"."""
    expected = Reading("planning", "expected", 0.7)
    is_people = figure.counted is None and figure.amount.form != "fraction"
    is_people = is_people and figure.amount.high >= 10
    return expected if is_people and is_planned(read.scene, figure, _UNSAID) else None


_UNSAID = Reading("other", "expected", 0.5)


def _goes_on_rate(tokens: Tokens, figure: Figure) -> bool:
    """Whether a bare number goes on with a rate: "1,900 a day, now 400"."""
    if not is_bare(tokens, figure) or figure.amount.form == "fraction":
        return False
    return lower(tokens, figure.first - 1) in (
        "now",
        "today",
        "then",
        "with",
        "against",
        "to",
        "and",
    )


_STAYING = frozenset({"still", "remain", "remained", "remaining", "left"})


def _stays(read: Read, own: Reading, figure: Figure, context: Context) -> bool:
    """Whether "95 were still there" speaks of a shelter whose people were counted before."""
    before = context.people
    if own.cue is None or own.kind != "other" or before is None or figure.counted is not None:
        return False
    word = lower(read.scene.tokens, own.cue.first)
    return before.reading.kind == "sheltered" and word in _STAYING


#: Tokens of an answer that says little more than the number.
_SHORT_ANSWER = 10


def _as_answer(read: Read, figure: Figure, context: Context) -> Reading | None:
    """By the question before: "How many have left? The mayor speaks of 4,000"."""
    tokens = read.scene.tokens
    if context.asked is None or not (figure.group == "person" or is_bare(tokens, figure)):
        return None
    if not (goes_on(tokens, figure) or len(tokens) < _SHORT_ANSWER):
        return None
    is_figure = figure.amount.high >= 10 and figure.amount.form != "fraction"
    return Reading(context.asked, "answer", 0.65) if is_figure else None


def _as_whole(read: Read, figure: Figure, own: Reading | None) -> Reading | None:
    """As the people of whom a figure before is a part: "half of the city's 50,000 inhabitants"."""
    if figure.group not in ("person", "household") or figure.counted is None:
        return None
    if not is_whole(read.scene.tokens, read.scene.figures, figure):
        return None
    if own is not None and own.rule == "site":
        return own  # "80 per cent of the 40,000 people in the camps"
    cue = own.cue if own is not None else None
    reach = figure.last + 3 * (lower(read.scene.tokens, figure.last) in ("who", "that"))
    is_of_part = cue is not None and lower(read.scene.tokens, cue.first) in _AUXILIARIES
    if cue is not None and cue.first <= reach and figure.last <= cue.last and not is_of_part:
        return own  # "the 30,000 people in need", "the 6,300 people who lost their homes"
    return Reading(figure.counted.noun.kind or "population", "whole", 0.65)


_AUXILIARIES = word_list("auxiliary verbs")
#: What befalls people, so that a noun in no table before it must be one of people.
HARM = frozenset({"killed", "injured", "missing", "displaced"})


def _as_part(read: Read, figure: Figure, own: Reading | None, context: Context) -> Reading | None:
    """As a figure before, of which it is a part, or with which it goes on."""
    tokens = read.scene.tokens
    if figure.group not in ("person", "household", ""):
        return None
    if _is_other_thing(tokens, figure, own, context) and context.in_sentence:
        return _alike(context.in_sentence)
    goes_by_object = own is not None and own.rule == "object" and is_bare(tokens, figure)
    is_told = own is not None and own.cue is not None and own.cue.kind == "population"
    if goes_by_object and not is_told and goes_on(tokens, figure) and context.last:
        return _alike(context.last)
    is_of_which = _OF_WHICH.at(tokens, figure.amount.last) or _OF_WHICH.before(tokens, figure.first)
    if is_of_which and is_taken(tokens, figure):
        return Reading("sheltered", "occupied", 0.85)
    if _OF_WHICH.at(tokens, figure.amount.last) and context.in_sentence:
        return _alike(context.in_sentence)
    if own is not None and (
        own.surety >= 0.8 or _says_more(tokens, figure, own) or _has_whole_behind(read, figure)
    ):
        return None
    whole = _whole(tokens, figure, context)
    if whole is None or (own is not None and whole.reading.kind == "population"):
        return None
    return _alike(whole)


_THINGS = frozenset({"site", "vehicle", "good"})


def _is_other_thing(tokens: Tokens, figure: Figure, own: Reading | None, context: Context) -> bool:
    """Whether it is "4,300 others" behind houses, and nothing that befalls people only."""
    before = context.in_sentence
    is_more = lower(tokens, figure.amount.last) in ("more", "others", "other")
    if before is None or before.figure.group not in _THINGS or figure.group or not is_more:
        return False
    return own is None or own.kind not in HARM


def _has_whole_behind(read: Read, figure: Figure) -> bool:
    """Whether the whole follows: "160 of the 240 families"."""
    behind = (read.scene.figure_at(figure.last + k) for k in (1, 2, 3))
    return lower(read.scene.tokens, figure.last) == "of" and any(behind)


def _says_more(tokens: Tokens, figure: Figure, own: Reading) -> bool:
    """Whether "thousands more are stranded" is about others than those before."""
    is_more = lower(tokens, figure.amount.last) in ("more", "others", "other")
    is_next = own.cue is not None and own.cue.first == figure.last and figure.counted is None
    return (is_more or is_next) and own.rule == "predicate"


_OF_WHICH = phrases("of which")


def _alike(whole: Proposal) -> Reading:
    return Reading(whole.reading.kind, "part", 0.72, whole.reading.cue, whole.unit)


def _as_noun(read: Read, figure: Figure, context: Context) -> Reading | None:
    """By its noun alone: as the figure before it in a list, else as ``other``."""
    if figure.counted is None:
        return None
    if context.in_list and context.lead and figure.group in ("person", "household"):
        return Reading(context.lead.kind, "lead", 0.65, context.lead)
    if not figure.counted.noun.alone:
        return None
    before = context.in_sentence
    is_alike = before is not None and before.figure.group in ("person", "household")
    if before is not None and is_alike and _is_listed(read.scene.tokens, figure):
        return Reading(before.reading.kind, "list", 0.62, before.reading.cue)
    if figure.group in ("person", "household") and _is_at_shelter(read, figure):
        return Reading("sheltered", "site-label", 0.62)
    return Reading("other", "noun-only", 0.45)


def _is_at_shelter(read: Read, figure: Figure) -> bool:
    """Whether a shelter and no verb is named before: "Shelter Alpha: 84 families"."""
    tokens = read.scene.tokens
    for at in range(figure.first - 1, max(-1, figure.first - 8), -1):
        if lower(tokens, at) in SHELTERS:
            between = {lower(tokens, k) for k in range(at, figure.first)}
            return bool(between & _LABEL_MARKS)
        if tokens[at].text in (".", ";", ",") or at in read.scene.cues:
            return False
    return False


_LABEL_MARKS = frozenset({":", "–", "—", "-", "|", "("})


def _is_listed(tokens: Tokens, figure: Figure) -> bool:
    """Whether the figure goes on a list: after a comma, "and" or a bracket."""
    before = lower(tokens, figure.first - 1)
    return figure.group in ("person", "household") and before in (
        ",",
        "and",
        "(",
        "or",
        "–",
        "-",
        "/",
    )


def _is_bare_rate(read: Read, figure: Figure) -> bool:
    if figure.counted is not None or figure.amount.form == "vague":
        return False
    rate = rate_of(read.scene.tokens, figure, read.scene.masked)
    return rate is not None and rate[1] in ("people/day", "people/household")


def _whole(tokens: Tokens, figure: Figure, context: Context) -> Proposal | None:
    """The figure before that this one is a part of, or goes on with; None where it stands alone."""
    if is_part(tokens, figure):
        return context.in_sentence or context.last
    if not is_bare(tokens, figure) or figure.amount.form == "fraction":
        return None
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


def is_worth_proposing(read: Read, figure: Figure, reading: Reading, context: Context) -> bool:
    """Whether an analyst of displacement would want the figure."""
    counted, tokens = figure.counted, read.scene.tokens
    if counted is None:
        return _is_bare_worth(read, figure, reading, context)
    group = counted.noun.group
    if group in ("place", "incident", "length", "beast"):
        return False
    if group == "time":
        return _is_duration(read, figure, context)
    if is_one(figure.amount, tokens):
        return group == "person" and reading.surety >= 0.77
    if reading.rule == "noun-only" and group == "person" and figure.amount.high < 10:
        return False
    if not counted.noun.alone and group == "person":
        return reading.rule not in ("noun", "noun-only") and reading.surety >= 0.6
    return True


def _is_bare_worth(read: Read, figure: Figure, reading: Reading, context: Context) -> bool:
    """Whether a number without a noun is worth proposing."""
    tokens = read.scene.tokens
    if is_one(figure.amount, tokens):
        return False
    if reading.unit == "other" and reading.rule in ("damaged", "given"):
        return True
    if counts_unknown(tokens, figure, read.scene.cues) and reading.kind not in HARM:
        return False
    is_small_word = figure.amount.form == "words" and figure.amount.high < 13
    if is_small_word and reading.cue and reading.cue.role == "noun":
        return False  # "the two crossings"
    is_small_word = is_small_word and context.in_sentence is None
    return reading.surety >= (0.8 if is_small_word else 0.6)


_JOURNEY = word_list("journeys and supplies")


def _lasts(tokens: Tokens, figure: Figure) -> bool:
    """Whether a verb right before "in three days" says what took so long."""
    before = {lower(tokens, at) for at in range(max(0, figure.first - 6), figure.first)}
    return bool(
        before & {"walked", "drove", "covered", "made", "travelled", "passed", "reach", "run"}
    )


def _is_duration(read: Read, figure: Figure, context: Context) -> bool:
    counted, tokens = figure.counted, read.scene.tokens
    if counted is None or counted.noun.unit == "other":
        return False
    after = {lower(tokens, at) for at in range(figure.last + 1, figure.last + 3)}
    if lower(tokens, figure.amount.last) == "-" and lower(tokens, figure.last).isalpha():
        return lower(tokens, figure.last) in _JOURNEY  # "a two-day walk", no "one-day raid"
    if lower(tokens, figure.first - 1) in ("every", "each", "per"):
        return False
    if lower(tokens, figure.first - 1) in ("in", "within") and not _lasts(tokens, figure):
        return False
    if lower(tokens, figure.last) in _NO_DURATION:
        return lower(tokens, figure.last) in ("'", "’", "of") and bool(after & _JOURNEY)
    window = tokens[max(0, figure.first - 14) : figure.last + 12]
    if context.before is not None and context.before.sentence.text.endswith("?"):
        window = (*window, *context.before.scene.tokens)
    return bool({token.lower for token in window} & _JOURNEY)
