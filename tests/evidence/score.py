"""Score the rules on a set of labelled passages: ``python -m tests.evidence.score develop``."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corridor.evidence.claim import Claim
from corridor.evidence.documents import Document, read_document
from corridor.evidence.figures import ProposedEvent, propose_claims, propose_events
from tests.evidence.events import event_mistakes, event_report, judge_events
from tests.evidence.judge import judge
from tests.evidence.passages import Labelled, load_passages
from tests.evidence.report import mistakes, report

SETS = ("develop", "once", "unseen", "held_out", "held_out_2")


class Known(NamedTuple):
    """A place that a scenario would know."""

    id: str
    name: str
    alt_names: tuple[str, ...]


def propose(labelled: Labelled) -> tuple[Claim, ...]:
    """The figures that the rules find in the text of the passage, read from a file of text."""
    return propose_claims(_read(labelled), zone=labelled.zone, places=_places(labelled))


def propose_events_of(labelled: Labelled) -> tuple[ProposedEvent, ...]:
    """The events that the rules find in the text of the passage."""
    return propose_events(_read(labelled), zone=labelled.zone, places=_places(labelled))


def _places(labelled: Labelled) -> list[Known]:
    named = labelled.passage.places.items()
    return [Known(id, names[0], names[1:]) for id, names in named]


def _read(labelled: Labelled) -> Document:
    passage = labelled.passage
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{labelled.name}.txt"
        path.write_text(passage.text, encoding="utf-8")
        return read_document(
            path, zone=labelled.zone, published=passage.published, publisher=passage.publisher
        )


def main() -> None:
    """Print the score of the rules on a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=SETS)
    parser.add_argument("--misses", action="store_true", help="also what went wrong, line by line")
    wanted = parser.parse_args()
    passages = load_passages(wanted.set)
    outcomes = [judge(labelled, propose(labelled)) for labelled in passages]
    with_events = [each for each in passages if each.passage.events is not None]
    events = [judge_events(each, propose_events_of(each)) for each in with_events]
    sys.stdout.write(report(wanted.set, outcomes))
    if events:
        sys.stdout.write(event_report(events))
    if wanted.misses:
        sys.stdout.write(mistakes(outcomes) + event_mistakes(events))


if __name__ == "__main__":
    main()
