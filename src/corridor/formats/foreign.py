"""What comes of somebody else's table: counts, events and claims, and all that was not used."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from zoneinfo import ZoneInfo

from corridor.errors import Problem
from corridor.evidence import Claim, Held, parse_held
from corridor.formats.figures import Figure
from corridor.formats.findings import Findings, Skipped
from corridor.formats.sources import Source
from corridor.scenario import Count, Event


@dataclass(frozen=True)
class ForeignTable:
    """What a table says, in the words of a scenario. Every record is used, skipped or a problem.

    ``counts`` and ``events`` name places of the scenario where its places were given, else ids made
    of the names as written. ``claims`` are proposed. ``problems`` are records that cannot be read.
    """

    format: str
    file: str
    source: Source
    rows: int
    counts: tuple[Count, ...]
    events: tuple[Event, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]


def counts_and_claims(found: Findings) -> tuple[tuple[Count, ...], tuple[Claim, ...]]:
    """Counts where a figure can be one; else, and where counts would rival each other, claims."""
    alike: dict[tuple[object, ...], list[Figure]] = {}
    for figure in found.figures:
        alike.setdefault(_key(figure), []).append(figure)
    counts: list[Count] = []
    claims: list[Claim] = []
    for figures in alike.values():
        if len(figures) == 1 and _can_be_count(figures[0], found):
            counts.append(_count(figures[0], found))
            continue
        if len(figures) > 1 and _can_be_count(figures[0], found):
            found.note(
                "several figures of one place and time became claims, to choose from"
                f" (first: {figures[0].match.place}, {figures[0].held})"
            )
        claims.extend(_claim(figure, found) for figure in figures)
    return tuple(counts), tuple(claims)


def _key(figure: Figure) -> tuple[object, ...]:
    same = (figure.kind, figure.count, figure.unit, figure.match.place, figure.held)
    return same if figure.count else (*same, figure.id)


def _can_be_count(figure: Figure, found: Findings) -> bool:
    at_home = figure.match.is_known or not found.places.places
    return figure.count is not None and figure.value is not None and at_home


@lru_cache(maxsize=4096)
def _held(day: date, zone: ZoneInfo) -> Held:
    text = day.isoformat()
    return Held(text, parse_held(text, zone))


def _count(figure: Figure, found: Findings) -> Count:
    held = _held(figure.held, found.zone)
    public, is_stated = found.public_from(held.end, figure.published)
    return Count.model_validate(
        {
            "id": figure.id,
            "place": found.place_id(figure.match),
            "kind": figure.kind,
            "measure": figure.count,
            "value": figure.value,
            "unit": figure.unit,
            "held": held,
            "published": public,
            "published_how": "stated" if is_stated else "assumed",
            "said_by": figure.said_by or found.source.publisher,
            "published_by": found.source.publisher,
            "url": figure.url or found.source.url,
            "certainty": "derived" if figure.is_derived else "sourced",
            "note": figure.note,
        },
        context=found.zone,
    )


def _claim(figure: Figure, found: Findings) -> Claim:
    held = _held(figure.held, found.zone)
    public, is_stated = found.public_from(held.end, figure.published)
    notes = (figure.note, "" if is_stated else "time of publication assumed")
    return Claim.model_validate(
        {
            "id": figure.id,
            "kind": figure.kind,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "unit": figure.unit,
            "place": figure.match.place,
            "held": held,
            "published": public,
            "said_by": figure.said_by or found.source.publisher,
            "published_by": found.source.publisher,
            "url": figure.url or found.source.url,
            "document": found.file,
            "quote": figure.quote,
            "grade": found.source.grade,
            "status": "proposed",
            "certainty": "derived" if figure.is_derived else "stated",
            "noun": figure.noun,
            "qualifier": figure.qualifier,
            "measure": figure.measure,
            "counting": figure.counting,
            "rule": f"table-{found.source.format.replace('_', '-')}",
            "note": "; ".join(filter(None, notes)),
        },
        context=found.zone,
    )
