"""Which place of a scenario a table speaks of: by P-code, then by name, then by coordinates."""

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import iso3166

from corridor.errors import near_match
from corridor.places import great_circle_km
from corridor.scenario import Place
from corridor.units import Kilometres

#: Events this near to a place count as events there; a threat is felt over some 20 km
#: (``threat_reach_km`` in the table of priors).
NEAR_KM: Kilometres = 25.0
_NEAR_DEGREES = NEAR_KM / 110

# Of so many unknown names the nearest is looked for; a table of the whole world has thousands.
_MOST_NEAR = 200

# A P-code: the letters of a country (ISO 3166, two or three), then figures. Zeros count.
_PCODE = re.compile(r"([A-Z]{2,3})([0-9]+[A-Z0-9]*)")

# Words that tables add to the names of areas and settlements.
_AREA_WORDS = re.compile(
    r"\b(city|county|department|district|division|governorate|municipality|prefecture|province|"
    r"raion|region|state|town|village|zone)\b"
)


_SHORTENED = {"dem": "democratic", "fed": "federation", "rep": "republic"}
_SMALL_WORDS = frozenset({"and", "of", "the"})


class Spot(NamedTuple):
    """Where a record says that something was: the deepest area that it names, and coordinates."""

    pcode: str
    names: tuple[str, ...]
    country: str
    iso: str
    lat: float | None = None
    lon: float | None = None
    is_country: bool = False


class Match(NamedTuple):
    """The place of a record: an id of the scenario, or a name as written."""

    place: str
    is_known: bool
    by: str


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name without case, accents, punctuation and words such as "district".

    >>> plain_name("Al-Ḥasakah Governorate")
    'al hasakah'
    """
    letters = unicodedata.normalize("NFKD", name)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    words = " ".join(re.findall(r"\w+", bare))
    return " ".join(_AREA_WORDS.sub(" ", words).split()) or words


def plain_pcode(code: str, country: str = "") -> str:
    """A P-code with the two letters of its country, whether it had two, three or none.

    Zeros are kept. ``country`` is the ISO 3166 code for a code without letters.

    >>> plain_pcode("SDN01"), plain_pcode("sd01"), plain_pcode("01", "SDN"), plain_pcode("SDN")
    ('SD01', 'SD01', 'SD01', 'SD')
    """
    text = code.strip().upper().replace("-", "")
    if text.isdigit() and country:
        text = country.strip().upper() + text
    letters = text if text.isalpha() else _letters_of(text)
    known = iso3166.countries.get(letters, None) if len(letters) in (2, 3) else None
    return known.alpha2 + text[len(letters) :] if known else text


def _letters_of(code: str) -> str:
    shape = _PCODE.fullmatch(code)
    return shape[1] if shape else ""


def plain_country(name: str) -> str:
    """A country's name whatever the order of its words, with what UNHCR shortens written out.

    >>> plain_country("Dem. Rep. of the Congo"), plain_country("Congo, Democratic Republic of the")
    ('congo democratic republic', 'congo democratic republic')
    """
    words = (_SHORTENED.get(word, word) for word in plain_name(name).split())
    return " ".join(sorted(set(words) - _SMALL_WORDS))


@cache
def country_names(text: str) -> frozenset[str]:
    """What a country is called: the text itself, and by ISO 3166 its codes and names."""
    names = {plain_country(text)} - {""}
    known = iso3166.countries.get(text.strip().casefold(), None) if text.strip() else None
    if known:
        names |= {known.alpha2.casefold(), known.alpha3.casefold()}
        names |= {plain_country(known.name), plain_country(known.apolitical_name)}
    return frozenset(names)


@dataclass(frozen=True)
class KnownPlaces:
    """The places of a scenario, found by what other people's tables call them."""

    places: tuple[Place, ...] = ()
    _near: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def match(self, spot: Spot) -> Match | None:
        """The place of a record, or None. Without any place known, every name is one."""
        if not self.places:
            name = next(filter(None, (*spot.names, spot.pcode, spot.country)), "")
            return Match(name, is_known=False, by="name") if name else None
        pcode = plain_pcode(spot.pcode, spot.iso) if spot.pcode else ""
        if pcode in self._by_pcode:
            return Match(self._by_pcode[pcode], is_known=True, by="P-code")
        for name in spot.names:
            id = self._by_name.get(plain_name(name))
            if id:
                return Match(id, is_known=True, by="name")
        return self._nearest(spot.lat, spot.lon)

    def has_country(self, spot: Spot) -> bool:
        """Whether some place lies in the record's country."""
        return bool((country_names(spot.iso) | country_names(spot.country)) & self.countries)

    def nearest_name(self, name: str) -> str:
        """A phrase that offers the place whose name is nearest to a name that is not known."""
        if name not in self._near and len(self._near) < _MOST_NEAR:
            known = (place.name for place in self.places)
            self._near[name] = near_match(name, known)
        return self._near.get(name, "")

    def origin_countries(self) -> tuple[str, ...]:
        """The countries of the origins."""
        countries = (place.country for place in self.places if place.kind == "origin")
        return tuple(sorted(set(filter(None, countries))))

    @cached_property
    def _by_pcode(self) -> dict[str, str]:
        return {plain_pcode(place.pcode): place.id for place in self.places if place.pcode}

    @cached_property
    def _by_name(self) -> dict[str, str]:
        names: dict[str, set[str]] = {}
        for place in self.places:
            for name in (place.name, *place.alt_names, place.id):
                names.setdefault(plain_name(name), set()).add(place.id)
        # A name that two places share tells nothing.
        return {name: min(ids) for name, ids in names.items() if len(ids) == 1}

    @cached_property
    def countries(self) -> frozenset[str]:
        """What the countries of the places are called."""
        return frozenset().union(*(country_names(place.country) for place in self.places))

    @cached_property
    def _by_latitude(self) -> dict[int, list[Place]]:
        """The places by whole degrees of latitude, those near a line on both sides of it."""
        bands: dict[int, list[Place]] = {}
        for place in self.places:
            ends = (place.lat - _NEAR_DEGREES, place.lat + _NEAR_DEGREES)
            for band in sorted({math.floor(end) for end in ends}):
                bands.setdefault(band, []).append(place)
        return bands

    def _nearest(self, lat: float | None, lon: float | None) -> Match | None:
        if lat is None or lon is None:
            return None
        close = self._by_latitude.get(math.floor(lat), ())
        away = [(great_circle_km(place.lat, place.lon, lat, lon), place.id) for place in close]
        km, id = min(away, default=(math.inf, ""))
        if km > NEAR_KM:
            return None
        return Match(id, is_known=True, by=f"coordinates, {km:.0f} km away")


def is_from(origins: Iterable[str], code: str, name: str) -> bool:
    """Whether a country of origin is one of those that are asked for."""
    of_row = country_names(code) | country_names(name)
    return any(country_names(origin) & of_row for origin in origins)
