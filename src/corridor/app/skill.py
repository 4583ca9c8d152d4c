"""How past forecasts of a scenario did, as it is answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from corridor.app.context import Context
from corridor.app.shapes.runs import OutcomeShape
from corridor.app.shapes.skill import (
    BacktestShape,
    BlockShape,
    RivalShape,
    ScoreShape,
    SkillShape,
)
from corridor.app.showing import outcome_shape
from corridor.backtest import INTERVALS, Block, Rival, Score, summarise_rows
from corridor.errors import CorridorError
from corridor.forecast import make_later_counts
from corridor.scenario import Scenario
from corridor.store import read_backtest, read_manifest

#: So many earlier runs are told of.
_MOST_RUNS = 20


def skill_shape(here: Context, id: str) -> SkillShape:
    """How past forecasts of a scenario did: its backtests, and its runs against later counts."""
    scenario = here.home.load(id)
    return SkillShape(
        scenario=scenario.name,
        backtests=tuple(_backtests(here, scenario.name)),
        runs=tuple(_outcomes(here, scenario)),
    )


def _backtests(here: Context, name: str) -> Iterator[BacktestShape]:
    for folder in here.home.backtests():
        try:
            manifest, rows = read_backtest(folder)
        except CorridorError:
            continue
        about = next((one for one in manifest.scenarios if one.name == name), None)
        if about is not None:
            own = [row for row in rows if row.scenario == name]
            yield BacktestShape(
                id=folder.name,
                created=manifest.created,
                members=manifest.members,
                seed=manifest.seed,
                origins=about.origins,
                horizons_hours=manifest.horizons_hours,
                blocks=tuple(map(_block, summarise_rows(own))),
            )


def _block(block: Block) -> BlockShape:
    return BlockShape(
        scenario=block.scenario,
        variable=block.variable,
        part=block.part,
        horizon_hours=block.horizon / timedelta(hours=1),
        origins=block.origins,
        model=_score(block.model),
        rivals=tuple(map(_rival, block.rivals)),
        best=block.best.score.forecaster if block.best else None,
    )


def _score(score: Score) -> ScoreShape:
    coverage = zip(INTERVALS, score.coverage, strict=True)
    return ScoreShape(
        name=score.forecaster,
        rows=score.rows,
        crps=score.crps,
        wis=score.wis,
        spread=score.spread,
        underprediction=score.underprediction,
        overprediction=score.overprediction,
        coverage={f"{level:g}": share for level, share in coverage},
    )


def _rival(rival: Rival) -> RivalShape:
    fields = {name: getattr(_score(rival.score), name) for name in ScoreShape.model_fields}
    return RivalShape(**fields, skill=rival.skill)


def _outcomes(here: Context, scenario: Scenario) -> Iterator[OutcomeShape]:
    """Earlier runs beside the counts that the scenario has now, also those added since."""
    told = 0
    for folder in here.home.run_folders():
        try:
            if read_manifest(folder).scenario != scenario.name:
                continue
            forecast = here.views.forecast(folder.name)
            later = make_later_counts(scenario, forecast.as_of)
            made = outcome_shape(folder.name, replace(forecast, later_counts=later))
        except CorridorError:
            continue
        if made.rows:
            told += 1
            yield made
        if told >= _MOST_RUNS:
            return
