"""Runs of the person-by-person program on a scenario folder, labelled like those of the engine."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import numpy as np
import xarray as xr

from tests.engine import known
from tests.reference.person import PARTS, Case, Series, read_case, simulate
from tests.reference.person.world import World

_AXIS = {
    "home": "origin",
    "held": "origin",
    "queue": "bottleneck",
    "arrivals": "reception",
    "present": "reception",
    "registered": "reception",
}


def case_of(folder: Path) -> Case:
    """The case in a folder as of its own as-of time, to its horizon."""
    scenario = known(folder)
    end = scenario.default_as_of + timedelta(days=scenario.horizon_days)
    return read_case(scenario, end)


def run(folder: Path, *, members: int = 1, seed: int = 1) -> xr.Dataset:
    """Runs of a scenario folder, from its start to its horizon."""
    return run_case(case_of(folder), range(seed, seed + members))


def run_case(
    case: Case, seeds: Iterable[int], *, parts: Sequence[Callable[[World], None]] = PARTS
) -> xr.Dataset:
    """One run for each seed, along the dimension ``member``."""
    runs = [simulate(case, seed, parts=parts) for seed in seeds]
    variables = {
        name: (("member", "time", axis), _stack(runs, name)) for name, axis in _AXIS.items()
    }
    totals = {name: (("member", "time"), _stack(runs, name)) for name in ("on_road", "crossed")}
    coords = {
        "origin": list(runs[0].origins),
        "bottleneck": list(runs[0].bottlenecks),
        "reception": list(runs[0].receptions),
    }
    return xr.Dataset({**variables, **totals}, coords=coords)


def _stack(runs: list[Series], name: str) -> np.ndarray:
    return np.stack([getattr(run, name) for run in runs])
