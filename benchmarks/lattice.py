"""Made-up worlds of any size for benchmarks: a lattice of towns, and one road out of two towns."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

from corridor.cases import find_scenario
from corridor.scenario import Scenario, load_scenario
from corridor.simulate.plan import Plan, make_plan
from tests.worlds import SETTINGS, TABLES, Row, write_world

_MADE_UP = {"certainty": "assumed", "note": "made up"}
_DEGREES = 0.1
_KM = 11.0


def write_lattice(folder: Path, *, width: int, height: int, people: int) -> Path:
    """Write a world of ``width`` × ``height`` places, with roads both ways between neighbours.

    Half of the places are origins with equally many people. In the first column every sixth place
    receives; of the rest every fifth is a checkpoint. Roads and checkpoints grow with the people.
    """
    places: dict[str, Row] = {}
    links: dict[str, Row] = {}
    origins = sum(_kind(x, y) == "origin" for x in range(width) for y in range(height))
    people_each = people / origins
    for x in range(width):
        for y in range(height):
            here = _name(x, y)
            places[here] = _place(x, y, people_each)
            for east, north in ((x + 1, y), (x, y + 1)):
                if east < width and north < height:
                    there = _name(east, north)
                    links[f"{here}-{there}"] = _link(here, there, people_each)
                    links[f"{there}-{here}"] = _link(there, here, people_each)
    choice = "{travel_cost: 1.5, softening_hours: 2, considered: 2}"
    leaving = "{base_rate_per_day: {lognormal: {interval: [0.003, 0.01]}}, share_willing: 0.9}"
    settings = {"step_minutes": "1440", "destination": choice, "leaving": leaving, "onward": None}
    return _write(folder, places, links, settings)


def write_road(folder: Path, *, people: int) -> Path:
    """Write a world where two towns meet before a checkpoint, and people are received behind it."""
    half, flow = str(people / 2), str(people / 400)
    places = {
        "north": _row("North", "origin", 1, 2, people=half),
        "south": _row("South", "origin", 1, 0, people=half),
        "gate": _row("Gate", "checkpoint", 2, 1, vehicles_per_hour=flow),
        "entry": _row("Entry", "reception", 3, 1),
    }
    links = {
        "north-gate": _road("north", "gate", "1.5", "unlimited"),
        "south-gate": _road("south", "gate", "2.5", "unlimited"),
        "gate-entry": _road("gate", "entry", "0.5", "unlimited"),
    }
    leaving = "{base_rate_per_day: 0.7, share_willing: 0.9}"
    return _write(folder, places, links, {"leaving": leaving, "onward": None})


def plan_of(folder: Path, *, members: int, steps: int) -> Plan:
    """A plan for a world's folder over so many steps."""
    scenario = load_scenario(folder)
    return _plan(scenario.as_of(scenario.default_as_of), members=members, steps=steps)


def reference_plan(*, members: int, steps: int) -> Plan:
    """A plan for the hourly part of the reference case."""
    whole = find_scenario("nagorno-karabakh-2023")
    assert whole.run_up is not None
    hourly = {"start": whole.run_up.until, "run_up": None}
    known = whole.as_of(whole.default_as_of).model_copy(update=hourly)
    return _plan(known, members=members, steps=steps)


def _plan(scenario: Scenario, *, members: int, steps: int) -> Plan:
    end = scenario.start + steps * timedelta(minutes=scenario.step_minutes)
    return make_plan(scenario, end=end, members=members, seed=1)


def _name(x: int, y: int) -> str:
    return f"town-{x}-{y}"


def _kind(x: int, y: int) -> str:
    if x == 0 and y % 6 == 0:
        return "reception"
    if (x + 2 * y) % 5 == 0:
        return "checkpoint"
    return "origin" if (x + y) % 2 else "waypoint"


def _place(x: int, y: int, people_each: float) -> Row:
    kind = _kind(x, y)
    name = f"Town {x} {y}"
    if kind == "origin":
        return _row(name, kind, x, y, people=str(people_each))
    if kind == "checkpoint":
        return _row(name, kind, x, y, vehicles_per_hour=str(people_each / 2000))
    if kind == "reception":
        return _row(name, kind, x, y, size=str(people_each * (1 + y)))
    return _row(name, kind, x, y)


def _row(name: str, kind: str, x: int, y: int, **more: str) -> Row:
    spot = {"lat": f"{y * _DEGREES:.2f}", "lon": f"{30 + x * _DEGREES:.2f}"}
    return {"name": name, "kind": kind, **spot, **more, **_MADE_UP}


def _link(start: str, end: str, people_each: float) -> Row:
    return _road(start, end, "3", str(people_each / 1000))


def _road(start: str, end: str, hours: str, flow: str) -> Row:
    ends = {"from": start, "to": end, "km": str(_KM * 2), "hours": hours}
    return {**ends, "vehicles_per_hour": flow, **_MADE_UP}


def _write(
    folder: Path,
    places: Mapping[str, Row],
    links: Mapping[str, Row],
    settings: Mapping[str, str | None],
) -> Path:
    return write_world(
        folder,
        settings={**SETTINGS, **settings},
        places={**dict.fromkeys(TABLES["places"]), **places},
        links={**dict.fromkeys(TABLES["links"]), **links},
        timeline=dict.fromkeys(TABLES["timeline"]),
        counts=dict.fromkeys(TABLES["counts"]),
        ledger=dict.fromkeys(TABLES["ledger"]),
    )
