"""One origin of a backtest: forecast from what was known, then score against all counts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple, TypeAlias

import numpy as np

from corridor.backtest.members import counted_by_place
from corridor.backtest.rivals import rivals
from corridor.backtest.row import MODEL, Row
from corridor.forecast import Forecast, make_forecast, median_of, quantiles
from corridor.levels import HUB_LEVELS
from corridor.observe import Variable
from corridor.observe.target import TOTAL, Observed, Target, find_targets, observed
from corridor.scenario import Scenario
from corridor.score import crps, crps_log, energy_score, pit
from corridor.simulate import Threads
from corridor.units import Floats

_DAY = timedelta(days=1)

#: Quantiles that stand for the distribution of a baseline as members do for that of the model, so
#: that both are scored by the same function.
_EVEN_LEVELS = (np.arange(199) + 0.5) / 199


@dataclass(frozen=True)
class Setup:
    """What all origins of a backtest have in common."""

    horizons: tuple[timedelta, ...]
    members: int
    seed: int


class Distribution(NamedTuple):
    """A forecast of one number at each horizon.

    ``sample`` has the shape (member, horizon); ``quantiles`` are at the hub levels, (level,
    horizon).
    """

    sample: Floats
    quantiles: Floats


#: Forecasts by forecaster, for one place or for all together.
Forecasters: TypeAlias = Mapping[str, Distribution]


def run_origin(scenario: Scenario, origin: datetime, setup: Setup) -> tuple[Row, ...]:
    """Every forecast made at one origin, scored against all counts of the scenario.

    What forecasts is given ``scenario.as_of(origin)`` and nothing else of the scenario but the ids
    of the places that are scored.
    """
    known = scenario.as_of(origin)
    targets = find_targets(scenario, scenario.counts)
    places = {target.variable: tuple(target.places) for target in targets}
    rooms = {place.id: median_of(known, place.room) for place in known.places}
    rows: list[Row] = []
    for target, by_place in zip(targets, predict(known, setup, places), strict=True):
        for number, horizon in enumerate(setup.horizons):
            seen = _seen(scenario, target, origin, horizon)
            blank = _blank(scenario, target, origin, horizon)
            rows += _rows(blank, by_place, seen, rooms, number)
    return tuple(rows)


def predict(
    known: Scenario, setup: Setup, places: Mapping[Variable, tuple[str, ...]]
) -> tuple[Mapping[str, Forecasters], ...]:
    """The forecasts by the model and by the baselines, from a scenario cut at the origin.

    Parameters
    ----------
    known : Scenario
        As of the origin: :attr:`~corridor.scenario.Scenario.known_at`.
    setup : Setup
    places : mapping
        Places that are scored, by variable.

    Returns
    -------
    tuple of mapping
        For each variable the forecasts by place, and by :data:`corridor.backtest.TOTAL` if there
        are several.
    """
    origin = known.default_as_of
    longest = -(-max(setup.horizons) // _DAY)
    forecast = make_forecast(
        known.model_copy(update={"horizon_days": longest}),
        as_of=origin,
        members=setup.members,
        seed=setup.seed,
        # Origins run side by side.
        executor=Threads(1),
    )
    times = [origin + horizon for horizon in setup.horizons]
    ahead = np.array([horizon / _DAY for horizon in setup.horizons])
    baselines = {
        target.variable: _baselines(known, target, origin, ahead)
        for target in find_targets(known, known.counts)
    }
    return tuple(
        {
            place: {MODEL: made, **baselines.get(variable, {}).get(place, {})}
            for place, made in _model(forecast, variable, ids, times).items()
        }
        for variable, ids in places.items()
    )


def _model(
    forecast: Forecast, variable: Variable, ids: tuple[str, ...], times: list[datetime]
) -> dict[str, Distribution]:
    samples = counted_by_place(forecast, variable, ids, times)
    return {
        place: Distribution(sample, quantiles(sample, HUB_LEVELS))
        for place, sample in samples.items()
    }


def _baselines(
    known: Scenario, target: Target, origin: datetime, ahead: Floats
) -> dict[str, dict[str, Distribution]]:
    levels = np.concatenate([HUB_LEVELS, _EVEN_LEVELS])
    return {
        place: {
            name: Distribution(made[len(HUB_LEVELS) :], made[: len(HUB_LEVELS)])
            for name, made in named.items()
        }
        for place, named in rivals(known, target, origin, ahead, levels).items()
    }


def _seen(
    scenario: Scenario, target: Target, origin: datetime, horizon: timedelta
) -> dict[str, Observed]:
    """People counted at each place and in all, nan where nobody knows."""
    day = (origin + horizon - scenario.start) / _DAY
    seen = {place: observed(series, day) for place, series in target.places.items()}
    if len(seen) == 1:
        return seen
    people, gaps = np.array(list(seen.values())).T
    return seen | {TOTAL: Observed(float(people.sum()), float(gaps.max()))}


def _blank(scenario: Scenario, target: Target, origin: datetime, horizon: timedelta) -> Row:
    return Row(
        scenario=scenario.name,
        origin=origin,
        variable=target.variable,
        place="",
        horizon=horizon,
        forecaster="",
        observed=np.nan,
        gap=np.nan,
        crps=np.nan,
        crps_log=np.nan,
        pit=np.nan,
        room=np.nan,
        chance=np.nan,
        energy=np.nan,
        quantiles=(),
    )


def _rows(
    blank: Row,
    by_place: Mapping[str, Forecasters],
    seen: Mapping[str, Observed],
    rooms: Mapping[str, float],
    number: int,
) -> Iterator[Row]:
    """Rows of one horizon, by its number, for every place and forecaster."""
    for place, forecasters in by_place.items():
        if np.isnan(seen[place].people):
            continue
        for name, made in forecasters.items():
            people, gap = seen[place]
            row = blank._replace(place=place, forecaster=name, observed=people, gap=gap)
            row = _scored(row, made.sample[:, number], made.quantiles[:, number])
            room = rooms.get(place, np.inf)
            if np.isfinite(room):
                chance = float((made.sample[:, number] > room).mean())
                row = row._replace(room=room, chance=chance)
            if (place, name) == (TOTAL, MODEL):
                row = row._replace(energy=_energy(by_place, seen, number))
            yield row


def _scored(row: Row, sample: Floats, quantiles: Floats) -> Row:
    ensemble, truth = sample[:, np.newaxis], np.array([row.observed])
    return row._replace(
        crps=float(crps(ensemble, truth)[0]),
        crps_log=float(crps_log(ensemble, truth)[0]),
        pit=float(pit(ensemble, truth)[0]),
        quantiles=tuple(quantiles.tolist()),
    )


def _energy(
    by_place: Mapping[str, Forecasters], seen: Mapping[str, Observed], number: int
) -> float:
    places = [place for place in by_place if place != TOTAL]
    ensemble = np.column_stack([by_place[place][MODEL].sample[:, number] for place in places])
    return energy_score(ensemble, np.array([seen[place].people for place in places]))
