"""Tables: what is read, what is refused and how, and what is written."""

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field, ValidationError

from corridor.errors import Problem
from corridor.table import (
    Row,
    read_table,
    replace_text,
    row_problems,
    scan_table,
    separators_hint,
    write_table,
)

COLUMNS = ("id", "km", "note")


def written(folder: Path, content: bytes | str) -> Path:
    path = folder / "links.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def problems_of(folder: Path, content: bytes | str) -> list[Problem]:
    return read_table(written(folder, content), COLUMNS)[1]


@pytest.mark.parametrize(
    ("text", "number"),
    [("5,000", "5000"), ("1,234,567", "1234567"), ("5 000", "5000"), ("1.234.567", "1234567")],
)
def test_a_number_with_thousands_separators_is_offered_without(text: str, number: str) -> None:
    assert separators_hint(text) == f" ({number}, without thousands separators)"


@pytest.mark.parametrize("text", ["5000", "1.234", "12,34", "many", "", "1,234.567,8", "5,0000"])
def test_what_is_no_such_number_gets_no_hint(text: str) -> None:
    assert separators_hint(text) == ""


def test_columns_may_stand_in_any_order(tmp_path: Path) -> None:
    path = written(tmp_path, "note,id,km\n steep ,a, 12\n")

    rows, problems = read_table(path, COLUMNS)

    assert problems == []
    assert rows[0].cells == {"id": "a", "km": "12", "note": "steep"}


def test_a_byte_order_mark_is_not_part_of_the_first_column(tmp_path: Path) -> None:
    path = written(tmp_path, b"\xef\xbb\xbfid,km,note\na,1,\n")

    rows, problems = read_table(path, COLUMNS)

    assert problems == []
    assert rows[0].cells["id"] == "a"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["unix", "windows", "old mac"])
def test_a_row_has_the_line_where_it_starts_in_the_editor(tmp_path: Path, line_end: str) -> None:
    text = line_end.join(["id,km,note", 'a,1,"two', 'lines"', "", ",,", "b,2,", ""])

    rows, problems = read_table(written(tmp_path, text), COLUMNS)

    assert problems == []
    assert [(row.cells["id"], row.line) for row in rows] == [("a", 2), ("b", 6)]


def test_empty_cells_count_as_not_given() -> None:
    assert Row(2, {"id": "a", "km": "", "note": ""}).filled() == {"id": "a"}


def test_a_misspelt_column_is_named_with_the_likely_one(tmp_path: Path) -> None:
    unknown, missing = problems_of(tmp_path, "id,kms,note\na,1,\n")

    assert (unknown.line, unknown.field) == (1, "kms")
    assert "did you mean 'km'?" in unknown.expected
    assert missing == Problem("links.csv", 1, 0, "km", "only id,kms,note", "a column 'km'")


def test_columns_that_are_missing_are_named_in_one_problem(tmp_path: Path) -> None:
    (problem,) = read_table(written(tmp_path, "id\n1\n"), COLUMNS)[1]

    assert problem == Problem("links.csv", 1, 0, "", "only id", "columns 'km', 'note' too")


def test_a_column_may_not_come_twice(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "id,km,note,km\na,1,,2\n")

    assert (problem.field, problem.found) == ("km", "2 columns 'km'")


def test_a_table_separated_by_semicolons_is_refused_in_one_message(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, "id;km;note\na;1;\n")

    assert problem.expected == "columns separated by commas: id,km,note"


def test_every_row_with_a_wrong_number_of_cells_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "id,km,note\na,1\nb,2,\nc,3,x,y\n")

    rows, problems = read_table(path, COLUMNS)

    assert [row.cells["id"] for row in rows] == ["b"]
    assert [(problem.line, problem.found) for problem in problems] == [
        (2, "2 cells"),
        (4, "4 cells"),
    ]


def test_every_line_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    problems = problems_of(tmp_path, b"id,km,note\n\xe9,1,\nb,2,\nc,3,\0\n")

    assert [(problem.line, problem.found) for problem in problems] == [
        (2, "byte 0xE9"),
        (4, "a NUL byte"),
    ]


def test_a_picture_in_place_of_a_table_is_one_problem(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path, b"\x89PNG\n" + b"\0\xff\n" * 600)

    assert problem.found == "no text: 601 lines are not UTF-8, the first is line 1"


@pytest.mark.parametrize(
    ("text", "line"),
    [('id,km,note\na,1,"open\nmore\n', 2), ('id,km,note\na,1,\nb,2,"x"y\n', 3)],
    ids=["quote never closed", "text after a quote"],
)
def test_bad_quoting_is_named_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (problem,) = problems_of(tmp_path, text)

    assert problem.line == line
    assert "quoted cells closed" in problem.expected


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff"], ids=["empty", "blank lines", "mark only"])
def test_a_file_without_a_header_is_a_problem(tmp_path: Path, text: str) -> None:
    (problem,) = problems_of(tmp_path, text)

    assert problem.found == "an empty file"
    assert "id,km,note" in problem.expected


def test_a_missing_file_is_a_problem(tmp_path: Path) -> None:
    rows, problems = read_table(tmp_path / "links.csv", COLUMNS)

    assert rows == []
    assert problems == [Problem("links.csv", 0, 0, "", "no such file", "a CSV file")]


def test_a_folder_in_place_of_a_file_is_a_problem(tmp_path: Path) -> None:
    (problem,) = read_table(tmp_path, COLUMNS)[1]

    assert problem.found == "is a directory"


def test_the_parts_of_a_table_add_up_to_the_file(tmp_path: Path) -> None:
    text = '\ufeff\r\nkm,id,note\r\n\r\n1,a,"x\r\ny"\r\n,,\r\n2,b,\r\n\r\n'

    table = scan_table(written(tmp_path, text), COLUMNS)

    assert table.head + "".join(row.text for row in table.rows) + table.tail == text
    assert table.columns == ("km", "id", "note")


def test_a_written_table_reads_back_the_same(tmp_path: Path) -> None:
    cells = {"id": "a", "km": "1", "note": 'says "no", twice\nتست'}

    write_table(tmp_path / "links.csv", COLUMNS, [cells])

    rows, problems = read_table(tmp_path / "links.csv", COLUMNS)
    assert problems == []
    assert [row.cells for row in rows] == [cells]


@pytest.mark.parametrize(
    "cells",
    [{"id": "a", "km": "1"}, {"id": "a", "km": "1", "note": "\0"}],
    ids=["a column missing", "a NUL character"],
)
def test_a_row_that_could_not_be_read_back_is_not_written(
    tmp_path: Path, cells: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match=r"rows with exactly|without NUL"):
        write_table(tmp_path / "links.csv", COLUMNS, [cells])

    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "links.csv").mkdir()

    with pytest.raises(OSError, match="directory"):
        replace_text(tmp_path / "links.csv", "id\n")

    assert [path.name for path in tmp_path.iterdir()] == ["links.csv"]


class Link(BaseModel):
    """A small model with one field of each sort of fault."""

    id: str = Field(min_length=2)
    km: float = Field(gt=0)
    kind: Literal["road", "rail"]


def faults(cells: dict[str, str]) -> dict[str, tuple[str, str]]:
    row = Row(7, cells)
    with pytest.raises(ValidationError) as caught:
        Link.model_validate(row.filled())
    problems = row_problems(caught.value, "links.csv", row)
    assert {(problem.file, problem.line) for problem in problems} == {("links.csv", 7)}
    return {problem.field: (problem.found, problem.expected) for problem in problems}


def test_every_fault_of_a_row_is_told_in_plain_words() -> None:
    found = faults({"id": "a", "km": "-3", "kind": "raod"})

    assert found == {
        "id": ("'a'", "text of at least 2 characters"),
        "km": ("'-3'", "more than 0.0"),
        "kind": ("'raod'", "'road' or 'rail' (did you mean 'road'?)"),
    }


def test_an_empty_cell_is_called_so() -> None:
    assert faults({"id": "aa", "km": "", "kind": "road"}) == {"km": ("an empty cell", "a value")}


def test_a_long_cell_is_cut_in_the_message() -> None:
    found, _ = faults({"id": "aa", "km": "9x" * 500, "kind": "road"})["km"]

    assert len(found) < 100
