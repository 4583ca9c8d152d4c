"""A Flee folder as the rows of a scenario."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from corridor.formats.findings import slug
from corridor.formats.flee.folder import FleeFolder, Location, Route
from corridor.formats.flee.lines import Notice
from corridor.formats.flee.series import Observation, Series
from corridor.formats.flee.shut import Way, both_ways, gate, gated_camps, inside, shut_days
from corridor.formats.flee.timeline import Row, timeline_rows
from corridor.places import great_circle_km

#: Mean speed on roads, with stops. Flee's own roads have no speed. House assumption.
KM_PER_HOUR = 30.0

#: A way that is shorter than the straight line keeps its time, down to this speed.
FASTEST_KM_PER_HOUR = 100.0

#: No link may be shorter than this share of the straight line between its ends.
_LEAST_OF_STRAIGHT = 0.9

#: Kilometres and hours from the road into a camp that is closed for a time.
_GATE = (1.0, 1.0 / KM_PER_HOUR)

#: A capacity this near to the largest figure of a camp may be later knowledge in round numbers.
_NEAR = 0.05

_LONGEST_NAME = 20


@dataclass
class Rows:
    """The rows of a scenario's tables, and what was odd in making them."""

    places: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    timeline: list[Row] = field(default_factory=list)
    counts: list[Row] = field(default_factory=list)
    ledger: list[Row] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    has_rooms: bool = False
    has_new_camps: bool = False


def scenario_rows(folder: FleeFolder, *, with_capacities: bool) -> Rows:
    """The rows of the scenario that a folder describes.

    Capacities that are a figure of the camp's own later data are left out unless
    ``with_capacities``; they are rejected claims in the ledger then.
    """
    rows = Rows(notices=list(folder.notices))
    ids = _ids(folder)
    leaked = _leaked(folder)
    rows.notices += _about(leaked, folder, with_capacities=with_capacities)
    if with_capacities:
        leaked = {}
    kept = {
        camp.name: camp.capacity
        for camp in _camps(folder)
        if camp.capacity and camp.name not in leaked
    }
    rows.has_rooms = bool(kept)
    origins = _origins(folder, rows)
    for location in folder.locations:
        rows.places += _place(location, folder, ids, origins, kept.get(location.name))
    shut, notices = shut_days(folder)
    rows.notices += notices
    for route in folder.routes:
        rows.links += _links(route, folder, ids, rows)
    for camp in sorted(gated_camps(folder)):
        note = "the way into a camp that is closed for a time"
        rows.links += [_link(way, ids, _GATE, note) for way in gate(camp)]
    rows.timeline = timeline_rows(folder, ids, origins, shut)
    rows.has_new_camps = any(row["action"] == "direct" for row in rows.timeline)
    rows.counts += [row for series in folder.series for row in _counts(folder, series, ids)]
    rows.ledger += _claims(folder, ids, leaked)
    return rows


def _camps(folder: FleeFolder) -> Iterator[Location]:
    return (location for location in folder.locations if location.kind == "camp")


def _ids(folder: FleeFolder) -> dict[str, str]:
    """Ids of places by name; the inside of a camp that can be closed has one of its own."""
    gated = gated_camps(folder)
    ids: dict[str, str] = {}
    for location in folder.locations:
        name, plain = location.name, slug(location.name)[:_LONGEST_NAME].strip("-")
        if name in gated:
            ids[inside(name)] = _unused(plain, ids)
            plain = f"{plain}-road"
        ids[name] = _unused(plain, ids)
    return ids


def _unused(id: str, ids: Mapping[str, str]) -> str:
    number = 1
    while (wanted := id if number == 1 else f"{id}-{number}") in ids.values():
        number += 1
    return wanted


def _leaked(folder: FleeFolder) -> dict[str, Observation]:
    """Camps whose capacity is a figure of their own later data, and the first time it was known."""
    capacity = {camp.name: camp.capacity for camp in _camps(folder)}
    found: dict[str, Observation] = {}
    for series in folder.series:
        later = [seen for seen in (*series.counted, *series.revised) if seen.known > folder.start]
        same = [seen for seen in later if seen.people == capacity.get(series.camp)]
        if same and capacity[series.camp]:
            found[series.camp] = min(same, key=lambda seen: seen.known)
    return found


def _about(
    leaked: Mapping[str, Observation], folder: FleeFolder, *, with_capacities: bool
) -> Iterator[Notice]:
    for camp, seen in leaked.items():
        location = folder.location[camp]
        text = (
            f"the capacity of {camp}, {location.capacity}, is leaked: its own figure of {seen.day},"
            f" known on {seen.known}: {'kept' if with_capacities else 'left out'}"
        )
        yield Notice("locations.csv", location.line, text)
    for series in folder.series:
        place, largest = folder.location[series.camp], max(_figures(series), default=0)
        near = place.capacity and abs(place.capacity - largest) <= _NEAR * largest
        if near and series.camp not in leaked:
            text = (
                f"the capacity of {series.camp}, {place.capacity}, is near its own largest figure,"
                f" {largest}: kept"
            )
            yield Notice("locations.csv", place.line, text)


def _figures(series: Series) -> list[int]:
    return [seen.people for seen in (*series.counted, *series.revised)]


def _origins(folder: FleeFolder, rows: Rows) -> frozenset[str]:
    """Places with people, outside camps, from where some way leads to a camp."""
    ways: dict[str, set[str]] = {}
    for route in folder.routes:
        for way in both_ways(route):
            ways.setdefault(way.end, set()).add(way.start)
    reached = {camp.name for camp in _camps(folder)}
    ends = list(reached)
    while ends:
        new = ways.get(ends.pop(), set()) - reached
        reached |= new
        ends += new
    found = set()
    for location in folder.locations:
        if location.kind == "conflict" and not location.people:
            text = f"{location.name} is in conflict and has no people: people only pass"
            rows.notices.append(Notice("locations.csv", location.line, text))
        elif location.people and location.name not in reached:
            text = f"no way leads from {location.name} to a camp: its people are left out"
            rows.notices.append(Notice("locations.csv", location.line, text))
        elif location.people:
            found.add(location.name)
    return frozenset(found)


def _place(
    location: Location,
    folder: FleeFolder,
    ids: Mapping[str, str],
    origins: frozenset[str],
    capacity: int | None,
) -> Iterator[Row]:
    is_camp = location.kind == "camp"
    kind = "reception" if is_camp else "origin" if location.name in origins else "waypoint"
    name = location.name.replace("_", " ")
    shared = {
        "lat": f"{location.lat:g}",
        "lon": f"{location.lon:g}",
        "country": location.country.replace("_", " "),
        "certainty": "uncertain",
        "note": f"locations.csv line {location.line}, {location.region.replace('_', ' ')}",
    }
    gated = location.name in gated_camps(folder)
    yield shared | {
        "id": ids[inside(location.name) if gated else location.name],
        "name": name,
        "alt_names": location.name if name != location.name else "",
        "kind": kind,
        "people": str(location.people) if kind == "origin" else "",
        "room": str(capacity) if is_camp and capacity else "",
        "present": str(present_at_start(location.name, folder) or "") if is_camp else "",
        "through": "yes" if is_camp and not gated else "",
    }
    if gated:
        yield shared | {"id": ids[location.name], "name": f"{name}, the road", "kind": "waypoint"}


def _links(route: Route, folder: FleeFolder, ids: Mapping[str, str], rows: Rows) -> Iterator[Row]:
    one, other = (folder.location[name] for name in route.ends)
    straight = great_circle_km(one.lat, one.lon, other.lat, other.lon)
    km, hours, note = route.km, route.km / KM_PER_HOUR, f"routes.csv line {route.line}"
    if km < _LEAST_OF_STRAIGHT * straight:
        km = round(straight, 1)
        hours = max(hours, km / FASTEST_KM_PER_HOUR)
        text = (
            f"{route.km:g} km is less than the straight line, {straight:.0f} km: hours {hours:.3g}"
        )
        rows.notices.append(Notice("routes.csv", route.line, text))
        note = f"{note}: {route.km:g} km there, less than the straight line"
    for way in both_ways(route):
        yield _link(way, ids, (km, hours), note)


def _link(way: Way, ids: Mapping[str, str], length: tuple[float, float], note: str) -> Row:
    km, hours = length
    start, end = ids[way.start], ids[way.end]
    return {
        "id": f"{start}--{end}",
        "from": start,
        "to": end,
        "km": f"{km:g}",
        "hours": f"{max(hours, 0.01):.4g}",
        "vehicles_per_hour": "lane_vehicles_per_hour",
        "certainty": "assumed",
        "note": f"{note}; {KM_PER_HOUR:g} km/h and one lane are assumed",
    }


def present_at_start(camp: str, folder: FleeFolder) -> int:
    """People in a camp by its last count up to the first day, as it was known then."""
    counted = next((series.counted for series in folder.series if series.camp == camp), ())
    return next((seen.people for seen in reversed(counted) if seen.day <= folder.start), 0)


def _counts(folder: FleeFolder, series: Series, ids: Mapping[str, str]) -> Iterator[Row]:
    id = ids.get(inside(series.camp), ids[series.camp])
    for seen in (*series.counted, *series.revised):
        is_revised = seen.known != seen.day
        label = f"{id}-{seen.day:%Y%m%d}"
        yield {
            "id": f"{label}-r{seen.known:%Y%m%d}" if is_revised else label,
            "place": id,
            "kind": "registered",
            "measure": "stock",
            "value": str(seen.people),
            "unit": "people",
            "held": seen.day.isoformat(),
            "published": seen.known.isoformat(),
            "published_how": "assumed",
            "said_by": f"Flee folder {folder.name}",
            "published_by": f"Flee folder {folder.name}",
            "certainty": "derived" if is_revised else "sourced",
            "note": f"{seen.file} line {seen.line}" + (", as corrected" if is_revised else ""),
        }


def _claims(
    folder: FleeFolder, ids: Mapping[str, str], leaked: Mapping[str, Observation]
) -> Iterator[Row]:
    who = {
        "unit": "people",
        "said_by": f"Flee folder {folder.name}",
        "published_by": f"Flee folder {folder.name}",
        "certainty": "stated",
    }
    for camp, seen in leaked.items():
        location = folder.location[camp]
        yield who | {
            "id": f"capacity-{slug(camp)}",
            "kind": "capacity",
            "value": str(location.capacity),
            "place": ids.get(inside(camp), ids[camp]),
            "held": seen.day.isoformat(),
            "published": seen.known.isoformat(),
            "document": "locations.csv",
            "grade": "E",
            "status": "rejected",
            "note": f"leaked: the camp's own figure of {seen.day} ({seen.file} line {seen.line})",
        }
    for seen in folder.total.counted if folder.total else ():
        yield who | {
            "id": f"total-{seen.day:%Y%m%d}",
            "kind": "registered",
            "value": str(seen.people),
            "place": folder.locations[0].country.replace("_", " "),
            "held": seen.day.isoformat(),
            "published": seen.known.isoformat(),
            "document": seen.file,
            "grade": "B",
            "status": "proposed",
            "note": f"total of refugees, line {seen.line}",
        }
