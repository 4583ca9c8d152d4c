"""How long it takes to read pages of 1,000 words and to propose their figures and events."""

import time
from pathlib import Path
from random import Random
from typing import NamedTuple

from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.bench_documents import WORDS, ZONE
from corridor.evidence.documents import read_document
from corridor.evidence.figures import gazetteer_of, propose_claims, propose_events
from tests.evidence.passages import load_passages

PAGES = 10
NAMES = "Millfield Oldbridge Lowbridge Stoneford Northgate Harbour Eastmark Upper-Mill"


class Known(NamedTuple):
    """A place that a scenario would know."""

    id: str
    name: str
    alt_names: tuple[str, ...] = ()


def page(draws: Random, texts: list[str]) -> str:
    """Labelled passages one after another, of ``WORDS`` words or a little more together."""
    made: list[str] = []
    while sum(len(text.split()) for text in made) < WORDS:
        made.append(draws.choice(texts))
    return "\n\n".join(made)


def test_ten_pages_dense_with_figures(tmp_path: Path, benchmark: BenchmarkFixture) -> None:
    draws = Random(1)  # noqa: S311 (texts need no secrecy)
    texts = [each.passage.text for each in load_passages("develop")]
    paths = [tmp_path / f"{number}.txt" for number in range(PAGES)]
    for path in paths:
        path.write_text(page(draws, texts), "utf-8")
    places = gazetteer_of([Known(name.lower(), name) for name in NAMES.split()])

    def read_all() -> tuple[int, float]:
        began, found = time.process_time(), 0
        for path in paths:
            document = read_document(path, zone=ZONE, published="2025-01-01", publisher="Wire")
            found += len(propose_claims(document, zone=ZONE, places=places))
            propose_events(document, zone=ZONE, places=places)
        return found, time.process_time() - began

    found, seconds = benchmark(read_all)

    benchmark.extra_info["figures_a_page"] = found / PAGES
    benchmark.extra_info["processor_seconds_for_1000_pages"] = 1000 * seconds / PAGES
    assert found > 30 * PAGES
