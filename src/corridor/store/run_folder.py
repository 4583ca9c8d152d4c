"""Run folders: written under a temporary name and renamed when whole, and read back."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp

from pydantic import ValidationError

from corridor.errors import InputError, NotFoundError, OptionError, RunError, near_match
from corridor.forecast import Forecast, Prepared, make_later_counts
from corridor.scenario import Scenario, load_scenario
from corridor.store.manifest import Manifest, hash_files, make_manifest

MANIFEST = "manifest.json"
INPUTS = "inputs"
ARRAYS = "arrays.zarr"
REPORT = "report.html"

#: Where runs are written and looked for unless another folder is given.
RUNS = Path("runs")


@contextmanager
def draft_folder(path: Path) -> Iterator[Path]:
    """A folder to fill, which takes the name ``path`` when the block ends without an error.

    After an error nothing is left behind.

    Raises
    ------
    OptionError
        If ``path`` exists already or cannot be made.
    RunError
        If it cannot be written to the end.
    """
    check_new_run(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    except OSError as error:
        raise OptionError(f"{path} cannot be made: {error.strerror}") from error
    try:
        yield draft
        draft.chmod(0o755)
        draft.rename(path)
    except OSError as error:
        raise RunError(f"{path} could not be written: {error}") from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def check_new_run(path: Path | None) -> None:
    """See that a run folder can be made, before the time for a run is spent.

    None stands for a new folder under :data:`RUNS`.

    Raises
    ------
    OptionError
        If ``path`` exists already, or no folder can be made there.
    """
    wanted = path or RUNS / "run"
    try:
        if path is not None and (path.exists() or path.is_symlink()):
            raise OptionError(f"{path} exists already; choose another folder (--out) or remove it")
        there = next(folder for folder in wanted.absolute().parents if folder.exists())
        Path(mkdtemp(prefix=f".{wanted.name}.", dir=there)).rmdir()
    # A NUL in the name gives a ValueError, a name that is too long an OSError.
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise OptionError(f"{path or RUNS} cannot be made: {reason}") from error


def new_run_path(forecast: Forecast | Prepared, *, within: Path = RUNS, kind: str = "") -> Path:
    """A name for a run that says what it is and when it was made."""
    as_of = forecast.as_of.astimezone(forecast.scenario.zone)
    name = f"{forecast.scenario.name}-{as_of:%Y%m%dT%H%M}-{datetime.now(UTC):%Y%m%d-%H%M%S}{kind}"
    path, again = within / name, 2
    while path.exists():
        path, again = within / f"{name}-{again}", again + 1
    return path


def write_forecast(forecast: Forecast, folder: Path) -> Manifest:
    """Write inputs, arrays and manifest into an empty folder; returns the manifest."""
    copy_inputs(forecast.scenario, folder)
    # Imported only now: zarr takes half a second to load, and a list of runs needs none of it.
    from corridor.store.arrays import write_arrays

    write_arrays(forecast.ensemble, folder / ARRAYS)
    return write_manifest(forecast, folder)


def copy_inputs(scenario: Scenario, folder: Path) -> Path:
    """Copy a scenario's files into a run's folder of inputs; gives that folder."""
    inputs = folder / INPUTS
    inputs.mkdir()
    for path in input_files(scenario):
        shutil.copyfile(path, inputs / path.name)
    return inputs


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
    try:
        text = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        runs = [str(run) for run in list_runs(folder.parent)]
        raise NotFoundError(
            f"{folder} is not a run: it has no {MANIFEST}{near_match(str(folder), runs)}"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RunError(f"{path} cannot be read: {reason}") from error
    try:
        return Manifest.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = "".join(f"{part}: " for part in (".".join(map(str, first["loc"])),) if part)
        raise RunError(f"{path}: {where}{first['msg']}") from error


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
    whole = read_inputs(folder, manifest)
    return Forecast(
        scenario=whole.as_of(manifest.as_of),
        as_of=manifest.as_of.astimezone(whole.zone),
        seed=manifest.seed,
        ensemble=read_arrays(folder / ARRAYS, manifest.arrays),
        later_counts=make_later_counts(whole, manifest.as_of),
        update=manifest.update,
    )


def read_inputs(folder: Path, manifest: Manifest) -> Scenario:
    """The scenario whose files are kept with a run.

    Raises
    ------
    RunError
        If an input was changed after the run was made, or cannot be read.
    """
    inputs = folder / INPUTS
    found = _hashes(inputs)
    changed = sorted(
        name for name in {*manifest.inputs, *found} if manifest.inputs.get(name) != found.get(name)
    )
    if changed:
        raise RunError(f"{inputs}: changed since the run was made: {', '.join(changed)}")
    try:
        return load_scenario(inputs)
    except InputError as error:
        raise RunError(f"{folder} cannot be read by this version of Corridor: {error}") from error


def _hashes(inputs: Path) -> dict[str, str]:
    try:
        return hash_files(inputs) if inputs.is_dir() else {}
    except OSError as error:
        raise RunError(f"{inputs} cannot be read: {error.strerror}: {error.filename}") from error


def list_runs(within: Path = RUNS) -> list[Path]:
    """Run folders within a folder, the newest last; whether they can be read is not looked at."""
    if not within.is_dir():
        return []
    runs = [path.parent for path in within.glob(f"[!.]*/{MANIFEST}")]
    return sorted(runs, key=lambda run: (run / MANIFEST).lstat().st_mtime)
