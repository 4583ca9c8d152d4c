"""A file read into proposals: a report into figures and events, a table into what its rows say."""

from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from corridor.errors import DocumentError, Problem
from corridor.evidence.documents import Document, read_document
from corridor.evidence.figures import Gazetteer, ProposedEvent, propose_claims, propose_events
from corridor.formats import cells, read_foreign_table
from corridor.review.reading import Reading
from corridor.review.rows import ProposedRow, proposed_row
from corridor.scenario import Link, Place
from corridor.scenario.uses import COUNTS_FILE, TIMELINE_FILE

#: Files with such endings are tables; all others are reports.
TABLES = (".csv", ".json")


@dataclass(frozen=True)
class FileReader:
    """Reads one file after another with what is known about all of them.

    Attributes
    ----------
    zone : ZoneInfo
        For bare dates.
    published, publisher, url : str or None
        What the user says about the files; it wins over what they say themselves.
    places : tuple of Place
        Places of the scenario.
    names : Gazetteer
        Their names.
    links : tuple of Link
        Roads of the scenario.
    is_dated : bool
        Whether a report without a date of publication is refused. If not, the day on which the file
        was last changed stands for it, and a note says so.
    """

    zone: ZoneInfo
    published: str | None = None
    publisher: str = ""
    url: str = ""
    places: tuple[Place, ...] = ()
    names: Gazetteer = field(default_factory=Gazetteer)
    links: tuple[Link, ...] = ()
    is_dated: bool = True

    def __call__(self, file: Path) -> Reading:
        """What a file holds.

        Raises
        ------
        InputError
            When it cannot be read, or has no date and needs one.
        """
        if file.suffix.lower() in TABLES:
            return self._table(file)
        return self._report(file)

    def _table(self, file: Path) -> Reading:
        table = read_foreign_table(
            file, zone=self.zone, places=self.places, published=self.published
        )
        trace = {"document": table.file, "rule": f"table-{table.format.replace('_', '-')}"}
        rows = [proposed_row(COUNTS_FILE, {**cells(count), **trace}) for count in table.counts]
        rows += [proposed_row(TIMELINE_FILE, {**cells(event), **trace}) for event in table.events]
        return Reading(
            file,
            table.file,
            None,
            table.claims,
            tuple(rows),
            notes=(*table.notes, *(f"not used: {skipped}" for skipped in table.skipped)),
            problems=table.problems,
            published=self.published or "",
            publisher=table.source.publisher,
            url=table.source.url,
            title=table.source.title,
        )

    def _report(self, file: Path) -> Reading:
        document = read_document(
            file,
            zone=self.zone,
            published=self.published,
            publisher=self.publisher,
            url=self.url,
        )
        notes = []
        if document.published is None:
            document = self._dated(document, file)
            notes.append(
                f"no date of publication: {document.published:%Y-%m-%d}, when the file was last "
                "changed, stands for it"
            )
        if not document.publisher:
            notes.append(
                f"no publisher found: {document.url or document.name} stands for it; "
                "say who published it (--publisher, or Published by)"
            )
        zone, names = self.zone, self.names
        events = propose_events(document, zone=zone, places=names, links=self.links)
        return Reading(
            file,
            document.name,
            document.text,
            propose_claims(document, zone=zone, places=names),
            tuple(_row(event) for event in events),
            notes=tuple(notes),
            sentences=document.sentences,
            published=document.published.isoformat() if document.published else "",
            publisher=document.publisher,
            url=document.url,
            title=document.title,
        )

    def _dated(self, document: Document, file: Path) -> Document:
        if self.is_dated:
            expected = "a date that is given (--published), such as 2026-03-01"
            found = "no date of publication"
            problem = Problem(file.name, 0, 0, "published", found, expected)
            raise DocumentError(f"{file} cannot be used:", [problem])
        changed = datetime.fromtimestamp(file.stat().st_mtime, UTC).astimezone(self.zone)
        return replace(document, published=changed.replace(microsecond=0))


def _row(event: ProposedEvent) -> ProposedRow:
    """An event as a row of the timeline."""
    cells = asdict(event)
    about, place = cells.pop("event"), cells.pop("place")
    if event.action == "note" and place:
        cells["note"] = f"{about} at {place}: {event.note}"
    cells["rule"] = f"event-{about.replace('_', '-')}"
    return proposed_row(TIMELINE_FILE, {name: str(cell) for name, cell in cells.items()})
