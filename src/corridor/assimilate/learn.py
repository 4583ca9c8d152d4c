"""Members of a forecast learn from the counts that were known."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from scipy import special

from corridor.assimilate.latent import Latent, held, walk_periods
from corridor.assimilate.pool import ask, counting_draws
from corridor.assimilate.smoother import moved
from corridor.assimilate.update import Method, Update
from corridor.assimilate.weights import ancestors, effective, largest_step
from corridor.observe import Reading, error_model, log_likelihood, make_series, read_counts
from corridor.observe.errors import ErrorModel, Series
from corridor.rng import parameter_levels
from corridor.scenario import Scenario
from corridor.simulate.draws import Inherited, nothing_inherited
from corridor.simulate.executors import Executor
from corridor.simulate.plan import Plan, make_plan
from corridor.units import Flags, Floats

#: Members of the pool: as many as those of the forecast, within these bounds.
_FEWEST, _MOST = 200, 1000

#: Weights are believed where at least this share of the pool is effective.
_ENOUGH = 0.1

#: Members are moved in steps that would leave this share effective, and in at most so many steps.
_STEP, _MOST_STEPS = 0.3, 6

#: A count that learned members come as near to, or nearer, less often than this is unexplained.
_UNEXPLAINED = 0.001

#: Chance that a forecast calls one of its counts unlikely where all of them come from its model.
_FALSE_ALARM = 0.02


@dataclass(frozen=True)
class Posterior:
    """Runs of the model that agree with what was counted, weighted.

    Attributes
    ----------
    update : Update
        What was learned, and how.
    latent : Latent
        The names of the scores.
    scores : Floats, shape (run, score)
    log_weights : Floats, shape (run,)
    own_from : int
        The step after the last count, from which on members go their own ways.
    units : tuple of str
        Units of the counts.
    """

    update: Update
    latent: Latent
    scores: Floats
    log_weights: Floats
    own_from: int
    units: tuple[str, ...]

    def plan(self, scenario: Scenario, *, end: datetime, members: int) -> Plan:
        """The plan of members that descend from these runs.

        ``scenario`` is the one that they are of, or a variant of it: a variant keeps all that is
        not changed in it.
        """
        seed = self.latent.seed
        if not self.update.used:
            return make_plan(scenario, end=end, members=members, seed=seed)
        chosen = ancestors(self.log_weights, members=members, seed=seed)
        inherited = self.latent.inherited(self.scores[chosen], chosen, self.own_from)
        plan = make_plan(scenario, end=end, members=members, seed=seed, inherited=inherited)
        counting = counting_draws(scenario, self.units, inherited, seed=seed)
        return replace(plan, parameters={**plan.parameters, **counting.values})


def learn(scenario: Scenario, plan: Plan, executor: Executor) -> Posterior | None:
    """Runs of the model that agree with the counts of a scenario, or None if it has no counts.

    Parameters
    ----------
    scenario : Scenario
        Cut at the as-of time: its counts are those that were known.
    plan : Plan
        Of the forecast, before anything was learned.
    executor : Executor
        Runs the pool.
    """
    if not scenario.counts:
        return None
    found = read_counts(scenario, scenario.counts)
    left_out = tuple((one.count.id, one.reason) for one in found.left_out)
    if not found.used:
        nothing = Latent(int(plan.settings.seed), (), np.zeros(0, np.int64))
        empty = np.zeros((0, 0))
        return Posterior(Update((), left_out, "none"), nothing, empty, np.zeros(0), 0, ())
    return _Learning(scenario, plan, found.used, executor).learn(left_out)


class _Learning:
    """One scenario's counts, and a pool that learns from them."""

    def __init__(
        self, scenario: Scenario, plan: Plan, readings: tuple[Reading, ...], executor: Executor
    ) -> None:
        self._scenario, self._readings, self._executor = scenario, readings, executor
        self._units = tuple(sorted({reading.count.unit for reading in readings}))
        self._seed = int(plan.settings.seed)
        self._members = min(max(plan.members, _FEWEST), _MOST)
        self._model: ErrorModel = error_model(scenario)
        self._series: tuple[Series, ...] = make_series(readings, self._model)
        edges = plan.clock.edges_hours
        last = max(reading.moment.end for reading in readings)
        self._steps = min(max(int(np.searchsorted(edges, last)), 1), len(edges) - 1)
        self._end = plan.clock.start + timedelta(hours=float(edges[self._steps]))
        self._latent = Latent(self._seed, self._names(), walk_periods(plan, self._steps))

    def _names(self) -> tuple[str, ...]:
        """Numbers that are not the same for all members."""
        nothing = nothing_inherited(self._members)
        plan = self._plan(nothing)
        counting = counting_draws(self._scenario, self._units, nothing, seed=self._seed)
        drawn = {**counting.values, **plan.parameters}
        return tuple(
            name
            for name, values in sorted(drawn.items())
            if np.isfinite(values).all() and np.ptp(values) > 0
        )

    def _plan(self, inherited: Inherited) -> Plan:
        return make_plan(
            self._scenario,
            end=self._end,
            members=self._members,
            seed=self._seed,
            inherited=inherited,
        )

    def learn(self, left_out: tuple[tuple[str, str], ...]) -> Posterior:
        """Move the pool as long as weights alone would leave too few effective members."""
        scores = self._latent.prior(self._members)
        expected = self._expected(scores)
        tails = self._tails(expected, np.full(self._members, 1 / self._members))
        unlikely = self._ids(tails < _FALSE_ALARM / len(tails))
        steps: list[float] = []
        while True:
            left = max(1.0 - sum(steps), 0.0) if len(steps) < _MOST_STEPS else 0.0
            log_weights = left * log_likelihood(self._series, expected)
            enough = effective(log_weights) >= _ENOUGH * self._members
            if enough or len(steps) == _MOST_STEPS:
                break
            steps.append(self._next_step(log_weights / left, left, len(steps)))
            normals = self._normals(len(steps))
            scores = held(moved(scores, expected, self._series, part=steps[-1], normals=normals))
            expected = self._expected(scores)
        tails = self._tails(expected, special.softmax(log_weights))
        unexplained = self._ids(tails < _UNEXPLAINED)
        return Posterior(
            update=Update(
                used=tuple(reading.count.id for reading in self._readings),
                left_out=left_out,
                method=_method(steps, left),
                pool=self._members * (len(steps) + 1),
                steps=tuple(round(step, 4) for step in steps),
                effective=round(effective(log_weights), 1),
                unexplained=unexplained,
                unlikely=tuple(id for id in unlikely if id not in unexplained),
            ),
            latent=self._latent,
            scores=scores,
            log_weights=log_weights,
            own_from=self._steps,
            units=self._units,
        )

    def _expected(self, scores: Floats) -> Floats:
        """What members with these scores have of each count, on the scale of counts."""
        own = np.arange(self._members)
        inherited = self._latent.inherited(scores, own, self._steps)
        counted = ask(
            self._scenario, self._plan(inherited), self._readings, inherited, self._executor
        )
        return self._model.scale.to(counted)

    def _next_step(self, log_likelihood: Floats, left: float, done: int) -> float:
        """What part of the counts' information to take in next; all that is left in the last step.

        Where members are far from the counts the wanted steps are tiny: none is less than half of
        what equal steps would be.
        """
        to_come = _MOST_STEPS - done
        if to_come == 1:
            return left
        wanted = largest_step(log_likelihood, _STEP * self._members)
        return min(max(wanted, left / (2 * to_come)), left)

    def _normals(self, step: int) -> Floats:
        """Normal numbers by member and reading, each with an address of its own."""
        columns = [
            parameter_levels(
                f"assimilation.{step}.{reading.count.id}", seed=self._seed, members=self._members
            )
            for reading in self._readings
        ]
        normals: Floats = special.ndtri(np.column_stack(columns))
        return normals

    def _tails(self, expected: Floats, weights: Floats) -> Floats:
        """How likely a count is as far off as each one is, or farther, shape (reading,).

        Twice the smaller tail of what weighted members and errors together lead to expect: the
        predictive p-value of Box (1980), "Sampling and Bayes' inference in scientific modelling and
        robustness", Journal of the Royal Statistical Society A 143, 383.
        """
        tails = np.ones(len(self._readings))
        for one in self._series:
            spread = np.sqrt(np.diagonal(one.covariances, axis1=1, axis2=2))
            off = one.seen - expected[:, one.columns]
            below = special.ndtr(off[:, np.newaxis] / spread).mean(axis=1)
            level = weights @ below
            tails[one.columns] = 2 * np.minimum(level, 1 - level)
        return tails

    def _ids(self, chosen: Flags) -> tuple[str, ...]:
        """Ids of the chosen counts."""
        return tuple(self._readings[number].count.id for number in np.flatnonzero(chosen))


def _method(steps: list[float], left: float) -> Method:
    if not steps:
        return "weights"
    return "smoother and weights" if left > 0 else "smoother"
