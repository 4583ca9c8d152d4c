"""New counts for a scenario: checked as its own are, and added to its file whole or not at all."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from corridor.errors import Problem, ScenarioError
from corridor.scenario.check.names import unknown_count_place
from corridor.scenario.check.times import count_published_before_it_held, fault_of_since
from corridor.scenario.draft import Draft, Given
from corridor.scenario.load import columns, read_draft, read_rows
from corridor.scenario.parts import Count
from corridor.scenario.schema import Scenario
from corridor.scenario.uses import COUNTS_FILE
from corridor.scenario.write import rows_added
from corridor.table import read_table, replace_text

_RULES = (unknown_count_place, count_published_before_it_held, fault_of_since)


def read_new_counts(scenario: Scenario, path: Path) -> tuple[Count, ...]:
    """The counts in a table with the columns of ``counts.csv``, checked against a scenario.

    Raises
    ------
    ScenarioError
        With every problem in the table, or if it has no rows.
    """
    counts, reading = read_rows(path, Count, scenario.zone)
    draft, _ = read_draft(scenario.folder)
    new = replace(
        draft,
        counts=counts,
        lines={**draft.lines, COUNTS_FILE: reading.lines},
        given={**draft.given, COUNTS_FILE: reading.given},
        faulty=draft.faulty - {COUNTS_FILE},
    )
    problems = [
        *reading.problems,
        *_repeated(draft, reading.given),
        *(problem for rule in _RULES for problem in rule(new)),
    ]
    if not problems and not counts:
        problems.append(Problem("", 0, 0, "", "no rows", "at least one count"))
    if problems:
        number = f"{len(problems)} problem{'s' if len(problems) != 1 else ''}"
        raise ScenarioError(
            f"{path} has {number}; nothing was added:",
            [replace(problem, file=path.name) for problem in problems],
        )
    return counts


def _repeated(draft: Draft, given: tuple[Given, ...]) -> Iterator[Problem]:
    """An id that a count of the scenario has, or another of the new ones."""
    taken = {one.id: f"{COUNTS_FILE}:{one.line} has it" for one in draft.given[COUNTS_FILE]}
    for one in given:
        if one.id in taken:
            expected = f"an id that no count has yet ({taken[one.id]})"
            yield Problem(COUNTS_FILE, one.line, 0, "id", repr(one.id), expected)
        taken.setdefault(one.id, f"line {one.line} has it too")


def with_counts(scenario: Scenario, counts: tuple[Count, ...]) -> Scenario:
    """The scenario with more counts; its files are left as they are."""
    return scenario.model_copy(update={"counts": (*scenario.counts, *counts)})


def append_counts(scenario: Scenario, path: Path) -> None:
    """Add the rows of a table to a scenario's ``counts.csv``.

    The table has passed :func:`read_new_counts`. A reader of the file sees it as it was or with all
    rows.

    Raises
    ------
    ScenarioError
        If the file cannot be written; it is then as it was.
    """
    target = scenario.folder / COUNTS_FILE
    names, optional = columns(Count), Count.optional_columns
    rows, _ = read_table(path, names, optional=optional)
    text = rows_added(target, names, optional, [row.cells for row in rows])
    try:
        replace_text(target, text)
    except OSError as fault:
        raise ScenarioError(f"{target} cannot be written: {str(fault.strerror).lower()}") from fault
