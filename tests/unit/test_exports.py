"""Exports, each read back by another program's reader and compared with the run's numbers."""

import csv
import json
import re
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from itertools import chain
from pathlib import Path

import numpy as np
import openpyxl
import pyogrio
import pypdfium2
import pytest
import xarray as xr

from corridor.errors import OptionError, RunError
from corridor.forecast import HUB_LEVELS, Forecast, compare, make_forecast, quantiles
from corridor.formats.output import new_output
from corridor.formats.spreadsheet import csv_text, harmless
from corridor.report.brief.changes import changes
from corridor.report.brief.fan import legend
from corridor.report.export import FORMATS, Format, export_paths, export_run
from corridor.report.run import write_run
from corridor.report.view import make_view
from tests.worlds import write_world

HOSTILE = ("=cmd|' /C calc'!A0", "+1+2", "-1+2", "@SUM(A1)", "\t=1", "\r=1", " =1", "\uff1d1")
FORMULA = HOSTILE[0]
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Forecast, Path]:
    """A small run in whose texts a spreadsheet would find formulas and a page a script."""
    folder = tmp_path_factory.mktemp("exports")
    world = write_world(
        folder / "world",
        settings={"title": f'"{SCRIPT}"', "sensitivity": "restricted"},
        places={"east-town": {"name": FORMULA, "source": "=1+1"}},
        counts={"first": {"said_by": "@SUM(A1)"}},
    )
    forecast = make_forecast(world, members=12)
    return forecast, write_run(forecast, folder / "run")


def exported(made: tuple[Forecast, Path], to: Format, folder: Path) -> Path:
    return export_run(made[1], to, folder / "out")[0]


def present_at_end(forecast: Forecast, levels: tuple[float, ...]) -> dict[str, list[float]]:
    """Quantiles of people present at the end, straight from the members."""
    last = forecast.ensemble["present"][:, -1]
    found = np.quantile(last, levels, axis=0)
    return {
        str(id): found[:, k].tolist() for k, id in enumerate(forecast.ensemble.labels["reception"])
    }


def test_the_table_has_the_runs_numbers_with_as_of_time_unit_and_source(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    with exported(made, "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    forecast = made[0]
    end = max(row["time"] for row in rows)
    for place, levels in present_at_end(forecast, HUB_LEVELS).items():
        own = [
            float(row["value"])
            for row in rows
            if (row["place"], row["variable"], row["time"]) == (place, "present", end)
        ]
        assert own == [round(level) for level in levels]
    assert {row["as_of"] for row in rows} == {forecast.as_of.isoformat()}
    assert {row["unit"] for row in rows} == {"people"}
    assert {row["sensitivity"] for row in rows} == {"restricted"}
    assert all("12 members, seed 1; 2 claims, 1 count and" in row["source"] for row in rows)


def test_arrivals_of_the_days_add_up_to_those_since_the_as_of_day_began(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    with exported(made, "csv", tmp_path).open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["place"] == "all"]

    crossed = made[0].ensemble["crossed"]
    whole = [row for row in rows if row["variable"] == "arrived" and row["level"] == "0.5"]
    assert whole[-1]["value"] == f"{round(float(np.median(crossed[:, -1])))}"
    first = next(row for row in rows if (row["variable"], row["level"]) == ("arrivals", "0.5"))
    # The as-of day begins 18 steps after the start: 2 March at 00:00, from 1 March at 06:00.
    on_day = crossed[:, 18 + 23] - crossed[:, 17]
    assert first["value"] == f"{round(float(np.median(on_day)))}"


def test_the_workbook_has_its_sheets_and_the_runs_numbers(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    path = export_run(made[1], "xlsx", tmp_path / "out.xlsx")[0]
    book = openpyxl.load_workbook(path)

    assert book.sheetnames == ["summary", "arrivals", "present", "needs", "sources", "about"]
    rows = list(book["present"].iter_rows(min_row=2, values_only=True))
    end = max(str(row[2]) for row in rows)
    levels = present_at_end(made[0], (0.05, 0.25, 0.5, 0.75, 0.95))
    for place, expected in levels.items():
        (row,) = [row for row in rows if (row[0], row[2]) == (place, end)]
        assert list(row[5:]) == [round(level) for level in expected]
    assert ("sensitivity", "restricted") in list(book["about"].iter_rows(values_only=True))
    said = [row[7] for row in book["sources"].iter_rows(min_row=2, values_only=True)]
    assert "Statistics office" in said


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    path = export_run(made[1], "xlsx", tmp_path / "out.xlsx")[0]
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for cell in chain.from_iterable(sheet.iter_rows())]

    assert FORMULA in {cell.value for cell in cells}
    assert "f" not in {cell.data_type for cell in cells}
    assert not [cell for cell in cells if cell.hyperlink]
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if "worksheets/" in name]
        assert not any(b"<f>" in parts.read(name) for name in sheets)


def test_no_cell_of_the_table_begins_like_a_formula(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    text = exported(made, "csv", tmp_path).read_text(encoding="utf-8")
    cells = set(chain.from_iterable(csv.reader(text.splitlines())))

    assert f"'{FORMULA}" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_like_a_formula_gets_an_apostrophe_and_numbers_get_none(text: str) -> None:
    assert harmless(text) == f"'{text}"
    (cells,) = csv.reader([csv_text([text], []).rstrip("\n")]) if "\r" not in text else ([text],)
    assert csv_text(["a", "b"], [["Goris", -1.5]]) == "a,b\nGoris,-1.5\n"
    assert cells


def test_geojson_has_every_place_and_link_in_its_place(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    path = export_run(made[1], "geojson", tmp_path / "out.geojson")[0]
    features = {one["id"]: one for one in json.loads(path.read_text("utf-8"))["features"]}

    scenario = made[0].scenario
    places, links = scenario.places, scenario.links
    assert set(features) == {one.id for one in places} | {one.id for one in links}
    assert features["gate"]["geometry"] == {"type": "Point", "coordinates": [36.3, 1.15]}
    road = features["gate-entry"]["geometry"]
    assert road == {"type": "LineString", "coordinates": [[36.3, 1.15], [36.4, 1.15]]}
    for place, (low, middle, high) in present_at_end(made[0], (0.05, 0.5, 0.95)).items():
        told = features[place]["properties"]
        assert [told[f"present_q{q}"] for q in ("05", "50", "95")] == pytest.approx(
            [low, middle, high]
        )
    assert features["gate"]["properties"]["present_q50"] is None
    assert features["gate"]["properties"]["as_of"] == made[0].as_of.isoformat()
    # GDAL takes it as it is.
    assert pyogrio.read_info(path)["features"] == len(features)


def test_gdal_reads_the_geopackage_with_the_runs_numbers(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    path = export_run(made[1], "gpkg", tmp_path / "out.gpkg")[0]

    assert set(pyogrio.list_layers(path)[:, 0]) == {"places", "links", "daily", "about"}
    info, _, shapes, columns = pyogrio.raw.read(path, layer="places")
    assert info["crs"] == "EPSG:4326"
    named = dict(zip(info["fields"], columns, strict=True))
    ids = named["id"].tolist()
    # Well-known binary: byte order, kind 1, and the two coordinates.
    point = np.frombuffer(shapes[ids.index("gate")][5:], "<f8").tolist()
    assert point == [36.3, 1.15]
    for place, (_, middle, _) in present_at_end(made[0], (0.05, 0.5, 0.95)).items():
        assert named["present_q50"][ids.index(place)] == pytest.approx(middle)
    assert named["name"][ids.index("east-town")] == FORMULA
    assert len(pyogrio.raw.read(path, layer="links")[2]) == len(made[0].scenario.links)


def test_the_geopackage_keeps_to_the_standards_marks(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    path = export_run(made[1], "gpkg", tmp_path / "out.gpkg")[0]

    with closing(sqlite3.connect(path)) as base:
        assert base.execute("PRAGMA application_id").fetchone() == (0x47504B47,)
        assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
        systems = {row[0] for row in base.execute("SELECT srs_id FROM gpkg_spatial_ref_sys")}
        assert {-1, 0, 4326} <= systems
        days = base.execute("SELECT count(*) FROM daily WHERE variable = 'present'").fetchone()
        # Three places and all together, from 2 to 7 March.
        assert days == (4 * 6,)


def test_netcdf_has_every_member_with_units_axes_and_positions(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    path = export_run(made[1], "netcdf", tmp_path / "out.nc")[0]

    with xr.open_dataset(path, engine="h5netcdf") as data:
        ensemble = made[0].ensemble
        for name in ("present", "arrivals", "crossed", "queue", "parameter_draws"):
            assert np.array_equal(data[name].values, ensemble[name])
        assert data["time"].values.tolist() == ensemble.labels["time"].tolist()
        assert data["present"].attrs["cell_methods"] == "time: point"
        assert data["arrivals"].attrs["cell_methods"] == "time: sum"
        assert data.attrs["Conventions"] == "CF-1.11"
        assert data.attrs["as_of"] == made[0].as_of.isoformat()
        latitude = data["reception_latitude"]
        assert latitude.attrs["units"] == "degrees_north"
        assert latitude.values.tolist() == [1.15, 1.2, 1.5]


def test_a_hub_reads_the_quantiles_of_every_place_and_day(
    made: tuple[Forecast, Path], tmp_path: Path
) -> None:
    folder = export_run(made[1], "hubverse", tmp_path / "hub")[0]
    (path,) = folder.rglob("*.csv")
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))

    name = "2030-03-02-corridor-ensemble.csv"
    assert path == folder / "small-world" / "model-output" / "corridor-ensemble" / name
    # Two targets, three places, five days.
    assert len(rows) == 2 * 3 * 5 * len(HUB_LEVELS)
    # The forecast ends five days after the as-of time, with its last step.
    last = {
        row["output_type_id"]: float(row["value"])
        for row in rows
        if (row["target"], row["location"], row["horizon"]) == ("present", "entry", "5")
    }
    whole = quantiles(made[0].ensemble["present"][:, -1, 0], HUB_LEVELS)
    assert list(last.values()) == pytest.approx(whole.tolist(), rel=1e-6)
    assert {row["target_end_date"] for row in rows if row["horizon"] == "5"} == {"2030-03-07"}


@pytest.fixture(scope="module")
def brief(made: tuple[Forecast, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The brief's path without ending."""
    html, _ = export_run(made[1], "brief", tmp_path_factory.mktemp("brief") / "brief")
    return html.with_suffix("")


def pdf_text(path: Path) -> str:
    with closing(pypdfium2.PdfDocument(path)) as pdf:
        assert len(pdf) == 1
        page = pdf[0].get_textpage()
        text: str = page.get_text_range()
        # Nothing runs over the foot: a margin of 12 mm is 34 points.
        assert min(page.get_charbox(i)[1] for i in range(page.count_chars())) > 30
    return " ".join(text.split())


def test_the_pdf_is_one_page_whose_text_says_all_there_is_to_say(
    made: tuple[Forecast, Path], brief: Path
) -> None:
    text = pdf_text(brief.with_suffix(".pdf"))

    for part in (
        *("RESTRICTED: for the organisations of the response", "as of 2 Mar 2030, 18:00 (UTC+3)"),
        *("What, and when", "Where", "What they will need", "How sure", "What would change it"),
        *("About this forecast", "Sources.", "Water, minimum", "not checked", "12 runs"),
    ):
        assert part in text, part
    low, high = np.quantile(made[0].ensemble["crossed"][:, -1], [0.05, 0.95])
    found = re.search(r"it is ([0-9,]+) to ([0-9,]+)\. It shows", text)
    assert found
    told = [int(number.replace(",", "")) for number in found.groups()]
    # Three significant figures of a number of thousands.
    assert told == pytest.approx([low, high], abs=5.5)


def test_page_and_pdf_say_the_same(brief: Path) -> None:
    page = brief.with_suffix(".html").read_text(encoding="utf-8")
    text = pdf_text(brief.with_suffix(".pdf"))

    for sentence in ("will have arrived by", "Nine in ten of", "It knows no person"):
        assert sentence in page
        assert sentence in text


def test_the_legend_of_the_brief_tells_of_what_is_drawn_and_of_nothing_else(
    made: tuple[Forecast, Path], brief: Path
) -> None:
    chart = make_view(made[0]).chart
    page = brief.with_suffix(".html").read_text(encoding="utf-8")
    told = pdf_text(brief.with_suffix(".pdf"))

    # One count is known, too few for the simplest forecast.
    assert chart.baseline is None
    assert "Dashed" not in page + told
    assert "Dashed" in legend(replace(chart, baseline=chart.hours))
    assert "Points" in page
    assert "Points" not in legend(replace(chart, known=(), later=()))
    assert "docs/" not in page + told


def test_the_page_of_the_brief_is_harmless_and_asks_for_nothing(brief: Path) -> None:
    page = brief.with_suffix(".html").read_text(encoding="utf-8")

    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert " src=" not in page
    assert "<link" not in page
    assert "url(http" not in page


def test_a_brief_of_long_texts_is_one_page_still(tmp_path: Path) -> None:
    long = "Long Name " * 40
    rows = {id: {"name": long} for id in ("entry", "east-town", "west-town", "north", "gate")}
    said = {id: {"said_by": long} for id in ("north-census", "north-mayor")}
    world = write_world(tmp_path / "world", settings={"title": long}, places=rows, ledger=said)
    run = write_run(make_forecast(world, members=3), tmp_path / "run")

    paths = export_run(run, "brief", tmp_path / "brief")

    assert "Long Name" in pdf_text(paths[1])


def test_a_what_if_is_told_with_the_difference_that_it_makes(tmp_path: Path) -> None:
    world = write_world(tmp_path / "world")
    compared = compare(world, ["close gate-entry 2030-03-03"], members=12)
    end = compared.base.as_of

    *_, told = changes(compared.base, end, compared.variants)

    assert told.startswith("What if close gate-entry 2030-03-03: ")
    assert re.search(r" changes by [+−]?[0-9,]+ ", told)


@pytest.mark.parametrize("to", FORMATS)
def test_what_stands_there_is_kept_unless_forced(
    made: tuple[Forecast, Path], tmp_path: Path, to: Format
) -> None:
    paths = export_run(made[1], to, tmp_path / "out")
    first = [path.stat().st_ino for path in paths]

    with pytest.raises(OptionError, match=r"exists already; .* --force"):
        export_run(made[1], to, tmp_path / "out")
    assert [path.stat().st_ino for path in paths] == first

    assert export_run(made[1], to, tmp_path / "out", force=True) == paths
    assert [path.stat().st_ino for path in paths] != first
    assert sorted(tmp_path.iterdir()) == sorted(paths)


def test_nothing_is_left_of_an_export_that_fails(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old", encoding="utf-8")

    def fail() -> None:
        with new_output(tmp_path / "out", force=True) as draft:
            draft.write_text("half", encoding="utf-8")
            raise OSError("no space left")

    with pytest.raises(RunError, match="no space left"):
        fail()

    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert (tmp_path / "out").read_text(encoding="utf-8") == "old"


def test_exports_stand_beside_the_run_by_its_name(tmp_path: Path) -> None:
    run = tmp_path / "run-1.5"

    assert export_paths(run, "xlsx", None) == (tmp_path / "run-1.5.xlsx",)
    names = [path.name for path in export_paths(run, "brief", None)]
    assert names == ["run-1.5-brief.html", "run-1.5-brief.pdf"]
    for out in ("b", "b.pdf", "b.html"):
        found = [path.name for path in export_paths(run, "brief", Path(out))]
        assert found == ["b.html", "b.pdf"]
