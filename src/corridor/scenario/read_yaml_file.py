"""``scenario.yaml`` read entry by entry, so that a fault in one does not hide those in others."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from corridor.errors import Problem, near_match
from corridor.parameters.defaults import default_priors
from corridor.parameters.number import NAME_PATTERN
from corridor.parameters.yaml_text import Plain, YamlDocument, YamlPath, read_yaml
from corridor.scenario.behaviour import Counting, Destination, Group, Leaving, Mode, Onward, RunUp
from corridor.scenario.draft import Given, shown
from corridor.scenario.fields import Part
from corridor.scenario.parts import Parameter
from corridor.scenario.schema import Settings, read_zone
from corridor.scenario.uses import YAML_FILE

_Model = TypeVar("_Model", bound=Part)

_PARAMETERS, _ONWARD = "parameters", "onward"
_UTC = ZoneInfo("UTC")


@dataclass
class YamlPart:
    """What could be read of ``scenario.yaml``, and the faults of what could not."""

    zone: ZoneInfo = _UTC
    settings: Settings | None = None
    parameters: list[Parameter] = field(default_factory=list)
    onward: list[tuple[int, Onward]] = field(default_factory=list)
    given: list[Given] = field(default_factory=list)
    drivers: frozenset[str] | None = None
    document: YamlDocument | None = None
    problems: list[Problem] = field(default_factory=list)
    is_complete: bool = False
    unread: set[YamlPath] = field(default_factory=set)


def read_yaml_file(path: Path) -> YamlPart:
    """Everything in ``scenario.yaml`` that can be read; nothing is raised."""
    part = YamlPart()
    text = _text(path, part.problems)
    if text is None:
        return part
    part.document, faults = read_yaml(text)
    for fault in faults:
        where = ".".join(str(step) for step in fault.path)
        part.problems.append(Problem(YAML_FILE, *fault.mark, where, fault.found, fault.expected))
        part.unread.add(fault.path)
    if part.document is None:
        return part
    if not isinstance(part.document.data, dict):
        found = "an empty file" if part.document.data is None else shown(part.document.data)
        part.problems.append(
            Problem(YAML_FILE, 1, 1, "", found, "a mapping that begins with 'schema: 1'")
        )
        return part
    part.is_complete = not faults
    _read_entries(part, part.document.data)
    return part


def _text(path: Path, problems: list[Problem]) -> str | None:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        found = f"byte 0x{fault.object[fault.start]:02X}"
        problems.append(Problem(YAML_FILE, line, 0, "", found, "text in UTF-8"))
    except FileNotFoundError:
        problems.append(Problem(YAML_FILE, 0, 0, "", "no such file", "a YAML file"))
    except OSError as fault:
        found = str(fault.strerror).lower()
        problems.append(Problem(YAML_FILE, 0, 0, "", found, "a YAML file that can be read"))
    return None


def _read_entries(part: YamlPart, data: dict[str, Plain]) -> None:
    # A bad zone is reported with the settings; until it is mended, bare dates count in UTC.
    try:
        part.zone = read_zone(data.get("time_zone"))
    except ValueError:
        part.zone = _UTC
    settings = {key: value for key, value in data.items() if key not in (_PARAMETERS, _ONWARD)}
    part.settings = _validated(part, Settings, settings, ())
    part.drivers = _drivers(part, data.get("leaving"))
    _read_parameters(part, data.get(_PARAMETERS))
    _read_onward(part, data.get(_ONWARD))


def _drivers(part: YamlPart, leaving: Plain) -> frozenset[str] | None:
    """Names of all drivers, or None where a fault hides them."""
    if part.settings is not None:
        return frozenset(part.settings.leaving.drivers)
    drivers = leaving.get("drivers") if isinstance(leaving, dict) else None
    return frozenset(drivers) if isinstance(drivers, dict) else None


def _read_parameters(part: YamlPart, bodies: Plain) -> None:
    if bodies is not None and not isinstance(bodies, dict):
        _fault(part, (_PARAMETERS,), shown(bodies), "a mapping from names to parameters")
        part.is_complete = False
        return
    for name, body in (bodies or {}).items():
        part.given.append(Given(name, _line(part, (_PARAMETERS, name))))
        parameter = _read_parameter(part, name, body)
        if parameter is not None:
            part.parameters.append(parameter)


def _read_parameter(part: YamlPart, name: str, body: Plain) -> Parameter | None:
    path = (_PARAMETERS, name)
    if not isinstance(body, dict):
        _fault(part, path, shown(body), "a mapping with value, unit, source, reason and certainty")
    elif "default" in body:
        if body == {"default": True}:
            return _default(part, name)
        _fault(part, (*path, "default"), shown(body["default"]), "'default: true' and nothing else")
    elif "name" in body:
        _fault(part, (*path, "name"), "the key 'name'", "no such key: the name stands before it")
    else:
        return _validated(part, Parameter, {**body, "name": name}, path)
    return None


def _default(part: YamlPart, name: str) -> Parameter | None:
    priors = default_priors()
    if name not in priors:
        expected = f"one of the package's default priors{near_match(name, priors)}"
        _fault(part, (_PARAMETERS, name), repr(name), f"{expected}: {', '.join(priors)}")
        return None
    prior = priors[name]
    body = {
        **prior.model_dump(include={"name", "unit", "min", "max", "source", "reason"}),
        "value": prior.value,
        "published": prior.published.isoformat(),
        "certainty": "assumed" if prior.trust == "assumed" else "sourced",
        "default": True,
    }
    return Parameter.model_validate(body, context=part.zone)


def _read_onward(part: YamlPart, moves: Plain) -> None:
    if moves is not None and not isinstance(moves, list):
        _fault(part, (_ONWARD,), shown(moves), "a list of entries with from, stay_hours and shares")
        return
    for index, body in enumerate(moves or []):
        path = (_ONWARD, index)
        if not isinstance(body, dict):
            _fault(part, path, shown(body), "a mapping with from, stay_hours and shares")
            continue
        move = _validated(part, Onward, body, path)
        if move is not None:
            part.onward.append((index, move))


def _validated(
    part: YamlPart, model: type[_Model], body: Mapping[str, Plain], path: YamlPath
) -> _Model | None:
    try:
        return model.model_validate(dict(body), context=part.zone)
    except ValidationError as error:
        for fault in error.errors():
            # Tags of number forms are in angle brackets, mapping keys are followed by [key].
            steps = tuple(step for step in fault["loc"] if not _is_inner(step))
            _fault(part, (*path, *steps), _found(fault), _expected(fault, model, steps))
        return None


def _is_inner(step: str | int) -> bool:
    return isinstance(step, str) and (step.startswith("<") or step == "[key]")


def _fault(part: YamlPart, path: YamlPath, found: str, expected: str) -> None:
    if path in part.unread:
        # The text itself has a fault here, which is reported already.
        return
    mark = part.document.mark(path) if part.document else (0, 0)
    where = ".".join(str(step) for step in path)
    part.problems.append(Problem(YAML_FILE, *mark, where, found, expected))


def _line(part: YamlPart, path: YamlPath) -> int:
    return part.document.mark(path, at_key=True).line if part.document else 0


def _found(fault: ErrorDetails) -> str:
    if fault["type"] == "missing":
        return "nothing"
    if fault["type"] == "extra_forbidden":
        return f"the key {fault['loc'][-1]!r}"
    return shown(fault["input"])


_WORDS: Mapping[str, str] = {
    "missing": "a value",
    "string_type": "text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "model_type": "a mapping",
    "mapping_type": "a mapping",
    "dict_type": "a mapping",
    "finite_number": "a finite number",
    "greater_than": "more than {gt}",
    "greater_than_equal": "{ge} or more",
    "less_than": "less than {lt}",
    "less_than_equal": "{le} or less",
}


def _expected(fault: ErrorDetails, model: type[Part], steps: YamlPath) -> str:
    context = fault.get("ctx", {})
    words: Mapping[str, Callable[[], str]] = {
        "value_error": lambda: str(context["error"]),
        "literal_error": lambda: _one_of(str(context["expected"]), str(fault["input"])),
        "extra_forbidden": lambda: _known_keys(model, steps),
        "string_pattern_mismatch": lambda: _pattern_words(str(context["pattern"])),
    }
    if fault["type"] in words:
        return words[fault["type"]]()
    plain = _WORDS.get(fault["type"], fault["msg"].removeprefix("Input should be "))
    return plain.format(**context) if fault["type"] in _WORDS else plain


def _one_of(choices: str, found: str) -> str:
    known = [choice.strip("' ") for choice in choices.replace(" or ", ",").split(",")]
    return choices + near_match(found, known)


#: Models of what stands under keys of the settings.
_INNER: Mapping[str, type[Part]] = {
    "leaving": Leaving,
    "run_up": RunUp,
    "groups": Group,
    "modes": Mode,
    "destination": Destination,
    "counting": Counting,
}


def _known_keys(model: type[Part], steps: YamlPath) -> str:
    inner = _INNER.get(str(steps[0]), model) if model is Settings and len(steps) > 1 else model
    keys = [info.alias or name for name, info in inner.model_fields.items()]
    hidden = {"name", "default"} if model is Parameter else set()
    also = [_PARAMETERS, _ONWARD] if inner is Settings else []
    known = [key for key in (*keys, *also) if key not in hidden]
    return f"only the keys {', '.join(known)}{near_match(str(steps[-1]), known)}"


def _pattern_words(pattern: str) -> str:
    if NAME_PATTERN in pattern:
        return "a name of lower-case letters, digits and underscores that begins with a letter"
    return "lower-case letters, digits and hyphens"
