"""What surrounds a report on its page: known by words, shape and place, and left out."""

from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from corridor.evidence.documents import Document, read_document
from corridor.evidence.documents.furniture import mark_of

PAGES = Path(__file__).parent / "pages"


class Line(NamedTuple):
    mark: str
    text: str
    start: int


def labelled_page(path: Path) -> tuple[str, list[Line]]:
    """A page saved as text, with ``+|`` before the report and ``-|`` before what surrounds it.

    Titles, headings and captions stand behind ``?|``: it does no harm to keep or leave them.
    """
    lines: list[Line] = []
    text = ""
    for row in path.read_text("utf-8").splitlines():
        lines.append(Line(row[0], row[2:], len(text)))
        text += row[2:] + "\n"
    return text, lines


def covered(document: Document, line: Line) -> float:
    """Share of a line's characters that stand in sentences."""
    end = line.start + len(line.text)
    within = (
        max(0, min(end, sentence.end) - max(line.start, sentence.start))
        for sentence in document.sentences
    )
    return sum(within) / len(line.text)


@pytest.mark.parametrize("page", sorted(PAGES.glob("*.txt")), ids=lambda page: page.stem)
def test_a_page_saved_as_text_is_read_without_what_surrounds_the_report(
    page: Path, tmp_path: Path
) -> None:
    text, lines = labelled_page(page)
    saved = tmp_path / "page.txt"
    saved.write_text(text, "utf-8")

    document = read_document(saved, zone=ZoneInfo("Asia/Yerevan"))

    lost = [line.text for line in lines if line.mark == "+" and covered(document, line) < 0.5]
    kept = [
        line.text
        for line in lines
        if line.mark == "-" and line.text.strip() and covered(document, line) > 0
    ]
    assert (lost, kept) == ([], [])


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Read more: Woman falls from 5th floor", "line"),
        ("READ NEXT: 14 best places", "line"),
        ("35 signatures", "line"),
        ("12,5k views", "line"),
        ("3 hours ago", "line"),
        ("Page 3 of 5", "line"),
        ("Photo: A. Name/Agency", "line"),
        ("(Photograph courtesy of A. Name)", "line"),
        ("ALSO ON THE HERALD: Council spends £2m on statue", "line"),
        ("By A. Writer and B. Writer", "line"),
        ("14:20 Minister meets envoy", "line"),
        ("statement.pdf (214 KB)", "line"),
        ("Write to press@example.org or call +44 20 7946 0000", "line"),
        ("Home | News | Sport", "line"),
        ("New arrivals in Harbour camp .......... 4", "line"),
        ("Monday, 24 September 2023, 14:05 GMT", "line"),
        ("Updated 25 Sept 2023 at 3 p.m. EST", "line"),
        ("Reuters contributed to this report.", "line"),
        ("Most read", "list"),
        ("Related articles (3)", "list"),
        ("17 comments", "end"),
        ("Leave a Reply Cancel reply", "end"),
        ("120,000 people in need", ""),
        ("Killed: 12", ""),
        ("West | 290,000", ""),
        ("13,350", ""),
        ("1.5", ""),
        ("Registered refugees: 4,100", ""),
        ("Also on Tuesday, 300 people were killed.", ""),
        ("By Tuesday 300 people had crossed.", ""),
        ("Northgate | 1,204 | 6,020", ""),
        (
            "Some 3,000 fled, the agency said (https://example.org/report), and more will follow.",
            "",
        ),
    ],
)
def test_a_line_is_known_by_its_words(line: str, mark: str) -> None:
    assert mark_of(line, is_final=line.endswith(".")) == mark


def test_the_heading_row_of_each_table_is_kept(tmp_path: Path) -> None:
    tables = [
        "District | Tents | Persons\nBesni | 1,480 | 9,317\nGolba | 2,225 | 11,860\n",
        "Town | Killed | Injured\nBesni | 12 | 40\n",
    ]
    page = tmp_path / "page.txt"
    page.write_text("\n".join(["People fled two districts after the quake.\n", *tables]), "utf-8")

    found = read_document(page, zone=ZoneInfo("UTC"), published="2023-04-23")
    headings = [each.text for each in found.sentences if "|" in each.text][::3]

    assert headings == ["District | Tents | Persons", "Town | Killed | Injured"]


def test_a_piece_of_a_page_is_known_by_its_first_tag(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("<h3>Floods</h3>\n<p>The flood killed 12 people in Goris.</p>\n", "utf-8")

    found = read_document(page, zone=ZoneInfo("UTC"), published="2023-04-23")

    assert "The flood killed 12 people in Goris." in [each.text for each in found.sentences]


@pytest.mark.parametrize(
    "line",
    [
        "19:30. The ministry of Arra reports 28 dead and 71 wounded. Six are civilians.",
        "1.1 million people food insecure | 87,000 children malnourished | 4,200 displaced",
    ],
)
def test_a_line_of_news_is_no_part_of_the_frame(tmp_path: Path, line: str) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        f"Floods in Arra\n\n{line}\n\nThe river rose on Monday, officials of Arra said.\n"
    )

    document = read_document(path, zone=ZoneInfo("UTC"), published="2030-05-02", publisher="Arra")

    assert line.split()[1] in " ".join(sentence.text for sentence in document.sentences)
