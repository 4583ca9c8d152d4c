"""A scenario folder made from a Flee folder, checked before it is put in place."""

import json
import shutil
import uuid
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from corridor.errors import InputError, Problem, ScenarioError
from corridor.evidence.claim import COLUMNS
from corridor.formats.cells import cell_text
from corridor.formats.findings import slug
from corridor.formats.flee.folder import FleeFolder, read_flee_folder
from corridor.formats.flee.lines import Notice
from corridor.formats.flee.scenario import Rows, present_at_start, scenario_rows
from corridor.formats.flee.timeline import Row, midnight
from corridor.parameters import default_priors
from corridor.scenario import Count, Event, Link, Place, load_scenario
from corridor.scenario.load import columns
from corridor.table import replace_text, write_table

#: The first forecast is made when something has been seen; a run reaches no further than a year on.
_FIRST_AS_OF = timedelta(days=30)
_LONGEST_HORIZON = 366

_PRIORS = (
    "everyday_leaving_rate",
    "share_willing",
    "conflict_effect",
    "threat_effect",
    "threat_half_life_days",
    "threat_reach_km",
    "others_gone_effect",
    "unknown_spread",
    "unknown_correlation_days",
    "people_per_vehicle",
    "lane_vehicles_per_hour",
    "destination_travel_cost",
    "destination_softening_hours",
    "destination_followers",
)


def import_flee(folder: Path, out: Path, *, with_capacities: bool = False) -> tuple[Notice, ...]:
    """Write the scenario that a Flee folder describes to ``out``; gives what was odd in it.

    Capacities that are a figure of the camp's own later data are left out unless
    ``with_capacities``. The scenario has passed its checks before it is put in place.

    Raises
    ------
    InputError
        For a folder from which no scenario can be made, or if ``out`` is there already or cannot
        be written.
    """
    read = read_flee_folder(folder)
    rows = scenario_rows(read, with_capacities=with_capacities)
    if out.exists():
        problem = Problem("", 0, 0, "out", f"{out}, which is there", "a folder to make")
        raise InputError("nothing was written:", [problem])
    temporary = out.with_name(f".{out.name}.{uuid.uuid4().hex}.part")
    try:
        temporary.mkdir(parents=True)
        _write(temporary, read, rows, slug(out.name))
        load_scenario(temporary)
        temporary.rename(out)
    except OSError as fault:
        reason = str(fault.strerror).lower()
        raise InputError(f"{out} cannot be written: {reason}") from fault
    except ScenarioError as fault:
        raise InputError(f"no scenario comes of {folder}:", fault.problems) from fault
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return tuple(rows.notices)


def _write(out: Path, read: FleeFolder, rows: Rows, name: str) -> None:
    for file, table, names in (
        ("places.csv", rows.places, columns(Place)),
        ("links.csv", rows.links, columns(Link)),
        ("timeline.csv", sorted(rows.timeline, key=lambda row: row["time"]), columns(Event)),
        ("counts.csv", rows.counts, columns(Count)),
        ("ledger.csv", rows.ledger, COLUMNS),
    ):
        write_table(out / file, names, _whole(table, names))
    replace_text(out / "scenario.yaml", "\n".join(_settings(read, rows, name)) + "\n")


def _whole(rows: Iterable[Row], names: Iterable[str]) -> Iterator[Row]:
    empty = dict.fromkeys(names, "")
    return ({**empty, **row} for row in rows)


def _settings(read: FleeFolder, rows: Rows, name: str) -> Iterator[str]:
    days = timedelta(days=read.days)
    as_of = min(_FIRST_AS_OF, days / 2)
    horizon = min(max((days - as_of).days, 1), _LONGEST_HORIZON)
    yield "# Made from a Flee folder. What was odd in it:"
    yield from (f"#   {notice}" for notice in rows.notices)
    yield "schema: 1"
    yield f"name: {name}"
    yield f"title: {json.dumps(f'Flee folder {read.name}', ensure_ascii=False)}"
    yield (f"summary: {json.dumps(_summary(read), ensure_ascii=False)}")
    yield "time_zone: UTC"
    yield f'start: "{midnight(read.start).isoformat(timespec="minutes")}"'
    yield "step_minutes: 1440"
    yield f'as_of: "{(midnight(read.start) + as_of).isoformat(timespec="minutes")}"'
    yield f"horizon_days: {horizon}"
    yield "sensitivity: public"
    yield from _behaviour(has_rooms=rows.has_rooms)
    yield "parameters:"
    priors = [*_PRIORS]
    priors += ["destination_room_left"] if rows.has_rooms else []
    priors += ["destination_new_site"] if rows.has_new_camps else []
    for prior in priors:
        yield f"  {prior}: {_prior(prior, read.start)}"


def _summary(read: FleeFolder) -> str:
    at_first = {series.camp: present_at_start(series.camp, read) for series in read.series}
    there = ", ".join(f"{camp} {people:,}" for camp, people in at_first.items() if people)
    before = f" Already there at the start: {there}." if there else ""
    return f"{read.days} days from {read.start}, in daily steps.{before}"


def _behaviour(*, has_rooms: bool) -> Iterator[str]:
    yield "leaving:"
    yield "  base_rate_per_day: everyday_leaving_rate"
    yield "  share_willing: share_willing"
    yield "  drivers:"
    yield "    threat: threat_effect"
    yield "    conflict: conflict_effect"
    yield "    others_gone: others_gone_effect"
    yield "    unknown: unknown_spread"
    yield "  threat_half_life_days: threat_half_life_days"
    yield "  threat_reach_km: threat_reach_km"
    yield "  unknown_correlation_days: unknown_correlation_days"
    yield "people_per_vehicle: people_per_vehicle"
    yield "destination:"
    yield "  travel_cost: destination_travel_cost"
    yield "  softening_hours: destination_softening_hours"
    yield "  followers: destination_followers"
    if has_rooms:
        yield "  room_left: destination_room_left"


def _prior(name: str, start: date) -> str:
    """A prior of the package; one that was published later is taken as known from the start."""
    prior = default_priors()[name]
    if prior.published < start:
        return "{default: true}"
    bounds = ""
    for bound, value in (("min", prior.min), ("max", prior.max)):
        bounds += f", {bound}: {value:g}" if value is not None else ""
    source = json.dumps(f"Corridor's table of priors, {prior.published}")
    reason = "The package's prior, as if known from the start: nothing was fitted to this case"
    return (
        f"{{value: {cell_text(prior.value)}, unit: {json.dumps(prior.unit)}{bounds}, "
        f'published: "{start - timedelta(days=1)}", source: {source}, reason: "{reason}", '
        "certainty: assumed}"
    )
