"""The forecast: what a scenario, cut to what was known at one time, says about the time after."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from corridor.cases import find_scenario
from corridor.errors import AsOfError
from corridor.scenario import Count, Scenario
from corridor.simulate import Ensemble, Executor, Progress, Sink

if TYPE_CHECKING:
    import xarray as xr

    from corridor.simulate.plan import Plan


@dataclass(frozen=True)
class Forecast:
    """An ensemble with the scenario that made it.

    Attributes
    ----------
    scenario : Scenario
        As it was known at ``as_of``: later claims, counts and events are not in it.
    as_of : datetime
        The time at which the forecast is made.
    seed : int
        Of the random draws.
    ensemble : Ensemble
        People by member, time and place or link, and the members' draws of the uncertain numbers.
    later_counts : tuple of Count
        Counts published after ``as_of``. No part of the forecast: kept to be shown beside it.
    """

    scenario: Scenario
    as_of: datetime
    seed: int
    ensemble: Ensemble
    later_counts: tuple[Count, ...]

    @cached_property
    def arrays(self) -> "xr.Dataset":
        """The ensemble as labelled arrays of xarray (see :mod:`corridor.simulate.ensemble`)."""
        return self.ensemble.dataset()


@dataclass(frozen=True)
class Prepared:
    """A forecast whose members have not run yet.

    Attributes
    ----------
    scenario : Scenario
        As it was known at ``as_of``.
    as_of : datetime
        The time at which the forecast is made.
    seed : int
        Of the random draws.
    plan : Plan
        What the engine will run.
    later_counts : tuple of Count
        Counts published after ``as_of``.
    """

    scenario: Scenario
    as_of: datetime
    seed: int
    plan: "Plan"
    later_counts: tuple[Count, ...]

    @property
    def ensemble_bytes(self) -> int:
        """Size that the ensemble will have."""
        from corridor.simulate.frame import make_frame

        return self.plan.members * make_frame(self.plan).bytes_per_member


def make_forecast(
    scenario: Scenario | str | Path,
    *,
    as_of: datetime | None = None,
    members: int = 1000,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """Forecast arrivals from what was known at ``as_of``.

    The ensemble is held in memory; for one that does not fit see
    :func:`corridor.report.run.make_run`.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, the name of a built-in case, or a scenario folder.
    as_of : datetime, optional
        With a zone. Default: the scenario's own.
    members : int
        Runs of the model, each with its own draw of the uncertain numbers.
    seed : int
        0 to 2**64 - 1; the same seed gives the same forecast.
    executor : Executor, optional
        Where the members run: see :func:`corridor.simulate.executors.open_executor`. Default:
        threads, one for each core. Changes nothing but the time it takes.
    progress : callable, optional
        Called with the number of members just finished.

    Raises
    ------
    NotFoundError, ScenarioError
        If there is no such scenario, or it does not pass its checks.
    AsOfError
        If ``as_of`` has no zone or is not after the scenario's start, or a number that the scenario
        needs was not known then.
    """
    prepared = prepare_forecast(scenario, as_of=as_of, members=members, seed=seed)
    return run_forecast(prepared, executor=executor, progress=progress)


def prepare_forecast(
    scenario: Scenario | str | Path,
    *,
    as_of: datetime | None = None,
    members: int = 1000,
    seed: int = 1,
) -> Prepared:
    """All that comes before the members run; arguments and errors as in :func:`make_forecast`."""
    # Imported only now: compiled code takes a second to load, and a finished run needs none of it.
    from corridor.simulate.plan import make_plan

    whole = scenario if isinstance(scenario, Scenario) else find_scenario(scenario)
    as_of = whole.default_as_of if as_of is None else as_of
    if as_of.tzinfo is None:
        raise AsOfError(f"the as-of time {as_of.isoformat()} needs a zone, for instance +04:00")
    if as_of <= whole.start:
        raise AsOfError(
            f"the as-of time {as_of.isoformat()} must be after the start of {whole.name}, "
            f"{whole.start.isoformat()}"
        )
    known = whole.as_of(as_of)
    end = as_of + timedelta(days=whole.horizon_days)
    return Prepared(
        scenario=known,
        as_of=as_of,
        seed=seed,
        plan=make_plan(known, end=end, members=members, seed=seed),
        later_counts=make_later_counts(whole, as_of),
    )


def run_forecast(
    prepared: Prepared,
    *,
    executor: Executor | None = None,
    sink: Sink | None = None,
    progress: Progress | None = None,
) -> Forecast:
    """Run the members of a prepared forecast.

    Arguments and errors as in :func:`corridor.simulate.run.simulate`.
    """
    from corridor.simulate.run import simulate

    return Forecast(
        scenario=prepared.scenario,
        as_of=prepared.as_of,
        seed=prepared.seed,
        ensemble=simulate(prepared.plan, executor=executor, sink=sink, progress=progress),
        later_counts=prepared.later_counts,
    )


def make_later_counts(whole: Scenario, as_of: datetime) -> tuple[Count, ...]:
    """The counts of a whole scenario that were published after ``as_of``."""
    return tuple(count for count in whole.counts if count.published > as_of)
