"""Read a file into a document: what kind it is, its text, the report in it, who says when."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from corridor.errors import DocumentError, Problem
from corridor.evidence.documents.blocks import LINE_ENDS, Block, lines_of, paired, text_blocks
from corridor.evidence.documents.dates import read_date
from corridor.evidence.documents.decode import NotTextError, decode
from corridor.evidence.documents.document import Document, Stretch
from corridor.evidence.documents.main_text import judged_blocks
from corridor.evidence.documents.markdown import markdown_blocks
from corridor.evidence.documents.markup import meta, stated_in_markup
from corridor.evidence.documents.page import PageError, read_page
from corridor.evidence.documents.pdf import PdfError, pdf_blocks, pdf_text
from corridor.evidence.documents.report import Piece, own_sentences, report_pieces
from corridor.evidence.documents.stated import Stated, stated_in_lines
from corridor.evidence.times import parse_published

#: The largest file that is read, by kind, in bytes.
LARGEST_TEXT = 20 << 20
LARGEST_PDF = 200 << 20
#: The longest text, in characters, and the most lines of it.
LONGEST = 2_000_000
MOST_LINES = 100_000

_PDF = b"%PDF-"
_PAGE = re.compile(
    r"(?>\s+|<\?xml[^>]{0,200}>|<!--.{0,2000}?-->)*+"
    r"<(?:!doctype\s+html|html|head|body|(?:h[1-6]|p|div|table|ul|ol|section|article|main)[^<>]{0,200}>)",
    re.I | re.S,
)
_PAGE_SUFFIXES = frozenset((".html", ".htm", ".xhtml"))
_MARKDOWN_SUFFIXES = frozenset((".md", ".markdown"))
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?:/|\b)")
_URL_YEAR = re.compile(r"/((?:19|20)\d\d)/")


@dataclass(frozen=True)
class _Source:
    """A file as text, with the blocks that may be the report and what the mark-up says.

    ``lines`` are the spans of all that may state a date.
    """

    text: str
    blocks: list[Block]
    lines: list[tuple[int, int]]
    stated: Stated = field(default_factory=Stated)
    title: str = ""
    url: str = ""
    stretches: tuple[Stretch, ...] = ()


def read_document(
    path: Path,
    *,
    zone: ZoneInfo,
    published: str | None = None,
    publisher: str = "",
    url: str = "",
) -> Document:
    """The report in a file: plain text, Markdown, HTML or PDF, known by content, then by name.

    Sentences are those of the report itself; menus, links to other pages, notices, comments and
    credits are left out, also where a page was saved as plain text.

    Parameters
    ----------
    path : Path
        The file, of at most ``LARGEST_TEXT`` bytes (``LARGEST_PDF`` for a PDF) with at most
        ``LONGEST`` characters of text in ``MOST_LINES`` lines.
    zone : ZoneInfo
        Zone of dates without a time, which count as the end of their day.
    published : str, optional
        When it was published, a date or a date-time with an offset; wins over what the page says.
    publisher, url : str, optional
        Who published it and where; win over what the page says.

    Raises
    ------
    DocumentError
        When the file cannot be read as a report, or ``published`` is not a time.
    """
    given = _given(published, zone)
    source = _read_source(path, zone)
    if not source.blocks:
        raise _unreadable(path, "no words", "a report")
    pieces = report_pieces(source.text, source.blocks)
    address = url or source.url
    stated = _stated(source, pieces, zone, address)
    return Document(
        name=path.name,
        text=source.text,
        sentences=own_sentences(pieces),
        published=given or stated.updated or stated.published,
        publisher=publisher or stated.publisher,
        url=address,
        title=source.title or _title(pieces),
        first_published=given or stated.published or stated.updated,
        source_offsets=source.stretches,
    )


def _given(published: str | None, zone: ZoneInfo) -> datetime | None:
    if published is None:
        return None
    try:
        return parse_published(published, zone)
    except ValueError as fault:
        problem = Problem("", 0, 0, "published", repr(published), str(fault))
        raise DocumentError("the document cannot be read:", [problem]) from fault


# ----------------------------------------------------------------------------------------- files


def _read_source(path: Path, zone: ZoneInfo) -> _Source:
    start = _start_of(path)
    if _PDF in start:
        _check_size(path, LARGEST_PDF)
        try:
            return _pdf_source(path, pdf_text(path, LONGEST))
        except PdfError as fault:
            raise _unreadable(path, str(fault), "a PDF with text that can be read") from fault
    _check_size(path, LARGEST_TEXT)
    try:
        text = decode(path.read_bytes())
    except NotTextError as fault:
        raise _unreadable(path, str(fault), "plain text, Markdown, HTML or PDF") from fault
    return _text_source(path, text, zone)


def _start_of(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise _unreadable(path, "a folder" if path.is_dir() else "no regular file", "a file")
        with path.open("rb") as file:
            return file.read(1024)
    except OSError as fault:
        found = (fault.strerror or str(fault)).lower()
        raise _unreadable(path, found, "a file that can be read") from fault


def _check_size(path: Path, largest: int) -> None:
    size = path.stat().st_size
    if size > largest:
        raise _unreadable(path, f"{size / (1 << 20):,.0f} MiB", f"{largest >> 20} MiB or less")


def _check_text(path: Path, text: str) -> None:
    lines = sum(map(text.count, LINE_ENDS))
    if len(text) > LONGEST:
        raise _unreadable(path, f"{len(text):,} characters of text", f"{LONGEST:,} or fewer")
    if lines > MOST_LINES:
        raise _unreadable(path, f"{lines:,} lines", f"{MOST_LINES:,} or fewer")


def _unreadable(path: Path, found: str, expected: str) -> DocumentError:
    problem = Problem(path.name or str(path), 0, 0, "", found, expected)
    return DocumentError("the document cannot be read:", [problem])


def _text_source(path: Path, text: str, zone: ZoneInfo) -> _Source:
    suffix = path.suffix.lower()
    if suffix in _PAGE_SUFFIXES or _PAGE.match(text):
        return _page_source(path, text, zone)
    _check_text(path, text)
    blocks = markdown_blocks(text) if suffix in _MARKDOWN_SUFFIXES else text_blocks(text)
    return _Source(text, blocks, [(line.start, line.end) for line in lines_of(text)])


def _pdf_source(path: Path, text: str) -> _Source:
    _check_text(path, text)
    return _Source(text, pdf_blocks(text), [(line.start, line.end) for line in lines_of(text)])


def _page_source(path: Path, source: str, zone: ZoneInfo) -> _Source:
    try:
        page = read_page(source)
    except PageError as fault:
        raise _unreadable(path, str(fault), "HTML as reports are written in") from fault
    _check_text(path, page.text)
    return _Source(
        text=page.text,
        blocks=paired(page.text, judged_blocks(source, page)),
        lines=[(block.start, block.end) for block in page.blocks if not block.outside],
        stated=stated_in_markup(page, zone),
        title=meta(page, "og:title") or page.title,
        url=meta(page, "og:url"),
        stretches=tuple(page.stretches),
    )


# ------------------------------------------------------------------------------- what is stated


def _stated(source: _Source, pieces: list[Piece], zone: ZoneInfo, url: str) -> Stated:
    """What mark-up, text and address state; the mark-up is the surest, the address the least."""
    prose = [piece.block.start for piece in pieces if piece.is_prose]
    begin = prose[0] if prose else len(source.text)
    lines = [source.text[start:end] for start, end in source.lines]
    year = _URL_YEAR.search(url)
    said = stated_in_lines(
        above=[line for line, span in zip(lines, source.lines, strict=True) if span[0] < begin],
        report=[source.text[start : start + 200] for start in prose[:3]],
        all_lines=lines,
        zone=zone,
        year=year[1] if year else "",
    )
    published = source.stated.published or said.published or _day_in(url, zone)
    updated = _later(_later(source.stated.updated, said.updated, zone), published, zone)
    return Stated(published, updated, source.stated.publisher or said.publisher)


def _later(sure: datetime | None, other: datetime | None, zone: ZoneInfo) -> datetime | None:
    """The later moment; of two on the same day the first, which may be the more precise."""
    if not (sure and other):
        return sure or other
    same_day = sure.astimezone(zone).date() == other.astimezone(zone).date()
    return sure if same_day else max(sure, other)


def _day_in(url: str, zone: ZoneInfo) -> datetime | None:
    found = _URL_DAY.search(url)
    return read_date(f"{found[1]}-{found[2]}-{found[3]}", zone) if found else None


def _title(pieces: list[Piece]) -> str:
    first = pieces[0] if pieces else None
    return " ".join(first.words.split()) if first and not first.is_prose else ""
