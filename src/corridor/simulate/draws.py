"""The members' draws of a scenario's uncertain numbers."""

import numpy as np

from corridor.parameters import Flow
from corridor.rng import parameter_levels
from corridor.scenario import Scenario
from corridor.units import Counts, Floats


class Drawer:
    """Draws numbers of one scenario for all members; a number used twice is drawn once.

    ``values`` collects what was drawn, by parameter name or, for a number written in place, by
    where it stands.
    """

    def __init__(self, scenario: Scenario, *, seed: int, members: int) -> None:
        self._scenario = scenario
        self._seed = seed
        self.members = members
        self.values: dict[str, Floats] = {}

    def draw(self, number: Flow, where: str) -> Floats:
        """The members' values of ``number``, which stands at ``where``; shape (member,)."""
        name = self._scenario.parameter_name(number) or where
        if name not in self.values:
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
