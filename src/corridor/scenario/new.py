"""A new scenario folder to fill in."""

import json
import re
import shutil
from contextlib import nullcontext
from datetime import UTC, datetime
from importlib.resources import as_file, files
from pathlib import Path

from corridor.errors import Problem, ScenarioError

_NAME = re.compile(r"^name:.*$", re.MULTILINE)
_SUFFIXES = (".yaml", ".csv")


def new_scenario(
    name: str, folder: Path | str, *, like: Path | None = None, empty: bool = False
) -> Path:
    """Make a scenario folder named ``name`` inside ``folder``; gives its path.

    It holds a small made-up example with comments, which passes all checks, or a copy of the
    scenario in the folder ``like`` under the new name. An ``empty`` one has no places, roads,
    events, counts or claims; it starts today (UTC), and :func:`~corridor.scenario.to_do` says what
    it lacks.

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
        _copy(like, target, "blank" if empty else "starter")
    except FileExistsError:
        raise ScenarioError(
            f"there is already something at {target}; nothing was changed"
        ) from None
    except OSError as fault:
        raise ScenarioError(f"{target} cannot be written: {str(fault.strerror).lower()}") from fault
    settings = target / "scenario.yaml"
    text = _NAME.sub(f"name: {name}", settings.read_text(encoding="utf-8"), count=1)
    if empty and like is None:
        title = json.dumps(name.replace("-", " ").capitalize())
        today = datetime.now(UTC).date().isoformat()
        text = text.replace('title: ""', f"title: {title}").replace("TODAY", today)
    settings.write_text(text, encoding="utf-8")
    return target


def _copy(like: Path | None, target: Path, template: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.mkdir()
    starter = files("corridor.scenario").joinpath(template)
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
