"""People at home: supplies, what drives them to leave, and who decides to go."""

from typing import NamedTuple

from corridor.compiled import compiled
from corridor.model.leave import chance_within, lack, leaving_rate, left_after, walk_on
from corridor.model.supply import days_of_supply, stock_after
from corridor.rng import Purpose, binomial, normal
from corridor.simulate.steps.choice import part_of
from corridor.simulate.steps.now import Address
from corridor.simulate.tables import (
    ADDED,
    BASE_RATE,
    COMFORT_DAYS,
    DAYS_LEFT,
    DELIVERY,
    HALF_LIFE_DAYS,
    HELD,
    RATION,
    STAYING,
    STOCK,
    THREAT,
    UNDECIDED,
)
from corridor.units import Counts, Flags, Floats

_LEAVE = int(Purpose.LEAVE)
_UNKNOWN = int(Purpose.UNKNOWN)


class Home(NamedTuple):
    """What this phase works on, for one member."""

    at_origin: Counts  # (origin, group, 4)
    people: Counts  # (origin, group) at the start
    supply: Floats  # (supply, columns)
    is_supplied: Flags
    supply_origin: Counts
    is_cut: Flags  # (origin, service)
    service_weight: Floats  # (service,)
    level: Floats  # (origin, driver)
    threat: Floats  # (origin, 2)
    rate: Floats  # (origin,)
    coefficient: Floats  # (driver,)
    hazard_ratio: Floats  # (group,)
    key: Counts  # (origin,)
    numbers: Floats


class Drivers(NamedTuple):
    """Numbers of the drivers that the model works out, or -1."""

    threat: int
    deprivation: int
    others_gone: int
    unknown: int


@compiled
def use_supplies(home: Home, days: float) -> None:
    """People at each origin use their supplies, and deliveries come in."""
    for supply in range(len(home.supply)):
        here, row = home.at_origin[home.supply_origin[supply]], home.supply[supply]
        people = 0
        for group in range(len(here)):
            people += here[group, STAYING] + here[group, UNDECIDED] + here[group, HELD]
        delivery = row[DELIVERY] if home.is_supplied[supply] else 0.0
        row[STOCK] = stock_after(row[STOCK], people, row[RATION], delivery, days)
        row[DAYS_LEFT] = days_of_supply(row[STOCK], people, row[RATION])


@compiled
def update_levels(
    home: Home,
    drivers: Drivers,
    walk: float,
    days: float,
) -> None:
    """Levels of the drivers that the model works out, and the rates that follow from all."""
    level = home.level
    for origin in range(len(level)):
        if drivers.threat >= 0:
            left = home.threat[origin, THREAT] * left_after(days, home.numbers[HALF_LIFE_DAYS])
            home.threat[origin, THREAT] = left + home.threat[origin, ADDED]
            home.threat[origin, ADDED] = 0.0
            level[origin, drivers.threat] = home.threat[origin, THREAT]
        if drivers.deprivation >= 0:
            level[origin, drivers.deprivation] = _deprivation(home, origin)
        if drivers.others_gone >= 0:
            level[origin, drivers.others_gone] = _share_gone(home, origin)
        if drivers.unknown >= 0:
            level[origin, drivers.unknown] = walk
        home.rate[origin] = leaving_rate(home.numbers[BASE_RATE], home.coefficient, level[origin])


@compiled
def _deprivation(home: Home, origin: int) -> float:
    worst = 0.0
    for supply in range(len(home.supply)):
        if home.supply_origin[supply] == origin:
            worst = max(worst, lack(home.supply[supply, DAYS_LEFT], home.numbers[COMFORT_DAYS]))
    for service in range(len(home.service_weight)):
        if home.is_cut[origin, service]:
            worst += home.service_weight[service]
    return worst


@compiled
def _share_gone(home: Home, origin: int) -> float:
    people, left = 0, 0
    for group in range(home.people.shape[1]):
        people += home.people[origin, group]
        left += home.at_origin[origin, group, STAYING] + home.at_origin[origin, group, UNDECIDED]
    return 1.0 - left / people if people > 0 else 0.0


@compiled
def next_walk(
    walk: float,
    last_days: float,
    correlation_days: float,
    shift: float,
    step: int,
    address: Address,
) -> float:
    """The random walk's level in this step; ``last_days`` is the length of the step before.

    ``shift`` is added to the normal number that drives it.
    """
    new = normal(address.seed, address.member, _UNKNOWN, 0, step, 0) + shift
    return new if step == 0 else walk_on(walk, last_days, correlation_days, new)


@compiled
def let_leave(
    home: Home, given: Counts, owed: int, days: float, step: int, address: Address
) -> int:
    """Of the undecided some decide to go, and are held until they set out.

    By the rates; or as many as are given for the step, and ``owed`` from the step before. Gives how
    many of these were not found.
    """
    if len(given) > 0:
        return _leave_as_given(home, owed + given[step], days, step, address)
    _decide_to_leave(home, days, step, address)
    return 0


@compiled
def _decide_to_leave(home: Home, days: float, step: int, address: Address) -> None:
    for origin in range(len(home.rate)):
        for group in range(len(home.hazard_ratio)):
            undecided = home.at_origin[origin, group, UNDECIDED]
            if undecided > 0:
                chance = chance_within(home.rate[origin] * home.hazard_ratio[group], days)
                leaving = binomial(
                    undecided,
                    chance,
                    address.seed,
                    address.member,
                    _LEAVE,
                    home.key[origin],
                    step,
                    group,
                )
                _set_aside(home, origin, group, leaving)


@compiled
def _set_aside(home: Home, origin: int, group: int, leaving: int) -> None:
    home.at_origin[origin, group, UNDECIDED] -= leaving
    home.at_origin[origin, group, HELD] += leaving


@compiled
def _leave_as_given(home: Home, given: int, days: float, step: int, address: Address) -> int:
    """So many of the undecided decide to go, wherever they are; gives how many were not found.

    By origin and group they are drawn in proportion to how many would go by the rates: as
    independent departures are spread once their sum is known, as long as few go in a step.
    """
    left = 0.0
    for origin in range(len(home.rate)):
        for group in range(len(home.hazard_ratio)):
            left += _expected(home, origin, group, days)
    for origin in range(len(home.rate)):
        for group in range(len(home.hazard_ratio)):
            expected = _expected(home, origin, group, days)
            drawn = binomial(
                given,
                part_of(expected, left),
                address.seed,
                address.member,
                _LEAVE,
                home.key[origin],
                step,
                group,
            )
            left -= expected
            leaving = min(drawn, home.at_origin[origin, group, UNDECIDED])
            given -= leaving
            _set_aside(home, origin, group, leaving)
    return given


@compiled
def _expected(home: Home, origin: int, group: int, days: float) -> float:
    """How many people of a group at an origin would decide to go in a step."""
    chance = chance_within(home.rate[origin] * home.hazard_ratio[group], days)
    return float(home.at_origin[origin, group, UNDECIDED] * chance)
