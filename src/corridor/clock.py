"""Times and time zones <-> step numbers: the only place where one becomes the other."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from corridor.units import HOURS_PER_DAY, Days, Floats, Hours

_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Clock:
    """A run's steps: step ``k`` covers ``start + k * step`` to ``start + (k + 1) * step``.

    A stock saved for step ``k`` holds at the end of the step; a flow is what passed during it.
    """

    start: datetime
    step: timedelta
    steps: int
    zone: ZoneInfo

    @property
    def step_hours(self) -> Hours:
        """Length of a step in hours."""
        return self.step / _HOUR

    @property
    def step_days(self) -> Days:
        """Length of a step in days."""
        return self.step_hours / HOURS_PER_DAY

    @property
    def end(self) -> datetime:
        """The end of the last step."""
        return self.start + self.steps * self.step

    def hours_since_start(self, time: datetime) -> Hours:
        """Hours from the start of the run to ``time``; negative before the start."""
        return (time - self.start) / _HOUR

    def nearest_step(self, hours_since_start: Floats) -> npt.NDArray[np.int64]:
        """The steps at whose beginning something takes effect, to the nearest boundary.

        Anything before the start takes effect at step 0. A step at or after ``steps`` is never
        reached.
        """
        steps = np.floor(hours_since_start / self.step_hours + 0.5)
        return np.clip(steps, 0, self.steps).astype(np.int64)

    def steps_ended_by(self, time: datetime) -> int:
        """How many steps have ended at ``time``, from 0 to ``steps``."""
        return min(max((time - self.start) // self.step, 0), self.steps)

    def ends(self) -> list[datetime]:
        """The end of every step, in the local time zone."""
        return [(self.start + (k + 1) * self.step).astimezone(self.zone) for k in range(self.steps)]

    def ends_utc(self) -> npt.NDArray[np.datetime64]:
        """The end of every step in UTC, as numpy times without a zone."""
        first = np.datetime64(self.start.astimezone(ZoneInfo("UTC")).replace(tzinfo=None), "s")
        step = np.timedelta64(int(self.step.total_seconds()), "s")
        ends: npt.NDArray[np.datetime64] = first + step * np.arange(1, self.steps + 1)
        return ends.astype("datetime64[ns]")


def make_clock(start: datetime, end: datetime, *, step: timedelta, zone: ZoneInfo) -> Clock:
    """The clock whose whole steps reach from ``start`` to ``end`` or just beyond it.

    Raises
    ------
    ValueError
        If ``end`` is not after ``start``.
    """
    if end <= start:
        raise ValueError(f"an end after {start.isoformat()} (got {end.isoformat()})")
    return Clock(start=start, step=step, steps=-((start - end) // step), zone=zone)
