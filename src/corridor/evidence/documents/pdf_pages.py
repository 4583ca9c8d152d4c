"""Print the text of a PDF's pages as JSON; run as a process of its own, which may die of the file.

Usage: python pdf_pages.py FILE MEGABYTES SECONDS PAGES CHARACTERS
"""

import contextlib
import json
import resource
import sys


def main(file: str, megabytes: int, seconds: int, most_pages: int, most_characters: int) -> None:
    """Print either the pages or the fault, under limits on memory and time."""
    _limit(resource.RLIMIT_AS, megabytes << 20)
    _limit(resource.RLIMIT_CPU, seconds)
    _limit(resource.RLIMIT_CORE, 0)
    json.dump(_read(file, most_pages, most_characters), sys.stdout)


def _limit(what: int, most: int) -> None:
    _, hard = resource.getrlimit(what)
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    # Some systems know a limit by name and refuse to set it; the time limit of the caller stays.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(what, (most, most))


def _read(file: str, most_pages: int, most_characters: int) -> dict[str, object]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(file)
    except pypdfium2.PdfiumError as fault:
        return {"fault": "password" if fault.err_code == 4 else "damaged"}
    if len(pdf) > most_pages:
        return {"fault": "long", "pages": len(pdf)}
    pages: list[str] = []
    for number in range(len(pdf)):
        pages.append(pdf[number].get_textpage().get_text_bounded())
        if sum(map(len, pages)) > most_characters:
            return {"fault": "long", "pages": len(pdf)}
    return {"pages": pages, "title": pdf.get_metadata_dict().get("Title", "")}


if __name__ == "__main__":
    main(sys.argv[1], *(int(word) for word in sys.argv[2:]))
