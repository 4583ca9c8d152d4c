"""A scenario on its way in: what could be read of a folder, and where each entry stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from corridor.errors import Problem
from corridor.evidence.ledger import Ledger
from corridor.scenario.parts import Count, Event, Link, Onward, Parameter, Place
from corridor.scenario.schema import Settings
from corridor.scenario.uses import YAML_FILE, Spot
from corridor.yaml_text import YamlDocument

#: Problems show at most so many characters of what was found.
_SHOWN_CHARACTERS = 80


def shown(value: object) -> str:
    """A value as messages show it: short, with quotes around text."""
    if value is None or value == "":
        return "nothing"
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[:_SHOWN_CHARACTERS] + "…"


@dataclass(frozen=True)
class Given:
    """An id as it stands in a file, whether or not the rest of its row can be used."""

    id: str
    line: int


@dataclass(frozen=True)
class Draft:
    """What could be read. Entries with faults of their own are left out; ``given`` has their ids.

    Attributes
    ----------
    settings : Settings or None
        None where they have faults.
    onward : tuple of (int, Onward)
        With each one's index in the file.
    lines : mapping
        File name -> the line of each row that could be read, in the order of the rows here.
    given : mapping
        File name -> every id in it; for ``scenario.yaml`` the names of parameters.
    drivers : frozenset of str
        Names of all drivers, also where the settings have faults.
    faulty : frozenset of str
        Files that hold entries with faults of their own, or cannot be read.
    incomplete : frozenset of str
        Files some of whose ids could not even be read.
    """

    settings: Settings | None
    onward: tuple[tuple[int, Onward], ...]
    parameters: tuple[Parameter, ...]
    places: tuple[Place, ...]
    links: tuple[Link, ...]
    timeline: tuple[Event, ...]
    counts: tuple[Count, ...]
    ledger: Ledger | None
    document: YamlDocument | None
    lines: Mapping[str, tuple[int, ...]]
    given: Mapping[str, tuple[Given, ...]]
    drivers: frozenset[str]
    faulty: frozenset[str]
    incomplete: frozenset[str]

    def ids(self, *files: str) -> frozenset[str]:
        """Every id in these files."""
        return frozenset(given.id for file in files for given in self.given.get(file, ()))

    def is_whole(self, *files: str) -> bool:
        """Whether no entry of these files is missing from the draft."""
        return not self.faulty.intersection(files)

    def problem(self, spot: Spot, found: str, expected: str) -> Problem:
        """A problem at a spot, with its line, and its column in a YAML file."""
        if spot.file == YAML_FILE:
            field = ".".join(str(part) for part in spot.path)
            mark = self.document.mark(spot.path) if self.document else None
            line, column = mark or (0, 0)
            return Problem(spot.file, line, column, field, found, expected)
        index, column_name = spot.path
        line = self.lines[spot.file][int(index)]
        return Problem(spot.file, line, 0, str(column_name), found, expected)
