"""What would be counted of a forecast: its members with the errors that counts have."""

from collections.abc import Sequence

import numpy as np
from scipy import linalg, special

from corridor.observe.errors import (
    ErrorModel,
    covariances,
    group_series,
    is_running,
    log_likelihoods,
    make_series,
    rounding_interval,
)
from corridor.observe.numbers import delay_hours, error_model, people_per_unit
from corridor.observe.readings import Moment, Reading, people_at, read_counts
from corridor.parameters import Flow
from corridor.rng import parameter_levels
from corridor.scenario import Scenario
from corridor.simulate import Ensemble
from corridor.units import Counts, Floats


def reported(
    scenario: Scenario, ensemble: Ensemble, moments: Sequence[Moment], *, seed: int
) -> Floats:
    """What would be counted at moments after the known counts, shape (member, moment), in people.

    Where counts of the same are known, the errors to come are drawn together with those that each
    member needs to agree with the known ones: who has more people than were counted has more later
    too, and the next count is off by nearly as much as the last.

    Parameters
    ----------
    scenario : Scenario
        Cut at the as-of time: its counts are those that are known.
    ensemble : Ensemble
        Of that scenario.
    moments : sequence of Moment
        In any order.
    seed : int
        Of the random draws.
    """
    stored = StoredDraws(scenario, ensemble)
    edges = np.concatenate([[0.0], np.cumsum(ensemble.step_hours)])
    delay = delay_hours(scenario, stored)
    known = read_counts(scenario, scenario.counts).used
    model = error_model(scenario)
    made = np.zeros((ensemble.members, len(moments)))
    for columns in _by_place(moments):
        asked = [moments[number] for number in columns]
        own = _series_of(known, asked[0])
        unit = people_per_unit(scenario, stored, own[0].count.unit if own else "people")
        people = people_at(
            [*(one.moment for one in own), *asked],
            ensemble.at,
            edges_hours=edges,
            delay_hours=delay,
        )
        expected = people / unit[:, np.newaxis]
        counts = _with_errors(own, asked, expected, model, seed)
        made[:, columns] = counts * unit[:, np.newaxis]
    return made


class StoredDraws:
    """The draws of an ensemble, by the names of its labels; what is certain has its one value."""

    def __init__(self, scenario: Scenario, ensemble: Ensemble) -> None:
        self._scenario, self._draws = scenario, ensemble["parameter_draws"]
        self._column = {str(name): i for i, name in enumerate(ensemble.labels["parameter"])}

    def has(self, number: Flow, where: str) -> bool:
        """Whether the members have draws of this number."""
        return (self._scenario.parameter_name(number) or where) in self._column

    def draw(self, number: Flow, where: str, /) -> Floats:
        """The members' values, shape (member,)."""
        name = self._scenario.parameter_name(number) or where
        if name in self._column:
            drawn: Floats = self._draws[:, self._column[name]].astype(np.float64)
            return drawn
        return np.full(len(self._draws), self._scenario.median(number))


def _by_place(moments: Sequence[Moment]) -> list[Counts]:
    """Numbers of the moments of each variable and place, in the order of their times."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number in sorted(range(len(moments)), key=lambda number: moments[number].end):
        groups.setdefault(moments[number][:2], []).append(number)
    return [np.array(numbers) for numbers in groups.values()]


def _series_of(known: Sequence[Reading], asked: Moment) -> list[Reading]:
    """The known counts of the same people in the same place: of several series the latest."""
    found: list[Reading] = []
    for columns in group_series(known):
        own = [known[number] for number in columns]
        first = own[0]
        is_same = first.moment[:2] == asked[:2] and first.count.place == asked.place
        if is_same and first.count.measure != "period":
            found = max(found, own, key=lambda one: one[-1].moment.end if one else -np.inf)
    return found


def _with_errors(
    own: Sequence[Reading],
    asked: Sequence[Moment],
    expected: Floats,
    model: ErrorModel,
    seed: int,
) -> Floats:
    """The asked columns of ``expected``, which has those of the known counts first, with errors."""
    scale, number = model.scale, len(own)
    values = _levels(own, np.median(expected, axis=0))
    hours = np.array([*(one.moment.end for one in own), *(moment.end for moment in asked)])
    rounding = [*(rounding_interval(one.count.value) for one in own), *(0 for _ in asked)]
    order = np.argsort(hours, kind="stable")
    back = np.argsort(order, kind="stable")
    errors = covariances(
        values[order],
        hours=hours[order],
        rounding=np.array(rounding)[order],
        is_running=is_running(own[0].count) if own else asked[0].variable != "present",
        model=model,
    )[:, back][:, :, back]
    on_scale = scale.to(expected)
    name = f"reported.{asked[0].variable}.{asked[0].place}"
    size = _sizes(own, on_scale, model, name, seed)
    noise = _normals(name, hours[number:], seed=seed, members=len(expected))
    off = scale.to(values[:number]) - on_scale[:, :number]
    drawn = np.zeros((len(expected), len(asked)))
    for k, error in enumerate(errors):
        chosen = size == k
        drawn[chosen] = _errors_to_come(error, off[chosen], noise[chosen])
    return scale.back(on_scale[:, number:] + drawn)


def _levels(own: Sequence[Reading], medians: Floats) -> Floats:
    """Values around which errors are looked at: the known counts, and how it goes on from them."""
    number = len(own)
    if number == 0:
        return medians
    seen = np.array([one.count.value for one in own], dtype=np.float64)
    later: Floats = np.maximum(seen[-1] + medians[number:] - medians[number - 1], 0.0)
    return np.concatenate([seen, later])


def _sizes(
    own: Sequence[Reading], on_scale: Floats, model: ErrorModel, name: str, seed: int
) -> Counts:
    """The size of error of each member, drawn by how well it fits the known counts."""
    if own:
        (series,) = make_series(own, model)
        weights = special.softmax(log_likelihoods(series, on_scale), axis=1)
    else:
        sizes = len(model.sizes())
        weights = np.full((len(on_scale), sizes), 1 / sizes)
    level = parameter_levels(f"{name}.size", seed=seed, members=len(on_scale))
    passed = (np.cumsum(weights, axis=1) < level[:, np.newaxis]).sum(axis=1)
    chosen: Counts = np.minimum(passed, weights.shape[1] - 1)
    return chosen


def _normals(name: str, hours: Floats, *, seed: int, members: int) -> Floats:
    levels = [parameter_levels(f"{name}.{hour:.4f}", seed=seed, members=members) for hour in hours]
    normals: Floats = special.ndtri(np.column_stack(levels))
    return normals


def _errors_to_come(error: Floats, off: Floats, noise: Floats) -> Floats:
    """Errors of the last columns given those of the first, shape (member, asked)."""
    known = off.shape[1]
    among, between, later = error[:known, :known], error[:known, known:], error[known:, known:]
    if known:
        weights = linalg.solve(among, between, assume_a="pos")
        later = later - between.T @ weights
        middle = off @ weights
    else:
        middle = np.zeros_like(noise)
    # A moment that was counted already has no error of its own left.
    root = linalg.cholesky(later + 1e-12 * np.eye(len(later)), lower=True)
    drawn: Floats = middle + noise @ root.T
    return drawn
