"""Claims put where a scenario has a number: ``from: [ids]`` written into the right file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from corridor.errors import Problem, ScenarioError, near_match
from corridor.parameters.number import Flow, FromClaims, ParameterName
from corridor.review.desk import Desk
from corridor.review.entry import Entry
from corridor.review.revise import Step, revise
from corridor.review.tables import TABLES
from corridor.scenario.draft import Draft
from corridor.scenario.load import columns
from corridor.scenario.parts import Event, Lift, Link, Parameter, Place, Supply
from corridor.scenario.uses import (
    LIFTS_FILE,
    LINKS_FILE,
    NUMBER_FIELDS,
    PLACES_FILE,
    SUPPLIES_FILE,
    TIMELINE_FILE,
    YAML_FILE,
    Spot,
)
from corridor.scenario.write import cell_changed, yaml_changed

#: Ends of addresses, with the kinds of claims that say what the number there is.
_KINDS: dict[str, tuple[str, ...]] = {
    "people_total": ("population",),
    ".people": ("population",),
    ".size": ("population",),
    ".room": ("capacity",),
}

_LEVELS = np.array([0.05, 0.5, 0.95])


@dataclass(frozen=True)
class NumberOfClaims:
    """A number of the scenario that rests on claims."""

    address: str
    """``parameters.people_present``, or the address of a number that is written in place."""
    claims: tuple[str, ...]
    used_by: tuple[str, ...]
    """Addresses that name the parameter."""


def use(
    folder: Path | str,
    ids: Sequence[str],
    address: str,
    *,
    by: str = "",
    seen: int | None = None,
) -> Entry:
    """Write ``from: [ids]`` where the number with this address stands.

    An address that names a parameter leads to the parameter: ``people_total``,
    ``places.goris.people``, ``links.a-b.hours``, ``parameters.share_willing`` or the parameter's
    bare name.

    Raises
    ------
    LedgerError
        When the claims cannot be pooled, or the scenario would not pass its checks.
    ScenarioError
        When the scenario has no such number, or it cannot be written.
    """
    return revise(folder, lambda desk: _used(desk, ids, address), by=by, seen=seen)


def numbers_of_claims(draft: Draft) -> Iterator[NumberOfClaims]:
    """Every number that rests on claims, with them."""
    for parameter in draft.parameters:
        if isinstance(parameter.number, FromClaims):
            users = tuple(
                use.address
                for use in draft.uses
                if isinstance(use.number, ParameterName) and use.number.name == parameter.name
            )
            address = f"parameters.{parameter.name}"
            yield NumberOfClaims(address, parameter.number.claims, users)
    for use in draft.uses:
        if isinstance(use.number, FromClaims):
            yield NumberOfClaims(use.address, use.number.claims, ())


def number_in_words(draft: Draft, address: str) -> str:
    """The range of the number with this address, and the claims that it rests on."""
    number = _number(draft, address)
    if number is None:
        return "nothing"
    distribution = draft.distribution(number)
    if distribution is None:
        return "no number that can be drawn"
    low, middle, high = (float(value) for value in distribution.quantile(_LEVELS))
    claims = f", from {', '.join(number.claims)}" if isinstance(number, FromClaims) else ""
    if low == high:
        return f"{_figure(middle)}{claims}"
    return f"{_figure(middle)} in the middle, 90 % from {_figure(low)} to {_figure(high)}{claims}"


def doubts_of_use(desk: Desk, ids: Sequence[str], address: str) -> Iterator[str]:
    """A line for each thing to look at again in claims that stand where a number is."""
    yield from misfits(desk, ids, address)
    settings = desk.draft.settings
    claims = [desk.ledger.get(id) for id in ids]
    later = [one for one in claims if settings and one.published > settings.default_as_of]
    for claim in later:
        published = claim.published.astimezone(desk.zone).isoformat()
        yield (
            f"{claim.id} was published {published}, after the scenario's as-of time: a forecast "
            f"uses it as of then or later (--as-of {published}, or as_of in {YAML_FILE})"
        )
    if later and len(later) == len(claims):
        yield f"as of the scenario's own time there is no forecast until {address} has other claims"


def misfits(desk: Desk, ids: Sequence[str], address: str) -> Iterator[str]:
    """A line for each claim of a kind that the number with this address does not count."""
    parameter = _parameter_name(desk.draft, address)
    addresses = [
        use.address
        for use in desk.draft.uses
        if use.address == address
        or (isinstance(use.number, ParameterName) and use.number.name == parameter)
    ]
    for ending, kinds in _KINDS.items():
        named = [one for one in addresses if one.endswith(ending)]
        for claim in map(desk.ledger.get, ids):
            if named and claim.kind not in kinds:
                yield (
                    f"{claim.id} counts {claim.kind!r}, and {named[0]} is about "
                    f"{' or '.join(map(repr, kinds))}"
                )


def _parameter_name(draft: Draft, address: str) -> str:
    """The name of the parameter that an address leads to; empty for none."""
    for use in draft.uses:
        if use.address == address:
            return use.number.name if isinstance(use.number, ParameterName) else ""
    name = address.removeprefix("parameters.")
    return name if name in draft.parameter else ""


def _number(draft: Draft, address: str) -> Flow | None:
    name = _parameter_name(draft, address)
    if name in draft.parameter:
        return draft.parameter[name].number
    return next((use.number for use in draft.uses if use.address == address), None)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}"


def _used(desk: Desk, ids: Sequence[str], address: str) -> Step:
    desk.ledger.pool(ids)
    spot = _spot(desk.draft, address)
    value = f"{{from: [{', '.join(ids)}]}}"
    if spot.file == YAML_FILE:
        text = yaml_changed(desk.text(YAML_FILE) or "", spot.path, value)
        name = ".".join(map(str, spot.path)).removesuffix(".value")
    else:
        index, column = spot.path
        model = dict(TABLES.values())[spot.file]
        row = (_rows(desk.draft, spot.file)[int(index)].id, str(column))
        path = desk.folder / spot.file
        text = cell_changed(path, columns(model), model.optional_columns, row, value)
        name = address
    return Step("use", tuple(ids), {spot.file: text}, how=f"for {name}")


def _spot(draft: Draft, address: str) -> Spot:
    """Where the number with this address is written out."""
    name = address.removeprefix("parameters.")
    for use in draft.uses:
        if use.address == address:
            if not isinstance(use.number, ParameterName):
                return use.spot
            name = use.number.name
    if name in draft.parameter:
        return _parameter_spot(draft.parameter[name])
    empty = dict(_empty_cells(draft))
    if address in empty:
        return empty[address]
    filled = (use.address for use in draft.uses)
    known = [*filled, *(f"parameters.{name}" for name in draft.parameter), *empty]
    raise _refused(repr(address), f"the address of a number{near_match(address, known)}")


def _parameter_spot(parameter: Parameter) -> Spot:
    if parameter.default:
        found = f"{parameter.name!r}, a prior of the package (default: true)"
        wanted = "a parameter written out with value, unit, source, reason and certainty"
        raise _refused(found, wanted)
    return Spot(YAML_FILE, ("parameters", parameter.name, "value"))


def _empty_cells(draft: Draft) -> Iterator[tuple[str, Spot]]:
    """Addresses of numbers that rows may have and do not."""
    for file, fields in NUMBER_FIELDS.items():
        for index, row in enumerate(_rows(draft, file)):
            for name in fields:
                if getattr(row, name) is None:
                    column = type(row).model_fields[name].alias or name
                    address = f"{file.removesuffix('.csv')}.{row.id}.{name}"
                    yield address, Spot(file, (index, column))


def _rows(draft: Draft, file: str) -> Sequence[Place | Link | Event | Supply | Lift]:
    rows: dict[str, Sequence[Place | Link | Event | Supply | Lift]] = {
        PLACES_FILE: draft.places,
        LINKS_FILE: draft.links,
        TIMELINE_FILE: draft.timeline,
        SUPPLIES_FILE: draft.supplies,
        LIFTS_FILE: draft.lifts,
    }
    return rows[file]


def _refused(found: str, expected: str) -> ScenarioError:
    return ScenarioError(
        "the scenario was not changed:", [Problem("", 0, 0, "number", found, expected)]
    )
