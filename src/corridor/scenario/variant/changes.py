"""The changes that a variant can make, by the first word of their text."""

from collections.abc import Callable, Mapping

from corridor.errors import near_match
from corridor.scenario.variant.change import Change
from corridor.scenario.variant.people import read_assure, read_buses, read_set, read_without
from corridor.scenario.variant.reception import read_reception
from corridor.scenario.variant.roads import read_capacity, read_hours, read_link, read_state
from corridor.scenario.variant.world import ChangeError, Words, World

#: How each change is written, by its first word.
FORMS: Mapping[str, str] = {
    "close": "close ID FROM..TO",
    "open": "open ID FROM..TO",
    "capacity": "capacity ID x2 or 300 [FROM..TO]",
    "hours": "hours ID 06:00-22:00 or always",
    "buses": "buses FROM TO SEATS every HOURS h [travel HOURS h] [FROM..TO]",
    "assure": "assure LEVEL [@ORIGIN] FROM..TO",
    "link": "link FROM TO km KM hours HOURS [vehicles N]",
    "reception": "reception ID at LAT,LON from PLACE km KM hours HOURS [room N]",
    "without": "without DRIVER",
    "set": "set PARAMETER VALUE",
}


def read_change(text: str, world: World) -> Change:
    """The change that a text means.

    Raises
    ------
    ChangeError
        If it means none, or something that is not there.
    """
    verb = (text.split(maxsplit=1) or [""])[0]
    if verb not in _READERS:
        forms = "; ".join(FORMS.values())
        raise ChangeError(repr(verb), f"a change{near_match(verb, FORMS)}: {forms}")
    return _READERS[verb](Words(text, FORMS[verb]), world)


_READERS: Mapping[str, Callable[[Words, World], Change]] = {
    "close": read_state("close"),
    "open": read_state("open"),
    "capacity": read_capacity,
    "hours": read_hours,
    "buses": read_buses,
    "assure": read_assure,
    "link": read_link,
    "reception": read_reception,
    "without": read_without,
    "set": read_set,
}
