"""The texts of the ledger, and of the rows proposed for tables, with other cells."""

from collections.abc import Mapping
from dataclasses import replace

from pydantic import ValidationError

from corridor.errors import LedgerError, Problem, near_match
from corridor.evidence import Claim, Ledger
from corridor.evidence.layout import claim_cells
from corridor.evidence.pool import LEDGER_FILE
from corridor.review.desk import Desk
from corridor.review.rows import PROPOSED_FILES
from corridor.table import Row, row_problems

NOTHING_CHANGED = "nothing was changed:"

#: Fields that say what was found, or decided, and are not for correcting.
_FIXED = ("id", "status", "reason", "document", "start", "end", "spans", "rule", "confidence")


def with_claims(desk: Desk, changes: Mapping[str, Mapping[str, str]]) -> dict[str, str | None]:
    """The ledger with other cells in the claims of these ids, as the text of its file.

    Raises
    ------
    LedgerError
        With every fault that the claims would have.
    """
    if not changes:
        return {}
    problems: list[Problem] = []
    claims = []
    for claim in desk.ledger.claims:
        changed = claim
        if claim.id in changes:
            changed = _changed(desk, claim, changes[claim.id], problems)
        claims.append(changed)
    if problems:
        raise LedgerError(NOTHING_CHANGED, problems)
    return with_ledger(replace(desk.ledger, claims=tuple(claims)))


def with_ledger(ledger: Ledger) -> dict[str, str | None]:
    """A ledger as the text of its file."""
    return {LEDGER_FILE: ledger.layout.render(ledger.claims)}


def _changed(desk: Desk, claim: Claim, cells: Mapping[str, str], problems: list[Problem]) -> Claim:
    original = desk.ledger.layout.originals.get(claim.id)
    line = original.row.line if original else 0
    unknown = [name for name in cells if name not in Claim.model_fields]
    if unknown:
        problems += [
            Problem(LEDGER_FILE, line, 0, name, "no such field", _fields(name, Claim.model_fields))
            for name in unknown
        ]
        return claim
    row = Row(line, claim_cells(claim) | dict(cells))
    try:
        return Claim.model_validate(row.filled(), context=desk.zone)
    except ValidationError as error:
        problems += row_problems(error, LEDGER_FILE, row)
        return claim


def with_rows(
    desk: Desk, table: str, changes: Mapping[str, Mapping[str, str]]
) -> dict[str, str | None]:
    """The rows proposed for a table, with other cells in those of these ids, as their file's text.

    Raises
    ------
    LedgerError
        For a field that they do not have.
    """
    proposed = desk.rows[table]
    file = PROPOSED_FILES[table]
    known = (*proposed.table_columns(), "quote", "reason", "status")
    unknown = {name for cells in changes.values() for name in cells if name not in known}
    if unknown:
        problems = [
            Problem(file, 0, 0, name, "no such field", _fields(name, known)) for name in unknown
        ]
        raise LedgerError(NOTHING_CHANGED, problems)
    rows = tuple(row.with_cells(changes.get(row.id, {})) for row in proposed.rows)
    return {file: replace(proposed, rows=rows).text()}


def check_correctable(names: Mapping[str, str]) -> None:
    """See that fields may be corrected by a person.

    Raises
    ------
    LedgerError
        For those that say what was found, or decided.
    """
    problems = [
        Problem("", 0, 0, name, "a correction", "the field as it is: accept, reject or undo decide")
        for name in names
        if name in _FIXED
    ]
    if problems:
        raise LedgerError(NOTHING_CHANGED, problems)


def _fields(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    fields = [field for field in known if field not in _FIXED]
    return f"one of {', '.join(fields)}{near_match(name, fields)}"
