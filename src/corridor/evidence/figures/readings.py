"""What a figure is in its sentence and after those before."""

from corridor.evidence.figures.anaphora import is_whole
from corridor.evidence.figures.being import SHELTERS
from corridor.evidence.figures.context import Context
from corridor.evidence.figures.figure import Figure, Reading
from corridor.evidence.figures.kinds import read_kind
from corridor.evidence.figures.manner import is_planned
from corridor.evidence.figures.parts import (
    as_answer,
    as_line,
    as_part,
    as_remaining,
    as_time,
    as_vehicles,
    goes_on_with_rate,
    is_staying,
)
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.rates import rate_of
from corridor.evidence.figures.scene import Read
from corridor.evidence.figures.things import reading_of_thing
from corridor.evidence.figures.tokens import Tokens, lower


def reading_of(read: Read, figure: Figure, context: Context) -> Reading | None:
    """What a figure is, from its sentence and those before; None where nothing tells."""
    if vehicles := as_vehicles(read, figure, context):
        return vehicles
    if thing := reading_of_thing(read.scene, figure):
        return thing
    own = read_kind(read.scene, figure)
    if time := as_time(read, figure, context):
        return time
    if own is None and _is_bare_rate(read, figure):
        return Reading("flow", "rate", 0.75)
    if context.rate is not None and goes_on_with_rate(read.scene.tokens, figure):
        return Reading("flow", "rate-list", 0.65, None, context.rate.unit)
    if own is not None and is_staying(read, own, figure, context):
        return Reading("sheltered", "staying", 0.75, own.cue)
    return (
        _as_whole(read, figure, own)
        or as_part(read, figure, own, context)
        or as_remaining(read, figure, own, context)
        or own
        or as_line(read, figure, context)
        or _as_noun(read, figure, context)
        or as_answer(read, figure, context)
        or _as_expected(read, figure)
    )


def _as_expected(read: Read, figure: Figure) -> Reading | None:
    """By what is still to come: "Ten thousand more are expected"."""
    expected = Reading("planning", "expected", 0.7)
    is_people = figure.group in ("", "person", "household") and figure.amount.form != "fraction"
    is_people = is_people and figure.amount.high >= 10
    return expected if is_people and is_planned(read.scene, figure, _UNSAID) else None


_UNSAID = Reading("other", "expected", 0.5)


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
    verb = lower(read.scene.tokens, cue.first) if cue is not None else ""
    is_of_part = verb in _AUXILIARIES or (
        cue is not None and _is_finite(verb) and reach == figure.last
    )
    if cue is not None and cue.first <= reach and figure.last <= cue.last and not is_of_part:
        return own  # "the 30,000 people in need", "the 6,300 people who lost their homes"
    return Reading(figure.counted.noun.kind or "population", "whole", 0.65)


_AUXILIARIES = word_list("auxiliary verbs")
_FINITE_OF_NEED = word_list("verbs of the part before")


def _is_finite(verb: str) -> bool:
    """Whether a verb can only be that of the part before: "half of the 50,000 face hunger"."""
    return verb in _FINITE_OF_NEED


def _as_noun(read: Read, figure: Figure, context: Context) -> Reading | None:
    """By its noun alone: as the figure before it in a list, else as ``other``."""
    if figure.counted is None:
        return None
    if context.in_list and context.lead and figure.group in ("person", "household"):
        return Reading(context.lead.kind, "lead", 0.65, context.lead)
    if not figure.counted.noun.alone:
        return None
    before = context.in_sentence
    is_alike = before is not None and (
        before.figure.group in ("person", "household") or before.unit == "people"
    )
    if before is not None and is_alike and _is_listed(read.scene.tokens, figure):
        return Reading(before.reading.kind, "list", 0.62, before.reading.cue)
    is_people = figure.group in ("person", "household")
    if is_people and _is_at_shelter(read, figure):
        return Reading("sheltered", "site-label", 0.62)
    if is_people and context.heading is not None and _is_line(read, figure):
        return Reading(context.heading.kind, "heading", 0.65, context.heading)
    is_plain = lower(read.scene.tokens, figure.last - 1) in _PLAIN_PEOPLE
    if is_plain and figure.amount.high >= 10 and _is_by_shelter(read, figure):
        return Reading("sheltered", "by-shelter", 0.6)
    return Reading("other", "noun-only", 0.45)


_PLAIN_PEOPLE = word_list("people who are only there")


def _is_line(read: Read, figure: Figure) -> bool:
    """Whether a sentence is a line of a label and the figure: "Tarhuna: 520 families"."""
    tokens = read.scene.tokens
    return (
        lower(tokens, figure.first - 1) in (":", "–", "-", "|") and figure.last >= len(tokens) - 1
    )


def _is_by_shelter(read: Read, figure: Figure) -> bool:
    """Whether a shelter is named in the clause before: "a high school where 340 people share"."""
    tokens = read.scene.tokens
    for at in range(figure.first - 1, max(-1, figure.first - 14), -1):
        if tokens[at].text in (".", ";", ":", "?", "“", '"'):
            return False
        if lower(tokens, at) in SHELTERS:
            return lower(tokens, at + 1) != "of"  # "the tents of 780 families"
    return False


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
