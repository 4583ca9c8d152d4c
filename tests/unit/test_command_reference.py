"""Every command and option stands in the reference, and the reference has no others."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command

from corridor.cli.commands import app

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"


def commands(group: TyperGroup, typed: str) -> Iterator[tuple[str, TyperCommand | TyperGroup]]:
    """Every command below a group, by what is typed."""
    for name, command in group.commands.items():
        assert isinstance(command, TyperCommand | TyperGroup)
        yield f"{typed} {name}", command
        if isinstance(command, TyperGroup):
            yield from commands(command, f"{typed} {name}")


ALL = get_command(app)
assert isinstance(ALL, TyperGroup)
COMMANDS = dict(commands(ALL, "corridor"))


def sections() -> dict[str, str]:
    """Text below each heading that is a command, by the command without its arguments."""
    parts = re.split(r"^### (corridor .*)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    names = [re.sub(r" [\[A-Z].*", "", heading) for heading in parts[1::2]]
    return dict(zip(names, parts[2::2], strict=True))


def test_the_reference_has_every_command_and_no_other() -> None:
    assert set(sections()) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_the_reference_has_every_option_of_a_command(name: str) -> None:
    options = {
        option
        for parameter in COMMANDS[name].params
        if isinstance(parameter, TyperOption)
        for option in parameter.opts
    } - {"-h", "--help"}

    missing = [option for option in options if f"`{option}`" not in sections()[name]]

    assert not missing
