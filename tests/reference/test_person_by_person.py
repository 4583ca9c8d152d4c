"""The engine agrees in distribution with a plain person-by-person model of the same rules.

A correct program fails with a chance of at most ``FALSE_ALARM``, whatever the seeds.
"""

import math
from pathlib import Path

import numpy as np
from scipy import stats

from tests.engine import run
from tests.reference.person_by_person import Rules, simulate_people
from tests.worlds import write_world

FALSE_ALARM = 1e-6
RUNS = 400

RULES = Rules(
    people=60,
    willing=0.9,
    leaving_chance=-math.expm1(-1.5 / 24),
    road_opens=8,
    hours_to_gate=2.0 + 0.6,
    gate_flow=2.5,
    hours_to_entry=0.25,
    moving_on=0.7,
    moving_on_chance=-math.expm1(-1 / 12),
    steps=36,
)


def _engine(folder: Path) -> tuple[np.ndarray, np.ndarray]:
    # Both roads to the junction take two hours, and the link to the gate 0.6.
    write_world(
        folder,
        settings={
            "as_of": '"2030-03-01T18:00+03:00"',
            "horizon_days": "1",
            "people_per_vehicle": "1",
            "leaving": "{base_rate_per_day: 1.5, share_willing: 0.9}",
            "onward": ("[{from: entry, stay_hours: 12, shares: {east-town: 0.5, west-town: 0.2}}]"),
        },
        places={
            "north": {"people": "20"},
            "south": {"people": "40"},
            "gate": {"vehicles_per_hour": "2.5"},
        },
        links={
            "north-junction": {"hours": "2", "vehicles_per_hour": "unlimited"},
            "south-junction": {"hours": "2", "vehicles_per_hour": "unlimited"},
            "junction-gate": {"hours": "0.6", "vehicles_per_hour": "unlimited"},
        },
        timeline={
            "threat-begins": None,
            "north-closes": None,
            "north-opens": None,
            "north-opens-late": None,
            "shut": {
                "time": "2030-03-01T06:00+03:00",
                "published": "2030-03-01T06:00+03:00",
                "action": "close",
                "target": "junction-gate",
                "certainty": "assumed",
            },
            "free": {
                "time": "2030-03-01T14:00+03:00",
                "published": "2030-03-01T06:00+03:00",
                "action": "open",
                "target": "junction-gate",
                "certainty": "assumed",
            },
        },
        counts={"first": None, "second": None},
    )
    arrays = run(folder, members=RUNS)
    return (
        arrays["crossed"].to_numpy(),
        arrays["present"].sel(reception="entry").to_numpy(),
    )


def test_the_engine_agrees_with_simulating_every_person(tmp_path: Path) -> None:
    rng = np.random.default_rng(20230924)
    runs = [simulate_people(RULES, rng) for _ in range(RUNS)]
    engine = _engine(tmp_path)

    tests = [
        stats.ks_2samp(
            engine[kind][:, step], np.array([run[kind][step] for run in runs]), method="asymp"
        )
        for kind in (0, 1)
        for step in (11, 14, 18, 24, 30, 35)
    ]
    # With ties the test is conservative: false alarms are rarer than stated.
    assert min(test.pvalue for test in tests) > FALSE_ALARM / len(tests)
