"""Score the rules on a set of labelled passages: ``python -m tests.evidence.score develop``."""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corridor.evidence.claim import Claim
from corridor.evidence.documents import read_document
from corridor.evidence.figures import propose_claims
from tests.evidence.judge import judge
from tests.evidence.passages import Labelled, load_passages
from tests.evidence.report import mistakes, report


class Known(NamedTuple):
    """A place that a scenario would know."""

    id: str
    name: str
    alt_names: tuple[str, ...]


def propose(labelled: Labelled) -> tuple[Claim, ...]:
    """The figures that the rules find in the text of the passage, read from a file of text."""
    passage = labelled.passage
    places = [Known(id, names[0], names[1:]) for id, names in passage.places.items()]
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{labelled.name}.txt"
        path.write_text(passage.text, encoding="utf-8")
        document = read_document(
            path, zone=labelled.zone, published=passage.published, publisher=passage.publisher
        )
    return propose_claims(document, zone=labelled.zone, places=places)


def main() -> None:
    """Print the score of the rules on a set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", choices=["develop", "once", "unseen"])
    parser.add_argument("--misses", action="store_true", help="also what went wrong, line by line")
    wanted = parser.parse_args()
    outcomes = [judge(labelled, propose(labelled)) for labelled in load_passages(wanted.set)]
    sys.stdout.write(report(wanted.set, outcomes))
    if wanted.misses:
        sys.stdout.write(mistakes(outcomes))


if __name__ == "__main__":
    main()
