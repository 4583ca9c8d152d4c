"""The numbers of ``scenario.yaml`` as two tables: settings that are numbers, and parameters."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol, get_args

from corridor.errors import LedgerError, Problem, near_match
from corridor.parameters.yaml_text import Plain, YamlPath, inline, read_yaml
from corridor.review.changes import NOTHING_CHANGED
from corridor.review.desk import Desk
from corridor.review.fields import Field, fields_of_model, words_of
from corridor.scenario.behaviour import Counting, Destination, Group, Leaving, Mode
from corridor.scenario.fields import Part, Unit
from corridor.scenario.parts import Parameter
from corridor.scenario.schema import Settings
from corridor.scenario.uses import YAML_FILE, settings_entries
from corridor.scenario.write import yaml_entry_put, yaml_entry_removed

NUMBERS, PARAMETERS = "numbers", "parameters"

_DRIVERS: YamlPath = ("leaving", "drivers")

#: Columns of a parameter whose cells stand in the file as they are; all others are texts.
_AS_THEY_STAND = ("value", "min", "max")

_MODELS: Mapping[str, type[Part]] = {
    "leaving": Leaving,
    "groups": Group,
    "modes": Mode,
    "destination": Destination,
    "counting": Counting,
}


class Change(Protocol):
    """A change of a row: its id (None for a new one), and other cells (None removes it)."""

    @property
    def id(self) -> str | None:
        """The id of the row."""

    @property
    def cells(self) -> Mapping[str, str] | None:
        """Its other cells."""


def number_fields() -> tuple[Field, ...]:
    """The columns of the settings that are numbers."""
    words = (
        "Where it stands in scenario.yaml. A new one is the name of a driver of leaving: threat, "
        "control, deprivation, others_gone, or one that events set."
    )
    value = "What is believed about it, or the name of a parameter; empty where it is not used."
    return (
        Field("id", needed=True, is_number=False, choices=(), words=words),
        Field("value", needed=False, is_number=True, choices=(), words=value),
    )


def parameter_fields() -> tuple[Field, ...]:
    """The columns of parameters; the name is the id."""
    hidden = {"default"}
    return tuple(
        Field(
            "id" if field.name == "name" else field.name,
            field.needed,
            field.name == "value",
            get_args(Unit) if field.name == "unit" else field.choices,
            field.words,
        )
        for field in fields_of_model(Parameter, ())
        if field.name not in hidden
    )


def number_rows(desk: Desk) -> tuple[Mapping[str, str], ...]:
    """Each number that the settings have or may have, with its unit and what it means."""
    data = _data(desk)
    return tuple(
        {
            "id": ".".join(map(str, path)),
            "value": inline(_at(data, path)),
            "unit": unit,
            "words": _words(path),
        }
        for path, unit in _paths(desk)
    )


def parameter_rows(desk: Desk) -> tuple[Mapping[str, str], ...]:
    """Each parameter; ``default`` says of those of the package's table that they are."""
    bodies = _at(_data(desk), (PARAMETERS,))
    given = bodies if isinstance(bodies, dict) else {}
    names = [field.name for field in parameter_fields() if field.name != "id"]
    rows = []
    for name, body in given.items():
        whole = _whole(desk, name, body)
        cells = {key: _cell(key, whole.get(key)) for key in names}
        is_default = "yes" if body == {"default": True} else ""
        rows.append({"id": name, **cells, "default": is_default})
    return tuple(rows)


def numbers_text(desk: Desk, text: str, changes: Sequence[Change]) -> str:
    """The text of ``scenario.yaml`` with other numbers in its settings.

    Raises
    ------
    LedgerError
        For a number that is not there, or a value that is not YAML on one line.
    ScenarioError
        When the change would disturb what stands around it.
    """
    known = {".".join(map(str, path)): path for path, _ in _paths(desk)}
    for change in changes:
        cells = change.cells or {}
        name = change.id if change.id is not None else cells.get("id", "")
        path = known.get(name)
        if path is None and change.id is None and name and "." not in name:
            path = (*_DRIVERS, name)
        if path is None:
            raise _fault(name, "no such number", f"one that is there{near_match(name, known)}")
        value = cells.get("value", "").strip()
        if change.cells is not None and "value" not in cells:
            continue
        text = _put(text, path, value)
    return text


def parameters_text(desk: Desk, text: str, changes: Sequence[Change]) -> str:
    """The text of ``scenario.yaml`` with other parameters.

    Raises
    ------
    LedgerError
        For a parameter that is not there, or is there already, or a column that none has.
    ScenarioError
        When the change would disturb what stands around it.
    """
    bodies = _at(_data(desk), (PARAMETERS,))
    known = bodies if isinstance(bodies, dict) else {}
    columns = [field.name for field in parameter_fields()]
    for change in changes:
        name = change.id if change.id is not None else (change.cells or {}).get("id", "")
        path: YamlPath = (PARAMETERS, name)
        if (name in known) != (change.id is not None) or not name:
            expected = "a name of its own" if change.id is None else "the name of a parameter"
            raise _fault(PARAMETERS, repr(name), f"{expected}{near_match(name, known)}")
        if change.cells is None:
            text = yaml_entry_removed(text, path)
            continue
        cells = {key: cell.strip() for key, cell in change.cells.items() if key != "id"}
        for key in cells:
            if key not in columns:
                raise _fault(f"{name}.{key}", "no such entry", f"one of {', '.join(columns[1:])}")
        body = known.get(name)
        if change.id is None or not isinstance(body, dict) or "default" in body:
            whole = {key: _cell(key, value) for key, value in _whole(desk, name, body).items()}
            text = yaml_entry_put(text, path, _body({**whole, **cells}, name))
        else:
            for key, cell in cells.items():
                text = _put(text, (*path, key), _written(key, cell))
    return text


def _put(text: str, path: YamlPath, value: str) -> str:
    if not value:
        return yaml_entry_removed(text, path)
    _check_value(".".join(map(str, path)), value)
    return yaml_entry_put(text, path, value)


def _body(cells: Mapping[str, str], name: str) -> str:
    filled = {key: _written(key, cell) for key, cell in cells.items() if cell}
    for key, value in filled.items():
        _check_value(f"{PARAMETERS}.{name}.{key}", value)
    return "{" + ", ".join(f"{key}: {value}" for key, value in filled.items()) + "}"


def _written(key: str, cell: str) -> str:
    return cell if key in _AS_THEY_STAND or not cell else json.dumps(cell, ensure_ascii=False)


def _cell(key: str, value: Plain) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return inline(value) if key in _AS_THEY_STAND or not isinstance(value, str) else value


def _check_value(field: str, value: str) -> None:
    """See that a value is YAML that ends where it should, in braces too."""
    document, faults = read_yaml(f"{{a: {value}}}")
    alone, others = read_yaml(value)
    whole = document.data if document else None
    if faults or others or not alone or "\n" in value or whole != {"a": alone.data}:
        raise _fault(field, repr(value), "a number, a distribution, or a name, on one line")


def _whole(desk: Desk, name: str, body: Plain) -> dict[str, Plain]:
    """What a parameter says, that of the package's table where it is taken from there."""
    if isinstance(body, dict) and "default" not in body:
        return body
    parameter = desk.draft.parameter.get(name)
    if body is None or parameter is None:
        return {}
    number = parameter.number.model_dump(exclude_none=True, mode="json")
    published = parameter.published.isoformat()[:10] if parameter.published else None
    return {
        "value": number["value"] if set(number) == {"value"} else number,
        "unit": parameter.unit,
        "min": parameter.min,
        "max": parameter.max,
        "published": published,
        "source": parameter.source,
        "reason": parameter.reason,
        "certainty": parameter.certainty,
    }


def _paths(desk: Desk) -> Iterator[tuple[YamlPath, str]]:
    if desk.draft.settings is None:
        return
    for path, _, unit in settings_entries(desk.draft.settings):
        yield path, unit


def _words(path: YamlPath) -> str:
    """What a setting means, from the source of its model."""
    model = _MODELS.get(str(path[0]))
    words = words_of(model or Settings)
    fields = [str(step) for step in (path[1:] if model else path)]
    return next((words[field] for field in reversed(fields) if field in words), "")


def _data(desk: Desk) -> Plain:
    return desk.draft.document.data if desk.draft.document else None


def _at(data: Plain, path: YamlPath) -> Plain:
    for step in path:
        data = data.get(str(step)) if isinstance(data, dict) else None
    return data


def _fault(field: str, found: str, expected: str) -> LedgerError:
    return LedgerError(NOTHING_CHANGED, [Problem(YAML_FILE, 0, 0, field, found, expected)])
