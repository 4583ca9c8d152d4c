"""The cut at the as-of time: what was published later goes, and nothing may rest on it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from corridor.errors import AsOfError, Problem
from corridor.parameters.number import FromClaims, ParameterName
from corridor.scenario.parts import Event, Parameter
from corridor.scenario.schema import Scenario
from corridor.scenario.uses import YAML_FILE


def cut(scenario: Scenario, time: datetime) -> Scenario:
    """See :meth:`corridor.scenario.Scenario.as_of`."""
    if time.utcoffset() is None:
        raise AsOfError(f"the as-of time has to have an offset from UTC (got {time.isoformat()})")
    if scenario.known_at == time:
        return scenario
    if scenario.known_at is not None:
        raise AsOfError(
            f"the scenario was already cut at {scenario.known_at.isoformat()}; "
            f"to get it as of {time.isoformat()}, cut the scenario as it was loaded"
        )
    known = scenario.model_copy(
        update={
            "ledger": scenario.ledger.as_of(time),
            "timeline": tuple(known_events(scenario.timeline, time)),
            "lifts": tuple(lift for lift in scenario.lifts if lift.published <= time),
            "counts": tuple(count for count in scenario.counts if count.published <= time),
            "default_as_of": time,
            "known_at": time,
        }
    )
    problems = list(_later_uses(known, time))
    if problems:
        raise AsOfError(f"not all that is used was known at {time.isoformat()}:", problems)
    parameters = tuple(
        parameter for parameter in known.parameters if not _fault(known, parameter, time)
    )
    return known.model_copy(update={"parameters": parameters})


def known_events(timeline: Iterable[Event], time: datetime) -> Iterator[Event]:
    """Events published by ``time`` that no other of them replaces, in their order."""
    public = [event for event in timeline if event.published <= time]
    replaced = {event.replaces for event in public}
    return (event for event in public if event.id not in replaced)


def _later_uses(known: Scenario, time: datetime) -> Iterator[Problem]:
    used = {}
    for use in known.uses():
        if isinstance(use.number, ParameterName):
            used[use.number.name] = known.parameter(use.number.name)
        elif isinstance(use.number, FromClaims) and not _public(known, use.number):
            yield Problem(use.spot.file, 0, 0, use.address, "claims published later", _WANTED)
    for name, parameter in used.items():
        fault = _fault(known, parameter, time)
        if fault:
            yield Problem(YAML_FILE, 0, 0, f"parameters.{name}", fault, _WANTED)


_WANTED = "something published by then"


def _fault(known: Scenario, parameter: Parameter, time: datetime) -> str:
    """Why a parameter was not known, or nothing."""
    if parameter.published is not None and parameter.published > time:
        return f"published {parameter.published.isoformat()}"
    if isinstance(parameter.number, FromClaims) and not _public(known, parameter.number):
        return "claims published later"
    return ""


def _public(known: Scenario, number: FromClaims) -> bool:
    public = {claim.id for claim in known.ledger.claims}
    return any(id in public for id in number.claims)
