"""UCDP's Georeferenced Event Dataset: deadly events, with low, best and high counts of deaths."""

import re
from collections.abc import Iterable
from datetime import date

from corridor.formats.areas import Match
from corridor.formats.conflict import LONGEST, Attack, event_place, threat_event
from corridor.formats.entry import Entry
from corridor.formats.figures import Figure
from corridor.formats.findings import Findings

_VIOLENCE = {"1": "state-based", "2": "non-state", "3": "one-sided"}
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def read(entries: Iterable[Entry], found: Findings) -> None:
    """Deaths as claims, and the events as threats at the places where they were."""
    found.note(
        "the level of a threat is log10(2 + best estimate of deaths); an event is public from the"
        " day of its first source, a figure of deaths when UCDP has coded it"
    )
    found.each(entries, lambda entry: _use(entry, found))


def _use(entry: Entry, found: Findings) -> None:
    match = _place(entry, found)
    start, end = entry.day("date_start"), entry.day("date_end")
    if end < start:
        entry.fault("date_end", f"a day not before {start}, the first day")
    low, best, high = (entry.count(name) for name in ("low", "best", "high"))
    if not low <= best <= high:
        entry.fault("best", f"a figure from low, {low}, to high, {high}")
    id = found.new_id(f"ged {entry.needed('id')}")
    violence = _VIOLENCE.get(entry.text("type_of_violence"), "unknown")
    note = f"{violence} violence, {start} to {end}: {entry.text('dyad_name')}".rstrip(": ")
    found.figures.append(
        Figure(
            id=id,
            kind="killed",
            match=match,
            held=end,
            value=best,
            low=low,
            high=high,
            measure="flow",
            counting="new",
            noun="deaths",
            note=note,
        )
    )
    if end - start > LONGEST:
        found.tally("are known to longer than a month: a claim, no event")
    else:
        found.events.append(
            threat_event(
                found,
                Attack(
                    id=id,
                    match=match,
                    first=start,
                    last=end,
                    deaths=best,
                    published=_first_source(entry, start),
                    note=f"{note}; {best} deaths ({low} to {high}), place by {match.by}",
                ),
            )
        )


def _first_source(entry: Entry, start: date) -> str:
    """The day of the first source that can speak of the event."""
    days = _DATE.findall(entry.text("source_date"))
    return min((day for day in days if day >= start.isoformat()), default="")


def _place(entry: Entry, found: Findings) -> Match:
    # What each code means is told with the indicators of mapme.biodiversity, from UCDP's codebook:
    # 1 and 2 a point, 3 and 4 an area whose middle is given, above 4 nothing that can be used.
    precision = entry.whole("where_prec")
    if precision is None or not 1 <= precision <= 7:
        entry.fault("where_prec", "a whole number from 1 to 7")
    if precision > 4:
        entry.unused("where_prec", "a place that is known no better than to a part of a country")
    field = {3: "adm_2", 4: "adm_1"}.get(precision, "where_coordinates")
    return event_place(entry, found, field, is_point=precision <= 2)
