"""Times and time zones <-> step numbers: the only place where one becomes the other."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from corridor.units import MINUTES_PER_HOUR, Floats, Hours

_HOUR = timedelta(hours=1)
_MINUTES_PER_DAY = 24 * 60


@dataclass(frozen=True)
class Clock:
    """A run's steps, one after the other from ``start``.

    The first ``run_up_steps`` last ``run_up_step``, all others ``step``. A stock saved for a step
    holds at the end of the step; a flow is what passed during it.
    """

    start: datetime
    step: timedelta
    steps: int
    zone: ZoneInfo
    run_up_step: timedelta
    run_up_steps: int

    @cached_property
    def edges_hours(self) -> Floats:
        """Hours from the start to the edges of the steps, shape (step + 1,)."""
        run_up = self.run_up_step / _HOUR * np.arange(self.run_up_steps)
        rest = np.arange(self.steps - self.run_up_steps + 1)
        return np.concatenate([run_up, self._run_up_hours + self.step / _HOUR * rest])

    @property
    def step_hours(self) -> Floats:
        """Length of each step in hours, shape (step,)."""
        return np.diff(self.edges_hours)

    @property
    def end(self) -> datetime:
        """The end of the last step."""
        return self._edge(self.steps)

    @property
    def _run_up_hours(self) -> Hours:
        return self.run_up_steps * (self.run_up_step / _HOUR)

    def _edge(self, step: int) -> datetime:
        """When a step starts."""
        early = min(step, self.run_up_steps)
        return self.start + early * self.run_up_step + (step - early) * self.step

    def hours_since_start(self, time: datetime) -> Hours:
        """Hours from the start of the run to ``time``; negative before the start."""
        return (time - self.start) / _HOUR

    def position(self, hours_since_start: Floats) -> Floats:
        """Times as numbers of steps since the start; halfway through step 3 is 3.5."""
        hours = np.asarray(hours_since_start, dtype=np.float64)
        late = self.run_up_steps + (hours - self._run_up_hours) / (self.step / _HOUR)
        if self.run_up_steps == 0:
            return late
        return np.where(hours < self._run_up_hours, hours / (self.run_up_step / _HOUR), late)

    def nearest_step(self, hours_since_start: Floats) -> npt.NDArray[np.int64]:
        """The steps at whose beginning something takes effect, to the nearest edge.

        Anything before the start takes effect at step 0. A step at or after ``steps`` is never
        reached.
        """
        edges = np.floor(self.position(hours_since_start) + 0.5)
        return np.clip(edges, 0, self.steps).astype(np.int64)

    def steps_ended_by(self, time: datetime) -> int:
        """How many steps have ended at ``time``, from 0 to ``steps``."""
        ended = int(np.searchsorted(self.edges_hours, self.hours_since_start(time), side="right"))
        return min(max(ended - 1, 0), self.steps)

    def ends(self) -> list[datetime]:
        """The end of every step, in the local time zone."""
        return [self._edge(k + 1).astimezone(self.zone) for k in range(self.steps)]

    def start_utc(self) -> np.datetime64:
        """The start in UTC, as a numpy time without a zone."""
        utc = self.start.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)
        start: np.datetime64 = np.datetime64(utc, "s").astype("datetime64[ns]")
        return start

    def ends_utc(self) -> npt.NDArray[np.datetime64]:
        """The end of every step in UTC, as numpy times without a zone."""
        seconds = np.rint(self.edges_hours[1:] * 3600).astype("timedelta64[s]")
        ends: npt.NDArray[np.datetime64] = self.start_utc() + seconds
        return ends

    def open_shares(self, start_minute: int, end_minute: int) -> Floats:
        """Share of each step within daily hours by the clock on the wall, shape (step,).

        ``start_minute`` and ``end_minute`` are minutes after midnight; hours that end before they
        start run past midnight.
        """
        minutes = np.rint(self.edges_hours * MINUTES_PER_HOUR).astype(np.int64)
        # Clocks are set forward and back at whole hours, so one look at the zone an hour is enough.
        utc = self.start.astimezone(ZoneInfo("UTC"))
        hours = -(-minutes[-1] // 60)
        local = [(utc + hour * _HOUR).astimezone(self.zone) for hour in range(hours)]
        first = np.array([time.hour * 60 + time.minute for time in local])
        of_day = (first[:, np.newaxis] + np.arange(60)).ravel()
        length = (end_minute - start_minute) % _MINUTES_PER_DAY or _MINUTES_PER_DAY
        is_open = (of_day - start_minute) % _MINUTES_PER_DAY < length
        counted = np.concatenate([[0], np.cumsum(is_open)])[minutes]
        shares: Floats = np.diff(counted) / np.diff(minutes)
        return shares


def make_clock(
    start: datetime,
    end: datetime,
    *,
    step: timedelta,
    zone: ZoneInfo,
    run_up: tuple[datetime, timedelta] | None = None,
) -> Clock:
    """The clock whose whole steps reach from ``start`` to ``end`` or just beyond it.

    Parameters
    ----------
    start, end : datetime
    step : timedelta
    zone : ZoneInfo
        For times that are shown.
    run_up : tuple of (datetime, timedelta), optional
        Until when steps are longer, and how long they are then; they divide the time until then.

    Raises
    ------
    ValueError
        If ``end`` is not after ``start``.
    """
    if end <= start:
        raise ValueError(f"an end after {start.isoformat()} (got {end.isoformat()})")
    run_up_step, run_up_steps = step, 0
    if run_up is not None:
        until, run_up_step = run_up
        run_up_steps = max((min(until, end) - start) // run_up_step, 0)
    left = end - start - run_up_steps * run_up_step
    return Clock(
        start=start,
        step=step,
        steps=run_up_steps + max(-((-left) // step), 0),
        zone=zone,
        run_up_step=run_up_step,
        run_up_steps=run_up_steps,
    )
