"""How many people make a household: as asked for, as the scenario says, or assumed."""

from typing import Literal, NamedTuple

import numpy as np

from corridor.errors import OptionError
from corridor.forecast import Forecast
from corridor.units import Floats

#: Assumed where nobody says: no region's figure, and shown as assumed.
ASSUMED_SIZE = 5.0

_MOST = 100.0


class HouseholdSize(NamedTuple):
    """People in a household on average.

    ``people`` has the shape (member,): a scenario's number may be uncertain, and each member then
    has its own draw.
    """

    people: Floats
    origin: Literal["given", "scenario", "assumed"]

    @property
    def median(self) -> float:
        """The median over the members."""
        return float(np.median(self.people))


def household_size(forecast: Forecast, given: float | None = None) -> HouseholdSize:
    """The size that holds for a forecast: what is given, else the scenario's, else 5.

    Raises
    ------
    OptionError
        If what is given is no number above 0 and up to 100.
    """
    members = forecast.ensemble.members
    if given is not None:
        if not 0 < given <= _MOST:
            raise OptionError(
                f"people per household: found {given:g}, expected a number above 0, at most "
                f"{_MOST:g}"
            )
        return HouseholdSize(np.full(members, float(given)), "given")
    number = forecast.scenario.people_per_household
    if number is None:
        return HouseholdSize(np.full(members, ASSUMED_SIZE), "assumed")
    # Imported only now: the draws bring compiled code, which takes a second to load.
    from corridor.observe import StoredDraws
    from corridor.simulate.draws import Drawer, nothing_inherited

    address = "people_per_household"
    stored = StoredDraws(forecast.scenario, forecast.ensemble)
    if stored.has(number, address):
        # Counts of households were learned from, and moved it.
        return HouseholdSize(stored.draw(number, address), "scenario")
    drawer = Drawer(forecast.scenario, seed=forecast.seed, inherited=nothing_inherited(members))
    return HouseholdSize(drawer.draw(number, address), "scenario")
