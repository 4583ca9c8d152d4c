"""Tables in the layouts of their sources, made for tests, and the scenario that they speak of."""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from corridor.formats import ForeignTable, read_foreign_table
from corridor.parameters.number import PlainNumber
from corridor.scenario import Place

DATA = Path(__file__).parent / "formats_data"
ZONE = ZoneInfo("Africa/Nairobi")

PLACES = (
    Place(
        id="millfield",
        name="Millfield",
        kind="origin",
        lat=10,
        lon=20,
        people=PlainNumber(value=100),
        country="Norland",
        pcode="XN0102",
        certainty="assumed",
    ),
    Place(
        id="port-camp",
        name="Port Camp",
        kind="reception",
        lat=12,
        lon=22,
        country="Estania",
        certainty="assumed",
    ),
    Place(
        id="estania",
        name="Estania",
        kind="reception",
        lat=12.5,
        lon=22.5,
        country="Estania",
        certainty="assumed",
    ),
)

CSV_TABLES = (
    "acled.csv",
    "acled_old.csv",
    "idmc_idu.csv",
    "iom_dtm.csv",
    "ucdp_ged.csv",
    "unhcr_odp.csv",
    "unhcr_situations.csv",
    "unhcr_statistics.csv",
)
TABLES = (*CSV_TABLES, "idmc_idu.json", "iom_dtm.json", "ucdp_ged_no_header.csv", "unhcr_odp.json")


def read(path: Path, *, places: Sequence[Place] = PLACES, **options: str) -> ForeignTable:
    return read_foreign_table(path, zone=ZONE, places=places, published=options.get("published"))


def rows_of(name: str) -> list[list[str]]:
    text = (DATA / name).read_text(encoding="utf-8-sig")
    separator = ";" if text.partition("\n")[0].count(";") > 5 else ","
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def write(path: Path, rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    return path


def changed(tmp_path: Path, name: str, change: Callable[[str], str]) -> Path:
    path = tmp_path / name
    path.write_text(change((DATA / name).read_text(encoding="utf-8-sig")), encoding="utf-8")
    return path
