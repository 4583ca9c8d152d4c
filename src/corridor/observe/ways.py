"""Which reception place lies behind a place on the way, and how far behind."""

from typing import NamedTuple

from corridor.scenario import Scenario
from corridor.scenario.ways import ways_from
from corridor.units import Hours


class Way(NamedTuple):
    """A reception place to which all people go by one place, and the hours from there to it."""

    reception: str
    hours: Hours


def way_behind(scenario: Scenario, place: str) -> Way | None:
    """The one reception place behind ``place``, if nobody comes to it by another way.

    None where people go on from there to several reception places, reach this one past ``place`` as
    well, or move on to it from another reception place.
    """
    stops = {one.id for one in scenario.places if one.kind == "reception" and not one.through}
    receptions = {one.id for one in scenario.places if one.kind == "reception"}
    reached = ways_from(scenario, [place], stops=stops)
    behind = receptions & reached.keys()
    if len(behind) != 1:
        return None
    (reception,) = behind
    origins = [one.id for one in scenario.places if one.kind == "origin" and one.id != place]
    past = ways_from(scenario, origins, stops=stops | {place})
    targets = {target for move in scenario.onward for target in move.targets}
    overflows = {one.overflow for one in scenario.places}
    if reception in past or reception in targets | overflows:
        return None
    return Way(reception, reached[reception].hours)
