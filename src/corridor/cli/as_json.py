"""A forecast as JSON, for other programs."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from corridor.forecast import TABLE_LEVELS, CountToCome, Forecast, Summary, counts_to_come
from corridor.scenario import Count

_LEVELS = [f"{level:g}" for level in TABLE_LEVELS]


def to_json(forecast: Forecast, summary: Summary, run: Path) -> str:
    """The summary of a forecast as a JSON document; quantiles are keyed by their level."""
    document = to_document(forecast, summary) | {"run": str(run)}
    return json.dumps(document, indent=2, ensure_ascii=False)


def to_document(forecast: Forecast, summary: Summary) -> dict[str, object]:
    """The summary of a forecast as data for JSON."""
    scenario = forecast.scenario
    return {
        "scenario": scenario.name,
        "as_of": forecast.as_of.astimezone(scenario.zone).isoformat(),
        "known": {
            "claims": len(scenario.ledger.claims),
            "counts": len(scenario.counts),
            "events": len(scenario.timeline),
        },
        "update": None if forecast.update is None else asdict(forecast.update),
        "members": forecast.ensemble.members,
        "seed": forecast.seed,
        "sensitivity": scenario.sensitivity,
        "end": summary.end.isoformat(),
        "unit": "people",
        "leaving": _levels(summary.leaving),
        "crossings": [
            {
                "share_of_those_who_leave": crossing.share,
                "time": _levels([_iso(time) for time in crossing.times]),
            }
            for crossing in summary.crossings
        ],
        "days": [
            {
                "date": day.date.isoformat(),
                "arrivals": _levels(day.arrivals),
                "total": _levels(day.total),
                "longest_queue": _levels(day.longest_queue),
                "held_at_end": _levels(day.held),
                "last_count": _count(day.last_count, forecast),
                "known_count": _count(day.known_count, forecast),
            }
            for day in summary.days
        ],
        "counts_to_come": [_to_come(row) for row in counts_to_come(forecast)],
    }


def _to_come(row: CountToCome) -> dict[str, object]:
    return {
        "place": row.place,
        "last_count": row.last,
        "held": _iso(row.held),
        "present": {
            time.isoformat(): _levels(people)
            for time, people in zip(row.times, row.people, strict=True)
        },
    }


def _levels(values: Sequence[object]) -> dict[str, object]:
    return dict(zip(_LEVELS, values, strict=True))


def _iso(time: datetime | None) -> str | None:
    return None if time is None else time.isoformat()


def _count(count: Count | None, forecast: Forecast) -> dict[str, object] | None:
    """A count, its times in the scenario's zone."""
    if count is None:
        return None
    zone = forecast.scenario.zone
    return {
        "id": count.id,
        "value": count.value,
        "held": count.held.end.astimezone(zone).isoformat(),
        "published": count.published.astimezone(zone).isoformat(),
        "known_only_later": count.published > forecast.as_of,
    }
