"""The rows of a backtest put together: how good the model is, beside each baseline."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, NamedTuple, TypeAlias

import numpy as np

from corridor.backtest.row import MODEL, Row
from corridor.levels import HUB_LEVELS
from corridor.observe import Variable
from corridor.observe.target import TOTAL
from corridor.score import averaged_relative_difference, brier, interval_covers, skill, wis
from corridor.units import Floats

#: Central intervals whose coverage is given.
INTERVALS = (0.5, 0.8, 0.95)

#: A baseline that forecast less than this share of what the model did is no candidate for the best.
_LEAST_SHARE = 0.75

#: What is scored: each place by itself, or all together. A place that is alone is all.
Part: TypeAlias = Literal["places", "total"]

_LEVELS = np.array(HUB_LEVELS)
_MEDIAN = HUB_LEVELS.index(0.5)


@dataclass(frozen=True)
class Score:
    """Means over the rows of one forecaster, in people where nothing else is said.

    Attributes
    ----------
    forecaster : str
    rows : int
        How many numbers it forecast that were counted.
    crps, wis, spread, underprediction, overprediction : float
    crps_log : float
        On the scale ``log(1 + x)``.
    coverage : tuple of float
        Shares of the rows within the central intervals of :data:`INTERVALS`.
    brier : float or None
        Of the chance that a place exceeds its room; None where no room is known.
    split : float or None
        Averaged relative difference of the medians, scaled to the total that was counted: how wrong
        the split over places was, in the peer's measure. Over origins at which every place was
        counted; None where there is one place, or no such origin.
    """

    forecaster: str
    rows: int
    crps: float
    crps_log: float
    wis: float
    spread: float
    underprediction: float
    overprediction: float
    coverage: tuple[float, ...]
    brier: float | None
    split: float | None


@dataclass(frozen=True)
class Rival:
    """A baseline, and the skill of the model against it on the rows that both have."""

    score: Score
    skill: float
    skill_log: float


@dataclass(frozen=True)
class Block:
    """One horizon of one quantity in one scenario.

    Attributes
    ----------
    scenario : str
    variable : str
    part : str
    horizon : timedelta
    origins : int
        From how many origins there was something to score.
    model : Score
    rivals : tuple of Rival
    energy : float or None
        Mean energy score of all places together, in the block of their total.
    """

    scenario: str
    variable: Variable
    part: Part
    horizon: timedelta
    origins: int
    model: Score
    rivals: tuple[Rival, ...]
    energy: float | None

    @property
    def best(self) -> Rival | None:
        """The baseline that is hardest to beat, among those that forecast about as often."""
        often = [r for r in self.rivals if r.score.rows >= _LEAST_SHARE * self.model.rows]
        return min(often, key=lambda rival: rival.skill, default=None)


class _Group(NamedTuple):
    scenario: str
    variable: Variable
    part: Part
    horizon: timedelta


def summarise_rows(rows: Iterable[Row]) -> tuple[Block, ...]:
    """Scores by scenario, quantity, part and horizon, in the order of the rows."""
    groups: dict[_Group, list[Row]] = {}
    rows = list(rows)
    several = {(row.scenario, row.variable) for row in rows if row.place == TOTAL}
    for row in rows:
        is_whole = row.place == TOTAL or (row.scenario, row.variable) not in several
        part: Part = "total" if is_whole else "places"
        group = _Group(row.scenario, row.variable, part, row.horizon)
        groups.setdefault(group, []).append(row)
    order: dict[tuple[str, Variable], int] = {}
    for group in groups:
        order.setdefault((group.scenario, group.variable), len(order))
    ordered = sorted(groups, key=lambda g: (order[g.scenario, g.variable], g.part, g.horizon))
    return tuple(_block(group, groups[group]) for group in ordered)


def _block(group: _Group, rows: Sequence[Row]) -> Block:
    by_forecaster: dict[str, dict[tuple[datetime, str], Row]] = {}
    for row in rows:
        by_forecaster.setdefault(row.forecaster, {})[row.origin, row.place] = row
    model = by_forecaster.pop(MODEL)
    places = len({place for _, place in model})
    energies = [row.energy for row in model.values() if np.isfinite(row.energy)]
    return Block(
        *group,
        origins=len({origin for origin, _ in model}),
        model=_score(MODEL, list(model.values()), places),
        rivals=tuple(
            _rival(name, model, baseline, places)
            for name, baseline in sorted(by_forecaster.items())
        ),
        energy=float(np.mean(energies)) if energies else None,
    )


def _rival(
    name: str,
    model: dict[tuple[datetime, str], Row],
    baseline: dict[tuple[datetime, str], Row],
    places: int,
) -> Rival:
    pairs = [(model[key], row) for key, row in baseline.items()]
    return Rival(
        score=_score(name, list(baseline.values()), places),
        skill=skill(_mean(one.crps for one, _ in pairs), _mean(other.crps for _, other in pairs)),
        skill_log=skill(
            _mean(one.crps_log for one, _ in pairs), _mean(other.crps_log for _, other in pairs)
        ),
    )


def _score(name: str, rows: Sequence[Row], places: int) -> Score:
    quantiles = np.array([row.quantiles for row in rows]).T
    truth = np.array([row.observed for row in rows])
    total, *parts = wis(quantiles, _LEVELS, truth)
    spread, under, over = (float(part.mean()) for part in parts)
    return Score(
        forecaster=name,
        rows=len(rows),
        crps=_mean(row.crps for row in rows),
        crps_log=_mean(row.crps_log for row in rows),
        wis=float(total.mean()),
        spread=spread,
        underprediction=under,
        overprediction=over,
        coverage=tuple(
            float(interval_covers(quantiles, _LEVELS, truth, level=level).mean())
            for level in INTERVALS
        ),
        brier=_brier(rows),
        split=_split(rows, places),
    )


def _brier(rows: Sequence[Row]) -> float | None:
    limited = [row for row in rows if np.isfinite(row.room)]
    if not limited:
        return None
    chance = np.array([row.chance for row in limited])
    happened = np.array([row.observed > row.room for row in limited])
    return float(brier(chance, happened).mean())


def _split(rows: Sequence[Row], places: int) -> float | None:
    by_origin: dict[datetime, list[Row]] = {}
    for row in rows:
        by_origin.setdefault(row.origin, []).append(row)
    whole = [own for own in by_origin.values() if len(own) == places]
    if places < 2 or not whole:
        return None
    medians = np.array([[row.quantiles[_MEDIAN] for row in own] for own in whole])
    truth = np.array([[row.observed for row in own] for own in whole])
    return averaged_relative_difference(medians, truth, rescaled=True)


def _mean(values: Iterable[float]) -> float:
    return float(np.mean(list(values)))


@dataclass(frozen=True)
class Mean:
    """Means over scenarios that are given the same weight, for one part and horizon."""

    part: Part
    horizon: timedelta
    scenarios: int
    skill: float
    skill_log: float
    coverage: tuple[float, ...]


def means(blocks: Iterable[Block]) -> Iterator[Mean]:
    """Means over scenarios of the skill against the best baseline, and of coverage."""
    groups: dict[tuple[Part, timedelta], list[tuple[Block, Rival]]] = {}
    for block in blocks:
        if block.best is not None:
            groups.setdefault((block.part, block.horizon), []).append((block, block.best))
    for (part, horizon), found in sorted(groups.items()):
        yield Mean(
            part,
            horizon,
            scenarios=len({block.scenario for block, _ in found}),
            skill=_mean(best.skill for _, best in found),
            skill_log=_mean(best.skill_log for _, best in found),
            coverage=tuple(np.mean([block.model.coverage for block, _ in found], axis=0).tolist()),
        )


def pit_values(rows: Iterable[Row], forecaster: str = MODEL) -> Floats:
    """Where each count fell in the forecasts of one forecaster, shape (row,)."""
    return np.array([row.pit for row in rows if row.forecaster == forecaster])
