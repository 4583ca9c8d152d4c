"""What-ifs exported like runs: with their own numbers, and saying what they are."""

import csv
from pathlib import Path

import pypdfium2
import pytest

from corridor.errors import OptionError
from corridor.forecast import HUB_LEVELS, Comparison, compare
from corridor.report.export import export_run
from corridor.report.run import write_run
from corridor.store import write_comparison
from tests.unit.test_exports import present_at_end
from tests.worlds import write_world

SHUT = "close gate 2030-03-03..2030-03-04"


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Comparison, Path]:
    """Two variants of the small world, beside it."""
    folder = tmp_path_factory.mktemp("compared")
    world = write_world(folder / "world")
    made = compare(world, [SHUT, "capacity gate x2"], members=8, threads=1)
    run = folder / "what-if"
    run.mkdir()
    write_comparison(made, run)
    return made, run


def test_a_variant_is_exported_with_its_own_numbers_and_its_name(
    compared: tuple[Comparison, Path], tmp_path: Path
) -> None:
    made, folder = compared
    (path,) = export_run(folder, "csv", tmp_path / "shut.csv", variant=SHUT)

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["source"].startswith("WHAT-IF, no forecast") for row in rows)
    assert all(SHUT in row["source"] for row in rows)
    end = max(row["time"] for row in rows)
    for place, levels in present_at_end(made.variants[0].forecast, HUB_LEVELS).items():
        own = [
            float(row["value"])
            for row in rows
            if (row["place"], row["variable"], row["time"]) == (place, "present", end)
        ]
        assert own == [round(level) for level in levels]


def test_the_brief_of_a_variant_says_that_it_is_a_what_if_and_of_what(
    compared: tuple[Comparison, Path], tmp_path: Path
) -> None:
    page, sheet = export_run(compared[1], "brief", tmp_path / "shut", variant=SHUT)

    html = page.read_text(encoding="utf-8")
    pdf = " ".join(pypdfium2.PdfDocument(sheet)[0].get_textpage().get_text_bounded().split())
    for text in (html, pdf):
        assert "What if: " in text
        assert "This is a what-if, and no forecast of what is expected." in text
        assert SHUT in text
        assert "What-if beside the forecast as of" in text
        assert "held at home changes by" in text or "queueing on the way changes by" in text
    assert "corridor compare" not in html


def test_which_variant_is_meant_has_to_be_clear(
    compared: tuple[Comparison, Path], tmp_path: Path
) -> None:
    out = tmp_path / "out.csv"
    run = write_run(compared[0].base, compared[1].parent / "run")
    for folder, name, found in (
        (compared[1], None, "capacity gate x2"),
        (compared[1], "close gat", "expected a variant"),
        (run, "close gate", "no comparison"),
    ):
        with pytest.raises(OptionError, match=found):
            export_run(folder, "csv", out, variant=name)
    with pytest.raises(OptionError, match="a hub takes forecasts"):
        export_run(compared[1], "hubverse", tmp_path / "hub", variant=SHUT)
    assert list(tmp_path.iterdir()) == []
