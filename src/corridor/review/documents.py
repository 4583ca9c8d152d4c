"""Documents kept beside the ledger: the texts that the offsets of claims point into."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from corridor.review.history import read_text
from corridor.table import replace_text

FOLDER = "documents"

_LONGEST = 80


class Kept(NamedTuple):
    """Where a document's text is to be kept."""

    name: str
    """Its name in claims, which no other text has."""
    is_new: bool
    """Whether its text is not there yet."""
    is_changed: bool
    """Whether another text was read under its first name."""


def safe_name(name: str) -> str:
    r"""A name of a document that can be a file's name anywhere, without any path in it.

    >>> safe_name("../../etc/a\x1b[31mb.html"), safe_name("..")
    ('a-31mb.html', 'document')
    """
    last = re.split(r"[\\/]", name)[-1]
    plain = re.sub(r"[^\w.()-]+", "-", last).strip(".-")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > _LONGEST and stem and len(ending) < _LONGEST // 4:
        return f"{stem[: _LONGEST - len(ending) - 1].rstrip('.-')}{dot}{ending}"
    return plain[:_LONGEST].rstrip(".-") or "document"


def kept_file(name: str) -> str:
    """The file in the folder ``documents`` that holds the text of a document."""
    return name if name.endswith((".txt", ".md")) else f"{name}.txt"


def kept_text(folder: Path, name: str) -> str | None:
    """The text of a document of this name, or None where it was not kept."""
    if not name or safe_name(name) != name:
        return None
    return read_text(folder / FOLDER / kept_file(name))


def place_for(folder: Path, name: str, text: str, coming: Mapping[str, str]) -> Kept:
    """Where a document's text goes: another text under its name stays, and it gets a number.

    ``coming`` are texts that are about to be kept, by their file.
    """
    first = safe_name(name)
    for number, candidate in enumerate(_names(first)):
        there = coming.get(kept_file(candidate), kept_text(folder, candidate))
        if there is None or there == text:
            return Kept(candidate, there is None, is_changed=number > 0)
    raise AssertionError("names never end")


def earlier_names(folder: Path, name: str) -> Iterator[str]:
    """Names under which other texts of the document are kept."""
    for candidate in _names(safe_name(name)):
        if kept_text(folder, candidate) is None:
            return
        yield candidate


def _names(first: str) -> Iterator[str]:
    stem, dot, ending = first.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (first, "")
    yield first
    number = 2
    while True:
        yield f"{stem}-{number}{ending}"
        number += 1


def keep(folder: Path, texts: Mapping[str, str]) -> None:
    """Write texts of documents, by their file.

    Raises
    ------
    OSError
        When one cannot be written; none is then left behind.
    """
    place = folder / FOLDER
    if texts:
        place.mkdir(exist_ok=True)
    try:
        for file, text in texts.items():
            replace_text(place / file, text)
    except OSError:
        forget(folder, texts)
        raise


def forget(folder: Path, files: Iterable[str]) -> None:
    """Remove texts that were kept just now."""
    for file in files:
        (folder / FOLDER / file).unlink(missing_ok=True)


def kept_names(folder: Path) -> tuple[str, ...]:
    """Names of the documents that are kept, as claims have them."""
    files = sorted(path.name for path in (folder / FOLDER).glob("*") if path.is_file())
    return tuple(_name_of(file) for file in files if safe_name(file) == file)


def _name_of(file: str) -> str:
    """The name whose text a file holds: the ending ``.txt`` was added to that of a page or PDF."""
    stem, _, ending = file.rpartition(".")
    is_added = ending == "txt" and re.search(r"\.[A-Za-z]{2,5}$", stem) is not None
    return stem if is_added and kept_file(stem) == file else file
