"""A Flee folder is imported, checked and forecast by the commands."""

import json
from pathlib import Path

import pytest

import corridor
from tests import commands
from tests.commands import Done
from tests.flee_folders import flee_folder, replaced


def run(*words: str | Path) -> Done:
    return commands.corridor(*words, folder=Path.cwd())


def test_the_command_writes_a_scenario_that_passes_its_check(tmp_path: Path) -> None:
    folder, out = flee_folder(tmp_path), tmp_path / "war"

    done = run("import", "flee", folder, out)

    assert done.returncode == 0, done.stderr
    assert "the capacity of Near, 900, is leaked" in done.stdout
    assert "no problems. 7 places" in done.stdout
    assert "no problems" in run("check", out).stdout


def test_a_broken_folder_ends_in_an_error_with_file_and_line(tmp_path: Path) -> None:
    folder = flee_folder(tmp_path, replaced("input_csv/routes.csv", "South,Cross", "Suoth,Cross"))

    done = run("import", "flee", folder, tmp_path / "war")

    assert done.returncode == 1
    assert "routes.csv:3: name1: found 'Suoth'" in done.stderr
    assert "Traceback" not in done.stderr


def test_people_of_an_imported_folder_arrive_only_while_the_border_is_open(tmp_path: Path) -> None:
    from corridor.formats.flee import import_flee

    import_flee(flee_folder(tmp_path), tmp_path / "war")
    scenario = corridor.load_scenario(tmp_path / "war")

    forecast = corridor.make_forecast(scenario, members=20)

    crossed = forecast.arrays["crossed"].values
    assert (crossed[:, 4] == 0).all()
    assert crossed[:, -1].sum() > 0


def test_the_split_of_the_given_total_of_imported_folders_is_scored(tmp_path: Path) -> None:
    folder = flee_folder(tmp_path)
    for name in ("war", "same-war"):
        assert run("import", "flee", folder, tmp_path / name).returncode == 0

    both = [tmp_path / "war", tmp_path / "same-war"]
    done = run("backtest", *both, "--given-total", "--members", "4", "--json")

    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    war, same = result["scenarios"]["war"], result["scenarios"]["same-war"]
    assert len(war["by_day"]) == 60
    assert war["average"] == same["average"] == pytest.approx(result["mean"])

    table = run("backtest", *both, "--given-total", "--members", "4").stdout
    assert f"{result['mean']:.3f}" in table
    assert "Capacities of places were not used." in table
