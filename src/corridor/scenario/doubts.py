"""What passes the checks of a scenario and still deserves a second look."""

from collections.abc import Iterable, Iterator

from corridor.errors import AsOfError
from corridor.scenario.parts import Count
from corridor.scenario.schema import Scenario


def doubts(scenario: Scenario) -> Iterator[str]:
    """A line for each thing in a scenario that deserves a second look."""
    yield from counts_at_odds(scenario.counts)
    try:
        scenario.as_of(scenario.default_as_of)
    except AsOfError as error:
        yield f"no forecast can be made as of the scenario's own as-of time: {error}"


def counts_at_odds(counts: Iterable[Count]) -> Iterator[str]:
    """A line for each place and time with totals that cannot all be right.

    Only totals of the same people are compared: cumulative, of one kind and unit, at one instant.
    """
    groups: dict[tuple[object, ...], list[Count]] = {}
    for count in counts:
        if count.measure == "cumulative":
            key = (count.place, count.kind, count.unit, count.held.end)
            groups.setdefault(key, []).append(count)
    for alike in groups.values():
        if len({count.value for count in alike}) > 1:
            first = alike[0]
            said = ", ".join(f"{count.value:,} ({count.id}, {count.said_by})" for count in alike)
            yield (
                f"counts.csv: {first.kind} at {first.place}, {first.held.text}: {said} cannot all "
                "be right"
            )
