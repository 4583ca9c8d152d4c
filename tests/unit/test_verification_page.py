"""The page of the documentation that is made from backtests."""

from datetime import timedelta
from pathlib import Path

from corridor.backtest import Setup, read_origins
from corridor.report.backtest import make_backtest
from corridor.scenario import load_scenario
from scripts.make_verification import main, write_page
from tests.counted_worlds import write_counted_world

DAY = timedelta(days=1)


def test_the_page_tells_of_every_backtest_its_failures_and_its_quirks(tmp_path: Path) -> None:
    rooms = {"east-town": {"room": "600"}, "west-town": {"room": "100"}}
    scenario = load_scenario(write_counted_world(tmp_path / "world", places=rooms))
    setup = Setup((DAY, 2 * DAY), members=10, seed=1)
    origins = read_origins("2d", scenario, setup.horizons)
    folder = make_backtest([scenario], [origins], setup, tmp_path / "out").folder
    (tmp_path / "docs" / "images").mkdir(parents=True)

    write_page([folder, folder], tmp_path / "docs")

    page = (tmp_path / "docs" / "verification.md").read_text("utf-8")
    assert page.count("\n## A small world\n") == 2
    assert "present, places" in page
    assert "small-world, present, 2 d: the 80 % interval held" in page.replace("\u00a0", " ")
    assert "None that this page looks for." in page
    images = {path.name for path in (tmp_path / "docs" / "images").iterdir()}
    assert images == {
        f"verification-{number}-{name}.svg"
        for number in (1, 2)
        for name in ("skill", "calibration", "wis")
    }
    assert all(f"(images/{name})" in page for name in images)


def test_a_folder_that_is_no_backtest_is_named(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 1
    assert main([]) == 2
