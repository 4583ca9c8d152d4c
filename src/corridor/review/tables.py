"""Rows of a scenario's tables, and its settings, changed by a person: all at once or not at all."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from corridor.errors import InputError, LedgerError, Problem
from corridor.review.changes import NOTHING_CHANGED
from corridor.review.desk import KIND_OF_ROW, Desk, open_desk
from corridor.review.entry import Entry
from corridor.review.fields import Field, fields_of_model
from corridor.review.numbers import (
    NUMBERS,
    PARAMETERS,
    number_fields,
    number_rows,
    numbers_text,
    parameter_fields,
    parameter_rows,
    parameters_text,
)
from corridor.review.revise import Step, check_result, revise
from corridor.scenario.fields import Part
from corridor.scenario.load import columns
from corridor.scenario.parts import Count, Event, Lift, Link, Place, Supply
from corridor.scenario.uses import (
    COUNTS_FILE,
    LIFTS_FILE,
    LINKS_FILE,
    NUMBER_FIELDS,
    PLACES_FILE,
    SUPPLIES_FILE,
    TIMELINE_FILE,
    YAML_FILE,
)
from corridor.scenario.write import rows_changed, yaml_changed
from corridor.table import row_text, scan_table

#: The tables whose rows may be changed, and what a row of each is.
TABLES: Mapping[str, tuple[str, type[Part]]] = {
    "places": (PLACES_FILE, Place),
    "links": (LINKS_FILE, Link),
    "timeline": (TIMELINE_FILE, Event),
    "counts": (COUNTS_FILE, Count),
    "supplies": (SUPPLIES_FILE, Supply),
    "lifts": (LIFTS_FILE, Lift),
}


class _OfYaml(NamedTuple):
    """A table that stands in ``scenario.yaml``."""

    fields: Callable[[], tuple[Field, ...]]
    rows: Callable[[Desk], tuple[Mapping[str, str], ...]]
    text: Callable[[Desk, str, Sequence["RowChange"]], str]
    kind: str


_OF_YAML: Mapping[str, _OfYaml] = {
    NUMBERS: _OfYaml(number_fields, number_rows, numbers_text, "number"),
    PARAMETERS: _OfYaml(parameter_fields, parameter_rows, parameters_text, "parameter"),
}

#: All tables, those that stand in ``scenario.yaml`` among them.
TABLE_NAMES = (*TABLES, *_OF_YAML)

_NUMBERS_OF_EVENTS = ("value", "delay_hours")

#: Files that a scenario need not have.
_MAY_LACK = (SUPPLIES_FILE, LIFTS_FILE)

#: Settings that may be changed, with words for each; those that are text are written with quotes.
SETTINGS: Mapping[str, str] = {
    "title": "Title for reports.",
    "time_zone": "Time zone for bare dates and for printed times, such as Asia/Yerevan.",
    "start": "When the simulation starts, with its offset from UTC.",
    "as_of": "As-of time of the forecast where none is asked for, with its offset from UTC.",
    "horizon_days": "Days that the forecast reaches beyond its as-of time.",
    "sensitivity": "Who may see it: public, restricted, confidential or strict.",
    "onward": "Moves from one reception place to others, as YAML on one line; [] for none.",
}

_AS_THEY_STAND = ("horizon_days", "onward")


@dataclass(frozen=True)
class RowChange:
    """One change of a table: other cells of the row ``id``, a new row (no id), or none any more.

    ``cells`` maps columns to texts; those that are not given stay as they are. None removes the
    row.
    """

    table: str
    id: str | None
    cells: Mapping[str, str] | None


def fields_of(table: str) -> tuple[Field, ...]:
    """The columns of a table, with what each means."""
    if table in _OF_YAML:
        return _OF_YAML[table].fields()
    file, model = TABLES[table]
    return fields_of_model(
        model, NUMBER_FIELDS.get(file, _NUMBERS_OF_EVENTS if model is Event else ())
    )


def rows_of(desk: Desk, table: str) -> tuple[Mapping[str, str], ...]:
    """The cells of each row of a table, as they stand in the file.

    Raises
    ------
    LedgerError
        When the table cannot be read.
    """
    if table in _OF_YAML:
        return _OF_YAML[table].rows(desk)
    file, model = TABLES[table]
    if file in _MAY_LACK and not (desk.folder / file).exists():
        return ()
    read = scan_table(desk.folder / file, columns(model), optional=model.optional_columns)
    if read.problems:
        raise LedgerError(f"{file} has problems:", read.problems)
    return tuple(row.cells for row in read.rows)


def settings_of(desk: Desk) -> Mapping[str, str]:
    """The settings that may be changed, as texts."""
    data = desk.draft.document.data if desk.draft.document else {}
    given = data if isinstance(data, Mapping) else {}
    return {
        name: value if isinstance(value := given.get(name, ""), str) else json.dumps(value)
        for name in SETTINGS
    }


def change_rows(
    folder: Path | str,
    changes: Sequence[RowChange],
    settings: Mapping[str, str],
    *,
    by: str = "",
    seen: int | None = None,
) -> Entry:
    """Change rows of tables, and settings: everything in one step, or with any fault nothing.

    Raises
    ------
    InputError
        With every fault that the scenario would have.
    ConflictError
        When one of the rows or settings was changed after ``seen``.
    """
    return revise(folder, lambda desk: _step(desk, changes, settings), by=by, seen=seen)


def faults_of_change(
    folder: Path | str, changes: Sequence[RowChange], settings: Mapping[str, str]
) -> tuple[Problem, ...]:
    """What the scenario's checks would say of these changes; nothing is written."""
    desk = open_desk(folder)
    try:
        check_result(desk, _step(desk, changes, settings))
    except InputError as error:
        return error.problems or (Problem("", 0, 0, "", "", str(error)),)
    return ()


def _step(desk: Desk, changes: Sequence[RowChange], settings: Mapping[str, str]) -> Step:
    if not changes and not settings:
        raise LedgerError("there is nothing to change")
    texts: dict[str, str | None] = {}
    for table in dict.fromkeys(change.table for change in changes if change.table in TABLES):
        file, model = TABLES[table]
        own = [change for change in changes if change.table == table]
        texts[file] = _table_text(desk.folder / file, model, own)
    yaml = _yaml_text(desk, changes, settings)
    if yaml is not None:
        texts[YAML_FILE] = yaml
    return Step("change", tuple(_ids(changes, settings)), texts)


def _yaml_text(desk: Desk, changes: Sequence[RowChange], settings: Mapping[str, str]) -> str | None:
    """The new text of ``scenario.yaml``; None where nothing in it is changed."""
    own = {
        name: [change for change in changes if change.table == name]
        for name in _OF_YAML
        if any(change.table == name for change in changes)
    }
    if not own and not settings:
        return None
    text = (desk.folder / YAML_FILE).read_bytes().decode()
    for name, wanted in own.items():
        text = _OF_YAML[name].text(desk, text, wanted)
    return _settings_text(YAML_FILE, text, settings) if settings else text


def _ids(changes: Sequence[RowChange], settings: Mapping[str, str]) -> Iterator[str]:
    for change in changes:
        kind = _kind_of(change.table)
        for id in dict.fromkeys((change.id, (change.cells or {}).get("id"))):
            if id:
                yield f"{kind}:{id}" if kind else id
    yield from (f"setting:{name}" for name in settings)


def _kind_of(table: str) -> str | None:
    return _OF_YAML[table].kind if table in _OF_YAML else KIND_OF_ROW.get(TABLES[table][0])


def _table_text(path: Path, model: type[Part], changes: Sequence[RowChange]) -> str:
    names, optional = columns(model), model.optional_columns
    new = [change.cells or {} for change in changes if change.id is None]
    old = {change.id: change.cells for change in changes if change.id is not None}
    problems = [
        Problem(path.name, 0, 0, "id", "a new row without an id", "a row with an id")
        for cells in new
        if not cells.get("id")
    ] + [
        Problem(path.name, 0, 0, name, repr(cell), "text without NUL characters")
        for change in changes
        for name, cell in (change.cells or {}).items()
        if "\x00" in cell
    ]
    if problems:
        raise LedgerError(NOTHING_CHANGED, problems)
    if path.name in _MAY_LACK and not path.exists():
        with TemporaryDirectory() as folder:
            fresh = Path(folder) / path.name
            fresh.write_text(row_text(names), encoding="utf-8")
            return rows_changed(fresh, names, optional, old, new)
    return rows_changed(path, names, optional, old, new)


def _settings_text(file: str, text: str, settings: Mapping[str, str]) -> str:
    for name, value in settings.items():
        if name not in SETTINGS:
            expected = f"one of {', '.join(SETTINGS)}"
            raise LedgerError(
                NOTHING_CHANGED, [Problem(file, 0, 0, name, "no such setting", expected)]
            )
        plain = value.strip() or '""'
        is_plain = name in _AS_THEY_STAND
        text = yaml_changed(
            text, (name,), plain if is_plain else json.dumps(value, ensure_ascii=False)
        )
    return text
