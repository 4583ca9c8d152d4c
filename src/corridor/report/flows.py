"""How many people come to the end of each road: an estimate, since a run keeps no flows by road.

Who leaves a place is known exactly, in the mean over the members: people at an origin become fewer,
or more have come to a reception place than are present. They are sent along the fastest roads at
free flow to where people of that place go, and wait wherever the run has a queue: what comes out of
one is what went in less who waits there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from corridor.forecast import Forecast, find_area
from corridor.scenario import Link, Scenario
from corridor.units import Floats

#: What to say beside these numbers.
FLOW_NOTE = (
    "People who pass the end of each road in an hour: an estimate from who left each place and who "
    "waits in each queue, in the mean of the members, by the fastest roads."
)


@dataclass
class _Stream:
    """People from one place to another, by the fastest way, with who has come so far.

    ``ahead`` are the links that are left; ``people`` are those who have come to where the first of
    them starts, cumulative, shape (edge,).
    """

    ahead: list[Link]
    people: Floats


def link_flows(forecast: Forecast) -> Mapping[str, Floats]:
    """Mean people per hour who pass the end of each link, shape (time,), by id of link."""
    walk = _Walk(forecast)
    walk.run(list(_streams(forecast, walk)))
    hours = forecast.ensemble.step_hours
    return {id: np.diff(passed) / hours for id, passed in walk.passed.items()}


class _Walk:
    """Moves streams forward, each to its next queue, until all have come to their end."""

    def __init__(self, forecast: Forecast) -> None:
        ensemble = forecast.ensemble
        self.edges = np.concatenate([[0.0], np.cumsum(ensemble.step_hours)])
        self.passed: dict[str, Floats] = {
            link.id: np.zeros(len(self.edges)) for link in forecast.scenario.links
        }
        self.hours = _free_hours(forecast.scenario)
        self.most = dict(_capacities(forecast.scenario))
        self.waiting = {
            str(label): _padded(ensemble.at("queue", str(label)).mean(axis=0))
            for label in ensemble.labels["bottleneck"]
        }

    def run(self, streams: Sequence[_Stream]) -> None:
        """Move all streams to their ends."""
        stopped = [(stream, stop) for stream in streams for stop in self._forward(stream)]
        while stopped:
            ahead = {id for stream, _ in stopped for id in self._queues_ahead(stream)}
            places = [stop for _, stop in stopped]
            # Where all who will come have come; on a circle of roads there is no such place.
            here = next((stop for stop in places if stop not in ahead), places[0])
            held = [stream for stream, stop in stopped if stop == here]
            self._let_through(held, here)
            stopped = [pair for pair in stopped if pair[1] != here]
            stopped += [(stream, stop) for stream in held for stop in self._forward(stream)]

    def _forward(self, stream: _Stream) -> Iterator[str]:
        """Move a stream to its next queue, whose id is given; nothing at its end."""
        while stream.ahead:
            link = stream.ahead.pop(0)
            late = self.edges - self.hours[link.id]
            stream.people = np.interp(late, self.edges, stream.people)
            if link.id in self.waiting:
                yield link.id
                return
            self.passed[link.id] += stream.people
            if link.end in self.waiting and stream.ahead:
                yield link.end
                return

    def _queues_ahead(self, stream: _Stream) -> Iterator[str]:
        for link in stream.ahead:
            yield link.id
            yield link.end

    def _let_through(self, streams: Sequence[_Stream], here: str) -> None:
        came = np.sum([stream.people for stream in streams], axis=0)
        gone = np.maximum.accumulate(np.clip(came - self.waiting[here], 0.0, None))
        if here in self.most:
            gone = self._bounded(gone, self.most[here])
        share = np.divide(gone, came, out=np.zeros_like(came), where=came > 0)
        for stream in streams:
            stream.people = np.maximum.accumulate(stream.people * share)
            if here in self.passed:
                self.passed[here] += stream.people

    def _bounded(self, gone: Floats, most: float) -> Floats:
        """What has passed if no more than so many an hour do; the rest passes later."""
        bounded = np.zeros_like(gone)
        for step, hours in enumerate(np.diff(self.edges), start=1):
            bounded[step] = min(gone[step], bounded[step - 1] + most * hours)
        return bounded


def _streams(forecast: Forecast, walk: _Walk) -> Iterator[_Stream]:
    ways = _Ways(forecast.scenario, walk.hours)
    for start, gone in _departures(forecast):
        ends = {end: weight for end, weight in _ends(forecast, start).items() if weight > 0}
        whole = sum(ends.values())
        for end, weight in ends.items():
            way = ways.fastest(start, end)
            if way:
                yield _Stream(way, gone * (weight / whole))


def _departures(forecast: Forecast) -> Iterator[tuple[str, Floats]]:
    """Each place that people leave, with how many have left it, cumulative, shape (edge,)."""
    ensemble = forecast.ensemble
    for label in map(str, ensemble.labels["origin"]):
        there = (ensemble.at("home", label) + ensemble.at("held", label)).mean(axis=0)
        gone = np.maximum.accumulate(np.clip(there[0] - there, 0.0, None))
        yield label, _padded(gone)
    for label in map(str, ensemble.labels["reception"]):
        came = np.cumsum(ensemble.at("arrivals", label).mean(axis=0))
        there = ensemble.at("present", label).mean(axis=0)
        gone = np.clip(came - came[0] - there + there[0], 0.0, None)
        yield label, _padded(np.maximum.accumulate(gone))


def _ends(forecast: Forecast, start: str) -> Mapping[str, float]:
    """Where people of a place go, with weights."""
    scenario, ensemble = forecast.scenario, forecast.ensemble

    def came(id: str) -> float:
        return float(ensemble.at("arrivals", id).mean(axis=0).sum())

    if start in ensemble.labels["origin"]:
        return {id: came(id) for id in find_area(scenario).entries}
    for onward in scenario.onward:
        if onward.start == start and onward.choose:
            return {id: came(id) for id in onward.choose if id != start}
        if onward.start == start:
            half = np.array([0.5])
            return {
                id: float(scenario.distribution(share).quantile(half)[0])
                for id, share in onward.shares.items()
            }
    return {}


class _Ways:
    """The fastest ways at free flow."""

    def __init__(self, scenario: Scenario, hours: Mapping[str, float]) -> None:
        self._hours = hours
        self._out: dict[str, list[Link]] = {}
        for link in scenario.links:
            self._out.setdefault(link.start, []).append(link)

    def fastest(self, start: str, end: str) -> list[Link]:
        """The links from one place to another; none where there is no way."""
        came_by: dict[str, Link | None] = {}
        heap: list[tuple[float, int, str, Link | None]] = [(0.0, 0, start, None)]
        number = 0
        while heap and end not in came_by:
            hours, _, here, by = heappop(heap)
            if here in came_by:
                continue
            came_by[here] = by
            for link in self._out.get(here, ()):
                number += 1
                heappush(heap, (hours + self._hours[link.id], number, link.end, link))
        way: list[Link] = []
        by = came_by.get(end)
        while by is not None:
            way.insert(0, by)
            by = came_by[by.start]
        return way


def _free_hours(scenario: Scenario) -> dict[str, float]:
    half = np.array([0.5])
    return {
        link.id: float(scenario.distribution(link.hours).quantile(half)[0])
        for link in scenario.links
    }


def _capacities(scenario: Scenario) -> Iterator[tuple[str, float]]:
    """People per hour that links and checkpoints pass at most, in nearly all members."""
    high = np.array([0.95])
    people = float(scenario.distribution(scenario.people_per_vehicle).quantile(high)[0])
    flows = [(link.id, link.vehicles_per_hour) for link in scenario.links]
    flows += [
        (place.id, place.vehicles_per_hour)
        for place in scenario.places
        if place.vehicles_per_hour is not None
    ]
    for id, flow in flows:
        vehicles = float(scenario.distribution(flow).quantile(high)[0])
        if np.isfinite(vehicles):
            yield id, vehicles * people


def _padded(series: Floats) -> Floats:
    return np.concatenate([[0.0], series])
