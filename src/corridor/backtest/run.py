"""Rolling origins over scenarios: many forecasts, each scored, beside the baselines."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple, Protocol, TypeAlias

from corridor.backtest.origin import Setup, run_origin
from corridor.backtest.row import Row
from corridor.errors import AsOfError, InputError, Problem
from corridor.observe.target import find_targets
from corridor.scenario import Scenario
from corridor.simulate import Executor, Threads

#: Called with the number of origins just finished.
Progress: TypeAlias = Callable[[int], None]


class Item(NamedTuple):
    """One origin of one scenario, by its number among the scenarios."""

    scenario: int
    origin: datetime


class Shelf(Protocol):
    """Keeps the rows of finished origins."""

    def has(self, item: Item) -> bool:
        """Whether the rows of this origin are there."""
        ...

    def put(self, item: Item, rows: Sequence[Row]) -> None:
        """Keep the rows of an origin; called from any thread."""
        ...

    def rows(self, item: Item) -> Sequence[Row]:
        """The rows of an origin that is there."""
        ...


class MemoryShelf:
    """Keeps rows in memory."""

    def __init__(self) -> None:
        self._rows: dict[Item, Sequence[Row]] = {}

    def has(self, item: Item) -> bool:
        """Whether the rows of this origin are there."""
        return item in self._rows

    def put(self, item: Item, rows: Sequence[Row]) -> None:
        """Keep the rows of an origin."""
        self._rows[item] = rows

    def rows(self, item: Item) -> Sequence[Row]:
        """The rows of an origin that is there."""
        return self._rows[item]


class _Shared(NamedTuple):
    scenarios: tuple[Scenario, ...]
    setup: Setup


class _Done(NamedTuple):
    item: Item
    rows: tuple[Row, ...]


def run_backtest(
    scenarios: Sequence[Scenario],
    origins: Sequence[Sequence[datetime]],
    setup: Setup,
    *,
    executor: Executor | None = None,
    shelf: Shelf | None = None,
    progress: Progress | None = None,
) -> tuple[Row, ...]:
    """Forecast at every origin with what was known by it, and score against all counts.

    Parameters
    ----------
    scenarios : sequence of Scenario
        As loaded, not cut.
    origins : sequence of sequence of datetime
        For each scenario.
    setup : Setup
    executor : Executor, optional
        Where origins run, several at a time. Default: threads, one for each core.
    shelf : Shelf, optional
        Keeps finished origins; those it has already are not run. Default: memory.
    progress : callable, optional
        Called with the number of origins just finished, or found finished.

    Returns
    -------
    tuple of Row
        By scenario and origin, in their order.

    Raises
    ------
    InputError
        If a scenario has no counts to compare with, or a number that it needs was not known at one
        of the origins. Names them all, before anything runs.
    """
    items = [Item(i, origin) for i, times in enumerate(origins) for origin in times]
    _check(scenarios, items)
    shelf = MemoryShelf() if shelf is None else shelf
    left = [item for item in items if not shelf.has(item)]

    def tell(count: int) -> None:
        if progress is not None:
            progress(count)

    tell(len(items) - len(left))
    (executor or Threads()).run(
        _run_item,
        _Shared(tuple(scenarios), setup),
        left,
        take=lambda done: shelf.put(done.item, done.rows),
        done=lambda _: tell(1),
    )
    return tuple(row for item in items for row in shelf.rows(item))


def _check(scenarios: Sequence[Scenario], items: Sequence[Item]) -> None:
    """Raise naming everything that would stop the run."""
    problems = list(_uncounted(scenarios))
    for item in items:
        try:
            scenarios[item.scenario].as_of(item.origin)
        except AsOfError as error:
            name = f"{scenarios[item.scenario].name} as of {item.origin.isoformat()}"
            problems += [
                replace(problem, field=f"{name}: {problem.field}") for problem in error.problems
            ] or [Problem("", 0, 0, name, str(error), "another origin")]
    if problems:
        raise InputError("the backtest cannot be run:", problems)


def _uncounted(scenarios: Sequence[Scenario]) -> Iterator[Problem]:
    names = [scenario.name for scenario in scenarios]
    for scenario in scenarios:
        if names.count(scenario.name) > 1:
            found = f"the name {scenario.name!r} more than once"
            yield Problem("", 0, 0, "scenarios", found, "scenarios of different names")
        if not find_targets(scenario, scenario.counts):
            expected = (
                "counts of people at reception places: arrived or registered, cumulative, or a "
                "stock of people registered or sheltered"
            )
            yield Problem("counts.csv", 0, 0, scenario.name, "nothing to score", expected)


def _run_item(shared: _Shared, item: Item) -> _Done:
    return _Done(item, run_origin(shared.scenarios[item.scenario], item.origin, shared.setup))
