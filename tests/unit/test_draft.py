"""Large runs: on disk as they go, and the same bytes however often they were interrupted."""

import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corridor.errors import OptionError, RunError
from corridor.forecast import Prepared, prepare_forecast, summarise
from corridor.report.run import Run, make_run
from corridor.simulate import Chunk, Progress, Threads
from corridor.simulate.run import run_chunk
from corridor.store import open_run, read_manifest, resumable_draft
from corridor.store.fingerprint import fingerprint
from tests.worlds import write_world

#: Three stored chunks: 250, 250 and 100 members.
MEMBERS = 600


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    world = write_world(tmp_path_factory.mktemp("prepared") / "world")
    return prepare_forecast(world, members=MEMBERS)


@pytest.fixture(scope="module")
def whole(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The run on disk, made without interruption."""
    return _to_disk(prepared, tmp_path_factory.mktemp("whole") / "run")


@pytest.fixture(scope="module")
def in_memory(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return make_run(prepared, tmp_path_factory.mktemp("memory") / "run")


def _to_disk(prepared: Prepared, path: Path, *, progress: Progress | None = None) -> Run:
    return make_run(prepared, path, executor=Threads(1), progress=progress, in_memory_bytes=0)


def _stopping_after(members: int) -> Progress:
    """Ctrl-C, once so many members have finished."""
    finished = 0

    def tell(more: int) -> None:
        nonlocal finished
        finished += more
        if finished >= members:
            raise KeyboardInterrupt

    return tell


def _interrupt(prepared: Prepared, path: Path, *, after: int = 250) -> Path:
    """Interrupt a run; gives the draft that it leaves."""
    with pytest.raises(KeyboardInterrupt):
        _to_disk(prepared, path, progress=_stopping_after(after))
    (draft,) = path.parent.glob(".partial-*")
    return draft


def _arrays(run: Path) -> dict[str, bytes]:
    """Every file of a run's arrays."""
    folder = run / "arrays.zarr"
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_run_on_disk_has_the_bytes_and_hashes_of_one_in_memory(
    whole: Run, in_memory: Run
) -> None:
    assert read_manifest(whole.folder).arrays == read_manifest(in_memory.folder).arrays
    assert _arrays(whole.folder) == _arrays(in_memory.folder)
    assert _names(whole.folder) == _names(in_memory.folder)


def test_a_run_on_disk_says_what_one_in_memory_says(whole: Run, in_memory: Run) -> None:
    read_back = open_run(whole.folder)

    assert summarise(whole.forecast) == summarise(in_memory.forecast) == summarise(read_back)


def test_parts_of_arrays_on_disk_are_those_of_the_whole_arrays(whole: Run, in_memory: Run) -> None:
    on_disk, arrays = whole.forecast.ensemble, in_memory.forecast.ensemble

    np.testing.assert_array_equal(on_disk.total("queue"), arrays["queue"].sum(axis=2))
    np.testing.assert_array_equal(on_disk.at_step("home", 7), arrays["home"][:, 7])
    np.testing.assert_array_equal(on_disk.at_step("present", -1), arrays["present"][:, -1])
    np.testing.assert_array_equal(on_disk.at("home", "south"), arrays.at("home", "south"))
    assert len(list(on_disk.blocks("home"))) == 3


def test_an_interrupted_run_goes_on_to_the_same_bytes(
    tmp_path: Path, prepared: Prepared, whole: Run
) -> None:
    _interrupt(prepared, tmp_path / "again")
    assert not (tmp_path / "again").exists()

    resumed = _to_disk(prepared, tmp_path / "again").folder

    assert _arrays(resumed) == _arrays(whole.folder)
    assert read_manifest(resumed).arrays == read_manifest(whole.folder).arrays
    assert not list(tmp_path.glob(".partial-*"))


def test_finished_members_are_not_run_again(tmp_path: Path, prepared: Prepared) -> None:
    draft = _interrupt(prepared, tmp_path / "run")
    (draft / "done" / "0000250").unlink(missing_ok=True)
    (draft / "done" / "0000500").unlink(missing_ok=True)
    told: list[int] = []

    _to_disk(prepared, tmp_path / "run", progress=told.append)

    assert told == [250, 250, 100]  # the first was found and is told of at once


def test_an_interruption_says_what_is_kept_where_and_how_to_go_on(
    tmp_path: Path, prepared: Prepared
) -> None:
    with pytest.raises(KeyboardInterrupt) as stopped:
        _to_disk(prepared, tmp_path / "run", progress=_stopping_after(500))

    (draft,) = tmp_path.glob(".partial-*")
    (note,) = stopped.value.__notes__
    # The last chunk may have ended in its thread meanwhile.
    assert re.search(f"[56]00 of 600 members are finished and kept in {draft}", note)
    assert "to go on, make the same forecast again" in note


def test_a_chunk_that_is_half_written_is_run_again(
    tmp_path: Path, prepared: Prepared, whole: Run
) -> None:
    draft = _interrupt(prepared, tmp_path / "again")
    (draft / "done" / "0000250").unlink(missing_ok=True)
    # Killed while the second chunk was written: one array whole, one torn, a file of zarr's own.
    arrays = draft / "run" / "arrays.zarr"
    (arrays / "home" / "1.0.0").write_bytes((arrays / "home" / "0.0.0").read_bytes())
    (arrays / "held" / "1.0.0").write_bytes(b"torn")
    (arrays / "held" / "1.0.0f.partial").write_bytes(b"torn")

    resumed = _to_disk(prepared, tmp_path / "again").folder

    assert _arrays(resumed) == _arrays(whole.folder)


@pytest.mark.parametrize("lost", ["file", "end of a file"])
def test_a_finished_chunk_of_which_a_part_was_lost_is_run_again(
    tmp_path: Path, prepared: Prepared, whole: Run, lost: str
) -> None:
    draft = _interrupt(prepared, tmp_path / "again")
    part = draft / "run" / "arrays.zarr" / "home" / "0.0.0"
    if lost == "file":
        part.unlink()
    else:
        part.write_bytes(part.read_bytes()[:-1])

    resumed = _to_disk(prepared, tmp_path / "again").folder

    assert _arrays(resumed) == _arrays(whole.folder)


def test_a_chunk_whose_writing_fails_is_not_taken_for_finished(
    tmp_path: Path, prepared: Prepared
) -> None:
    chunk = run_chunk(prepared.plan, range(250))
    torn = {**chunk.arrays, "willing": chunk.arrays["willing"][:100, np.newaxis]}

    with (
        pytest.raises(ValueError, match="shape"),
        resumable_draft(prepared, tmp_path / "run") as draft,
    ):
        draft.sink.put(Chunk(chunk.members, torn))

    assert draft.sink.finished == 0


def test_a_draft_that_was_killed_before_its_first_chunk_is_begun_anew(
    tmp_path: Path, prepared: Prepared, whole: Run
) -> None:
    draft = _interrupt(prepared, tmp_path / "run")
    for mark in (draft / "done").iterdir():
        mark.unlink()
    (draft / "done").rmdir()
    (draft / "run" / "arrays.zarr" / ".zgroup").unlink()

    run = _to_disk(prepared, tmp_path / "run").folder

    assert read_manifest(run).arrays == read_manifest(whole.folder).arrays


def test_a_run_stopped_before_any_chunk_leaves_nothing_behind(
    tmp_path: Path, prepared: Prepared
) -> None:
    with pytest.raises(KeyboardInterrupt):
        _to_disk(prepared, tmp_path / "runs" / "one", progress=_stopping_after(0))

    assert list((tmp_path / "runs").iterdir()) == []


def test_a_draft_of_another_forecast_is_left_alone(tmp_path: Path, prepared: Prepared) -> None:
    draft = _interrupt(prepared, tmp_path / "run")
    before = _arrays(draft / "run")
    other = prepare_forecast(prepared.scenario.folder, members=MEMBERS, seed=2)

    _to_disk(other, tmp_path / "other")

    assert _arrays(draft / "run") == before
    assert (tmp_path / "other" / "manifest.json").is_file()


def test_two_processes_do_not_make_the_same_run_at_once(tmp_path: Path, prepared: Prepared) -> None:
    with (
        resumable_draft(prepared, tmp_path / "one"),
        pytest.raises(RunError, match="another process is making the same"),
    ):
        _to_disk(prepared, tmp_path / "two")


def test_a_name_that_is_taken_is_refused_before_anything_runs(
    tmp_path: Path, prepared: Prepared
) -> None:
    (tmp_path / "run").mkdir()
    told: list[int] = []

    for in_memory_bytes in (0, 2**30):
        with pytest.raises(OptionError, match="exists already"):
            make_run(
                prepared,
                tmp_path / "run",
                progress=told.append,
                in_memory_bytes=in_memory_bytes,
            )

    assert told == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"seed": 2}, id="seed"),
        pytest.param({"members": 31}, id="members"),
        pytest.param({"as_of": datetime.fromisoformat("2030-03-02T20:00+03:00")}, id="as-of time"),
    ],
)
def test_another_forecast_has_another_fingerprint(tmp_path: Path, change: dict[str, Any]) -> None:
    world = write_world(tmp_path / "world")

    one, other = (prepare_forecast(world, **{"members": 30, **more}) for more in ({}, change))

    assert fingerprint(one) != fingerprint(other)


def test_a_changed_input_gives_another_fingerprint(tmp_path: Path) -> None:
    world = write_world(tmp_path / "world")
    before = fingerprint(prepare_forecast(world, members=30))

    # The arrays stay as they are: the note is only kept with the run.
    write_world(world, places={"gate": {"note": "seen from the hill"}})

    assert fingerprint(prepare_forecast(world, members=30)) != before


def test_another_process_finds_the_same_fingerprint(tmp_path: Path) -> None:
    world = write_world(tmp_path / "world")
    code = (
        "import sys\n"
        "from corridor.forecast import prepare_forecast\n"
        "from corridor.store.fingerprint import fingerprint\n"
        "print(fingerprint(prepare_forecast(sys.argv[1], members=30)))"
    )

    found = subprocess.run(
        [sys.executable, "-c", code, str(world)], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == fingerprint(prepare_forecast(world, members=30))
