"""How long reading reports takes: pages of 1,000 words as HTML and as plain text."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from corridor.evidence.documents import Document, read_document

ZONE = ZoneInfo("Asia/Yerevan")
PAGES = 20
WORDS = 1_000
_NOUNS = "families people convoys villages officials villagers teachers drivers doctors soldiers"
_VERBS = "crossed reached left counted closed reported shelled repaired watched feared"
_PLACES = "Millfield Oldbridge Lowbridge Stoneford Northgate Harbour Eastmark Upper-Mill"
_MENU = [f"Section {number} of the news" for number in range(60)]
_CARDS = [f"Headline {number} about {number} things in the capital" for number in range(30)]
_SCRIPT = "var a = {b: '<div>'}; function f() { return 1 }; " * 300


def sentence(draws: Random) -> str:
    """An invented sentence of about 20 words with a figure in it."""
    nouns, verbs, places = _NOUNS.split(), _VERBS.split(), _PLACES.split()
    count = draws.randrange(2, 90_000)
    return (
        f"More than {count:,} {draws.choice(nouns)} {draws.choice(verbs)} the road from"
        f" {draws.choice(places)} to {draws.choice(places)} by Sunday night, the"
        f" {draws.choice(nouns)} of {draws.choice(places)} said."
    )


def paragraphs(draws: Random) -> list[str]:
    """Paragraphs of three sentences, of ``WORDS`` words or a little more together."""
    made: list[str] = []
    while sum(len(paragraph.split()) for paragraph in made) < WORDS:
        made.append(" ".join(sentence(draws) for _ in range(3)))
    return made


def text_page(draws: Random) -> str:
    """A page saved as text, with its menu, links and notices."""
    return "\n".join([*_MENU, *paragraphs(draws), "Most read", *_CARDS, "© 2023 Valley Herald"])


def html_page(draws: Random) -> str:
    """A page of about 60 kB with menu, cards and scripts around the report."""
    menu = "".join(f"<li class='item'><a href='/{line}'>{line}</a></li>" for line in _MENU)
    cards = "".join(f"<div class='card'><a href='/'><h3>{line}</h3></a></div>" for line in _CARDS)
    report = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs(draws))
    return (
        "<!doctype html><html><head><title>Thousands leave</title>"
        "<meta property='article:published_time' content='2023-09-24T10:05:00+04:00'>"
        f"<script>{_SCRIPT}</script></head><body><nav><ul>{menu}</ul></nav><main><article>"
        f"<h1>Thousands leave Eastmark</h1>{report}</article></main><aside>{cards}</aside>"
        "<footer>© 2023 Valley Herald. All rights reserved.</footer></body></html>"
    )


@pytest.mark.parametrize(("suffix", "make"), [("txt", text_page), ("html", html_page)])
def test_twenty_pages_of_a_thousand_words(
    suffix: str, make: Callable[[Random], str], tmp_path: Path, benchmark: BenchmarkFixture
) -> None:
    draws = Random(1)  # noqa: S311 (texts need no secrecy)
    paths = [tmp_path / f"{number}.{suffix}" for number in range(PAGES)]
    for path in paths:
        path.write_text(make(draws), "utf-8")

    documents: list[Document] = benchmark(
        lambda: [read_document(path, zone=ZONE) for path in paths]
    )

    assert all(len(document.sentences) > 30 for document in documents)
    assert not any("Headline" in one.text for document in documents for one in document.sentences)
