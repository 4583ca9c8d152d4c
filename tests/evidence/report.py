"""The score of a set of labelled passages, as a table and as a list of mistakes."""

from collections.abc import Iterable, Sequence

from corridor.evidence.claim import Claim
from tests.evidence.agreement import FIELDS
from tests.evidence.judge import (
    Outcome,
    Ratio,
    accuracies,
    calibration,
    intervals,
    rates,
    with_first_kinds,
)
from tests.evidence.passages import Label


def report(name: str, outcomes: Sequence[Outcome]) -> str:
    """The score as Markdown, as it stands in docs/evidence.md."""
    found = sum(len(o.hits) for o in outcomes)
    missed = sum(len(o.missed) for o in outcomes)
    extra = sum(len(o.extra) for o in outcomes)
    lines = [
        f"Set `{name}`: {len(outcomes)} passages, {found + missed} figures; "
        f"{found} found, {missed} missed, {extra} added.",
        "",
        "| value, unit and kind | | 90 % interval |",
        "|---|---|---|",
    ]
    for what, value, (low, high) in zip(
        ("precision", "recall", "F1"), rates(outcomes), intervals(outcomes), strict=True
    ):
        lines.append(f"| {what} | {value:.3f} | {low:.3f} to {high:.3f} |")
    strict = rates([with_first_kinds(outcome) for outcome in outcomes]).f1
    lines.append(f"| F1, first kinds only | {strict:.3f} | |")
    lines += ["", "| right among those found | | of |", "|---|---|---|"]
    lines += [_row(field, ratio) for field, ratio in accuracies(outcomes).items()]
    lines += ["", "| right by confidence | | of |", "|---|---|---|"]
    lines += [_row(f"{low} and more", ratio) for low, ratio in calibration(outcomes).items()]
    return "\n".join(lines) + "\n"


def _row(name: str, ratio: Ratio) -> str:
    return f"| {name} | {ratio.value:.3f} | {ratio.of} |"


def mistakes(outcomes: Iterable[Outcome]) -> str:
    """Every figure missed or added and every field read wrongly, a line each, for developers."""
    lines: list[str] = []
    for outcome in outcomes:
        lines.append(f"\n{outcome.labelled.name}")
        lines += [f"  missed  {_wanted(label)}" for label in outcome.missed]
        lines += [f"  added   {_proposed(claim)}" for claim in outcome.extra]
        for label, claim in outcome.hits:
            wrong = [
                n for n, agrees in FIELDS.items() if agrees(outcome.labelled, label, claim) is False
            ]
            lines += [
                f"  {name:13} of {label.quote!r}: {_contrast(name, outcome, label, claim)}"
                for name in wrong
            ]
    return "\n".join(lines) + "\n"


def _wanted(label: Label) -> str:
    figure = label.value if label.value is not None else f"{label.low}-{label.high}"
    return f"{label.quote!r} = {figure} {'|'.join(label.unit)}, {'|'.join(label.kind)}"


def _proposed(claim: Claim) -> str:
    figure = claim.value if claim.value is not None else f"{claim.low}-{claim.high}"
    return f"{claim.quote!r} = {figure} {claim.unit}, {claim.kind} (rule {claim.rule})"


def _contrast(name: str, outcome: Outcome, label: Label, claim: Claim) -> str:
    passage = outcome.labelled.passage
    wanted, found = {
        "place": (label.place, claim.place),
        "day": (label.held or passage.published, claim.held.text),
        "hour": (label.held, claim.held.text),
        "speaker": (label.said_by or passage.publisher, claim.said_by),
        "named speaker": (label.said_by, claim.said_by),
        "agency": (label.via, claim.via),
        "qualifier": (label.qualifier, claim.qualifier),
        "speech": (label.expected_speech, claim.speech),
        "measure": (label.expected_measure, claim.measure),
        "counting": (label.counting, claim.counting),
        "hedge": (label.hedge, claim.hedge),
    }[name]
    return f"{wanted!r}, not {found!r}"
