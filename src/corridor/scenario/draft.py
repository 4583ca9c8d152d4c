"""A scenario on its way in: what could be read of a folder, and where each entry stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from corridor.errors import LedgerError, Problem
from corridor.evidence.ledger import Ledger
from corridor.parameters.distributions import Distribution
from corridor.parameters.number import Flow, FromClaims, ParameterName
from corridor.parameters.yaml_text import YamlDocument
from corridor.scenario.behaviour import Onward
from corridor.scenario.parts import Count, Event, Lift, Link, Parameter, Place, Supply
from corridor.scenario.schema import Settings
from corridor.scenario.uses import (
    YAML_FILE,
    Spot,
    Use,
    event_uses,
    lift_uses,
    link_uses,
    onward_uses,
    place_uses,
    settings_uses,
    supply_uses,
)

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
    drivers : frozenset of str or None
        Names of all drivers; None where a fault hides them.
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
    supplies: tuple[Supply, ...]
    lifts: tuple[Lift, ...]
    ledger: Ledger | None
    document: YamlDocument | None
    lines: Mapping[str, tuple[int, ...]]
    given: Mapping[str, tuple[Given, ...]]
    drivers: frozenset[str] | None
    faulty: frozenset[str]
    incomplete: frozenset[str]

    def ids(self, *files: str) -> frozenset[str]:
        """Every id in these files."""
        if len(files) == 1:
            return self._ids_of_file.get(files[0], frozenset())
        return frozenset().union(*(self.ids(file) for file in files))

    @cached_property
    def _ids_of_file(self) -> Mapping[str, frozenset[str]]:
        # Rules ask once for every row: to collect the ids each time would take rows squared.
        return {file: frozenset(one.id for one in given) for file, given in self.given.items()}

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

    @cached_property
    def uses(self) -> tuple[Use, ...]:
        """Every number in use, as far as it could be read."""
        return tuple(self._each_use())

    def _each_use(self) -> Iterator[Use]:
        if self.settings is not None:
            yield from settings_uses(self.settings)
        yield from onward_uses(self.onward)
        yield from place_uses(self.places)
        yield from link_uses(self.links)
        yield from event_uses(self.timeline)
        yield from supply_uses(self.supplies)
        yield from lift_uses(self.lifts)

    @cached_property
    def parameter(self) -> Mapping[str, Parameter]:
        """Parameters by name."""
        return {parameter.name: parameter for parameter in self.parameters}

    @cached_property
    def place(self) -> Mapping[str, Place]:
        """Places by id."""
        return {place.id: place for place in self.places}

    def distribution(self, number: Flow) -> Distribution | None:
        """What is believed about a number, or None where a fault keeps it from being known."""
        if isinstance(number, ParameterName):
            parameter = self.parameter.get(number.name)
            if parameter is None or not parameter.has_bounds_in_order:
                return None
            inner = self.distribution(parameter.number)
            return parameter.bounded(inner) if inner else None
        if not isinstance(number, FromClaims):
            return number.distribution()
        try:
            return number.distribution(self.ledger) if self.ledger else None
        except LedgerError:
            return None
