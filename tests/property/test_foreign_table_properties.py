"""Laws of reading other people's tables that hold for every table."""

import random
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corridor.errors import InputError
from corridor.formats import ForeignTable, detect
from corridor.formats.layout import layouts
from tests.foreign_tables import CSV_TABLES, DATA, read, rows_of, write

names = st.sampled_from(CSV_TABLES)


def said(table: ForeignTable) -> tuple[object, ...]:
    """What a table says, apart from its file and where its rows stand."""
    claims = tuple(claim.model_copy(update={"document": ""}) for claim in table.claims)
    return table.counts, table.events, claims, len(table.problems), len(table.skipped)


def without_tags(rows: list[list[str]]) -> list[list[str]]:
    return [row for row in rows if not any(cell.startswith("#") for cell in row)]


@settings(max_examples=40)
@given(name=names, order=st.randoms(use_true_random=False))
def test_the_order_of_the_columns_makes_no_difference(name: str, order: random.Random) -> None:
    rows = rows_of(name)
    columns = list(range(len(rows[0])))
    order.shuffle(columns)

    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / name, [[row[at] for at in columns] for row in rows])
        assert said(read(path)) == said(read(DATA / name))


@settings(max_examples=100)
@given(name=names, data=st.data())
def test_a_renamed_column_is_named_in_the_error(name: str, data: st.DataObject) -> None:
    rows = rows_of(name)
    at = data.draw(st.integers(0, len(rows[0]) - 1))
    old = rows[0][at]
    change = data.draw(st.sampled_from([str.swapcase, "{}_".format, "x{}".format, "{} 2".format]))
    header = [*rows[0][:at], change(old), *rows[0][at + 1 :]]

    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / name, [header, *rows[1:]])
        with pytest.raises(InputError) as raised:
            detect(path)

    assert [problem.field for problem in raised.value.problems] == [old]
    assert f"did you mean {header[at]!r}?" in str(raised.value)


@settings(max_examples=60)
@given(name=names, data=st.data())
def test_a_missing_column_that_is_needed_is_named_in_the_error(
    name: str, data: st.DataObject
) -> None:
    rows = rows_of(name)
    layout = next(layout for layout in layouts() if layout.format == detect(DATA / name))
    column = data.draw(st.sampled_from([column for column in layout.columns if column.needed]))
    at = rows[0].index(column.name)

    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / name, [[*row[:at], *row[at + 1 :]] for row in rows])
        with pytest.raises(InputError) as raised:
            detect(path)

    assert [problem.field for problem in raised.value.problems] == [column.name]


@settings(max_examples=40)
@given(name=names, tags=st.data())
def test_a_row_of_hxl_tags_after_the_header_is_skipped(name: str, tags: st.DataObject) -> None:
    header, *rows = without_tags(rows_of(name))
    tag = st.sampled_from(["", "#affected+idps", "#date+reported", "#adm1 +code", " #loc"])
    row = tags.draw(st.lists(tag, min_size=len(header), max_size=len(header)).filter(any))
    blank = [[""]] * tags.draw(st.integers(0, 2))

    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder) / name, [header, *blank, row, *rows])
        table = read(path)
        assert said(table) == said(read(DATA / name))
        assert any("HXL" in note for note in table.notes)


@settings(max_examples=60)
@given(name=names, data=st.data())
def test_a_damaged_cell_spoils_one_record_at_most(name: str, data: st.DataObject) -> None:
    rows = without_tags(rows_of(name))
    row = data.draw(st.integers(1, len(rows) - 1))
    at = data.draw(st.integers(0, len(rows[0]) - 1))
    rows[row][at] = data.draw(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12))

    with tempfile.TemporaryDirectory() as folder:
        table = read(write(Path(folder) / name, rows))

    assert table.rows == len(rows) - 1
    assert len(table.problems) <= len(read(DATA / name).problems) + 1
