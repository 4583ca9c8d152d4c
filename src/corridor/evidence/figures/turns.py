"""Whose turn it is to speak in a transcript ("MAYOR: ...") or an interview."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from corridor.evidence.documents import Sentence
from corridor.evidence.figures.names import person_in
from corridor.evidence.figures.phrases import word_list
from corridor.evidence.figures.tokens import Tokens, lower

_LABEL = re.compile(r"(?:Q\.?\d{0,3}\.? )?((?:[A-Z][\w.'’-]*[ ]?){1,4}):\s")
_OFFICE = re.compile(r"[A-Z][\w ,’'-]{2,60}\(([A-Z][\w.'’ -]{2,40})\):\s")
_MEMBER = re.compile(
    r"(?:The )?((?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady|Prof)\.? [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)"
    r" \([^()]{2,60}\):\s"
)
_ASKED = ("Q:", "A:", "Question:", "Answer:")
_TITLES = word_list("titles in a transcript")
_ANSWERS = ("a", "answer")
_HOSTS = word_list("hosts in a transcript")


def turns(
    sentences: Sequence[Sentence], tokens: Sequence[Tokens], starts: Sequence[bool]
) -> tuple[str, ...]:
    """For each sentence who speaks it; empty where the document itself does.

    ``starts`` says for each sentence whether a paragraph begins with it.
    """
    labels = [
        _label(sentence.text) if start or sentence.text.startswith(_ASKED) else ""
        for sentence, start in zip(sentences, starts, strict=True)
    ]
    counts = Counter(filter(None, labels))
    speaking = {
        label
        for label, count in counts.items()
        if count > 1 or set(label.lower().replace(".", "").split()) & _TITLES
    }
    if len(speaking) > 1 or any(counts[label] > 1 for label in speaking):
        return _transcript(labels, speaking, _full_names(tokens))
    return _interview(sentences, tokens, starts)


def _label(text: str) -> str:
    match = _LABEL.match(text) or _MEMBER.match(text) or _OFFICE.match(text)
    return match[1].strip() if match else ""


def _full_names(tokens: Sequence[Tokens]) -> Mapping[str, str]:
    """Full names of people by their last name in capitals."""
    names: dict[str, str] = {}
    for sentence in tokens:
        at = 0
        while at < len(sentence):
            name, end = person_in(sentence, at)
            if name:
                names.setdefault(name.split()[-1].upper(), name)
            at = max(end, at + 1)
    return names


def _transcript(
    labels: Sequence[str], speaking: set[str], names: Mapping[str, str]
) -> tuple[str, ...]:
    found, now = [], ""
    for label in labels:
        if label in speaking:
            is_host = bool(set(label.lower().split()) & _HOSTS)
            known = names.get(label.split()[-1].upper(), label)
            if label.lower().rstrip(".") in _ANSWERS:
                known = next(iter(names.values()), "interviewee")
            now = "" if is_host else known
        found.append(now)
    return tuple(found)


def _interview(
    sentences: Sequence[Sentence], tokens: Sequence[Tokens], starts: Sequence[bool]
) -> tuple[str, ...]:
    asked = [
        start and sentence.text.rstrip().endswith("?") and not sentence.text.startswith(('"', "“"))
        for sentence, start in zip(sentences, starts, strict=True)
    ]
    nobody = ("",) * len(sentences)
    if sum(asked) < 2:
        return nobody
    first = asked.index(True)
    names = [name for each in tokens[:first] if (name := _first_person(each))]
    if not names:
        return nobody
    return tuple("" if at < first or asked[at] else names[0] for at in range(len(sentences)))


def _first_person(tokens: Tokens) -> str:
    at = 0
    while at < len(tokens):
        name, end = person_in(tokens, at)
        if name and lower(tokens, at - 1) not in ("in", "near", "at", "from"):
            return name
        at = max(end, at + 1)
    return ""
