"""What the charts of a backtest show, as plain data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

import numpy as np

from corridor.backtest import MODEL, Block, Row, Score
from corridor.backtest.summary import Part
from corridor.levels import HUB_LEVELS
from corridor.units import Floats

#: Spread, underprediction and overprediction.
Shares: TypeAlias = tuple[float, float, float]


@dataclass(frozen=True)
class SkillLine:
    """Skill against the best baseline by horizon, of a scenario or the mean of several."""

    name: str
    skill: Mapping[timedelta, float]
    is_mean: bool


@dataclass(frozen=True)
class Calibration:
    """For each hub level, the share of counts that lay at or below that quantile."""

    horizon: timedelta
    rows: int
    levels: Floats
    below: Floats


@dataclass(frozen=True)
class Parts:
    """Parts of the weighted interval score, as shares of that of the best baseline."""

    horizon: timedelta
    model: Shares
    best: Shares


def headline(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Of each scenario the blocks of one part: the places one by one, or what is alone."""
    part: dict[tuple[str, str], Part] = {}
    for block in blocks:
        key = (block.scenario, block.variable)
        part[key] = "places" if "places" in (part.get(key), block.part) else "total"
    return tuple(block for block in blocks if block.part == part[block.scenario, block.variable])


def skill_lines(blocks: Sequence[Block]) -> tuple[SkillLine, ...]:
    """A line for each scenario and quantity, and the mean of all if there are several."""
    lines: dict[tuple[str, str], dict[timedelta, float]] = {}
    for block in blocks:
        if block.best is not None:
            key = (block.scenario, block.variable)
            lines.setdefault(key, {})[block.horizon] = block.best.skill
    several = len({variable for _, variable in lines}) > 1
    made = [
        SkillLine(f"{name}, {variable}" if several else name, skills, is_mean=False)
        for (name, variable), skills in lines.items()
    ]
    if len(made) > 1:
        mean: dict[timedelta, list[float]] = {}
        for line in made:
            for horizon, value in line.skill.items():
                mean.setdefault(horizon, []).append(value)
        average = {horizon: float(np.mean(mean[horizon])) for horizon in sorted(mean)}
        made.append(SkillLine("mean", average, is_mean=True))
    return tuple(made)


def calibrations(rows: Iterable[Row], blocks: Iterable[Block]) -> Iterator[Calibration]:
    """By horizon, over all counts that the blocks speak of."""
    wanted = {(block.scenario, block.variable, block.part == "total") for block in blocks}
    found: dict[timedelta, list[Row]] = {}
    rows = [row for row in rows if row.forecaster == MODEL]
    several = {(row.scenario, row.variable) for row in rows if row.place == "total"}
    for row in rows:
        whole = row.place == "total" or (row.scenario, row.variable) not in several
        if (row.scenario, row.variable, whole) in wanted:
            found.setdefault(row.horizon, []).append(row)
    for horizon, own in sorted(found.items()):
        quantiles = np.array([row.quantiles for row in own])
        truth = np.array([[row.observed] for row in own])
        below = (truth <= quantiles).mean(axis=0)
        yield Calibration(horizon, len(own), np.array(HUB_LEVELS), below)


def parts(blocks: Iterable[Block]) -> Iterator[Parts]:
    """By horizon, means over scenarios; each is first divided by its best baseline's score."""
    found: dict[timedelta, list[tuple[Shares, Shares]]] = {}
    for block in blocks:
        best = block.best
        if best is not None and best.score.wis > 0:
            pair = (_shares(block.model, best.score.wis), _shares(best.score, best.score.wis))
            found.setdefault(block.horizon, []).append(pair)
    for horizon, pairs in sorted(found.items()):
        model, best_parts = np.mean(pairs, axis=0).tolist()
        yield Parts(horizon, tuple(model), tuple(best_parts))


def _shares(score: Score, whole: float) -> Shares:
    return (
        score.spread / whole,
        score.underprediction / whole,
        score.overprediction / whole,
    )
