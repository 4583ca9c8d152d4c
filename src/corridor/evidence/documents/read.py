"""Read a file into a document."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

from corridor.errors import DocumentError, Problem
from corridor.evidence.documents.document import Document, Sentence
from corridor.evidence.times import parse_published

_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?][”’\"')\]]*(?=\s|$)|(?=\s*\n|\s*$))")


def read_document(
    path: Path,
    *,
    zone: ZoneInfo,
    published: str | None = None,
    publisher: str = "",
    url: str = "",
) -> Document:
    """The report in a file: plain text, Markdown, HTML or PDF.

    What the caller says about date, publisher and address wins over what the page says. A bare
    date counts as the end of that day in ``zone``.

    Raises
    ------
    DocumentError
        When the file cannot be read as a report, with the reason.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        problem = Problem(path.name, 0, 0, "", str(fault), "a readable file")
        raise DocumentError("the document cannot be read:", [problem]) from fault
    sentences = tuple(
        Sentence(match[0], match.start(), match.end()) for match in _SENTENCE.finditer(text)
    )
    given = parse_published(published, zone) if published else None
    return Document(path.name, text, sentences, given, publisher, url)
