"""The ledger: the claims of a crisis, rivals side by side, each judged by a person."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from corridor.errors import AsOfError, LedgerError, Problem, near_id
from corridor.evidence.claim import (
    COLUMNS,
    OPTIONAL_COLUMNS,
    PART,
    Certainty,
    Claim,
    Grade,
    Held,
    Kind,
    Status,
    Unit,
)
from corridor.evidence.layout import Layout, Original
from corridor.evidence.pool import LEDGER_FILE, pool
from corridor.parameters.distributions import Distribution
from corridor.table import Row, replace_text, row_problems, scan_table

__all__ = [
    "COLUMNS",
    "OPTIONAL_COLUMNS",
    "Certainty",
    "Claim",
    "Grade",
    "Held",
    "Kind",
    "Ledger",
    "Status",
    "Unit",
    "load_ledger",
    "write_ledger",
]

#: Claims about the same thing are rivals when they held less than this apart.
RIVAL_WINDOW = timedelta(days=1)

#: Numbers that change slowly, so that rivals may be years apart: a census and a later estimate.
SLOW_RIVAL_WINDOW = timedelta(days=3 * 365)
SLOW_KINDS: frozenset[Kind] = frozenset({"population", "capacity"})


@dataclass(frozen=True)
class Ledger:
    """The claims of a crisis, in the order of the file; no id comes twice.

    ``layout`` is the text they were read from, kept so that it can be written back unchanged.

    Raises
    ------
    LedgerError
        When an id comes twice.
    """

    claims: tuple[Claim, ...] = ()
    layout: Layout = field(default_factory=Layout, compare=False, repr=False)

    def __post_init__(self) -> None:
        ids = [claim.id for claim in self.claims]
        twice = sorted({id for id in ids if ids.count(id) > 1} if len(set(ids)) < len(ids) else ())
        if twice:
            raise LedgerError(
                "claims share an id:", [_problem("id", repr(id), "an id used once") for id in twice]
            )

    def as_of(self, time: datetime) -> "Ledger":
        """The claims that were public at ``time``: published then or before.

        Raises
        ------
        AsOfError
            When ``time`` has no offset from UTC.
        """
        _check_aware(time)
        return self._with(claim for claim in self.claims if claim.published <= time)

    def filter(
        self,
        *,
        kind: Kind | None = None,
        place: str | None = None,
        unit: Unit | None = None,
        status: Status | None = None,
        grade_at_least: Grade | None = None,
        held_between: tuple[datetime, datetime] | None = None,
    ) -> "Ledger":
        """The claims that meet every condition that is given.

        ``grade_at_least="B"`` keeps A and B; ``held_between`` keeps claims whose held period ends
        between the two times, both included.

        Raises
        ------
        AsOfError
            When a time has no offset from UTC.
        """
        for time in held_between or ():
            _check_aware(time)
        return self._with(
            claim
            for claim in self.claims
            if kind in (None, claim.kind)
            and place in (None, claim.place)
            and unit in (None, claim.unit)
            and status in (None, claim.status)
            and (grade_at_least is None or claim.grade <= grade_at_least)
            and (held_between is None or held_between[0] <= claim.held.end <= held_between[1])
        )

    def get(self, id: str) -> Claim:
        """The claim with this id.

        Raises
        ------
        LedgerError
            When there is none.
        """
        for claim in self.claims:
            if claim.id == id:
                return claim
        raise LedgerError("no such claim:", [self._unknown(id)])

    def rivals(self, *, window: timedelta | None = None) -> tuple[tuple[Claim, ...], ...]:
        """Groups of two or more claims about the same thing, whatever their status.

        The same thing is the same kind, place and unit, at held times less than ``window`` after
        the first of the group: 1 day, or 3 years for populations and capacities, where no window
        is given. Claims of kind ``other``, which may be anything, and of a part of another claim
        ("including 900 children") have no rivals. Each claim is in one group at most. Groups and
        claims go by held time.
        """
        groups: dict[tuple[Kind, str, Unit], list[list[Claim]]] = {}
        whole = (claim for claim in self.claims if claim.rule != PART and claim.kind != "other")
        for claim in sorted(whole, key=lambda claim: (claim.held.end, claim.id)):
            alike = groups.setdefault((claim.kind, claim.place, claim.unit), [])
            widest = _rival_window(claim.kind) if window is None else window
            if alike and claim.held.end - alike[-1][0].held.end < widest:
                alike[-1].append(claim)
            else:
                alike.append([claim])
        found = [tuple(group) for alike in groups.values() for group in alike if len(group) > 1]
        return tuple(sorted(found, key=lambda group: (group[0].held.end, group[0].id)))

    def pool(self, ids: Sequence[str]) -> Distribution:
        """One uncertain number from these claims, in their unit; see :mod:`corridor.evidence.pool`.

        Raises
        ------
        LedgerError
            When an id is unknown, named twice or not accepted, or the claims cannot be pooled.
        """
        problems = [problem for id in dict.fromkeys(ids) for problem in self._unfit(id)]
        problems += [
            _problem("from", repr(id), "each claim once")
            for id in sorted({id for id in ids if list(ids).count(id) > 1})
        ]
        if problems:
            raise LedgerError("these claims cannot be pooled:", problems)
        return pool(self.get(id) for id in ids)

    def _unfit(self, id: str) -> list[Problem]:
        claim = next((claim for claim in self.claims if claim.id == id), None)
        if claim is None:
            return [self._unknown(id)]
        if claim.status != "accepted":
            expected = f"an accepted claim (accept it first: corridor ledger accept {id})"
            return [_problem("from", f"{id!r}, which is {claim.status}", expected)]
        return []

    def _unknown(self, id: str) -> Problem:
        known = near_id(id, (claim.id for claim in self.claims))
        return _problem("id", repr(id), f"the id of a claim in the ledger{known}")

    def _with(self, claims: Iterable[Claim]) -> "Ledger":
        return replace(self, claims=tuple(claims))


def load_ledger(path: Path, zone: ZoneInfo) -> Ledger:
    """The ledger in a CSV file; bare dates are read in ``zone``.

    Raises
    ------
    LedgerError
        With every fault in the file.
    """
    table = scan_table(path, (*COLUMNS, *OPTIONAL_COLUMNS), optional=OPTIONAL_COLUMNS)
    problems = list(table.problems)
    originals: dict[str, Original] = {}
    first_lines: dict[str, int] = {}
    for row in table.rows:
        try:
            claim = Claim.model_validate(row.filled(), context=zone)
        except ValidationError as error:
            problems += row_problems(error, path.name, row)
        else:
            originals[claim.id] = Original(claim, row)
        problems += _repeated_id(row, first_lines, path.name)
    if problems:
        count = f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"
        raise LedgerError(f"{path.name} has {count}:", problems)
    layout = Layout(table.columns, table.head, table.tail, originals)
    return Ledger(tuple(original.claim for original in originals.values()), layout)


def write_ledger(ledger: Ledger, path: Path) -> None:
    """Write a ledger; rows that were read and not changed keep their text byte for byte.

    The file is replaced whole or not at all.

    Raises
    ------
    LedgerError
        When the file cannot be written.
    """
    try:
        replace_text(path, ledger.layout.render(ledger.claims))
    except OSError as fault:
        problem = Problem(path.name, 0, 0, "", str(fault.strerror).lower(), "a file to write to")
        raise LedgerError("the ledger cannot be written:", [problem]) from fault


def _repeated_id(row: Row, first_lines: dict[str, int], file: str) -> list[Problem]:
    id = row.cells["id"]
    if not id or first_lines.setdefault(id, row.line) == row.line:
        return []
    expected = f"an id used once (line {first_lines[id]} has it too)"
    return [Problem(file, row.line, 0, "id", repr(id), expected)]


def _rival_window(kind: Kind) -> timedelta:
    return SLOW_RIVAL_WINDOW if kind in SLOW_KINDS else RIVAL_WINDOW


def _check_aware(time: datetime) -> None:
    if time.utcoffset() is None:
        expected = "a time with its offset from UTC, such as 2023-09-24T22:00+04:00"
        raise AsOfError("the time has no zone:", [_problem("", time.isoformat(), expected)])


def _problem(field: str, found: str, expected: str) -> Problem:
    return Problem(LEDGER_FILE, 0, 0, field, found, expected)
