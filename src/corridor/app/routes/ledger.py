"""The ledger of a scenario: claims, rivals, decisions and their history."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, cast

from fastapi import APIRouter, Query, Request, Response

from corridor.app.context import Here, ScenarioId, Seen, tag
from corridor.app.describing import step_shapes
from corridor.app.errors import CHANGES, ApiError, answers, first_line
from corridor.app.security import who
from corridor.app.shapes.evidence import (
    Correction,
    CountOfClaim,
    HistoryShape,
    Id,
    Ids,
    LedgerShape,
    Record,
    Rejection,
    RivalsShape,
    StepDone,
    UndoWanted,
    Use,
)
from corridor.errors import ConflictError
from corridor.evidence.rivals import HOW_POOLED, all_rivals, rivals_of, side_by_side
from corridor.review.as_json import found_as_json, rivals_as_json, trace_as_json
from corridor.review.count import add_count, doubts_of_count
from corridor.review.decide import accept, edit, reject
from corridor.review.desk import open_desk
from corridor.review.entry import Entry
from corridor.review.trace import trace
from corridor.review.undo import redo, undo
from corridor.review.use import doubts_of_use, use

router = APIRouter(prefix="/scenarios/{scenario}/ledger", tags=["ledger"])

_STEP = answers(*CHANGES, 409, 428, 503)

Filter = Annotated[str | None, Query(max_length=128)]


@router.get("", responses=answers())
def read_ledger(  # noqa: PLR0913, PLR0917 - one for each limit
    scenario: ScenarioId,
    response: Response,
    here: Here,
    status: Filter = None,
    kind: Filter = None,
    place: Filter = None,
    document: Filter = None,
) -> LedgerShape:
    """Claims and proposed rows, all or those that fit."""
    desk = open_desk(here.home.scenario(scenario).folder)
    given = {"status": status, "kind": kind, "place": place, "document": document}
    wanted = {name: text for name, text in given.items() if text is not None}
    records = [found_as_json(one) for one in desk.found]
    fits = [one for one in records if all(one.get(key) == text for key, text in wanted.items())]
    tag(response, len(desk.entries))
    return LedgerShape(
        version=len(desk.entries),
        claims=tuple(_record(one) for one in fits if "table" not in one),
        rows=tuple(_record(one) for one in fits if "table" in one),
    )


@router.get("/rivals", responses=answers())
def read_rivals(
    scenario: ScenarioId, here: Here, id: Annotated[list[Id] | None, Query(max_length=100)] = None
) -> RivalsShape:
    """Claims about one thing side by side, and the ranges that they give."""
    desk = open_desk(here.home.scenario(scenario).folder)
    if id:
        groups = [side_by_side(desk.ledger, id) if len(id) > 1 else rivals_of(desk.ledger, id[0])]
    else:
        groups = list(all_rivals(desk.ledger))
    return RivalsShape(
        version=len(desk.entries),
        how=HOW_POOLED,
        groups=tuple(_record(rivals_as_json(group)) for group in groups),
    )


@router.get("/history", responses=answers())
def read_history(scenario: ScenarioId, here: Here, id: Filter = None) -> HistoryShape:
    """The steps that were made, all or those about one claim or row."""
    desk = open_desk(here.home.scenario(scenario).folder)
    wanted = [entry for entry in desk.entries if id is None or id in entry.ids]
    return HistoryShape(version=len(desk.entries), entries=step_shapes(desk.entries, wanted))


@router.get("/claims/{claim}", responses=answers())
def read_claim(scenario: ScenarioId, claim: Id, here: Here) -> Record:
    """All that is known of one claim or proposed row: sentence, decisions, rivals, uses."""
    desk = open_desk(here.home.scenario(scenario).folder)
    return _record(trace_as_json(trace(desk, claim)))


@router.post("/accept", responses=_STEP)
def accept_claims(
    scenario: ScenarioId, body: Ids, seen: Seen, request: Request, here: Here
) -> StepDone:
    """Accept claims, and proposed rows, which are then added to their tables."""
    folder, by = here.home.own_scenario(scenario).folder, who(request)
    return make_step(folder, lambda: accept(folder, body.ids, by=by, seen=seen))


@router.post("/reject", responses=_STEP)
def reject_claims(
    scenario: ScenarioId, body: Rejection, seen: Seen, request: Request, here: Here
) -> StepDone:
    """Reject claims and proposed rows, with a reason."""
    folder, by = here.home.own_scenario(scenario).folder, who(request)
    return make_step(folder, lambda: reject(folder, body.ids, body.reason, by=by, seen=seen))


@router.post("/edit", responses=_STEP)
def edit_claim(
    scenario: ScenarioId, body: Correction, seen: Seen, request: Request, here: Here
) -> StepDone:
    """Put other texts into fields of a claim or proposed row."""
    folder, by = here.home.own_scenario(scenario).folder, who(request)
    return make_step(folder, lambda: edit(folder, body.id, body.fields, by=by, seen=seen))


@router.post("/use", responses=_STEP)
def use_claims(
    scenario: ScenarioId, body: Use, seen: Seen, request: Request, here: Here
) -> StepDone:
    """Let a number of the scenario rest on claims."""
    folder, by = here.home.own_scenario(scenario).folder, who(request)
    done = make_step(folder, lambda: use(folder, body.ids, body.address, by=by, seen=seen))
    notes = tuple(doubts_of_use(open_desk(folder), body.ids, body.address))
    return done.model_copy(update={"notes": notes})


@router.post("/count", responses=_STEP)
def count_claim(
    scenario: ScenarioId, body: CountOfClaim, seen: Seen, request: Request, here: Here
) -> StepDone:
    """Add an accepted claim to the counts that the forecast is compared with."""
    folder, by = here.home.own_scenario(scenario).folder, who(request)
    done = make_step(
        folder,
        lambda: add_count(
            folder, body.id, place=body.place, measure=body.measure, by=by, seen=seen
        ),
    )
    doubts = doubts_of_count(open_desk(folder).ledger.get(body.id))
    return done.model_copy(update={"notes": doubts})


@router.post("/undo", responses=_STEP)
def undo_step(
    scenario: ScenarioId, body: UndoWanted, seen: Seen, request: Request, here: Here
) -> StepDone:
    """Take a step back: the last that is in effect, or the one with this version."""
    folder, by = here.home.own_scenario(scenario).folder, who(request)
    return make_step(folder, lambda: undo(folder, body.version, by=by, seen=seen))


@router.post("/redo", responses=_STEP)
def redo_step(scenario: ScenarioId, seen: Seen, request: Request, here: Here) -> StepDone:
    """Make the step again that was taken back last."""
    folder, by = here.home.own_scenario(scenario).folder, who(request)
    return make_step(folder, lambda: redo(folder, by=by, seen=seen))


def make_step(folder: Path, make: Callable[[], Entry]) -> StepDone:
    """Make a step; a conflict is answered with the version that there is now."""
    try:
        entry = make()
    except ConflictError as error:
        version = len(open_desk(folder).entries)
        raise ApiError(
            409, first_line(error), problems=error.problems, current_version=version
        ) from None
    entries: Sequence[Entry] = open_desk(folder).entries
    return StepDone(version=entry.version, entry=step_shapes(entries, [entry])[0])


def _record(document: dict[str, object]) -> Record:
    return cast("Record", document)
