"""The columns of a table as a form shows them, with what the source of their model says."""

import ast
import inspect
import textwrap
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import get_args

from corridor.scenario.fields import Part


@dataclass(frozen=True)
class Field:
    """A column of a table as a form shows it; ``choices`` are the words that it may hold."""

    name: str
    needed: bool
    is_number: bool
    choices: tuple[str, ...]
    words: str


def fields_of_model(model: type[Part], numbers: Collection[str]) -> tuple[Field, ...]:
    """The fields of a model by their names in files; ``numbers`` are those that are uncertain."""
    words = words_of(model)
    return tuple(
        Field(
            name=info.alias or name,
            needed=info.is_required(),
            is_number=name in numbers,
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


@cache
def words_of(model: type[Part]) -> dict[str, str]:
    """What the source of a model says below each of its fields."""
    (made,) = ast.parse(textwrap.dedent(inspect.getsource(model))).body
    assert isinstance(made, ast.ClassDef)  # noqa: S101 - the source of a class
    found = {}
    for field, below in zip(made.body, made.body[1:], strict=False):
        if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            found[field.target.id] = " ".join(str(below.value.value).replace("``", "").split())
    return found
