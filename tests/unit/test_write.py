"""Single changes in the files of a scenario: the rest stays byte for byte."""

from pathlib import Path

import pytest

from corridor.errors import ScenarioError
from corridor.parameters.yaml_text import YamlPath
from corridor.scenario.write import cell_changed, rows_added, yaml_changed

NEW = "{from: [a, b]}"


@pytest.mark.parametrize(
    ("text", "path", "changed"),
    [
        pytest.param("a: 1  # one\nb: 2\n", ("a",), f"a: {NEW}  # one\nb: 2\n", id="comment"),
        pytest.param("b: {c: 1, d: 2}\n", ("b", "c"), f"b: {{c: {NEW}, d: 2}}\n", id="flow"),
        pytest.param(
            "b:\n  c:\n    normal:\n      interval: [1,\n        2]\n\n  # next\n  d: 2\n",
            ("b", "c"),
            f"b:\n  c:\n    {NEW}\n\n  # next\n  d: 2\n",
            id="block",
        ),
        pytest.param(
            "l:\n- x: 1\n- x: 'two'\n", ("l", 1, "x"), f"l:\n- x: 1\n- x: {NEW}\n", id="list"
        ),
        pytest.param("\ufeffa: 1\r\nb: 2\r\n", ("a",), f"\ufeffa: {NEW}\r\nb: 2\r\n", id="BOM"),
        pytest.param("a: name", ("a",), f"a: {NEW}", id="no line end"),
    ],
)
def test_a_value_in_yaml_is_replaced_and_nothing_else(
    text: str, path: YamlPath, changed: str
) -> None:
    assert yaml_changed(text, path, NEW) == changed


@pytest.mark.parametrize(
    ("text", "path"),
    [("a: 1\n", ("b",)), ("a:\nb: 1\n", ("a",)), ("l: [1]\n", ("l", 3))],
    ids=["no key", "no value", "no item"],
)
def test_a_value_that_is_not_there_is_not_replaced(text: str, path: YamlPath) -> None:
    with pytest.raises(ScenarioError, match="the scenario was not changed"):
        yaml_changed(text, path, NEW)


TABLE = 'note,id\r\n\r\n"a, b",one\r\nplain,  two\r\n\r\n'


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_bytes(TABLE.encode())
    return path


def test_a_cell_is_replaced_and_the_other_rows_keep_their_text(table: Path) -> None:
    changed = cell_changed(table, ("id", "note"), (), ("one", "note"), NEW)

    assert changed == TABLE.replace('"a, b"', f'"{NEW}"')


def test_rows_are_added_in_the_columns_and_with_the_line_ends_of_the_table(table: Path) -> None:
    table.write_bytes(TABLE.rstrip("\r\n").encode())

    added = rows_added(table, ("id", "note"), (), [{"id": "three", "note": 'x, "y"'}])

    assert added == TABLE.rstrip("\r\n") + '\r\n"x, ""y""",three\r\n'


@pytest.mark.parametrize(
    ("spot", "message"),
    [
        (("three", "note"), "found 'three', expected the id of a row"),
        (("one", "size"), "a column 'size'"),
    ],
    ids=["row", "column"],
)
def test_a_cell_that_is_not_there_is_named(
    table: Path, spot: tuple[str, str], message: str
) -> None:
    with pytest.raises(ScenarioError, match=message):
        cell_changed(table, ("id", "note"), (), spot, NEW)
