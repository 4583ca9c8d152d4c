"""Run folders: written under a temporary name and renamed when whole, and read back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from pydantic import ValidationError

from corridor.errors import NotFoundError, RunError, near_match
from corridor.forecast import Forecast, Prepared, make_later_counts
from corridor.scenario import Scenario, load_scenario
from corridor.store.manifest import Manifest, hash_files, make_manifest

MANIFEST = "manifest.json"
INPUTS = "inputs"
ARRAYS = "arrays.zarr"
REPORT = "report.html"


@contextmanager
def draft_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which takes the name ``path`` when the block ends without an error.

    After an error nothing is left behind.

    Raises
    ------
    RunError
        If ``path`` exists already or its parent cannot be written to.
    """
    check_is_free(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise RunError(f"{path.parent} cannot be written to: {error.strerror}") from error
    try:
        yield draft
        draft.chmod(0o755)
        draft.rename(path)
    except OSError as error:
        raise RunError(f"{path} could not be written: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check_is_free(path: Path) -> None:
    """Make sure that a run can take the name ``path``.

    Raises
    ------
    RunError
        If there is something of that name.
    """
    if path.exists():
        raise RunError(f"{path} exists already; choose another --out or remove it")


def new_run_path(forecast: Forecast | Prepared, *, within: Path = Path("runs")) -> Path:
    """A name for a run that says what it is and when it was made."""
    as_of = forecast.as_of.astimezone(forecast.scenario.zone)
    name = f"{forecast.scenario.name}-{as_of:%Y%m%dT%H%M}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    path, again = within / name, 2
    while path.exists():
        path, again = within / f"{name}-{again}", again + 1
    return path


def write_forecast(forecast: Forecast, folder: Path) -> Manifest:
    """Write inputs, arrays and manifest into an empty folder; returns the manifest."""
    write_inputs(forecast.scenario, folder)
    # Imported only now: zarr takes half a second to load, and a list of runs needs none of it.
    from corridor.store.arrays import write_arrays

    write_arrays(forecast.ensemble, folder / ARRAYS)
    return write_manifest(forecast, folder)


def write_inputs(scenario: Scenario, folder: Path) -> None:
    """Copy the files that a scenario was read from into the folder of a run."""
    inputs = folder / INPUTS
    inputs.mkdir()
    for path in input_files(scenario):
        shutil.copyfile(path, inputs / path.name)


def input_files(scenario: Scenario) -> list[Path]:
    """The files that a scenario was read from."""
    return [
        path
        for path in sorted(scenario.folder.iterdir())
        if path.is_file() and path.suffix in {".yaml", ".csv"}
    ]


def write_manifest(forecast: Forecast, folder: Path) -> Manifest:
    """Write the manifest of a run whose inputs and arrays are in ``folder``; returns it."""
    manifest = make_manifest(forecast, folder / INPUTS)
    (folder / MANIFEST).write_text(manifest.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a run.

    Raises
    ------
    NotFoundError
        If the folder is not a run.
    RunError
        If its manifest cannot be read.
    """
    path = folder / MANIFEST
    if not path.is_file():
        runs = [str(run) for run in list_runs(folder.parent)]
        raise NotFoundError(
            f"{folder} is not a run: it has no {MANIFEST}{near_match(str(folder), runs)}"
        )
    try:
        return Manifest.model_validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise RunError(f"{path}: {field}: {first['msg']}") from error


def open_run(folder: Path | str) -> Forecast:
    """The forecast of a run folder; arrays are read when they are used.

    Raises
    ------
    NotFoundError
        If the folder is not a run.
    RunError
        If an input was changed after the run was made, or something cannot be read.
    """
    from corridor.store.arrays import read_arrays

    folder = Path(folder)
    manifest = read_manifest(folder)
    inputs = folder / INPUTS
    found = hash_files(inputs) if inputs.is_dir() else {}
    changed = sorted(
        name for name in {*manifest.inputs, *found} if manifest.inputs.get(name) != found.get(name)
    )
    if changed:
        raise RunError(f"{inputs}: changed since the run was made: {', '.join(changed)}")
    whole = load_scenario(inputs)
    return Forecast(
        scenario=whole.as_of(manifest.as_of),
        as_of=manifest.as_of.astimezone(whole.zone),
        seed=manifest.seed,
        ensemble=read_arrays(folder / ARRAYS),
        later_counts=make_later_counts(whole, manifest.as_of),
    )


def list_runs(within: Path = Path("runs")) -> list[Path]:
    """Run folders within a folder, the newest last."""
    if not within.is_dir():
        return []
    runs = [path.parent for path in within.glob(f"[!.]*/{MANIFEST}")]
    return sorted(runs, key=lambda run: (run / MANIFEST).stat().st_mtime)
