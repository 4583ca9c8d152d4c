"""Reading a scenario whose numbers are all plain: the only module that knows its fields."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import numpy as np

from corridor.parameters.number import Flow, Unlimited
from corridor.scenario import Scenario
from tests.reference.person import case as plain
from tests.reference.person.steps import Steps, make_steps

EVERYBODY = "everybody"
BY_CAR = "car"
EVERYONE = "everyone"


def read_case(scenario: Scenario, end: datetime) -> plain.Case:
    """The case of a scenario as of its time, from its start to ``end``."""
    steps = _steps(scenario, end)
    return plain.Case(
        steps=steps,
        places=_places(scenario),
        links=_links(scenario),
        groups=_groups(scenario),
        modes=_modes(scenario),
        leaving=_leaving(scenario),
        destination=_destination(scenario),
        route_scale_per_hour=(
            _number(scenario, scenario.route_scale_per_hour, math.nan)
            if scenario.routes == "recursive_logit"
            else None
        ),
        services={name: _number(scenario, number) for name, number in scenario.services.items()},
        supplies=_supplies(scenario),
        departures=_departures(scenario, steps),
        onward=_onward(scenario),
        events=_events(scenario, steps),
    )


def largest_remainder(total: int, weights: Sequence[float]) -> list[int]:
    """Whole people in proportion to weights; those left over go to the largest remainders."""
    exact = [total * weight / sum(weights) for weight in weights]
    people = [math.floor(part) for part in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: people[i] - exact[i])
    for index in by_remainder[: total - sum(people)]:
        people[index] += 1
    return people


def _number(scenario: Scenario, number: Flow | None, missing: float = 0.0) -> float:
    if number is None:
        return missing
    if isinstance(number, Unlimited):
        return math.inf
    return float(scenario.distribution(number).quantile(np.array([0.5]))[0])


def _steps(scenario: Scenario, end: datetime) -> Steps:
    run_up = scenario.run_up
    return make_steps(
        scenario.start,
        end,
        scenario.zone,
        minutes=scenario.step_minutes,
        run_up=None if run_up is None else (run_up.until, run_up.step_minutes),
    )


def _places(scenario: Scenario) -> dict[str, plain.Place]:
    people = [_number(scenario, place.people) for place in scenario.places]
    whole = [round(number) for number in people]
    if scenario.people_total is not None:
        whole = largest_remainder(round(_number(scenario, scenario.people_total)), people)
    return {
        place.id: plain.Place(
            id=place.id,
            kind=place.kind,
            lat=place.lat,
            lon=place.lon,
            people=count,
            vehicles_per_hour=_number(scenario, place.vehicles_per_hour, math.inf),
            open_minutes=place.open_hours,
            country=place.country,
            size=None if place.size is None else _number(scenario, place.size),
            room=_number(scenario, place.room, math.inf),
            present=round(_number(scenario, place.present)),
            overflow=place.overflow,
            registrations_per_hour=_number(scenario, place.registrations_per_hour, math.inf),
            through=place.through,
        )
        for place, count in zip(scenario.places, whole, strict=True)
    }


def _links(scenario: Scenario) -> dict[str, plain.Link]:
    return {
        link.id: plain.Link(
            id=link.id,
            start=link.start,
            end=link.end,
            km=link.km,
            hours=_number(scenario, link.hours),
            vehicles_per_hour=_number(scenario, link.vehicles_per_hour, math.inf),
            open_minutes=link.open_hours,
            storage=_number(scenario, link.storage_vehicles, math.inf),
        )
        for link in scenario.links
    }


def _groups(scenario: Scenario) -> tuple[plain.Group, ...]:
    willing = _number(scenario, scenario.leaving.share_willing)
    if not scenario.groups:
        return (plain.Group(EVERYBODY, share=1.0, hazard_ratio=1.0, share_willing=willing),)
    return tuple(
        plain.Group(
            name=name,
            share=_number(scenario, group.share),
            hazard_ratio=_number(scenario, group.hazard_ratio, 1.0),
            share_willing=_number(scenario, group.share_willing, willing),
            origins=group.origins,
        )
        for name, group in scenario.groups.items()
    )


def _modes(scenario: Scenario) -> tuple[plain.Mode, ...]:
    if not scenario.modes:
        people = _number(scenario, scenario.people_per_vehicle)
        return (plain.Mode(BY_CAR, share=1.0, cost=1 / people),)
    return tuple(
        plain.Mode(
            name,
            share=_number(scenario, mode.share),
            cost=_number(scenario, mode.car_equivalents, 1.0)
            / _number(scenario, mode.people_per_vehicle),
            speed_ratio=_number(scenario, mode.speed_ratio, 1.0),
            km_per_hour=(None if mode.km_per_hour is None else _number(scenario, mode.km_per_hour)),
        )
        for name, mode in scenario.modes.items()
    )


def _leaving(scenario: Scenario) -> plain.Leaving:
    leaving = scenario.leaving
    return plain.Leaving(
        base_rate_per_day=_number(scenario, leaving.base_rate_per_day),
        drivers={name: _number(scenario, number) for name, number in leaving.drivers.items()},
        threat_half_life_days=_number(scenario, leaving.threat_half_life_days, math.inf),
        threat_reach_km=_number(scenario, leaving.threat_reach_km, math.inf),
        comfort_days=_number(scenario, leaving.comfort_days, math.inf),
        unknown_correlation_days=_number(scenario, leaving.unknown_correlation_days, math.inf),
    )


def _destination(scenario: Scenario) -> plain.Destination | None:
    choice = scenario.destination
    if choice is None:
        return None
    names = list(scenario.groups) or [EVERYBODY]
    ties: dict[tuple[str, str], float] = {}
    for group, places in choice.ties.items():
        for name in names if group == EVERYONE else [group]:
            for place, number in places.items():
                ties[name, place] = ties.get((name, place), 0.0) + _number(scenario, number)
    return plain.Destination(
        travel_cost=_number(scenario, choice.travel_cost),
        softening_hours=_number(scenario, choice.softening_hours),
        size=_number(scenario, choice.size),
        room_left=_number(scenario, choice.room_left),
        followers=_number(scenario, choice.followers),
        border=_number(scenario, choice.border),
        ties=ties,
        considered=choice.considered,
    )


def _supplies(scenario: Scenario) -> tuple[plain.Supply, ...]:
    return tuple(
        plain.Supply(
            id=supply.id,
            place=supply.place,
            stock=_number(scenario, supply.stock),
            ration=_number(scenario, supply.ration),
            delivery=_number(scenario, supply.delivery),
            start=supply.start,
        )
        for supply in scenario.supplies
    )


def _departures(scenario: Scenario, steps: Steps) -> tuple[plain.Departure, ...]:
    """Departures of all lifts, in the order of their times."""
    timed = sorted(_timed_departures(scenario, steps), key=lambda pair: pair[0])
    return tuple(departure for _, departure in timed)


def _timed_departures(scenario: Scenario, steps: Steps) -> Iterator[tuple[float, plain.Departure]]:
    minute = timedelta(minutes=1)
    for lift in scenario.lifts:
        time = (lift.first - scenario.start) / minute
        last = math.inf if lift.until is None else (lift.until - scenario.start) / minute
        travel = _number(scenario, lift.hours) * 60
        while time <= last and time < steps.starts[-1]:
            if time >= 0:
                departure = plain.Departure(
                    lift=lift.id,
                    start=lift.start,
                    end=lift.end,
                    step=steps.holding(time),
                    arrives=steps.holding(time + travel),
                    seats=math.floor(_number(scenario, lift.seats)),
                    needs_road=lift.needs_road,
                )
                yield time, departure
            if lift.every_hours is None:
                break
            time += lift.every_hours * 60


def _onward(scenario: Scenario) -> dict[str, plain.Onward]:
    moves = {}
    for move in scenario.onward:
        shares = {place: _number(scenario, number) for place, number in move.shares.items()}
        total = sum(shares.values())
        moves[move.start] = plain.Onward(
            start=move.start,
            stay_hours=_number(scenario, move.stay_hours),
            share_moving=(_number(scenario, move.share_moving) if move.choose else min(total, 1.0)),
            shares=shares,
            choose=move.choose,
        )
    return moves


def _events(scenario: Scenario, steps: Steps) -> tuple[plain.Event, ...]:
    timed = []
    for event in scenario.timeline:
        minute = (event.time - scenario.start) / timedelta(minutes=1)
        minute += _number(scenario, event.delay_hours) * 60
        step = steps.taking_effect(minute)
        value = _number(scenario, event.value, math.nan)
        timed.append((minute, plain.Event(step, event.action, event.target, value)))
    timed.sort(key=lambda pair: pair[0])
    return tuple(event for _, event in timed)
