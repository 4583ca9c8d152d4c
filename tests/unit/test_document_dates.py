"""When a document was published, and by whom: what pages state, and what must not be believed."""

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from corridor.errors import DocumentError
from corridor.evidence.documents import Document, read_document

ZONE = ZoneInfo("Asia/Yerevan")
#: The end of 24 September 2023 there, and of the day after.
DAY = datetime(2023, 9, 24, 19, 59, 59, tzinfo=UTC)
NEXT = datetime(2023, 9, 25, 19, 59, 59, tzinfo=UTC)
REPORT = "More than 3,000 people had left Eastmark by Sunday night, the interior ministry said.\n"


def read(folder: Path, content: str, name: str = "report.txt", url: str = "") -> Document:
    path = folder / name
    path.write_text(content, "utf-8")
    return read_document(path, zone=ZONE, url=url)


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("Published: 24 September 2023", DAY),
        ("Published on 24/09/2023 at 13:02", DAY),
        ("Posted September 24th, 2023 by Staff", DAY),
        ("Date: 2023-09-24", DAY),
        ("Date: 24.09.2023", DAY),
        ("Published\nSunday, 24 September 2023", DAY),
        ("Sunday 24 September 2023 14.20", DAY),
        ("By Ani Writer September 24, 2023", DAY),
        ("Press release | 24 September 2023", DAY),
        ("Flash Update No. 3 (24 September 2023)", DAY),
        ("Published: 24 Sept 2023 10:05 GMT", datetime(2023, 9, 24, 10, 5, tzinfo=UTC)),
        ("24 September 2023, 2:05 pm GMT+4", datetime(2023, 9, 24, 10, 5, tzinfo=UTC)),
        ("Published: 10:05 UTC, 24 September 2023", datetime(2023, 9, 24, 10, 5, tzinfo=UTC)),
        ("Published: 2023-09-24T10:05:00+04:00", datetime(2023, 9, 24, 6, 5, tzinfo=UTC)),
        ("Published: 24 September 2023 14:05 +04:00", datetime(2023, 9, 24, 10, 5, tzinfo=UTC)),
        ("Published: 24 September 2023 14:05 +0400", datetime(2023, 9, 24, 10, 5, tzinfo=UTC)),
        ("Published: 2023-09-24T00:00:00Z", DAY),
    ],
)
def test_a_date_above_the_report_is_its_publication(
    line: str, moment: datetime, tmp_path: Path
) -> None:
    assert read(tmp_path, f"Thousands leave\n{line}\n\n{REPORT}").published == moment


@pytest.mark.parametrize(
    "line",
    [
        "Saved on 24 September 2023",
        "Retrieved 24 September 2023",
        "Archived: 24 September 2023",
        "As of 24 September 2023, 18:00",
        "Published: 04/05/2023",
        "Published: 31 June 2023",
        "Reporting period: 17 to 24 September 2023",
        "Date: 17-24 September 2023",
        "17 September - 24 September 2023",
        "17-24 September 2023",
        "The ceasefire of 24 September 2023 explained",
        "Published yesterday",
    ],
)
def test_another_date_is_no_publication(line: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"Thousands leave\n{line}\n\n{REPORT}").published is None


def test_a_date_within_the_report_is_no_publication(tmp_path: Path) -> None:
    assert read(tmp_path, f"{REPORT}The ceasefire of 9 November 2020 has ended.").published is None


def test_an_updated_page_is_public_from_its_last_change(tmp_path: Path) -> None:
    text = f"Published: 24 September 2023 | Updated: 25 September 2023\n{REPORT}"

    document = read(tmp_path, text)

    assert (document.first_published, document.published) == (DAY, NEXT)


def test_the_first_publication_is_that_of_the_page(tmp_path: Path) -> None:
    text = f"Published: 24 September 2023\n{REPORT}Mayor opens bridge\nPublished: 25 September 2023"

    assert read(tmp_path, text).first_published == DAY


def test_the_only_date_is_that_of_the_last_change(tmp_path: Path) -> None:
    document = read(tmp_path, f"{REPORT}Last updated: 25 September 2023")

    assert (document.first_published, document.published) == (NEXT, NEXT)


@pytest.mark.parametrize(
    ("start", "published", "publisher"),
    [
        ("GENEVA, 24 Sept 2023 (Agency) - ", DAY, "Agency"),
        ("STONEFORD, Highland, Sept. 24, 2023 (Wire) — ", DAY, "Wire"),
        ("MILLFIELD, September 24, 2023. /VALLEYPRESS/. ", DAY, "VALLEYPRESS"),
        ("STONEFORD, Highland (AP) — ", None, "AP"),
        ("GENEVA, 24 Sept (Agency) - ", None, "Agency"),
        ("GENEVA (the seat of the mission) was quiet - ", None, ""),
    ],
)
def test_a_dateline_states_day_and_agency(
    start: str, published: datetime | None, publisher: str, tmp_path: Path
) -> None:
    document = read(tmp_path, f"Thousands leave\n{start}{REPORT}")

    assert (document.published, document.publisher) == (published, publisher)


def test_a_dateline_without_a_year_takes_that_of_the_address(tmp_path: Path) -> None:
    text = f"GENEVA, 24 Sept (Agency) - {REPORT}"

    assert read(tmp_path, text, url="https://example.org/2023/thousands").published == DAY


def test_an_address_with_a_day_states_it(tmp_path: Path) -> None:
    assert read(tmp_path, REPORT, url="https://example.org/2023/09/24/thousands").published == DAY


@pytest.mark.parametrize(
    ("line", "publisher"),
    [
        ("© 2023 Valley Herald. All rights reserved.", "Valley Herald"),
        ("Copyright 2023 The Delta Post Ltd.", "Delta Post"),
        ("Source: Border Guard Service", "Border Guard Service"),
        ("Source: figures of 2023: own count", ""),
    ],
)
def test_a_notice_names_the_publisher(line: str, publisher: str, tmp_path: Path) -> None:
    assert read(tmp_path, f"{REPORT}{line}\n").publisher == publisher


@pytest.mark.parametrize(
    ("head", "first", "last"),
    [
        ("<meta property='article:published_time' content='2023-09-24'>", DAY, DAY),
        ("<meta name='DC.Date' content='2023-09-24'>", DAY, DAY),
        ("<p><time class='published' datetime='2023-09-24'>Sunday</time></p>", DAY, DAY),
        ("<p>Published <b>24 September 2023</b></p>", DAY, DAY),
        (
            "<meta name='date' content='2023-09-24'>"
            "<meta property='article:modified_time' content='2023-09-25'>",
            DAY,
            NEXT,
        ),
        (
            "<meta name='date' content='2023-09-24'>"
            "<meta property='article:published_time' content='2023-09-25'>",
            DAY,
            NEXT,
        ),
        ("<script type='application/ld+json'>{broken</script>", None, None),
        ("<aside><time class='published' datetime='2023-09-24'>x</time></aside>", None, None),
        ("<p><time datetime='2020-11-09'>the ninth</time></p>", None, None),
    ],
)
def test_the_mark_up_of_a_page_states_its_times(
    head: str, first: datetime | None, last: datetime | None, tmp_path: Path
) -> None:
    document = read(tmp_path, f"<html>{head}<p>{REPORT}</p></html>", "page.html")

    assert (document.first_published, document.published) == (first, last)


def test_what_the_caller_says_wins(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        "<html><meta name='date' content='2020-01-01'><meta property='og:site_name' content='A'>"
        f"<meta property='og:url' content='https://a.example/'><p>{REPORT}",
        "utf-8",
    )

    document = read_document(
        path, zone=ZONE, published="2023-09-24", publisher="B", url="https://b.example/"
    )

    assert (document.first_published, document.published) == (DAY, DAY)
    assert (document.publisher, document.url) == ("B", "https://b.example/")


def test_a_time_of_the_caller_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")

    with pytest.raises(DocumentError, match="published: found 'Tuesday', expected a date"):
        read_document(path, zone=ZONE, published="Tuesday")
