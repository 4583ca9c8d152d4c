"""Claims, their rivals and where they come from as JSON, for other programs."""

from collections.abc import Iterator
from datetime import datetime

from corridor.evidence import Claim
from corridor.evidence.claim import Held
from corridor.evidence.rivals import LEVELS, PooledRange, Rivals, pool_in_words
from corridor.review.desk import Found
from corridor.review.rows import ProposedRow
from corridor.review.trace import Trace


def found_as_json(one: Found) -> dict[str, object]:
    """All fields of a claim or proposed row; numbers as numbers, times as texts."""
    if isinstance(one, ProposedRow):
        typed: dict[str, object] = dict(one.cells)
        start, end = one.span or (None, None)
        return {"table": one.table, **typed, "start": start, "end": end} | {
            "confidence": one.confidence
        }
    return {name: _plain(getattr(one, name)) for name in Claim.model_fields} | {
        "held_end": one.held.end.isoformat()
    }


def _plain(value: object) -> object:
    match value:
        case Held():
            return value.text
        case datetime():
            return value.isoformat()
        case tuple():
            return [list(span) for span in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value


def trace_as_json(found: Trace) -> dict[str, object]:
    """All that is known of one claim or proposed row."""
    return {
        **found_as_json(found.found),
        "sentence": None if found.quoted is None else found.quoted._asdict(),
        "no_sentence": found.no_quote,
        "decisions": [entry.model_dump(mode="json") for entry in found.decisions],
        "rivals": None if found.rivals is None else rivals_as_json(found.rivals),
        "numbers": [
            {"number": one.address, "from": list(one.claims), "used_by": list(one.used_by)}
            for one in found.numbers
        ],
    }


def rivals_as_json(group: Rivals) -> dict[str, object]:
    """Rivals, and the ranges that they give."""
    return {
        "claims": [found_as_json(claim) for claim in group.claims],
        "accepted": _range_as_json(group.accepted),
        "with_proposed": _range_as_json(group.with_proposed),
        "fault": group.fault,
    }


def _range_as_json(pooled: PooledRange | None) -> dict[str, object] | None:
    if pooled is None:
        return None
    return {
        "unit": pooled.parts[0].claim.unit,
        "quantiles": dict(zip(map(str, LEVELS), pooled.quantiles, strict=True)),
        "parts": list(_parts_as_json(pooled)),
        "copies": [list(pair) for pair in pooled.copies],
        "in_words": list(pool_in_words(pooled)),
    }


def _parts_as_json(pooled: PooledRange) -> Iterator[dict[str, object]]:
    for part in pooled.parts:
        yield {
            "id": part.claim.id,
            "weight": part.weight,
            "weight_by_grade": part.weight_by_grade,
            "least_weight": part.least,
            "low_5": part.low,
            "high_95": part.high,
        }
