"""Counts as somebody pastes them: a small table with a header, read, checked and written."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import get_close_matches
from io import StringIO
from pathlib import Path

from pydantic import ValidationError

from corridor.errors import LedgerError, Problem, near_match
from corridor.formats import cells
from corridor.review.changes import NOTHING_CHANGED
from corridor.review.desk import Desk
from corridor.review.entry import Entry
from corridor.review.revise import Step, revise
from corridor.scenario.check.times import count_published_before_it_held, fault_of_since
from corridor.scenario.load import columns
from corridor.scenario.parts import Count, Place
from corridor.scenario.uses import COUNTS_FILE
from corridor.scenario.write import rows_added
from corridor.table import Row, row_problems

#: How a table that is no file is named in messages.
PASTED = "the table"

#: Other names that the columns that have to be there may have.
_ALIASES = {"date": "held", "time": "held", "when": "held", "people": "value", "count": "value"}

_NEEDED = ("place", "held", "value")

#: Thousands apart: 4,850 or 4 850.
_APART = re.compile(r"(?<=[0-9])[,\u00a0\u202f ](?=[0-9]{3}(?![0-9]))")

_MOST_ROWS = 10_000

EXAMPLE = "place,held,value,said_by\ntown,2030-05-03T08:00+00:00,4850,Town hall\n"


@dataclass(frozen=True)
class Given:
    """What is said of all counts of a table, where a row does not say it itself."""

    published: str = ""
    said_by: str = ""
    published_by: str = ""
    url: str = ""


@dataclass(frozen=True)
class PastedCounts:
    """The counts of a table, each with its line, and all that is wrong in it."""

    counts: tuple[tuple[int, Count], ...]
    problems: tuple[Problem, ...]
    assumed: frozenset[int] = frozenset()
    """Lines of rows that do not say when they were published, and are taken as public now."""


def read_pasted(desk: Desk, text: str, given: Given, name: str = PASTED) -> PastedCounts:
    """The counts of a table with a header, separated by commas, semicolons or tabs.

    It needs the columns ``place`` (an id or a name), ``held`` and ``value``, and may have all
    others of ``counts.csv``. What is not said is arrivals of people in total, public now. ``name``
    is that of the file, for messages.
    """
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = plain.partition("\n")
    mark = max("\t;,", key=first.count)
    try:
        names = [_column(cell) for cell in next(csv.reader([first], delimiter=mark), [])]
    except csv.Error as fault:
        problem = Problem(name, 1, 0, "", str(fault), "names of columns")
        return PastedCounts((), (problem,))
    problems = list(_header_problems(names, name))
    if problems:
        return PastedCounts((), tuple(problems))
    reading = _Reading(desk, given, name)
    reader = csv.reader(StringIO(rest), delimiter=mark)
    try:
        for texts in reader:
            if any(text.strip() for text in texts):
                reading.add(reader.line_num + 1, names, texts)
    except csv.Error as fault:
        reading.fault(reader.line_num + 1, "", str(fault), "a row of a table")
    if not reading.counts and not reading.problems:
        reading.fault(2, "", "no row", "a row for each count")
    faults = (*reading.problems, *reading.faults_of_times())
    return PastedCounts(tuple(reading.counts), faults, reading.assumed)


def add_pasted(
    folder: Path | str,
    text: str,
    given: Given,
    *,
    by: str = "",
    seen: int | None = None,
    name: str = PASTED,
) -> Entry:
    """Add the counts of a table to ``counts.csv``: all of them, or with any fault none.

    Raises
    ------
    LedgerError
        With every fault of the table.
    ConflictError
        When the counts were changed after ``seen``.
    """

    def make(desk: Desk) -> Step:
        read = read_pasted(desk, text, given, name)
        if read.problems:
            raise LedgerError(NOTHING_CHANGED, read.problems)
        rows = [cells(count) for _, count in read.counts]
        added = rows_added(desk.folder / COUNTS_FILE, columns(Count), Count.optional_columns, rows)
        ids = tuple(count.id for _, count in read.counts)
        return Step("count", ids, {COUNTS_FILE: added}, how=f"{len(ids)} pasted")

    return revise(folder, make, by=by, seen=seen)


class _Reading:
    """Rows on their way in."""

    def __init__(self, desk: Desk, given: Given, name: str) -> None:
        self._desk, self._given, self._name = desk, given, name
        self._ids = {*desk.draft.ids(COUNTS_FILE), *(one.id for one in desk.found)}
        self._seen = {
            (count.place, count.kind, count.measure, count.unit, count.held.end, count.value)
            for count in desk.draft.counts
        }
        self.counts: list[tuple[int, Count]] = []
        self.problems: list[Problem] = []
        self._assumed: set[int] = set()

    def add(self, line: int, names: Sequence[str], texts: Sequence[str]) -> None:
        """Read one row."""
        if len(self.counts) >= _MOST_ROWS:
            raise LedgerError(f"{self._name} has more than {_MOST_ROWS:,} rows")
        if len(texts) > len(names):
            self.fault(line, "", f"{len(texts)} cells", f"{len(names)}, as in the header")
            return
        said = {name: cell.strip() for name, cell in zip(names, texts, strict=False)}
        cells = self._whole(said)
        if not said.get("published") and not self._given.published:
            self._assumed.add(line)
        named = not said.get("place") or cells["place"] in self._desk.draft.place
        if not named:
            self._fault_of_place(line, said["place"])
            # The rest of the row is looked at all the same.
            cells["place"] = next(iter(self._desk.draft.place), "place")
        row = Row(line, cells)
        try:
            count = Count.model_validate(row.filled(), context=self._desk.zone)
        except ValidationError as error:
            self.problems += row_problems(error, self._name, row)
            return
        if not named:
            return
        key = (count.place, count.kind, count.measure, count.unit, count.held.end, count.value)
        if key in self._seen:
            self.fault(line, "", "a count that is there already", "one that is new")
            return
        if count.id in self._ids:
            self.fault(line, "id", repr(count.id), "an id that no count has yet, or none")
            return
        self._seen.add(key)
        self._ids.add(count.id)
        self.counts.append((line, count))

    @property
    def assumed(self) -> frozenset[int]:
        """Lines of rows that do not say when they were published."""
        return frozenset(self._assumed)

    def _fault_of_place(self, line: int, text: str) -> None:
        places = self._desk.draft.places
        names = {name for place in places for name in (place.id, place.name, *place.alt_names)}
        by_letters = {name.casefold(): name for name in sorted(names, reverse=True)}
        matches = get_close_matches(text.casefold(), list(by_letters), n=1)
        offer = f" (did you mean {by_letters[matches[0]]!r}?)" if matches else ""
        self.fault(line, "place", repr(text), f"the id or name of a place of the scenario{offer}")

    def fault(self, line: int, field: str, found: str, expected: str) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(self._name, line, 0, field, found, expected))

    def faults_of_times(self) -> Iterator[Problem]:
        """What the scenario's own checks say of when the counts held and were published."""
        draft = replace(
            self._desk.draft,
            counts=tuple(count for _, count in self.counts),
            lines={**self._desk.draft.lines, COUNTS_FILE: tuple(line for line, _ in self.counts)},
        )
        for rule in (count_published_before_it_held, fault_of_since):
            for problem in rule(draft):
                yield replace(self._told(problem), file=self._name)

    def _told(self, problem: Problem) -> Problem:
        """A problem of a time that nobody wrote, in words that say where it is from."""
        if problem.field != "published" or problem.line not in self._assumed:
            return problem
        found = f"nothing, so that now was taken, {problem.found}, which is before the count held"
        expected = "a column published with the time at which the count was public"
        return replace(problem, found=found, expected=expected)

    def _whole(self, said: Mapping[str, str]) -> dict[str, str]:
        """The cells of a row, with what it does not say itself."""
        given = self._given
        place = _place_id(said.get("place", ""), self._desk.draft.places)
        is_stated = bool(said.get("published") or given.published)
        publisher = given.published_by or given.said_by or said.get("said_by", "")
        speaker = given.said_by or said.get("published_by", "") or given.published_by
        defaults = {
            "kind": "arrived",
            "measure": "cumulative",
            "unit": "people",
            "published": given.published or datetime.now(UTC).replace(microsecond=0).isoformat(),
            "published_how": "stated" if is_stated else "assumed",
            "said_by": speaker,
            "published_by": publisher,
            "url": given.url,
            "certainty": "sourced" if given.url or said.get("url") else "uncertain",
        }
        row = defaults | {name: cell for name, cell in said.items() if cell}
        row |= {"place": place, "value": _APART.sub("", said.get("value", ""))}
        return row | {"id": said.get("id") or self._new_id(place, said.get("held", ""))}

    def _new_id(self, place: str, held: str) -> str:
        plain = re.sub(r"[^0-9]+", "", held)[:12]
        wanted = re.sub(r"[^a-z0-9-]+", "-", f"{place[:40]}-{plain}".lower()).strip("-") or "count"
        id, number = wanted, 1
        while id in self._ids:
            number += 1
            id = f"{wanted}-{number}"
        return id


def _column(name: str) -> str:
    plain = re.sub(r"[ -]+", "_", name.strip().lower())
    return _ALIASES.get(plain, plain)


def _header_problems(names: Sequence[str], file: str) -> Iterator[Problem]:
    known = columns(Count)
    for name in _NEEDED:
        if name not in names:
            expected = f"a header such as {EXAMPLE.splitlines()[0]}"
            yield Problem(file, 1, 0, name, "no such column", expected)
    for name in names:
        if name not in known:
            expected = f"one of {', '.join(known)}{near_match(name, known)}"
            yield Problem(file, 1, 0, "", f"a column {name[:40]!r}", expected)
        elif names.count(name) > 1:
            yield Problem(file, 1, 0, name, "the column twice", "once")


def _place_id(text: str, places: Sequence[Place]) -> str:
    """The id of the place that a text names; the text itself where it names none."""
    for place in places:
        names = (place.id, place.name, *place.alt_names)
        if text.casefold() in (name.casefold() for name in names):
            return place.id
    return text
