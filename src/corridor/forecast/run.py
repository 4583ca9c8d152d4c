"""The forecast: what a scenario, cut to what was known at one time, says about the time after."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, SupportsIndex

from corridor.cases import find_scenario
from corridor.errors import AsOfError, OptionError
from corridor.evidence import parse_published
from corridor.scenario import Count, Scenario
from corridor.scenario.check.times import LONGEST_PAST
from corridor.simulate import Ensemble, Executor, Progress, Sink, Threads

if TYPE_CHECKING:
    import xarray as xr

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


def make_forecast(  # noqa: PLR0913 - what a forecast depends on, and where it runs
    scenario: Scenario | str | Path,
    *,
    as_of: datetime | str | None = None,
    members: int = 1000,
    seed: int = 1,
    threads: int | None = None,
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
        executor = Threads(_whole("threads", threads, 1, MOST_THREADS))
    prepared = prepare_forecast(scenario, as_of=as_of, members=members, seed=seed)
    return run_forecast(prepared, executor=executor, progress=progress)


def prepare_forecast(
    scenario: Scenario | str | Path,
    *,
    as_of: datetime | str | None = None,
    members: int = 1000,
    seed: int = 1,
) -> Prepared:
    """All that comes before the members run; arguments and errors as in :func:`make_forecast`."""
    members = _whole("members", members, 1, MOST_MEMBERS)
    seed = _whole("seed", seed, 0, LARGEST_SEED)
    # Imported only now: compiled code takes a second to load, and a finished run needs none of it.
    from corridor.simulate.plan import make_plan

    whole = scenario if isinstance(scenario, Scenario) else find_scenario(scenario)
    as_of = _checked_as_of(as_of, whole)
    known = whole.as_of(as_of)
    # Days of 24 hours, also where clocks are changed: in UTC a day has no other length.
    end = as_of.astimezone(UTC) + timedelta(days=whole.horizon_days)
    return Prepared(
        scenario=known,
        as_of=as_of.astimezone(whole.zone),
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
