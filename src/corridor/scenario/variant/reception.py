"""The change that opens a reception place."""

import re
from dataclasses import dataclass, replace

from corridor.parameters.number import PlainNumber, Unlimited
from corridor.scenario.parts import Link, Place
from corridor.scenario.schema import Scenario
from corridor.scenario.variant.change import NOTE, Change
from corridor.scenario.variant.roads import read_length
from corridor.scenario.variant.world import ChangeError, Words, World, fresh_id, read_number

_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


@dataclass(frozen=True)
class OpenReception:
    """A reception place that the scenario does not have, and the road to it.

    From a reception place come those for whom that one has no room.
    """

    place: Place
    link: Link

    def applied(self, scenario: Scenario) -> Scenario:
        """See :class:`Change`."""
        places = tuple(
            place.model_copy(update={"overflow": self.place.id})
            if place.id == self.link.start and place.kind == "reception"
            else place
            for place in scenario.places
        )
        return scenario.model_copy(
            update={
                "places": (*places, self.place),
                "links": (*scenario.links, self.link),
            }
        )

    def extended(self, world: World) -> World:
        """See :class:`Change`."""
        return replace(
            world,
            places={**world.places, self.place.id: self.place},
            links={**world.links, self.link.id: self.link},
        )


def read_reception(words: Words, world: World) -> Change:
    """A new reception place with a road from a place that there is."""
    id = words.take()
    if not _ID.fullmatch(id) or id in world.places or id in world.links:
        expected = "an id that is not taken: lower-case letters, digits, hyphens, underscores"
        raise ChangeError(repr(id), expected)
    words.skip("at")
    lat, lon = _coordinates(words.take())
    words.skip("from")
    start = world.place(words.take())
    has_room = start.room is not None and not isinstance(start.room, Unlimited)
    if start.kind == "reception" and (not has_room or start.overflow is not None):
        raise ChangeError(
            f"{start.id!r}, a reception place that sends nobody on for want of room",
            "a place that is no reception place, or one with room that overflows nowhere yet",
        )
    place = Place(
        id=id,
        name=id.replace("-", " ").replace("_", " ").title(),
        kind="reception",
        lat=lat,
        lon=lon,
        country=start.country,
        certainty="assumed",
        note=NOTE,
    )
    km, hours = read_length(words, start, place)
    if words.next:
        words.skip("room")
        room = PlainNumber(value=words.number("the people for whom there is room"))
        place = place.model_copy(update={"room": room})
    words.end()
    link = Link(
        id=fresh_id(f"{start.id}-{id}", world.links.keys() | world.places.keys() | {id}),
        start=start.id,
        end=id,
        km=km,
        hours=PlainNumber(value=hours),
        vehicles_per_hour=Unlimited(),
        certainty="assumed",
        note=NOTE,
    )
    return OpenReception(place, link)


def _coordinates(text: str) -> tuple[float, float]:
    """Latitude and longitude of a text such as ``39.51,46.34``."""
    lat, comma, lon = text.partition(",")
    if not comma:
        raise ChangeError(repr(text), "LAT,LON in degrees without a blank, such as 39.51,46.34")
    north = read_number(lat, "a latitude in degrees", above=-90)
    east = read_number(lon, "a longitude in degrees", above=-180)
    if north > 90 or east > 180:
        raise ChangeError(repr(text), "a latitude up to 90 and a longitude up to 180 degrees")
    return north, east
