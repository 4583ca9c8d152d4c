"""Needs as they are answered."""

from collections.abc import Mapping, Sequence

from corridor.app.shapes.common import rounded
from corridor.app.shapes.needs import HouseholdShape, NeedsShape, StandardShape
from corridor.app.shapes.what_ifs import Named
from corridor.errors import OptionError, Problem, near_or_all
from corridor.forecast import Forecast
from corridor.needs import CHECKED, COUNTED, Needs, Standard, default_standards, make_needs

_MOST = 1e9


def needs_shape(
    run: str,
    forecast: Forecast,
    *,
    household: float | None,
    is_cold: bool,
    amounts: Sequence[str],
) -> NeedsShape:
    """The needs of a run.

    ``amounts`` are other amounts of standards, such as ``water:20``.

    Raises
    ------
    OptionError
        For an amount that cannot be read, or a household of no size.
    """
    standards = default_standards()
    other = read_amounts(amounts, standards)
    chosen = tuple(_changed(standard, other) for standard in standards)
    made = make_needs(forecast, chosen, people_per_household=household, is_cold=is_cold)
    return _shape(run, made, forecast)


def read_amounts(texts: Sequence[str], standards: Sequence[Standard]) -> dict[str, float]:
    """Other amounts by the id of a standard."""
    known = [standard.id for standard in standards]
    found: dict[str, float] = {}
    problems = []
    for text in texts:
        id, _, amount = text.partition(":")
        if id not in known:
            expected = f"STANDARD:AMOUNT with a standard{near_or_all(id, known)}"
            problems.append(Problem("", 0, 0, "amount", repr(text), expected))
            continue
        try:
            found[id] = float(amount)
        except ValueError:
            found[id] = 0.0
        if not 0 < found[id] <= _MOST:
            problems.append(
                Problem("", 0, 0, "amount", repr(text), "a number above 0, such as water:15")
            )
    if problems:
        raise OptionError("the needs cannot be worked out:", problems)
    return found


def _changed(standard: Standard, other: Mapping[str, float]) -> Standard:
    if standard.id not in other:
        return standard
    own = {"amount": other[standard.id], "cold_amount": None, "checked": "own"}
    return standard.model_copy(update={**own, "source": "given by the user"})


def _shape(run: str, made: Needs, forecast: Forecast) -> NeedsShape:
    defaults = {standard.id: standard for standard in default_standards()}
    return NeedsShape(
        run=run,
        as_of=made.as_of.astimezone(forecast.scenario.zone),
        sensitivity=made.sensitivity,
        is_cold=made.is_cold,
        household=HouseholdShape(median=made.household.median, origin=made.household.origin),
        days=made.days,
        places=tuple(
            Named(id=id, name=name) for id, name in zip(made.places, made.names, strict=True)
        ),
        levels=made.levels,
        standards=tuple(
            StandardShape(
                **standard.model_dump(),
                default_amount=_amount(defaults[standard.id], is_cold=made.is_cold),
            )
            for standard in made.standards
        ),
        values=tuple(
            tuple(tuple(rounded(day, 2) for day in level) for level in standard)
            for standard in made.values.tolist()
        ),
        counted={str(name): words for name, words in COUNTED.items()},
        checked=dict(CHECKED),
    )


def _amount(standard: Standard, *, is_cold: bool) -> float:
    if is_cold and standard.cold_amount is not None:
        return standard.cold_amount
    return standard.amount
