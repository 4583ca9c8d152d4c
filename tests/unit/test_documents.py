"""Reading files into documents: text, sentences, what is left out, and what cannot be read."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from corridor.errors import DocumentError
from corridor.evidence.documents import Document, read_document
from tests.pdf_files import pdf

ZONE = ZoneInfo("Asia/Yerevan")


def read(folder: Path, content: str | bytes, name: str = "report.txt") -> Document:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_document(path, zone=ZONE)


def sentences(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]


# ----------------------------------------------------------------------------------------- HTML

POST = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Thousands leave - The Post</title>
<meta property="og:title" content="Thousands leave Eastmark">
<meta property="og:url" content="https://post.example/thousands-leave/">
<script type="application/ld+json">{"@type": "NewsArticle", "publisher": {"name": "The Post"},
"datePublished": "2023-09-24T18:30:00+00:00", "dateModified": "2023-09-25T07:00:00+00:00"}</script>
<style>p {color: red}</style></head><body class="single has-sidebar comments-open">
<header><a href="/">The Post</a><nav><ul><li><a href="/a">Home</a><li><a>30 years on</a></ul></nav>
</header><div class="content sidebar-right"><article><h1>Thousands leave Eastmark</h1>
<p>More than 3,000 people had left Eastmark by Sunday night, the interior ministry said, and at
least 45 buses were on the road.</p>
<p><b>Read more: <a href="/x">Woman falls from 5th floor</a></b></p>
<p>It said that 1,200 beds were ready in &ldquo;schools&rdquo;.&nbsp;It needs 40&#160;000 more.</p>
<aside><p>The council spent 2 million on a statue of a fish, its mayor said in Eastmark.</p></aside>
<h2>Key figures</h2><ul><li>3,200 households displaced</li><li>12 schools closed</li></ul>
<div><div>28%</div><div>funded</div></div>
<table><tr><th>District<th>People<tr><td>Northgate<td><p>6,020</p></table>
<p>The ministry will give new numbers on Monday, after its teams have reached the north.</p>
<div class="sharing"><h3>Share this:</h3><a>Facebook</a></div>
<div class="relatedPosts"><a href="/q">Mayor opens 14th bridge</a></div></article>
<div id="comments"><h2>2 thoughts on this</h2><p>My cousin says that 90,000 people left, not 3,000,
and that the ministry always lies about such things to all of us.</p></div></div>
<aside><a>Council spends 2 million on statue</a></aside>
<footer>© 2024 The Post. All rights reserved.</footer></body></html>"""


def test_an_html_page_is_read_without_what_surrounds_the_report(tmp_path: Path) -> None:
    document = read(tmp_path, POST, "page.html")

    assert sentences(document) == [
        "Thousands leave Eastmark",
        "More than 3,000 people had left Eastmark by Sunday night, the interior ministry said,"
        " and at least 45 buses were on the road.",
        "It said that 1,200 beds were ready in “schools”.",
        "It needs 40\xa0000 more.",
        "Key figures",
        "3,200 households displaced",
        "12 schools closed",
        "28%\nfunded",
        "District\tPeople",
        "Northgate\t6,020",
        "The ministry will give new numbers on Monday, after its teams have reached the north.",
    ]


def test_the_text_of_an_html_page_is_all_that_is_visible(tmp_path: Path) -> None:
    document = read(tmp_path, POST, "page.html")

    assert "Mayor opens 14th bridge" in document.text
    assert "color" not in document.text
    assert "datePublished" not in document.text


def test_a_span_of_a_page_leads_to_its_source(tmp_path: Path) -> None:
    document = read(tmp_path, POST, "page.html")
    start = document.text.index("“schools”")

    first, last = document.source_span(start, start + len("“schools”"))

    assert POST[first:last] == "&ldquo;schools&rdquo;"


def test_a_page_says_its_title_address_publisher_and_times(tmp_path: Path) -> None:
    document = read(tmp_path, POST, "page.html")

    assert document.title == "Thousands leave Eastmark"
    assert document.url == "https://post.example/thousands-leave/"
    assert document.publisher == "The Post"
    assert document.first_published == datetime(2023, 9, 24, 18, 30, tzinfo=UTC)
    assert document.published == datetime(2023, 9, 25, 7, 0, tzinfo=UTC)


def test_a_page_laid_out_as_a_table_is_read_cell_by_cell(tmp_path: Path) -> None:
    page = (
        "<html><table><tr><td><a>News</a><br><a>Sport</a></td><td><b>20 dead in blast</b>"
        "<p>At least 20 people were killed when a fuel depot blew up near the road on Monday."
        "<p>Helicopters flew 71 of the wounded to the capital, officials said in the evening."
        "</td></tr></table></html>"
    )

    assert sentences(read(tmp_path, page, "old.htm")) == [
        "20 dead in blast",
        "At least 20 people were killed when a fuel depot blew up near the road on Monday.",
        "Helicopters flew 71 of the wounded to the capital, officials said in the evening.",
    ]


def test_html_is_known_whatever_the_name_of_its_file(tmp_path: Path) -> None:
    document = read(tmp_path, "<!doctype html><p>Some 5,000 people came home on Monday.", "a.txt")

    assert document.text == "Some 5,000 people came home on Monday."


def test_hidden_text_is_not_read(tmp_path: Path) -> None:
    page = "<html><p>Seen &lt;here<p hidden>not this<p style='display: none'>nor this<p>and here"

    assert read(tmp_path, page, "page.html").text == "Seen <here\nand here"


# --------------------------------------------------------------------------- Markdown and PDF

NOTE = """---
summary: More than 9,000 people came to Millfield on Sunday, the ministry said.
date: 2023-09-24
---

# Arrivals in Millfield

[Home](/) [News](/news)

**More than 3,000** people came on Sunday,
the [ministry](https://example.org/m) said. It rained.

* 12 schools closed
* 1,200 beds ready

| District | People |
|---|---|
| Northgate | 6,020 |

![A bridge](bridge.jpg)
"""


def test_markdown_is_read_block_by_block(tmp_path: Path) -> None:
    document = read(tmp_path, NOTE, "note.md")

    assert document.text == NOTE
    assert sentences(document) == [
        "Arrivals in Millfield",
        "**More than 3,000** people came on Sunday,\nthe [ministry](https://example.org/m) said.",
        "It rained.",
        "12 schools closed",
        "1,200 beds ready",
        "District | People",
        "Northgate | 6,020",
    ]
    assert document.published == datetime(2023, 9, 24, 19, 59, 59, tzinfo=UTC)


def test_a_pdf_is_read_without_headers_and_footers(tmp_path: Path) -> None:
    pages = [
        [
            "Eastmark Response",
            f"More than {number},000 people had crossed the border by Sunday night, the interior",
            f"ministry said. It expects more, and {number}5 buses were on the road from the north.",
            f"Killed: {number}2",
            f"Page {number} of 2",
        ]
        for number in (1, 2)
    ]

    document = read(tmp_path, pdf(pages), "update.pdf")

    assert document.text.count("\f") == 1
    assert sentences(document) == [
        "More than 1,000 people had crossed the border by Sunday night, the interior\n"
        "ministry said.",
        "It expects more, and 15 buses were on the road from the north.",
        "Killed: 12",
        "More than 2,000 people had crossed the border by Sunday night, the interior\n"
        "ministry said.",
        "It expects more, and 25 buses were on the road from the north.",
        "Killed: 22",
    ]


# ------------------------------------------------------------------------------------ sentences


@pytest.mark.parametrize(
    "written",
    [
        "Dr. Amin met Gen. Orlov of the U.N. mission.|He left at 5 p.m. on foot.",
        "By 6 p.m. 3,200 had crossed.|About 1.5 million people fled.",
        "Some 2.5 per cent (approx. 12,000) are children.|No. 4 on the list is Goris.",
        "“We left everything. We walked,” she said.|The road was closed.",
        "On Sept. 19 it began.|In all, 300 sq. km. of land are lost.",
        "The U.S. gave $1.2 million.|It was late.",
    ],
)
def test_sentences_end_where_a_reader_ends_them(written: str, tmp_path: Path) -> None:
    expected = written.split("|")

    assert sentences(read(tmp_path, " ".join(expected))) == expected


def test_headings_bullets_and_rows_are_sentences_of_their_own(tmp_path: Path) -> None:
    text = (
        "KEY FIGURES\n• 3,200 households displaced\n(2) 12 schools closed\nKilled\t12\nWounded: 40"
    )

    assert sentences(read(tmp_path, text)) == [
        "KEY FIGURES",
        "3,200 households displaced",
        "12 schools closed",
        "Killed\t12",
        "Wounded: 40",
    ]


def test_lines_broken_to_fit_a_page_are_one_paragraph(tmp_path: Path) -> None:
    text = (
        "The number of people who have fled the highlands since the start of\n"
        "March has reached 46,000, the authorities of the province said in a\n"
        "statement. About 9,400 of them stay with families in the lowlands.\n"
    )

    first, second = sentences(read(tmp_path, text))

    assert first.startswith("The number of people")
    assert second.startswith("About 9,400")


def test_a_paragraph_needs_no_full_stop_at_its_end(tmp_path: Path) -> None:
    text = (
        "On Sunday the crossing was open all day and all night, the centre said.\n"
        "The number of cars that passed is 2 856. All day and all night"
    )

    assert "The number of cars that passed is 2 856." in sentences(read(tmp_path, text))


def test_lettered_lines_with_a_label_are_a_list_and_initials_are_not(tmp_path: Path) -> None:
    text = (
        "Situation of the storm at 6 in the evening of Saturday:\n"
        "A. Affected: 82,115 families in 1,046 villages\n"
        "B. Damaged houses: totally 2,906; partially 30,551\n"
        "C. Stranded passengers at the port: 640\n\n"
        "J. Arden of the port said that the boats will not leave before Monday morning.\n"
    )
    path = tmp_path / "storm.txt"
    path.write_text(text, encoding="utf-8")
    found = [one.text for one in read_document(path, zone=ZoneInfo("UTC")).sentences]

    assert found[1:4] == [
        "Affected: 82,115 families in 1,046 villages",
        "Damaged houses: totally 2,906; partially 30,551",
        "Stranded passengers at the port: 640",
    ]
    assert found[4].startswith("J. Arden")


def test_lines_of_key_figures_are_sentences_of_their_own(tmp_path: Path) -> None:
    lines = [
        "46,200 people displaced in the highlands since the rains",
        "1,130 houses destroyed or damaged",
        "USD 4.2 million needed until the end of June",
    ]

    assert sentences(read(tmp_path, "\n".join(lines))) == lines


def test_a_heading_in_capitals_is_no_part_of_the_line_under_it(tmp_path: Path) -> None:
    text = (
        "FLOODS IN THE HIGHLANDS OF THE NORTH AND EAST\nin all 46,200 people have been displaced\n"
    )

    assert sentences(read(tmp_path, text))[0] == "FLOODS IN THE HIGHLANDS OF THE NORTH AND EAST"


def among_paragraphs(folder: Path, text: str) -> list[str]:
    """The sentences kept of a text between the first and the last paragraph of a report."""
    first = "The river broke its dam above Sake on Sunday and people fled to the hills."
    last = "The police said that the road to the north will stay closed on Monday."
    return sentences(read(folder, f"{first}\n\n{text}\n\n{last}\n"))[1:-1]


def test_entries_of_a_live_page_are_kept(tmp_path: Path) -> None:
    entry = "14h05 Buses leave from a school for a stadium behind its gate, minutes apart"

    assert among_paragraphs(tmp_path, entry) == [entry]


@pytest.mark.parametrize(
    "heading", ["Response of the agencies in the upper town", "Shelter and food in the upper town:"]
)
def test_a_heading_above_bullets_is_kept(heading: str, tmp_path: Path) -> None:
    items = "- the school has room\n- the church has food"

    assert among_paragraphs(tmp_path, f"{heading}\n\n{items}")[0] == heading


def test_a_number_and_the_label_under_it_are_one_row(tmp_path: Path) -> None:
    text = "IN FIGURES\n13,350\nnew arrivals\n120K\npeople in need\n"

    assert sentences(read(tmp_path, text)) == [
        "IN FIGURES",
        "13,350\nnew arrivals",
        "120K\npeople in need",
    ]


# ------------------------------------------------------------------------------------ encodings

RUSSIAN = "Около 120 тысяч человек покинули район, сообщило министерство. Погибли 200 человек."
FRENCH = "Près de 3 200 ménages ont été déplacés – le préfet l’a déclaré à la fin de l’été."


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (RUSSIAN, RUSSIAN.encode()),
        (RUSSIAN, RUSSIAN.encode("utf-8-sig")),
        (RUSSIAN, RUSSIAN.encode("utf-16")),
        (FRENCH, FRENCH.encode("utf-16-le")),
        (FRENCH, FRENCH.encode("utf-16-be")),
        (RUSSIAN, RUSSIAN.encode("windows-1251")),
        (FRENCH, FRENCH.encode("windows-1252")),
        (f"{RUSSIAN}\ufffd", RUSSIAN.encode() + b"\xd0"),
        ("One\r\nTwo\r", b"One\r\nTwo\r"),
    ],
    ids=["utf-8", "bom", "utf-16", "16-le", "16-be", "1251", "1252", "cut-off", "line-ends"],
)
def test_a_file_is_decoded_as_it_was_written(text: str, content: bytes, tmp_path: Path) -> None:
    assert read(tmp_path, content).text == text


def test_a_page_is_decoded_as_it_declares(tmp_path: Path) -> None:
    page = "<html><meta http-equiv='Content-Type' content='text/html; charset=iso-8859-2'><p>Łódź"

    assert read(tmp_path, page.encode("iso-8859-2"), "page.html").text == "Łódź"


# ------------------------------------------------------------------------- what cannot be read


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("empty.txt", b"", "no words"),
        ("blank.md", b" \n\n", "no words"),
        ("dashes.txt", b"-----\n*****", "no words"),
        ("empty.html", b"<html><script>var a = 1</script>", "no words"),
        ("program.txt", b"\x7fELF\x02\x01", "a program"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", "a picture"),
        ("report.docx", b"PK\x03\x04\x14\x00", "a ZIP archive or an office document"),
        ("noise.txt", bytes(range(256)) * 9, "a binary file"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "a damaged PDF"),
        ("locked.pdf", pdf([["Secret"]], locked=True), "a PDF protected by a password"),
        ("scan.pdf", pdf([[], []]), "a PDF without text, such as a scan"),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value else "",
)
def test_a_file_that_is_no_report_is_named_with_what_it_is(
    name: str, content: bytes, found: str, tmp_path: Path
) -> None:
    with pytest.raises(DocumentError) as refused:
        read(tmp_path, content, name)

    (problem,) = refused.value.problems
    assert (problem.file, problem.found) == (name, found)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"none\.txt: found no such file or directory"):
        read_document(tmp_path / "none.txt", zone=ZONE)
    with pytest.raises(DocumentError, match="found a folder, expected a file"):
        read_document(tmp_path, zone=ZONE)
