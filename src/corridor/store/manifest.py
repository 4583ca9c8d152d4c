"""The manifest of a run: what it was made from, so that it can be made again."""

import os
import platform
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pydantic import AwareDatetime, BaseModel, ConfigDict

from corridor.assimilate import Update
from corridor.forecast import Forecast
from corridor.simulate import VARIABLES, Ensemble

#: Packages whose version can change a run's numbers or how they are stored.
_PACKAGES = ("corridor", "numpy", "numba", "scipy", "xarray", "zarr", "pydantic")


class Manifest(BaseModel):
    """What a run was made from; written as ``manifest.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = 1
    """Layout of the run folder."""
    scenario: str
    """Name of the scenario."""
    as_of: AwareDatetime
    """The time at which the forecast is made: nothing published later was used."""
    created: AwareDatetime
    """When the run was made."""
    members: int
    """Size of the ensemble."""
    seed: int
    """Of the random draws."""
    start: AwareDatetime
    """Start of the simulated time."""
    end: AwareDatetime
    """End of the simulated time."""
    step_minutes: int
    """Length of a step."""
    sensitivity: str
    """Who may see the run."""
    versions: Mapping[str, str]
    """Versions of Python and of the packages that matter."""
    inputs: Mapping[str, str]
    """SHA-256 of each input file."""
    arrays: Mapping[str, str]
    """SHA-256 of the bytes of each array and of each axis's labels."""
    claims_used: tuple[str, ...]
    """Ids of the claims published by the as-of time."""
    counts_known: tuple[str, ...]
    """Ids of the counts published by the as-of time."""
    events_used: tuple[str, ...]
    """Ids of the timeline's rows published by the as-of time."""
    update: Update | None = None
    """What the members learned from the counts, and how; nothing where they did not learn."""


def make_manifest(forecast: Forecast, inputs: Path) -> Manifest:
    """The manifest of a forecast whose input files are in the folder ``inputs``."""
    scenario, ensemble = forecast.scenario, forecast.ensemble
    start, end = (
        time.astype("datetime64[s]").item().replace(tzinfo=UTC).astimezone(scenario.zone)
        for time in (ensemble.start, ensemble.labels["time"][-1])
    )
    return Manifest(
        scenario=scenario.name,
        as_of=forecast.as_of,
        created=datetime.now(UTC).replace(microsecond=0),
        members=ensemble.members,
        seed=forecast.seed,
        start=start,
        end=end,
        step_minutes=scenario.step_minutes,
        sensitivity=scenario.sensitivity,
        versions=versions(),
        inputs=hash_files(inputs),
        arrays={
            **{axis: hash_array(labels) for axis, labels in ensemble.labels.items()},
            **hash_arrays(ensemble),
        },
        claims_used=tuple(claim.id for claim in scenario.ledger.claims),
        counts_known=tuple(count.id for count in scenario.counts),
        events_used=tuple(event.id for event in scenario.timeline),
        update=forecast.update,
    )


def array_bytes(values: npt.NDArray[np.generic]) -> memoryview:
    """The bytes of an array, in the order of its axes."""
    return np.ascontiguousarray(values).reshape(-1).view(np.uint8).data


def hash_array(values: npt.NDArray[np.generic]) -> str:
    """SHA-256 of the bytes of an array, in the order of its axes."""
    return sha256(array_bytes(values)).hexdigest()


def hash_arrays(ensemble: Ensemble) -> dict[str, str]:
    """SHA-256 of the bytes of each array; what is on disk is read in parts."""

    def hash_one(name: str) -> str:
        digest = sha256()
        for rows in ensemble.blocks(name):
            digest.update(array_bytes(rows))
        return digest.hexdigest()

    with ThreadPoolExecutor(max_workers=os.cpu_count()) as pool:
        return dict(zip(VARIABLES, pool.map(hash_one, VARIABLES), strict=True))


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that can change a run's numbers, by name."""
    return {
        "python": platform.python_version(),
        **{package: version(package) for package in _PACKAGES},
    }


def hash_files(folder: Path) -> dict[str, str]:
    """SHA-256 of every file in a folder, by name."""
    return {
        path.name: sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.is_file()
    }
