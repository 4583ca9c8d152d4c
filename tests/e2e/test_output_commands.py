"""The commands that tell needs and pass a run on, as a person types them."""

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from corridor.cli.export import ExportOptions, run_export
from corridor.cli.needs import NeedsOptions, run_needs
from corridor.errors import InputError
from corridor.forecast import make_forecast
from corridor.report.run import write_run
from tests.commands import corridor
from tests.worlds import write_world


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("outputs")
    made = make_forecast(write_world(folder / "world"), members=5)
    return write_run(made, folder / "runs" / "one")


def test_needs_of_the_newest_run_are_printed_with_what_is_not_checked(run: Path) -> None:
    done = corridor("needs", folder=run.parent.parent)

    assert done.returncode == 0, done.stderr
    for part in ("Water, minimum", "East Town", "assumed: give the local figure", "not checked"):
        assert part in done.stdout


def test_json_and_table_of_needs_agree(run: Path, tmp_path: Path) -> None:
    table = tmp_path / "needs.csv"
    done = corridor("needs", run, "--json", "--out", table, "--cold", folder=tmp_path)

    document = json.loads(done.stdout)
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert document["cold_climate"] is True
    assert len(rows) == len(document["needs"])
    for row, told in zip(rows, document["needs"], strict=True):
        assert (row["need"], row["place"], row["date"]) == (
            *(told["need"], told["place"], told["date"]),
        )
        assert float(row["q0.5"]) == pytest.approx(told["quantiles"]["0.5"], rel=1e-8)


def test_standards_can_be_written_edited_and_used(run: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.csv"
    assert corridor("needs", "--write-standards", mine, folder=tmp_path).returncode == 0
    lines = mine.read_text(encoding="utf-8").splitlines()
    mine.write_text("\n".join(lines[:2]).replace(",15,", ",20,"), encoding="utf-8")

    done = corridor("needs", run, "--standards", mine, "--json", folder=tmp_path)

    (standard,) = json.loads(done.stdout)["standards"]
    assert (standard["id"], standard["amount"]) == ("water", 20)


NEEDS = NeedsOptions(None, None, False, None, None, False, False)
EXPORT = ExportOptions("csv", None, False, None, None, False)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"to": "cvs"}, r"found 'cvs', expected a format \(did you mean 'csv'\?\)"),
        ({"to": ""}, "--to: found nothing, expected a format"),
        ({"cold": True}, "needs are shown by xlsx and brief only"),
        ({"out": Path()}, "exists already"),
    ],
)
def test_a_wrong_export_is_told_with_what_would_be_right(
    run: Path, change: dict[str, Any], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        run_export(run, replace(EXPORT, **change))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"place": "east-twon"}, "did you mean 'east-town'"),
        ({"standards": Path("none.csv")}, "none.csv: found no such file"),
        ({"people_per_household": 0.0}, "found 0, expected a number above 0"),
        ({"out": Path()}, "exists already"),
    ],
)
def test_wrong_needs_are_told_with_what_would_be_right(
    run: Path, change: dict[str, Any], told: str
) -> None:
    with pytest.raises(InputError, match=told):
        run_needs(run, replace(NEEDS, **change))


def test_what_is_no_run_ends_with_1_and_writes_nothing(tmp_path: Path) -> None:
    done = corridor("export", "nowhere", "--to", "csv", folder=tmp_path)

    assert done.returncode == 1
    assert "nowhere is not a run" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_an_export_says_where_it_stands(run: Path, tmp_path: Path) -> None:
    done = corridor("export", run, "--to", "geojson", "--out", "map.geojson", folder=tmp_path)

    assert (done.returncode, done.stdout) == (0, "Wrote map.geojson\n")
    assert json.loads((tmp_path / "map.geojson").read_text("utf-8"))["title"] == "A small world"
