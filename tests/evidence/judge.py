"""What was proposed for a passage, set against its labels."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from scipy.optimize import linear_sum_assignment

from corridor.evidence.claim import Claim
from tests.evidence.agreement import FIELDS, same_figure
from tests.evidence.passages import Label, Labelled

RESAMPLES = 2000
SEED = 20230924
#: Lower ends of the classes of confidence in the table of calibration.
CONFIDENCES = (0.9, 0.7, 0.5, 0.0)


@dataclass(frozen=True)
class Outcome:
    """What became of one passage."""

    labelled: Labelled
    hits: tuple[tuple[Label, Claim], ...]
    missed: tuple[Label, ...]
    extra: tuple[Claim, ...]


class Ratio(NamedTuple):
    """So many right of so many."""

    right: int
    of: int

    @property
    def value(self) -> float:
        return self.right / self.of if self.of else float("nan")


class Rates(NamedTuple):
    """How much of what was proposed is right, how much of what is there was found, and both."""

    precision: float
    recall: float
    f1: float


def judge(labelled: Labelled, claims: Sequence[Claim]) -> Outcome:
    """Match proposals with labels, one to one, as many as can be.

    A pair has equal figure, unit and kind; among equal ones those whose words overlap go together.
    A proposal on the words of an optional label that matches no other label counts for nothing.
    """
    required = [label for label in labelled.passage.figures if not label.optional]
    optional = [label for label in labelled.passage.figures if label.optional]
    pairs = _pairs(labelled, required, claims)
    rest = [claim for at, claim in enumerate(claims) if at not in pairs.values()]
    return Outcome(
        labelled,
        tuple((required[row], claims[column]) for row, column in pairs.items()),
        tuple(label for row, label in enumerate(required) if row not in pairs),
        tuple(claim for claim in rest if not _overlaps_any(labelled, optional, claim)),
    )


def _pairs(labelled: Labelled, labels: Sequence[Label], claims: Sequence[Claim]) -> dict[int, int]:
    worth = np.zeros((len(labels), len(claims)))
    for row, label in enumerate(labels):
        for column, claim in enumerate(claims):
            if same_figure(label, claim):
                # The bonuses of all labels together stay below one more pair.
                bonus = _overlaps_any(labelled, [label], claim) / (len(labels) + 1)
                worth[row, column] = 1 + bonus
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return {int(r): int(c) for r, c in zip(rows, columns, strict=True) if worth[r, c]}


def _overlaps_any(labelled: Labelled, labels: Iterable[Label], claim: Claim) -> bool:
    if claim.start is None or claim.end is None:
        return False
    return any(
        claim.start < end and start < claim.end
        for label in labels
        for start, end in labelled.spans(label)
    )


def rates(outcomes: Iterable[Outcome]) -> Rates:
    """Precision, recall and F1 over all figures of the passages."""
    counts = np.array([[len(o.hits), len(o.missed), len(o.extra)] for o in outcomes])
    return Rates(*(float(column[0]) for column in _rates(counts.reshape(-1, 3).sum(0)[None])))


def _rates(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """For rows of hits, missed and extra. Nothing proposed is precise; nothing to find is found."""
    hits, missed, extra = np.moveaxis(counts.astype(float), -1, 0)
    proposed, wanted = hits + extra, hits + missed
    precision = np.divide(hits, proposed, out=np.ones_like(hits), where=proposed > 0)
    recall = np.divide(hits, wanted, out=np.ones_like(hits), where=wanted > 0)
    both = proposed + wanted
    return precision, recall, np.divide(2 * hits, both, out=np.ones_like(hits), where=both > 0)


def intervals(outcomes: Sequence[Outcome]) -> list[tuple[float, float]]:
    """90 % intervals of precision, recall and F1, from resampling whole passages."""
    counts = np.array([[len(o.hits), len(o.missed), len(o.extra)] for o in outcomes])
    draws = np.random.default_rng(SEED).integers(len(outcomes), size=(RESAMPLES, len(outcomes)))
    resampled = _rates(counts[draws].sum(axis=1))
    return [
        (float(low), float(high)) for low, high in (np.quantile(r, [0.05, 0.95]) for r in resampled)
    ]


def accuracies(outcomes: Iterable[Outcome]) -> dict[str, Ratio]:
    """For each field of the figures found: how often it is right, where it is scored."""
    tallies: dict[str, list[bool]] = {name: [] for name in FIELDS}
    for outcome in outcomes:
        for label, claim in outcome.hits:
            for name, agrees in FIELDS.items():
                verdict = agrees(outcome.labelled, label, claim)
                if verdict is not None:
                    tallies[name].append(verdict)
    return {name: Ratio(sum(tally), len(tally)) for name, tally in tallies.items()}


def calibration(outcomes: Sequence[Outcome]) -> dict[float, Ratio]:
    """How many proposals are right in each class of confidence, by its lower end."""
    right = [claim.confidence for o in outcomes for _, claim in o.hits]
    wrong = [claim.confidence for o in outcomes for claim in o.extra]
    return {
        low: Ratio(_within(right, low, high), _within(right + wrong, low, high))
        for low, high in zip(CONFIDENCES, (float("inf"), *CONFIDENCES), strict=False)
    }


def _within(confidences: Iterable[float | None], low: float, high: float) -> int:
    return sum(value is not None and low <= value < high for value in confidences)


def with_first_kinds(outcome: Outcome) -> Outcome:
    """The same proposals, judged as if only the first kind of each label were right."""
    passage = outcome.labelled.passage
    labels = tuple(label.model_copy(update={"kind": label.kind[:1]}) for label in passage.figures)
    strict = Labelled(outcome.labelled.name, passage.model_copy(update={"figures": labels}))
    return judge(strict, [*(claim for _, claim in outcome.hits), *outcome.extra])
