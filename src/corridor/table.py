"""Tables from outside: CSV files read with every fault named, and written whole or not at all."""

import csv
import io
import re
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, Protocol, TypedDict

from corridor.errors import Problem, near_match

BYTE_ORDER_MARK = "\ufeff"

#: Cells longer than this are cut in messages.
#: With more bad lines than this a file is no text.
_MOST_BAD_LINES = 10

_LONGEST_HEADER = 300

_SHOWN_CHARACTERS = 80


@dataclass(frozen=True)
class Row:
    """One row of a table.

    ``line`` is where the row starts, counted from 1. ``cells`` maps each column to its text without
    outer blanks. ``text`` is the row as it stands in the file, with any empty lines before it.
    """

    line: int
    cells: Mapping[str, str]
    text: str = ""

    def filled(self) -> dict[str, str]:
        """The cells that are not empty, so that an empty cell counts as not given."""
        return {column: cell for column, cell in self.cells.items() if cell}


@dataclass(frozen=True)
class Table:
    """A whole CSV file: its rows, its faults, and the text that surrounds the rows.

    ``head``, the rows' texts and ``tail``, put together, are the file as it was read.
    ``columns`` are in the file's own order, empty if the header has faults.
    """

    columns: tuple[str, ...]
    head: str
    rows: tuple[Row, ...]
    tail: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Record:
    line: int
    text: str
    cells: tuple[str, ...]


def read_table(
    path: Path, columns: Sequence[str], *, optional: Collection[str] = ()
) -> tuple[list[Row], list[Problem]]:
    """The rows of a CSV file, and every fault in it.

    The file is UTF-8 (a byte order mark is accepted), separated by commas; its first line names
    exactly ``columns``, in any order; those that are ``optional`` may be missing. Rows without any
    text are skipped. A row with a fault is in the second list and not in the first, so a caller
    that has to be sure of every row must look at both. Nothing is raised: a missing or
    unreadable file is a problem too.
    """
    table = scan_table(path, columns, optional=optional)
    return list(table.rows), list(table.problems)


def scan_table(path: Path, columns: Sequence[str], *, optional: Collection[str] = ()) -> Table:
    """As :func:`read_table`, with the text around the rows, to write the file back unchanged."""
    text, problems = decoded(path)
    if problems:
        return _faulty(problems)
    body = text.removeprefix(BYTE_ORDER_MARK)
    records, problems = _records(body, path.name)
    header = next((record for record in records if any(record.cells)), None)
    if header is None:
        wanted = f"a first line with the columns {','.join(columns)}"
        return _faulty(problems or [Problem(path.name, 1, 0, "", "an empty file", wanted)])
    faults = _header_problems(header, columns, path.name, optional)
    if faults:
        return _faulty(problems + faults)
    first = records.index(header) + 1
    head = "".join(record.text for record in records[:first])
    rows, tail, wrong = _rows(records[first:], header.cells, path.name)
    return Table(
        header.cells, text[: len(text) - len(body)] + head, rows, tail, tuple(problems + wrong)
    )


def _faulty(problems: list[Problem]) -> Table:
    return Table((), "", (), "", tuple(problems))


def decoded(path: Path) -> tuple[str, list[Problem]]:
    """The text of a file in UTF-8, and what is wrong with it; a fault leaves no text."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return "", [Problem(path.name, 0, 0, "", "no such file", "a CSV file")]
    except (OSError, ValueError) as fault:
        reason = getattr(fault, "strerror", None) or str(fault)
        return "", [Problem(path.name, 0, 0, "", reason.lower(), "a CSV file that can be read")]
    problems = _few(list(_byte_problems(data, path.name)), path.name)
    return ("", problems) if problems else (data.decode("utf-8"), [])


def _few(problems: list[Problem], file: str) -> list[Problem]:
    """The problems, or one for all where there are so many that the file is no text at all."""
    if len(problems) <= _MOST_BAD_LINES:
        return problems
    found = f"no text: {len(problems)} lines are not UTF-8, the first is line {problems[0].line}"
    return [Problem(file, 0, 0, "", found, "a CSV file in UTF-8")]


def _byte_problems(data: bytes, file: str) -> Iterator[Problem]:
    """One problem for each line that is not UTF-8 text."""
    for number, line in enumerate(data.split(b"\n"), start=1):
        if b"\0" in line:
            yield Problem(file, number, 0, "", "a NUL byte", "text in UTF-8")
            continue
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as fault:
            found = f"byte 0x{line[fault.start]:02X}"
            yield Problem(file, number, 0, "", found, "text in UTF-8")


def _records(text: str, file: str) -> tuple[list[_Record], list[Problem]]:
    # newline="" keeps the line ends, also those inside quoted cells, as they are in the file.
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader(lines, strict=True)
    records: list[_Record] = []
    problems: list[Problem] = []
    while reader.line_num < len(lines):
        start = reader.line_num
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except csv.Error as fault:
            expected = (
                "cells separated by commas, quoted cells closed, quotation marks inside them "
                f"doubled, at most {csv.field_size_limit():,} characters in a cell"
            )
            problems.append(Problem(file, start + 1, 0, "", str(fault), expected))
        else:
            records.append(_Record(start + 1, "".join(lines[start : reader.line_num]), cells))
    return records, problems


def _header_problems(
    header: _Record, columns: Sequence[str], file: str, optional: Collection[str]
) -> list[Problem]:
    names = header.cells
    if len(names) == 1 < len(columns) and re.search(r"[;\t|]", names[0]):
        expected = f"columns separated by commas: {','.join(columns)}"
        return [Problem(file, header.line, 0, "", _shown(names[0]), expected)]
    problems = []
    for name in sorted(set(names) - set(columns)):
        expected = f"only the columns {','.join(columns)}{near_match(name, columns)}"
        problems.append(Problem(file, header.line, 0, name, _shown(name), expected))
    missing = [name for name in columns if name not in names and name not in optional]
    if missing:
        found = f"only {_cut(','.join(names))}"
        one = missing[0] if len(missing) == 1 else ""
        expected = f"a column {one!r}" if one else f"columns {', '.join(map(repr, missing))} too"
        problems.append(Problem(file, header.line, 0, one, found, expected))
    for name in sorted({name for name in names if names.count(name) > 1}):
        found = f"{names.count(name)} columns {name!r}"
        problems.append(Problem(file, header.line, 0, name, found, "each column once"))
    return problems


def _rows(
    records: Iterable[_Record], columns: tuple[str, ...], file: str
) -> tuple[tuple[Row, ...], str, list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    blank = ""
    for record in records:
        if not any(record.cells):
            blank += record.text
        elif len(record.cells) != len(columns):
            expected = (
                f"{len(columns)} cells, one for each column (quote a cell that has a comma; "
                "numbers go without thousands separators)"
            )
            found = f"{len(record.cells)} cells"
            problems.append(Problem(file, record.line, 0, "", found, expected))
        else:
            cells = dict(zip(columns, record.cells, strict=True))
            rows.append(Row(record.line, cells, blank + record.text))
            blank = ""
    return tuple(rows), blank, problems


class Fault(TypedDict):
    """One fault in a row, in the words of pydantic's ``ErrorDetails``."""

    type: str
    loc: tuple[int | str, ...]
    msg: str
    input: object
    ctx: NotRequired[dict[str, object]]


class Faults(Protocol):
    """The faults of one row: what pydantic's ``ValidationError`` has. Tables need no more of it."""

    def errors(self) -> Sequence[Fault]:
        """Every fault."""
        ...


def row_problems(error: Faults, file: str, row: Row) -> list[Problem]:
    """What pydantic found wrong in one row, as problems in plain words.

    The model's fields have the names of the columns. A validator that raises ``ValueError`` says
    in its message what would be right; that text is used as it is.
    """
    problems: dict[Problem, None] = {}
    for fault in error.errors():
        field = str(fault["loc"][0]) if fault["loc"] else ""
        cell = row.cells.get(field)
        found = "" if cell is None else _shown(cell)
        expected = _expected(fault)
        if "thousands" not in expected:
            expected += separators_hint(cell or "")
        problems[Problem(file, row.line, 0, field, found, expected)] = None
    return list(problems)


_SEPARATED = re.compile(
    r"[-+]?[0-9]{1,3}([,.'\u2019 \u00a0\u202f])[0-9]{3}(\1[0-9]{3})*([.,][0-9]+)?"
)


def separators_hint(text: str) -> str:
    """What to say of a number such as ``5,000``; nothing for any other text.

    >>> separators_hint("5,000")
    ' (5000, without thousands separators)'
    """
    match = _SEPARATED.fullmatch(text)
    # A point may be a decimal point: only one that comes twice separates thousands.
    if match is None or (match[1] == "." and text.count(".") < 2):
        return ""
    return f" ({text.replace(match[1], '')}, without thousands separators)"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_HEADER else f"{text[:_LONGEST_HEADER]}…"


def _shown(cell: str) -> str:
    if not cell:
        return "an empty cell"
    return repr(cell if len(cell) <= _SHOWN_CHARACTERS else cell[:_SHOWN_CHARACTERS] + "…")


_PLAIN_WORDS = {
    "missing": "a value",
    "extra_forbidden": "no such column",
    "float_parsing": "a number",
    "int_parsing": "a whole number",
    "int_parsing_size": "a whole number",
    "int_from_float": "a whole number",
    "bool_parsing": "true or false",
    "finite_number": "a finite number",
    "string_pattern_mismatch": "text of the form {pattern}",
    "string_too_short": "text of at least {min_length} characters",
    "string_too_long": "text of at most {max_length} characters",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
}


def _expected(fault: Fault) -> str:
    context = fault.get("ctx", {})
    if fault["type"] == "value_error":
        return str(context["error"])
    if fault["type"] == "literal_error":
        words = str(context["expected"])
        return words + near_match(str(fault["input"]), re.findall(r"'([^']*)'", words))
    if fault["type"] in _PLAIN_WORDS:
        return _PLAIN_WORDS[fault["type"]].format(**context)
    return fault["msg"].removeprefix("Input should be ")


def row_text(cells: Iterable[str], line_end: str = "\n") -> str:
    """One row as CSV, quoted where it has to be.

    Raises
    ------
    ValueError
        For a NUL character, which no reader of CSV would accept.
    """
    texts = list(cells)
    if any("\0" in text for text in texts):
        raise ValueError("cells without NUL characters")
    # csv.writer leaves a carriage return unquoted where line ends are \n; its reader splits there.
    return ",".join(map(_quoted, texts)) + line_end


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search(r'[,"\r\n]', text) else text


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    r"""Write a CSV file (UTF-8, ``\n``) under a temporary name, then put it in place.

    Every row has a text for each of ``columns``. A reader sees the old file or the new, never
    half of one.

    Raises
    ------
    ValueError
        For a row with other columns, or text that cannot be written.
    OSError
        Where the folder does not exist or cannot be written.
    """
    chunks = [row_text(columns)]
    for row in rows:
        if set(row) != set(columns):
            raise ValueError(f"rows with exactly the columns {','.join(columns)}")
        chunks.append(row_text(row[column] for column in columns))
    replace_text(path, "".join(chunks))


def replace_text(path: Path, text: str) -> None:
    """Write a text file (UTF-8, line ends as given) under a temporary name, then put it in place.

    Raises
    ------
    OSError
        Where the folder does not exist or cannot be written; the old file is then untouched.
    """
    data = text.encode("utf-8")
    temporary = path.with_name(f".{path.name}.{uuid.uuid4().hex}.part")
    try:
        temporary.write_bytes(data)
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)
