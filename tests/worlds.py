"""A small world for tests: a scenario folder that passes all checks, with parts to change.

Two origins (``north``, ``south``) meet at ``junction``; one road leads on through the checkpoint
``gate`` to ``entry``, where people are received and from where some move on to ``east-town`` and
``west-town``::

    north ─┐
           ├─ junction ── gate ── entry ─┬─ east-town
    south ─┘                             └─ west-town
"""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

Row: TypeAlias = Mapping[str, str]
Changes: TypeAlias = Mapping[str, Row | None]

COLUMNS: Mapping[str, str] = {
    "places": "id,name,alt_names,kind,lat,lon,people,vehicles_per_hour,source,certainty,note",
    "links": "id,from,to,km,hours,vehicles_per_hour,source,certainty,note",
    "timeline": "id,time,delay_hours,published,action,target,value,replaces,source,certainty,note",
    "counts": (
        "id,place,kind,measure,value,unit,held,published,published_how,said_by,published_by,url,"
        "certainty,note"
    ),
    "ledger": (
        "id,kind,value,low,high,unit,place,held,published,said_by,published_by,url,document,quote,"
        "start,end,grade,status,certainty,note"
    ),
}

#: Columns that a header has only where a row fills them.
OPTIONAL_COLUMNS: Mapping[str, str] = {
    "places": "country,size,room,present,overflow,registrations_per_hour,through,open_hours",
    "links": "open_hours,storage_vehicles",
    "counts": "since",
}

#: Files that are written only where they have rows.
OPTIONAL_FILES: Mapping[str, str] = {
    "supplies": (
        "id,place,good,stock_tonnes,ration_kg_per_person_day,delivery_tonnes_per_day,from,source,"
        "certainty,note"
    ),
    "lifts": (
        "id,from,to,first,every_hours,until,seats,hours,needs_road,published,source,certainty,note"
    ),
}

SETTINGS: Row = {
    "schema": "1",
    "name": "small-world",
    "title": "A small world",
    "summary": "Two origins, one road out.",
    "time_zone": "Africa/Nairobi",
    "start": '"2030-03-01T06:00+03:00"',
    "step_minutes": "60",
    "as_of": '"2030-03-02T18:00+03:00"',
    "horizon_days": "5",
    "sensitivity": "public",
    "leaving": (
        "{base_rate_per_day: leaving_rate, share_willing: 0.9, drivers: {danger: threat_effect}}"
    ),
    "people_per_vehicle": "4",
    "onward": ("[{from: entry, stay_hours: 12, shares: {east-town: 0.5, west-town: west_share}}]"),
}

PARAMETERS: Row = {
    "leaving_rate": (
        '{value: {lognormal: {interval: [0.5, 2]}}, unit: 1/day, published: "2030-01-10",'
        " source: made up, reason: made up, certainty: assumed}"
    ),
    "threat_effect": (
        "{value: {normal: {mean: 1, sd: 0.5}}, unit: log hazard ratio, min: 0, max: 3,"
        ' published: "2030-01-10", source: made up, reason: made up, certainty: assumed}'
    ),
    "west_share": (
        '{value: {beta: {interval: [0.1, 0.4]}}, unit: share, published: "2030-01-10",'
        " source: made up, reason: made up, certainty: assumed}"
    ),
    "gate_flow": (
        '{value: {uniform: [100, 300]}, unit: vehicles/hour, published: "2030-01-10",'
        " source: made up, reason: made up, certainty: assumed}"
    ),
    "people_north": (
        "{value: {from: [north-census, north-mayor]}, unit: people,"
        " source: the ledger, reason: made up, certainty: sourced}"
    ),
}

_MADE_UP = {"certainty": "assumed", "note": "made up"}


def _place(name: str, kind: str, lat: str, lon: str, **more: str) -> Row:
    return {"name": name, "kind": kind, "lat": lat, "lon": lon, **more, **_MADE_UP}


def _link(start: str, end: str, km: str, hours: str, flow: str) -> Row:
    return {
        "from": start,
        "to": end,
        "km": km,
        "hours": hours,
        "vehicles_per_hour": flow,
    } | _MADE_UP


def _event(time: str, published: str, action: str, target: str, **more: str) -> Row:
    when = {"time": time, "published": published}
    return when | {"action": action, "target": target, **more, **_MADE_UP}


def _count(value: str, held: str, published: str) -> Row:
    return {
        "place": "entry",
        "kind": "arrived",
        "measure": "cumulative",
        "value": value,
        "unit": "people",
        "held": held,
        "published": published,
        "published_how": "stated",
        "said_by": "Entry town hall",
        "published_by": "Entry town hall",
    } | _MADE_UP


def _claim(value: str, grade: str, published: str) -> Row:
    return {
        "kind": "population",
        "value": value,
        "unit": "people",
        "place": "north",
        "held": "2029",
        "published": published,
        "said_by": "Statistics office",
        "published_by": "Statistics office",
        "url": "https://example.org/",
        "grade": grade,
        "status": "accepted",
        "certainty": "stated",
        "note": "made up",
    }


TABLES: Mapping[str, Mapping[str, Row]] = {
    "places": {
        "north": _place("North", "origin", "1.30", "36.00", people="people_north"),
        "south": _place("South", "origin", "1.00", "36.00", people="3000"),
        "junction": _place("Junction", "waypoint", "1.15", "36.10"),
        "gate": _place("Gate", "checkpoint", "1.15", "36.30", vehicles_per_hour="gate_flow"),
        "entry": _place("Entry", "reception", "1.15", "36.40", alt_names="Entry Town; The Entry"),
        "east-town": _place("East Town", "reception", "1.20", "36.80"),
        "west-town": _place("West Town", "reception", "1.50", "36.50"),
    },
    "links": {
        "north-junction": _link("north", "junction", "22", "0.5", "600"),
        "south-junction": _link("south", "junction", "22", "0.5", "600"),
        "junction-gate": _link("junction", "gate", "25", "{uniform: [0.4, 0.8]}", "600"),
        "gate-entry": _link("gate", "entry", "12", "0.25", "unlimited"),
        "entry-east": _link("entry", "east-town", "48", "1", "unlimited"),
        "entry-west": _link("entry", "west-town", "44", "1", "unlimited"),
    },
    "timeline": {
        "threat-begins": _event(
            "2030-03-01T08:00+03:00", "2030-03-01T09:00+03:00", "driver", "danger", value="1"
        ),
        "north-closes": _event(
            "2030-03-01T12:00+03:00", "2030-03-01T14:00+03:00", "close", "north-junction"
        ),
        "north-opens": _event(
            "2030-03-03T06:00+03:00",
            "2030-03-02T10:00+03:00",
            "open",
            "north-junction",
            delay_hours="{uniform: [0, 6]}",
        ),
        "north-opens-late": _event(
            "2030-03-04T06:00+03:00",
            "2030-03-03T10:00+03:00",
            "escort",
            "north-junction",
            value="50",
            replaces="north-opens",
        ),
    },
    "counts": {
        "first": _count("900", "2030-03-02T12:00+03:00", "2030-03-02T15:00+03:00"),
        "second": _count("2400", "2030-03-03T12:00+03:00", "2030-03-03T15:00+03:00"),
    },
    "ledger": {
        "north-census": _claim("4000", "B", "2029-06-30"),
        "north-mayor": _claim("5000", "D", "2030-03-01T20:00+03:00"),
        "north-later": _claim("4600", "B", "2030-04-01"),
    },
}


def write_world(
    folder: Path,
    *,
    settings: Mapping[str, str | None] | None = None,
    parameters: Mapping[str, str | None] | None = None,
    **tables: Changes,
) -> Path:
    """Write the small world into ``folder``, with changes; gives the folder.

    ``settings`` and ``parameters`` map a key to its YAML text; ``places``, ``links``, ``timeline``,
    ``counts``, ``ledger``, ``supplies`` and ``lifts`` map an id to the cells that change, or to all
    that are filled for a new id. None takes an entry out. A parameter of the world that nothing
    names any more is left out, unless ``parameters`` has it.

    >>> from tempfile import mkdtemp
    >>> folder = write_world(Path(mkdtemp()), places={"gate": {"vehicles_per_hour": "60"}})
    """
    folder.mkdir(parents=True, exist_ok=True)
    texts = [_without_nones({**SETTINGS, **(settings or {})})]
    for name, columns in {**COLUMNS, **OPTIONAL_FILES}.items():
        rows = _changed(TABLES.get(name, {}), tables.pop(name, {}))
        if name in OPTIONAL_FILES and not rows:
            continue
        text = _table(columns.split(",") + _used_columns(name, rows), rows)
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        texts.append(text)
    if tables:
        raise ValueError(f"no such table: {', '.join(tables)}")
    named = _used_parameters("\n".join(texts)) | dict(parameters or {})
    yaml = texts[0] + "parameters:\n" + _without_nones(named, indent="  ")
    (folder / "scenario.yaml").write_text(yaml, encoding="utf-8")
    return folder


def _used_columns(table: str, rows: list[Row]) -> list[str]:
    optional = OPTIONAL_COLUMNS.get(table, "").split(",")
    return [column for column in optional if any(column in row for row in rows)]


def _used_parameters(text: str) -> dict[str, str | None]:
    return {name: body for name, body in PARAMETERS.items() if re.search(rf"\b{name}\b", text)}


def _without_nones(entries: Mapping[str, str | None], indent: str = "") -> str:
    return "".join(f"{indent}{key}: {text}\n" for key, text in entries.items() if text is not None)


def _changed(rows: Mapping[str, Row], changes: Changes) -> list[Row]:
    changed = {id: {"id": id, **row} for id, row in rows.items()}
    for id, change in changes.items():
        if change is None:
            del changed[id]
        else:
            changed[id] = {"id": id, **changed.get(id, {}), **change}
    return list(changed.values())


def _table(columns: list[str], rows: list[Row]) -> str:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
