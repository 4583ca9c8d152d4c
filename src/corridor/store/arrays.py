"""An ensemble's arrays on disk: zarr, laid out as xarray reads it."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import zarr

from corridor.errors import RunError
from corridor.simulate import VARIABLES, Blocks, Ensemble, Labels, Values
from corridor.store.manifest import array_bytes, hash_array

#: Members in one stored chunk: at most so many, and no more than fit into so many bytes, because a
#: thread holds a chunk while it runs. Where one member is larger a chunk holds one member.
_CHUNK_MEMBERS = 250
_CHUNK_BYTES = 64 * 2**20

#: The attribute in which xarray looks for an array's axes.
_AXES = "_ARRAY_DIMENSIONS"

#: Times are stored as whole seconds; the words are those of the CF conventions.
_TIME = {"units": "seconds since 1970-01-01", "calendar": "proleptic_gregorian"}

#: What zarr and its codecs raise for files that are missing, cut short or no arrays.
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, RuntimeError)

_Checked = TypeVar("_Checked", bound=npt.NDArray[Any])


def stored_chunk(ensemble: Ensemble) -> int:
    """Members in one stored chunk; depends on the ensemble's axes alone."""
    most = min(_CHUNK_MEMBERS, _CHUNK_BYTES // max(1, ensemble.bytes_per_member))
    return max(1, min(most, ensemble.members))


def write_arrays(ensemble: Ensemble, folder: Path) -> None:
    """Write an ensemble into a new folder."""
    group = create_arrays(ensemble, folder)
    for name in VARIABLES:
        first = 0
        for rows in ensemble.blocks(name):
            write_rows(group, name, first, rows)
            first += len(rows)


def create_arrays(frame: Ensemble, folder: Path) -> zarr.Group:
    """A new folder with an ensemble's labels, and room for all its arrays."""
    group = zarr.create_group(
        folder,
        zarr_format=2,
        attributes={
            "time_zone": frame.time_zone,
            "start": str(frame.start.astype("datetime64[s]")),
        },
    )
    for axis, labels in frame.labels.items():
        is_time = axis == "time"
        group.create_array(
            axis,
            data=labels.astype("datetime64[s]").astype(np.int64) if is_time else labels,
            chunks=(len(labels) or 1,),
            attributes={_AXES: [axis], **(_TIME if is_time else {})},
            fill_value=None,
        )
    members = stored_chunk(frame)
    for name, kind in VARIABLES.items():
        shape = frame.shape(name)
        # Without a fill value xarray takes every number as it stands; with 0 it would be missing.
        group.create_array(
            name,
            shape=shape,
            dtype=kind.dtype,
            chunks=(members, *(size or 1 for size in shape[1:])),
            attributes={_AXES: list(kind.axes), "units": kind.unit, "long_name": kind.meaning},
            fill_value=None,
        )
    return group


def write_rows(group: zarr.Group, name: str, first: int, rows: Values) -> None:
    """Write the rows of consecutive members, the first of which is ``first``."""
    _array(group, name)[first : first + len(rows)] = rows


def read_arrays(folder: Path, hashes: Mapping[str, str] | None) -> Ensemble:
    """The ensemble in a folder; each array is read when it is asked for.

    ``hashes`` holds the SHA-256 of every array and of every axis's labels. zarr takes a chunk that
    is missing for zeros, so nothing is believed before its hash has been compared: of an array read
    in parts, once the last part has been read. None is for arrays that have no hashes yet.

    Raises
    ------
    RunError
        If something cannot be read or is not what was written; of an array, when it is asked for.
    """
    try:
        group = zarr.open_group(folder, mode="r")
        stored = StoredArrays(folder, group, hashes)
        return Ensemble(
            values=stored,
            labels={axis: stored.labels(axis) for axis in _axes()},
            time_zone=str(group.attrs["time_zone"]),
            start=np.datetime64(str(group.attrs["start"]), "ns"),
        )
    except _UNREADABLE as error:
        raise RunError(f"{folder} cannot be read: {error}") from error


def _axes() -> list[str]:
    return list(dict.fromkeys(axis for kind in VARIABLES.values() for axis in kind.axes))


def _array(group: zarr.Group, name: str) -> "zarr.Array[Any]":
    array = group[name]
    if not isinstance(array, zarr.Array):
        raise KeyError(f"{name} is no array")
    return array


class StoredArrays(Blocks):
    """Arrays in a folder, compared with their hashes; whole ones read on first use and kept."""

    def __init__(self, folder: Path, group: zarr.Group, hashes: Mapping[str, str] | None) -> None:
        self._folder, self._group, self._hashes = folder, group, hashes
        self._read: dict[str, Values] = {}

    def __getitem__(self, name: str) -> Values:
        if name not in self._read:
            self._read[name] = self._checked(name, self._part(name, slice(None)))
        return self._read[name]

    def blocks(self, name: str) -> Iterator[Values]:
        """The array by stored chunks; its hash is compared after the last."""
        if name in self._read:
            yield self._read[name]
            return
        array, digest = _array(self._group, name), sha256()
        for first in range(0, array.shape[0], array.chunks[0]):
            rows = self._part(name, slice(first, first + array.chunks[0]))
            digest.update(array_bytes(rows))
            yield rows
        self._compare(name, digest.hexdigest())

    def __iter__(self) -> Iterator[str]:
        return iter(VARIABLES)

    def __len__(self) -> int:
        return len(VARIABLES)

    def labels(self, axis: str) -> Labels:
        """The labels of an axis."""
        labels: Labels = self._part(axis, slice(None))
        if axis == "time":
            labels = labels.astype("datetime64[s]").astype("datetime64[ns]")
        return self._checked(axis, labels)

    def _part(self, name: str, rows: slice) -> npt.NDArray[Any]:
        try:
            return np.asarray(_array(self._group, name)[rows])
        except _UNREADABLE as error:
            raise RunError(f"{self._folder / name} cannot be read: {error}") from error

    def _checked(self, name: str, values: _Checked) -> _Checked:
        self._compare(name, hash_array(values))
        return values

    def _compare(self, name: str, found: str) -> None:
        if self._hashes is not None and found != self._hashes.get(name):
            raise RunError(
                f"{self._folder / name} is not what was written: a part is missing or changed"
            )
