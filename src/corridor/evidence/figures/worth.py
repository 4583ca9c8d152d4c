"""Whether an analyst of displacement would want a figure."""

from corridor.evidence.figures.amounts import is_one
from corridor.evidence.figures.anaphora import counts_unknown, is_bare
from corridor.evidence.figures.context import Context
from corridor.evidence.figures.figure import Figure, Reading
from corridor.evidence.figures.parts import HARM
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.scene import Read
from corridor.evidence.figures.tokens import Tokens, lower

_NO_DURATION = word_list("words after no duration")


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
    if is_one(figure.amount, tokens) or _is_of_places(read, figure):
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


def _is_of_places(read: Read, figure: Figure) -> bool:
    """Whether it counts places: the 447 of "Of the 497 municipalities, 447 were affected"."""
    first = read.scene.figures[0]
    is_led = lower(read.scene.tokens, 0) == "of" and first.group in ("place", "incident")
    return is_led and first is not figure and is_bare(read.scene.tokens, figure)


_JOURNEY = word_list("journeys and supplies")


_LASTING = word_list("verbs of what took so long")


def _lasts(tokens: Tokens, figure: Figure) -> bool:
    """Whether a verb right before "in three days" says what took so long."""
    before = {lower(tokens, at) for at in range(max(0, figure.first - 6), figure.first)}
    return bool(before & _LASTING)


def _is_duration(read: Read, figure: Figure, context: Context) -> bool:
    counted, tokens = figure.counted, read.scene.tokens
    if counted is None or counted.noun.unit == "other":
        return False
    after = {lower(tokens, at) for at in range(figure.last + 1, figure.last + 3)}
    if lower(tokens, figure.amount.last) == "-" and lower(tokens, figure.last).isalpha():
        return lower(tokens, figure.last) in _JOURNEY  # "a two-day walk", no "one-day raid"
    if lower(tokens, figure.first - 1) in ("every", "each", "per"):
        return False
    if lower(tokens, figure.first - 1) in ("in", "within", "over", "during") and not _lasts(
        tokens, figure
    ):
        return False
    if (
        lower(tokens, figure.last) in _NO_DURATION
        and lower(tokens, figure.amount.number - 1) != "than"
    ):
        return lower(tokens, figure.last) in ("'", "’", "of") and bool(after & _JOURNEY)
    window = tokens[max(0, figure.first - 14) : figure.last + 12]
    if context.before is not None and context.before.sentence.text.endswith("?"):
        window = (*window, *context.before.scene.tokens)
    return bool({token.lower for token in window} & _JOURNEY)
