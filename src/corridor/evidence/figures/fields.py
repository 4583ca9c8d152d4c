"""The fields of a proposed figure: unit, place, time, speaker and manner."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from corridor.evidence.claim import PART, Unit
from corridor.evidence.figures.anaphora import is_part, is_within
from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.context import UNKNOWN_PLACE, Context, Proposal
from corridor.evidence.figures.figure import Figure, Reading
from corridor.evidence.figures.held import when_of
from corridor.evidence.figures.manner import (
    counting_of,
    denies,
    hedge_of,
    is_planned,
    measure_of,
)
from corridor.evidence.figures.nouns import factor_of, noun_at, unit_of
from corridor.evidence.figures.parts import HARM
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.place_labels import dateline_end, label_in
from corridor.evidence.figures.place_names import Mention
from corridor.evidence.figures.rates import rate_of
from corridor.evidence.figures.scene import Read
from corridor.evidence.figures.sources import speaker_of
from corridor.evidence.figures.tokens import lower
from corridor.evidence.figures.when import When
from corridor.evidence.figures.where import place_of


def proposal_of(
    read: Read,
    figure: Figure,
    reading: Reading,
    sources: Sequence[Attribution],
    context: Context,
) -> Proposal:
    """The figure with all its fields."""
    scene = read.scene
    reading, unit, last, noun, factor = _unit(read, figure, reading, context)
    start, end = scene.tokens[figure.first].start, scene.tokens[last - 1].end
    source = _source(read, figure, sources, context)
    when = when_of(
        scene,
        figure,
        read.whens,
        read.sources,
        head=dateline_end(scene.tokens, read.mentions),
        is_object=reading.rule == "object",
    )
    place, is_stated = _place(read, figure, reading, context)
    low = figure.amount.low * factor
    whole = _whole_of(read, figure, (reading, unit, low), context)
    if whole:
        reading = replace(reading, rule=PART)
    is_denied = denies(scene, figure)
    return Proposal(
        figure=figure,
        reading=reading,
        unit=unit,
        low=low,
        high=figure.amount.high * factor,
        start=start,
        end=end,
        noun=noun,
        place=place,
        place_is_stated=is_stated,
        held=_held(when, reading, context),
        said_by=source.speaker if source and source.speaker else context.publisher,
        via=source.via if source else "",
        speech=_speech(start, end, source, context),
        measure=measure_of(scene, figure, reading),
        counting=counting_of(scene.tokens, figure, read.whens, reading.kind),
        hedge="claimed" if is_denied else hedge_of(scene, figure, source.verb if source else ""),
        confidence=min(_DENIED, _confidence(figure, reading))
        if is_denied
        else _confidence(figure, reading),
        speaker_is_stated=source is None or source is not context.source,
        part_of=whole,
        note=_note(read, is_stated, place, whole),
        is_bracketed=_is_bracketed(read, figure),
        is_of_title=context.is_title,
    )


#: Confidence, at most, in a figure of which the sentence says that it is not so.
_DENIED = 0.3


def _whole_of(
    read: Read, figure: Figure, own: tuple[Reading, Unit, float], context: Context
) -> float:
    """The number before, of the same kind and unit, that contains this one; 0 where none does."""
    reading, unit, low = own
    before, tokens = context.in_sentence or context.people, read.scene.tokens
    if before is None or (before.reading.kind, before.unit) != (reading.kind, unit):
        return 0.0
    is_listed = before.part_of > 0 and lower(tokens, figure.first - 1) in (",", "and")
    if context.in_sentence is None and lower(tokens, 0) not in ("of", "among", "including"):
        is_listed = False
        if lower(tokens, figure.amount.last) != "of":
            return 0.0
    whole = before.part_of or before.low
    return whole if (is_listed or is_within(tokens, figure)) and low < whole else 0.0


def _is_bracketed(read: Read, figure: Figure) -> bool:
    """Whether only words stand between the figure and a bracket that opens before it."""
    tokens = read.scene.tokens
    for at in range(figure.first - 1, max(-1, figure.first - 6), -1):
        if tokens[at].kind == "mark":
            return tokens[at].text in ("(", "[")
    return False


def _note(read: Read, is_stated: bool, place: str, whole: float) -> str:
    """What a person should look at: its whole, and a label that may be a place."""
    notes = [f"part of {whole:,.0f}"] if whole else []
    label = label_in(read.scene.tokens)
    if label and not is_stated and place != UNKNOWN_PLACE:
        notes.append(f"place taken from before; unknown place {label!r}?")
    return "; ".join(notes)


def _unit(
    read: Read, figure: Figure, reading: Reading, context: Context
) -> tuple[Reading, Unit, int, str, float]:
    rate = rate_of(read.scene.tokens, figure, read.scene.masked)
    noun = figure.counted.words if figure.counted else ""
    if rate is not None:
        kind, unit, last, period = rate
        if unit != "other" and figure.counted is None and _is_of_vehicles(context):
            unit = "vehicles/hour" if period == "hour" else "vehicles/day"
        if period in ("day", "hour") or unit != "other":
            return replace(reading, kind=kind, rule="rate"), unit, max(last, figure.last), noun, 1.0
    if is_planned(read.scene, figure, reading):
        reading = replace(reading, kind="planning", rule=f"{reading.rule}-planned")
    if figure.counted is None:
        whole = context.in_sentence or context.people or context.last
        goes_on = is_part(read.scene.tokens, figure) or _goes_on_list(read, figure, reading, whole)
        of_whole = _unit_in_lead(read, figure) or (whole.unit if whole and goes_on else "people")
        return reading, reading.unit or of_whole, figure.last, noun, 1.0
    unit = unit_of(figure.counted.noun)
    return reading, unit, figure.last, noun, factor_of(figure.counted.noun)


def _unit_in_lead(read: Read, figure: Figure) -> Unit | None:
    """Households where "Of all displaced households," leads to the number."""
    tokens = read.scene.tokens
    if lower(tokens, 0) not in ("of", "among"):
        return None
    comma = next((at for at in range(1, min(12, figure.first)) if lower(tokens, at) == ","), 0)
    nouns = (noun_at(tokens, at) for at in range(1, comma))
    is_of_households = any(noun is not None and noun.group == "household" for noun in nouns)
    return "households" if is_of_households else None


def _goes_on_list(read: Read, figure: Figure, reading: Reading, whole: Proposal | None) -> bool:
    """Whether families are counted on: "57 families arrived and 12 departed"."""
    is_joined = lower(read.scene.tokens, figure.first - 1) in ("and", ",", "but")
    is_of_families = whole is not None and whole.unit == "households"
    return is_joined and is_of_families and reading.kind not in HARM


def _is_of_vehicles(context: Context) -> bool:
    before = context.in_sentence
    return before is not None and before.figure.group == "vehicle"


def _source(
    read: Read, figure: Figure, sources: Sequence[Attribution], context: Context
) -> Attribution | None:
    found = speaker_of(figure.amount.number, figure.last, sources, read.scene.tokens)
    if found is not None:
        return found
    if context.turn:
        return Attribution(0, 0, context.turn)
    if context.source is not None and context.source_paragraph == context.paragraph and not sources:
        return context.source
    return None


def _speech(start: int, end: int, source: Attribution | None, context: Context) -> str:
    is_turn = context.turn and source is not None and source.speaker == context.turn
    if is_turn or _is_quoted(start, end, context.quotes):
        return "direct"
    is_other = source is not None and source.speaker != context.publisher
    return "paraphrase" if is_other else ""


def _held(when: When | None, reading: Reading, context: Context) -> str:
    if when is None or (context.as_of is not None and _reaches_now(when, context)):
        when = context.as_of
    if when is not None and reading.kind == "planning" and when is not context.as_of:
        when = context.as_of
    if when is None:
        return context.today.isoformat()
    return when.held(context.published, context.zone)


def _reaches_now(when: When, context: Context) -> bool:
    """Whether the stretch ends at publication, so that the report's own time says it better."""
    return when.reach == "to_now" or (when.is_new and when.day == context.today)


def _place(read: Read, figure: Figure, reading: Reading, context: Context) -> tuple[str, bool]:
    stated = [m for m in read.mentions if not is_of_speech(read, m)]
    own = [m for m in stated if not is_of_speaker(m, read.sources)]
    mention: Mention | None = place_of(read.scene, figure, reading, own or stated)
    if mention is not None:
        return mention.place, True
    known = context.place or context.section or context.main_place
    return known or UNKNOWN_PLACE, False


_SPEAKING = word_list("words of speaking somewhere")


def is_of_speech(read: Read, mention: Mention) -> bool:
    """Whether it is only where somebody spoke: "said in Geneva", "told reporters in Kyiv"."""
    tokens, before = read.scene.tokens, mention.first - 2
    return mention.preposition in ("in", "at", "from") and lower(tokens, before) in _SPEAKING


def is_of_speaker(mention: Mention, sources: Sequence[Attribution]) -> bool:
    """Whether a place only says where a speaker is: "police in Koblenz say"."""
    return any(source.first < mention.first < source.last for source in sources)


def _confidence(figure: Figure, reading: Reading) -> float:
    sure = reading.surety
    if figure.amount.form == "vague":
        sure -= 0.1
    if figure.amount.form == "words" and figure.counted is None:
        sure -= 0.1
    return round(min(max(sure, 0.05), 0.99), 2)


def _is_quoted(start: int, end: int, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch stands inside one of the quotations, which are in order."""
    at = bisect_left(quotes, (start,)) - 1
    return at >= 0 and end <= quotes[at][1] + 1
