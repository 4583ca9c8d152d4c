"""Rules for numbers: units, claims, and draws that cannot be."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np

from corridor.errors import LedgerError, Problem, near_match
from corridor.evidence.ledger import Ledger
from corridor.parameters.number import Flow, FromClaims, ParameterName, PlainNumber, Unlimited
from corridor.scenario.draft import Draft
from corridor.scenario.fields import Unit
from corridor.scenario.uses import YAML_FILE, Spot

#: Draws between these levels have to lie within the limits of their unit.
_LEVELS = np.array([0.0005, 0.9995])


class Limits(NamedTuple):
    """Lowest and highest value that makes sense."""

    low: float
    high: float


_ANY = Limits(-np.inf, np.inf)
_LIMITS: Mapping[Unit, Limits] = {
    "people": Limits(0, 1e10),
    "vehicles/hour": Limits(0, np.inf),
    "people/vehicle": Limits(0, 1000),
    "people/household": Limits(0, 100),
    "hours": Limits(0, 24 * 366),
    "1/day": Limits(0, 1000),
    "share": Limits(0, 1),
    "log hazard ratio": Limits(-50, 50),
    "log odds": Limits(-50, 50),
    "level": Limits(-1e6, 1e6),
    "ratio": Limits(0, 1000),
    "days": Limits(0, 10_000),
    "1/hour": Limits(0, 1e6),
    "km": Limits(0, 40_000),
    "km/h": Limits(0, 1000),
    "vehicles": Limits(0, np.inf),
    "people/hour": Limits(0, np.inf),
    "tonnes": Limits(-1e9, 1e9),
    "tonnes/day": Limits(0, 1e9),
    "kg/person/day": Limits(0, 1000),
}

#: Uses in which a number of 0 makes no sense, such as travel time or people in a vehicle.
_ABOVE_ZERO = (
    *(".hours", "people_per_vehicle", "softening_hours", "speed_ratio", "km_per_hour"),
    *("half_life_days", "reach_km", "comfort_days", "correlation_days", ".storage_vehicles"),
    *(".size", "route_scale_per_hour", "people_per_household", "relative_error", "lasting_error"),
)


class _Stated(NamedTuple):
    """A number where it is written out, with the unit that it is to have there."""

    number: Flow
    unit: Unit
    spot: Spot


def _stated(draft: Draft) -> Iterator[_Stated]:
    for parameter in draft.parameters:
        spot = Spot(YAML_FILE, ("parameters", parameter.name, "value"))
        yield _Stated(parameter.number, parameter.unit, spot)
    for use in draft.uses:
        if not isinstance(use.number, ParameterName):
            yield _Stated(use.number, use.unit, use.spot)


def fault_of_claims(draft: Draft) -> Iterator[Problem]:
    """Claims that a number rests on are there, accepted, alike, and in its unit."""
    if draft.ledger is None:
        return
    for stated in _stated(draft):
        if isinstance(stated.number, FromClaims):
            for found, expected in _claim_faults(draft.ledger, stated.number, stated.unit):
                yield draft.problem(stated.spot, found, expected)


def _claim_faults(ledger: Ledger, number: FromClaims, unit: Unit) -> Iterator[tuple[str, str]]:
    claims = {claim.id: claim for claim in ledger.claims}
    accepted = [claim.id for claim in ledger.claims if claim.status == "accepted"]
    if all(id in accepted and claims[id].unit == unit for id in number.claims):
        yield from _pool_faults(ledger, number)
        return
    for id in number.claims:
        claim = claims.get(id)
        if claim is None:
            yield repr(id), f"the id of a claim in ledger.csv{near_match(id, claims)}"
        elif claim.status != "accepted":
            offer = near_match(id, accepted)
            yield f"{id!r}, which is {claim.status}", f"an accepted claim{offer}"
        elif claim.unit != unit:
            yield f"{id!r} in {claim.unit}", f"a claim in {unit}"


def _pool_faults(ledger: Ledger, number: FromClaims) -> Iterator[tuple[str, str]]:
    try:
        ledger.pool(number.claims)
    except LedgerError as error:
        for problem in error.problems:
            yield f"{problem.field} {problem.found}", problem.expected


def wrong_unit(draft: Draft) -> Iterator[Problem]:
    """A parameter is used where a number of its unit is wanted."""
    for use in draft.uses:
        if not isinstance(use.number, ParameterName):
            continue
        parameter = draft.parameter.get(use.number.name)
        if parameter is not None and parameter.unit != use.unit:
            found = f"{parameter.name!r} in {parameter.unit}"
            yield draft.problem(use.spot, found, f"a number of {use.unit}")


def draws_out_of_range(draft: Draft) -> Iterator[Problem]:
    """No number is drawn that cannot be, such as hours below 0 or a share above 1."""
    for parameter in draft.parameters:
        spot = Spot(YAML_FILE, ("parameters", parameter.name, "value"))
        yield from _range_fault(
            draft, _Stated(ParameterName(name=parameter.name), parameter.unit, spot)
        )
    for use in draft.uses:
        if not isinstance(use.number, ParameterName | Unlimited):
            yield from _range_fault(draft, _Stated(use.number, use.unit, use.spot))
        is_zero = isinstance(use.number, PlainNumber) and use.number.value == 0
        if is_zero and use.address.endswith(_ABOVE_ZERO):
            yield draft.problem(use.spot, "0", f"more than 0 {use.unit}")


def _range_fault(draft: Draft, stated: _Stated) -> Iterator[Problem]:
    distribution = draft.distribution(stated.number)
    if distribution is None:
        return
    low, high = (float(draw) for draw in distribution.quantile(_LEVELS))
    limits = _LIMITS.get(stated.unit, _ANY)
    fix = "" if low == high else " (a parameter can be held there with min and max)"
    if low < limits.low:
        expected = f"{_typed(limits.low)} {stated.unit} or more{fix}"
        yield draft.problem(stated.spot, _draw_words(low, low == high), expected)
    if high > limits.high:
        expected = f"{_typed(limits.high)} {stated.unit} or less{fix}"
        yield draft.problem(stated.spot, _draw_words(high, low == high), expected)


def _draw_words(value: float, is_known: bool) -> str:
    return _typed(value) if is_known else f"draws such as {_typed(float(f'{value:.3g}'))}"


def _typed(value: float) -> str:
    """A number as one types it: all its digits, and no exponent as long as it is not huge."""
    return f"{value:.15g}"


def shares_above_one(draft: Draft) -> Iterator[Problem]:
    """Shares that are known do not add up to more than the whole."""
    for index, move in draft.onward:
        known = [share.value for share in move.shares.values() if isinstance(share, PlainNumber)]
        if sum(known) > 1 + 1e-9:
            spot = Spot(YAML_FILE, ("onward", index, "shares"))
            yield draft.problem(spot, f"shares that add up to {sum(known):.6g}", "1 or less")
