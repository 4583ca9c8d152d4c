"""What a number of a forecast rests on: uncertain numbers, claims, counts and events."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from corridor.errors import NotFoundError, near_match
from corridor.evidence import Claim
from corridor.forecast import Forecast, counts_of_total
from corridor.parameters import FromClaims, ParameterName
from corridor.report.drivers import drivers_by_the_end, no_driver
from corridor.report.numbers import number_label
from corridor.scenario import Count, Event, Scenario, Use

_T = TypeVar("_T")

_FORMS = "arrivals, place:ID, link:ID, count:ID, claim:ID or parameter:NAME"


@dataclass(frozen=True)
class Sources:
    """What a number rests on.

    ``parameters`` are the names or addresses of uncertain numbers, with the rank correlation of
    their draws with all arrivals by the end where it can be told from chance.
    """

    label: str
    sentences: tuple[str, ...]
    parameters: Mapping[str, float | None]
    claims: tuple[Claim, ...]
    counts: tuple[Count, ...]
    events: tuple[Event, ...]


def find_sources(forecast: Forecast, number: str) -> Sources:
    """What a number rests on: ``arrivals``, or a kind and an id such as ``place:goris``.

    Raises
    ------
    NotFoundError
        When there is no such number.
    """
    kind, _, id = number.partition(":")
    finders = {
        "arrivals": _of_arrivals,
        "place": _of_place,
        "link": _of_link,
        "count": _of_count,
        "claim": _of_claim,
        "parameter": _of_parameter,
    }
    if kind not in finders or bool(id) == (kind == "arrivals"):
        raise NotFoundError(f"number: found {number!r}, expected {_FORMS}")
    return finders[kind](forecast, id)


def _of_arrivals(forecast: Forecast, _: str) -> Sources:
    scenario = forecast.scenario
    names = {driver.name: driver.at_end for driver in drivers_by_the_end(forecast)}
    return Sources(
        label="People who arrive",
        sentences=(
            f"Counted in {forecast.ensemble.members:,} runs of the model, each with its own draw "
            "of the uncertain numbers; an interval is the spread of the runs.",
            "The numbers below move the forecast most, the strongest first: each with the rank "
            "correlation of its draws with all arrivals by the end."
            if names
            else no_driver(forecast),
        ),
        parameters=names,
        claims=tuple(_claims_of(scenario, names)),
        counts=counts_of_total(scenario, scenario.counts),
        events=tuple(scenario.timeline),
    )


def _of_place(forecast: Forecast, id: str) -> Sources:
    scenario = forecast.scenario
    place = _named(id, {place.id: place for place in scenario.places}, "place")
    names = _uses(scenario, f"places.{id}.")
    for onward in scenario.onward:
        if id in (onward.start, *onward.targets):
            names |= _uses(scenario, f"onward.{onward.start}.")
    return Sources(
        label=place.name,
        sentences=tuple(filter(None, (place.note, place.source))),
        parameters=names,
        claims=tuple(_claims_of(scenario, names)),
        counts=tuple(count for count in scenario.counts if count.place == id),
        events=tuple(
            event for event in scenario.timeline if id in (event.target_name, event.target_place)
        ),
    )


def _of_link(forecast: Forecast, id: str) -> Sources:
    scenario = forecast.scenario
    link = _named(id, {link.id: link for link in scenario.links}, "link")
    names = _uses(scenario, f"links.{id}.")
    return Sources(
        label=number_label(scenario, f"links.{id}.road").removesuffix(": road"),
        sentences=tuple(filter(None, (link.note, link.source))),
        parameters=names,
        claims=tuple(_claims_of(scenario, names)),
        counts=(),
        events=tuple(event for event in scenario.timeline if event.target_name == id),
    )


def _of_count(forecast: Forecast, id: str) -> Sources:
    scenario = forecast.scenario
    counts = {count.id: count for count in (*scenario.counts, *forecast.later_counts)}
    count = _named(id, counts, "count")
    known = {claim.id: claim for claim in scenario.ledger.claims}
    return Sources(
        label=f"{count.value:,} {count.unit}, said by {count.said_by}",
        sentences=tuple(filter(None, (count.note, count.url))),
        parameters={},
        claims=(known[id],) if id in known else (),
        counts=(count,),
        events=(),
    )


def _of_claim(forecast: Forecast, id: str) -> Sources:
    known = {claim.id: claim for claim in forecast.scenario.ledger.claims}
    claim = _named(id, known, "claim")
    names = {
        name: None for name, claims in _numbers_of_claims(forecast.scenario).items() if id in claims
    }
    return Sources(claim.kind, tuple(filter(None, (claim.note,))), names, (claim,), (), ())


def _of_parameter(forecast: Forecast, id: str) -> Sources:
    scenario = forecast.scenario
    known = {parameter.name: parameter for parameter in scenario.parameters}
    known_uses = {use.address for use in scenario.uses()}
    if id not in known_uses:
        _named(id, known, "parameter")
    reason = known[id].reason if id in known else ""
    drivers = {driver.name: driver.at_end for driver in drivers_by_the_end(forecast)}
    names: dict[str, float | None] = {id: drivers.get(id)}
    return Sources(
        label=number_label(scenario, id),
        sentences=tuple(filter(None, (reason,))),
        parameters=names,
        claims=tuple(_claims_of(scenario, names)),
        counts=(),
        events=(),
    )


def _named(id: str, known: Mapping[str, _T], what: str) -> _T:
    if id not in known:
        raise NotFoundError(f"there is no {what} {id!r}{near_match(id, known)}")
    return known[id]


def _uses(scenario: Scenario, prefix: str) -> dict[str, float | None]:
    """Names of the numbers that are used at addresses with this beginning."""
    return {_name(use): None for use in scenario.uses() if use.address.startswith(prefix)}


def _name(use: Use) -> str:
    return use.number.name if isinstance(use.number, ParameterName) else use.address


def _numbers_of_claims(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    found = {
        parameter.name: parameter.number.claims
        for parameter in scenario.parameters
        if isinstance(parameter.number, FromClaims)
    }
    found |= {
        use.address: use.number.claims
        for use in scenario.uses()
        if isinstance(use.number, FromClaims)
    }
    return found


def _claims_of(scenario: Scenario, names: Iterable[str]) -> Iterator[Claim]:
    by_number = _numbers_of_claims(scenario)
    wanted = {id for name in names for id in by_number.get(name, ())}
    return (claim for claim in scenario.ledger.claims if claim.id in wanted)
