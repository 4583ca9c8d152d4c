"""Other people's tables become counts, events and claims, and nothing of them is lost."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from corridor.errors import InputError
from corridor.formats import ForeignTable, detect, read_foreign_table

ZONE = ZoneInfo("Africa/Nairobi")

UNHCR_HEADER = (
    "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,returned_refugees,"
    "idps,returned_idps,stateless,ooc,oip,hst"
)


def written(tmp_path: Path, *lines: str, name: str = "table.csv") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path, **options: object) -> ForeignTable:
    return read_foreign_table(path, zone=ZONE, **options)  # type: ignore[arg-type]


def test_refugees_and_asylum_seekers_of_a_year_are_one_stock_in_the_country(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        UNHCR_HEADER,
        "2030,Norland,NOR,NRL,Estland,EST,ESL,1200,30,0,0,0,-,0,0,-",
    )

    (count,) = read(path).counts

    assert (count.kind, count.measure, count.value, count.place) == (
        "registered",
        "stock",
        1230,
        "estland",
    )
    assert count.held.end.isoformat() == "2030-12-31T23:59:59+03:00"


def test_a_renamed_column_is_named_with_its_nearest_match(tmp_path: Path) -> None:
    path = written(tmp_path, UNHCR_HEADER.replace("refugees,asylum", "refugee_count,asylum"))

    with pytest.raises(InputError, match=r"refugees: .* \(did you mean 'refugee_count'\?\)"):
        detect(path)
