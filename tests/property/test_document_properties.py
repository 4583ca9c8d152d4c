"""Laws of reading that hold for every file."""

import html
import tempfile
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.errors import DocumentError
from corridor.evidence.documents import Document, read_document
from tests.pdf_files import pdf

ZONE = ZoneInfo("Asia/Beirut")

#: Pieces of what reports, pages and mark-up are made of, and any characters between them.
WORDS = (
    "More than 3,000 people fled.",
    "Dr. Amin left at 5 p.m.",
    "Killed: 12",
    "• 12 schools closed",
    "13,350",
    "new arrivals",
    "Read more: Rovers win 3-1",
    "Share",
    "Comments",
    "Most read",
    "© 2023 Herald",
    "“We left. We ran,” she said.",
    "Published: 24 September 2023",
    "GENEVA, 24 Sept (Agency) - ",
    "a long line that was broken to fit the page and",
    "é",
    "\U0001d538",
    "\u200f",
)
MARKS = (
    *("**bold**", "# Head", "> quote", "[a link](https://a.example/)", "a | b", "Killed\t12"),
    *("&amp;", "&#8217;", "&nbsp;", "&bogus;", "&", "<", "<!--", "-->", "<![if"),
    *("<b>", "</b>", "<p>", "</p>", "<li>", "<td>", "<tr>", "<br>", "<a href='x'>", "</a>"),
    *("<div class='share'>", "</div>", "<aside>", "</aside>", "<script>", "</script>"),
)
pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(MARKS), st.text(max_size=12))
texts = st.lists(st.tuples(pieces, st.sampled_from([" ", "", "\n", "\n\n", "\r\n", "\t"]))).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


def read(content: bytes, name: str) -> Document | None:
    """The document, or None where the file is refused."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        try:
            return read_document(path, zone=ZONE)
        except DocumentError:
            return None


def check_sentences(document: Document | None) -> None:
    if document is None:
        return
    for sentence in document.sentences:
        assert document.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip()
    for one, following in pairwise(document.sentences):
        assert one.end <= following.start


@pytest.mark.parametrize("name", ["report.txt", "report.md", "report.html"])
@given(text=texts)
def test_every_sentence_stands_in_the_text_where_it_says(name: str, text: str) -> None:
    check_sentences(read(text.encode(), name))


@settings(max_examples=5)
@given(
    lines=st.lists(st.sampled_from(["Killed: 12", "More than 3,000 people have fled,"]), min_size=1)
)
def test_every_sentence_of_a_pdf_stands_in_its_text(lines: list[str]) -> None:
    check_sentences(read(pdf([lines, lines]), "report.pdf"))


@given(text=texts)
def test_the_text_of_a_plain_file_is_the_file(text: str) -> None:
    document = read(text.encode(), "report.txt")

    if document and not document.source_offsets:
        assert document.text == text.removeprefix("\ufeff")


@given(text=texts)
def test_every_span_of_a_page_leads_to_the_same_words_in_its_source(text: str) -> None:
    document = read(text.encode(), "report.html")

    for stretch in document.source_offsets if document else ():
        assert document
        start, end = document.source_span(stretch.start, stretch.end)
        shown = document.text[stretch.start : stretch.end]
        assert html.unescape(text[start:end]).split() == shown.split()


@given(content=st.binary(max_size=300), name=st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_any_bytes_are_read_or_refused(content: bytes, name: str) -> None:
    check_sentences(read(content, name))


@given(text=texts, name=st.sampled_from(["a.txt", "a.md", "a.html"]))
def test_the_encoding_of_a_file_does_not_change_what_is_read(text: str, name: str) -> None:
    marked = read(b"\xef\xbb\xbf" + text.removeprefix("\ufeff").encode(), name)
    wide = read(text.removeprefix("\ufeff").encode("utf-16"), name)

    assert (marked and marked.sentences) == (wide and wide.sentences)
