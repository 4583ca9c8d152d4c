"""The command that adds counts, as a person types it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.counted import counted as one_count
from tests.counted import hour, write_one_way

TABLE = f"place;date;people;said_by;published\nEntry;{hour(30)};9 000;Gate team;{hour(31)}\n"


def corridor(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from corridor.cli import main; main()", *map(str, words)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture
def crisis(tmp_path: Path) -> Path:
    write_one_way(tmp_path / "crisis", {"at-24": one_count(4001, 24)}, as_of_hours=40)
    return tmp_path / "crisis"


def test_counts_are_added_move_the_forecast_and_can_be_taken_back(crisis: Path) -> None:
    here = crisis.parent
    before = (crisis / "counts.csv").read_text(encoding="utf-8")
    (here / "today.csv").write_text(TABLE, encoding="utf-8")

    done = corridor(
        *("update", "crisis", "--counts", "today.csv", "--members", "20", "--as-of", hour(40)),
        *("--by", "Gate team", "--out", "run"),
        cwd=here,
    )

    assert done.returncode == 0, done.stderr
    for part in ("Added 1 count", "without", "with", "learned from 2", "Run folder"):
        assert part in done.stdout
    assert (here / "run" / "report.html").is_file()
    added = (crisis / "counts.csv").read_text(encoding="utf-8")
    assert added.startswith(before)
    assert ",9000," in added.removeprefix(before)
    history = corridor("ledger", "history", "--in", "crisis", cwd=here)
    assert "Gate team" in history.stdout
    assert corridor("ledger", "undo", "--in", "crisis", cwd=here).returncode == 0
    assert (crisis / "counts.csv").read_text(encoding="utf-8") == before


def test_json_has_the_forecast_without_and_with_them(crisis: Path) -> None:
    here = crisis.parent
    (here / "today.csv").write_text(TABLE, encoding="utf-8")

    done = corridor(
        *("update", "crisis", "--counts", "today.csv", "--members", "20", "--as-of", hour(40)),
        "--json",
        cwd=here,
    )

    document = json.loads(done.stdout)
    assert len(document["added"]) == 1
    assert document["without"]["update"]["used"] == ["at-24"]
    assert document["with"]["update"]["used"] == ["at-24", *document["added"]]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ("place,held,value,said_by\nnowhere,2020-03-02,5,Me\n", "today.csv:2: place"),
        ("place,held,value\nentry,2030-03-02,many\n", "today.csv:2: value"),
        ("place,held\nentry,2030-03-02\n", "today.csv:1: value"),
        (
            "place,held,value,said_by\nentry,2030-03-02,5,Me\n",
            "expected a column published with the time at which the count was public",
        ),
        (
            "place,held,value,said_by,published\nEntri,2020-03-02,5,Me,2020-03-03\n",
            "found 'Entri', expected the id or name of a place of the scenario (did you mean "
            "'Entry'?)",
        ),
        (None, "no such file"),
    ],
)
def test_a_fault_is_named_and_nothing_is_added(crisis: Path, table: str | None, said: str) -> None:
    here = crisis.parent
    before = (crisis / "counts.csv").read_bytes()
    if table is not None:
        (here / "today.csv").write_text(table, encoding="utf-8")

    done = corridor("update", "crisis", "--counts", "today.csv", cwd=here)

    assert done.returncode == 1
    assert said in done.stderr
    assert (crisis / "counts.csv").read_bytes() == before
    assert not (here / "runs").exists()


def test_a_built_in_case_takes_no_counts(tmp_path: Path) -> None:
    (tmp_path / "today.csv").write_text(TABLE, encoding="utf-8")

    done = corridor("update", "nagorno-karabakh-2023", "--counts", "today.csv", cwd=tmp_path)

    assert done.returncode == 1
    assert "corridor new" in done.stderr
