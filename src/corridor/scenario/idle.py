"""Numbers that cannot act: nothing uses them, or what would put them to use never happens."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corridor.parameters.number import ParameterName, PlainNumber
from corridor.scenario.behaviour import COMPUTED_DRIVERS

if TYPE_CHECKING:
    from corridor.scenario.schema import Scenario
    from corridor.scenario.uses import Use


def idle_numbers(scenario: "Scenario") -> frozenset[str]:
    """Names and addresses of numbers that cannot change what the model works out.

    These are parameters that nothing uses; the coefficient of a driver whose level stays 0, because
    no event sets it, with the numbers that only this driver needs; weights of services that are
    never cut; and a share that is the only one, because shares are scaled to make up everybody.
    """
    idle = {parameter.name for parameter in scenario.parameters}
    asleep = frozenset(_asleep(scenario))
    for use in scenario.uses():
        if use.address in asleep:
            idle.add(use.address)
        else:
            idle.discard(_drawn_as(use))
    return frozenset(idle)


def _drawn_as(use: "Use") -> str:
    return use.number.name if isinstance(use.number, ParameterName) else use.address


def _asleep(scenario: "Scenario") -> Iterator[str]:
    """Addresses of the uses that cannot act."""
    drivers = scenario.leaving.drivers
    for driver in drivers:
        if not _has_level(scenario, driver):
            yield f"leaving.drivers.{driver}"
    if not _has_level(scenario, "threat"):
        yield from ("leaving.threat_half_life_days", "leaving.threat_reach_km")
    if not _has_level(scenario, "deprivation"):
        yield "leaving.comfort_days"
    cut = _targets(scenario, "cut") if "deprivation" in drivers else set()
    yield from (f"services.{name}" for name in scenario.services if name not in cut)
    if len(scenario.groups) == 1:
        yield from (f"groups.{name}.share" for name in scenario.groups)
    if len(scenario.modes) == 1:
        yield from (f"modes.{name}.share" for name in scenario.modes)


def _has_level(scenario: "Scenario", driver: str) -> bool:
    """Whether the level of a driver is ever anything but 0."""
    if driver == "threat":
        return any(event.action == "threat" for event in scenario.timeline)
    if driver == "deprivation":
        return bool(scenario.supplies or _targets(scenario, "cut"))
    return driver in COMPUTED_DRIVERS or driver in _targets(scenario, "driver")


def _targets(scenario: "Scenario", action: str) -> set[str]:
    """What events of an action change, without those that set it to 0."""
    return {
        event.target_name
        for event in scenario.timeline
        if event.action == action
        and not (isinstance(event.value, PlainNumber) and event.value.value == 0)
    }
