"""How many people come to the end of each road: an estimate, since a run keeps no flows by road.

Who leaves a place is known of each member: people at an origin become fewer, or more have come to a
reception place than are present. They are sent along the fastest roads at free flow to where people
of that place go, and wait wherever the run has a queue: what comes out of one is what went in less
who waits there.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corridor.forecast import Forecast, find_area, quantiles
from corridor.scenario import Link, Scenario
from corridor.scenario.ways import fastest_ways, links_to
from corridor.simulate import Values
from corridor.units import Floats

#: What to say beside these numbers.
FLOW_NOTE = (
    "People who pass the end of each road in an hour: an estimate from who left each place and who "
    "waits in each queue, by the fastest roads, in up to 100 of the runs."
)

#: Members of which flows are estimated, and numbers that may be held for it; fewer members then.
_MOST_MEMBERS, _MOST_NUMBERS = 100, 30_000_000


@dataclass
class _Stream:
    """People from one place to another, by the fastest way, with who has come so far.

    ``ahead`` are the links that are left; ``people`` are those who have come to where the first of
    them starts, cumulative, shape (member, edge).
    """

    ahead: list[Link]
    people: Floats


def link_flows(forecast: Forecast) -> Mapping[str, Floats]:
    """People per hour who pass the end of each link, by id of link.

    The 5 % level, the mean and the 95 % level, shape (3, time). The mean, since what a single
    member is estimated to have in one hour is uneven: means over the roads of a way agree.
    """
    walk = _Walk(forecast)
    walk.run(list(_streams(forecast, walk)))
    hours = forecast.ensemble.step_hours
    return {id: _band(np.diff(passed, axis=1) / hours) for id, passed in walk.passed.items()}


def _band(flow: Floats) -> Floats:
    low, high = quantiles(flow, (0.05, 0.95))
    return np.stack([low, flow.mean(axis=0), high])


class _Walk:
    """Moves streams forward, each to its next queue, until all have come to their end."""

    def __init__(self, forecast: Forecast) -> None:
        ensemble, links = forecast.ensemble, forecast.scenario.links
        self.edges = np.concatenate([[0.0], np.cumsum(ensemble.step_hours)])
        fit = _MOST_NUMBERS // (len(links) * len(self.edges))
        self.members = min(max(fit, 1), _MOST_MEMBERS, ensemble.members)
        shape = (self.members, len(self.edges))
        self.passed: dict[str, Floats] = {link.id: np.zeros(shape) for link in links}
        self.roads = [(link, forecast.scenario.median(link.hours)) for link in links]
        self.hours = {link.id: hours for link, hours in self.roads}
        self.most = dict(_capacities(forecast.scenario))
        self.waiting = {
            str(label): _padded(ensemble.at("queue", str(label))[: self.members])
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
            stream.people = self._later(stream.people, self.hours[link.id])
            if link.id in self.waiting:
                yield link.id
                return
            self.passed[link.id] += stream.people
            if link.end in self.waiting and stream.ahead:
                yield link.end
                return

    def _later(self, people: Floats, hours: float) -> Floats:
        """The same people so many hours later, on straight lines between the edges of steps."""
        numbers = np.arange(len(self.edges), dtype=np.float64)
        position = np.interp(self.edges - hours, self.edges, numbers)
        before = np.minimum(position.astype(np.int64), len(self.edges) - 2)
        part = position - before
        later: Floats = people[:, before] * (1 - part) + people[:, before + 1] * part
        return later

    def _queues_ahead(self, stream: _Stream) -> Iterator[str]:
        for link in stream.ahead:
            yield link.id
            yield link.end

    def _let_through(self, streams: Sequence[_Stream], here: str) -> None:
        came = np.sum([stream.people for stream in streams], axis=0)
        gone = np.maximum.accumulate(np.clip(came - self.waiting[here], 0.0, None), axis=1)
        if here in self.most:
            gone = self._bounded(gone, self.most[here])
        share = np.divide(gone, came, out=np.zeros_like(came), where=came > 0)
        for stream in streams:
            stream.people = np.maximum.accumulate(stream.people * share, axis=1)
            if here in self.passed:
                self.passed[here] += stream.people

    def _bounded(self, gone: Floats, most: float) -> Floats:
        """What has passed if no more than so many an hour do; the rest passes later."""
        bounded = np.zeros_like(gone)
        for step, hours in enumerate(np.diff(self.edges), start=1):
            most_by_now = bounded[:, step - 1] + most * hours
            bounded[:, step] = np.minimum(gone[:, step], most_by_now)
        return bounded


def _streams(forecast: Forecast, walk: _Walk) -> Iterator[_Stream]:
    for start, gone in _departures(forecast, walk.members):
        ends = {end: weight for end, weight in _ends(forecast, start).items() if weight > 0}
        whole = sum(ends.values())
        ways = fastest_ways(walk.roads, [start])
        for end, weight in ends.items():
            way = links_to(ways, end)
            if way:
                yield _Stream(way, gone * (weight / whole))


def _departures(forecast: Forecast, members: int) -> Iterator[tuple[str, Floats]]:
    """Each place that people leave, with how many left it so far, shape (member, edge)."""
    ensemble = forecast.ensemble
    for label in map(str, ensemble.labels["origin"]):
        there = (ensemble.at("home", label) + ensemble.at("held", label))[:members]
        gone = np.maximum.accumulate(np.clip(there[:, :1] - there, 0, None), axis=1)
        yield label, _padded(gone)
    for label in map(str, ensemble.labels["reception"]):
        came = np.cumsum(ensemble.at("arrivals", label)[:members], axis=1, dtype=np.int64)
        there = ensemble.at("present", label)[:members].astype(np.int64)
        gone = np.clip(came - came[:, :1] - there + there[:, :1], 0, None)
        yield label, _padded(np.maximum.accumulate(gone, axis=1))


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
            return {id: scenario.median(share) for id, share in onward.shares.items()}
    return {}


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


def _padded(series: Values) -> Floats:
    return np.pad(series.astype(np.float64), ((0, 0), (1, 0)))
