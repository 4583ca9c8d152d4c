"""The members' draws of a scenario's uncertain numbers."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from corridor.parameters import Flow
from corridor.rng import parameter_levels
from corridor.scenario import Scenario
from corridor.units import Counts, Floats


@dataclass(frozen=True)
class Inherited:
    """What members take over from runs that agree with what was counted.

    Attributes
    ----------
    levels : mapping
        Levels, between 0 and 1, at which numbers are drawn, by parameter name or by where the
        number stands; shape (member,). Numbers that are not in it are drawn by their address.
    history : Counts, shape (member,)
        The member whose random numbers each has in the steps before ``own_from``.
    own_from : int
        The step from which on each member has random numbers of its own.
    walk_shift : Floats, shape (member, period)
        What is added to the normal numbers that drive the random walk of leaving, in each period.
    walk_period : Counts, shape (step,)
        The period of each step from the start on; later steps have none.
    """

    levels: Mapping[str, Floats]
    history: Counts
    own_from: int
    walk_shift: Floats
    walk_period: Counts

    @property
    def members(self) -> int:
        """How many members there are."""
        return len(self.history)


def nothing_inherited(members: int) -> Inherited:
    """Members with all draws of their own."""
    return Inherited({}, np.arange(members), 0, np.zeros((members, 0)), np.zeros(0, np.int64))


class Drawer:
    """Draws numbers of one scenario for all members; a number used twice is drawn once.

    ``values`` collects what was drawn, by parameter name or, for a number written in place, by
    where it stands.
    """

    def __init__(self, scenario: Scenario, *, seed: int, inherited: Inherited) -> None:
        self._scenario = scenario
        self._seed = seed
        self.inherited = inherited
        self.members = inherited.members
        self.values: dict[str, Floats] = {}

    def draw(self, number: Flow, where: str) -> Floats:
        """The members' values of ``number``, which stands at ``where``; shape (member,)."""
        name = self._scenario.parameter_name(number) or where
        if name not in self.values:
            levels = self.inherited.levels.get(name)
            if levels is None:
                levels = parameter_levels(name, seed=self._seed, members=self.members)
            self.values[name] = self._scenario.distribution(number).quantile(levels)
        return self.values[name]


def share_out(total: Floats, weights: Floats) -> Counts:
    """Split whole people in proportion to weights, by largest remainder.

    Parameters
    ----------
    total : Floats, shape (member,)
        People to split; rounded to whole people.
    weights : Floats, shape (member, place)
        Not negative; a member's weights may not all be 0.

    Returns
    -------
    Counts, shape (member, place)
        Each row sums to the member's rounded total.
    """
    whole = np.rint(total).astype(np.int64)
    exact = whole[:, np.newaxis] * weights / weights.sum(axis=1, keepdims=True)
    people = np.floor(exact).astype(np.int64)
    missing = whole - people.sum(axis=1)
    by_remainder = np.argsort(people - exact, axis=1, kind="stable")
    rank = np.argsort(by_remainder, axis=1, kind="stable")
    shared: Counts = people + (rank < missing[:, np.newaxis])
    return shared
