"""What the forecast rests on, as rows of tables: priors, claims, roads and events."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

import numpy as np

from corridor.evidence import Claim
from corridor.parameters.number import FromClaims, Unlimited
from corridor.report.area import State, road_states
from corridor.report.words import Piece, dated, pieces, safe_url
from corridor.scenario import Event, Scenario

_STATUS_ORDER = ("accepted", "proposed", "rejected")


@dataclass(frozen=True)
class PriorRow:
    """An uncertain number: what is believed about it and why."""

    name: str
    value: str
    unit: str
    certainty: str
    is_default: bool
    claims: tuple[str, ...]
    source: tuple[Piece, ...]
    reason: tuple[Piece, ...]


@dataclass(frozen=True)
class ClaimRow:
    """A claim in words."""

    id: str
    figure: str
    held: str
    published: str
    said_by: str
    published_by: str
    url: str | None
    grade: str
    status: str
    is_used: bool
    note: str


@dataclass(frozen=True)
class ClaimGroup:
    """Claims about the same thing: the same kind, place and unit."""

    title: str
    rows: tuple[ClaimRow, ...]

    @property
    def has_used(self) -> bool:
        """Whether a number of the forecast rests on one of them."""
        return any(row.is_used for row in self.rows)


@dataclass(frozen=True)
class RoadRow:
    """A road, or a checkpoint (with neither length nor hours)."""

    name: str
    km: str
    hours: str
    flow: str
    state: State
    certainty: str
    source: tuple[Piece, ...]
    note: str


@dataclass(frozen=True)
class EventRow:
    """An event of the timeline."""

    time: str
    delay: str
    effect: str
    published: str
    certainty: str
    source: tuple[Piece, ...]
    note: str


def prior_rows(scenario: Scenario) -> tuple[PriorRow, ...]:
    """The uncertain numbers with a name."""
    return tuple(
        PriorRow(
            name=parameter.name.replace("_", " "),
            value=scenario.distribution(parameter.number).describe(),
            unit=parameter.unit,
            certainty=parameter.certainty,
            is_default=parameter.default,
            claims=parameter.number.claims if isinstance(parameter.number, FromClaims) else (),
            source=pieces(parameter.source),
            reason=pieces(parameter.reason),
        )
        for parameter in scenario.parameters
    )


def claim_groups(scenario: Scenario) -> tuple[ClaimGroup, ...]:
    """The ledger, rivals side by side: those that are used first, then by what was accepted."""
    used = _used_claims(scenario)
    names = {place.id: place.name for place in scenario.places}

    def subject(claim: Claim) -> tuple[str, str, str]:
        return claim.kind, claim.place, claim.unit

    groups = []
    for (kind, place, unit), claims in groupby(
        sorted(scenario.ledger.claims, key=subject), subject
    ):
        rows = sorted(
            claims, key=lambda claim: (_STATUS_ORDER.index(claim.status), claim.held.end, claim.id)
        )
        title = f"{kind.capitalize()}: {names.get(place, place.replace('-', ' '))}, {unit}"
        groups.append(
            ClaimGroup(
                title, tuple(_claim_row(claim, scenario, claim.id in used) for claim in rows)
            )
        )

    def rank(group: ClaimGroup) -> tuple[bool, int, str]:
        best = min(_STATUS_ORDER.index(row.status) for row in group.rows)
        return not group.has_used, best, group.title

    return tuple(sorted(groups, key=rank))


def road_rows(scenario: Scenario, as_of: datetime) -> tuple[RoadRow, ...]:
    """Checkpoints and links, with what can pass them and whether they are open at ``as_of``."""
    states = road_states(scenario, as_of)
    names = {place.id: place.name for place in scenario.places}
    checkpoints = [
        RoadRow(
            name=place.name,
            km="",
            hours="",
            flow=scenario.distribution(place.vehicles_per_hour).describe(),
            state=states[place.id],
            certainty=place.certainty,
            source=pieces(place.source),
            note=place.note,
        )
        for place in scenario.places
        if place.kind == "checkpoint" and place.vehicles_per_hour is not None
    ]
    links = [
        RoadRow(
            name=f"{names[link.start]} → {names[link.end]}",
            km=f"{link.km:g}",
            hours=scenario.distribution(link.hours).describe(),
            flow=(
                "no limit"
                if isinstance(link.vehicles_per_hour, Unlimited)
                else scenario.distribution(link.vehicles_per_hour).describe()
            ),
            state=states[link.id],
            certainty=link.certainty,
            source=pieces(link.source),
            note=link.note,
        )
        for link in scenario.links
    ]
    return (*checkpoints, *links)


def event_rows(scenario: Scenario, *, with_effect: bool) -> tuple[EventRow, ...]:
    """Events that change the model, or those that are only noted, in the order of their times."""
    events = sorted(scenario.timeline, key=lambda event: event.time)
    return tuple(
        EventRow(
            time=dated(event.time.astimezone(scenario.zone)),
            delay="" if event.delay_hours is None else _delay(scenario, event),
            effect=_effect(scenario, event),
            published=dated(event.published.astimezone(scenario.zone)),
            certainty=event.certainty,
            source=pieces(event.source),
            note=event.note,
        )
        for event in events
        if (event.action != "note") == with_effect
    )


def _used_claims(scenario: Scenario) -> set[str]:
    numbers = [
        *(parameter.number for parameter in scenario.parameters),
        *(use.number for use in scenario.uses()),
    ]
    return {id for number in numbers if isinstance(number, FromClaims) for id in number.claims}


def _claim_row(claim: Claim, scenario: Scenario, is_used: bool) -> ClaimRow:
    return ClaimRow(
        id=claim.id,
        figure=claim_figure(claim),
        held=claim.held.text if len(claim.held.text) <= 10 else _local(claim.held.end, scenario),
        published=_published(claim.published, scenario),
        said_by=claim.said_by,
        published_by=claim.published_by,
        url=safe_url(claim.url),
        grade=claim.grade,
        status=claim.status,
        is_used=is_used,
        note=claim.note,
    )


def claim_figure(claim: Claim) -> str:
    """The figure of a claim with its range, as it was stated."""
    stated = "" if claim.value is None else f"{claim.value:,g}"
    if claim.value is not None and claim.value >= 1e6:
        stated = f"{claim.value:,.0f}"
    if claim.low is None or claim.high is None:
        return stated
    span = f"{claim.low:,.0f} to {claim.high:,.0f}"
    return f"{stated} ({span})" if stated else span


def _published(time: datetime, scenario: Scenario) -> str:
    """A date where only the day of publication is known, which counts as its last second."""
    local = time.astimezone(scenario.zone)
    if (local.hour, local.minute, local.second) == (23, 59, 59):
        return f"{local.day} {local:%b %Y}"
    return dated(local)


def _local(time: datetime, scenario: Scenario) -> str:
    return dated(time.astimezone(scenario.zone))


def _delay(scenario: Scenario, event: Event) -> str:
    assert_hours = event.delay_hours
    if assert_hours is None:
        return ""
    low, middle, high = scenario.distribution(assert_hours).quantile(np.array([0.05, 0.5, 0.95]))
    if low == high:
        return f"{_local(event.time + timedelta(hours=float(low)), scenario)} by a fixed delay"
    start, *_ = (event.time,)
    at = [
        dated((start + timedelta(hours=float(hours))).astimezone(scenario.zone))
        for hours in (low, middle, high)
    ]
    return f"takes effect {at[1]} (90 %: {at[0]} to {at[2]})"


def _effect(scenario: Scenario, event: Event) -> str:
    names = {place.id: place.name for place in scenario.places}
    names |= {link.id: f"{names[link.start]} → {names[link.end]}" for link in scenario.links}
    target = names.get(event.target, event.target.replace("_", " "))
    value = "" if event.value is None else scenario.distribution(event.value).describe()
    return {
        "close": f"closes {target}",
        "open": f"opens {target}",
        "escort": f"escort only, {target}: {value} vehicles/hour",
        "driver": f"{target} set to {value}",
        "note": "no effect on the model",
    }[event.action]


def assumed(rows: Iterable[PriorRow]) -> Sequence[str]:
    """Names of the numbers that are assumptions."""
    return [row.name for row in rows if row.certainty == "assumed"]
