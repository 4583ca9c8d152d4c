"""Rows of a scenario's tables, and its settings, changed by a person: all at once or not at all."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from corridor.errors import InputError, LedgerError, Problem
from corridor.review.changes import NOTHING_CHANGED
from corridor.review.desk import KIND_OF_ROW, Desk, open_desk
from corridor.review.entry import Entry
from corridor.review.revise import Step, check_result, revise
from corridor.scenario.fields import Part
from corridor.scenario.load import columns
from corridor.scenario.parts import Count, Event, Link, Place
from corridor.scenario.uses import (
    COUNTS_FILE,
    LINKS_FILE,
    NUMBER_FIELDS,
    PLACES_FILE,
    TIMELINE_FILE,
    YAML_FILE,
)
from corridor.scenario.write import rows_changed, yaml_changed
from corridor.table import scan_table

#: The tables whose rows may be changed, and what a row of each is.
TABLES: Mapping[str, tuple[str, type[Part]]] = {
    "places": (PLACES_FILE, Place),
    "links": (LINKS_FILE, Link),
    "timeline": (TIMELINE_FILE, Event),
    "counts": (COUNTS_FILE, Count),
}

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


@dataclass(frozen=True)
class Field:
    """A column of a table as a form shows it; ``choices`` are the words that it may hold."""

    name: str
    needed: bool
    is_number: bool
    choices: tuple[str, ...]
    words: str


def fields_of(table: str) -> tuple[Field, ...]:
    """The columns of a table, with what each means."""
    file, model = TABLES[table]
    words = _words(model)
    return tuple(
        Field(
            name=info.alias or name,
            needed=info.is_required(),
            is_number=name in NUMBER_FIELDS.get(file, ()),
            choices=tuple(map(str, get_args(info.annotation)))
            if _is_choice(info.annotation)
            else (),
            words=words.get(name, ""),
        )
        for name, info in model.model_fields.items()
    )


def _is_choice(annotation: object) -> bool:
    words = get_args(annotation)
    return bool(words) and all(isinstance(word, str) for word in words)


def _words(model: type[Part]) -> dict[str, str]:
    """What the source of a model says below each of its fields."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(made, ast.ClassDef)  # noqa: S101 - the source of a class
    found = {}
    for field, below in zip(made.body, made.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[field.target.id] = " ".join(str(below.value.value).split())
    return found


def rows_of(folder: Path, table: str) -> tuple[Mapping[str, str], ...]:
    """The cells of each row of a table, as they stand in the file.

    Raises
    ------
    LedgerError
        When the table cannot be read.
    """
    file, model = TABLES[table]
    read = scan_table(folder / file, columns(model), optional=model.optional_columns)
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
    for table in dict.fromkeys(change.table for change in changes):
        file, model = TABLES[table]
        own = [change for change in changes if change.table == table]
        texts[file] = _table_text(desk.folder / file, model, own)
    if settings:
        texts[YAML_FILE] = _settings_text(desk.folder / YAML_FILE, settings)
    return Step("change", tuple(_ids(changes, settings)), texts)


def _ids(changes: Sequence[RowChange], settings: Mapping[str, str]) -> Iterator[str]:
    for change in changes:
        kind = KIND_OF_ROW.get(TABLES[change.table][0])
        for id in dict.fromkeys((change.id, (change.cells or {}).get("id"))):
            if id:
                yield f"{kind}:{id}" if kind else id
    yield from (f"setting:{name}" for name in settings)


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
    return rows_changed(path, names, optional, old, new)


def _settings_text(path: Path, settings: Mapping[str, str]) -> str:
    text = path.read_bytes().decode()
    for name, value in settings.items():
        if name not in SETTINGS:
            expected = f"one of {', '.join(SETTINGS)}"
            raise LedgerError(
                NOTHING_CHANGED, [Problem(path.name, 0, 0, name, "no such setting", expected)]
            )
        plain = value.strip() or '""'
        is_plain = name in _AS_THEY_STAND
        text = yaml_changed(
            text, (name,), plain if is_plain else json.dumps(value, ensure_ascii=False)
        )
    return text
