"""How past forecasts of a scenario did."""

from fastapi import APIRouter

from corridor.app.context import Here, ScenarioId
from corridor.app.errors import answers
from corridor.app.shapes.skill import SkillShape
from corridor.app.skill import skill_shape

router = APIRouter(tags=["skill"])


@router.get("/scenarios/{scenario}/skill", responses=answers())
def read_skill(scenario: ScenarioId, here: Here) -> SkillShape:
    """Backtests of a scenario beside baselines, and its runs against counts that came later."""
    return skill_shape(here, scenario)
