"""A scenario folder read, checked and frozen."""

from pathlib import Path
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from corridor.errors import LedgerError, NotFoundError, Problem, ScenarioError
from corridor.evidence.ledger import Ledger, load_ledger
from corridor.scenario.check import check
from corridor.scenario.draft import Draft, Given
from corridor.scenario.fields import Part
from corridor.scenario.parts import Count, Event, Lift, Link, Place, Supply
from corridor.scenario.read_yaml_file import read_yaml_file
from corridor.scenario.schema import Scenario
from corridor.scenario.to_do import lacking
from corridor.scenario.uses import (
    COUNTS_FILE,
    LIFTS_FILE,
    LINKS_FILE,
    PLACES_FILE,
    SUPPLIES_FILE,
    TIMELINE_FILE,
    YAML_FILE,
)
from corridor.table import read_table, row_problems

LEDGER_FILE = "ledger.csv"

_Row = TypeVar("_Row", bound=Part)


def columns(model: type[Part]) -> tuple[str, ...]:
    """The columns of the CSV file whose rows are of this model."""
    return tuple(info.alias or name for name, info in model.model_fields.items())


def load_scenario(folder: Path | str, *, may_lack: bool = False) -> Scenario:
    """The scenario in a folder; one that ``may_lack`` things cannot be forecast until it has them.

    Raises
    ------
    NotFoundError
        When there is no such folder.
    ScenarioError
        With every problem in any of its files.
    """
    folder = Path(folder)
    if not _is_folder(folder):
        raise NotFoundError(f"there is no folder {folder}")
    draft, problems = read_draft(folder)
    problems = [*problems, *check(draft)]
    if may_lack:
        lacks = lacking(draft)
        problems = [problem for problem in problems if problem not in lacks]
    if problems or draft.settings is None or draft.ledger is None:
        count = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        raise ScenarioError(f"{folder.name} has {count}:", problems)
    return Scenario(
        **dict(draft.settings),
        parameters=draft.parameters,
        onward=tuple(move for _, move in draft.onward),
        places=draft.places,
        links=draft.links,
        timeline=draft.timeline,
        counts=draft.counts,
        supplies=draft.supplies,
        lifts=draft.lifts,
        ledger=draft.ledger,
        folder=folder,
    )


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    # A path with a NUL character, or one that is too long.
    except (ValueError, OSError):
        return False


def read_draft(folder: Path) -> tuple[Draft, list[Problem]]:
    """What can be read of a folder, and the faults of each entry by itself."""
    yaml = read_yaml_file(folder / YAML_FILE)
    places, places_file = read_rows(folder / PLACES_FILE, Place, yaml.zone)
    links, links_file = read_rows(folder / LINKS_FILE, Link, yaml.zone)
    timeline, timeline_file = read_rows(folder / TIMELINE_FILE, Event, yaml.zone)
    counts, counts_file = read_rows(folder / COUNTS_FILE, Count, yaml.zone)
    supplies, supplies_file = read_rows(folder / SUPPLIES_FILE, Supply, yaml.zone, needed=False)
    lifts, lifts_file = read_rows(folder / LIFTS_FILE, Lift, yaml.zone, needed=False)
    ledger, ledger_problems = _read_ledger(folder / LEDGER_FILE, yaml.zone)
    tables = {
        PLACES_FILE: places_file,
        LINKS_FILE: links_file,
        TIMELINE_FILE: timeline_file,
        COUNTS_FILE: counts_file,
        SUPPLIES_FILE: supplies_file,
        LIFTS_FILE: lifts_file,
    }
    problems = [
        *yaml.problems,
        *(problem for table in tables.values() for problem in table.problems),
        *ledger_problems,
    ]
    draft = Draft(
        settings=yaml.settings,
        onward=tuple(yaml.onward),
        parameters=tuple(yaml.parameters),
        places=places,
        links=links,
        timeline=timeline,
        counts=counts,
        supplies=supplies,
        lifts=lifts,
        ledger=ledger,
        document=yaml.document,
        lines={file: table.lines for file, table in tables.items()},
        given={YAML_FILE: tuple(yaml.given)}
        | {file: table.given for file, table in tables.items()},
        drivers=yaml.drivers,
        faulty=frozenset(problem.file for problem in problems),
        incomplete=frozenset(file for file, table in tables.items() if not table.is_complete)
        | ({YAML_FILE} if not yaml.is_complete else set()),
    )
    return draft, problems


class TableReading(NamedTuple):
    """What is known of a table besides the rows that could be read."""

    lines: tuple[int, ...]
    given: tuple[Given, ...]
    problems: tuple[Problem, ...]
    is_complete: bool


def read_rows(
    path: Path, model: type[_Row], zone: ZoneInfo, *, needed: bool = True
) -> tuple[tuple[_Row, ...], TableReading]:
    """The rows of a table that are without faults, and what else is known of it."""
    if not needed and not path.exists():
        return (), TableReading((), (), (), is_complete=True)
    rows, problems = read_table(path, columns(model), optional=model.optional_columns)
    is_complete = not problems
    parts: list[_Row] = []
    lines: list[int] = []
    for row in rows:
        try:
            parts.append(model.model_validate(row.filled(), context=zone))
        except ValidationError as error:
            problems += row_problems(error, path.name, row)
        else:
            lines.append(row.line)
    given = tuple(Given(row.cells["id"], row.line) for row in rows if row.cells["id"])
    return tuple(parts), TableReading(tuple(lines), given, tuple(problems), is_complete)


def _read_ledger(path: Path, zone: ZoneInfo) -> tuple[Ledger | None, tuple[Problem, ...]]:
    try:
        return load_ledger(path, zone), ()
    except LedgerError as error:
        return None, error.problems
