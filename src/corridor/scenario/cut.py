"""The cut at the as-of time: what was published later goes, and nothing may rest on it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from corridor.errors import AsOfError, Problem
from corridor.evidence import Ledger
from corridor.parameters.number import Flow, FromClaims, ParameterName
from corridor.scenario.parts import Event
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
    later = list(_later_uses(known, scenario.ledger))
    if later:
        raise AsOfError(_refusal(scenario, later, time), [one.problem for one in later])
    parameters = tuple(
        parameter
        for parameter in known.parameters
        if _later(known, scenario.ledger, parameter.number, parameter.published) is None
    )
    return known.model_copy(update={"parameters": parameters})


def known_events(timeline: Iterable[Event], time: datetime) -> Iterator[Event]:
    """Events published by ``time`` that no other of them replaces, in their order."""
    public = [event for event in timeline if event.published <= time]
    replaced = {event.replaces for event in public}
    return (event for event in public if event.id not in replaced)


class Later(NamedTuple):
    """A number in use that was not known yet: the fault, and the time from which on it is."""

    problem: Problem
    known_at: datetime | None


def _refusal(scenario: Scenario, later: Iterable[Later], time: datetime) -> str:
    """What is wrong, and what to do about it."""
    wanted = [one.known_at for one in later]
    known_at = [at.astimezone(scenario.zone) for at in wanted if at is not None]
    remedy = "use other claims or priors"
    if len(known_at) == len(wanted):
        remedy = (
            f"forecast as of {max(known_at).isoformat()} or later (--as-of, or as_of in "
            f"{YAML_FILE}), or {remedy}"
        )
    return f"not all that is used was known at {time.isoformat()}; {remedy}:"


def _later_uses(known: Scenario, ledger: Ledger) -> Iterator[Later]:
    """Numbers in use that rest on what was published later; ``ledger`` is that before the cut."""
    used = {}
    for use in known.uses():
        if isinstance(use.number, ParameterName):
            used[use.number.name] = known.parameter(use.number.name)
            continue
        fault = _later(known, ledger, use.number, None)
        if fault is not None:
            problem = Problem(use.spot.file, 0, 0, use.address, fault.found, _WANTED)
            yield Later(problem, fault.known_at)
    for name, parameter in used.items():
        fault = _later(known, ledger, parameter.number, parameter.published)
        if fault is not None:
            problem = Problem(YAML_FILE, 0, 0, f"parameters.{name}", fault.found, _WANTED)
            yield Later(problem, fault.known_at)


_WANTED = "something published by then"


class _Fault(NamedTuple):
    found: str
    known_at: datetime | None


def _later(
    known: Scenario, ledger: Ledger, number: Flow, published: datetime | None
) -> _Fault | None:
    """Why a number was not known, and when it was; None where it was."""
    time = known.default_as_of
    if published is not None and published > time:
        return _Fault(f"published {published.isoformat()}", published)
    public = {claim.id for claim in known.ledger.claims}
    if not isinstance(number, FromClaims) or any(id in public for id in number.claims):
        return None
    claims = [claim for claim in ledger.claims if claim.id in number.claims]
    told = ", ".join(
        f"{claim.id} at {claim.published.astimezone(known.zone).isoformat()}" for claim in claims
    )
    first = min((claim.published for claim in claims), default=None)
    return _Fault(f"claims published later ({told})", first)
