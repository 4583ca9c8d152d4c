"""The text of a PDF, read by a process of its own that may take no more than its limits."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

from corridor.evidence.documents import pdf_pages
from corridor.evidence.documents.blocks import Block, Line, blocks_of, lines_of

MOST_MEGABYTES = 1024
MOST_SECONDS = 30
MOST_PAGES = 2_000

_BREAK = re.compile(r"\r\n?")
_SOFT_HYPHEN = re.compile(r"[\x02\xad\ufffe]([a-z]\S*) ?")
_HYPHEN = re.compile(r"[\x02\ufffe]")
_PAGE_NUMBER = re.compile(r"^\d{1,4}\b|\b\d{1,4}(?: (?:of|/) \d{1,4})?$")
_TOO_MUCH = (
    f"a PDF that needs more than {MOST_MEGABYTES} MiB of memory or {MOST_SECONDS} seconds to read"
)
_FAULTS = {
    "password": "a PDF protected by a password",
    "damaged": "a damaged PDF",
    "long": f"a PDF of more than {MOST_PAGES:,} pages, or with too much text",
}
#: Lines at the top and at the foot of a page that may be its header or footer.
_EDGE = 2


class PdfError(ValueError):
    """The file cannot be read as a PDF; the message says what was found."""


def pdf_text(path: Path, most_characters: int) -> str:
    """The text of the pages, joined by form feeds; words are whole where lines broke them.

    Raises
    ------
    PdfError
        When the file is damaged, protected by a password or without text, or takes more than
        ``MOST_MEGABYTES`` of memory, ``MOST_SECONDS``, ``MOST_PAGES`` or ``most_characters``.
    """
    limits = (MOST_MEGABYTES, MOST_SECONDS, MOST_PAGES, most_characters)
    command = [sys.executable, "-P", pdf_pages.__file__, str(path), *map(str, limits)]
    try:
        # The command is this Python with a file of this package.
        done = subprocess.run(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=2 * MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PdfError(_TOO_MUCH) from None
    if done.returncode:
        raise PdfError(_TOO_MUCH)
    result = json.loads(done.stdout)
    if "fault" in result:
        raise PdfError(_FAULTS[result["fault"]])
    text = "\f".join(_BREAK.sub("\n", page) for page in result["pages"])
    text = _HYPHEN.sub("-", _SOFT_HYPHEN.sub(r"\1\n", text))
    if not text.strip():
        raise PdfError("a PDF without text, such as a scan")
    return text


def pdf_blocks(text: str) -> list[Block]:
    """The blocks of the pages, without the headers and footers that pages repeat."""
    pages = _pages(text)
    alike = Counter(key for page in pages for key in {_key(text, line) for line in _edges(page)})
    wanted = max(2, len(pages) // 2)
    lines = [
        line
        for page in pages
        for line in page
        if not (line in _edges(page) and alike[_key(text, line)] >= wanted)
    ]
    return blocks_of(text, lines)


def _pages(text: str) -> list[list[Line]]:
    pages: list[list[Line]] = [[]]
    starts = [match.end() for match in re.finditer("\f", text)]
    for line in lines_of(text):
        while starts and line.start >= starts[0]:
            starts.pop(0)
            pages.append([])
        pages[-1].append(line)
    return pages


def _edges(page: list[Line]) -> list[Line]:
    return page[:_EDGE] + page[_EDGE:][-_EDGE:]


def _key(text: str, line: Line) -> str:
    """What a line has in common with its like on other pages: all but the number of the page."""
    words = text[line.start : line.end]
    return words if ":" in words else _PAGE_NUMBER.sub("", words)
