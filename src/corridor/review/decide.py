"""What a person decides about what was read: accepted, rejected with a reason, or corrected."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from corridor.errors import LedgerError, Problem, near_id
from corridor.evidence import Claim
from corridor.review.changes import NOTHING_CHANGED, check_correctable, with_claims, with_rows
from corridor.review.desk import Desk, Found
from corridor.review.entry import Entry, in_effect
from corridor.review.revise import Step, revise
from corridor.review.rows import ProposedRow
from corridor.scenario.write import rows_added


def accept(
    folder: Path | str,
    ids: Sequence[str],
    *,
    by: str = "",
    how: str = "",
    seen: int | None = None,
) -> Entry:
    """Accept claims, and proposed rows, which are then added to their tables.

    An id may hold ``*`` for any characters: it then stands for all that are proposed.

    Raises
    ------
    LedgerError
        When an id is unknown or accepted already, or the scenario would not pass its checks.
    """
    return revise(folder, lambda desk: _accepted(desk, ids, how), by=by, seen=seen)


def accept_over(
    folder: Path | str, confidence: float, ids: Sequence[str] = ("*",), *, by: str = ""
) -> Entry:
    """Accept the proposed claims among ``ids`` of which the rule is surer than ``confidence``.

    Rows proposed for tables are left to a person: they change the scenario at once.

    Raises
    ------
    LedgerError
        When there is none.
    """

    def make(desk: Desk) -> Step:
        named = [one for one in desk.ledger.claims if any(_fits(one, id) for id in ids)]
        sure = sure_claims(named, confidence)
        if not sure:
            raise LedgerError(f"no proposed claim has a confidence over {confidence:g}")
        return _accepted(desk, sure, f"confidence over {confidence:g}")

    return revise(folder, make, by=by)


def sure_claims(claims: Iterable[Claim], confidence: float) -> list[str]:
    """Ids of the proposed claims of which the rule is surer than this."""
    return [
        claim.id
        for claim in claims
        if claim.status == "proposed" and (claim.confidence or 0) > confidence
    ]


def reject(
    folder: Path | str,
    ids: Sequence[str],
    reason: str,
    *,
    by: str = "",
    seen: int | None = None,
) -> Entry:
    """Reject claims and proposed rows; the reason is kept with them.

    Raises
    ------
    LedgerError
        When there is no reason, an id is unknown or rejected already, a row is in its table, or a
        claim is in use.
    """
    if not reason.strip():
        raise LedgerError("nothing was changed:", [Problem("", 0, 0, "reason", "nothing", "one")])
    return revise(folder, lambda desk: _rejected(desk, ids, reason.strip()), by=by, seen=seen)


def edit(
    folder: Path | str,
    id: str,
    cells: Mapping[str, str],
    *,
    by: str = "",
    seen: int | None = None,
) -> Entry:
    """Put other texts into fields of a claim, or of a proposed row that is not accepted yet.

    Raises
    ------
    LedgerError
        When there is no such claim, row or field, or the result is not right.
    """
    return revise(folder, lambda desk: _edited(desk, id, cells), by=by, seen=seen)


def _accepted(desk: Desk, words: Sequence[str], how: str) -> Step:
    chosen = _chosen(desk, words, "accepted")
    texts = with_claims(desk, {claim.id: {"status": "accepted"} for claim in _claims(chosen)})
    for table, rows in _rows(chosen).items():
        texts |= with_rows(desk, table, {row.id: {"status": "accepted"} for row in rows})
        names = desk.rows[table].table_columns()
        optional = desk.rows[table].optional_columns()
        added = ({name: row.cells.get(name, "") for name in names} for row in rows)
        texts[table] = rows_added(desk.folder / table, names, optional, added)
    return Step("accept", tuple(one.id for one in chosen), texts, how=how)


def _rejected(desk: Desk, words: Sequence[str], reason: str) -> Step:
    chosen = _chosen(desk, words, "rejected")
    inside = [
        Problem(row.table, 0, 0, row.id, "a row that was accepted", "one to take out by undo")
        for rows in _rows(chosen).values()
        for row in rows
        if row.status == "accepted"
    ]
    if inside:
        raise LedgerError(NOTHING_CHANGED, inside)
    notes = {claim.id: "; ".join(filter(None, (reason, claim.note))) for claim in _claims(chosen)}
    changes = {id: {"status": "rejected", "note": note} for id, note in notes.items()}
    texts = with_claims(desk, changes)
    told = {"status": "rejected", "reason": reason}
    for table, rows in _rows(chosen).items():
        texts |= with_rows(desk, table, {row.id: told for row in rows})
    return Step("reject", tuple(one.id for one in chosen), texts, why=reason)


def _edited(desk: Desk, id: str, cells: Mapping[str, str]) -> Step:
    check_correctable(cells)
    found = desk.find(id)
    if isinstance(found, Claim):
        texts = with_claims(desk, {id: cells})
    elif found.status == "accepted":
        expected = f"a row that is not in {found.table} yet (edit it there, or undo)"
        raise LedgerError(NOTHING_CHANGED, [Problem("", 0, 0, id, "accepted", expected)])
    else:
        texts = with_rows(desk, found.table, {id: cells})
    if all(text == desk.text(name) for name, text in texts.items()):
        raise LedgerError(
            NOTHING_CHANGED, [Problem("", 0, 0, id, "the same as before", "a change")]
        )
    told = ", ".join(f"{name}={text}" for name, text in cells.items())
    return Step("edit", (id,), texts, how=told)


def _claims(chosen: Sequence[Found]) -> Iterator[Claim]:
    return (one for one in chosen if isinstance(one, Claim))


def _rows(chosen: Sequence[Found]) -> dict[str, list[ProposedRow]]:
    """The rows among what was chosen, by the table that they are for."""
    tables: dict[str, list[ProposedRow]] = {}
    for one in chosen:
        if isinstance(one, ProposedRow):
            tables.setdefault(one.table, []).append(one)
    return tables


def _chosen(desk: Desk, words: Sequence[str], status: str) -> tuple[Found, ...]:
    """What the words name, each once; all of it may get the status."""
    chosen: dict[str, Found] = {}
    problems = []
    for word in words:
        named = [one for one in desk.found if one.status == "proposed" and _fits(one, word)]
        if "*" not in word:
            named = [one for one in desk.found if one.id == word]
        if not named:
            known = near_id(word, (one.id for one in desk.found))
            problems.append(Problem("", 0, 0, "id", repr(word), f"the id of a proposal{known}"))
        problems += [
            Problem("", 0, 0, one.id, f"{status} already{_since(desk, one)}", "one that is not")
            for one in named
            if one.status == status
        ]
        chosen |= {one.id: one for one in named}
    if problems or not chosen:
        raise LedgerError(NOTHING_CHANGED, problems)
    return tuple(chosen.values())


def _since(desk: Desk, one: Found) -> str:
    """The version that accepted or rejected it, where the history knows."""
    steps = [
        entry
        for entry in in_effect(desk.entries)
        if one.id in entry.ids and entry.action in ("accept", "reject")
    ]
    return f" (version {steps[-1].version})" if steps else ""


def _fits(one: Found, word: str) -> bool:
    return fnmatchcase(one.id, word)
