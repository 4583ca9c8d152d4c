"""IOM's Displacement Tracking Matrix: internally displaced people present, by area and round."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from corridor.formats.areas import Match, Spot
from corridor.formats.entry import Entry
from corridor.formats.figures import Figure, Sums
from corridor.formats.findings import Findings


class _Key(NamedTuple):
    match: Match
    held: date
    operation: str
    round: str
    assessment: str


def read(entries: Iterable[Entry], found: Findings) -> None:
    """Stocks present; the rows of one area and round are parts of one figure."""
    found.note(
        "DTM's figures are stocks of individuals present, mostly counted by households and"
        " multiplied; they are no arrivals"
    )
    sums: Sums[_Key] = Sums()
    found.each(entries, lambda entry: _add(entry, found, sums))
    for key, total in sums.totals():
        found.figures.append(
            Figure(
                id=found.new_id(
                    f"dtm {key.match.place} {key.held} round {key.round} {key.assessment}"
                ),
                kind="sheltered",
                match=key.match,
                held=key.held,
                value=total.value,
                count="stock",
                measure="stock",
                is_derived=total.rows > 1,
                note=f"{key.operation}, round {key.round}, {key.assessment}{total.words()}",
            )
        )


def _add(entry: Entry, found: Findings, sums: Sums[_Key]) -> None:
    found.check_once(entry, "id", entry.needed("id"))
    value = entry.whole("numPresentIdpInd")
    if value is None:
        entry.unused("numPresentIdpInd", "no figure")
    key = _Key(
        _place(entry, found),
        entry.day("reportingDate"),
        entry.text("operation"),
        entry.text("roundNumber"),
        entry.text("assessmentType"),
    )
    reason, origin = entry.text("displacementReason"), entry.text("idpOriginAdmin1Name")
    sums.add(key, value, " from ".join(filter(None, (reason, origin))))


def _place(entry: Entry, found: Findings) -> Match:
    country, iso = entry.needed("admin0Name"), entry.text("admin0Pcode")
    for level in (3, 2, 1):
        code = entry.text(f"admin{level}Pcode")
        name = entry.text(f"admin{level}Name") if level < 3 else ""
        if code or name:
            field = f"admin{level}Name" if name else f"admin{level}Pcode"
            return found.where(entry, field, Spot(code, (name,), country, iso))
    return found.where(entry, "admin0Name", Spot(iso, (country,), country, iso, is_country=True))
