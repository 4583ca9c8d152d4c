"""Finished members, written to a run's arrays chunk by chunk."""

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import zarr

from corridor.simulate import Chunk, Ensemble, Values, split_members
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
        The folder that marks what is whole in ``arrays``: an empty file for each chunk, named by
        its first member. Where it is missing nothing is.
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
        return [chunk for chunk in chunks if not self._mark(chunk).exists()]

    def put(self, chunk: Chunk) -> None:
        """Write a chunk, wait until the disk has it, and mark it as whole."""
        for name, rows in chunk.arrays.items():
            write_rows(self._group, name, chunk.members.start, rows)
            self._flush(self._arrays / name, chunk.members.start // self._size)
        self._mark(chunk.members).touch()

    def values(self) -> Mapping[str, Values]:
        """The arrays, each read when it is asked for."""
        # What zarr was writing when the process was killed.
        for left in self._arrays.rglob("*.partial"):
            left.unlink()
        return read_arrays(self._arrays).values

    def _mark(self, chunk: range) -> Path:
        return self._done / f"{chunk.start:07}"

    @staticmethod
    def _flush(array: Path, index: int) -> None:
        for path in (*array.glob(f"{index}.*"), array / f"{index}", array):
            # A chunk that holds nothing but zeros has no file.
            if path.exists():
                _wait_for_disk(path)


def _wait_for_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
