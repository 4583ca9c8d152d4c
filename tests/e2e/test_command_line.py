"""The commands as a user types them."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands import corridor, corridor_anew
from tests.worlds import write_world

CASE = "nagorno-karabakh-2023"


def test_a_forecast_prints_what_was_known_and_writes_a_whole_run(tmp_path: Path) -> None:
    done = corridor_anew("forecast", CASE, "--members", "30", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "As of Sun 24 Sep 2023 22:00 (UTC+4): 70 claims, 2 counts" in done.stdout
    assert "known only later" in done.stdout
    (run,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in run.iterdir()} == {
        "manifest.json",
        "inputs",
        "arrays.zarr",
        "report.html",
    }

    shown = corridor("show", folder=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout == done.stdout
    assert run.name in corridor("list", folder=tmp_path).stdout.replace("\n", "")


def test_json_is_all_that_is_printed_and_says_what_was_known_only_later(tmp_path: Path) -> None:
    done = corridor("forecast", CASE, "--members", "20", "--json", "--out", "here", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    document = json.loads(done.stdout)
    assert document["as_of"] == "2023-09-24T22:00:00+04:00"
    assert document["known"]["counts"] == 2
    first = document["days"][0]
    assert set(first["total"]) == {"0.05", "0.25", "0.5", "0.75", "0.95"}
    assert first["last_count"]["known_only_later"] is True
    assert json.loads(corridor("show", "here", "--json", folder=tmp_path).stdout) == document


def test_the_same_seed_gives_the_same_numbers_with_one_thread_and_with_two(tmp_path: Path) -> None:
    # Anew, so that the two processes differ in how they order sets as well.
    for run, name, threads in ((corridor, "one", "1"), (corridor_anew, "two", "2")):
        run(
            *("forecast", CASE, "--members", "60", "--seed", "7", "--threads", threads),
            *("--out", name),
            folder=tmp_path,
        )
    one, two = (
        json.loads((tmp_path / name / "manifest.json").read_text())["arrays"]
        for name in ("one", "two")
    )

    assert one == two


def test_a_new_scenario_passes_the_check_and_gives_a_forecast(tmp_path: Path) -> None:
    assert corridor("new", "my-crisis", folder=tmp_path).returncode == 0
    checked = corridor("check", "my-crisis", folder=tmp_path)
    assert checked.returncode == 0
    assert "no problems" in checked.stdout
    assert corridor("forecast", "my-crisis", "--members", "5", folder=tmp_path).returncode == 0


def test_a_wrong_scenario_is_named_with_file_and_line_and_nothing_is_written(
    tmp_path: Path,
) -> None:
    write_world(tmp_path / "world", places={"gate": {"lat": "north"}})

    for words in (("check", "world"), ("forecast", "world")):
        done = corridor(*words, folder=tmp_path)
        assert done.returncode == 1
        assert "places.csv:5" in done.stderr
        assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["world"]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("forecast", "nagorno-karabak"), 1, "did you mean", id="misspelt case"),
        pytest.param(("forecast", CASE, "--as-of", "tomorrow"), 1, "as-of time", id="bad time"),
        pytest.param(("forecast", CASE, "--as-of", "2023-09"), 1, "as-of time", id="no day"),
        pytest.param(("show",), 1, "there is no run", id="no run yet"),
        pytest.param(("show", "nowhere"), 1, "is not a run", id="not a run"),
        pytest.param(("new", "Not A Name"), 1, "lower-case", id="bad name"),
        pytest.param(("forecast", CASE, "--members", "0"), 2, "--members", id="bad option"),
        pytest.param(("forcast",), 2, "No such command", id="unknown command"),
    ],
)
def test_what_is_wrong_is_said_without_a_traceback(
    tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    done = corridor(*words, folder=tmp_path)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", ["mine", "mine/notes/run", "notes"])
def test_an_output_folder_that_cannot_be_made_is_refused_before_the_run(
    tmp_path: Path, out: str
) -> None:
    (tmp_path / "mine").mkdir()
    for notes in (tmp_path / "mine" / "notes", tmp_path / "notes"):
        notes.write_text("mine")

    # So many members would take hours.
    done = corridor("forecast", CASE, "--members", "1000000", "--out", out, folder=tmp_path)

    assert done.returncode == 1
    assert f"corridor: {out} " in done.stderr
    assert [path.name for path in (tmp_path / "mine").iterdir()] == ["notes"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "notes"]


def test_nothing_stands_on_standard_error_when_all_goes_well(tmp_path: Path) -> None:
    write_world(tmp_path / "world")

    done = corridor_anew("forecast", "world", "--members", "2", folder=tmp_path)

    assert (done.returncode, done.stderr) == (0, "")


def test_a_broken_run_is_skipped_and_named(tmp_path: Path) -> None:
    write_world(tmp_path / "world")
    for name in ("good", "no-numbers", "no-manifest"):
        out = ("--out", f"runs/{name}")
        assert corridor("forecast", "world", "--members", "2", *out, folder=tmp_path).stderr == ""
    (tmp_path / "runs" / "no-numbers" / "arrays.zarr" / "crossed" / "0.0").unlink()
    (tmp_path / "runs" / "no-manifest" / "manifest.json").write_text("{")

    listed = corridor("list", folder=tmp_path)
    shown = corridor("show", folder=tmp_path)

    assert (listed.returncode, shown.returncode) == (0, 0)
    assert "runs/good " in listed.stdout
    assert "runs/no-manifest" not in listed.stdout
    assert listed.stderr.startswith("corridor: warning: skipped runs/no-manifest: ")
    assert ": :" not in listed.stderr
    assert len(listed.stderr.splitlines()) == 1
    assert "Run folder  runs/good" in shown.stdout
    assert [line.split(":")[2] for line in shown.stderr.splitlines()] == [
        " skipped runs/no-manifest",
        " skipped runs/no-numbers",
    ]
    for name in ("no-numbers", "no-manifest"):
        asked = corridor("show", f"runs/{name}", folder=tmp_path)
        assert (asked.returncode, asked.stdout) == (3, "")
        assert asked.stderr.startswith(f"corridor: runs/{name}/")
    shutil.rmtree(tmp_path / "runs" / "good")
    nothing_left = corridor("show", folder=tmp_path)
    assert nothing_left.returncode == 3
    assert "no run under ./runs can be read" in nothing_left.stderr


def test_a_misspelt_scenario_folder_is_found_beside_it(tmp_path: Path) -> None:
    write_world(tmp_path / "deep" / "my-crisis")

    done = corridor("check", "deep/my-crysis", folder=tmp_path)

    assert done.returncode == 1
    assert "did you mean 'deep/my-crisis'?" in done.stderr


def test_a_name_that_no_scenario_can_have_gets_one_that_it_can(tmp_path: Path) -> None:
    done = corridor("new", "My Crisis", folder=tmp_path)

    assert done.returncode == 1
    assert done.stderr.splitlines()[1].startswith("  name: found 'My Crisis', expected lower-case")
    assert "such as my-crisis" in done.stderr


def test_one_thing_is_said_in_the_singular(tmp_path: Path) -> None:
    write_world(tmp_path / "world", counts={"second": None})

    done = corridor("check", "world", folder=tmp_path)

    assert "1 count," in done.stdout
    made = corridor("forecast", "world", "--members", "1", folder=tmp_path)
    assert "1 count and" in made.stdout
    assert "1 member," in made.stdout


@pytest.mark.parametrize("as_of", ["2035-01-01T00:00", "2022-12-12T00:00"])
def test_an_as_of_time_out_of_range_is_refused(tmp_path: Path, as_of: str) -> None:
    done = corridor("forecast", CASE, "--as-of", as_of, folder=tmp_path)

    assert done.returncode == 1
    assert "after the start" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["forecast", "check", "new", "list", "show"])
def test_every_command_explains_itself(tmp_path: Path, command: str) -> None:
    done = corridor_anew(command, "--help", folder=tmp_path)

    assert done.returncode == 0
    assert "Usage" in done.stdout


def test_the_script_that_is_installed_is_the_command(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("corridor")

    done = subprocess.run([script, "--version"], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout == corridor("--version", folder=tmp_path).stdout
