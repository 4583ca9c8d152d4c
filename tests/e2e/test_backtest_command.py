"""The backtest command as a user types it."""

import json
from pathlib import Path

import pytest

from tests.commands import corridor
from tests.counted_worlds import write_counted_world
from tests.worlds import write_world


def test_two_scenarios_are_backtested_printed_and_shown_again(tmp_path: Path) -> None:
    write_counted_world(tmp_path / "one")
    write_world(tmp_path / "two", settings={"name": "other-world"})
    words = ("--origins", "2", "--horizons", "6h,1", "--members", "10", "--out", "out")

    done = corridor("backtest", "one", "two", *words, folder=tmp_path)
    shown = corridor("show", "out", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "small-world, present: the model" in done.stdout
    assert "other-world, arrivals: the model" in done.stdout
    assert "Means over scenarios" in done.stdout
    assert shown.stdout == done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_json_is_all_that_is_printed(tmp_path: Path) -> None:
    write_counted_world(tmp_path / "world")
    words = ("--origins", "2d", "--horizons", "1,2", "--members", "5", "--json")

    done = corridor("backtest", "world", *words, folder=tmp_path)

    document = json.loads(done.stdout)
    first = document["blocks"][0]
    assert first["scenario"] == "small-world"
    assert set(first["model"]["coverage"]) == {"0.5", "0.8", "0.95"}
    assert first["best_baseline"] in {one["forecaster"] for one in first["baselines"]}
    assert (tmp_path / document["backtest"] / "scores.csv").is_file()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        pytest.param(("--horizons", "soon"), "a length of time such as", id="horizons"),
        pytest.param(("--origins", "often"), "expected how often", id="origins"),
        pytest.param(("--out", "world"), "exists already", id="out"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], message: str
) -> None:
    write_counted_world(tmp_path / "world")

    done = corridor("backtest", "world", *words, folder=tmp_path)

    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["world"]
