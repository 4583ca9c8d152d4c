"""The uncertain numbers that a forecast is said to go along with."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from corridor.assimilate import Update
from corridor.forecast import Forecast, make_forecast
from corridor.report.brief.changes import changes
from corridor.report.drivers import drivers_by_the_end, drivers_of_uncertainty, least_correlation
from corridor.report.sources import find_sources
from corridor.scenario.idle import idle_numbers
from corridor.units import Floats
from tests.engine import known
from tests.worlds import Row, write_world

ASSURED: Row = {
    "leaving": (
        "{base_rate_per_day: leaving_rate, share_willing: 0.9,"
        " drivers: {danger: threat_effect, assurance: assurance_effect}}"
    )
}
PARAMETER = (
    "{value: {normal: {mean: -1, sd: 0.5}}, unit: log hazard ratio,"
    ' published: "2030-01-10", source: made up, reason: made up, certainty: assumed}'
)
PROMISE: Row = {
    **{"time": "2030-03-02T08:00+03:00", "published": "2030-03-02T09:00+03:00", "note": "made up"},
    **{"action": "driver", "target": "assurance", "value": "1", "certainty": "assumed"},
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    return make_forecast(write_world(tmp_path_factory.mktemp("drivers") / "world"), members=150)


def test_a_driver_that_no_event_sets_cannot_act(tmp_path: Path) -> None:
    parameters = {"assurance_effect": PARAMETER}
    quiet = write_world(tmp_path / "quiet", settings=ASSURED, parameters=parameters)
    told = write_world(
        tmp_path / "told",
        settings=ASSURED,
        parameters=parameters,
        timeline={"promise": PROMISE},
    )
    taken_back = write_world(
        tmp_path / "taken-back",
        settings=ASSURED,
        parameters=parameters,
        timeline={"promise": {**PROMISE, "value": "0"}},
    )

    # Not leaving_rate, nor threat_effect: an event sets the driver "danger".
    silent = {"assurance_effect", "leaving.drivers.assurance"}
    assert idle_numbers(known(quiet)) == silent
    assert idle_numbers(known(told)) == set()
    assert idle_numbers(known(taken_back)) == silent


def test_a_number_that_cannot_act_is_not_named_however_well_it_goes_along(tmp_path: Path) -> None:
    world = write_world(
        tmp_path / "world", settings=ASSURED, parameters={"assurance_effect": PARAMETER}
    )
    made = make_forecast(world, members=60)
    column = made.ensemble.labels["parameter"].tolist().index("assurance_effect")
    draws = made.ensemble["parameter_draws"].astype(np.float64)
    draws[:, column] = made.ensemble["crossed"][:, -1]

    made = _with_draws(made, draws)

    assert "assurance_effect" not in {one.name for one in drivers_of_uncertainty(made)}
    assert "assurance_effect" not in find_sources(made, "arrivals").parameters


def test_what_two_hundred_runs_tell_apart_twenty_do_not(made: Forecast) -> None:
    assert drivers_by_the_end(made)
    learned = Update(("first",), (), "weights", pool=200, effective=5.0)

    few = replace(made, update=learned)

    assert drivers_by_the_end(few) == ()
    assert find_sources(few, "arrivals").parameters == {}
    told = next(iter(changes(few, few.as_of)))
    assert told == (
        "No single uncertain number can be told from chance by the 5 runs that the forecast is "
        "worth."
    )
    assert told in find_sources(few, "arrivals").sentences


def test_report_brief_and_page_name_the_same_numbers_the_strongest_first(made: Forecast) -> None:
    by_the_end = {one.name: one.at_end for one in drivers_by_the_end(made)}

    strengths = [abs(value) for value in by_the_end.values()]
    assert strengths == sorted(strengths, reverse=True)
    assert find_sources(made, "arrivals").parameters == by_the_end
    assert list(find_sources(made, "arrivals").parameters) == list(by_the_end)
    named = [text.split(":")[0] for text in changes(made, made.as_of) if "rank correlation" in text]
    assert named == [one.label for one in drivers_by_the_end(made)][: len(named)]
    in_report = drivers_of_uncertainty(made)
    assert set(by_the_end) <= {one.name for one in in_report}
    assert [one.strongest for one in in_report] == sorted(
        (one.strongest for one in in_report), reverse=True
    )


def test_chance_names_a_number_in_few_forecasts_of_members_that_share_ancestors() -> None:
    # 30 ancestors with about 7 members each, 40 numbers without any part in the outcome. Expected
    # are at most 20 of 400 forecasts; more than 42 have a chance below 1e-5.
    generator = np.random.default_rng(20310302)
    alarms = 0
    for _ in range(400):
        # Ranks of independent numbers, as the ancestors have them; copies change no correlation.
        outcome, *numbers = (generator.permutation(30) for _ in range(41))
        found = np.corrcoef(np.vstack([outcome, *numbers]))[0, 1:]
        alarms += bool(np.abs(found).max() >= least_correlation(30, 40))

    assert alarms <= 42
    # Members taken for runs would name something in nearly every forecast.
    assert least_correlation(200, 40) < 0.25 < least_correlation(30, 40)


def _with_draws(made: Forecast, draws: Floats) -> Forecast:
    values = {**made.ensemble.values, "parameter_draws": draws}
    return replace(made, ensemble=replace(made.ensemble, values=values))
