"""Ways over open roads: hours to a place, what can be reached, and the next link."""

import math
from dataclasses import dataclass, field

import numpy as np

from tests.reference.person.case import Case, Link


@dataclass
class Ways:
    """The ways of one case while the same links and checkpoints are closed.

    Hours are at free flow by the first mode. Opening hours, queues and escorts do not matter here.
    """

    case: Case
    closed: frozenset[str]
    _hours: dict[tuple[str, bool], dict[str, float]] = field(default_factory=dict)
    _log_sums: dict[str, dict[str, float]] = field(default_factory=dict)

    def hours(self, start: str, end: str, *, stops: bool = True) -> float:
        """Least travel time, infinite where no way leads; 0 from a place to itself.

        With ``stops``, no way leads through a reception place that is not marked ``through``.
        """
        if (end, stops) not in self._hours:
            self._hours[end, stops] = self._hours_to(end, stops)
        return self._hours[end, stops][start]

    def can_reach(self, start: str, end: str, *, stops: bool = True) -> bool:
        """Whether a way leads from one place to another."""
        return math.isfinite(self.hours(start, end, stops=stops))

    def reachable(self, start: str) -> list[str]:
        """Reception places to which a way leads from a place, in the order of the file."""
        return [end for end in self.case.of_kind("reception") if self.can_reach(start, end)]

    def hours_to_safety(self, start: str) -> float:
        """Hours to the nearest reception place."""
        return min(self.hours(start, end) for end in self.case.of_kind("reception"))

    def from_farthest_to_nearest(self) -> list[str]:
        """All places in the order in which they have their turn."""
        return sorted(self.case.places, key=lambda place: -self.hours_to_safety(place))

    def links_out(self, start: str) -> list[Link]:
        """Open links that leave a place."""
        return [
            link
            for link in self.case.links.values()
            if link.start == start and link.id not in self.closed
        ]

    def next_link(self, start: str, end: str, rng: np.random.Generator) -> str:
        """The link by which somebody goes on towards ``end``, to which a way must lead."""
        links = [link for link in self.links_out(start) if math.isfinite(self._by(link, end))]
        if self.case.route_scale_per_hour is None:
            return min(links, key=lambda link: self._by(link, end)).id
        nearer = [link for link in links if self._leads_nearer(link, end)]
        scale = self.case.route_scale_per_hour
        costs = [self._hours_of(link) + self._log_sum(link.end, end) for link in nearer]
        return draw_by_log_odds([link.id for link in nearer], [-scale * c for c in costs], rng)

    def _by(self, link: Link, end: str) -> float:
        """Hours to ``end`` by a link."""
        if link.end != end and not self._is_passable(link.end, stops=True):
            return math.inf
        return self._hours_of(link) + self.hours(link.end, end)

    def _hours_of(self, link: Link) -> float:
        return self.case.modes[0].hours(link)

    def _is_passable(self, place: str, *, stops: bool) -> bool:
        facts = self.case.places[place]
        is_end_of_ways = stops and facts.kind == "reception" and not facts.through
        return place not in self.closed and not is_end_of_ways

    def _hours_to(self, end: str, stops: bool) -> dict[str, float]:
        hours = dict.fromkeys(self.case.places, math.inf)
        hours[end] = 0.0
        changed = True
        while changed:
            changed = False
            for link in self.case.links.values():
                if link.id in self.closed:
                    continue
                if link.end != end and not self._is_passable(link.end, stops=stops):
                    continue
                by_this = self._hours_of(link) + hours[link.end]
                if by_this < hours[link.start]:
                    hours[link.start] = by_this
                    changed = True
        return hours

    def _leads_nearer(self, link: Link, end: str) -> bool:
        return self.hours(link.end, end) < self.hours(link.start, end)

    def _log_sum(self, start: str, end: str) -> float:
        """Recursive logit: the expected least cost in hours from a place to ``end``."""
        known = self._log_sums.setdefault(end, {end: 0.0})
        if start not in known:
            scale = self.case.route_scale_per_hour or math.nan
            costs = [
                self._hours_of(link) + self._log_sum(link.end, end)
                for link in self.links_out(start)
                if math.isfinite(self._by(link, end)) and self._leads_nearer(link, end)
            ]
            known[start] = -math.log(sum(math.exp(-scale * cost) for cost in costs)) / scale
        return known[start]


def find_ways(case: Case, closed: frozenset[str]) -> Ways:
    """The ways of a case while so much is closed."""
    if closed not in case.known_ways:
        case.known_ways[closed] = Ways(case, closed)
    return case.known_ways[closed]


def draw_by_log_odds(names: list[str], log_odds: list[float], rng: np.random.Generator) -> str:
    """One of the names, with a probability proportional to ``exp(log odds)``."""
    largest = max(log_odds)
    return draw_by_weight(names, [math.exp(value - largest) for value in log_odds], rng)


def draw_by_weight(names: list[str], weights: list[float], rng: np.random.Generator) -> str:
    """One of the names, with a probability proportional to its weight."""
    level = rng.random() * sum(weights)
    for name, weight in zip(names, weights, strict=True):
        level -= weight
        if level < 0:
            return name
    return names[-1]
