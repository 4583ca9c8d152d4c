"""Truths drawn from the prior, counted with errors, and forecast again from the counts.

Where a forecast learns as Bayes' rule says, the rank of the truth among its members is uniform:
Talts et al. (2018), "Validating Bayesian inference algorithms with simulation-based calibration",
arXiv:1804.06788.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corridor.forecast import Forecast, make_forecast
from corridor.observe import Moment, reported
from corridor.scenario import Count, load_scenario
from corridor.units import Floats
from tests.counted import counted, write_one_way

#: When totals of arrivals are counted, in hours after the start; the as-of time is the last.
HOURS = (6, 12, 18, 24, 30, 36)

#: What is compared with the truth: numbers of the model, and what came by the end of the run.
NUMBERS = ("people_all", "gate_flow", "leaving_rate", "willing")
LATER = "arrived by the end"


class Learned(NamedTuple):
    """What became of the truths.

    ``ranks`` are where each stands among the members that learned from its counts, 0 to 1, by what
    is compared, shape (truth,); ties are parted at random. ``alarms`` is in how many of the
    forecasts a count was called unlikely or unexplained.
    """

    ranks: Mapping[str, Floats]
    alarms: int


def write_world_to_count(folder: Path) -> Path:
    """The world with one way out, with a count of nobody where the truths will be counted."""
    return write_one_way(folder, {f"at-{hour}": counted(1, hour) for hour in HOURS})


def learn_from_truths(folder: Path, *, truths: int, members: int) -> Learned:
    """Draw truths, count them, and forecast from their counts.

    Parameters
    ----------
    folder : Path
        Of the scenario by :func:`write_world_to_count`.
    truths : int
    members : int
        Of each forecast.
    """
    world = load_scenario(folder)
    prior = make_forecast(world, members=truths, seed=20_301, update=False)
    values = _counted(prior)
    truth = _compared(prior)
    rng = np.random.default_rng(1)
    ranks: dict[str, list[float]] = {name: [] for name in truth}
    alarms = 0
    for number in range(truths):
        known = world.model_copy(update={"counts": _with_values(world.counts, values[number])})
        made = make_forecast(known, members=members, seed=1 + number)
        alarms += made.update is not None and bool(made.update.unlikely + made.update.unexplained)
        for name, drawn in _compared(made).items():
            below = float((drawn < truth[name][number]).mean())
            tied = float((drawn == truth[name][number]).mean())
            ranks[name].append(below + tied * rng.uniform())
    return Learned({name: np.array(found) for name, found in ranks.items()}, alarms)


def _counted(prior: Forecast) -> Floats:
    """What is counted of each truth, shape (truth, count)."""
    empty = prior.scenario.model_copy(update={"counts": ()})
    moments = [Moment("arrivals", "entry", 0.0, float(hour)) for hour in HOURS]
    return reported(empty, prior.ensemble, moments, seed=7)


def _with_values(counts: Sequence[Count], values: Floats) -> tuple[Count, ...]:
    by_time = sorted(counts, key=lambda count: count.held.end)
    return tuple(
        count.model_copy(update={"value": round(value)})
        for count, value in zip(by_time, values, strict=True)
    )


def _compared(made: Forecast) -> dict[str, Floats]:
    draws, labels = made.ensemble["parameter_draws"], made.ensemble.labels["parameter"]
    column = {str(label): number for number, label in enumerate(labels)}
    found = {name: draws[:, column[name]].astype(np.float64) for name in NUMBERS}
    return {**found, LATER: made.ensemble["crossed"][:, -1].astype(np.float64)}
