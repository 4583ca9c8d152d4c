"""Run folders: whole or not there, and the same when read back."""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr
import zarr

from corridor.errors import NotFoundError, OptionError, RunError
from corridor.forecast import Forecast, make_forecast
from corridor.store import (
    check_new_run,
    draft_folder,
    list_runs,
    open_run,
    read_manifest,
    write_forecast,
)
from corridor.store.manifest import hash_files
from tests.worlds import write_world


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    return make_forecast(write_world(tmp_path_factory.mktemp("made") / "world"), members=5)


def _write(made: Forecast, path: Path) -> Path:
    with draft_folder(path) as draft:
        write_forecast(made, draft)
    return path


def test_a_run_read_back_holds_the_same_arrays_and_counts(tmp_path: Path, made: Forecast) -> None:

    again = open_run(_write(made, tmp_path / "runs" / "one"))

    for name in made.arrays.data_vars:
        np.testing.assert_array_equal(again.arrays[name].to_numpy(), made.arrays[name].to_numpy())
    assert again.as_of == made.as_of
    assert [count.id for count in again.later_counts] == [count.id for count in made.later_counts]
    assert [claim.id for claim in again.scenario.ledger.claims] == [
        claim.id for claim in made.scenario.ledger.claims
    ]


def test_xarray_reads_the_stored_arrays_as_they_were_made(tmp_path: Path, made: Forecast) -> None:
    run = _write(made, tmp_path / "runs" / "one")

    stored = xr.open_zarr(run / "arrays.zarr", consolidated=False, chunks=None)

    xr.testing.assert_identical(stored.load(), made.arrays)


def test_the_inputs_of_a_run_make_the_same_forecast_again(tmp_path: Path, made: Forecast) -> None:
    run = _write(made, tmp_path / "runs" / "one")
    manifest = read_manifest(run)

    again = make_forecast(
        run / "inputs", as_of=manifest.as_of, members=manifest.members, seed=manifest.seed
    )

    np.testing.assert_array_equal(again.arrays["crossed"], made.arrays["crossed"])


def test_an_error_while_writing_leaves_nothing_behind(tmp_path: Path) -> None:
    def break_off() -> None:
        with draft_folder(tmp_path / "runs" / "one") as draft:
            (draft / "half").write_text("half", encoding="utf-8")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert list((tmp_path / "runs").iterdir()) == []


def test_a_run_never_takes_the_place_of_another(tmp_path: Path, made: Forecast) -> None:
    run = _write(made, tmp_path / "one")

    with pytest.raises(OptionError, match="exists already"):
        _write(made, run)


def test_a_place_for_a_run_is_tried_before_anything_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")

    check_new_run(tmp_path / "deep" / "down" / "run")
    for impossible in (
        tmp_path / "file" / "run",
        tmp_path / "file",
        tmp_path / ("x" * 300),
        tmp_path / "a\0b",
    ):
        with pytest.raises(OptionError):
            check_new_run(impossible)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def _remove(chunk: Path) -> None:
    chunk.unlink()


def _cut_short(chunk: Path) -> None:
    chunk.write_bytes(chunk.read_bytes()[:10])


def _empty(chunk: Path) -> None:
    chunk.write_bytes(b"")


@pytest.mark.parametrize("harm", [_remove, _cut_short, _empty])
@pytest.mark.parametrize("name", ["crossed", "queue", "willing"])
def test_an_array_that_lost_a_part_is_an_error_and_never_zeros(
    tmp_path: Path, made: Forecast, name: str, harm: Callable[[Path], None]
) -> None:
    run = _write(made, tmp_path / "one")
    array = run / "arrays.zarr" / name
    harm(next(path for path in array.iterdir() if not path.name.startswith(".")))

    with pytest.raises(RunError, match=name):
        open_run(run).ensemble[name]


@pytest.mark.parametrize("axis", ["time", "origin"])
def test_labels_that_lost_a_part_are_an_error(tmp_path: Path, made: Forecast, axis: str) -> None:
    run = _write(made, tmp_path / "one")
    (run / "arrays.zarr" / axis / "0").unlink()

    with pytest.raises(RunError, match=axis):
        open_run(run)


def test_an_array_whose_bytes_were_changed_is_an_error(tmp_path: Path, made: Forecast) -> None:
    run = _write(made, tmp_path / "one")
    stored = zarr.open_group(run / "arrays.zarr")["crossed"]
    assert isinstance(stored, zarr.Array)
    stored[0, -1] = 7

    with pytest.raises(RunError, match="is not what was written"):
        open_run(run).ensemble["crossed"]


def test_a_run_whose_inputs_were_changed_is_refused(tmp_path: Path, made: Forecast) -> None:
    run = _write(made, tmp_path / "one")
    (run / "inputs" / "counts.csv").write_text("id\n", encoding="utf-8")

    with pytest.raises(RunError, match=r"changed since the run was made: counts\.csv"):
        open_run(run)


def test_a_broken_manifest_is_named_with_its_field(tmp_path: Path, made: Forecast) -> None:
    run = _write(made, tmp_path / "one")
    path = run / "manifest.json"
    path.write_text(path.read_text().replace('"members": 5', '"members": "many"'))

    with pytest.raises(RunError, match=r"manifest\.json: members"):
        open_run(run)


@pytest.mark.parametrize("text", ["", "{", "[]", "null"])
def test_a_manifest_that_is_none_is_named_without_stray_colons(
    tmp_path: Path, made: Forecast, text: str
) -> None:
    run = _write(made, tmp_path / "one")
    (run / "manifest.json").write_text(text, encoding="utf-8")

    with pytest.raises(RunError) as fault:
        read_manifest(run)
    assert ": :" not in str(fault.value)
    assert "manifest.json: " in str(fault.value)


def test_a_manifest_that_cannot_be_read_is_an_error_of_the_run(
    tmp_path: Path, made: Forecast
) -> None:
    run = _write(made, tmp_path / "runs" / "one")
    (run / "manifest.json").unlink()
    (run / "manifest.json").mkdir()

    with pytest.raises(RunError, match=r"manifest\.json cannot be read: Is a directory"):
        open_run(run)
    assert list_runs(tmp_path / "runs") == [run]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that gives an error")
@pytest.mark.parametrize("name", ["inputs/counts.csv", "manifest.json", "arrays.zarr/crossed/0.0"])
def test_a_file_that_gives_an_error_is_an_error_of_the_run(
    tmp_path: Path, made: Forecast, name: str
) -> None:
    run = _write(made, tmp_path / "one")
    (run / name).unlink()
    # Reading from address 0 of a process's memory fails on every Linux, also for root.
    (run / name).symlink_to("/proc/self/mem")

    with pytest.raises(RunError, match="cannot be read"):
        open_run(run).ensemble["crossed"]


def test_inputs_that_this_version_refuses_are_an_error_of_the_run(
    tmp_path: Path, made: Forecast
) -> None:
    run = _write(made, tmp_path / "one")
    settings = run / "inputs" / "scenario.yaml"
    settings.write_text(settings.read_text().replace("schema: 1", "schema: 9"))
    manifest = json.loads((run / "manifest.json").read_text())
    manifest["inputs"] = hash_files(run / "inputs")
    (run / "manifest.json").write_text(json.dumps(manifest))

    with pytest.raises(RunError, match="cannot be read by this version"):
        open_run(run)


def test_a_folder_that_is_no_run_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="is not a run"):
        open_run(tmp_path)


def test_runs_are_listed_the_newest_last_and_drafts_are_not(tmp_path: Path, made: Forecast) -> None:
    runs = [_write(made, tmp_path / "runs" / name) for name in ("b", "a")]
    (tmp_path / "runs" / ".draft").mkdir()
    (tmp_path / "runs" / ".draft" / "manifest.json").write_text("{}")

    assert list_runs(tmp_path / "runs") == runs
    assert list_runs(tmp_path / "nowhere") == []
