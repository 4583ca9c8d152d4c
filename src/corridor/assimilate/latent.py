"""What counts may move: uncertain numbers and the random walk of leaving, as normal scores.

A number's draw is the quantile of an even level, so its normal score has mean 0 and variance 1
before anything is counted, and all scores are independent. The random walk of leaving is driven by
normal numbers too: those of each period count together as one more score.
"""

from dataclasses import dataclass

import numpy as np
from scipy import special

from corridor.rng import parameter_levels
from corridor.simulate.draws import Inherited
from corridor.simulate.plan import Plan
from corridor.simulate.walk import walk_drive
from corridor.units import HOURS_PER_DAY, Counts, Floats

#: Scores are held within this many standard deviations: beyond lie 6 in 100,000 draws.
FARTHEST = 4.0

#: The random walk has at most so many periods, none shorter than a day.
_MOST_PERIODS = 60

#: Scores are rounded, so that sums in another order, on another machine, give the same members.
_DECIMALS = 7


@dataclass(frozen=True)
class Latent:
    """The uncertain numbers of a scenario, and the walk's periods.

    Attributes
    ----------
    seed : int
        Of the random draws.
    names : tuple of str
        Parameters' names, or where numbers stand: the first scores.
    walk_period : Counts, shape (step,)
        The period of each step up to the last count: the other scores. Empty without a walk.
    """

    seed: int
    names: tuple[str, ...]
    walk_period: Counts

    def prior(self, members: int) -> Floats:
        """Scores of the first members before anything is counted, shape (member, score)."""
        numbers = [
            special.ndtri(parameter_levels(name, seed=self.seed, members=members))
            for name in self.names
        ]
        drive = self._drive(np.arange(members))
        return held(np.column_stack([np.zeros((members, 0)), *numbers, drive]))

    def inherited(self, scores: Floats, history: Counts, own_from: int) -> Inherited:
        """What members with these scores take over; ``history`` as in :class:`Inherited`."""
        numbers = len(self.names)
        moved = scores[:, numbers:] - self._drive(history)
        return Inherited(
            levels={name: special.ndtr(scores[:, i]) for i, name in enumerate(self.names)},
            history=history,
            own_from=own_from,
            walk_shift=np.ascontiguousarray(moved / np.sqrt(self._steps())),
            walk_period=self.walk_period,
        )

    def _drive(self, members: Counts) -> Floats:
        if len(self.walk_period) == 0:
            return np.zeros((len(members), 0))
        return walk_drive(self.seed, members, self.walk_period)

    def _steps(self) -> Counts:
        """Steps in each period."""
        steps: Counts = np.bincount(self.walk_period).astype(np.int64)
        return steps


def held(scores: Floats) -> Floats:
    """Scores within what is drawn at all, rounded."""
    within: Floats = np.clip(scores, -FARTHEST, FARTHEST)
    return within.round(_DECIMALS)


def walk_periods(plan: Plan, steps: int) -> Counts:
    """The period of each of the first steps; empty where the scenario has no random walk."""
    if plan.settings.unknown < 0:
        return np.zeros(0, np.int64)
    begins = plan.clock.edges_hours[:steps]
    length = max(HOURS_PER_DAY, plan.clock.edges_hours[steps] / _MOST_PERIODS)
    periods: Counts = np.floor(begins / length).astype(np.int64)
    # Without gaps, also where a step is longer than a period.
    return np.unique(periods, return_inverse=True)[1]
