"""An ensemble's arrays on disk: zarr, laid out as xarray reads it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import zarr

from corridor.errors import RunError
from corridor.simulate import VARIABLES, Ensemble, Labels, Values
from corridor.store.manifest import hash_array

#: Members in one stored chunk: a few megabytes, and what one thread writes at once.
_CHUNK_MEMBERS = 250

#: The attribute in which xarray looks for an array's axes.
_AXES = "_ARRAY_DIMENSIONS"

#: Times are stored as whole seconds; the words are those of the CF conventions.
_TIME = {"units": "seconds since 1970-01-01", "calendar": "proleptic_gregorian"}

#: What zarr and its codecs raise for files that are missing, cut short or no arrays.
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, RuntimeError)

_Checked = TypeVar("_Checked", bound=npt.NDArray[Any])


def write_arrays(ensemble: Ensemble, folder: Path) -> None:
    """Write an ensemble into a new folder."""
    group = zarr.create_group(
        folder,
        zarr_format=2,
        attributes={
            "time_zone": ensemble.time_zone,
            "start": str(ensemble.start.astype("datetime64[s]")),
        },
    )
    for axis, labels in ensemble.labels.items():
        if axis == "time":
            seconds = labels.astype("datetime64[s]").astype(np.int64)
            _write(group, axis, seconds, [axis], _TIME)
        else:
            _write(group, axis, labels, [axis], {})
    for name, kind in VARIABLES.items():
        attributes = {"units": kind.unit, "long_name": kind.meaning}
        _write(group, name, ensemble[name], kind.axes, attributes)


def _write(
    group: zarr.Group,
    name: str,
    values: Labels | Values,
    axes: Sequence[str],
    attributes: Mapping[str, str],
) -> None:
    chunks = (min(_CHUNK_MEMBERS, len(values)) or 1, *(size or 1 for size in values.shape[1:]))
    # Without a fill value xarray takes every number as it stands; with 0 it would be missing.
    group.create_array(
        name,
        data=values,
        chunks=chunks,
        attributes={_AXES: list(axes), **attributes},
        fill_value=None,
    )


def read_arrays(folder: Path, hashes: Mapping[str, str]) -> Ensemble:
    """The ensemble in a folder; each array is read when it is asked for.

    ``hashes`` holds the SHA-256 of every array and of every axis's labels. zarr takes a chunk that
    is missing for zeros, so nothing is believed before its hash has been compared.

    Raises
    ------
    RunError
        If something cannot be read or is not what was written; of an array, when it is asked for.
    """
    try:
        group = zarr.open_group(folder, mode="r")
        stored = _Stored(folder, group, hashes)
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


class _Stored(Mapping[str, Values]):
    """Arrays read from a folder on first use, compared with their hashes, and kept."""

    def __init__(self, folder: Path, group: zarr.Group, hashes: Mapping[str, str]) -> None:
        self._folder, self._group, self._hashes = folder, group, hashes
        self._read: dict[str, Values] = {}

    def __getitem__(self, name: str) -> Values:
        if name not in self._read:
            self._read[name] = self._checked(name, self._whole(name))
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(VARIABLES)

    def __len__(self) -> int:
        return len(VARIABLES)

    def labels(self, axis: str) -> Labels:
        """The labels of an axis."""
        labels: Labels = self._whole(axis)
        if axis == "time":
            labels = labels.astype("datetime64[s]").astype("datetime64[ns]")
        return self._checked(axis, labels)

    def _whole(self, name: str) -> npt.NDArray[Any]:
        try:
            array = self._group[name]
            if not isinstance(array, zarr.Array):
                raise KeyError(f"{name} is no array")
            return np.asarray(array[...])
        except _UNREADABLE as error:
            raise RunError(f"{self._folder / name} cannot be read: {error}") from error

    def _checked(self, name: str, values: _Checked) -> _Checked:
        if hash_array(values) != self._hashes.get(name):
            raise RunError(
                f"{self._folder / name} is not what was written: a part is missing or changed"
            )
        return values
