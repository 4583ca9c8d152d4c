"""An accepted claim made a count, to compare with the forecast."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

from corridor.errors import LedgerError, Problem, near_match
from corridor.evidence import Claim
from corridor.evidence.claim import Certainty
from corridor.evidence.grades import grade_rule
from corridor.evidence.layout import claim_cells
from corridor.evidence.pool import LEDGER_FILE
from corridor.review.changes import NOTHING_CHANGED
from corridor.review.desk import Desk
from corridor.review.entry import Entry
from corridor.review.revise import Step, revise
from corridor.scenario.load import columns
from corridor.scenario.parts import Count, CountKind, CountUnit, Measure
from corridor.scenario.uses import COUNTS_FILE
from corridor.scenario.write import rows_added

_CERTAINTY: Mapping[Certainty, str] = {
    "stated": "sourced",
    "derived": "derived",
    "uncertain": "uncertain",
}


_BOUNDS = ("at_least", "more_than", "at_most", "less_than")
_WEAK = ("D", "E")


def add_count(
    folder: Path | str,
    id: str,
    *,
    place: str | None = None,
    measure: Measure | None = None,
    by: str = "",
    seen: int | None = None,
) -> Entry:
    """Add a row to ``counts.csv`` that says what an accepted claim says.

    ``place`` is for a claim that names none of the scenario's places. ``measure`` (everything so
    far, within a period, or present at the time) is for one that does not say which it is.

    Raises
    ------
    LedgerError
        When there is no such claim, it cannot be a count or is one, or the scenario would not pass
        its checks.
    """
    return revise(folder, lambda desk: _counted(desk, id, place, measure), by=by, seen=seen)


def _counted(desk: Desk, id: str, place: str | None, measure: Measure | None) -> Step:
    claim = desk.ledger.get(id)
    place, measure = place or claim.place, measure or _measure(claim)
    problems = list(_problems(desk, claim, place, measure))
    if problems:
        raise LedgerError(NOTHING_CHANGED, problems)
    cells = claim_cells(claim)
    worded = "".join(f"; {doubt}" for doubt in doubts_of_count(claim))
    note = f"claim {claim.id} of the ledger{worded}"
    held = _held(claim, desk.zone)
    if held != claim.held.text:
        note += f"; for {claim.held.text}, and published before it was over"
    row = {name: cells.get(name, "") for name in columns(Count)} | {
        "place": place,
        "held": held,
        "measure": measure or "",
        "published_how": "stated",
        "certainty": "uncertain" if worded else _CERTAINTY[claim.certainty],
        "note": note,
    }
    text = rows_added(desk.folder / COUNTS_FILE, columns(Count), Count.optional_columns, [row])
    return Step("count", (id,), {COUNTS_FILE: text}, how=f"at {place}, {measure}")


def doubts_of_count(claim: Claim) -> tuple[str, ...]:
    """Why a claim is a weak count: it is a bound, or rests on little."""
    doubts = []
    if claim.qualifier in _BOUNDS:
        doubts.append(f"worded {claim.qualifier.replace('_', ' ')!r}: a bound and no count")
    if claim.grade in _WEAK:
        doubts.append(f"grade {claim.grade}: {_lower(grade_rule(claim.grade).meaning)}")
    return tuple(doubts)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _held(claim: Claim, zone: ZoneInfo) -> str:
    """When a count was so: what is said of a day before it is over held when it was said."""
    published = claim.published.astimezone(zone)
    is_of_that_day = claim.held.text == f"{published:%Y-%m-%d}"
    return published.isoformat() if is_of_that_day else claim.held.text


def _measure(claim: Claim) -> Measure | None:
    if claim.counting == "cumulative":
        return "cumulative"
    if claim.measure == "stock":
        return "stock"
    return "period" if claim.counting == "new" else None


def _problems(desk: Desk, claim: Claim, place: str, measure: Measure | None) -> Iterator[Problem]:
    def problem(field: str, found: str, expected: str) -> Problem:
        return Problem(LEDGER_FILE, 0, 0, f"{claim.id}: {field}", found, expected)

    if claim.status != "accepted":
        yield problem("status", claim.status, "an accepted claim")
    for field, words in (("kind", CountKind), ("unit", CountUnit)):
        found = getattr(claim, field)
        if found not in get_args(words):
            yield problem(field, repr(found), f"one of {', '.join(get_args(words))}")
    if claim.value is None or not claim.value.is_integer():
        yield problem("value", "no whole number", "a whole number: a range cannot be a count")
    known = desk.draft.place
    if place not in known:
        expected = f"the id of a place of the scenario{near_match(place, known)}"
        yield problem("place", repr(place), expected)
    if measure is None:
        expected = f"which it is, one of {', '.join(get_args(Measure))}"
        yield problem("measure", "nothing that says so", expected)
    if claim.id in desk.draft.ids(COUNTS_FILE):
        yield problem("id", f"a row {claim.id!r} of {COUNTS_FILE}", "a claim that is no count yet")
