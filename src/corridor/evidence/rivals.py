"""Why rival claims give the range they give, in numbers and in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from corridor.errors import InputError
from corridor.evidence.claim import Claim
from corridor.evidence.grades import grade_rule
from corridor.evidence.ledger import Ledger
from corridor.evidence.pool import kernel, least_weights, pool, pool_weights, spread

#: Levels at which a range is told.
LEVELS = (0.025, 0.05, 0.5, 0.95, 0.975)


@dataclass(frozen=True)
class Part:
    """One claim's part in a pool."""

    claim: Claim
    weight: float
    """The chance that this claim is the one that is right."""
    weight_by_grade: float
    """What the grades alone would have made of it."""
    least: float
    """The weight that it cannot fall below."""
    low: float
    """The low end of what it says by itself, at 5 %, in its unit."""
    high: float
    """The high end, at 95 %."""

    @property
    def is_lifted(self) -> bool:
        """Whether its least weight is more than its grade gives it."""
        return self.weight_by_grade < self.least

    @property
    def is_as_wide_as_its_grade(self) -> bool:
        """Whether its spread is that of its grade, and not that of the range that it states."""
        by_grade = grade_rule(self.claim.grade).log_sd
        return spread(self.claim) == (by_grade, by_grade)


@dataclass(frozen=True)
class PooledRange:
    """What a pool makes of claims: the range, and each one's part in it."""

    parts: tuple[Part, ...]
    quantiles: tuple[float, ...]
    """The pooled number at :data:`LEVELS`, in the claims' unit."""
    copies: tuple[tuple[str, str], ...]
    """Ids of claims that may be one statement counted twice."""


@dataclass(frozen=True)
class Rivals:
    """Claims about one thing, side by side, and the ranges that they give."""

    claims: tuple[Claim, ...]
    """By held time, whatever their status."""
    accepted: PooledRange | None
    """What the accepted ones give; None where none is accepted."""
    with_proposed: PooledRange | None
    """What they would give with the proposed ones; None where none is proposed."""
    fault: str = ""
    """Why they cannot be pooled, where they cannot."""


def rivals_of(ledger: Ledger, id: str) -> Rivals:
    """A claim with its rivals, or alone where it has none.

    Raises
    ------
    LedgerError
        When there is no such claim.
    """
    claim = ledger.get(id)
    for group in ledger.rivals():
        if claim in group:
            return _side_by_side(group)
    return _side_by_side((claim,))


def side_by_side(ledger: Ledger, ids: Sequence[str]) -> Rivals:
    """These claims beside each other, whether or not they are rivals.

    Raises
    ------
    LedgerError
        When there is no such claim.
    """
    return _side_by_side(tuple(ledger.get(id) for id in dict.fromkeys(ids)))


def all_rivals(ledger: Ledger) -> tuple[Rivals, ...]:
    """Every group of rivals that has a claim which is not rejected."""
    return tuple(
        _side_by_side(group)
        for group in ledger.rivals()
        if any(claim.status != "rejected" for claim in group)
    )


def _side_by_side(claims: tuple[Claim, ...]) -> Rivals:
    accepted = [claim for claim in claims if claim.status == "accepted"]
    proposed = [claim for claim in claims if claim.status == "proposed"]
    try:
        return Rivals(
            claims,
            explain_pool(accepted) if accepted else None,
            explain_pool([*accepted, *proposed]) if proposed else None,
        )
    except InputError as error:
        return Rivals(claims, None, None, str(error))


def explain_pool(claims: Sequence[Claim]) -> PooledRange:
    """The range that the claims give together, taken as accepted, with each one's part.

    See :mod:`corridor.evidence.pool` for the rule.

    Raises
    ------
    LedgerError
        When they cannot be pooled.
    """
    taken = [claim.model_copy(update={"status": "accepted"}) for claim in claims]
    quantiles = pool(taken).quantile(np.array(LEVELS))
    by_grade = np.array([grade_rule(claim.grade).weight for claim in claims])
    parts = zip(
        claims,
        pool_weights(taken),
        by_grade / by_grade.sum(),
        least_weights(taken),
        [kernel(claim).quantile(np.array([0.05, 0.95])) for claim in claims],
        strict=True,
    )
    return PooledRange(
        tuple(
            Part(claim, weight, float(share), float(least), float(low), float(high))
            for claim, weight, share, least, (low, high) in parts
        ),
        tuple(float(value) for value in quantiles),
        tuple(
            (one.id, other.id)
            for one, other in combinations(claims, 2)
            if one.centre == other.centre and one.said_by.casefold() == other.said_by.casefold()
        ),
    )


#: How a range comes about, to be said once.
HOW_POOLED = (
    "Each weight is the chance that this claim is the right one; the true number then lies around "
    "its figure with its own spread. So rivals that disagree make the range wide, and every figure "
    "stays inside its central 95 %."
)


def pool_in_words(pooled: PooledRange) -> tuple[str, ...]:
    """The range and how it comes about, a sentence or two for each claim."""
    low_95, low, middle, high, high_95 = map(_figure, pooled.quantiles)
    unit = pooled.parts[0].claim.unit
    lines = [
        f"Together: {middle} {unit} in the middle, 90 % from {low} to {high}, "
        f"95 % from {low_95} to {high_95}."
    ]
    lines += map(_part_in_words, pooled.parts)
    lines += [
        f"{one} and {other}: the same figure from the same speaker. If it is one statement, "
        "accept only the first: it counts twice here."
        for one, other in pooled.copies
    ]
    return tuple(lines)


def _part_in_words(part: Part) -> str:
    claim = part.claim
    weight = f"weight {_share(part.weight)}, by grade {claim.grade}"
    if part.is_lifted:
        weight = (
            f"weight {_share(part.weight)}, the least that keeps its figure in sight "
            f"(grade {claim.grade} alone: {_share(part.weight_by_grade)})"
        )
    why = f"grade {claim.grade}" if part.is_as_wide_as_its_grade else "the range it states"
    return (
        f"{claim.id}: {_figure(claim.centre)} {claim.unit}, {weight}; by itself 90 % from "
        f"{_figure(part.low)} to {_figure(part.high)}, a spread by {why}."
    )


def _share(share: float) -> str:
    return f"{share:.0%}".replace("%", " %")


def _figure(value: float) -> str:
    """A figure to four digits, whole from 1,000 on."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}"
