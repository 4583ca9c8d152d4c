"""Changes of roads: open or shut, their capacity and hours, and new ones."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from corridor.parameters.number import PlainNumber, Unlimited
from corridor.places import great_circle_km
from corridor.scenario.check.network import FASTEST_KM_PER_HOUR, SHORTEST_ROAD
from corridor.scenario.fields import OpenHours, read_open_hours
from corridor.scenario.parts import Action, Event, Link, Place
from corridor.scenario.schema import Scenario
from corridor.scenario.variant.change import NOTE, Change, Plain, first_event, new_event
from corridor.scenario.variant.override import override
from corridor.scenario.variant.world import (
    ChangeError,
    Window,
    Words,
    World,
    fresh_id,
    read_number,
)

_STATES: tuple[Action, ...] = ("close", "open", "escort")


@dataclass(frozen=True)
class SetState(Plain):
    """A link or checkpoint is closed, or open, for a while."""

    action: Action
    target: str
    window: Window

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        events = override(
            scenario.timeline,
            self.window,
            is_meant=lambda event: event.target == self.target and event.action in _STATES,
            first=first_event(scenario, "open", self.target, None, ""),
        )
        change = new_event(scenario, self.action, self.target, self.window)
        return scenario.model_copy(update={"timeline": (*events, change)})


def read_state(action: Action) -> Callable[[Words, World], Change]:
    """Reads how a link or checkpoint is closed, or opened, for a while."""

    def read(words: Words, world: World) -> Change:
        return SetState(action, world.road(words.take()), words.window(world.zone, needed=True))

    return read


@dataclass(frozen=True)
class SetCapacity(Plain):
    """A link or checkpoint passes other numbers of vehicles: so many, or a multiple."""

    target: str
    value: float | None
    factor: float | None
    window: Window

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""

        def is_meant(event: Event) -> bool:
            return event.target == self.target and event.action == "capacity"

        file, row = _find_road(scenario, self.target)
        flow = row.vehicles_per_hour
        given = [flow, *(event.value for event in scenario.timeline if is_meant(event))]
        if self.factor is not None and all(isinstance(value, Unlimited) for value in given):
            return scenario
        address = f"{file}.{self.target}.vehicles_per_hour"
        events = override(
            scenario.timeline,
            self.window,
            is_meant=is_meant,
            first=first_event(scenario, "capacity", self.target, flow, address),
            factor=self.factor,
        )
        timeline = tuple(events)
        if self.value is not None:
            change = new_event(scenario, "capacity", self.target, self.window, self.value)
            timeline = (*timeline, change)
        return scenario.model_copy(update={"timeline": timeline})


def _find_road(scenario: Scenario, id: str) -> tuple[str, Place | Link]:
    """A link or checkpoint with the file in which it stands."""
    for link in scenario.links:
        if link.id == id:
            return "links", link
    return "places", next(place for place in scenario.places if place.id == id)


def read_capacity(words: Words, world: World) -> Change:
    """Another capacity of a link or checkpoint."""
    target, text = world.road(words.take()), words.take()
    value = factor = None
    if text[0] in "x×":
        factor = read_number(text[1:], "a multiple such as x2")
    else:
        value = read_number(text, "vehicles per hour such as 300, or a multiple such as x2")
    return SetCapacity(target, value, factor, words.window(world.zone))


@dataclass(frozen=True)
class SetHours(Plain):
    """A link or checkpoint has other opening hours; None means always open."""

    target: str
    hours: OpenHours | None

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        update = {"open_hours": self.hours}
        places = tuple(
            place.model_copy(update=update) if place.id == self.target else place
            for place in scenario.places
        )
        links = tuple(
            link.model_copy(update=update) if link.id == self.target else link
            for link in scenario.links
        )
        return scenario.model_copy(update={"places": places, "links": links})


def read_hours(words: Words, world: World) -> Change:
    """Other opening hours."""
    target, text = world.road(words.take()), words.take()
    words.end()
    if text == "always":
        return SetHours(target, None)
    try:
        hours = read_open_hours(text)
    except ValueError as error:
        raise ChangeError(repr(text), f"{error}, or 'always'") from None
    return SetHours(target, hours if isinstance(hours, OpenHours) else None)


@dataclass(frozen=True)
class AddLink(Plain):
    """A road in one direction that the scenario does not have."""

    link: Link

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        return scenario.model_copy(update={"links": (*scenario.links, self.link)})

    def extended(self, world: World) -> World:
        """See :class:`Change`."""
        return replace(world, links={**world.links, self.link.id: self.link})


def read_link(words: Words, world: World) -> Change:
    """A new link."""
    start, end = world.place(words.take()), world.place(words.take())
    if start.id == end.id:
        raise ChangeError(repr(end.id), "another place than the link starts from")
    km, hours = read_length(words, start, end)
    vehicles: PlainNumber | Unlimited = Unlimited()
    if words.next:
        words.skip("vehicles")
        vehicles = PlainNumber(value=words.number("vehicles per hour"))
    words.end()
    link = Link(
        id=fresh_id(f"{start.id}-{end.id}", world.links.keys() | world.places.keys()),
        start=start.id,
        end=end.id,
        km=km,
        hours=PlainNumber(value=hours),
        vehicles_per_hour=vehicles,
        certainty="assumed",
        note=NOTE,
    )
    return AddLink(link)


def read_length(words: Words, start: Place, end: Place) -> tuple[float, float]:
    """Kilometres and hours of a new road, by the limits of the check of ``links.csv``."""
    words.skip("km")
    straight = great_circle_km(start.lat, start.lon, end.lat, end.lon)
    km = words.number(
        f"at least the straight line of {straight:.0f} km", above=SHORTEST_ROAD * straight
    )
    words.skip("hours")
    hours = words.number(f"hours for {km:g} km at 130 km/h or less", above=km / FASTEST_KM_PER_HOUR)
    return km, hours
