"""Rules for the network: coordinates, lengths, speeds, and what can be reached."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from corridor.errors import Problem
from corridor.places import great_circle_km
from corridor.scenario.draft import Draft
from corridor.scenario.parts import Place
from corridor.scenario.uses import LINKS_FILE, PLACES_FILE, YAML_FILE, Spot

#: Coordinates of places are rounded and centres differ, so a road may seem a little too short.
SHORTEST_ROAD = 0.9

#: No road carries people faster than this for its whole length.
FASTEST_KM_PER_HOUR = 130.0

#: A place this far from the others is suspected of swapped coordinates ...
_FAR_KM = 500.0

#: ... if swapping brings it this much nearer.
_NEARER = 0.25


def coordinates_swapped(draft: Draft) -> Iterator[Problem]:
    """No place comes to lie among the others by swapping its coordinates."""
    if len(draft.places) < 3:
        return
    lats = sorted(place.lat for place in draft.places)
    lons = sorted(place.lon for place in draft.places)
    for index, place in enumerate(draft.places):
        lat, lon = _median_without(lats, place.lat), _median_without(lons, place.lon)
        here = great_circle_km(place.lat, place.lon, lat, lon)
        if here < _FAR_KM or abs(place.lon) > 90:
            continue
        swapped = great_circle_km(place.lon, place.lat, lat, lon)
        if swapped < here * _NEARER:
            spot = Spot(PLACES_FILE, (index, "lat"))
            expected = "coordinates near the other places (lat and lon seem to be swapped)"
            yield draft.problem(spot, f"a place {here:,.0f} km from the others", expected)


def _median_without(ordered: Sequence[float], value: float) -> float:
    """Median of sorted numbers without one of them, found without looking at each."""
    out, left = bisect_left(ordered, value), len(ordered) - 1
    middle = ((left - 1) // 2, left // 2)
    return sum(ordered[i if i < out else i + 1] for i in middle) / 2


def link_shorter_than_a_straight_line(draft: Draft) -> Iterator[Problem]:
    """No road is much shorter than the straight line between its ends."""
    for index, link in enumerate(draft.links):
        start, end = draft.place.get(link.start), draft.place.get(link.end)
        if not (start and end):
            continue
        straight = _distance(start, end)
        if link.km < SHORTEST_ROAD * straight:
            spot = Spot(LINKS_FILE, (index, "km"))
            expected = f"at least the straight line of {straight:.0f} km"
            yield draft.problem(spot, f"{link.km:g}", expected)


def _distance(start: Place, end: Place) -> float:
    return great_circle_km(start.lat, start.lon, end.lat, end.lon)


def link_too_fast(draft: Draft) -> Iterator[Problem]:
    """Nobody drives faster than 130 km/h on average, taking the median of the hours."""
    for index, link in enumerate(draft.links):
        hours = draft.distribution(link.hours)
        if hours is None:
            continue
        middle = float(hours.quantile(np.array([0.5]))[0])
        if middle > 0 and link.km > FASTEST_KM_PER_HOUR * middle:
            spot = Spot(LINKS_FILE, (index, "hours"))
            least = link.km / FASTEST_KM_PER_HOUR
            expected = f"at least {least:.2g} hours for {link.km:g} km (130 km/h)"
            yield draft.problem(spot, f"{middle:.3g} hours", expected)


def origin_without_a_way_out(draft: Draft) -> Iterator[Problem]:
    """With all roads open, every origin has a way to some reception place."""
    if not _has_whole_network(draft):
        return
    backwards = _neighbours((link.end, link.start) for link in draft.links)
    receptions = [place.id for place in draft.places if place.kind == "reception"]
    have_a_way = _reached(receptions, backwards)
    for index, place in enumerate(draft.places):
        if place.kind == "origin" and place.id not in have_a_way:
            spot = Spot(PLACES_FILE, (index, "id"))
            found = f"{place.id!r} without a way to any reception place"
            yield draft.problem(spot, found, "a way over links (they are directed)")


def onward_target_out_of_reach(draft: Draft) -> Iterator[Problem]:
    """There is a way for every onward move."""
    if not _has_whole_network(draft):
        return
    neighbours = _neighbours((link.start, link.end) for link in draft.links)
    for index, move in draft.onward:
        reached = _reached([move.start], neighbours)
        for id in move.shares:
            if id in draft.place and move.start in draft.place and id not in reached:
                spot = Spot(YAML_FILE, ("onward", index, "shares", id))
                found = f"{id!r} without a way from {move.start!r}"
                yield draft.problem(spot, found, "a way over links (they are directed)")


def _has_whole_network(draft: Draft) -> bool:
    """Whether no fault that is reported already could be why there seems to be no way."""
    ends = {id for link in draft.links for id in (link.start, link.end)}
    return draft.is_whole(PLACES_FILE, LINKS_FILE) and ends <= draft.place.keys()


def _neighbours(pairs: Iterable[tuple[str, str]]) -> Mapping[str, list[str]]:
    ends: dict[str, list[str]] = {}
    for start, end in pairs:
        ends.setdefault(start, []).append(end)
    return ends


def _reached(starts: Iterable[str], neighbours: Mapping[str, list[str]]) -> set[str]:
    reached = set(starts)
    ahead = list(reached)
    while ahead:
        fresh = [id for id in neighbours.get(ahead.pop(), ()) if id not in reached]
        reached.update(fresh)
        ahead.extend(fresh)
    return reached
