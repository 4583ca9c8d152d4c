"""The forecast: what a scenario, cut to what was known at one time, says about the time after."""

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, SupportsIndex

from corridor.assimilate import Update
from corridor.cases import find_scenario
from corridor.errors import AsOfError, OptionError
from corridor.evidence import parse_published
from corridor.scenario import Count, Scenario
from corridor.scenario.check.times import LONGEST_PAST
from corridor.simulate import Ensemble, Executor, Progress, Sink, Threads

if TYPE_CHECKING:
    import xarray as xr

    from corridor.assimilate.learn import Posterior
    from corridor.simulate.plan import Plan

_BARE_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

MOST_MEMBERS, LARGEST_SEED, MOST_THREADS = 1_000_000, 2**64 - 1, 1024


@dataclass(frozen=True)
class Forecast:
    """An ensemble with the scenario that made it.

    Attributes
    ----------
    scenario : Scenario
        As it was known at ``as_of``: later claims, counts and events are not in it.
    as_of : datetime
        The time at which the forecast is made, in the scenario's zone.
    seed : int
        Of the random draws.
    ensemble : Ensemble
        People by member, time and place or link, and the members' draws of the uncertain numbers.
    later_counts : tuple of Count
        Counts published after ``as_of``. No part of the forecast: kept to be shown beside it.
    update : Update or None
        What the members learned from the counts known by ``as_of``; None where there were none, or
        they were not to learn.
    """

    scenario: Scenario
    as_of: datetime
    seed: int
    ensemble: Ensemble
    later_counts: tuple[Count, ...]
    update: Update | None = None

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
    posterior : Posterior or None
        The runs that agree with the counts known by ``as_of``, from which the members descend; None
        where there were no counts, or the members are not to learn.
    """

    scenario: Scenario
    as_of: datetime
    seed: int
    plan: "Plan"
    later_counts: tuple[Count, ...]
    posterior: "Posterior | None" = None

    @property
    def update(self) -> Update | None:
        """What the members learned, if anything."""
        return None if self.posterior is None else self.posterior.update

    @property
    def ensemble_bytes(self) -> int:
        """Size that the ensemble will have."""
        from corridor.simulate.frame import make_frame

        return self.plan.members * make_frame(self.plan).bytes_per_member


def make_forecast(  # noqa: PLR0913 - what a forecast depends on, and where it runs
    scenario: Scenario | str | Path,
    *,
    as_of: datetime | str | None = None,
    members: int = 1000,
    seed: int = 1,
    threads: int | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    update: bool = True,
) -> Forecast:
    """Forecast arrivals from what was known at ``as_of``.

    The members learn from the counts that were known: see docs/explanation/assimilation.md.

    The ensemble is held in memory; for one that does not fit see
    :func:`corridor.report.run.make_run`.

    Parameters
    ----------
    scenario : Scenario, str or Path
        A loaded scenario, the name of a built-in case, or a scenario folder.
    as_of : datetime or str, optional
        A time with a zone, or a text as :func:`read_as_of` reads it. Default: the scenario's own.
    members : int
        Runs of the model, each with its own draw of the uncertain numbers: 1 to 1,000,000.
    seed : int
        0 to 2**64 - 1; the same seed gives the same forecast.
    threads : int, optional
        How many threads the members run in, 1 to 1024. Default: one for each core. Changes nothing
        but the time it takes.
    executor : Executor, optional
        In place of ``threads``: see :func:`corridor.simulate.executors.open_executor`.
    progress : callable, optional
        Called with the number of members just finished.
    update : bool
        Whether the members learn from the counts known by ``as_of``.

    Raises
    ------
    NotFoundError, ScenarioError
        If there is no such scenario, or it does not pass its checks.
    AsOfError
        If ``as_of`` has no zone or does not lie in the three years after the scenario's start, or a
        number that the scenario needs was not known then.
    OptionError
        If ``members``, ``seed`` or ``threads`` is out of its range, or both ``threads`` and
        ``executor`` are given.
    """
    if threads is not None:
        if executor is not None:
            raise OptionError("threads: an executor brings its own; give one of the two")
        executor = make_threads(threads)
    prepared = prepare_forecast(
        scenario, as_of=as_of, members=members, seed=seed, executor=executor, update=update
    )
    return run_forecast(prepared, executor=executor, progress=progress)


def prepare_forecast(
    scenario: Scenario | str | Path,
    *,
    as_of: datetime | str | None = None,
    members: int = 1000,
    seed: int = 1,
    executor: Executor | None = None,
    update: bool = True,
) -> Prepared:
    """All that comes before the members run, what they learn from counts included.

    Arguments and errors as in :func:`make_forecast`; ``executor`` runs the model for learning.
    """
    members = _whole("members", members, 1, MOST_MEMBERS)
    seed = _whole("seed", seed, 0, LARGEST_SEED)
    # Imported only now: compiled code takes a second to load, and a finished run needs none of it.
    from corridor.simulate.plan import make_plan

    whole = scenario if isinstance(scenario, Scenario) else find_scenario(scenario)
    as_of = _checked_as_of(as_of, whole)
    known = whole.as_of(as_of)
    prepared = Prepared(
        scenario=known,
        as_of=as_of.astimezone(whole.zone),
        seed=seed,
        plan=make_plan(known, end=_end(known), members=members, seed=seed),
        later_counts=make_later_counts(whole, as_of),
    )
    return _learned(prepared, executor or Threads()) if update and known.counts else prepared


def prepare_beside(base: Prepared, scenario: Scenario) -> Prepared:
    """The forecast of a variant of ``base``, whose members learned what those of ``base`` did.

    Raises
    ------
    AsOfError
        As :func:`make_forecast` does.
    """
    made = prepare_forecast(
        scenario, as_of=base.as_of, members=base.plan.members, seed=base.seed, update=False
    )
    if base.posterior is None:
        return made
    plan = base.posterior.plan(made.scenario, end=_end(made.scenario), members=made.plan.members)
    return replace(made, plan=plan, posterior=base.posterior)


def _learned(prepared: Prepared, executor: Executor) -> Prepared:
    from corridor.assimilate.learn import learn

    known = prepared.scenario
    posterior = learn(known, prepared.plan, executor)
    if posterior is None:
        return prepared
    plan = posterior.plan(known, end=_end(known), members=prepared.plan.members)
    return replace(prepared, plan=plan, posterior=posterior)


def _end(known: Scenario) -> datetime:
    """The end of a forecast of a scenario that is cut at its as-of time.

    Days have 24 hours, also where clocks are changed: in UTC a day has no other length.
    """
    return known.default_as_of.astimezone(UTC) + timedelta(days=known.horizon_days)


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
        update=prepared.update,
    )


def make_threads(threads: int | None) -> Threads:
    """So many threads, or one for each core.

    Raises
    ------
    OptionError
        If the number is out of its range.
    """
    return Threads(None if threads is None else _whole("threads", threads, 1, MOST_THREADS))


def read_as_of(text: str, scenario: Scenario) -> datetime:
    """The time that a text such as ``2023-09-24T22:00+04:00`` means.

    Without an offset it is in the scenario's time zone. A bare date is the last second of that
    day, as a bare date of publication is.

    Raises
    ------
    AsOfError
        If it is no date.
    """
    try:
        if _BARE_DATE.fullmatch(text):
            return parse_published(text, scenario.zone)
        time = datetime.fromisoformat(text)
    except ValueError:
        time = None
    if time is None or len(text) <= len("2023-09-24"):
        raise AsOfError(
            f"as-of time: found {text!r}, expected a date, or a date with a time such as "
            f"{scenario.default_as_of.isoformat(timespec='minutes')}"
        )
    return time if time.tzinfo else time.replace(tzinfo=scenario.zone)


def _checked_as_of(as_of: object, whole: Scenario) -> datetime:
    if as_of is None:
        as_of = whole.default_as_of
    elif isinstance(as_of, str):
        as_of = read_as_of(as_of, whole)
    elif not isinstance(as_of, datetime):
        raise AsOfError(f"as-of time: found {as_of!r}, expected a datetime with a zone, or a text")
    if as_of.utcoffset() is None:
        raise AsOfError(f"the as-of time {as_of.isoformat()} needs a zone, for instance +04:00")
    past = as_of.astimezone(UTC) - whole.start
    if not timedelta(0) < past <= LONGEST_PAST:
        raise AsOfError(
            f"as-of time: found {as_of.isoformat()}, expected a time after the start of "
            f"{whole.name}, {whole.start.isoformat()}, by at most {LONGEST_PAST.days} days"
        )
    return as_of


def _whole(name: str, value: object, least: int, most: int) -> int:
    if isinstance(value, SupportsIndex) and not isinstance(value, bool):
        number = value.__index__()
        if least <= number <= most:
            return number
    raise OptionError(f"{name}: found {value!r}, expected a whole number from {least} to {most}")


def known_scenario(whole: Scenario, as_of: datetime | str | None) -> Scenario:
    """A scenario as it was known at ``as_of`` (default: the scenario's own as-of time).

    Raises
    ------
    AsOfError
        As :func:`make_forecast` does.
    """
    return whole.as_of(_checked_as_of(as_of, whole))


def make_later_counts(whole: Scenario, as_of: datetime) -> tuple[Count, ...]:
    """The counts of a whole scenario that were published after ``as_of``."""
    return tuple(count for count in whole.counts if count.published > as_of)
