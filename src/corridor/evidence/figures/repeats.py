"""Repeats of one figure put together, and claims made of them."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from corridor.evidence.claim import Claim, Grade
from corridor.evidence.documents import Document
from corridor.evidence.figures.context import UNKNOWN_PLACE, Proposal
from corridor.evidence.figures.phrases import word_list

#: Groups of equal figures with which a further one is compared.
_RIVALS = 20
_PERSON_KINDS = frozenset({"person", "household", ""})


def as_claims(
    document: Document, proposals: Sequence[Proposal], zone: ZoneInfo, taken: Collection[str]
) -> tuple[Claim, ...]:
    """One claim for each figure, in the order of the document, with all its places in it."""
    name = _Names(taken)
    publisher = document.publisher or document.url or document.name
    return tuple(
        _claim(document, group, zone, name.given(_stem(publisher, group[0])))
        for group in _groups(proposals)
    )


def _groups(proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """Proposals of the same figure together, by where the first of them stands."""
    groups: list[list[Proposal]] = []
    alike: dict[tuple[float, float, str], list[list[Proposal]]] = {}
    for proposal in proposals:
        rivals = alike.setdefault((proposal.low, proposal.high, proposal.unit), [])
        group = next((each for each in rivals[:_RIVALS] if _is_same(_told(each), proposal)), None)
        if group is None:
            groups.append([proposal])
            rivals.append(groups[-1])
        else:
            group.append(proposal)
    return groups


_SORTS = word_list("sexes and ages")


def _sort_of(proposal: Proposal) -> str:
    """The sex or age of those counted, where the noun says it."""
    last = proposal.noun.lower().rsplit(maxsplit=1)[-1:]
    return last[0] if last and last[0] in _SORTS else ""


def _told(group: Sequence[Proposal]) -> Proposal:
    """The figure with which another is compared: that of the text before that of the title."""
    return next((each for each in group if not each.is_of_title), group[0])


def _is_bound(proposal: Proposal) -> bool:
    """Whether it says only how many at least or at most."""
    return proposal.figure.amount.qualifier in ("at_least", "more_than", "at_most", "less_than")


class _Names:
    """Gives out ids that nothing else has."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def given(self, stem: str) -> str:
        """The stem, with a number behind it where it is taken."""
        id = stem
        while id in self._taken:
            self._counts[stem] = self._counts.get(stem, 1) + 1
            id = f"{stem}-{self._counts[stem]}"
        self._taken.add(id)
        return id


def _is_same(one: Proposal, two: Proposal) -> bool:
    if one.is_of_title and one.reading.kind == two.reading.kind and one.unit != "percent":
        return True
    if one.high < 10 and not (
        one.place_is_stated and two.place_is_stated and one.place == two.place
    ):
        return False
    if _sort_of(one) != _sort_of(two):
        return False
    same_kind = one.reading.kind == two.reading.kind
    vague = "other" in (one.reading.kind, two.reading.kind) and one.figure.group in _PERSON_KINDS
    if not (same_kind or vague) or (one.high < 10 and not same_kind):
        return False
    if one.start != two.start and _is_bound(one) != _is_bound(two):
        return False
    clash = one.place_is_stated and two.place_is_stated and one.place != two.place
    return not clash and not (one.unit == "percent" and one.start != two.start and one.high < 10)


def _claim(document: Document, group: Sequence[Proposal], zone: ZoneInfo, id: str) -> Claim:
    best = _best(document, group)
    others = sorted({(each.start, each.end) for each in group} - {(best.start, best.end)})
    is_range = best.low != best.high
    publisher = document.publisher or document.url or document.name
    cells: dict[str, object] = {
        "id": id,
        "kind": best.reading.kind,
        "value": None if is_range else best.low,
        "low": best.low if is_range else None,
        "high": best.high if is_range else None,
        "unit": best.unit,
        "place": best.place.replace("\0", "") or UNKNOWN_PLACE,
        "held": best.held,
        "published": document.published,
        "said_by": best.said_by.replace("\0", "").strip() or publisher,
        "published_by": publisher,
        "url": document.url,
        "document": document.name,
        "quote": document.text[best.start : best.end],
        "start": best.start,
        "end": best.end,
        "grade": _grade(best),
        "status": "proposed",
        "certainty": "uncertain" if _is_uncertain(best) else "stated",
        "note": best.note,
        "noun": best.noun,
        "qualifier": best.figure.amount.qualifier,
        "via": best.via,
        "speech": best.speech,
        "measure": best.measure,
        "counting": best.counting,
        "hedge": best.hedge,
        "spans": others,
        "rule": best.reading.rule,
        "confidence": best.confidence,
    }
    return Claim.model_validate(cells, context=zone)


def _best(document: Document, group: Sequence[Proposal]) -> Proposal:
    """The surest of the repeats, with place, time and speaker from those that state them."""
    publisher = document.publisher or document.url or document.name
    best = max(group, key=lambda each: _telling(each, publisher))
    today = min(group, key=lambda each: len(each.held)).held
    for each in group:
        if best.said_by == publisher and each.said_by != publisher:
            is_stated = each.speaker_is_stated
            best = replace(best, said_by=each.said_by, via=each.via, speech=each.speech)
            best = replace(best, speaker_is_stated=is_stated)
        if each.place_is_stated and not best.place_is_stated:
            best = replace(best, place=each.place, place_is_stated=True)
        if best.held == today and each.held != today:
            best = replace(best, held=each.held)
    return best


def _telling(proposal: Proposal, publisher: str) -> tuple[bool, bool, int, float, int]:
    """How much a sentence tells of the figure: its kind, its place and speaker, how surely."""
    names_speaker = proposal.said_by != publisher and proposal.speaker_is_stated
    stated = proposal.place_is_stated + names_speaker
    is_sure = proposal.confidence >= 0.6 and proposal.reading.kind != "other"
    return is_sure, not proposal.is_of_title, stated, proposal.confidence, -proposal.start


def _is_uncertain(proposal: Proposal) -> bool:
    """Whether the rules are unsure, or place or speaker are those of a sentence before."""
    is_carried = not proposal.place_is_stated and proposal.place != UNKNOWN_PLACE
    return proposal.confidence < 0.6 or is_carried or not proposal.speaker_is_stated


_NEUTRAL = word_list("neutral bodies")
_OFFICIAL = word_list("official words")


def _grade(proposal: Proposal) -> Grade:
    """A first grade by who speaks and how; a person decides."""
    if proposal.hedge != "stated":
        return "E"
    words = set(re.findall(r"\w+", proposal.said_by.lower()))
    if words & _NEUTRAL or words & _OFFICIAL:
        return "C"
    return "D"


def _stem(publisher: str, proposal: Proposal) -> str:
    """A readable id: publisher, kind, figure and place."""
    low, high = (
        f"{value:.6g}" if value < 1e6 else f"{value:.0f}" for value in (proposal.low, proposal.high)
    )
    figure = low if low == high else f"{low}-{high}"
    words = (publisher, proposal.reading.kind, figure, proposal.place)
    return "-".join(filter(None, (slug(word) for word in words))) or "figure"


def slug(text: str) -> str:
    """Text as part of an id: small letters, digits and hyphens, at most 24."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:24].strip("-")
