"""What a backtest writes, and how it goes on after it was stopped."""

import csv
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from corridor.backtest import MODEL, Item, Row, Setup, read_horizons, read_origins, run_backtest
from corridor.errors import NotFoundError, OptionError, RunError
from corridor.formats.hubverse import OUTPUT_COLUMNS, model_id, write_hub
from corridor.levels import HUB_LEVELS
from corridor.report.backtest import make_backtest
from corridor.scenario import Scenario, load_scenario
from corridor.simulate import Threads
from corridor.store import read_backtest, resumable_backtest
from tests.counted_worlds import write_counted_world

SETUP = Setup(read_horizons("12h,1,3"), members=10, seed=1)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    return load_scenario(write_counted_world(tmp_path_factory.mktemp("world")))


def test_a_stopped_backtest_goes_on_where_it_was(tmp_path: Path, world: Scenario) -> None:
    origins = read_origins("2d", world, SETUP.horizons)
    whole = run_backtest([world], [origins], SETUP)
    told: list[int] = []

    def stop_after_two(done: int) -> None:
        told.append(done)
        if sum(told) == 2:
            raise KeyboardInterrupt

    def again(done: int) -> None:
        told.append(done)

    with pytest.raises(KeyboardInterrupt) as caught:
        make_backtest(
            [world],
            [origins],
            SETUP,
            tmp_path / "out",
            executor=Threads(1),
            progress=stop_after_two,
        )
    assert "are finished and kept" in caught.value.__notes__[0]
    assert not (tmp_path / "out").exists()
    told.clear()
    made = make_backtest([world], [origins], SETUP, tmp_path / "out", progress=again)

    # What was found finished is told at once.
    assert told[0] >= 2
    assert sum(told) == len(origins)
    assert [row[:6] for row in made.rows] == [row[:6] for row in whole]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def _stop_after_putting(world: Scenario, item: Item, path: Path) -> None:
    with suppress(KeyboardInterrupt), resumable_backtest([world], SETUP, path) as shelf:
        shelf.put(item, [])
        raise KeyboardInterrupt


def test_another_setup_does_not_go_on_from_what_was_kept(tmp_path: Path, world: Scenario) -> None:
    origin = read_origins("1", world, SETUP.horizons)[0]
    _stop_after_putting(world, Item(0, origin), tmp_path / "out")

    other = Setup(SETUP.horizons, members=11, seed=1)
    with resumable_backtest([world], other, tmp_path / "out") as shelf:
        assert not shelf.has(Item(0, origin))
    with resumable_backtest([world], SETUP, tmp_path / "out") as shelf:
        assert shelf.has(Item(0, origin))


def test_two_processes_do_not_make_the_same_backtest(tmp_path: Path, world: Scenario) -> None:
    with (
        resumable_backtest([world], SETUP, tmp_path / "out"),
        pytest.raises(RunError, match="another process"),
        resumable_backtest([world], SETUP, tmp_path / "out"),
    ):
        pass


def test_a_backtest_is_written_whole_and_read_back(tmp_path: Path, world: Scenario) -> None:
    origins = read_origins("3d", world, SETUP.horizons)
    made = make_backtest([world], [origins], SETUP, tmp_path / "out")

    assert {path.name for path in made.folder.iterdir()} == {
        *("backtest.json", "scores.csv", "summary.json", "figures", "hub"),
    }
    figures = {path.name: path.read_text("utf-8") for path in (made.folder / "figures").iterdir()}
    assert set(figures) == {"skill.svg", "calibration.svg", "wis.svg"}
    assert all('xmlns="http://www.w3.org/2000/svg"' in text for text in figures.values())
    manifest, rows = read_backtest(made.folder)
    assert manifest.scenarios[0].origins == tuple(origins)
    assert list(manifest.horizons_hours) == [12, 24, 72]
    assert len(rows) == len(made.rows)
    blocks = json.loads((made.folder / "summary.json").read_text("utf-8"))["blocks"]
    assert {block["part"] for block in blocks} == {"places", "total"}


def test_an_existing_folder_is_left_alone(tmp_path: Path, world: Scenario) -> None:
    (tmp_path / "out").mkdir()

    with pytest.raises(OptionError, match="exists already"):
        make_backtest([world], [[world.default_as_of]], SETUP, tmp_path / "out")


def test_other_folders_are_no_backtests(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="not a backtest"):
        read_backtest(tmp_path)
    (tmp_path / "backtest.json").write_text("{}")
    (tmp_path / "scores.csv").write_text("a\n")
    with pytest.raises(RunError, match="could not be read"):
        read_backtest(tmp_path)


def _table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def test_the_hub_has_its_columns_levels_and_dates(tmp_path: Path, world: Scenario) -> None:
    origins = read_origins("12h", world, SETUP.horizons)
    rows: Sequence[Row] = run_backtest([world], [origins[:4]], SETUP)

    write_hub(rows, {world.name: world.zone}, tmp_path)

    output = tmp_path / "small-world" / "model-output"
    assert {path.name for path in output.iterdir()} == {model_id(row.forecaster) for row in rows}
    for path in output.rglob("*.csv"):
        assert re.fullmatch(rf"2030-03-0[234]-{path.parent.name}\.csv", path.name)
        table = _table(path)
        assert tuple(table[0]) == OUTPUT_COLUMNS
        assert {row["output_type"] for row in table} == {"quantile"}
        ids = [row["output_type_id"] for row in table[:23]]
        assert list(map(float, ids)) == list(HUB_LEVELS)
        # No trailing zeros, so that ids are the same text everywhere.
        assert not any(re.search(r"\.\d*0$", id) for id in ids)
        tasks = [tuple(row.values())[:7] for row in table]
        assert len(set(tasks)) == len(tasks)
        for row in table:
            ahead = date.fromisoformat(row["target_end_date"])
            assert (ahead - date.fromisoformat(row["origin_date"])).days == int(row["horizon"])
    oracle = _table(tmp_path / "small-world" / "target-data" / "oracle-output.csv")
    assert {row["location"] for row in oracle} == {"east-town", "west-town", "total"}


def test_the_model_and_the_baselines_are_teams_of_the_hub() -> None:
    assert model_id(MODEL) == "corridor-ensemble"
    assert model_id("last value") == "baseline-last_value"
