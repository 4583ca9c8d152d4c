"""A run as a GeoPackage: layers of places and links, and a table of what is forecast by day.

Written with Python's own SQLite, after the OGC's GeoPackage Encoding Standard 1.3: tables of
clauses 1.1.2 (reference systems), 1.1.3 (contents), 2.1.5 (geometry columns) and geometries of
clause 2.1.3 (a header, then well-known binary).
"""

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC
from pathlib import Path

from corridor.forecast import TABLE_LEVELS
from corridor.formats.finished import Finished, about
from corridor.formats.geography import Feature, Point, link_features, place_features
from corridor.formats.quantities import daily_quantities

#: "GPKG", and version 1.3.0.
_APPLICATION, _VERSION = 0x47504B47, 10300

_WGS84 = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],'
    'PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]'
)

_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL,
  description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL,
  identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL,
  m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""

_SYSTEMS = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", None),
    ("Undefined geographic", 0, "NONE", 0, "undefined", None),
    ("WGS 84", 4326, "EPSG", 4326, _WGS84, "longitude, latitude in degrees"),
)

_INSERT_CONTENTS = "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def write_geopackage(run: Finished, path: Path) -> None:
    """Write the layers ``places`` and ``links`` and the tables ``daily`` and ``about``."""
    with closing(sqlite3.connect(path)) as base:
        base.execute(f"PRAGMA application_id = {_APPLICATION}")
        base.execute(f"PRAGMA user_version = {_VERSION}")
        base.executescript(_TABLES)
        base.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _SYSTEMS)
        # The same run gives the same file.
        changed = f"{run.manifest.created.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
        _layer(base, "places", "POINT", list(place_features(run)), changed)
        _layer(base, "links", "LINESTRING", list(link_features(run)), changed)
        _table(base, "daily", _daily_columns(), _daily(run), changed)
        _table(base, "about", ("name TEXT", "text TEXT"), about(run), changed)
        base.commit()


def _daily_columns() -> tuple[str, ...]:
    levels = (f"q{round(100 * level):02d} REAL" for level in TABLE_LEVELS)
    return ("place TEXT", "date DATE", "variable TEXT", "unit TEXT", *levels)


def _daily(run: Finished) -> Iterable[Sequence[object]]:
    for quantity in daily_quantities(run.forecast, TABLE_LEVELS):
        for k, place in enumerate(quantity.places):
            for j, day in enumerate(quantity.days):
                values = quantity.values[:, j, k].tolist()
                yield place, day.isoformat(), quantity.name, quantity.unit, *values


def _table(
    base: sqlite3.Connection,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[object]],
    changed: str,
) -> None:
    marks = ", ".join("?" * len(columns))
    # Names are ours; only values come from users.
    base.execute(f"CREATE TABLE {name} (fid INTEGER PRIMARY KEY, {', '.join(columns)})")
    base.executemany(f"INSERT INTO {name} VALUES (NULL, {marks})", rows)  # noqa: S608
    contents = (name, "attributes", name, "", changed, None, None, None, None, None)
    base.execute(_INSERT_CONTENTS, contents)


def _layer(
    base: sqlite3.Connection, name: str, kind: str, features: Sequence[Feature], changed: str
) -> None:
    values = features[0].values if features else {}
    columns = [f'"{column}" {_type(features, column)}' for column in values]
    head = ", ".join(["fid INTEGER PRIMARY KEY", f"geom {kind}", *columns])
    base.execute(f"CREATE TABLE {name} ({head})")
    marks = ", ".join("?" * (1 + len(values)))
    base.executemany(
        f"INSERT INTO {name} VALUES (NULL, {marks})",  # noqa: S608 - our own names
        ((_geometry(feature.points), *feature.values.values()) for feature in features),
    )
    points = [point for feature in features for point in feature.points]
    lons, lats = zip(*points, strict=True) if points else ((0.0,), (0.0,))
    box = (min(lons), min(lats), max(lons), max(lats))
    base.execute(_INSERT_CONTENTS, (name, "features", name, "", changed, *box, 4326))
    base.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)", (name, kind)
    )


def _type(features: Sequence[Feature], column: str) -> str:
    return "TEXT" if isinstance(features[0].values[column], str) else "REAL"


def _geometry(points: Sequence[Point]) -> bytes:
    """A header without an envelope, and well-known binary, low byte first."""
    header = struct.pack("<2sBBi", b"GP", 0, 1, 4326)
    pairs = struct.pack(f"<{2 * len(points)}d", *(value for point in points for value in point))
    if len(points) == 1:
        return header + struct.pack("<BI", 1, 1) + pairs
    return header + struct.pack("<BII", 1, 2, len(points)) + pairs
