"""A document or table that was handed over, read into the proposals of a scenario."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from corridor.app.shapes.common import problem_shape
from corridor.app.shapes.evidence import DocumentHead, DocumentRead, DocumentShape, Highlight
from corridor.errors import DocumentError, InputError, NotFoundError, Problem
from corridor.evidence import Claim, parse_published
from corridor.evidence.figures import gazetteer_of
from corridor.evidence.words import figure_in_words
from corridor.review.desk import Desk, Found, open_desk
from corridor.review.documents import kept_names, kept_text, safe_name
from corridor.review.propose import propose
from corridor.review.reader import FileReader
from corridor.scenario.uses import COUNTS_FILE


def read_into(  # noqa: PLR0913 - what is said of a document
    folder: Path,
    name: str,
    data: bytes,
    *,
    published: str | None,
    publisher: str,
    url: str,
    by: str,
) -> DocumentRead:
    """Read a document, and put what is new in it beside the scenario.

    Raises
    ------
    InputError
        When it cannot be read, or has no date and none is given.
    """
    desk = open_desk(folder)
    if published is not None:
        try:
            parse_published(published, desk.zone)
        except ValueError as fault:
            problem = Problem("", 0, 0, "published", repr(published), str(fault))
            raise DocumentError("nothing was read:", [problem]) from None
    reader = FileReader(
        desk.zone,
        published or None,
        publisher,
        url,
        desk.draft.places,
        gazetteer_of(desk.draft.places),
        desk.draft.links,
        is_dated=True,
    )
    with TemporaryDirectory(prefix="corridor-") as place:
        file = Path(place) / safe_name(name)
        file.write_bytes(data)
        try:
            reading = reader(file)
        except InputError as error:
            # The reader names the file where it lies; whoever sent it knows it by its name.
            plain = str(error).split("\n", 1)[0].replace(f"{place}/", "")
            problems = [
                replace(one, file=one.file.replace(f"{place}/", "")) for one in error.problems
            ]
            raise DocumentError(plain, problems) from None
    entry, proposed = propose(folder, [reading], by=by)
    found = proposed[0]
    return DocumentRead(
        version=entry.version,
        new=len(found.claims) + len(found.rows),
        known=found.known,
        ids=(*(claim.id for claim in found.claims), *(row.id for row in found.rows)),
        notes=reading.notes,
        problems=tuple(map(problem_shape, reading.problems)),
        document=document_shape(open_desk(folder), found.kept.name) if found.kept else None,
    )


def document_heads(desk: Desk) -> tuple[DocumentHead, ...]:
    """The documents that are kept, with what became of what was found in them."""
    return tuple(_head(desk, name) for name in kept_names(desk.folder))


def _head(desk: Desk, name: str) -> DocumentHead:
    statuses = [one.status for one in desk.found if _document(one) == name]
    return DocumentHead(
        name=name,
        characters=len(kept_text(desk.folder, name) or ""),
        proposed=statuses.count("proposed"),
        accepted=statuses.count("accepted"),
        rejected=statuses.count("rejected"),
    )


def document_shape(desk: Desk, name: str) -> DocumentShape:
    """The text of a document, with what was found in it.

    Raises
    ------
    NotFoundError
        When no document of this name is kept.
    """
    text = kept_text(desk.folder, name)
    if text is None:
        raise NotFoundError(f"there is no document {name!r}")
    marks = [_highlight(one) for one in desk.found if _document(one) == name]
    ordered = sorted((mark for mark in marks if mark), key=lambda mark: (mark.start, mark.end))
    return DocumentShape(name=name, text=text, version=len(desk.entries), highlights=tuple(ordered))


def _document(one: Found) -> str:
    return one.document if isinstance(one, Claim) else one.cells["document"]


def _highlight(one: Found) -> Highlight | None:
    if isinstance(one, Claim):
        if one.start is None or one.end is None:
            return None
        return Highlight(
            id=one.id,
            start=one.start,
            end=one.end,
            status=one.status,
            kind="claim",
            figure=f"{figure_in_words(one)}, {one.kind}",
            confidence=one.confidence,
        )
    if one.span is None:
        return None
    is_count = one.table == COUNTS_FILE
    said = one.cells["value"] if is_count else f"{one.cells['action']} {one.cells['target']}"
    return Highlight(
        id=one.id,
        start=one.span[0],
        end=one.span[1],
        status=one.status,
        kind="count" if is_count else "event",
        figure=said.strip(),
        confidence=one.confidence,
    )
