"""When a proposed figure agrees with a labelled one, field by field."""

import math
import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import datetime

from corridor.evidence.claim import Claim
from tests.evidence.passages import Label, Labelled

#: Two figures within half a per cent are the same figure.
NEARNESS = 0.005
#: How far the ends of a range that stands for a vague word may be from the label's.
VAGUENESS = 2.0
#: How many words more than the label's a speaker may have, such as "spokesman of the region".
SPARE_WORDS = 4

_ARTICLES = {"the", "a", "an", "of", "mr", "mrs", "ms", "dr"}
_SORTS_OF_PLACE = {
    *("area", "borough", "canton", "city", "commune", "county", "department", "district"),
    *("governorate", "island", "municipality", "parish", "prefecture", "province", "region"),
    *("state", "town", "township", "valley", "village"),
}


def same_figure(label: Label, claim: Claim) -> bool:
    """Whether value or range, unit and kind are those of the label."""
    return claim.kind in label.kind and claim.unit in label.unit and _same_amount(label, claim)


def _same_amount(label: Label, claim: Claim) -> bool:
    if label.value is not None:
        return claim.value is not None and _near(label.value, claim.value)
    close = _vaguely_near if label.vague else _near
    pairs = ((label.low, claim.low), (label.high, claim.high))
    return all(a is not None and b is not None and close(a, b) for a, b in pairs)


def _near(wanted: float, found: float) -> bool:
    return math.isclose(wanted, found, rel_tol=NEARNESS)


def _vaguely_near(wanted: float, found: float) -> bool:
    return wanted / VAGUENESS <= found <= wanted * VAGUENESS


def same_place(labelled: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether the place is one of the label's, by id or by name; None where it is not scored."""
    if not all(label.place):
        return None
    return same_names(labelled, label.place, claim.place)


def same_names(labelled: Labelled, wanted: Iterable[str], found: str) -> bool:
    """Whether a place found is one of those wanted, by id or by any known spelling."""
    known = labelled.passage.places
    names = {_bare(spelling) for name in wanted for spelling in (name, *known.get(name, ()))}
    return _bare(found) in names


def _bare(place: str) -> tuple[str, ...]:
    words = _words(place)
    return tuple(word for word in words if word not in _SORTS_OF_PLACE | _ARTICLES) or tuple(words)


def same_day(labelled: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether the claim held in the day, month or year of the label; None where not scored."""
    wanted = _times(labelled, label)
    if not all(wanted):
        return None
    held = claim.held.end.astimezone(labelled.zone).isoformat()
    return any(held.startswith(time[:10]) for time in wanted)


def same_hour(labelled: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether the claim held in the hour of the label; None where the label has none."""
    wanted = _times(labelled, label)
    if not all("T" in time for time in wanted):
        return None
    held = claim.held.end.astimezone(labelled.zone).isoformat()
    return any(held.startswith(time[:13]) for time in wanted)


def _times(labelled: Labelled, label: Label) -> tuple[str, ...]:
    if label.held:
        return label.held
    published = datetime.fromisoformat(labelled.passage.published)
    local = published.astimezone(labelled.zone) if published.tzinfo else published
    return (local.date().isoformat(),)


def same_speaker(labelled: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether the label's speaker, or the publisher where nobody is named, is the claim's."""
    wanted = label.said_by or (labelled.passage.publisher,)
    return _same_name(wanted, claim.said_by) if all(wanted) else None


def same_named_speaker(labelled: Labelled, label: Label, claim: Claim) -> bool | None:
    """As ``same_speaker``, only where the text names somebody."""
    return same_speaker(labelled, label, claim) if label.said_by else None


def same_agency(_: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether the agency through which it came is the label's; None where there is none."""
    return _same_name(label.via, claim.via) if label.via else None


def _same_name(wanted: Iterable[str], found: str) -> bool:
    return any(_same_head(_speaker(name), _speaker(found)) for name in wanted)


def _same_head(wanted: list[str], found: list[str]) -> bool:
    """All words of the one in the other, at most a few more; a short form ends in the same word."""
    if set(wanted) <= set(found):
        return len(found) <= len(wanted) + SPARE_WORDS
    shorter = set(found) <= set(wanted) and 2 * len(found) >= len(wanted)
    return shorter and found[-1:] == wanted[-1:]


def _speaker(name: str) -> list[str]:
    words = [word for word in _words(name) if word not in _ARTICLES]
    return [word.removesuffix("s") if len(word) > 3 else word for word in words]


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.findall(r"\w+", re.sub(r"[’']s\b|[.’']", "", letters))


def same_qualifier(_: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether the figure is bounded as labelled; "share_of" says no more than exact."""
    found = "exact" if claim.qualifier == "share_of" else claim.qualifier
    return None if label.vague else _same(label.qualifier, found)


def same_speech(_: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether direct speech and paraphrase are told apart as labelled."""
    return _same(label.expected_speech, claim.speech)


def same_measure(_: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether stock and flow are told apart as labelled."""
    return _same(label.expected_measure, claim.measure)


def same_counting(_: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether new and cumulative are told apart as labelled."""
    return _same(label.counting, claim.counting)


def same_hedge(_: Labelled, label: Label, claim: Claim) -> bool | None:
    """Whether stated, claimed and hedged are told apart as labelled."""
    return _same(label.hedge, claim.hedge)


def _same(wanted: str, found: str) -> bool | None:
    return found == wanted if wanted else None


#: What is scored of a figure that was found, in the order of the table.
FIELDS: dict[str, Callable[[Labelled, Label, Claim], bool | None]] = {
    "place": same_place,
    "day": same_day,
    "hour": same_hour,
    "speaker": same_speaker,
    "named speaker": same_named_speaker,
    "agency": same_agency,
    "qualifier": same_qualifier,
    "speech": same_speech,
    "measure": same_measure,
    "counting": same_counting,
    "hedge": same_hedge,
}
