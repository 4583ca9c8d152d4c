"""Figures whose noun or kind stands with another: "of them", "3,045 at Otaci", "it was 275"."""

from collections.abc import Container, Sequence
from dataclasses import replace

from corridor.evidence.figures.amounts import CHANGES
from corridor.evidence.figures.calendar import WEEKDAYS
from corridor.evidence.figures.figure import Figure
from corridor.evidence.figures.nouns import SHARE, Counted, noun_at
from corridor.evidence.figures.phrases import phrase_list, word_list
from corridor.evidence.figures.tokens import Tokens, is_headline_verb, lower, phrase_at, tight

_BETWEEN = word_list("between a link and a bare number")
_PART_BEFORE = phrase_list("phrases before a part")
_PART_AFTER = phrase_list("phrases after a part")
_PUT = phrase_list("phrases before a bare number")
#: Words after a bare number that leave it bare: what it counts was said before.
_BARE_BEFORE = word_list("words after a bare number")


def with_nouns_elsewhere(tokens: Tokens, figures: Sequence[Figure]) -> list[Figure]:
    """Figures such as "160 of the 240 families" or "the number of cars is 2,856" with the noun."""
    found = [_numbered(tokens, _in_ten(tokens, _and_a_half(tokens, f))) for f in figures]
    found = [f for f in found if not (_is_inside(f, found) or _is_bare_whole(tokens, f))]
    found = _of_ten(tokens, found)
    for at in range(len(found) - 2, -1, -1):
        here, after = found[at], found[at + 1]
        if here.counted is not None or after.counted is None or lower(tokens, here.last) != "of":
            continue
        between = {lower(tokens, k) for k in range(here.last + 1, after.first)}
        is_owned = lower(tokens, after.first - 1) == "'s" or between <= _DETERMINERS
        if after.first - here.last <= 5 and is_owned:
            noun = replace(after.counted, first=here.amount.last, last=here.amount.last)
            found[at] = Figure(here.amount, noun)
    return found


_DETERMINERS = word_list("words before a whole")


def is_whole(tokens: Tokens, figures: Sequence[Figure], figure: Figure) -> bool:
    """Whether the figure is the whole of which one before it is a part: "half of the 50,000"."""
    for other in figures:
        end = other.last if other.group == "share" else other.amount.last
        if 1 <= figure.first - end <= 5 and lower(tokens, end) == "of":
            between = {lower(tokens, k) for k in range(end + 1, figure.first)}
            return between <= _DETERMINERS or lower(tokens, figure.first - 1) == "'s"
    return False


def _numbered(tokens: Tokens, figure: Figure) -> Figure:
    """With the noun before a bare number: of a label, of "the number of ...", of "... number"."""
    if not is_bare(tokens, figure) or figure.amount.form == "fraction":
        return figure
    first, before = figure.first, lower(tokens, figure.first - 1)
    if before in (":", "–", "—", "-") and not tight(tokens, first):
        start = _label_start(tokens, first)
        if lower(tokens, start) in ("in", "at", "inside"):
            return figure  # "In shelters: 300" counts people
        if (labelled := _with_noun(tokens, figure, start, first - 1)) is not figure:
            return labelled
    if before in ("number", "numbered", "totalled", "totaled"):
        beside = _with_noun(tokens, figure, max(0, first - 3), first - 1)
        if beside is not figure:
            return beside  # "1,184 dwellings, and the wounded number 913"
        return _with_noun(tokens, figure, max(0, first - 12), first - 1)
    if before == "(" and lower(tokens, figure.amount.last) == ")" and figure.amount.high >= 10:
        return _in_bracket(tokens, figure)
    return _of_number(tokens, figure)


def _in_bracket(tokens: Tokens, figure: Figure) -> Figure:
    """With the noun before a bracket: "blankets (2,000)"."""
    first = figure.first
    noun = noun_at(tokens, first - 2)
    if noun is not None and noun.group in ("good", "seat"):
        return _with_noun(tokens, figure, first - 2, first - 1)
    return _of_number(tokens, figure)


def _of_number(tokens: Tokens, figure: Figure) -> Figure:
    """With the noun in "the number of cars is 300"."""
    first = figure.first
    for at in range(first - 2, max(-1, first - 22), -1):
        if tokens[at].text in (".", ";", "?") or tokens[at].kind == "number":
            return figure
        if lower(tokens, at) == "of" and lower(tokens, at - 1) in ("number", "numbers", "count"):
            return _with_noun(tokens, figure, at + 1, min(at + 6, first))
    return figure


def _label_start(tokens: Tokens, first: int) -> int:
    """Where the words of a label before a colon start; inside a bracket there are none."""
    start = first - 1
    if lower(tokens, start - 1) == ")":
        opening = (at for at in range(start - 1, max(-1, start - 8), -1) if tokens[at].text == "(")
        start = next(opening, start)
    while start > max(0, first - 10) and _is_of_label(tokens, start - 1):
        start -= 1
    return first if lower(tokens, start - 1) == "(" else start


def _is_of_label(tokens: Tokens, at: int) -> bool:
    return tokens[at].kind == "word" and tokens[at].lower not in _NO_LABEL


_NO_LABEL = word_list("words of no label")


def _with_noun(tokens: Tokens, figure: Figure, start: int, end: int) -> Figure:
    """With the first noun phrase among these tokens: "IDP camps" counts camps."""
    found: Counted | None = None
    here = figure.amount.last
    for at in range(start, end):
        if found is None and at > start and lower(tokens, at) in _BEFORE_OTHERS:
            break  # "Relocated to camps: 300" counts no camps
        noun = noun_at(tokens, at)
        is_participle = found is not None and noun is not None and noun.group == "person"
        if is_participle and found is not None and found.noun.group != "person":
            break  # "households displaced"
        if noun is not None and noun.group in _LABELLED:
            found = Counted(here, here, noun, tokens[at].text)
        elif found is not None:
            break
    return Figure(figure.amount, found) if found else figure


_BEFORE_OTHERS = word_list("prepositions before others")
_LABELLED = frozenset({"person", "household", "vehicle", "site", "good"})


def _is_inside(figure: Figure, figures: Sequence[Figure]) -> bool:
    """Whether a figure stands within another: the 4 of "3 people out of 4"."""
    return any(
        other is not figure and other.first <= figure.first and figure.last <= other.last
        for other in figures
    )


def _is_bare_whole(tokens: Tokens, figure: Figure) -> bool:
    """Whether it is the 84 of "ten sites out of 84", or the 40 of "11 of the 40"."""
    first = figure.first
    if figure.counted is not None or figure.amount.form == "fraction":
        return False
    of = first - 1 - (lower(tokens, first - 1) == "the")
    is_of_number = lower(tokens, of) == "of" and of > 0 and tokens[of - 1].kind == "number"
    is_of_number = is_of_number and lower(tokens, figure.amount.last) not in ("who", "that")
    return is_of_number or phrase_at(tokens, first - 2, ("out", "of"))


def _and_a_half(tokens: Tokens, figure: Figure) -> Figure:
    """Read "a day and a half" as one figure."""
    at = figure.amount.number
    if lower(tokens, at) != "half" or not phrase_at(tokens, at - 2, ("and", "a")):
        return figure
    noun = noun_at(tokens, at - 3)
    if noun is None or noun.group != "time" or lower(tokens, at - 4) not in ("a", "an", "one"):
        return figure
    amount = replace(
        figure.amount, first=at - 4, last=at + 1, low=1.5, high=1.5, form="words", qualifier="exact"
    )
    return Figure(amount, Counted(at + 1, at + 1, noun, tokens[at - 3].text))


def _of_ten(tokens: Tokens, figures: Sequence[Figure]) -> list[Figure]:
    """Shares said as "8 of 10 wells" and "eight out of ten"."""
    found: list[Figure] = []
    for figure in figures:
        before = found[-1] if found else None
        between = () if before is None else range(before.amount.last, figure.first)
        joint = [lower(tokens, at) for at in between]
        is_ten = figure.amount.low == figure.amount.high == 10 and figure.group in _LABELLED
        if before and is_ten and before.counted is None and joint in (["of"], ["out", "of"]):
            share = 10 * before.amount.low
            amount = replace(before.amount, low=share, high=share, last=figure.amount.last)
            amount = replace(amount, form="fraction")
            found[-1] = Figure(amount, Counted(amount.last, amount.last, SHARE, "percent"))
        else:
            found.append(figure)
    return found


_WHOLES = {"ten": 10, "five": 5, "four": 4, "three": 3, "10": 10, "5": 5, "4": 4, "3": 3}


def _in_ten(tokens: Tokens, figure: Figure) -> Figure:
    """A share said as "nine houses in ten"."""
    counted, amount = figure.counted, figure.amount
    if counted is None or amount.high >= 10 or counted.last == amount.last:
        return figure
    joint = lower(tokens, counted.last)
    is_out = joint == "out" and lower(tokens, counted.last + 1) == "of"
    whole, last = _WHOLES.get(lower(tokens, counted.last + 1)), counted.last + 2
    if is_out:
        whole, last = _WHOLES.get(lower(tokens, counted.last + 2)), counted.last + 3
    if not (is_out or joint == "in") or whole is None or amount.high > whole:
        return figure
    share = 100 * amount.low / whole
    amount = replace(amount, low=share, high=share, form="fraction", last=last)
    return Figure(amount, Counted(amount.last, amount.last, SHARE, "percent"))


def is_part(tokens: Tokens, figure: Figure) -> bool:
    """Whether the figure is a part, or another count, of one before it: "102 of them children"."""
    if _PART_AFTER.at(tokens, figure.amount.last) or _are_people(tokens, figure):
        return True
    first = figure.first
    end = first - 1 if lower(tokens, first - 1) in (",", ":", "the", "only") else first
    if _PART_BEFORE.before(tokens, end):
        return lower(tokens, end - 1) != "or" or figure.amount.high >= 100
    if figure.group == "household" and lower(tokens, first - 1) in _OF_HOUSEHOLDS:
        return True
    if lower(tokens, first - 1) == "," and lower(tokens, 0) in ("of", "among") and first < 11:
        return True
    if lower(tokens, first - 1) == "(":
        return (
            figure.counted is not None
            or lower(tokens, figure.amount.last) != ")"
            or figure.amount.high >= 100
        )
    return lower(tokens, figure.amount.last) in ("others", "other")


def counts_part_only(tokens: Tokens, figure: Figure) -> bool:
    """Whether a bare number is a part of the figure before: "176 of these were felt"."""
    is_of_them = _SHARE_AFTER.at(tokens, figure.amount.last)
    return figure.counted is None and bool(is_of_them)


def _are_people(tokens: Tokens, figure: Figure) -> bool:
    """Whether it is said who those counted were: "nine were civilians"."""
    at = figure.amount.last
    if figure.counted is not None or lower(tokens, at) not in ("were", "are"):
        return False
    if tokens[at + 1 : at + 2] and tokens[at + 1].kind == "number":
        return False
    after = (noun_at(tokens, at + k) for k in (1, 2))
    return any(noun is not None and noun.group == "person" for noun in after)


_SHARE_BEFORE = phrase_list("phrases before a share of a whole")
_SHARE_AFTER = phrase_list("phrases after a share of a whole")


def is_within(tokens: Tokens, figure: Figure) -> bool:
    """Whether words say that the figure is contained in one before: "including 900 children"."""
    end = figure.first
    while lower(tokens, end - 1) in (",", ":", "the", "only", "some"):
        end -= 1
    is_bracketed = lower(tokens, figure.first - 1) == "(" and figure.group == "person"
    return bool(
        is_bracketed
        or _SHARE_BEFORE.before(tokens, end)
        or _SHARE_AFTER.at(tokens, figure.amount.last)
    )


_OF_HOUSEHOLDS = ("in", "from", "comprising", "representing", "or", "making")


def is_bare(tokens: Tokens, figure: Figure) -> bool:
    """Whether a number stands alone, its noun being that of another figure."""
    if figure.counted is not None or (
        figure.first > 0
        and tokens[figure.first - 1].is_capitalised
        and not _is_of_weekday(tokens, figure)
        and figure.amount.high < 1000
        and not is_headline_verb(tokens, figure.first - 1)
    ):
        return False
    at = figure.amount.last
    if at >= len(tokens) or tokens[at].kind == "mark":
        return lower(tokens, at) not in ("-", "/", "°", "×")
    if tokens[at].is_capitalised and lower(tokens, figure.first - 1) in (",", "and", "with"):
        return lower(tokens, at + 1) in (",", "and", ".", ";", "")
    return tokens[at].lower in _BARE_BEFORE


def goes_on(tokens: Tokens, figure: Figure) -> bool:
    """Whether a bare number goes on with one of a sentence before: "put the figure at"."""
    first = figure.first
    while lower(tokens, first - 1) in _BETWEEN:
        first -= 1
    if _PUT.before(tokens, first) or _is_of_weekday(tokens, figure):
        return True
    if lower(tokens, figure.first - 1) == ":" and "total" in {
        lower(tokens, at) for at in range(max(0, first - 7), first)
    }:
        return True
    if lower(tokens, figure.first - 1) in (":", "–", "—") and _is_of_period(tokens, first - 1):
        return True
    window = {lower(tokens, at) for at in range(max(0, first - 12), first)}
    if lower(tokens, first - 1) in ("to", "at") and window & _TAKES and window & _TOTALS:
        return True
    return lower(tokens, first - 1) in ("to", "from") and any(
        lower(tokens, at) in CHANGES for at in range(max(0, first - 8), first)
    )


def _is_of_weekday(tokens: Tokens, figure: Figure) -> bool:
    """Whether a day alone stands before it: "We were 311 on Tuesday; Friday 390."."""
    at = figure.amount.first - 1
    is_day = lower(tokens, at) in WEEKDAYS and (at == 0 or tokens[at - 1].kind == "mark")
    after = figure.amount.last
    return is_day and (after >= len(tokens) or tokens[after].kind == "mark")


_TAKES = word_list("verbs of raising a total")
_TOTALS = word_list("names of totals")
_PERIODS = word_list("words of a period")


def _is_of_period(tokens: Tokens, colon: int) -> bool:
    """Whether only a stretch of time stands before a colon: "Today alone: 87,400"."""
    start = colon
    while start > 0 and lower(tokens, start - 1) in _PERIODS:
        start -= 1
    return start < colon and (start == 0 or tokens[start - 1].kind == "mark")


def counts_unknown(tokens: Tokens, figure: Figure, cues: Container[int]) -> bool:
    """Whether a word that is in no table is counted: "35 signatures", "two goats"."""
    at = figure.amount.last
    word = lower(tokens, at)
    if figure.counted is not None or not word.isalpha() or at in cues or tokens[at].is_capitalised:
        return False
    return word not in _BARE_BEFORE and word not in _STOPS and not word.endswith(("ly", "ed"))


_STOPS = word_list("noun phrase stops")
