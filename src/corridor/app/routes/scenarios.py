"""Scenarios: which there are, what is in one, and new ones."""

from fastapi import APIRouter, Response

from corridor.app.context import Here, ScenarioId, tag
from corridor.app.describing import scenario_head, scenario_shape
from corridor.app.errors import CHANGES, answers
from corridor.app.shapes.scenarios import (
    ScenarioHead,
    ScenarioList,
    ScenarioShape,
    ScenarioWanted,
)
from corridor.scenario import new_scenario

router = APIRouter(tags=["scenarios"])


@router.get("/scenarios", responses=answers())
def list_scenarios(here: Here) -> ScenarioList:
    """The scenarios of the folder, then the built-in cases."""
    return ScenarioList(scenarios=tuple(map(scenario_head, here.home.scenarios())))


@router.post("/scenarios", status_code=201, responses=answers(*CHANGES))
def make_scenario(body: ScenarioWanted, here: Here) -> ScenarioHead:
    """Make a scenario: a copy of another, the commented starter, or an empty one."""
    like = None if body.like is None else here.home.scenario(body.like).folder
    folder = new_scenario(body.name, here.settings.folder, like=like, empty=body.empty)
    return scenario_head(here.home.scenario(folder.name))


@router.get("/scenarios/{scenario}", responses=answers())
def read_scenario(scenario: ScenarioId, response: Response, here: Here) -> ScenarioShape:
    """A scenario: places, links, timeline, uncertain numbers."""
    shape = scenario_shape(here.home.scenario(scenario))
    tag(response, shape.version)
    return shape
