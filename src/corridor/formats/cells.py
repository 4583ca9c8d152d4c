"""Rows of a scenario as the cells of its files, to add what a table gave to them."""

from collections.abc import Mapping
from datetime import datetime

from corridor.evidence import Held
from corridor.parameters.number import UNLIMITED
from corridor.parameters.shapes import Form
from corridor.scenario import Count, Event


def cells(row: Count | Event) -> dict[str, str]:
    """The cells of a row of ``counts.csv`` or ``timeline.csv``, by column.

    >>> held = {"held": "2030-05-11", "published": "2030-05-12T08:00+00:00"}
    >>> who = {"published_how": "stated", "said_by": "Port", "published_by": "Port"}
    >>> what = {"kind": "arrived", "measure": "cumulative", "value": 120, "unit": "people"}
    >>> from zoneinfo import ZoneInfo
    >>> row = {"id": "a", "place": "port", **what, **held, **who, "certainty": "sourced"}
    >>> count = Count.model_validate(row, context=ZoneInfo("UTC"))
    >>> cells(count)["value"], cells(count)["published"]
    ('120', '2030-05-12T08:00:00+00:00')
    """
    return {name: cell_text(getattr(row, name)) for name in type(row).model_fields}


def cell_text(value: object) -> str:
    """A value as the text of a cell that reads back as the same."""
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat()
        case Held():
            return value.text
        case Form():
            dumped = value.model_dump(by_alias=True, exclude_none=True)
            return _yaml(dumped.get("value", dumped.get("name", dumped))) if dumped else UNLIMITED
        case _:
            return str(value)


def _yaml(value: object) -> str:
    """A number expression as one line of YAML."""
    match value:
        case Mapping():
            inner = ", ".join(f"{key}: {_yaml(held)}" for key, held in value.items())
            return f"{{{inner}}}"
        case tuple() | list():
            return f"[{', '.join(map(_yaml, value))}]"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
