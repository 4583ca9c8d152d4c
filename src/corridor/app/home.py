"""The folder that is served: which scenarios and runs are in it.

A scenario is a folder directly in it that has a ``scenario.yaml``, or the folder itself; a run,
comparison or backtest is a folder in ``runs``. Built-in cases are found beside them and are read
only. What the application itself keeps, jobs and answered what-ifs, is in ``.corridor``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from corridor.cases import case_folder, case_names
from corridor.errors import NotFoundError, near_match
from corridor.scenario import Scenario, load_scenario
from corridor.scenario.uses import YAML_FILE
from corridor.store import BACKTEST, MANIFEST, list_runs

KEPT = ".corridor"
RUNS = "runs"

#: After the name of a built-in case beside a scenario of that name; no scenario has it in its own.
BESIDE = "@built-in"

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")


def load_unchanged(folder: Path) -> Scenario:
    """A scenario, checked; read again only when one of its files was changed.

    Raises
    ------
    ScenarioError
        When it does not pass its checks.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix in {".yaml", ".csv"})
    stats = ((path.name, path.stat()) for path in files)
    return _load(folder, tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats))


@lru_cache(maxsize=32)
def _load(folder: Path, _: tuple[tuple[str, int, int], ...]) -> Scenario:
    return load_scenario(folder)


@dataclass(frozen=True)
class Found:
    """A scenario that is there."""

    id: str
    folder: Path
    is_built_in: bool


@dataclass(frozen=True)
class Home:
    """The folder that is served."""

    folder: Path

    @property
    def runs(self) -> Path:
        """Where runs are."""
        return self.folder / RUNS

    @property
    def kept(self) -> Path:
        """What the application keeps."""
        return self.folder / KEPT

    def scenarios(self) -> tuple[Found, ...]:
        """The scenarios of the folder, then the built-in cases.

        Where the folder has one of a case's name, the case goes by its name and :data:`BESIDE`.
        """
        own = {found.id: found for found in self._own()}
        cases = (
            Found(f"{name}{BESIDE}" if name in own else name, case_folder(name), is_built_in=True)
            for name in case_names()
        )
        return (*own.values(), *cases)

    def _own(self) -> Iterator[Found]:
        if (self.folder / YAML_FILE).is_file():
            yield Found(self.folder.resolve().name, self.folder, is_built_in=False)
        if self.folder.is_dir():
            for path in sorted(self.folder.glob(f"*/{YAML_FILE}")):
                if _NAME.fullmatch(path.parent.name):
                    yield Found(path.parent.name, path.parent, is_built_in=False)

    def scenario(self, id: str) -> Found:
        """The scenario with this id.

        Raises
        ------
        NotFoundError
            When there is none.
        """
        found = {one.id: one for one in self.scenarios()}
        if id not in found:
            raise NotFoundError(f"there is no scenario {id!r}{near_match(id, found)}")
        return found[id]

    def own_scenario(self, id: str) -> Found:
        """The same, of one that may be changed.

        Raises
        ------
        NotFoundError
            When there is none, or it is a built-in case.
        """
        found = self.scenario(id)
        if found.is_built_in:
            raise NotFoundError(
                f"{id} is a built-in case, which is read only: make a copy of it first"
            )
        return found

    def load(self, id: str) -> Scenario:
        """A scenario, checked.

        Raises
        ------
        NotFoundError, ScenarioError
            When there is none, or it does not pass its checks.
        """
        return load_unchanged(self.scenario(id).folder)

    def run_folders(self) -> tuple[Path, ...]:
        """Folders of runs, the newest first."""
        return tuple(reversed(list_runs(self.runs)))

    def run(self, id: str) -> Path:
        """The folder of a run.

        Raises
        ------
        NotFoundError
            When there is none.
        """
        return self._within(id, MANIFEST, "run")

    def backtests(self) -> tuple[Path, ...]:
        """Folders of backtests, the newest first."""
        found = [path.parent for path in self.runs.glob(f"[!.]*/{BACKTEST}")]
        return tuple(sorted(found, key=lambda path: path.stat().st_mtime, reverse=True))

    def _within(self, id: str, mark: str, what: str) -> Path:
        """A folder under ``runs`` by its bare name: no separator, no dot at the start."""
        folder = self.runs / id
        if not _NAME.fullmatch(id) or not (folder / mark).is_file():
            known = [path.name for path in self.run_folders()]
            raise NotFoundError(f"there is no {what} {id!r}{near_match(id, known)}")
        return folder
