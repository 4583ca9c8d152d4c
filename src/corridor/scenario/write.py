"""Single changes in the files of a scenario; everything else in them stays byte for byte."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from corridor.errors import Problem, ScenarioError, near_match
from corridor.parameters.yaml_text import (
    Plain,
    YamlPath,
    entry_span,
    inline,
    mapping_spot,
    read_yaml,
    value_span,
)
from corridor.scenario.uses import YAML_FILE
from corridor.table import BYTE_ORDER_MARK, Table, row_text, scan_table


def rows_added(
    path: Path, columns: Sequence[str], optional: Collection[str], rows: Iterable[Mapping[str, str]]
) -> str:
    """The text of a table with rows added at its end.

    What stands in it is kept as it is, unless a row fills an optional column that it does not have.

    Raises
    ------
    ScenarioError
        When the table has faults.
    """
    return rows_changed(path, columns, optional, {}, rows)


def cell_changed(
    path: Path, columns: Sequence[str], optional: Iterable[str], spot: tuple[str, str], cell: str
) -> str:
    """The text of a table with another text in one cell; ``spot`` is the row's id and the column.

    Raises
    ------
    ScenarioError
        When the table has faults, or not this row or column.
    """
    table = _table(path, columns, optional)
    id, column = spot
    if column not in table.columns:
        expected = f"a column {column!r} in the first line"
        raise _fault(path, 1, column, "no such column", expected)
    if all(row.cells["id"] != id for row in table.rows):
        raise _fault(path, 0, "id", repr(id), "the id of a row")
    parts = [table.head]
    for row in table.rows:
        if row.cells["id"] == id:
            cells = {**row.cells, column: cell}
            blank = row.text[: len(row.text) - len(row.text.lstrip("\r\n"))]
            end = _line_end(table) if row.text.endswith(("\n", "\r")) else ""
            parts.append(blank + row_text((cells[name] for name in table.columns), end))
        else:
            parts.append(row.text)
    return "".join([*parts, table.tail])


def rows_changed(
    path: Path,
    columns: Sequence[str],
    optional: Collection[str],
    changes: Mapping[str, Mapping[str, str] | None],
    added: Iterable[Mapping[str, str]] = (),
) -> str:
    """The text of a table with other cells in the rows of these ids, or without them (None).

    Rows that are ``added`` stand at its end. Cells that are not given stay as they are, and so do
    all other rows, unless a cell fills an optional column that the table does not have.

    Raises
    ------
    ScenarioError
        When the table has faults, or not one of these rows or columns.
    """
    table = _table(path, columns, optional)
    known, new = {row.cells["id"] for row in table.rows}, list(added)
    for id in changes:
        if id not in known:
            raise _fault(path, 0, "id", repr(id), f"the id of a row{near_match(id, known)}")
    given = {
        name: cell for cells in (*changes.values(), *new) if cells for name, cell in cells.items()
    }
    for name in given:
        if name not in columns:
            raise _fault(path, 0, name, "no such column", f"one of {', '.join(columns)}")
    missing = {
        name
        for cells in (*changes.values(), *new)
        for name, cell in (cells or {}).items()
        if cell and name not in table.columns
    }
    names, end = (*table.columns, *sorted(missing)), _line_end(table)
    parts = [row_text(names, end) if missing else table.head]
    for row in table.rows:
        cells = changes.get(row.cells["id"], {})
        if cells is None:
            continue
        if cells or missing:
            whole = {**row.cells, **cells}
            parts.append(row_text((whole.get(name, "") for name in names), end))
        else:
            parts.append(row.text)
    parts.append(table.tail)
    text = "".join(parts)
    if new and not text.endswith(("\n", "\r")):
        text += end
    return text + "".join(row_text((row.get(name, "") for name in names), end) for row in new)


def yaml_changed(text: str, path: YamlPath, value: str) -> str:
    """The text of a YAML file with another value, written on one line, at one path.

    Raises
    ------
    ScenarioError
        When nothing stands at the path, or something else would change with it.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(BYTE_ORDER_MARK)
    span = value_span(body, path)
    before, _ = read_yaml(body)
    where = ".".join(map(str, path))
    if span is None or before is None:
        raise _fault(Path(YAML_FILE), 0, where, "nothing", "a value to replace")
    changed = body[: span[0]] + value + body[span[1] :]
    after, faults = read_yaml(changed)
    wanted, _ = read_yaml(value)
    if faults or not after or not wanted or after.data != _set(before.data, path, wanted.data):
        line = before.mark(path).line
        raise _fault(Path(YAML_FILE), line, where, "a value in several lines", "one on one line")
    return mark + changed


def yaml_entry_put(text: str, path: YamlPath, value: str) -> str:
    """As :func:`yaml_changed`, also where nothing stands at the path yet.

    Raises
    ------
    ScenarioError
        When something else would change with it.
    """
    mark, body, data = _parts(text)
    if value_span(body, path) is not None:
        return yaml_changed(text, path, value)
    parent, key = path[:-1], str(path[-1])
    spot = mapping_spot(body, parent)
    if spot is None:
        entry = f"{{{key}: {value}}}"
        return yaml_entry_put(text, parent, entry) if parent else text
    at, column, is_flow = spot
    if is_flow:
        changed = f"{body[:at].rstrip()}, {key}: {value}{body[at:]}"
    else:
        is_open = not body[:at].endswith("\n")
        at = body.find("\n", at) if is_open and "\n" in body[at:] else len(body) if is_open else at
        line = f"{' ' * column}{key}: {value}"
        changed = body[:at] + (f"\n{line}" if is_open else f"{line}\n") + body[at:]
    _check_changed(changed, _put_in(data, path, _read(value)), path)
    return mark + changed


def yaml_entry_removed(text: str, path: YamlPath) -> str:
    """The text of a YAML file without the entry at a path; where there is none, as it is.

    Raises
    ------
    ScenarioError
        When something else would change with it.
    """
    mark, body, data = _parts(text)
    if value_span(body, path) is None:
        return text
    span = entry_span(body, path)
    if span is None:
        rest = _without(data, path)
        for step in path[:-1]:
            rest = rest[step]  # type: ignore[index]
        return yaml_changed(text, path[:-1], inline(rest))
    changed = body[: span[0]] + body[span[1] :]
    _check_changed(changed, _without(data, path), path)
    return mark + changed


def _parts(text: str) -> tuple[str, str, Plain]:
    """The byte order mark of a text or nothing, the rest, and what it says."""
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(BYTE_ORDER_MARK)
    return mark, body, _read(body)


def _read(text: str) -> Plain:
    document, faults = read_yaml(text)
    if faults or document is None:
        raise _fault(Path(YAML_FILE), 0, "", repr(text[:80]), "YAML that can be read")
    return document.data


def _check_changed(text: str, wanted: Plain, path: YamlPath) -> None:
    after, faults = read_yaml(text)
    if faults or after is None or after.data != wanted:
        where = ".".join(map(str, path))
        expected = "each entry on a line of its own (change this one in the file)"
        raise _fault(Path(YAML_FILE), 0, where, "another layout", expected)


def _put_in(data: Plain, path: YamlPath, value: Plain) -> Plain:
    if not path:
        return value
    inner = data if isinstance(data, dict) else {}
    return {**inner, str(path[0]): _put_in(inner.get(str(path[0])), path[1:], value)}


def _without(data: Plain, path: YamlPath) -> Plain:
    if not isinstance(data, dict):
        return data
    step, *rest = path
    if rest:
        return {**data, str(step): _without(data[str(step)], tuple(rest))}
    return {key: value for key, value in data.items() if key != step}


def _set(data: Plain, path: YamlPath, value: Plain) -> Plain:
    """The data with another value at a path."""
    if not path:
        return value
    step, *rest = path
    if isinstance(data, dict):
        return {**data, str(step): _set(data[str(step)], tuple(rest), value)}
    if isinstance(data, list):
        return [_set(x, tuple(rest), value) if i == step else x for i, x in enumerate(data)]
    return data


def _table(path: Path, columns: Sequence[str], optional: Iterable[str]) -> Table:
    table = scan_table(path, columns, optional=frozenset(optional))
    if table.problems:
        raise ScenarioError(f"{path.name} has problems:", table.problems)
    return table


def _line_end(table: Table) -> str:
    return "\r\n" if table.head.endswith("\r\n") else "\n"


def _fault(path: Path, line: int, field: str, found: str, expected: str) -> ScenarioError:
    return ScenarioError(
        "the scenario was not changed:", [Problem(path.name, line, 0, field, found, expected)]
    )
