"""How well dated events are found, on the passages in which they are labelled."""

from collections.abc import Sequence
from dataclasses import dataclass

from corridor.evidence.figures import ProposedEvent
from tests.evidence.agreement import same_names
from tests.evidence.judge import Ratio
from tests.evidence.passages import EventLabel, Labelled


@dataclass(frozen=True)
class EventOutcome:
    """What became of the events of one passage."""

    labelled: Labelled
    hits: tuple[tuple[EventLabel, ProposedEvent], ...]
    missed: tuple[EventLabel, ...]
    extra: tuple[ProposedEvent, ...]


def judge_events(labelled: Labelled, proposed: Sequence[ProposedEvent]) -> EventOutcome:
    """Match each label with the first proposal of the same sort whose sentence holds its words.

    A proposal in the sentence of an optional label of its sort counts for nothing.
    """
    labels = labelled.passage.events or ()
    rest, hits, missed = list(proposed), [], []
    for label in (each for each in labels if not each.optional):
        found = next((event for event in rest if _same(labelled, label, event)), None)
        if found is None:
            missed.append(label)
        else:
            rest.remove(found)
            hits.append((label, found))
    spare = [label for label in labels if label.optional or label not in missed]
    extra = [event for event in rest if not any(_same(labelled, each, event) for each in spare)]
    return EventOutcome(labelled, tuple(hits), tuple(missed), tuple(extra))


def _same(labelled: Labelled, label: EventLabel, event: ProposedEvent) -> bool:
    start = labelled.passage.text.index(label.quote)
    is_near = event.start < start + len(label.quote) and start < event.end
    return event.event == label.event and is_near


def event_report(outcomes: Sequence[EventOutcome]) -> str:
    """Precision and recall of the events, and how many have the right day and place."""
    hits = [(outcome, *pair) for outcome in outcomes for pair in outcome.hits]
    missed = sum(len(outcome.missed) for outcome in outcomes)
    extra = sum(len(outcome.extra) for outcome in outcomes)
    days = [event.time[:10] in label.held for _, label, event in hits if all(label.held)]
    places = [
        same_names(outcome.labelled, label.place, event.place)
        for outcome, label, event in hits
        if all(label.place)
    ]
    rows = [
        ("precision", Ratio(len(hits), len(hits) + extra)),
        ("recall", Ratio(len(hits), len(hits) + missed)),
        ("day", Ratio(sum(days), len(days))),
        ("place", Ratio(sum(places), len(places))),
    ]
    lines = ["", f"| events, in {len(outcomes)} passages | | of |", "|---|---|---|"]
    lines += [f"| {name} | {ratio.value:.3f} | {ratio.of} |" for name, ratio in rows]
    return "\n".join(lines) + "\n"


def event_mistakes(outcomes: Sequence[EventOutcome]) -> str:
    """Every event missed or added, a line each."""
    lines = []
    for outcome in outcomes:
        name = outcome.labelled.name
        lines += [f"{name}: missed {each.event} {each.quote!r}" for each in outcome.missed]
        lines += [f"{name}: added {each.event} {each.quote!r}" for each in outcome.extra]
        for label, event in outcome.hits:
            if all(label.held) and event.time[:10] not in label.held:
                lines.append(f"{name}: day of {label.quote!r}: {label.held}, not {event.time}")
            if all(label.place) and not same_names(outcome.labelled, label.place, event.place):
                lines.append(f"{name}: place of {label.quote!r}: {label.place}, not {event.place}")
    return "\n".join(lines) + "\n"
