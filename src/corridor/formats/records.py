"""The records of somebody else's file, CSV or JSON, one after the other, in bounded memory."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple, Protocol

from corridor.errors import InputError, Problem

#: Larger files are not a table of figures; a JSON file is held in memory as a whole.
LARGEST_CSV_BYTES = 4 * 2**30
LARGEST_JSON_BYTES = 256 * 2**20

#: The longest line of a CSV file. Rows of event data have some 5,000 characters.
LONGEST_LINE_BYTES = 2**20

#: Keys under which the records of a JSON file stand, as the publishers' services name them.
JSON_ROOTS = ("data", "result", "Result", "items", "results")

#: A header may come after a few lines about the table.
FIRST_ROWS = 30

_SEPARATORS = (",", ";", "\t", "|")


class Record(NamedTuple):
    """One record: where it starts, and its cells in the order of the file's columns.

    ``line`` and ``column`` count from 1. ``entry`` is the path of a JSON record, empty for CSV.
    """

    line: int
    column: int
    entry: str
    cells: Sequence[str]


class File(Protocol):
    """A file of records. Each walk over ``records`` reads it again."""

    @property
    def columns(self) -> tuple[str, ...]:
        """Names of the columns; for JSON all keys that some record has."""
        ...

    def records(self, problems: list[Problem]) -> Iterator[Record]:
        """The records as they come; those that cannot be read are added to ``problems``."""
        ...


def open_file(path: Path) -> File:
    """A CSV or JSON file, told apart by how it begins.

    Raises
    ------
    InputError
        For a file that is missing, too large, or no text in UTF-8.
    """
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            beginning = stream.read(4096)
    except (OSError, ValueError) as fault:
        reason = (getattr(fault, "strerror", None) or str(fault)).lower()
        raise _unreadable(path, reason, "a CSV or JSON file that can be read") from fault
    if beginning.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _unreadable(path, "text in UTF-16", "text in UTF-8")
    is_json = beginning.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    largest = LARGEST_JSON_BYTES if is_json else LARGEST_CSV_BYTES
    if size > largest:
        expected = f"at most {largest:,} bytes (take only the country or years that are needed)"
        raise _unreadable(path, f"{size:,} bytes", expected)
    return JsonFile(path) if is_json else CsvFile(path)


def _unreadable(path: Path, found: str, expected: str, line: int = 0) -> InputError:
    problem = Problem(path.name, line, 0, "", found, expected)
    return InputError(f"{path.name} cannot be read:", [problem])


@dataclass(frozen=True)
class CsvFile:
    """A CSV file in UTF-8, separated by commas, semicolons, tabs or bars.

    ``before`` is how many rows stand before those with figures, the header among them. ``names``
    are the columns of a file without a header.
    """

    path: Path
    before: int = 1
    names: tuple[str, ...] = ()

    @cached_property
    def separator(self) -> str:
        """What parts the cells: the mark that gives most of them in the first lines."""
        first = list(islice(self._lines([]), FIRST_ROWS))
        return max(
            _SEPARATORS, key=lambda mark: max((line.count(mark) for line in first), default=0)
        )

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The names in the header."""
        rows = self.first_rows()
        return self.names or (
            tuple(name.strip() for name in rows[self.before - 1].cells) if rows else ()
        )

    def first_rows(self) -> list[Record]:
        """Some rows from the beginning, among which the header is found."""
        return list(islice(self._rows([]), FIRST_ROWS))

    def records(self, problems: list[Problem]) -> Iterator[Record]:
        """The rows after the header."""
        for row in islice(self._rows(problems), self.before, None):
            if len(row.cells) == len(self.columns):
                yield row
            else:
                expected = f"{len(self.columns)} cells, one for each column"
                found = f"{len(row.cells)} cells"
                problems.append(Problem(self.path.name, row.line, 0, "", found, expected))

    def _rows(self, problems: list[Problem]) -> Iterator[Record]:
        reader = csv.reader(self._lines(problems), delimiter=self.separator, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                expected = "quoted cells closed, and quotation marks inside them doubled"
                problems.append(Problem(self.path.name, line, 0, "", str(fault), expected))
            else:
                if any(map(str.strip, cells)):
                    yield Record(line, 0, "", cells)

    def _lines(self, problems: list[Problem]) -> Iterator[str]:
        with self.path.open("rb") as stream:
            lines = iter(lambda: stream.readline(LONGEST_LINE_BYTES), b"")
            for number, line in enumerate(lines, start=1):
                if len(line) == LONGEST_LINE_BYTES and not line.endswith(b"\n"):
                    found = f"a line of more than {LONGEST_LINE_BYTES:,} bytes"
                    raise _unreadable(self.path, found, "a table with line ends", number)
                yield self._decoded(line, number, problems)

    def _decoded(self, line: bytes, number: int, problems: list[Problem]) -> str:
        try:
            return line.decode("utf-8-sig" if number == 1 else "utf-8")
        except UnicodeDecodeError as fault:
            found = f"byte 0x{line[fault.start]:02X}"
            problems.append(Problem(self.path.name, number, 0, "", found, "text in UTF-8"))
            return line.decode("utf-8", errors="replace")


@dataclass(frozen=True)
class JsonFile:
    """A JSON file: a list of objects, or an object that has one under a known key."""

    path: Path

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Every key of every record, in the order in which they come."""
        keys: dict[str, None] = {}
        for _, _, record in self._objects():
            keys.update(dict.fromkeys(record))
        return tuple(keys)

    def records(self, problems: list[Problem]) -> Iterator[Record]:  # noqa: ARG002
        """The objects; a key that one of them lacks is an empty cell."""
        root, _ = self._root
        line, counted = 1, 0
        for index, start, record in self._objects():
            line += self._text.count("\n", counted, start)
            counted = start
            column = start - self._text.rfind("\n", 0, start)
            cells = [_cell(record.get(key)) for key in self.columns]
            yield Record(line, column, f"{root}.{index}" if root else str(index), cells)

    @cached_property
    def _text(self) -> str:
        data = self.path.read_bytes()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            line = data.count(b"\n", 0, fault.start) + 1
            found = f"byte 0x{data[fault.start]:02X}"
            raise _unreadable(self.path, found, "text in UTF-8", line) from fault

    @cached_property
    def _root(self) -> tuple[str, int]:
        """The key of the records, and where their list starts."""
        start = _after_blanks(self._text, 0)
        if self._text[start] == "[":
            return "", start
        position = start + 1
        while True:
            position = _after_blanks(self._text, position)
            if self._text[position : position + 1] in ("}", ""):
                expected = f"a list of records, by itself or under {' or '.join(JSON_ROOTS)}"
                raise _unreadable(self.path, "an object without one", expected)
            key, position = self._value(position)
            position = self._expect(":", position)
            if key in JSON_ROOTS and self._text[position : position + 1] == "[":
                return str(key), position
            _, position = self._value(position)
            position = _after_blanks(self._text, position)
            position += self._text[position : position + 1] == ","

    def _objects(self) -> Iterator[tuple[int, int, Mapping[str, object]]]:
        position = _after_blanks(self._text, self._root[1] + 1)
        index = 0
        while self._text[position : position + 1] != "]":
            start = position
            record, position = self._value(position)
            if not isinstance(record, dict):
                raise self._fault("a record that is no object", start, "an object")
            yield index, start, record
            index += 1
            position = _after_blanks(self._text, position)
            if self._text[position : position + 1] != "]":
                position = self._expect(",", position)

    def _value(self, position: int) -> tuple[object, int]:
        try:
            return _DECODER.raw_decode(self._text, position)
        except json.JSONDecodeError as fault:
            raise self._fault(fault.msg.lower(), fault.pos, "JSON") from fault
        except (RecursionError, ValueError) as fault:
            raise self._fault(str(fault), position, "JSON of plain records") from fault

    def _expect(self, mark: str, position: int) -> int:
        position = _after_blanks(self._text, position)
        if self._text[position : position + 1] != mark:
            found = repr(self._text[position : position + 1]) if position < len(self._text) else ""
            raise self._fault(found or "the end of the file", position, repr(mark))
        return _after_blanks(self._text, position + 1)

    def _fault(self, found: str, position: int, expected: str) -> InputError:
        line = self._text.count("\n", 0, position) + 1
        return _unreadable(self.path, found, expected, line)


def _no_constant(text: str) -> str:
    raise ValueError(f"{text}, which is no number")


# Numbers stay as they are written, so that JSON and CSV are read alike.
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_no_constant)


def _after_blanks(text: str, position: int) -> int:
    while text[position : position + 1] in (" ", "\n", "\r", "\t"):
        position += 1
    return position


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case str():
            return value.replace("\0", "\N{REPLACEMENT CHARACTER}").strip()
        case _:
            return json.dumps(value, ensure_ascii=False)
