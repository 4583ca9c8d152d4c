"""Rates: so many in a day or an hour, so many to a vehicle or a household."""

from corridor.evidence.claim import Kind, Unit
from corridor.evidence.figures.figure import Figure
from corridor.evidence.figures.nouns import noun_at
from corridor.evidence.figures.numerals import ONES
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower, phrase_at

_UNITS: dict[tuple[str, str], Unit] = {
    ("person", "day"): "people/day",
    ("", "day"): "people/day",
    ("vehicle", "day"): "vehicles/day",
    ("vehicle", "hour"): "vehicles/hour",
    ("weight", "day"): "tonnes/day",
}
_EVERY = ("a", "per", "every", "each", "an", "/")


def rate_of(
    tokens: Tokens, figure: Figure, masked: frozenset[int]
) -> tuple[Kind, Unit, int, str] | None:
    """Kind, unit, the token where the rate ends, and its period; None where there is none."""
    if figure.group in ("time", "share", "length", "seat"):
        return None
    size = _per_unit(tokens, figure)
    if size is not None:
        return size
    found = _period(tokens, figure, masked)
    if found is None:
        return None
    period, end = found
    return "flow", _UNITS.get((figure.group, period), "other"), end, period


def _period(tokens: Tokens, figure: Figure, masked: frozenset[int]) -> tuple[str, int] | None:
    end = figure.last
    for at in range(end, min(end + 4, len(tokens))):
        is_other = tokens[at].kind == "number" or lower(tokens, at) in ONES
        if at in masked or lower(tokens, at) == "in" or is_other:
            break
        if lower(tokens, at) in _EVERY and phrase_at(tokens, at + 1, ("24", "hours")):
            return "day", at + 3
        if lower(tokens, at) in ("once", "twice", "times", "thrice"):
            return None
        unit = at + 1 + (lower(tokens, at + 1) == "single")
        if lower(tokens, at) in _EVERY and lower(tokens, unit) in ("day", "hour", "week", "month"):
            return lower(tokens, unit), unit + 1
        if lower(tokens, at) in ("daily", "hourly"):
            return ("day" if lower(tokens, at) == "daily" else "hour"), at + 1
        if tokens[at].text in (",", ".", ";", "(") or lower(tokens, at) in ("and", "who"):
            break
    if _is_daily(tokens, figure, masked):
        return "day", end
    return None


def _is_daily(tokens: Tokens, figure: Figure, masked: frozenset[int]) -> bool:
    """Whether the clause says so of every day: "were coming every day"."""
    if _is_daily_average(tokens, figure):
        return True
    if any(
        phrase_at(tokens, at, words)
        for at in range(max(0, figure.first - 6), figure.first)
        for words in (("each", "day"), ("every", "day"))
    ):
        return True
    for at in range(figure.last, min(figure.last + 8, len(tokens))):
        if (
            tokens[at].text in (",", ".", ";", "(", ")")
            or at in masked
            or lower(tokens, at) in ("and", "but")
        ):
            return False
        if any(
            phrase_at(tokens, at, words)
            for words in (
                ("every", "day"),
                ("every", "single", "day"),
                ("per", "day"),
                ("each", "day"),
                ("a", "day"),
                ("daily",),
            )
        ):
            return not phrase_at(tokens, at, ("a", "day", "earlier")) and not phrase_at(
                tokens, at, ("a", "day", "after")
            )
    return any(
        lower(tokens, at) == "daily" for at in range(max(0, figure.first - 4), figure.first)
    ) and lower(tokens, figure.first - 1) in ("average", "of", "daily")


_AVERAGES = word_list("words of averages")


def _is_daily_average(tokens: Tokens, figure: Figure) -> bool:
    """Whether it is the number of a daily average: "the daily inflow (983 people)"."""
    is_alone = figure.counted is None
    for at in range(figure.first - 1, max(-1, figure.first - (24 if is_alone else 12)), -1):
        if tokens[at].text in (";", ".", ")") or (tokens[at].text == "," and not is_alone):
            return False
        if lower(tokens, at) == "daily":
            return bool({lower(tokens, at + 1), lower(tokens, at + 2)} & _AVERAGES)
    return False


def _per_unit(tokens: Tokens, figure: Figure) -> tuple[Kind, Unit, int, str] | None:
    before = [lower(tokens, at) for at in range(max(0, figure.first - 5), figure.first)]
    if "size" in before and {"household", "family"} & set(before):
        return "rate", "people/household", figure.last, ""
    for words, unit in _PER.items():
        if phrase_at(tokens, figure.last, words) and figure.group in ("person", ""):
            return "rate", unit, figure.last + len(words), ""
    if figure.group == "person" and _is_load(tokens, figure):
        return "rate", "people/vehicle", figure.last + 1, ""
    return None


def _is_load(tokens: Tokens, figure: Figure) -> bool:
    """Whether each of some vehicles carries so many: "twelve buses carrying 50 people each"."""
    before = range(max(0, figure.first - 6), figure.first)
    nouns = [noun_at(tokens, at) for at in before]
    has_vehicles = any(noun is not None and noun.group == "vehicle" for noun in nouns)
    is_each = lower(tokens, figure.last) in ("each", "apiece")
    is_each = is_each or (lower(tokens, figure.first - 2) == "each" and has_vehicles)
    return is_each and has_vehicles


_PER: dict[tuple[str, ...], Unit] = {
    ("per", "vehicle"): "people/vehicle",
    ("per", "car"): "people/vehicle",
    ("a", "car"): "people/vehicle",
    ("in", "each", "car"): "people/vehicle",
    ("a", "vehicle"): "people/vehicle",
    ("per", "household"): "people/household",
    ("per", "family"): "people/household",
    ("a", "household"): "people/household",
    ("to", "a", "car"): "people/vehicle",
    ("to", "a", "household"): "people/household",
}
