"""A new scenario folder to fill in."""

import re
import shutil
from contextlib import nullcontext
from importlib.resources import as_file, files
from pathlib import Path

from corridor.errors import Problem, ScenarioError

_NAME = re.compile(r"^name:.*$", re.MULTILINE)
_SUFFIXES = (".yaml", ".csv")


def new_scenario(name: str, folder: Path | str, *, like: Path | None = None) -> Path:
    """Make a scenario folder named ``name`` inside ``folder``; gives its path.

    It holds a small made-up example with comments, which passes all checks, or a copy of the
    scenario in the folder ``like`` under the new name.

    Raises
    ------
    ScenarioError
        For a name that no scenario can have, a folder that is already there, or one that cannot
        be written.
    """
    target = Path(folder) / name
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,63}", name):
        offer = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:64].rstrip("-")
        expected = "lower-case letters, digits and hyphens"
        expected += f", such as {offer}" if offer else ""
        raise ScenarioError(
            "no scenario can have this name:", [Problem("", 0, 0, "name", repr(name), expected)]
        )
    try:
        _copy(like, target)
    except FileExistsError:
        raise ScenarioError(
            f"there is already something at {target}; nothing was changed"
        ) from None
    except OSError as fault:
        raise ScenarioError(f"{target} cannot be written: {str(fault.strerror).lower()}") from fault
    settings = target / "scenario.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(_NAME.sub(f"name: {name}", text, count=1), encoding="utf-8")
    return target


def _copy(like: Path | None, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.mkdir()
    starter = files("corridor.scenario").joinpath("starter")
    with nullcontext(like) if like else as_file(starter) as source:
        for file in sorted(source.iterdir()):
            if file.is_file() and file.suffix in _SUFFIXES:
                shutil.copyfile(file, target / file.name)


def is_example(folder: Path) -> bool:
    """Whether a scenario still has the made-up places that every new one begins with."""
    starter = files("corridor.scenario").joinpath("starter", "places.csv")
    try:
        return (folder / "places.csv").read_bytes() == starter.read_bytes()
    except OSError:
        return False
