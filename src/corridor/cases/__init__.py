"""Built-in scenarios: data only, and how to find one."""

from pathlib import Path

from corridor.errors import NotFoundError, near_match
from corridor.scenario import Scenario, load_scenario

_CASES = Path(__file__).parent


def case_names() -> tuple[str, ...]:
    """The names of the built-in cases."""
    return tuple(sorted(folder.parent.name for folder in _CASES.glob("*/scenario.yaml")))


def is_built_in(scenario: Scenario) -> bool:
    """Whether a scenario is a built-in case, which nobody may write to."""
    return scenario.folder.resolve().parent == _CASES.resolve()


def case_folder(name: str) -> Path:
    """The folder of the built-in case of that name, which is read only.

    Raises
    ------
    NotFoundError
        If there is none.
    """
    if name not in case_names():
        raise NotFoundError(
            f"there is no built-in case {name!r}{near_match(name, case_names())}; "
            f"built-in cases: {', '.join(case_names())}"
        )
    return _CASES / name


def find_scenario(name_or_folder: str | Path) -> Scenario:
    """The built-in case of that name, or else the scenario in that folder.

    Raises
    ------
    NotFoundError
        If it is neither.
    ScenarioError
        If the scenario does not pass its checks.
    """
    if str(name_or_folder) in case_names():
        return load_scenario(_CASES / str(name_or_folder))
    folder = Path(name_or_folder)
    if not _is_folder(folder):
        known = (*case_names(), *_scenarios_beside(folder))
        raise NotFoundError(
            f"{str(name_or_folder)!r} is neither a built-in case nor a folder"
            f"{near_match(str(name_or_folder), known)}; "
            f"built-in cases: {', '.join(case_names())}"
        )
    return load_scenario(folder)


def _is_folder(folder: Path) -> bool:
    try:
        return folder.is_dir()
    # A path with a NUL character, or one that is too long.
    except (ValueError, OSError):
        return False


def _scenarios_beside(folder: Path) -> list[str]:
    """Scenario folders in the same place, as the user would type them."""
    try:
        return [str(found.parent) for found in folder.parent.glob("*/scenario.yaml")]
    except (ValueError, OSError):
        return []
