"""How past forecasts did, as it is answered."""

from datetime import datetime

from corridor.app.shapes.common import Shape
from corridor.app.shapes.runs import OutcomeShape


class ScoreShape(Shape):
    """Means over the numbers that one forecaster forecast, in people."""

    name: str
    rows: int
    crps: float
    wis: float
    spread: float
    underprediction: float
    overprediction: float
    coverage: dict[str, float]
    """Share of the counts inside each central interval."""


class RivalShape(ScoreShape):
    """A baseline, and the skill of the model against it: above 0 the model is better."""

    skill: float


class BlockShape(Shape):
    """Scores of one quantity at one horizon: each place by itself, or all together."""

    scenario: str
    variable: str
    part: str
    horizon_hours: float
    origins: int
    model: ScoreShape
    rivals: tuple[RivalShape, ...]
    best: str | None


class BacktestShape(Shape):
    """A backtest."""

    id: str
    created: datetime
    members: int
    seed: int
    origins: tuple[datetime, ...]
    horizons_hours: tuple[float, ...]
    blocks: tuple[BlockShape, ...]


class SkillShape(Shape):
    """How past forecasts of a scenario did."""

    scenario: str
    backtests: tuple[BacktestShape, ...]
    runs: tuple[OutcomeShape, ...]
    """Earlier runs beside the counts that came after them, those of the scenario as it is now
    included."""
