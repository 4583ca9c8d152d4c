"""The engine agrees in distribution with a program that follows the same rules for single persons.

Each network is run by the engine and, with fewer runs, by the persons; each of its statistics is
compared by its mean and by its whole law. A correct program fails anywhere in this file with a
chance of at most ``FALSE_ALARM``, whatever the seeds: every comparison has its share of it, and the
p-values hold for every law (``two_samples.py``). The last tests show what is seen: faults planted
in the numbers or the order of the persons' rules.
"""

import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
import xarray as xr

from corridor.units import Floats
from tests import engine, persons
from tests.reference.person import PARTS, Case
from tests.reference.person.leaving import decide_to_leave, take_effect
from tests.statistical.network import Network
from tests.statistical.networks_of_lives import DRIVERS, OF_LIVES, RECEPTION
from tests.statistical.networks_of_roads import CONVOYS, ESCORTS, MODES, ON_ROADS, PLAIN
from tests.statistical.two_samples import p_of_laws, p_of_means

FALSE_ALARM = 1e-6

NETWORKS = (*ON_ROADS, *OF_LIVES)

#: Members of the engine and runs of the persons, in the quick and in the slow comparison.
QUICK = (500, 25)
FULL = (2000, 300)

_COMPARISONS = 2 * 2 * sum(len(network.statistics) for network in NETWORKS)
LEVEL = FALSE_ALARM / _COMPARISONS


class Comparison(NamedTuple):
    """Two samples of one statistic, and how likely they are if they follow one law."""

    series: str
    step: int
    of_engine: str
    of_persons: str
    p: float


def _values(arrays: xr.Dataset, series: str, step: int) -> Floats:
    name, _, place = series.partition(":")
    values = arrays[name].isel(time=step)
    if place:
        (axis,) = set(values.dims) - {"member"}
        values = values.sel({axis: place})
    return values.to_numpy().astype(np.float64)


def _compare(network: Network, ours: xr.Dataset, theirs: xr.Dataset) -> list[Comparison]:
    """All statistics, the least likely first."""
    found = []
    for series, step in network.statistics:
        one, other = _values(ours, series, step), _values(theirs, series, step)
        p = min(p_of_means(one, other), p_of_laws(one, other))
        found.append(Comparison(series, step, _words(one), _words(other), p))
    return sorted(found, key=lambda comparison: comparison.p)


def _words(values: Floats) -> str:
    return f"{values.mean():.2f} ± {values.std():.2f}"


def _agree(network: Network, folder: Path, sizes: tuple[int, int]) -> None:
    network.write(folder)
    ours = engine.run(folder, members=sizes[0])
    theirs = persons.run(folder, members=sizes[1])
    odd = [comparison for comparison in _compare(network, ours, theirs) if comparison.p < LEVEL]
    assert not odd, "\n".join(map(str, odd))


@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_the_engine_does_not_stray_far_from_single_persons(
    tmp_path: Path, network: Network
) -> None:
    _agree(network, tmp_path, QUICK)


@pytest.mark.slow
@pytest.mark.parametrize("network", NETWORKS, ids=lambda network: network.name)
def test_the_engine_agrees_in_distribution_with_single_persons(
    tmp_path: Path, network: Network
) -> None:
    _agree(network, tmp_path, FULL)


# ------------------------------------------------------------------------- planted faults


def _faster_leaving(case: Case) -> Case:
    rate = case.leaving.base_rate_per_day * 1.1
    return dataclasses.replace(
        case, leaving=dataclasses.replace(case.leaving, base_rate_per_day=rate)
    )


def _wider_gate(case: Case) -> Case:
    gate = case.places["gate"]
    wider = dataclasses.replace(gate, vehicles_per_hour=gate.vehicles_per_hour * 1.1)
    return dataclasses.replace(case, places={**case.places, "gate": wider})


def _events_a_step_late(case: Case) -> Case:
    late = tuple(dataclasses.replace(event, step=event.step + 1) for event in case.events)
    return dataclasses.replace(case, events=late)


def _more_move_on(case: Case) -> Case:
    entry = case.onward["entry"]
    more = dataclasses.replace(entry, share_moving=entry.share_moving * 1.1)
    return dataclasses.replace(case, onward={**case.onward, "entry": more})


def _same(case: Case) -> Case:
    return case


LIFTS_LAST = (*PARTS[:3], *PARTS[4:], PARTS[3])
DECIDE_FIRST = (decide_to_leave, take_effect, *(p for p in PARTS[1:] if p is not decide_to_leave))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("network", "change", "parts"),
    [
        pytest.param(PLAIN, _faster_leaving, PARTS, id="people leave at a rate 10 % too high"),
        pytest.param(MODES, _wider_gate, PARTS, id="the gate passes 10 % too many"),
        pytest.param(RECEPTION, _more_move_on, PARTS, id="10 % too many move on"),
        pytest.param(ESCORTS, _events_a_step_late, PARTS, id="events take effect a step late"),
        pytest.param(CONVOYS, _same, LIFTS_LAST, id="lifts go last in the step"),
        pytest.param(DRIVERS, _same, DECIDE_FIRST, id="people decide before events take effect"),
    ],
)
def test_a_planted_fault_is_seen(
    tmp_path: Path,
    network: Network,
    change: Callable[[Case], Case],
    parts: tuple[Callable[..., None], ...],
) -> None:
    network.write(tmp_path)
    ours = engine.run(tmp_path, members=FULL[0])
    case = change(persons.case_of(tmp_path))
    theirs = persons.run_case(case, range(FULL[1]), parts=parts)

    assert _compare(network, ours, theirs)[0].p < LEVEL
