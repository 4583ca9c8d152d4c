"""What will be counted of people present: the known counts of each place, carried on.

Counts of a stock follow registers: people are added in batches, struck off when lists are checked,
and go home unseen. Past the first counts of a place its own series says more than the model's
flows do, and the model says more of places that have just begun to fill. So both are mixed: see
docs/explanation/counts-to-come.md, with what decided for it.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np

from corridor.baseline import History, HistoryOfPlaces
from corridor.forecast.at import members_at
from corridor.forecast.gravity import gravity, history_of_places
from corridor.forecast.run import Forecast
from corridor.forecast.trend import trend_quantiles
from corridor.observe import TOTAL, Target, find_targets
from corridor.parameters import default_priors
from corridor.rng import parameter_levels
from corridor.scenario import Count
from corridor.units import Days, Flags, Floats

#: Lead at which the shares of places weigh as much as one count; their weight grows with the cube
#: root of the lead.
_AT_LEAD: Days = 30.0

#: How often shares are those of the model's members, and else those by distance alone.
_BY_MODEL = 0.5

#: With so many counts a place's own series is all that is used.
_ENOUGH_COUNTS = 8

#: What part of a register that is not far off a verification finds, at least.
_HARDLY_OFF = 0.96

#: Of a place where nobody was ever counted.
_NOBODY = History(np.zeros(1), np.zeros(1))

_DAY = timedelta(days=1)


def carried(
    forecast: Forecast, places: Sequence[str], times: Sequence[datetime]
) -> Mapping[str, Floats]:
    """What will be counted of people present, by place and in :data:`corridor.observe.TOTAL`.

    Parameters
    ----------
    forecast : Forecast
        Of a scenario that has counts of people present.
    places : sequence of str
        Ids of reception places, also of those where nothing was counted yet.
    times : sequence of datetime
        After the as-of time.

    Returns
    -------
    mapping
        People by member, shape (member, time). Members keep the model's order at each place and
        time, so that places which fill together in the model do so here.

    Raises
    ------
    ValueError
        If the scenario has no counts of people present: see :func:`is_carried`.
    """
    return _Carrier(forecast, places, times).all()


def is_carried(forecast: Forecast) -> bool:
    """Whether a forecast has learned, and knows counts of people present that can be carried on."""
    learned = forecast.update is not None and bool(forecast.update.used)
    return learned and _present(forecast) is not None


def _present(forecast: Forecast) -> Target | None:
    targets = find_targets(forecast.scenario, forecast.scenario.counts)
    return next((target for target in targets if target.variable == "present"), None)


class _Carrier:
    def __init__(
        self, forecast: Forecast, places: Sequence[str], times: Sequence[datetime]
    ) -> None:
        target = _present(forecast)
        if target is None:
            raise ValueError("the scenario has no counts of people present")
        scenario, start = forecast.scenario, forecast.scenario.start
        origin = (forecast.as_of - start) / _DAY
        self._forecast, self._places = forecast, list(places)
        self._ahead = np.array([(time - forecast.as_of) / _DAY for time in times])
        self._history = {
            place: History(series.days - origin, series.values)
            for place, series in target.places.items()
        }
        self._unchecked = unchecked_registers(scenario.counts)
        self._model = {place: members_at(forecast, "present", place, times) for place in places}

    def all(self) -> Mapping[str, Floats]:
        if len(self._places) == 1:
            (place,) = self._places
            return {place: self._at(place, self._model[place])}
        together = np.sum(list(self._model.values()), axis=0)
        counted = self._counted()
        made = {}
        for place, shared in self._shared(together, counted).items():
            made[place] = self._at(place, shared)
        own = self._own(TOTAL, counted.total, together)
        made[TOTAL] = own * self._found_of_all()[:, np.newaxis]
        return made

    def _counted(self) -> HistoryOfPlaces:
        """All places at all times; where nobody was ever counted there is nobody."""
        return history_of_places(
            {place: self._history.get(place, _NOBODY) for place in self._places}
        )

    def _shared(self, together: Floats, counted: HistoryOfPlaces) -> Mapping[str, Floats]:
        """All who were counted last, parted over places, shape (member, time)."""
        last = float(counted.values[-1].sum())
        levels = _even(len(together))
        near = gravity(self._forecast.scenario, self._places, counted, self._ahead, levels)
        made = {}
        for number, place in enumerate(self._places):
            model = self._model[place]
            even = np.full_like(model, 1 / len(self._places))
            shared = last * np.divide(model, together, out=even, where=together > 0)
            if near is not None:
                by_model = self._level(place, "source")[:, np.newaxis] < _BY_MODEL
                shared = np.where(by_model, shared, self._in_order(place, model, near[..., number]))
            made[place] = shared
        return made

    def _in_order(self, place: str, model: Floats, quantiles: Floats) -> Floats:
        """A quantile for each member by its order in the model, shape (member, time)."""
        tie = self._level(place, "order")
        made = np.zeros_like(model)
        for column in range(model.shape[1]):
            made[np.lexsort((tie, model[:, column])), column] = quantiles[:, column]
        return made

    def _at(self, place: str, shared: Floats) -> Floats:
        history = self._history.get(place)
        if history is None:
            return shared
        own = self._own(place, history, self._model[place]) * self._found(place)[:, np.newaxis]
        return np.where(self._is_shared(place, history), shared, own)

    def _own(self, place: str, history: History, model: Floats) -> Floats:
        """The series of a place carried on."""
        levels = _even(len(model))
        made = [trend_quantiles(history, ahead, levels) for ahead in self._ahead]
        return self._in_order(place, model, np.column_stack(made))

    def _is_shared(self, place: str, history: History) -> Flags:
        """Whether each member takes its share of all, shape (member, time)."""
        counts = len(history.days) if history.values[-1] > 0 else 1
        if counts >= _ENOUGH_COUNTS:
            return np.zeros((self._forecast.ensemble.members, len(self._ahead)), bool)
        weight = np.cbrt(self._ahead / _AT_LEAD)
        chosen: Flags = self._level(place, "mixture")[:, np.newaxis] < weight / (weight + counts)
        return chosen

    def _found(self, place: str) -> Floats:
        """What part of its register will be found, shape (member,)."""
        if place not in self._unchecked:
            return np.ones(self._forecast.ensemble.members)
        # How well people are registered in this crisis is alike in all places.
        return found_share(
            self._level("", "registers"), self._level(place, "wrong"), self._level(place, "found")
        )

    def _found_of_all(self) -> Floats:
        last = {place: history.values[-1] for place, history in self._history.items()}
        people = max(sum(last.values()), 1.0)
        missing = [(1 - self._found(place)) * count / people for place, count in last.items()]
        found: Floats = 1 - np.sum(missing, axis=0)
        return found

    def _level(self, place: str, purpose: str) -> Floats:
        """Even levels of the members for one purpose at a place, shape (member,)."""
        name = f"carried.{place}.{purpose}" if place else f"carried.{purpose}"
        members = self._forecast.ensemble.members
        return parameter_levels(name, seed=self._forecast.seed, members=members)


def _even(count: int) -> Floats:
    levels: Floats = (np.arange(count) + 0.5) / count
    return levels


def found_share(crisis: Floats, wrong: Floats, found: Floats) -> Floats:
    """What part of a register that nobody has checked a verification will find.

    ``register_wrong_chance`` and ``register_found_share`` of the default priors.

    Parameters
    ----------
    crisis, wrong, found : Floats, shape (member,)
        Even levels between 0 and 1: how often registers of the crisis are far off, whether this one
        is, and by how much.
    """
    priors = default_priors()
    chance = priors["register_wrong_chance"].value.distribution().quantile(crisis)
    share = np.minimum(priors["register_found_share"].value.distribution().quantile(found), 1.0)
    hardly: Floats = _HARDLY_OFF + (1 - _HARDLY_OFF) * found
    return np.where(wrong < chance, share, hardly)


def unchecked_registers(counts: Iterable[Count]) -> frozenset[str]:
    """Places with a register of people present of which no count was ever corrected."""
    seen: dict[tuple[str, str, str, datetime], int] = {}
    places, corrected = set(), set()
    for count in sorted(counts, key=lambda one: (one.published, one.id)):
        if (count.measure, count.kind) != ("stock", "registered"):
            continue
        places.add(count.place)
        key = (count.place, count.kind, count.unit, count.held.end)
        if seen.setdefault(key, count.value) != count.value:
            corrected.add(count.place)
    return frozenset(places - corrected)
