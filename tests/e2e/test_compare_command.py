"""The compare command as a user types it."""

import json
from pathlib import Path

import pytest

from tests.commands import corridor
from tests.worlds import write_world

VARIANTS = "{shut: [close gate 2030-03-03..2030-03-04], wide: [capacity gate x2]}"


def test_the_own_variants_of_a_scenario_are_run_printed_and_written_whole(tmp_path: Path) -> None:
    write_world(tmp_path / "world", settings={"variants": VARIANTS})
    done = corridor("compare", "world", "--members", "20", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "20 members, seed 1" in done.stdout
    assert "Variant: shut" in done.stdout
    assert "Variant: wide" in done.stdout
    (run,) = (tmp_path / "runs").iterdir()
    assert {path.name for path in run.iterdir()} == {
        *("comparison.json", "inputs", "arrays.zarr", "compare.html"),
        *("variant-1.zarr", "variant-2.zarr"),
    }
    page = (run / "compare.html").read_text(encoding="utf-8")
    assert page.count("<svg") == 8
    assert "<script" not in page
    manifest = json.loads((run / "comparison.json").read_text())
    assert [variant["name"] for variant in manifest["variants"]] == ["shut", "wide"]
    assert manifest["base"]["seed"] == 1


def test_json_is_all_that_is_printed(tmp_path: Path) -> None:
    write_world(tmp_path / "world")
    done = corridor(
        *("compare", "world", "--members", "10", "--seed", "3", "--json", "--out", "here"),
        *("--variant", "capacity gate x1; without danger", "--variant", "capacity gate x1"),
        folder=tmp_path,
    )

    document = json.loads(done.stdout)
    assert document["seed"] == 3
    assert document["as_of"] == "2030-03-02T18:00:00+03:00"
    first, second = document["variants"]
    assert first["changes"] == ["capacity gate x1", "without danger"]
    assert set(second["measures"][0]["difference"].values()) == {0.0}


def test_text_of_a_variant_is_shown_as_text(tmp_path: Path) -> None:
    variants = '{odd: ["set leaving_rate {uniform: [1, 2]}"]}'
    write_world(
        tmp_path / "world", settings={"variants": variants, "title": "'<script>1</script>'"}
    )
    done = corridor("compare", "world", "--members", "5", "--out", "here", folder=tmp_path)

    assert done.returncode == 0, done.stderr
    page = (tmp_path / "here" / "compare.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "set leaving_rate {uniform: [1, 2]}" in page


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        pytest.param(("--variant", "close gat 2030-03-03"), 1, "did you mean 'gate'?", id="id"),
        pytest.param(("--variant", "shut it"), 1, "expected a change", id="no change"),
        pytest.param((), 1, "no variants of its own", id="no variants"),
        pytest.param(("--variant", "capacity gate x2", "--out", "world"), 1, "exists", id="out"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(
    tmp_path: Path, words: tuple[str, ...], code: int, message: str
) -> None:
    write_world(tmp_path / "world")
    done = corridor("compare", "world", "--members", "5", *words, folder=tmp_path)

    assert done.returncode == code
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["world"]


def test_the_help_teaches_every_change(tmp_path: Path) -> None:
    shown = corridor("compare", "--help", folder=tmp_path).stdout

    for word in ("close", "open", "capacity", "hours", "buses", "assure", "link", "without", "set"):
        assert word in shown
    assert "[travel HOURS h]" in shown
