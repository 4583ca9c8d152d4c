"""A finished backtest as a folder: scores, summary, charts, and the hub's files."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corridor.backtest import (
    INTERVALS,
    Block,
    Progress,
    Row,
    Score,
    Setup,
    means,
    run_backtest,
    summarise_rows,
)
from corridor.formats.hubverse import write_hub
from corridor.report.skill import calibrations, headline, parts, skill_lines
from corridor.scenario import Scenario
from corridor.simulate import Executor
from corridor.store import (
    draft_folder,
    new_backtest_path,
    resumable_backtest,
    write_scores,
)
from corridor.table import replace_text

SUMMARY = "summary.json"
HUB = "hub"
FIGURES = "figures"

_HOUR = timedelta(hours=1)


class Backtest(NamedTuple):
    """A finished backtest, its scores put together, and where it stands."""

    rows: tuple[Row, ...]
    blocks: tuple[Block, ...]
    folder: Path


def make_backtest(
    scenarios: Sequence[Scenario],
    origins: Sequence[Sequence[datetime]],
    setup: Setup,
    folder: Path | None = None,
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Backtest:
    """Run a backtest and write its folder, which appears only when it is whole.

    If it is interrupted, a call with the same scenarios and setup goes on from there.

    Parameters
    ----------
    folder : Path, optional
        Default: a new one under ``runs``.
    scenarios, origins, setup, executor, progress
        As in :func:`corridor.backtest.run_backtest`.

    Raises
    ------
    InputError
        As :func:`corridor.backtest.run_backtest`; OptionError if the folder exists already.
    RunError
        If it cannot be written to the end.
    """
    path = new_backtest_path(scenarios) if folder is None else folder
    with resumable_backtest(scenarios, setup, path) as shelf:
        rows = run_backtest(
            scenarios, origins, setup, executor=executor, shelf=shelf, progress=progress
        )
        blocks = summarise_rows(rows)
        with draft_folder(path) as draft:
            write_scores(scenarios, origins, setup, rows, draft)
            replace_text(draft / SUMMARY, json.dumps(summary(blocks), indent=2) + "\n")
            zones = {scenario.name: scenario.zone for scenario in scenarios}
            write_hub(rows, zones, draft / HUB)
            (draft / FIGURES).mkdir()
            for name, figure in draw_backtest(rows, blocks).items():
                replace_text(draft / FIGURES / f"{name}.svg", figure)
    return Backtest(rows, blocks, path)


def draw_backtest(rows: Iterable[Row], blocks: Sequence[Block]) -> Mapping[str, str]:
    """The charts by name, each an SVG file."""
    # Imported only now: matplotlib takes a second to load.
    from corridor.report.figures.skill import draw_calibration, draw_parts, draw_skill

    shown = headline(blocks)
    if not any(block.best for block in shown):
        return {}
    return {
        "skill": draw_skill(skill_lines(shown)),
        "calibration": draw_calibration(tuple(calibrations(rows, shown))),
        "wis": draw_parts(tuple(parts(shown))),
    }


def summary(blocks: Iterable[Block]) -> dict[str, object]:
    """The scores put together, for other programs; numbers are in people unless named else."""
    blocks = list(blocks)
    return {
        "blocks": [_block(block) for block in blocks],
        "means_over_scenarios": [
            {
                "part": mean.part,
                "horizon_hours": mean.horizon / _HOUR,
                "scenarios": mean.scenarios,
                "skill_against_best": _plain(mean.skill),
                "skill_log_against_best": _plain(mean.skill_log),
                "coverage": _coverage(mean.coverage),
            }
            for mean in means(blocks)
        ],
    }


def _block(block: Block) -> dict[str, object]:
    best = block.best
    return {
        "scenario": block.scenario,
        "variable": block.variable,
        "part": block.part,
        "horizon_hours": block.horizon / _HOUR,
        "origins": block.origins,
        "model": _score(block.model),
        "energy_score": block.energy,
        "best_baseline": None if best is None else best.score.forecaster,
        "baselines": [
            {
                **_score(rival.score),
                "skill_of_model": _plain(rival.skill),
                "skill_log_of_model": _plain(rival.skill_log),
            }
            for rival in block.rivals
        ],
    }


def _score(score: Score) -> dict[str, object]:
    return {**asdict(score), "coverage": _coverage(score.coverage)}


def _coverage(shares: Sequence[float]) -> dict[str, float]:
    return {f"{level:g}": share for level, share in zip(INTERVALS, shares, strict=True)}


def _plain(number: float) -> float | None:
    """JSON has no infinity."""
    return number if np.isfinite(number) else None
