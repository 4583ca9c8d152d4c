"""UNHCR's Operational Data Portal: people by place, origin and day, as registered or new."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from corridor.evidence.claim import Counting, Kind, Unit
from corridor.formats.areas import Match, Spot, is_from
from corridor.formats.entry import Entry
from corridor.formats.figures import Figure, Sums
from corridor.formats.findings import Findings
from corridor.scenario.parts import Measure

#: People who were displaced; the portal also counts returnees, stateless people and hosts.
_DISPLACED = frozenset({"REF", "ASY", "ROC", "OIP", "IDP", "IOC", ""})

_COUNTING: dict[Measure | None, Counting] = {"cumulative": "cumulative", "period": "new"}

_MEASURES: dict[str, Measure] = {
    "c": "cumulative",
    "cumulative": "cumulative",
    "nc": "period",
    "non-cumulative": "period",
}

_COUNTRY_LEVELS = frozenset({"country", "0", ""})


class _Key(NamedTuple):
    match: Match
    held: date
    origin: str
    kind: Kind
    measure: Measure | None
    unit: Unit
    noun: str
    source: str
    data_type: str = ""


def read_odp(entries: Iterable[Entry], found: Findings) -> None:
    """Figures of the portal; rows that differ only in type or accommodation are one figure."""
    found.note(
        "the portal says of each series whether it is cumulative; rows of one place, origin and day"
        " that differ in type of population or accommodation were added up"
    )
    sums: Sums[_Key] = Sums()
    found.each(entries, lambda entry: _add_odp(entry, found, sums))
    _figures(sums, found, "odp")


def read_situations(entries: Iterable[Entry], found: Findings) -> None:
    """Figures by country of asylum: stocks of refugees and asylum-seekers together."""
    found.note("UNHCR's figures by country are stocks; refugees and asylum-seekers were added up")
    sums: Sums[_Key] = Sums()
    found.each(entries, lambda entry: _add_situation(entry, found, sums))
    _figures(sums, found, "unhcr")


def _add_odp(entry: Entry, found: Findings, sums: Sums[_Key]) -> None:
    _check_origin(entry, found, "pop_origin_name", "")
    found.check_once(entry, "geomaster_name", tuple(entry.cells.values()))
    unit: Unit = "people" if entry.text("individuals") else "households"
    value = entry.whole("individuals" if unit == "people" else "households")
    if value is None:
        entry.unused("individuals", "neither individuals nor households")
    is_new = entry.text("pop_data_type_code") == "NEW"
    is_displaced = entry.text("pop_type_code") in _DISPLACED
    kind: Kind = ("arrived" if is_new else "registered") if is_displaced else "other"
    name = entry.needed("geomaster_name")
    is_country = entry.text("admin_level").casefold() in _COUNTRY_LEVELS
    country = name if is_country else ""
    spot = Spot(entry.pcode(), (name,), country, "", is_country=is_country)
    key = _Key(
        found.where(entry, "geomaster_name", spot),
        entry.day("date"),
        entry.text("pop_origin_name"),
        kind,
        _measure(entry) if is_displaced else None,
        unit,
        "" if is_displaced else entry.text("pop_type_name") or entry.text("pop_type_code"),
        entry.text("source"),
        entry.text("pop_data_type_name") or entry.text("pop_data_type_code"),
    )
    sums.add(key, value, entry.text("population_groups") or entry.text("pop_type_name"))


def _measure(entry: Entry) -> Measure | None:
    """Everybody so far, or those of a period; None where the portal does not say."""
    code = entry.text("pop_frequency_cumulative_code") or entry.text("pop_frequency_cumulative")
    measure = _MEASURES.get(code.casefold())
    if code and measure is None:
        entry.fault("pop_frequency_cumulative", "cumulative or non-cumulative")
    return measure


def _add_situation(entry: Entry, found: Findings, sums: Sums[_Key]) -> None:
    _check_origin(entry, found, "Country of Origin", entry.text("ISO3 of Origin"))
    found.check_once(entry, "Country", tuple(entry.cells.values()))
    value = entry.whole("Individuals")
    if value is None:
        entry.unused("Individuals", "no figure")
    name, iso = entry.needed("Country"), entry.text("ISO3")
    key = _Key(
        found.where(entry, "Country", Spot(iso, (name,), name, iso, is_country=True)),
        entry.day("Date"),
        entry.text("Country of Origin"),
        "registered",
        "stock",
        "people",
        "",
        entry.text("Source"),
    )
    sums.add(key, value, entry.text("Population type"))


def _check_origin(entry: Entry, found: Findings, name: str, code: str) -> None:
    origin = entry.text(name)
    if origin and found.origins and not is_from(found.origins, code, origin):
        entry.unused(name, "another country of origin than the scenario's")


def _figures(sums: Sums[_Key], found: Findings, prefix: str) -> None:
    for key, total in sums.totals():
        origin = f"from {key.origin}" if key.origin else ""
        words = " ".join(filter(None, (key.data_type, key.unit, origin)))
        is_stock = key.measure == "stock" or (key.kind == "registered" and key.measure is None)
        found.figures.append(
            Figure(
                id=found.new_id(f"{prefix} {key.match.place} {key.held} {key.kind} {key.origin}"),
                kind=key.kind,
                match=key.match,
                held=key.held,
                value=total.value,
                unit=key.unit,
                count=key.measure,
                measure="stock" if is_stock else "flow",
                counting=_COUNTING.get(key.measure, ""),
                noun=key.noun,
                said_by=key.source,
                is_derived=total.rows > 1,
                note=f"{words}{total.words()}",
            )
        )
