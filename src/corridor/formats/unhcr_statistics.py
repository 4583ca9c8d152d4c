"""UNHCR's refugee statistics: people by country of asylum and origin at the end of each year."""

from collections.abc import Iterable, Mapping
from datetime import date

from corridor.formats.areas import Match, Spot, is_from
from corridor.formats.entry import FIRST_YEAR, LAST_YEAR, Entry
from corridor.formats.figures import Figure, value_or_range
from corridor.formats.findings import Findings

#: Those who crossed a border and are there at the end of the year, together.
_CROSSED = ("refugees", "asylum_seekers", "oip")
_OTHERS = {
    "idps": "internally displaced people",
    "returned_refugees": "returned refugees",
    "returned_idps": "returned internally displaced people",
}
_NOT_DISPLACED = ("stateless", "ooc", "hst")

#: Figures below five are not shown (http://popstats.unhcr.org/en/overview): a star stands for them.
_SUPPRESSED = "*"
_SUPPRESSED_RANGE = (1, 4)


def read(entries: Iterable[Entry], found: Findings) -> None:
    """Stocks of people in each country, and flows of those who returned."""
    found.note("UNHCR's yearly figures are stocks at the end of the year; returns are flows in it")
    found.each(entries, lambda entry: _use(entry, found))


def _use(entry: Entry, found: Findings) -> None:
    year = entry.whole("year")
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        entry.fault("year", "a year such as 2023")
    if found.origins and not is_from(found.origins, entry.text("coo_iso"), entry.text("coo_name")):
        entry.unused("coo_name", "another country of origin than the scenario's")
    crossed = {name: bounds for name in _CROSSED if (bounds := _bounds(entry, name))[1]}
    others = {name: bounds for name in _OTHERS if (bounds := _bounds(entry, name))[1]}
    if not crossed and not others:
        left = [name for name in _NOT_DISPLACED if _bounds(entry, name)[1]]
        entry.unused("refugees", f"only {' and '.join(left)}" if left else "no figure above 0")
    if crossed:
        found.figures.append(_crossed(entry, found, year, crossed))
    found.figures.extend(
        _other(entry, found, year, name, bounds) for name, bounds in others.items()
    )


def _bounds(entry: Entry, name: str) -> tuple[int, int]:
    if entry.cells[name] == _SUPPRESSED:
        return _SUPPRESSED_RANGE
    value = entry.whole(name) or 0
    return value, value


def _crossed(
    entry: Entry, found: Findings, year: int, parts: Mapping[str, tuple[int, int]]
) -> Figure:
    low, high = (sum(bounds[end] for bounds in parts.values()) for end in (0, 1))
    words = " + ".join(f"{entry.cells[name]} {name}" for name in parts)
    return Figure(
        id=_id(entry, found, year, "registered"),
        kind="registered",
        match=_place(entry, found, "coa"),
        held=date(year, 12, 31),
        count="stock",
        measure="stock",
        note=f"{words} from {entry.text('coo_name') or 'unknown'}",
        is_derived=len(parts) > 1,
        **value_or_range(low, high),
    )


def _other(entry: Entry, found: Findings, year: int, name: str, bounds: tuple[int, int]) -> Figure:
    is_stock = name == "idps"
    return Figure(
        id=_id(entry, found, year, name),
        kind="displaced" if is_stock else "other",
        match=_place(entry, found, "coa" if is_stock else "coo"),
        held=date(year, 12, 31),
        measure="stock" if is_stock else "flow",
        counting="" if is_stock else "new",
        noun=_OTHERS[name],
        note=f"{entry.cells[name]} {name} from {entry.text('coo_name') or 'unknown'}",
        **value_or_range(*bounds),
    )


def _place(entry: Entry, found: Findings, side: str) -> Match:
    name, iso = entry.text(f"{side}_name"), entry.text(f"{side}_iso")
    return found.where(entry, f"{side}_name", Spot(iso, (name,), name, iso, is_country=True))


def _id(entry: Entry, found: Findings, year: int, what: str) -> str:
    sides = (entry.text(side) or "unknown" for side in ("coa_iso", "coo_iso"))
    return found.new_id(f"unhcr {' '.join(sides)} {year} {what}")
