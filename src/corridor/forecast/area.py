"""Where people come out of the affected area, and which counts speak of all who did."""

from collections.abc import Iterable
from typing import NamedTuple

from corridor.scenario import Count, Scenario


class Area(NamedTuple):
    """Ids of the places from the origins to where people are received.

    ``places`` holds the origins, what lies on their ways, and the ``entries``: the reception places
    that can be reached without passing another.
    """

    places: frozenset[str]
    entries: frozenset[str]


def find_area(scenario: Scenario) -> Area:
    """The places between the origins and the first reception places."""
    kinds = {place.id: place.kind for place in scenario.places}
    ends: dict[str, list[str]] = {}
    for link in scenario.links:
        ends.setdefault(link.start, []).append(link.end)
    open_ends = [place for place, kind in kinds.items() if kind == "origin"]
    seen = set(open_ends)
    while open_ends:
        here = open_ends.pop()
        if kinds[here] == "reception":
            continue
        fresh = [end for end in ends.get(here, ()) if end not in seen]
        seen.update(fresh)
        open_ends.extend(fresh)
    return Area(frozenset(seen), frozenset(id for id in seen if kinds[id] == "reception"))


def single_entry(scenario: Scenario) -> str | None:
    """Id of the reception place through which everybody comes, or None where there are several."""
    entries = find_area(scenario).entries
    return next(iter(entries)) if len(entries) == 1 else None


def is_arrival_total(count: Count) -> bool:
    """Whether a count says how many people had arrived in total."""
    return (count.kind, count.measure, count.unit) == ("arrived", "cumulative", "people")


def counts_of_total(scenario: Scenario, counts: Iterable[Count]) -> tuple[Count, ...]:
    """The counts that can stand beside a forecast's total, in the order of their times.

    They are totals of people at the one place through which everybody comes. Where people come
    through several places no single count speaks of all, so there are none.
    """
    entry = single_entry(scenario)
    found = [count for count in counts if is_arrival_total(count) and count.place == entry]
    return tuple(sorted(found, key=lambda count: (count.held.end, count.published)))
