"""What every change of a variant has, and the events that changes add."""

from dataclasses import dataclass
from typing import Protocol

from corridor.parameters.number import PlainNumber
from corridor.scenario.parts import Action, Event
from corridor.scenario.schema import Scenario
from corridor.scenario.variant.override import ALWAYS, Replay, replay
from corridor.scenario.variant.world import Window, World, fresh_id

#: The note of every row that a variant adds.
NOTE = "a change of the variant"


class Change(Protocol):
    """One change that can be made."""

    def applied(self, scenario: Scenario) -> Scenario:
        """The scenario with the change."""
        ...

    def extended(self, world: World) -> World:
        """What later changes can name."""
        ...


@dataclass(frozen=True)
class Plain:
    """A change that brings nothing that others could name."""

    def extended(self, world: World) -> World:
        """See :class:`Change`."""
        return world


def new_event(
    scenario: Scenario, action: Action, target: str, window: Window, value: float | None = None
) -> Event:
    """An event of the variant at the beginning of a window."""
    known = scenario.known_at or scenario.default_as_of
    return Event(
        id=fresh_id(f"variant-{action}", [event.id for event in scenario.timeline]),
        time=window.start or ALWAYS,
        published=known,
        action=action,
        target=target,
        value=None if value is None else PlainNumber(value=value),
        certainty="assumed",
        note=NOTE,
    )


def first_event(
    scenario: Scenario, action: Action, target: str, value: object, where: str
) -> Replay:
    """The state before any event, as an event: its number is drawn ``where`` the scenario does."""
    event = new_event(scenario, action, target, Window(None, None))
    event = event.model_copy(update={"value": value})
    return replay(event, None).model_copy(update={"value_drawn_at": where})
