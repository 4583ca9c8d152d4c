"""Rival claims made into one uncertain number.

A linear pool: with a chance equal to its weight, a claim is the one that is right, and then the
true number lies around its figure with the spread of its grade. Unlike an average, the pool never
gets narrower than its rivals disagree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from corridor.errors import LedgerError, Problem
from corridor.evidence.claim import Claim
from corridor.evidence.grades import grade_rule
from corridor.parameters.distributions import INTERVAL_LEVEL, Distribution, LogNormal, Mixture
from corridor.units import Floats

LEDGER_FILE = "ledger.csv"

#: Least weight of the lowest and the highest claim. Half of it (3 %) lies beyond the claim's
#: figure, more than the 2.5 % outside the central 95 %, so every figure between is inside.
LEAST_WEIGHT = 0.06

#: Least weights take no more than this share, so that with many claims grades still count.
LEAST_WEIGHTS_SHARE = 0.5


@dataclass(frozen=True)
class Capped:
    """A distribution whose values above ``limit`` count as ``limit``."""

    part: Distribution
    limit: float

    def quantile(self, level: Floats) -> Floats:
        """Values at the given levels, none above the limit; same shape as ``level``."""
        return np.minimum(self.part.quantile(level), self.limit)

    def describe(self) -> str:
        """The distribution in a few words."""
        return f"{self.part.describe()}, at most {self.limit:g}"


def pool(claims: Iterable[Claim]) -> Mixture:
    """The linear pool of the accepted ones among ``claims``, in their unit.

    Each claim is a lognormal around its figure, as wide as its grade or as the range it states,
    whichever is wider; shares are capped at the whole. Weights go by grade (``grades.csv``) with
    a least weight that keeps every claim's figure inside the pool's central 95 %.

    Raises
    ------
    LedgerError
        When no claim is accepted, kinds or units are mixed, a figure is not above 0, or a
        share is more than the whole.
    """
    accepted = [claim for claim in claims if claim.status == "accepted"]
    problems = list(_problems(accepted))
    if problems:
        raise LedgerError("these claims cannot be pooled:", problems)
    parts = tuple(kernel(claim) for claim in accepted)
    return Mixture(parts, tuple(pool_weights(accepted)))


def pool_weights(claims: Sequence[Claim]) -> list[float]:
    """The weight of each claim in a pool; they add up to 1.

    Proportional to the weight of the claims' grades, except that no claim falls below its least
    weight: 0.06, or for claims that are neither lowest nor highest an equal part of what least
    weights may take in all, if that is less.
    """
    wanted = np.array([grade_rule(claim.grade).weight for claim in claims])
    least = least_weights(claims)
    at_least = np.zeros(len(claims), dtype=bool)
    weights = wanted / wanted.sum()
    while (short := ~at_least & (weights < least)).any():
        at_least |= short
        left = 1 - least[at_least].sum()
        weights = np.where(at_least, least, wanted / wanted[~at_least].sum() * left)
    return [float(weight) for weight in weights]


def least_weights(claims: Sequence[Claim]) -> Floats:
    """The weight that no claim of a pool falls below; shape (claim,)."""
    centres = [claim.centre for claim in claims]
    ends = {int(np.argmin(centres)), int(np.argmax(centres))}
    between = max(len(claims) - len(ends), 1)
    shared = (LEAST_WEIGHTS_SHARE - len(ends) * LEAST_WEIGHT) / between
    least = np.full(len(claims), min(LEAST_WEIGHT, shared))
    least[list(ends)] = LEAST_WEIGHT
    return least


def kernel(claim: Claim) -> Distribution:
    """What one claim says by itself: its figure with the spread of its grade or stated range."""
    around = LogNormal(claim.centre, *spread(claim))
    whole = _whole(claim)
    return around if whole is None else Capped(around, whole)


def spread(claim: Claim) -> tuple[float, float]:
    """Standard deviation of the logarithm below and above a claim's figure."""
    log_sd = grade_rule(claim.grade).log_sd
    if claim.low is None or claim.high is None:
        return log_sd, log_sd
    z = NormalDist().inv_cdf(0.5 + INTERVAL_LEVEL / 2)
    below = float(np.log(claim.centre / claim.low)) / z
    above = float(np.log(claim.high / claim.centre)) / z
    return max(log_sd, below), max(log_sd, above)


def _whole(claim: Claim) -> float | None:
    if claim.unit == "percent":
        return 100.0
    return 1.0 if claim.kind == "share" else None


def _problems(claims: Sequence[Claim]) -> Iterator[Problem]:
    if not claims:
        yield _problem("status", "no accepted claim", "at least one accepted claim")
    for name, found in (
        ("kind", sorted({claim.kind for claim in claims})),
        ("unit", sorted({claim.unit for claim in claims})),
    ):
        if len(found) > 1:
            yield _problem(name, ", ".join(found), f"claims of one {name}")
    for claim in claims:
        yield from _figure_problems(claim)


def _figure_problems(claim: Claim) -> Iterator[Problem]:
    figures = [figure for figure in (claim.value, claim.low, claim.high) if figure is not None]
    if min(figures) <= 0:
        yield _problem(claim.id, f"{min(figures):g}", "figures above 0")
    whole = _whole(claim)
    if whole is not None and max(figures) > whole:
        yield _problem(claim.id, f"{max(figures):g}", f"a share of at most {whole:g}")


def _problem(field: str, found: str, expected: str) -> Problem:
    return Problem(LEDGER_FILE, 0, 0, field, found, expected)
