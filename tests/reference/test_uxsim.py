"""Queues agree with UXsim, a traffic simulator by others that moves single vehicles.

People decide to leave at a rate of 12 a day, so that in the first hours more come than the
bottleneck passes, and fewer later: the queue builds and dissolves. In UXsim the k-th of n vehicles
sets out when the share k/n of the people is expected to have decided, on roads of the same
free-flow time.

Where a road is the bottleneck, people of the engine queue at its end, and vehicles of UXsim before
its beginning (at the merge: on both roads that lead to it). How many have come through is the same.

Compared are vehicles that have come out at the end of the last road: the mean of the engine's
members against UXsim's count, at the end of every full hour from the start until the last hour in
which vehicles pass. They may differ by 2 % of all vehicles. One person sits in each vehicle.

UXsim: Seo (2025), "UXsim: lightweight mesoscopic traffic flow simulator in pure Python", Journal of
Open Source Software 10(106), 7617.
"""

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from corridor.units import Floats
from tests.engine import run
from tests.worlds import Row, write_world

if TYPE_CHECKING:
    from uxsim import World

pytestmark = pytest.mark.skipif(find_spec("uxsim") is None, reason="UXsim is not installed")

HOURS = 24
STEP_MINUTES = 15
STEPS_PER_HOUR = 60 // STEP_MINUTES
RATE_PER_DAY = 12.0
MEMBERS = 40
TOLERANCE = 0.02

#: Vehicles that UXsim moves as one; its counts go in steps of so many.
PLATOON = 10
#: Length of every road in UXsim: long enough for the longest queue, so that none spills back.
ROAD_METRES = 40_000


class Setting(NamedTuple):
    """A road map as both programs need it; times in hours, flows in vehicles/hour."""

    people: Mapping[str, int]
    roads: Mapping[str, tuple[str, str, float]]
    gate_per_hour: float


SINGLE = Setting(
    people={"north": 4000},
    roads={
        "north-junction": ("north", "junction", 0.5),
        "junction-gate": ("junction", "gate", 0.5),
        "gate-entry": ("gate", "entry", 0.25),
    },
    gate_per_hour=500,
)

MERGE = Setting(
    people={"north": 1500, "south": 2500},
    roads={
        "north-junction": ("north", "junction", 0.5),
        "south-junction": ("south", "junction", 2.0),
        "junction-gate": ("junction", "gate", 0.5),
        "gate-entry": ("gate", "entry", 0.25),
    },
    gate_per_hour=400,
)


def _engine_counts(folder: Path, setting: Setting, limited: str) -> Floats:
    """Mean over members of the vehicles that have reached the entry, at the end of every hour."""
    absent = {"north", "south"} - set(setting.people)
    places: dict[str, Row | None] = {
        name: {"people": str(count)} for name, count in setting.people.items()
    }
    links: dict[str, Row | None] = {
        name: {"hours": str(hours), "vehicles_per_hour": "unlimited"}
        for name, (_, _, hours) in setting.roads.items()
    }
    places |= dict.fromkeys(absent)
    links |= {f"{name}-junction": None for name in absent}
    gate = {"vehicles_per_hour": "unlimited"}
    if limited == "gate":
        gate = {"vehicles_per_hour": str(setting.gate_per_hour)}
    else:
        links[limited] = {**(links[limited] or {}), "vehicles_per_hour": str(setting.gate_per_hour)}
    write_world(
        folder,
        settings={
            "step_minutes": str(STEP_MINUTES),
            "as_of": '"2030-03-01T06:15+03:00"',
            "horizon_days": "1",
            "people_per_vehicle": "1",
            "leaving": f"{{base_rate_per_day: {RATE_PER_DAY}, share_willing: 1}}",
            "onward": "[]",
        },
        places={**places, "gate": gate},
        links=links,
        timeline=dict.fromkeys(
            ("threat-begins", "north-closes", "north-opens", "north-opens-late")
        ),
        counts={"first": None, "second": None},
    )
    crossed = run(folder, members=MEMBERS)["crossed"].to_numpy().mean(axis=0)
    ends_of_hours = np.arange(1, HOURS + 1) * STEPS_PER_HOUR - 1
    counts: Floats = crossed[ends_of_hours]
    return counts


def _uxsim_counts(setting: Setting, limited: str) -> Floats:
    """Vehicles that have left UXsim's last road, at the end of every hour."""
    # Not at the top: the import takes seconds, and every worker that collects tests would pay.
    from uxsim import World

    world = World(
        deltan=PLATOON, tmax=HOURS * 3600, print_mode=0, save_mode=0, show_mode=0, random_seed=1
    )
    per_second = setting.gate_per_hour / 3600
    for name in (*setting.people, "junction", "gate", "entry"):
        flow = per_second if name == limited == "gate" else None
        world.addNode(name, 0, 0, flow_capacity=flow)
    roads = {
        name: world.addLink(
            name,
            start,
            end,
            length=ROAD_METRES,
            free_flow_speed=ROAD_METRES / (hours * 3600),
            capacity_in=per_second if name == limited else None,
        )
        for name, (start, end, hours) in setting.roads.items()
    }
    for origin, people in setting.people.items():
        _add_departures(world, origin, people)
    world.exec_simulation()
    left = roads["gate-entry"].cum_departure
    steps_per_hour = 3600 // world.DELTAT
    return np.array([left[hour * steps_per_hour - 1] for hour in range(1, HOURS + 1)], float)


def _add_departures(world: "World", origin: str, people: int) -> None:
    """Vehicles at the quantiles of the exponential law by which people decide to leave."""
    shares = (np.arange(0, people, PLATOON) + PLATOON / 2) / people
    hours = -np.log1p(-shares) / (RATE_PER_DAY / 24)
    for hour in hours:
        world.addVehicle(origin, "entry", hour * 3600)


def _agree(engine: Floats, other: Floats, setting: Setting) -> None:
    people = sum(setting.people.values())
    passing = np.diff(other, prepend=0) + np.diff(engine, prepend=0) > 0
    last = int(np.flatnonzero(passing)[-1])
    assert last >= 8
    assert engine[last] == pytest.approx(people, rel=TOLERANCE)
    np.testing.assert_allclose(engine[: last + 1], other[: last + 1], atol=TOLERANCE * people)


@pytest.mark.parametrize("limited", ["gate", "junction-gate"])
def test_a_single_bottleneck_passes_as_many_vehicles_by_each_hour_as_in_uxsim(
    tmp_path: Path, limited: str
) -> None:
    engine = _engine_counts(tmp_path, SINGLE, limited)
    other = _uxsim_counts(SINGLE, limited)

    _agree(engine, other, SINGLE)


def test_two_roads_that_merge_pass_as_many_vehicles_by_each_hour_as_in_uxsim(
    tmp_path: Path,
) -> None:
    engine = _engine_counts(tmp_path, MERGE, "junction-gate")
    other = _uxsim_counts(MERGE, "junction-gate")

    _agree(engine, other, MERGE)
