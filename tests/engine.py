"""Short ways for tests to run the engine on a scenario folder."""

from datetime import timedelta
from pathlib import Path

import xarray as xr

from corridor.scenario import Scenario, load_scenario
from corridor.simulate import Threads
from corridor.simulate.plan import make_plan
from corridor.simulate.run import simulate


def known(folder: Path) -> Scenario:
    """The scenario in a folder as of its own as-of time."""
    scenario = load_scenario(folder)
    return scenario.as_of(scenario.default_as_of)


def run(folder: Path, *, members: int = 3, seed: int = 1, threads: int | None = None) -> xr.Dataset:
    """The arrays of a scenario folder, from its start to its horizon."""
    scenario = known(folder)
    end = scenario.default_as_of + timedelta(days=scenario.horizon_days)
    plan = make_plan(scenario, end=end, members=members, seed=seed)
    return simulate(plan, executor=Threads(threads)).dataset()


def everybody(arrays: xr.Dataset) -> xr.DataArray:
    """All people by member and time, counted from the stocks alone."""
    return (
        arrays["home"].sum("origin")
        + arrays["held"].sum("origin")
        + arrays["queue"].sum("bottleneck")
        + arrays["present"].sum("reception")
        + arrays["on_road"]
    )
