"""When each road of a Flee folder is shut, and which way people are sent on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from corridor.formats.flee.folder import Closure, FleeFolder, Route
from corridor.formats.flee.lines import Notice


class Way(NamedTuple):
    """One direction of a road, by the names of its ends."""

    start: str
    end: str


class Days(NamedTuple):
    """From the start of one day to that of another; None for as long as the run."""

    start: int
    end: int | None


def gate(camp: str) -> tuple[Way, Way]:
    """The ways into a camp and out of it, apart from the road past it: shut while it is closed."""
    return Way(camp, inside(camp)), Way(inside(camp), camp)


def inside(camp: str) -> str:
    """The name for the inside of a camp whose name stands for the road past it."""
    return f"{camp} // camp"


def gated_camps(folder: FleeFolder) -> frozenset[str]:
    """Camps that are closed for a time: then people pass them without being received."""
    camps = {location.name for location in folder.locations if location.kind == "camp"}
    closed = {item.name1 for item in folder.closures if item.kind in ("camp", "idpcamp")}
    return frozenset(camps & closed)


def shut_days(folder: FleeFolder) -> tuple[dict[Way, tuple[Days, ...]], list[Notice]]:
    """The days on which each way is shut, put together, and closures that close nothing."""
    ways = [way for route in folder.routes for way in both_ways(route)]
    notices = []
    shut: dict[Way, list[Days]] = {}
    for closure in folder.closures:
        if closure.kind == "remove_forced_redirection":
            continue
        closed = list(_closed_ways(closure, ways, folder))
        days = closed_days(closure.start, closure.end, folder.days)
        if not closed or days is None:
            text = f"{closure.kind} closure of {closure.name1!r} closes nothing: left out"
            notices.append(Notice("closures.csv", closure.line, text))
            continue
        for way in closed:
            shut.setdefault(way, []).append(days)
    sent, odd = _redirected(folder, ways)
    for way, periods in sent.items():
        shut.setdefault(way, []).extend(periods)
    return {way: merged(periods) for way, periods in shut.items()}, notices + odd


def both_ways(route: Route) -> tuple[Way, Way]:
    """A road as its two directions."""
    return Way(*route.ends), Way(*reversed(route.ends))


def closed_days(start: int, end: int, length: int) -> Days | None:
    """The days of a closure; an end that is not reached is none."""
    if start < 0 or start >= length:
        return None
    return Days(start, end if start < end < length else None)


def merged(periods: Iterable[Days]) -> tuple[Days, ...]:
    """Periods that overlap or touch as one: a way opens when the last of its closures ends."""
    found: list[Days] = []
    for period in sorted(periods, key=lambda days: days.start):
        last = found[-1] if found else None
        if last is None or (last.end is not None and last.end < period.start):
            found.append(period)
            continue
        ends = (last.end, period.end)
        found[-1] = Days(last.start, None if None in ends else max(end for end in ends if end))
    return tuple(found)


def _closed_ways(closure: Closure, ways: Sequence[Way], folder: FleeFolder) -> Iterator[Way]:
    if closure.kind in ("camp", "idpcamp"):
        if closure.name1 in gated_camps(folder):
            yield from gate(closure.name1)
        return
    for way in ways:
        if _is_closed(closure, way, folder) or _is_closed(closure, Way(way.end, way.start), folder):
            yield way


def _is_closed(closure: Closure, way: Way, folder: FleeFolder) -> bool:
    here, there = folder.location[way.start], folder.location[way.end]
    if closure.kind == "country":
        return (here.country, there.country) == (closure.name1, closure.name2)
    if here.name != closure.name1:
        return False
    # The own country of a camp says where it lies: nobody shuts only the roads within it.
    is_whole = here.kind == "camp" and closure.name2 == here.country
    return is_whole or closure.name2 in ("", there.name, there.country)


def _redirected(
    folder: FleeFolder, ways: Sequence[Way]
) -> tuple[dict[Way, list[Days]], list[Notice]]:
    """Ways out of a place that are not taken while all who come there are sent on elsewhere."""
    switches: dict[Way, list[Closure]] = {}
    notices = []
    for closure in folder.closures:
        way = Way(closure.name1, closure.name2)
        if closure.kind == "remove_forced_redirection" and way in ways:
            switches.setdefault(way, []).append(closure)
        elif closure.kind == "remove_forced_redirection":
            text = f"there is no road from {way.start!r} to {way.end!r}: left out"
            notices.append(Notice("closures.csv", closure.line, text))
    flagged = {_sent_on(route) for route in folder.routes if route.redirect}
    targets: dict[str, dict[str, tuple[Days, ...]]] = {}
    for way in sorted(flagged | set(switches)):
        periods = in_force(way in flagged, switches.get(way, ()), folder.days)
        if periods:
            targets.setdefault(way.start, {})[way.end] = periods
    shut = {
        way: [days for periods in targets[way.start].values() for days in periods]
        for way in ways
        if way.start in targets and way.end not in targets[way.start]
    }
    return shut, notices


def _sent_on(route: Route) -> Way:
    return both_ways(route)[0 if route.redirect == 2 else 1]


def in_force(at_first: bool, switches: Sequence[Closure], length: int) -> tuple[Days, ...]:
    """When a redirection holds: it is off from the start of each switch, on again from its end."""
    changes: Mapping[int, bool] = dict(
        sorted(
            [(closure.end, True) for closure in switches if closure.end > closure.start]
            + [(closure.start, False) for closure in switches]
        )
    )
    found: list[Days] = []
    since = 0 if at_first else None
    for day, is_on in changes.items():
        if day >= length:
            break
        if is_on and since is None:
            since = max(day, 0)
        elif not is_on and since is not None:
            found += [Days(since, day)] if day > since else []
            since = None
    return (*found, Days(since, None)) if since is not None else tuple(found)
