"""Tables, numbers and settings of a scenario, changed by a person."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from corridor.app.context import Here, ScenarioId, seen_version, tag
from corridor.app.errors import CHANGES, answers
from corridor.app.routes.ledger import make_step
from corridor.app.security import who
from corridor.app.shapes.common import problem_shape
from corridor.app.shapes.tables import (
    FieldShape,
    SettingShape,
    TablesChecked,
    TablesGiven,
    TableShape,
    TablesShape,
)
from corridor.review.desk import open_desk
from corridor.review.tables import (
    SETTINGS,
    TABLE_NAMES,
    RowChange,
    change_rows,
    faults_of_change,
    fields_of,
    rows_of,
    settings_of,
)

router = APIRouter(prefix="/scenarios/{scenario}/tables", tags=["tables"])


@router.get("", responses=answers())
def read_tables(scenario: ScenarioId, response: Response, here: Here) -> TablesShape:
    """The tables and settings of a scenario that may be changed, with what each column means."""
    desk = open_desk(here.home.scenario(scenario).folder)
    tag(response, len(desk.entries))
    return TablesShape(
        version=len(desk.entries),
        tables=tuple(
            TableShape.model_validate(
                {
                    "name": name,
                    "fields": [FieldShape(**vars(field)) for field in fields_of(name)],
                    "rows": [dict(row) for row in rows_of(desk, name)],
                }
            )
            for name in TABLE_NAMES
        ),
        settings=tuple(
            SettingShape(name=name, value=value, words=SETTINGS[name])
            for name, value in settings_of(desk).items()
        ),
        problems=tuple(map(problem_shape, desk.problems)),
    )


@router.post("", responses=answers(*CHANGES, 409, 428, 503))
def change_tables(
    scenario: ScenarioId,
    body: TablesGiven,
    request: Request,
    here: Here,
    check: Annotated[bool, Query(description="Only check; write nothing.")] = False,
) -> TablesChecked:
    """Check changes of rows and settings or, without faults, make all of them in one step.

    Making them needs If-Match.
    """
    folder = here.home.own_scenario(scenario).folder
    changes = [RowChange(one.table, one.id, one.cells) for one in body.changes]
    if check:
        problems = tuple(map(problem_shape, faults_of_change(folder, changes, body.settings)))
        version = len(open_desk(folder).entries)
        return TablesChecked(version=version, problems=problems, changed=False)
    seen, by = seen_version(request), who(request)
    step = make_step(folder, lambda: change_rows(folder, changes, body.settings, by=by, seen=seen))
    return TablesChecked(version=step.version, problems=(), changed=True)
