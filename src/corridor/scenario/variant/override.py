"""Something that has another state for a while, and then the one that it would have had.

In the window the events that change the state are silent. At its end they are played again, in
their order, so that the state becomes what the scenario has at that time: also where an event's
time is uncertain, and it falls before, into or after the window by member.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal, NamedTuple

import numpy as np

from corridor.scenario.parts import Event
from corridor.scenario.variant.world import Window
from corridor.units import Floats

#: Before anything else.
ALWAYS = datetime(1900, 1, 1, tzinfo=UTC)

#: Events that are played again at one time keep their order by this much of their distance in time:
#: seconds, for a distance of centuries.
_SQUEEZE = 1e-9
_FAR_HOURS = 3e6


class Move(NamedTuple):
    """What becomes of an event around a window: which part of its possible times counts."""

    part: Literal["outside", "within", "after"]
    start: datetime
    end: datetime | None

    def applied(self, hours: Floats, since: Callable[[datetime], float]) -> Floats:
        """The hours at which it takes effect after the move; infinite for never."""
        start = since(self.start)
        end = np.inf if self.end is None else since(self.end)
        if self.part == "outside":
            return np.where((hours >= start) & (hours < end), np.inf, hours)
        edge = start if self.part == "within" else end
        again = edge - _SQUEEZE * (_FAR_HOURS - hours)
        if self.part == "within":
            return np.where(hours < start, again, np.where(hours < end, hours, np.inf))
        return np.where(hours < end, again, np.inf)


class Replay(Event):
    """An event of the scenario in a variant: with its draws, at another time."""

    delay_drawn_at: str
    value_drawn_at: str
    times: float = 1.0
    moves: tuple[Move, ...] = ()

    @property
    def delay_address(self) -> str:
        """Where the delay is drawn in the scenario."""
        return self.delay_drawn_at

    @property
    def value_address(self) -> str:
        """Where the value is drawn in the scenario."""
        return self.value_drawn_at

    @property
    def factor(self) -> float:
        """By what the drawn value is multiplied."""
        return self.times

    def moved(self, hours: Floats, since: Callable[[datetime], float]) -> Floats:
        """When it takes effect."""
        for move in self.moves:
            hours = move.applied(hours, since)
        return hours


def replay(
    event: Event, move: Move | None, *, times: float = 1.0, target: str | None = None
) -> Replay:
    """An event again, with one more move."""
    before = event.moves if isinstance(event, Replay) else ()
    return Replay.model_validate(
        dict(event)
        | {
            "target": event.target if target is None else target,
            "delay_drawn_at": event.delay_address,
            "value_drawn_at": event.value_address,
            "times": event.factor * times,
            "moves": (*before, *([move] if move else [])),
        }
    )


def override(
    events: Iterable[Event],
    window: Window,
    *,
    is_meant: Callable[[Event], bool],
    first: Event,
    factor: float | None = None,
) -> Iterator[Event]:
    """Events with those that are meant silent in a window, or with their values multiplied there.

    Parameters
    ----------
    events : iterable of Event
    window : Window
    is_meant : callable
        Whether an event changes the state that has another value in the window.
    first : Event
        Sets the state that there is before any event.
    factor : float, optional
        By what values are multiplied in the window; without it the events are silent there.
    """
    start = window.start or ALWAYS
    outside, within, after = (
        Move(part, start, window.end) for part in ("outside", "within", "after")
    )
    for event in (first, *events):
        if event is not first and not is_meant(event):
            yield event
            continue
        if window.end is not None:
            yield replay(event, after)
        if factor is not None:
            yield replay(event, within, times=factor)
        if event is not first:
            yield replay(event, outside)
