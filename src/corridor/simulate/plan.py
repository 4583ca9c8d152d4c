"""A scenario and a draw of its uncertain numbers, turned into plain arrays once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from corridor.clock import Clock, make_clock
from corridor.errors import AsOfError, RunError
from corridor.scenario import Scenario
from corridor.simulate.arrays import Draws, Events, Network, Settings, Sizes, kind_count
from corridor.simulate.drawing import make_draws
from corridor.simulate.draws import Drawer, Inherited, nothing_inherited
from corridor.simulate.network import Names, is_limited, make_events, make_network, name_all
from corridor.simulate.tables import FIRST_OUT
from corridor.units import Counts, Floats

#: Kinds of people and links are numbered in so many bits of a draw's address.
_MOST_KINDS = 2**18


@dataclass(frozen=True)
class Plan:
    """What the engine runs: arrays, the clock, and the names behind the axes."""

    clock: Clock
    members: int
    names: Names
    groups: tuple[str, ...]
    network: Network
    events: Events
    draws: Draws
    settings: Settings
    sizes: Sizes
    parameters: Mapping[str, Floats]


def make_plan(
    scenario: Scenario,
    *,
    end: datetime,
    members: int,
    seed: int,
    inherited: Inherited | None = None,
) -> Plan:
    """The arrays with which ``members`` run ``scenario`` from its start to ``end``.

    What is ``inherited`` is for as many members, and stands in place of draws of their own.

    Raises
    ------
    AsOfError
        If ``end`` is not after the scenario's start.
    RunError
        If there are too many reception places for so many groups and modes.
    """
    clock = _clock(scenario, end)
    names = name_all(scenario)
    changes = tuple(event for event in scenario.timeline if event.action != "note")
    network = make_network(scenario, names, clock)
    inherited = nothing_inherited(members) if inherited is None else inherited
    drawer = Drawer(scenario, seed=seed, inherited=inherited)
    draws = make_draws(scenario, changes, names, drawer, clock)
    settings = _settings(scenario, names, clock, seed, inherited)
    sizes = _sizes(scenario, names, network, settings, clock)
    if kind_count(sizes) > _MOST_KINDS:
        raise RunError(
            f"{scenario.name} has {kind_count(sizes):,} combinations of reception place, group and "
            f"mode; the engine can tell {_MOST_KINDS:,} apart"
        )
    return Plan(
        clock=clock,
        members=members,
        names=names,
        groups=tuple(scenario.groups),
        network=network,
        events=make_events(scenario, changes, names, clock),
        draws=draws,
        settings=settings,
        sizes=sizes,
        parameters=drawer.values,
    )


def with_given_departures(plan: Plan, people: Counts) -> Plan:
    """The same plan with so many people deciding to go in each step, shape (step,).

    The rates of leaving then only say from where. Who is not found at home in a step is looked for
    in the next.
    """
    return replace(plan, settings=plan.settings._replace(given=people))


def _clock(scenario: Scenario, end: datetime) -> Clock:
    run_up = scenario.run_up
    try:
        return make_clock(
            scenario.start,
            end,
            step=timedelta(minutes=scenario.step_minutes),
            zone=scenario.zone,
            run_up=None
            if run_up is None
            else (run_up.until, timedelta(minutes=run_up.step_minutes)),
        )
    except ValueError as error:
        raise AsOfError(f"the run of {scenario.name} needs {error}") from None


def _settings(
    scenario: Scenario, names: Names, clock: Clock, seed: int, inherited: Inherited
) -> Settings:
    actions = {event.action for event in scenario.timeline}
    has_storage = any(is_limited(link.storage_vehicles) for link in scenario.links)
    has_windows = any(link.open_hours for link in scenario.links)
    choice = scenario.destination
    return Settings(
        seed=np.uint64(seed),
        edges_hours=clock.edges_hours,
        run_up_steps=clock.run_up_steps,
        run_up_hours=clock.run_up_step / timedelta(hours=1),
        later_hours=clock.step / timedelta(hours=1),
        considered=1 if choice is None else min(choice.considered, len(names.receptions)),
        has_choice=choice is not None,
        has_logit=scenario.routes == "recursive_logit",
        has_limits=has_storage or has_windows or "escort" in actions,
        has_storage=has_storage,
        has_returns="returns" in actions,
        threat=names.drivers.get("threat", -1),
        deprivation=names.drivers.get("deprivation", -1),
        others_gone=names.drivers.get("others_gone", -1),
        unknown=names.drivers.get("unknown", -1),
        given=np.zeros(0, np.int64),
        own_from=inherited.own_from,
        walk_period=_walk_period(inherited, clock),
    )


def _walk_period(inherited: Inherited, clock: Clock) -> Counts:
    """The period of every step of the run, -1 for those after what is inherited."""
    period = np.full(clock.steps, -1, np.int64)
    given = inherited.walk_period[: clock.steps]
    period[: len(given)] = given
    return period


def _sizes(
    scenario: Scenario, names: Names, network: Network, settings: Settings, clock: Clock
) -> Sizes:
    links_out = np.diff(network.place[:, FIRST_OUT])
    return Sizes(
        steps=clock.steps,
        places=len(names.places),
        links=len(names.links),
        origins=len(names.origins),
        receptions=len(names.receptions),
        groups=max(len(scenario.groups), 1),
        modes=max(len(scenario.modes), 1),
        drivers=len(names.drivers),
        hubs=len(scenario.onward),
        targets=len(network.target),
        events=sum(event.action != "note" for event in scenario.timeline),
        supplies=len(names.supplies),
        services=len(names.services),
        lifts=len(scenario.lifts),
        links_out=int(links_out.max(initial=0)),
        considered=settings.considered,
    )
