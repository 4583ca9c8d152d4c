"""The noun phrase of a speaker, and the name of a person or body in it."""

import re
from itertools import pairwise

from corridor.evidence.figures.calendar import MONTHS, WEEKDAYS
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower, tight

_STOP_MARKS = word_list("marks around a speaker")
_SHORT_TITLES = word_list("shortened titles")
_APPOSED = word_list("words that open an apposition")
_STOP_MARKS_AFTER = word_list("marks after a speaker")
_PARTICLES = word_list("particles of names")
SAYS = word_list("verbs of saying")
PRONOUNS = word_list("speaking pronouns")
FINITE = word_list("finite verbs")
ROLES = word_list("roles")
ORG_WORDS = word_list("words of bodies")
_BEFORE_SPEAKER_STOPS = word_list("words before a speaker")


QUOTES = frozenset('"“”„«»')


def noun_phrase_start(tokens: Tokens, back: int) -> int:
    """Where the subject that ends at a token starts."""
    at, commas = back, 0
    lowest = max(-1, back - 22)
    while at > lowest:
        commas += tokens[at].text == ","
        further = _before_in_phrase(tokens, at, closes=at == back)
        is_finite = tokens[at].lower in FINITE and lower(tokens, at + 1) != "by"
        if further is None or commas > 4 or (at != back and is_finite):
            break
        at = further
    return at + 1


def _before_in_phrase(tokens: Tokens, at: int, *, closes: bool) -> int | None:
    """The token with which a noun phrase goes on to the left; None where it starts behind one."""
    token = tokens[at]
    if token.text == ",":
        return _appositive(tokens, at, closes=closes)
    if token.text == ")" and (opening := _opening(tokens, at)) is not None:
        return opening - 1
    if token.text == ".":
        return at - 1 if at and tokens[at - 1].lower in _SHORT_TITLES else None
    is_dash = token.text == "-" and not tight(tokens, at)
    if is_dash or token.text in QUOTES or token.text in _STOP_MARKS:
        return None
    if token.lower in _BEFORE_SPEAKER_STOPS:
        return at - 1 if token.lower == "and" and _joins_names(tokens, at) else None
    return at - 1


def _opening(tokens: Tokens, at: int) -> int | None:
    return next((k for k in range(at, max(-1, at - 8), -1) if tokens[k].text == "("), None)


def _joins_names(tokens: Tokens, at: int) -> bool:
    """Whether "and" joins two names, or "aid workers and a spokesman"."""
    if lower(tokens, at - 1) in _SPEAKING_GROUPS:
        return True
    articles = ("a", "an", "the")
    if lower(tokens, at + 1) in articles and any(
        lower(tokens, k) in articles and (k == 0 or tokens[k - 1].text == ",")
        for k in range(max(0, at - 5), at)
    ):
        return True  # "a survivor and a councillor said"
    return 0 < at < len(tokens) - 1 and all(tokens[k].is_capitalised for k in (at - 1, at + 1))


_SPEAKING_GROUPS = word_list("groups that speak")


def _appositive(tokens: Tokens, comma: int, *, closes: bool) -> int | None:
    """Before ", a doctor at the hospital," or ", 52,": the token that ends the name; else None."""
    after = lower(tokens, comma + 1)
    for at in range(comma - 1, max(-1, comma - 14), -1):
        word = lower(tokens, at)
        if word == ",":
            inside = lower(tokens, at + 1)
            if inside in ("who", "which") and not closes:
                return None  # "110 people, who were near Ngala, two officials said"
            starts = (
                (_ends_name(tokens, comma) and comma - at <= 5)
                or inside in _APPOSED
                or (tokens[at + 1].kind == "number" and comma - at <= 7)
                or inside in ROLES
                or (comma - at) <= 3
            )
            is_named = at >= 1 and (
                tokens[at - 1].is_capitalised
                or tokens[at - 1].kind == "number"
                or _ends_name(tokens, comma)
                or inside in ("whose", "which", "who")
                or (comma - at == 2 and tokens[at + 1].text.isupper())
                or after == ""
            )
            return at - 1 if starts and is_named else None
        is_title = word == "." and lower(tokens, at - 1) in _SHORT_TITLES
        if (word in (".", ";", ":") and not is_title) or tokens[at].text in QUOTES:
            return None
    # "Anna Berg, a doctor at the hospital said": the comma opens the appositive itself.
    is_age = comma + 1 < len(tokens) and tokens[comma + 1].kind == "number"
    opens = is_age or after in ("a", "an", "the", "who", "its", "their", "our")
    if opens and _ends_name(tokens, comma):
        return comma - 1
    return None


def _ends_name(tokens: Tokens, end: int) -> bool:
    """Whether two capitalised words that are no days stand before a token."""
    start = end
    while start > 0 and tokens[start - 1].is_capitalised:
        start -= 1
    if end - start < 2 or lower(tokens, start - 1) in {*_OF_WHOM, "the"}:
        return False
    return not {token.lower for token in tokens[start:end]} & {*WEEKDAYS, *MONTHS}


def noun_phrase_end(tokens: Tokens, start: int) -> int:
    """Where a noun phrase that starts at a token ends."""
    at = start
    while at < min(len(tokens), start + 14):
        token = tokens[at]
        if token.text in QUOTES or token.text in _STOP_MARKS_AFTER:
            if (
                token.text == "."
                and (tokens[at - 1].lower in _SHORT_TITLES or tokens[at - 1].lower == "st")
                and at > start
            ):
                at += 1
                continue
            break
        if at > start and (
            token.lower in _END_WORDS
            or token.lower in WEEKDAYS
            or token.lower in SAYS
            or token.lower in FINITE
        ):
            break
        at += 1
    return at


_END_WORDS = word_list("words after a speaker")


#: The report itself, as the speaker of "yesterday's figures" and "today's bulletin".
THE_REPORT = "this report"
_OWNING_TIMES = frozenset({*WEEKDAYS, *MONTHS, *word_list("times that own a report")})
_OWN_REPORTS = word_list("reports that times own")


def _is_of_time(tokens: Tokens, first: int, last: int) -> bool:
    """Whether a time owns a noun phrase that names nobody: "Wednesday's report"."""
    at = first
    while at < last and tokens[at].lower in (
        "since",
        "according",
        "to",
        "in",
        "this",
        "last",
        "the",
    ):
        at += 1
    if lower(tokens, at) not in _OWNING_TIMES or lower(tokens, at + 1) not in (
        "'s",
        "’s",
        "s",
        "'",
    ):
        return False
    rest = [lower(tokens, k) for k in range(at + 2, last)]
    return all(word in _OWN_REPORTS for word in rest)


def speaker_in(tokens: Tokens, first: int, last: int) -> str:
    """The name of a person, else of an office or body, in a noun phrase."""
    if _is_of_time(tokens, first, last):
        return THE_REPORT
    if lower(tokens, first) in ("in", "at", "on", "from"):  # "In Belsk itself the mayor's office"
        inner = (at for at in range(first + 1, last) if lower(tokens, at) in ("the", "a", "an"))
        first = next(inner, first)
    while first < last and (
        lower(tokens, first)
        in ("the", "a", "an", "one", "our", "its", "their", ",", "in", "another", "his")
        or tokens[first].kind == "mark"
    ):
        first += 1
    if first >= last or tokens[first].kind == "number":
        return ""
    last = next(
        (at for at in range(first, last) if tokens[at].lower in ("who", "which", "whose")), last
    )
    if first >= last:
        return ""
    lowers = {tokens[at].lower for at in range(first, last)}
    if tokens[first].lower in PRONOUNS or lowers & {"i", "we", "you", "not"}:
        return tokens[first].lower if last - first == 1 and tokens[first].lower in PRONOUNS else ""
    if tokens[first].lower in _NOT_SPEAKERS or _is_own_staff(tokens, first):
        return ""
    segments = _segments(tokens, first, last)
    for begin, end in segments:
        if name := _person(tokens, begin, end):
            return name
    begin, end = segments[0]
    text = written(tokens, begin, min(end, begin + 9))
    return text.removesuffix("'s").removesuffix("’s").strip()


def _is_own_staff(tokens: Tokens, first: int) -> bool:
    """Whether those named are the publisher's own: "our teams"."""
    return lower(tokens, first - 1) in ("our", "my") and lower(tokens, first) in _OWN_STAFF


_OWN_STAFF = word_list("own staff")
_NOT_SPEAKERS = word_list("no speakers")


def _segments(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    commas = [at for at in range(first, last) if tokens[at].text in (",", "(", ")")]
    edges = [first - 1, *commas, last]
    return [(one + 1, two) for one, two in pairwise(edges) if two - one > 1] or [(first, last)]


def _person(tokens: Tokens, first: int, last: int) -> str:
    """A run of capitalised words that is no office or body, without titles before it."""
    at = first
    while at < last:
        if not _is_name_word(tokens, at):
            at += 1
            continue
        end = at
        while end < last and (_is_name_word(tokens, end) or _joins_name(tokens, end, last)):
            end += 1
        roles = [k for k in range(at, end) if tokens[k].lower.rstrip(".") in ROLES]
        begin = roles[-1] + 1 if roles else at
        while begin < end and tokens[begin].text in (".", "-"):
            begin += 1
        words = [tokens[k] for k in range(begin, end) if tokens[k].kind == "word"]
        titled = begin > at or (begin > first and tokens[begin - 1].lower in ROLES)
        names = [
            word
            for word in words
            if word.lower not in ORG_WORDS and word.lower != "'s" and not word.text.islower()
        ]
        is_name = len(names) == len(words) and not any(
            word.text.isupper() and len(word.text) > 1 and len(words) == 1 for word in words
        )
        followed = (
            lower(tokens, end) in ORG_WORDS
            or lower(tokens, end) in ("'s", "'")
            or (lower(tokens, end) != "," and lower(tokens, end + 1) in ORG_WORDS)
            or (len(words) == 1 and lower(tokens, end) in ("for", "of"))
        )
        before = begin - 2 if lower(tokens, begin - 1) == "the" else begin - 1
        preceded = begin > first and lower(tokens, before) in _OF_WHOM
        preceded = preceded or (at > first and lower(tokens, at - 1) == "for")
        if (
            is_name
            and not followed
            and not preceded
            and (len(words) >= 2 or (titled and len(words) == 1 and begin < end))
        ):
            return written(tokens, begin, end)
        at = end + 1
    return ""


def person_in(tokens: Tokens, at: int) -> tuple[str, int]:
    """A name of two or more words that starts at a token, and where it ends; empty where none."""
    if at >= len(tokens) or not _is_name_word(tokens, at):
        return "", at + 1
    end = at
    while end < len(tokens) and (
        _is_name_word(tokens, end) or _joins_name(tokens, end, len(tokens))
    ):
        end += 1
    return _person(tokens, at, end), end


def titled_names(tokens: Tokens) -> list[str]:
    """The names behind "Dr" and the like: who is meant by a "he" that follows."""
    titles = [at for at, token in enumerate(tokens) if token.lower in _SHORT_TITLES]
    found = [person_in(tokens, at + 1 + (lower(tokens, at + 1) == "."))[0] for at in titles]
    return [name for name in found if name]


_OF_WHOM = word_list("prepositions before a name")


def _is_name_word(tokens: Tokens, at: int) -> bool:
    token = tokens[at]
    return (
        token.is_capitalised
        and token.lower not in WEEKDAYS
        and not token.lower.endswith("'s")
        and token.lower != "the"
    )


def _joins_name(tokens: Tokens, at: int, last: int) -> bool:
    if tokens[at].text in ("-", "'", "’"):
        return tight(tokens, at) and at + 1 < last and tight(tokens, at + 1)
    if tokens[at].text == "." and at > 0 and (len(tokens[at - 1].text) <= 4):
        return at + 1 < last and tokens[at + 1].is_capitalised
    if tight(tokens, at) and tokens[at - 1].text in ("-", "'", "’"):
        return True
    if tokens[at].lower not in _PARTICLES or at + 1 >= last:
        return False
    after = tokens[at + 1]
    return after.is_capitalised or after.text == "-" or after.lower in _PARTICLES


def written(tokens: Tokens, first: int, last: int) -> str:
    """Tokens as they stand in the text."""
    text = ""
    for at in range(first, min(last, len(tokens))):
        glued = at > first and tight(tokens, at)
        text += ("" if glued or not text else " ") + tokens[at].text
    return text


def has_name(speaker: str) -> bool:
    """Whether two capitalised words stand beside each other."""
    return bool(re.search(r"\b[A-Z]\w+ [A-Z]\w+", speaker))


def looks_personal(speaker: str) -> bool:
    """Whether no word of it is one of a body."""
    return not {word.lower() for word in speaker.split()} & ORG_WORDS
