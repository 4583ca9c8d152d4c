"""A backtest on disk, and one in the making whose finished origins are kept.

The draft is a folder ``.partial-backtest-<fingerprint>`` beside the backtest to be, with the scores
of each finished origin in a file of its own. Whoever asks for the same backtest, with the same
origins or others, goes on from there.
"""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from pydantic import AwareDatetime, BaseModel, ConfigDict, ValidationError

from corridor.backtest import Item, Row, Setup, counts_used, rows_from_csv, rows_to_csv
from corridor.errors import NotFoundError, RunError
from corridor.scenario import Scenario
from corridor.store.draft import lock_folder
from corridor.store.manifest import versions
from corridor.store.run_folder import RUNS, check_new_run, input_files
from corridor.table import replace_text

BACKTEST = "backtest.json"
SCORES = "scores.csv"


class ScenarioManifest(BaseModel):
    """One scenario of a backtest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """Its name."""
    title: str
    """Its title."""
    time_zone: str
    """Zone in which its times are shown."""
    sensitivity: str
    """Who may see what comes of it."""
    origins: tuple[AwareDatetime, ...]
    """When forecasts were made."""
    counts: int
    """How many counts it has."""
    counts_left_out: int
    """Those that no forecast can stand beside: other units, measures or places."""
    counts_revised: int
    """Those that were replaced by one published later."""
    inputs: Mapping[str, str]
    """SHA-256 of each input file."""


class BacktestManifest(BaseModel):
    """What a backtest was made from; written as ``backtest.json``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_version: int = 1
    """Layout of the folder."""
    created: AwareDatetime
    """When it was made."""
    scenarios: tuple[ScenarioManifest, ...]
    """The scenarios, in order."""
    horizons_hours: tuple[float, ...]
    """How far ahead was forecast."""
    members: int
    """Size of each ensemble."""
    seed: int
    """Of the random draws."""
    versions: Mapping[str, str]
    """Versions of Python and of the packages that matter."""


class FolderShelf:
    """Keeps the rows of finished origins as files; a :class:`corridor.backtest.Shelf`."""

    def __init__(self, folder: Path, scenarios: Sequence[Scenario]) -> None:
        self._folder, self._names = folder, [scenario.name for scenario in scenarios]

    def has(self, item: Item) -> bool:
        """Whether the rows of this origin are there."""
        return self._path(item).is_file()

    def put(self, item: Item, rows: Sequence[Row]) -> None:
        """Write the rows of an origin; the file appears only when it is whole."""
        replace_text(self._path(item), rows_to_csv(rows))

    def rows(self, item: Item) -> Sequence[Row]:
        """The rows of an origin that is there."""
        return rows_from_csv(self._path(item).read_text(encoding="utf-8"))

    @property
    def finished(self) -> int:
        """How many origins are there."""
        return sum(1 for _ in self._folder.glob("*.csv"))

    def _path(self, item: Item) -> Path:
        at = item.origin.astimezone(UTC)
        return self._folder / f"{self._names[item.scenario]}-{at:%Y%m%dT%H%M%S%f}.csv"


@contextmanager
def resumable_backtest(
    scenarios: Sequence[Scenario], setup: Setup, path: Path
) -> Iterator[FolderShelf]:
    """A shelf for a backtest that is to be written to ``path``.

    When the block ends well the draft is removed. Whatever else ends it, finished origins are kept
    for the next time that the same is asked for, and a note on the error says so.

    Raises
    ------
    OptionError
        If ``path`` exists already or cannot be made.
    RunError
        If it cannot be written to the end, or is being made by another process.
    """
    check_new_run(path)
    place = path.parent / f".partial-backtest-{_fingerprint(scenarios, setup)}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        with lock_folder(place):
            shelf = FolderShelf(place, scenarios)
            try:
                yield shelf
            except BaseException as error:
                _keep(shelf, place, error)
                raise
        shutil.rmtree(place, ignore_errors=True)
    except OSError as error:
        raise RunError(f"{path} could not be written: {error}") from error


def _keep(shelf: FolderShelf, place: Path, error: BaseException) -> None:
    if shelf.finished:
        error.add_note(
            f"{shelf.finished:,} origins are finished and kept in {place}; to go on, run the same "
            "backtest again; to give it up, remove that folder"
        )
    else:
        shutil.rmtree(place, ignore_errors=True)


def new_backtest_path(scenarios: Sequence[Scenario]) -> Path:
    """A name for a backtest that says what it is and when it was made."""
    what = scenarios[0].name if len(scenarios) == 1 else f"{len(scenarios)}-scenarios"
    name = f"{what}-{datetime.now(UTC):%Y%m%d-%H%M%S}-backtest"
    path, again = RUNS / name, 2
    while path.exists():
        path, again = RUNS / f"{name}-{again}", again + 1
    return path


def write_scores(
    scenarios: Sequence[Scenario],
    origins: Sequence[Sequence[datetime]],
    setup: Setup,
    rows: Sequence[Row],
    folder: Path,
) -> BacktestManifest:
    """Write the rows and the manifest of a backtest into a folder; gives the manifest."""
    manifest = BacktestManifest(
        created=datetime.now(UTC).replace(microsecond=0),
        scenarios=tuple(
            _about(scenario, times) for scenario, times in zip(scenarios, origins, strict=True)
        ),
        horizons_hours=tuple(horizon.total_seconds() / 3600 for horizon in setup.horizons),
        members=setup.members,
        seed=setup.seed,
        versions=versions(),
    )
    replace_text(folder / SCORES, rows_to_csv(rows))
    replace_text(folder / BACKTEST, manifest.model_dump_json(indent=2) + "\n")
    return manifest


def is_backtest(folder: Path) -> bool:
    """Whether a folder holds a backtest."""
    return (folder / BACKTEST).is_file()


def read_backtest(folder: Path) -> tuple[BacktestManifest, tuple[Row, ...]]:
    """The manifest and the rows of a backtest.

    Raises
    ------
    NotFoundError
        If the folder is no backtest.
    RunError
        If it cannot be read.
    """
    try:
        text = (folder / BACKTEST).read_text(encoding="utf-8")
        scores = (folder / SCORES).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise NotFoundError(
            f"{folder} is not a backtest: it has no {BACKTEST} and {SCORES}"
        ) from None
    except (OSError, ValueError) as error:
        raise RunError(f"{folder} could not be read: {error}") from error
    try:
        manifest = BacktestManifest.model_validate_json(text)
    except ValidationError as error:
        raise RunError(f"{folder / BACKTEST} could not be read: {error}") from error
    return manifest, rows_from_csv(scores)


def _about(scenario: Scenario, origins: Sequence[datetime]) -> ScenarioManifest:
    used = counts_used(scenario)
    return ScenarioManifest(
        name=scenario.name,
        title=scenario.title,
        time_zone=scenario.zone.key,
        sensitivity=scenario.sensitivity,
        origins=tuple(origins),
        counts=used.counts,
        counts_left_out=used.left_out,
        counts_revised=used.revised,
        inputs=_hashes(scenario),
    )


def _hashes(scenario: Scenario) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in input_files(scenario)}


def _fingerprint(scenarios: Sequence[Scenario], setup: Setup) -> str:
    """Sixteen hexadecimal digits for all that an origin's scores depend on but the origin."""
    package = Path(__file__).parents[1]
    code = sha256()
    for path in sorted(package.rglob("*.py")):
        code.update(path.read_bytes())
    parts = {
        "scenarios": [_hashes(scenario) for scenario in scenarios],
        "setup": repr(setup),
        "versions": versions(),
        "code": code.hexdigest(),
    }
    return sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]
