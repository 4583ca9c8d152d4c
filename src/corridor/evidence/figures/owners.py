"""Sources without a verb of saying: "the ministry's figures", "The mayor: 400", "(IOM)"."""

from corridor.evidence.figures.agencies import AGENCIES
from corridor.evidence.figures.attribution import Attribution
from corridor.evidence.figures.names import (
    ORG_WORDS,
    PRONOUNS,
    QUOTES,
    ROLES,
    has_name,
    looks_personal,
    noun_phrase_start,
    speaker_in,
    written,
)
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower

_RECORDS = word_list("records")


def before_colon(tokens: Tokens, at: int) -> Attribution | None:
    """An office and a colon that lead to what it says: "The interior minister: 4,000 entered"."""
    if lower(tokens, at) != ":" or not 0 < at <= 9:
        return None
    start = noun_phrase_start(tokens, at - 1)
    while start < at and tokens[start].kind != "word":
        start += 1
    words = [token.lower for token in tokens[start:at]]
    is_office = words and (words[-1] in ORG_WORDS or words[-1] in ROLES)
    is_head = start == 0 or tokens[start - 1].kind != "word"
    # "Hospital: 40 wounded" is a label, but "12:15 Observatory: 40 wounded" is none.
    is_label = len(words) < 2 and not (start > 0 and tokens[start - 1].kind == "number")
    name = speaker_in(tokens, start, at)
    is_person = has_name(name) and looks_personal(name)
    is_quoted = is_person and (lower(tokens, at + 1) in QUOTES or bool(ROLES & set(words)))
    if (
        is_label
        or not ((is_office or is_quoted) and is_head)
        or any(token.kind == "number" for token in tokens[start:at])
    ):
        return None
    speaker = speaker_in(tokens, start, at)
    return Attribution(start, at + 1, speaker) if speaker else None


_LISTS = word_list("words of lists") | _RECORDS


def having_list(tokens: Tokens, at: int) -> Attribution | None:
    """A body that "has a register of" those it counts."""
    is_list = lower(tokens, at + 1) in ("a", "the", "on") and lower(tokens, at + 2) in _LISTS
    is_having = lower(tokens, at) in ("has", "keeps", "have", "holds")
    if at == 0 or not (is_having and is_list):
        return None
    start = noun_phrase_start(tokens, at - 1)
    speaker = speaker_in(tokens, start, at)
    is_body = lower(tokens, at - 1) in ORG_WORDS or has_name(speaker)
    return Attribution(start, at + 3, speaker) if speaker and is_body else None


_OWN = word_list("words before an owned figure")


def own_figure(tokens: Tokens, at: int) -> Attribution | None:
    """The owner of a figure as its source: "the government's own figure is"."""
    if lower(tokens, at) != "'s":
        return None
    after = at + 2 if lower(tokens, at + 1) in _OWN else at + 1
    if lower(tokens, after) not in _RECORDS or at == 0:
        return None
    start = noun_phrase_start(tokens, at - 1)
    by = next(
        (k for k in range(at - 1, max(start, at - 6) - 1, -1) if lower(tokens, k) == "by"), -1
    )
    start = max(start, by + 1)
    speaker = speaker_in(tokens, start, at)
    if not speaker or speaker in PRONOUNS:
        return None
    is_by = by >= 0 or lower(tokens, start - 1) == "by"
    return Attribution(start, after + 1, speaker, trails=is_by)


def in_brackets(tokens: Tokens, at: int) -> Attribution | None:
    """An acronym alone in brackets after what it says: "47,000 displaced (IOM)"."""
    if lower(tokens, at) in ("(", "[") and (body := _bracketed_body(tokens, at)):
        return body
    if lower(tokens, at) not in ("(", "[") or lower(tokens, at + 2) not in (")", "]"):
        return None
    name = tokens[at + 1]
    if (
        not name.text.isupper()
        or name.kind != "word"
        or len(name.text) < 2
        or at < 3
        or name.lower in AGENCIES
    ):
        return None
    if tokens[at - 1].is_capitalised or name.lower not in _BODIES:
        return None
    return Attribution(at, at + 3, name.text, "", "", trails=True)


_BODIES = word_list("acronyms of bodies")


def _bracketed_body(tokens: Tokens, at: int) -> Attribution | None:
    """An office alone in brackets: "(provincial authorities)"."""
    end = next((k for k in range(at + 1, min(at + 6, len(tokens))) if tokens[k].text == ")"), None)
    if end is None or end < at + 2 or lower(tokens, end - 1) not in ORG_WORDS:
        return None
    if any(token.kind != "word" for token in tokens[at + 1 : end]):
        return None
    return Attribution(at, end + 1, written(tokens, at + 1, end), "", "", trails=True)
