"""The steps of a run, in minutes since its start."""

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

MINUTES_PER_HOUR = 60
MINUTES_PER_DAY = 24 * 60


@dataclass(frozen=True)
class Steps:
    """Step ``k`` covers ``starts[k]`` to ``starts[k + 1]``, in minutes."""

    begin: datetime
    zone: ZoneInfo
    starts: Sequence[int]
    _shares: dict[tuple[int, tuple[int, int]], float] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many steps there are."""
        return len(self.starts) - 1

    def hours(self, step: int) -> float:
        """Length of a step in hours."""
        return (self.starts[step + 1] - self.starts[step]) / MINUTES_PER_HOUR

    def days(self, step: int) -> float:
        """Length of a step in days."""
        return self.hours(step) / 24

    def taking_effect(self, minute: float) -> int:
        """The step at whose beginning an event takes effect: the nearest beginning of a step."""
        if minute <= 0:
            return 0
        step = self.holding(minute)
        if step >= self.count:
            return self.count
        middle = (self.starts[step] + self.starts[step + 1]) / 2
        return step if minute < middle else step + 1

    def holding(self, minute: float) -> int:
        """The step that holds an instant; steps after the last are as long as the last."""
        if minute < self.starts[-1]:
            return bisect_right(self.starts, minute) - 1
        last = self.starts[-1] - self.starts[-2]
        return self.count + math.floor((minute - self.starts[-1]) / last)

    def steps_under_way(self, step: int, travel_hours: float) -> float:
        """How many steps long a journey is that begins with a step."""
        minute = self.starts[step] + travel_hours * MINUTES_PER_HOUR
        end = self.holding(minute)
        if end < self.count:
            into = (minute - self.starts[end]) / (self.starts[end + 1] - self.starts[end])
        else:
            last = self.starts[-1] - self.starts[-2]
            into = (minute - self.starts[-1]) / last - (end - self.count)
        return end - step + into

    def arrival(self, step: int, travel_hours: float, rng: np.random.Generator) -> int:
        """The step in which somebody arrives who sets out at some moment of ``step``."""
        distance = self.steps_under_way(step, travel_hours)
        whole = math.floor(distance)
        return step + whole + int(rng.random() < distance - whole)

    def open_share(self, step: int, open_minutes: tuple[int, int] | None) -> float:
        """The share of a step that lies in daily opening hours, minute by minute."""
        if open_minutes is None:
            return 1.0
        key = (step, open_minutes)
        if key not in self._shares:
            minutes = range(self.starts[step], self.starts[step + 1])
            inside = sum(self._is_open(minute, open_minutes) for minute in minutes)
            self._shares[key] = inside / len(minutes)
        return self._shares[key]

    def _is_open(self, minute: int, open_minutes: tuple[int, int]) -> bool:
        instant = self.begin.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minute)
        local = instant.astimezone(self.zone)
        of_day = local.hour * MINUTES_PER_HOUR + local.minute
        first, last = open_minutes
        if first < last:
            return first <= of_day < last
        return of_day >= first or of_day < last


def make_steps(
    begin: datetime,
    end: datetime,
    zone: ZoneInfo,
    *,
    minutes: int,
    run_up: tuple[datetime, int] | None = None,
) -> Steps:
    """Steps from ``begin`` to ``end`` or just beyond; the run-up is its end and its step length."""
    starts = [0]
    last = (end - begin) / timedelta(minutes=1)
    if run_up is not None:
        until = min((run_up[0] - begin) / timedelta(minutes=1), last)
        while starts[-1] < until:
            starts.append(starts[-1] + run_up[1])
    while starts[-1] < last:
        starts.append(starts[-1] + minutes)
    return Steps(begin=begin, zone=zone, starts=starts)
