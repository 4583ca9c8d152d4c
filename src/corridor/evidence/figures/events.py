"""Dated events without numbers that change a scenario: an attack, a closed road, a ceasefire.

What counts as an event is in ``events.csv``: things, and what happens to them close by.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from functools import cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from corridor.evidence.documents import Document
from corridor.evidence.figures.gazetteer import Gazetteer, NamedPlace, gazetteer_of
from corridor.evidence.figures.heads import read_head, sentences_of
from corridor.evidence.figures.phrases import Phrases, phrases, word_list
from corridor.evidence.figures.place_names import Mention
from corridor.evidence.figures.propose import published_of
from corridor.evidence.figures.repeats import slug
from corridor.evidence.figures.scene import Read, read_sentence, read_sentences
from corridor.evidence.figures.tokens import Tokens, lower, tokenise
from corridor.evidence.figures.when import When

#: Tokens between a thing and what happens to it, at most.
_REACH = 9
#: Sentences that say what the report is about.
_OPENING = 12
_NOON = time(12)
_NOT_YET = word_list("words before what has not happened")
_NOT = word_list("words before what did not happen")
_SERVICES = word_list("services")


class NamedLink(Protocol):
    """A road with its ends, such as the links of a scenario."""

    @property
    def id(self) -> str:
        """Stable id."""
        ...

    @property
    def start(self) -> str:
        """Id of the place where it starts."""
        ...

    @property
    def end(self) -> str:
        """Id of the place where it ends."""
        ...


@dataclass(frozen=True)
class ProposedEvent:
    """A row for a scenario's timeline, with the words that say so.

    ``time`` to ``note`` have the names and the form of the columns of ``timeline.csv``.
    """

    id: str
    time: str
    published: str
    action: str
    """What the row does; ``note`` where the report does not say enough for more."""
    target: str
    value: str
    source: str
    certainty: str
    note: str
    event: str
    """What happened: ``attack``, ``road_closed``, ``ceasefire`` and the like."""
    place: str
    """Id of a known place, the name as written, or empty."""
    quote: str
    start: int
    end: int
    """Where the quote stands in the document, in characters from 0."""
    confidence: float


@dataclass(frozen=True)
class _Rule:
    event: str
    action: str
    things: Phrases | None
    happens: Phrases


@cache
def _rules() -> tuple[_Rule, ...]:
    with Path(__file__).with_name("events.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            _Rule(
                row["event"],
                row["action"],
                phrases(row["things"]) if row["things"] else None,
                phrases(row["happens"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def _first_words() -> frozenset[str]:
    return frozenset().union(*(rule.happens.first_words for rule in _rules()))


def propose_events(
    document: Document,
    *,
    zone: ZoneInfo,
    places: Gazetteer | Iterable[NamedPlace],
    links: Iterable[NamedLink] = (),
) -> tuple[ProposedEvent, ...]:
    """Events in a document's sentences, each once, in the order of the document.

    ``links`` are the scenario's roads: a road is recognised where both its ends are named in the
    sentence. An event that names no known target becomes a note.

    Raises
    ------
    DocumentError
        When the document has no time of publication.
    """
    today = published_of(document).astimezone(zone).date()
    gazetteer = places if isinstance(places, Gazetteer) else gazetteer_of(places)
    sentences = sentences_of(document)
    opening = read_sentences(sentences[:_OPENING], today, gazetteer)
    main, roads = read_head(document, opening, today, gazetteer).place, tuple(links)
    found: dict[tuple[str, str, str], ProposedEvent] = {}
    for index, sentence in enumerate(sentences):
        spans = list(_events(tokenise(sentence)))
        if not spans:
            continue
        read = read_sentence(sentence, today, gazetteer, at_head=index < 3)
        for span in spans:
            event = _proposed(document, read, span, (zone, main, roads, gazetteer))
            found.setdefault((event.event, event.target or event.place, event.time[:10]), event)
    return _with_ids(found.values())


def _events(tokens: Tokens) -> Iterator[tuple[_Rule, int, int]]:
    """Every rule that a sentence meets, with the tokens of thing and happening, each once."""
    found: list[tuple[str, int, int]] = []
    for rule, first, last in _matches(tokens):
        if not any(event == rule.event and first < b and a < last for event, a, b in found):
            found.append((rule.event, first, last))
            yield rule, first, last


def _matches(tokens: Tokens) -> Iterator[tuple[_Rule, int, int]]:
    begins = [at for at, token in enumerate(tokens) if token.lower in _first_words()]
    for rule in _rules() if begins else ():
        for at in begins:
            length = rule.happens.at(tokens, at)
            if not length or _is_unreal(tokens, at) or _is_over(tokens, rule, at + length):
                continue
            if rule.things is None:
                yield rule, at, at + length
                continue
            span = _thing_near(tokens, rule.things, at, at + length)
            if span is not None:
                yield rule, *span


_OVER = {
    "evacuation": word_list("ends of an evacuation"),
    "ceasefire": word_list("ends of a ceasefire"),
}


def _is_over(tokens: Tokens, rule: _Rule, last: int) -> bool:
    """Whether words behind say that it has ended: "evacuation orders were lifted"."""
    behind = {token.lower for token in tokens[last : last + 12]}
    return bool(behind & _OVER.get(rule.event, frozenset()))


def _is_unreal(tokens: Tokens, at: int) -> bool:
    before = {lower(tokens, k) for k in range(max(0, at - 4), at)}
    if lower(tokens, 0) == "no" and at < 10:
        return True  # "No agreement on a ceasefire was reached"
    if lower(tokens, at - 1) == "and" and _is_to_come(tokens, at):
        return True  # "would close on Monday and reopen on Tuesday"
    return bool(before & _NOT) or bool(before & _NOT_YET - {"to"}) or lower(tokens, at - 1) == "to"


def _is_to_come(tokens: Tokens, at: int) -> bool:
    """Whether a plain verb goes on with what will be done: "will close and reopen"."""
    if lower(tokens, at).endswith(("ed", "s")):
        return False
    for back in range(at - 2, max(-1, at - 16), -1):
        if tokens[back].text in (".", ";", ":"):
            return False
        if lower(tokens, back) in ("will", "would", "shall"):
            return True
    return False


def _thing_near(tokens: Tokens, things: Phrases, first: int, last: int) -> tuple[int, int] | None:
    for gap in range(1, _REACH + 1):
        for at in (first - gap, last + gap - 1):
            length = things.at(tokens, at) if 0 <= at < len(tokens) else 0
            if not length:
                continue
            low, high = min(at, first), max(at + length, last)
            between = {tokens[k].lower for k in range(low, high)}
            if not between & {".", ";", ":", "?"} and not (at > first and "by" in between):
                return low, high
    return None


def _proposed(
    document: Document,
    read: Read,
    found: tuple[_Rule, int, int],
    about: tuple[ZoneInfo, str, Sequence[NamedLink], Gazetteer],
) -> ProposedEvent:
    rule, first, last = found
    zone, main, links, gazetteer = about
    tokens = read.scene.tokens
    ends = _ends(tokens, first)
    mention = None if ends else _nearest(read.mentions, first, last)
    when = _when(read, first, last)
    published = published_of(document)
    target = _target(rule, tokens[first:last], first, mention, read.mentions, links)
    if ends:
        target = _road_between(rule, [gazetteer.near(name) for name in ends], links)
    remains = bool({token.lower for token in tokens[first:last]} & _REMAINING)
    start, end = tokens[first].start, tokens[last - 1].end
    is_known = bool(target) and not remains
    instant, is_stated = _instant(when, published, zone)
    return ProposedEvent(
        id="",
        time=instant,
        published=published.isoformat(timespec="minutes"),
        action=rule.action if is_known else "note",
        target=target if is_known else "",
        value="1" if is_known and rule.action == "threat" else "",
        source=document.url or document.publisher or document.name,
        certainty="uncertain",
        note=read.sentence.text[:200].replace("\n", " ")
        + (" (as before)" if remains else "")
        + _of_place(mention, ends, gazetteer)
        + ("" if is_stated else " (hour not stated)"),
        event=rule.event,
        place=mention.place if mention else "" if ends else main,
        quote=document.text[start:end],
        start=start,
        end=end,
        confidence=0.8 if mention and when else 0.6,
    )


_REMAINING = word_list("words of what still is")


def _ends(tokens: Tokens, thing: int) -> tuple[str, ...]:
    """The two names of a road named by its ends: "the Goris-Sake road"; else none."""
    at = thing - 2
    is_joined = at >= 1 and tokens[at].text in ("-", "–", "—")
    if not is_joined or not (tokens[at - 1].is_capitalised and tokens[at + 1].is_capitalised):
        return ()
    first = at - 1
    while first > 1 and tokens[first - 1].is_capitalised:
        first -= 1
    return " ".join(token.text for token in tokens[first:at]), tokens[at + 1].text


def _road_between(rule: _Rule, ends: Sequence[str | None], links: Sequence[NamedLink]) -> str:
    if rule.action not in ("close", "open"):
        return ""
    return next((link.id for link in links if {link.start, link.end} == set(ends)), "")


def _of_place(mention: Mention | None, ends: Sequence[str], gazetteer: Gazetteer) -> str:
    """What to say of the place where it is not stated, or not known."""
    if ends:
        unknown = [repr(name) for name in ends if gazetteer.near(name) is None]
        return f" (unknown place {' and '.join(unknown)})" if unknown else ""
    return "" if mention else " (place not stated)"


def _nearest(mentions: Sequence[Mention], first: int, last: int) -> Mention | None:
    stated = [each for each in mentions if not each.outer]
    return min(
        stated,
        key=lambda each: (
            max(each.first - last, first - each.last, 0),
            each.preposition == "dateline",
        ),
        default=None,
    )


def _when(read: Read, first: int, last: int) -> When | None:
    return min(
        (each for each in read.whens if each.reach != "ahead"),
        key=lambda each: max(each.first - last, first - each.last, 0),
        default=None,
    )


def _instant(when: When | None, published: datetime, zone: ZoneInfo) -> tuple[str, bool]:
    """The instant for the timeline, and whether its hour is stated; else noon stands for a day."""
    local = published.astimezone(zone)
    day = min(when.day or local.date(), local.date()) if when else local.date()
    clock = when.clock if when else None
    moment = datetime.combine(day, clock or _NOON).replace(tzinfo=(when and when.zone) or zone)
    return min(moment.astimezone(zone), local).isoformat(timespec="minutes"), clock is not None


def _target(
    rule: _Rule,
    words: Tokens,
    first: int,
    mention: Mention | None,
    mentions: Sequence[Mention],
    links: Sequence[NamedLink],
) -> str:
    if rule.action == "threat":
        return (
            mention.place if mention and mention.known and mention.preposition != "dateline" else ""
        )
    if rule.action in ("cut", "restore"):
        service = next((token.lower for token in words if token.lower in _SERVICES), "")
        return "electricity" if service == "power" else service
    if rule.action in ("close", "open"):
        named = {each.place for each in mentions if each.known}
        road = next((link.id for link in links if {link.start, link.end} <= named), "")
        return road or (
            mention.place if mention and mention.known and _is_thing(mention, words, first) else ""
        )
    return ""


def _is_thing(mention: Mention, words: Tokens, first: int) -> bool:
    """Whether what is closed or opened is the place itself: "the Old Bridge", a checkpoint."""
    ends = (first, first + len(words) - 1)
    covers = any(mention.first <= end < mention.last for end in ends)
    return covers or "checkpoint" in {token.lower for token in words}


def _with_ids(events: Iterable[ProposedEvent]) -> tuple[ProposedEvent, ...]:
    from dataclasses import replace

    named: dict[str, ProposedEvent] = {}
    for event in events:
        stem = "-".join(filter(None, (slug(event.event), slug(event.place), event.time[:10])))
        id, count = stem, 1
        while id in named:
            count += 1
            id = f"{stem}-{count}"
        named[id] = replace(event, id=id)
    return tuple(named.values())
