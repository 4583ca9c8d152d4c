"""Where people are at each step: places, roads and their queues, ready for a map with a slider."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

import numpy as np

from corridor.forecast import Forecast, first_shown, held, local_ends, quantiles, queueing
from corridor.parameters import Flow, Number, Unlimited
from corridor.report.flows import link_flows
from corridor.report.roads import RoadChange, state_changes
from corridor.scenario import Link, Place, Scenario
from corridor.simulate import Values
from corridor.units import Floats

#: Levels of everything here: the bounds of the central 90 %, and the median.
BAND = (0.05, 0.5, 0.95)

#: What is counted at a place.
What: TypeAlias = Literal["at home or held", "waiting", "present"]


@dataclass(frozen=True)
class PlacePeople:
    """People at a place at the end of each step, shape (level, time) at :data:`BAND`."""

    place: Place
    what: What
    people: Floats
    room: float | None


@dataclass(frozen=True)
class LinkPeople:
    """A road: people waiting at its end, and how many pass it.

    ``queue`` has shape (level, time) at :data:`BAND`, and is None where nothing limits the road;
    ``flow`` is an estimate of people per hour, its mean between the same levels. ``twin`` is the id
    of the road in the other direction; ``hours`` and ``capacity`` (vehicles per hour) are medians
    of what is believed, ``capacity`` None for no limit.
    """

    link: Link
    hours: float
    capacity: float | None
    twin: str | None
    queue: Floats | None
    flow: Floats


@dataclass(frozen=True)
class Situation:
    """Where people are at each step.

    ``times`` are the ends of the steps from the day before the as-of time on, ``now`` the number of
    the last that ended by the as-of time. ``states`` are by the id of a link or checkpoint.
    ``totals`` have shape (level, time) at :data:`BAND`: arrived, on the road, queueing, held.
    """

    times: tuple[datetime, ...]
    now: int
    places: tuple[PlacePeople, ...]
    links: tuple[LinkPeople, ...]
    states: Mapping[str, Sequence[RoadChange]]
    totals: Mapping[str, Floats]


def make_situation(forecast: Forecast) -> Situation:
    """Where people are at each step of a forecast, from the day before its as-of time on."""
    ends = local_ends(forecast)
    first = first_shown(forecast)
    ensemble = forecast.ensemble
    totals = {
        "arrived": ensemble["crossed"],
        "on_road": ensemble["on_road"],
        "queueing": queueing(forecast),
        "held": held(forecast),
    }
    return Situation(
        times=tuple(ends[first:]),
        now=max(sum(end <= forecast.as_of for end in ends[first:]) - 1, 0),
        places=tuple(_places(forecast, first)),
        links=tuple(_links(forecast, first)),
        states=state_changes(forecast.scenario, ends[first]),
        totals={name: quantiles(values[:, first:], BAND) for name, values in totals.items()},
    )


def middle(scenario: Scenario, number: Number | Flow | None) -> float | None:
    """The median of what is believed about a number; None for no number, or no limit."""
    if number is None or isinstance(number, Unlimited):
        return None
    value = scenario.median(number)
    return value if np.isfinite(value) else None


def _places(forecast: Forecast, first: int) -> Iterator[PlacePeople]:
    ensemble = forecast.ensemble
    labels = {axis: set(map(str, ensemble.labels[axis])) for axis in ensemble.labels}
    for place in forecast.scenario.places:
        there: Values | None = None
        what: What = "present"
        if place.id in labels["origin"]:
            there = ensemble.at("home", place.id) + ensemble.at("held", place.id)
            what = "at home or held"
        elif place.id in labels["reception"]:
            there = ensemble.at("present", place.id)
        elif place.id in labels["bottleneck"]:
            there, what = ensemble.at("queue", place.id), "waiting"
        if there is not None:
            room = middle(forecast.scenario, place.room)
            yield PlacePeople(place, what, quantiles(there[:, first:], BAND), room)


def _links(forecast: Forecast, first: int) -> Iterator[LinkPeople]:
    scenario, ensemble = forecast.scenario, forecast.ensemble
    limited = set(map(str, ensemble.labels["bottleneck"]))
    twins = {(link.start, link.end): link.id for link in scenario.links}
    flows = link_flows(forecast)
    for link in scenario.links:
        queue = ensemble.at("queue", link.id)[:, first:] if link.id in limited else None
        yield LinkPeople(
            link=link,
            hours=middle(scenario, link.hours) or 0.0,
            capacity=middle(scenario, link.vehicles_per_hour),
            twin=twins.get((link.end, link.start)),
            queue=None if queue is None else quantiles(queue, BAND),
            flow=flows[link.id][:, first:],
        )
