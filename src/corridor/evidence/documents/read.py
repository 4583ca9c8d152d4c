"""Read a file into a document."""

from pathlib import Path
from zoneinfo import ZoneInfo

from corridor.errors import DocumentError, Problem
from corridor.evidence.documents.blocks import text_blocks
from corridor.evidence.documents.decode import decode
from corridor.evidence.documents.document import Document
from corridor.evidence.documents.report import report_sentences
from corridor.evidence.times import parse_published


def read_document(
    path: Path,
    *,
    zone: ZoneInfo,
    published: str | None = None,
    publisher: str = "",
    url: str = "",
) -> Document:
    """x."""
    text = decode(path.read_bytes())
    sentences = report_sentences(text, text_blocks(text))
    given = parse_published(published, zone) if published else None
    return Document(path.name, text, sentences, given, publisher, url)
