"""What happens in a Flee folder, as rows of a timeline: closures, conflict, new camps."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeAlias

from corridor.formats.flee.folder import FleeFolder, Location
from corridor.formats.flee.shut import Way, closed_days, inside

Row: TypeAlias = Mapping[str, str]


def timeline_rows(
    folder: FleeFolder,
    ids: Mapping[str, str],
    origins: frozenset[str],
    shut: Mapping[Way, Iterable[tuple[int, int | None]]],
) -> list[Row]:
    """Closures, conflict at ``origins``, new camps, and a note where the period ends."""
    return [
        *_closures(folder, ids, shut),
        *_conflicts(folder, ids, origins),
        *_new_camps(folder, ids),
        _end_of_period(folder),
    ]


def midnight(day: date) -> datetime:
    """The beginning of a day; Flee's days have no time zone."""
    return datetime.combine(day, time(), UTC)


def _event(folder: FleeFolder, day: int, **cells: str) -> Row:
    at = midnight(folder.start + timedelta(days=day))
    # A bare date is the end of the day: what happened on a day is not known before it is over.
    known = at.date().isoformat()
    return {
        "time": at.isoformat(timespec="minutes"),
        "published": known,
        "certainty": "uncertain",
    } | cells


def _closures(
    folder: FleeFolder, ids: Mapping[str, str], shut: Mapping[Way, Iterable[tuple[int, int | None]]]
) -> Iterator[Row]:
    for way, periods in shut.items():
        link = f"{ids[way.start]}--{ids[way.end]}"
        for start, end in periods:
            note = "closures.csv or a forced redirection"
            yield _event(
                folder, start, id=f"{link}-shut-{start}", action="close", target=link, note=note
            )
            if end is not None:
                yield _event(
                    folder, end, id=f"{link}-open-{end}", action="open", target=link, note=note
                )


def _conflicts(
    folder: FleeFolder, ids: Mapping[str, str], origins: frozenset[str]
) -> Iterator[Row]:
    """Each day on which the level of conflict at a place changes.

    A rise is an attack of that level, which fades and is felt around; how long the conflict lasts
    is the driver ``conflict``, which stays until it changes. Days after the run are left out.
    """
    for name, levels in folder.conflicts.items():
        id, before = ids.get(name, ""), 0.0
        for day, level in enumerate(levels[: folder.days]):
            if level == before:
                continue
            note = f"conflicts.csv: level {level:g}"
            if level > before:
                yield _event(
                    folder,
                    day,
                    id=f"{id}-attack-{day}",
                    action="threat",
                    target=id,
                    value=f"{level:g}",
                    note=note,
                )
            if name in origins:
                yield _event(
                    folder,
                    day,
                    id=f"{id}-conflict-{day}",
                    action="driver",
                    target=f"conflict@{id}",
                    value=f"{level:g}",
                    note=note,
                )
            before = level


def _new_camps(folder: FleeFolder, ids: Mapping[str, str]) -> Iterator[Row]:
    """Arrivals are directed to the newest camp of a country from the day on which it opens.

    A camp that opens in a country with open camps opens because these fill up.
    """
    camps = [location for location in folder.locations if location.kind == "camp"]
    opened = {camp.name: _opens(camp, folder) for camp in camps}
    for name, day in opened.items():
        country = folder.location[name].country
        others = [opened[camp.name] for camp in camps if camp.country == country]
        if day is None or not any(other is not None and other < day for other in others):
            continue
        newer = min((other for other in others if other is not None and other > day), default=None)
        id = ids.get(inside(name), ids[name])
        for when, value in ((day, "destination_new_site"), (newer, "0")):
            if when is not None:
                yield _event(
                    folder,
                    when,
                    id=f"{id}-new-{when}",
                    action="direct",
                    target=id,
                    value=value,
                    note="closures.csv: the newest camp of its country, or so no longer",
                )


def _opens(camp: Location, folder: FleeFolder) -> int | None:
    """The first day on which a camp is not closed itself; None where it stays closed."""
    day = 0
    for closure in sorted(folder.closures, key=lambda closure: closure.start):
        is_own = closure.kind in ("camp", "idpcamp") or (
            # Shut to a whole country, its own or that which people leave, or to everybody.
            closure.kind == "location" and closure.name2 not in folder.location
        )
        if closure.name1 == camp.name and is_own and closure.start <= day:
            days = closed_days(closure.start, closure.end, folder.days)
            if days is not None and days.end is None:
                return None
            day = max(day, days.end or 0) if days else day
    return day


def _end_of_period(folder: FleeFolder) -> Row:
    note = f"sim_period.csv: the folder's {folder.days} days end here"
    return _event(folder, folder.days, id="end-of-period", action="note", target="", note=note)
