"""The task in which the number of people who have come is given by day, and the split is forecast.

It is the task by which Flee's results are published: https://github.com/djgroen/flee . The total of
all places, and how many people each held at the start, are taken from the counts; where people come
from, and where they go, is the model's.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np

from corridor.errors import InputError, OptionError
from corridor.scenario import Count, Scenario
from corridor.score import averaged_relative_difference
from corridor.simulate import Executor
from corridor.simulate.draws import share_out
from corridor.units import HOURS_PER_DAY, Floats

if TYPE_CHECKING:
    from corridor.simulate.plan import Plan

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_FEWEST_PLACES = 2


@dataclass(frozen=True)
class GivenTotal:
    """How a split of a given total over reception places fell, day by day.

    Attributes
    ----------
    places : tuple of str
        Ids of the reception places that have counts of people present.
    simulated, observed : Floats, shape (day, place)
        People at the end of each day: the members' mean, scaled to the day's total, and the counts
        with straight lines between them, as they were corrected last.
    by_day : Floats, shape (day,)
        Sum over places of the differences, by the people observed that day.
    average : float
        Mean of ``by_day``: the averaged relative difference.
    of_members : Floats, shape (member,)
        The averaged relative difference of each member by itself.
    """

    places: tuple[str, ...]
    simulated: Floats
    observed: Floats
    by_day: Floats
    average: float
    of_members: Floats


def given_total_difference(
    scenario: Scenario,
    *,
    days: int | None = None,
    members: int = 100,
    seed: int = 1,
    with_capacities: bool = False,
    executor: Executor | None = None,
) -> GivenTotal:
    """Split the total of the places' counts over the places, and compare with the counts.

    All that the scenario says of roads, conflict and openings is used, up to the last day, as the
    simulator that the figures are compared with uses it: this is no forecast from one time.

    Parameters
    ----------
    scenario : Scenario
        As loaded, with counts of registered or sheltered people present (measure ``stock``).
    days : int, optional
        How many days to run. Default: to the last dated row of the timeline, or to the end of the
        scenario's own forecast, whichever is later.
    members : int
        Runs of the model, each with its own draw of the uncertain numbers.
    seed : int
        Of the random draws.
    with_capacities : bool
        Whether the places' room and size count. They are often later knowledge: a camp's capacity
        that is the largest number it ever held.
    executor : Executor, optional
        Default: threads of this process.

    Raises
    ------
    InputError
        If fewer than two reception places have counts of people present.
    OptionError
        If capacities are asked for and no place has a room or a size.
    """
    # Imported only now: compiled code takes a second to load.
    from corridor.simulate.plan import make_plan
    from corridor.simulate.run import simulate

    end = scenario.start + _DAY * (days or _days(scenario))
    known = scenario.as_of(_latest(scenario, end))
    counted = _counted(known)
    if with_capacities and not any(place.room or place.size for place in known.places):
        raise OptionError(
            f"with_capacities: no place of {known.name} has a room or a size "
            "(corridor import flee --with-capacities keeps those of a Flee folder)"
        )
    if not with_capacities:
        known = _without_capacities(known)
    plan = make_plan(known, end=end, members=members, seed=seed)
    ends, start = plan.clock.edges_hours[1:], plan.clock.start
    observed = np.column_stack([_between(counts, start, ends) for counts in counted.values()])
    ensemble = simulate(_given(plan, observed.sum(axis=1)), executor=executor)
    present = np.stack([ensemble.at("present", id) for id in counted], axis=2).astype(np.float64)
    is_day = np.isclose(ends % HOURS_PER_DAY, 0)
    return _result(tuple(counted), present[:, is_day], observed[is_day])


def _days(scenario: Scenario) -> int:
    """Days to the last dated row of the timeline, or to the end of the scenario's forecast."""
    forecast = scenario.default_as_of + _DAY * scenario.horizon_days
    last = max([forecast, *(event.time for event in scenario.timeline)])
    return max(1, (last - scenario.start) // _DAY)


def _latest(scenario: Scenario, end: datetime) -> datetime:
    """When everything that the scenario holds was public."""
    published = [event.published for event in scenario.timeline]
    published += [count.published for count in scenario.counts]
    return max([end, *published, *(lift.published for lift in scenario.lifts)])


def _counted(scenario: Scenario) -> dict[str, list[Count]]:
    """Counts of people present by reception place, in the order of time; the last published hold.

    Raises
    ------
    InputError
        If there are fewer than two such places.
    """
    best: dict[str, dict[datetime, Count]] = {}
    places = [place.id for place in scenario.places if place.kind == "reception"]
    for count in sorted(scenario.counts, key=lambda count: count.published):
        if count.measure == "stock" and count.unit == "people" and count.place in places:
            best.setdefault(count.place, {})[count.held.end] = count
    if len(best) < _FEWEST_PLACES:
        raise InputError(
            f"{scenario.name} has counts of people present (measure stock, unit people) at "
            f"{len(best)} reception places; to split a given total takes {_FEWEST_PLACES} or more"
        )
    return {id: [best[id][held] for held in sorted(best[id])] for id in places if id in best}


def _without_capacities(scenario: Scenario) -> Scenario:
    places = tuple(
        place.model_copy(update={"room": None, "size": None}) for place in scenario.places
    )
    return scenario.model_copy(update={"places": places})


def _between(counts: Sequence[Count], start: datetime, hours: Floats) -> Floats:
    """Whole people by straight lines between counts; the first and last hold before and after."""
    held = [(count.held.end - start) / _HOUR for count in counts]
    people: Floats = np.floor(np.interp(hours, held, [count.value for count in counts]))
    return people


def _given(plan: "Plan", totals: Floats) -> "Plan":
    """The plan with the first total present at the start, and the rises after it leaving.

    Where nobody is known to be there at the start, the first total leaves in the first step. Nobody
    goes home when the total falls: as many fewer leave when it rises again.
    """
    from corridor.simulate.plan import with_given_departures

    present = plan.draws.present
    weights = present.reshape(len(present), -1).astype(np.float64)
    has_present = bool(weights.any())
    if has_present:
        shared = share_out(np.full(len(weights), totals[0]), weights)
        plan = replace(plan, draws=plan.draws._replace(present=shared.reshape(present.shape)))
    highest = np.maximum.accumulate([totals[0] if has_present else 0.0, *totals])
    return with_given_departures(plan, np.diff(highest).astype(np.int64))


def _result(places: tuple[str, ...], present: Floats, observed: Floats) -> GivenTotal:
    simulated = present.mean(axis=0)
    people, there = observed.sum(axis=1), simulated.sum(axis=1)
    scale = np.divide(people, there, out=np.zeros_like(people), where=there > 0)
    simulated *= scale[:, np.newaxis]
    return GivenTotal(
        places=places,
        simulated=simulated,
        observed=observed,
        by_day=np.abs(simulated - observed).sum(axis=1) / np.maximum(people, 1),
        average=averaged_relative_difference(simulated, observed),
        of_members=np.array(
            [averaged_relative_difference(one, observed, rescaled=True) for one in present]
        ),
    )
