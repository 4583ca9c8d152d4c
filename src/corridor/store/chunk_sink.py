"""Finished members, written to a run's arrays chunk by chunk."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import zarr

from corridor.simulate import VARIABLES, Chunk, Ensemble, Values, split_members
from corridor.store.arrays import create_arrays, read_arrays, stored_chunk, write_rows


class ChunkSink:
    """Keeps members on disk; a :class:`corridor.simulate.Sink`.

    Parameters
    ----------
    frame : Ensemble
        What is known before the members run.
    arrays : Path
        The folder for the arrays, of this ensemble if there are any.
    done : Path
        The folder that marks what is whole in ``arrays``: for each chunk a file, named by its first
        member, with the sizes of its files. Where the folder is missing nothing is whole.
    """

    def __init__(self, frame: Ensemble, *, arrays: Path, done: Path) -> None:
        self._frame, self._arrays, self._done = frame, arrays, done
        self._size = stored_chunk(frame)
        if done.is_dir():
            self._group = zarr.open_group(arrays, mode="r+")
            return
        shutil.rmtree(arrays, ignore_errors=True)
        self._group = create_arrays(frame, arrays)
        for name, values in frame.values.items():
            write_rows(self._group, name, 0, values)
        # Last, because from here on the arrays are taken as they are.
        done.mkdir()

    @property
    def members(self) -> int:
        """How many members the ensemble has."""
        return self._frame.members

    @property
    def finished(self) -> int:
        """How many of them are whole on disk."""
        return self.members - sum(map(len, self.pending()))

    def pending(self, workers: int = 1) -> Sequence[range]:  # noqa: ARG002  # stored chunks are as they are
        """The stored chunks that are not whole yet."""
        chunks = split_members(self.members, self._size)
        return [chunk for chunk in chunks if not self._is_whole(chunk)]

    def put(self, chunk: Chunk) -> None:
        """Write a chunk, wait until the disk has it, and mark it as whole."""
        for name, rows in chunk.arrays.items():
            write_rows(self._group, name, chunk.members.start, rows)
        for path in self._files(chunk.members):
            _wait_for_disk(path)
            _wait_for_disk(path.parent)
        self._mark(chunk.members).write_text(self._contents(chunk.members), encoding="utf-8")

    def values(self) -> Mapping[str, Values]:
        """The arrays, each read when it is asked for."""
        # What zarr was writing when the process was killed.
        for left in self._arrays.rglob("*.partial"):
            left.unlink()
        # Their hashes are worked out from what is read here: see the manifest.
        return read_arrays(self._arrays, None).values

    def _is_whole(self, chunk: range) -> bool:
        mark = self._mark(chunk)
        return mark.is_file() and mark.read_text(encoding="utf-8") == self._contents(chunk)

    def _mark(self, chunk: range) -> Path:
        return self._done / f"{chunk.start:07}"

    def _files(self, chunk: range) -> list[Path]:
        """The files of a chunk; a part of it that holds nothing but zeros has none."""
        index = str(chunk.start // self._size)
        files = (
            self._arrays / name / ".".join([index, *"0" * (len(kind.axes) - 1)])
            for name, kind in VARIABLES.items()
        )
        return [path for path in files if path.is_file()]

    def _contents(self, chunk: range) -> str:
        """What a mark says: the files of the chunk and their sizes."""
        return "".join(
            f"{path.relative_to(self._arrays)} {path.stat().st_size}\n"
            for path in self._files(chunk)
        )


def _wait_for_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
