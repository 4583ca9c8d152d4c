"""A run in the making whose finished members are kept, so that an interrupted one goes on.

The draft is a folder ``.partial-<fingerprint>`` beside the run to be::

    .partial-3f0c2a9d1b7e4c55/
      lock          held by the process that works on it
      what.json     what is being made, for whoever finds the folder
      run/          the run folder; it takes the run's name when it is whole
      done/         what is whole of the arrays in it

Whoever asks for the same forecast finds the draft by its fingerprint. What is not marked in
``done`` is run again, so it does not matter what an interruption left of it.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corridor.errors import RunError
from corridor.forecast import Prepared
from corridor.store.fingerprint import fingerprint
from corridor.store.run_folder import ARRAYS, INPUTS, check_new_run, copy_inputs

if TYPE_CHECKING:
    from corridor.store.chunk_sink import ChunkSink


class Draft(NamedTuple):
    """A run folder in the making, and the sink that fills its arrays."""

    folder: Path
    sink: "ChunkSink"


@contextmanager
def resumable_draft(prepared: Prepared, path: Path) -> Iterator[Draft]:
    """A run folder with inputs, to fill; it takes the name ``path`` when the block ends well.

    Whatever else ends the block, finished members are kept beside ``path`` for the next time that
    the same forecast is asked for, and a note on the error says so.

    Raises
    ------
    OptionError
        If ``path`` exists already or cannot be made.
    RunError
        If it cannot be written to the end, or is being made by another process.
    """
    check_new_run(path)
    place = path.parent / f".partial-{fingerprint(prepared)}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with lock_folder(place):
            draft = _open(prepared, place)
            with _finished_kept(draft, place):
                yield draft
                draft.folder.rename(path)
            shutil.rmtree(place, ignore_errors=True)
    except OSError as error:
        raise RunError(f"{path} could not be written: {error}") from error


def _open(prepared: Prepared, place: Path) -> Draft:
    from corridor.simulate.frame import make_frame

    # Imported only now: zarr takes half a second to load, and a small run is kept in memory.
    from corridor.store.chunk_sink import ChunkSink

    what = {
        "scenario": prepared.scenario.name,
        "as_of": prepared.as_of.isoformat(),
        "members": prepared.plan.members,
        "seed": prepared.seed,
    }
    (place / "what.json").write_text(json.dumps(what, indent=2) + "\n", encoding="utf-8")
    run, done = place / "run", place / "done"
    if not run.is_dir():
        shutil.rmtree(done, ignore_errors=True)
        run.mkdir()
    shutil.rmtree(run / INPUTS, ignore_errors=True)
    copy_inputs(prepared.scenario, run)
    return Draft(run, ChunkSink(make_frame(prepared.plan), arrays=run / ARRAYS, done=done))


@contextmanager
def lock_folder(place: Path) -> Iterator[None]:
    """Keep other processes from working on the same draft.

    Raises
    ------
    RunError
        If one does already.
    """
    with (place / "lock").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RunError(f"{place}: another process is making the same") from None
        yield


@contextmanager
def _finished_kept(draft: Draft, place: Path) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        finished = draft.sink.finished
        if finished:
            error.add_note(
                f"{finished:,} of {draft.sink.members:,} members are finished and kept in {place}; "
                "to go on, make the same forecast again; to give it up, remove that folder"
            )
        else:
            shutil.rmtree(place, ignore_errors=True)
        raise
