"""The step, and what tells how it goes: numbers only, which are handed over at no cost."""

from typing import NamedTuple

import numpy as np

from corridor.compiled import compiled


class Now(NamedTuple):
    """A step of a run.

    ``presence_counts`` says whether the people at a place change who chooses it. ``run_up_left``
    are the hours of the run-up that are left at its start; ``run_up_hours`` and ``later_hours`` the
    lengths of steps in the run-up and after it.
    """

    step: int
    steps: int
    hours: float
    ways_changed: bool
    has_choice: bool
    presence_counts: bool
    has_logit: bool
    has_limits: bool
    has_storage: bool
    route_scale: float
    run_up_left: float
    run_up_hours: float
    later_hours: float


class Address(NamedTuple):
    """The part of a draw's address that is the same for a member."""

    seed: np.uint64
    member: int


@compiled
def steps_away(hours: float, now: Now) -> float:
    """A travel time in steps, for who sets out at the start of this one."""
    if now.run_up_left <= 0.0:
        return hours / now.later_hours
    if hours <= now.run_up_left:
        return hours / now.run_up_hours
    return now.run_up_left / now.run_up_hours + (hours - now.run_up_left) / now.later_hours
