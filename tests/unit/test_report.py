"""The report: what it says, and what it must never let through."""

import re
from pathlib import Path

import pytest

from corridor.backtest import make_outcome
from corridor.forecast import Forecast, make_forecast
from corridor.report.content import answer
from corridor.report.drivers import driver_days, drivers_of_uncertainty
from corridor.report.numbers import priors
from corridor.report.run import write_run
from corridor.report.view import make_view
from tests.engine import known
from tests.worlds import TABLES, write_world

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def _page(made: Forecast, folder: Path) -> str:
    return (write_run(made, folder / "run") / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def made() -> Forecast:
    return make_forecast("nagorno-karabakh-2023", members=40)


@pytest.fixture(scope="module")
def page(made: Forecast, tmp_path_factory: pytest.TempPathFactory) -> str:
    return _page(made, tmp_path_factory.mktemp("report"))


def test_the_report_says_what_was_known_when(page: str) -> None:
    text = re.sub(r"\s+", " ", page.replace("\N{NO-BREAK SPACE}", " "))

    assert "24 Sep 2023, 22:00" in text
    assert "70 claims, 2 counts and 40 events published by then" in text
    assert "known only later" in text


def test_every_prior_stands_in_the_report_with_its_reason(page: str, made: Forecast) -> None:
    for parameter in made.scenario.parameters:
        assert f"<code>{parameter.name}</code>" in page


def test_an_uncertain_number_written_in_place_stands_among_the_priors(tmp_path: Path) -> None:
    world = write_world(
        tmp_path / "world",
        links={"junction-gate": {"note": "a guess of the road office", "source": "road office"}},
        settings={"people_per_vehicle": "{uniform: [3, 5]}"},
    )

    rows = {prior.name: prior for prior in priors(known(world))}

    road = rows["links.junction-gate.hours"]
    assert (road.label, road.value) == ("Junction to Gate: hours", "uniform 0.4 to 0.8")
    assert (road.reason, road.source) == ("a guess of the road office", "road office")
    assert rows["timeline.north-opens.delay_hours"].reason == "made up"
    assert rows["people_per_vehicle"].value == "uniform 3 to 5"
    assert "places.gate.vehicles_per_hour" not in rows
    assert rows["gate_flow"].label == "Gate flow"


def test_every_number_that_varies_has_a_row_among_the_priors(made: Forecast) -> None:
    drawn = {str(name) for name in made.ensemble.labels["parameter"]}

    assert drawn <= {prior.name for prior in priors(made.scenario)}


@pytest.mark.parametrize(
    ("horizon", "days"), [("1", "day"), ("2", "two days"), ("3", "three days"), ("9", "three days")]
)
def test_the_days_ahead_never_reach_beyond_the_horizon(
    tmp_path: Path, horizon: str, days: str
) -> None:
    world = write_world(tmp_path / "world", settings={"horizon_days": horizon})

    made = make_forecast(world, members=5)

    assert any(f"In the next {days} about" in sentence for sentence in answer(make_view(made)))
    ahead = driver_days(made.scenario)
    assert ahead[-1] == int(horizon)
    assert list(ahead) == sorted(set(ahead))
    assert all(len(one.correlations) == len(ahead) for one in drivers_of_uncertainty(made))


def test_counts_stand_in_the_scenario_s_own_time(tmp_path: Path) -> None:
    # 21:30 in UTC is half past midnight of the next day in Nairobi.
    world = write_world(
        tmp_path / "world",
        counts={
            "first": {"held": "2030-03-01T21:30+00:00", "published": "2030-03-01T22:00+00:00"},
            "second": {"held": "2030-03-03T21:00+00:00", "published": "2030-03-04"},
        },
    )

    page = _page(make_forecast(world, members=5), tmp_path)

    assert "900 at 00:30" in page
    assert "2,400 at 24:00" in page
    assert "2\N{NO-BREAK SPACE}Mar\N{NO-BREAK SPACE}2030, 00:30" in page


def test_a_known_count_outside_the_interval_is_named_near_the_top(tmp_path: Path) -> None:
    world = write_world(tmp_path / "world", counts={"first": {"value": "99999"}})

    page = _page(make_forecast(world, members=5), tmp_path)

    warning = page.index("The model cannot explain a count, even after it learned from it: 99,999")
    assert warning < page.index("<h2>")
    assert "had arrived at Entry by" in page


def test_a_known_count_inside_the_interval_needs_no_warning(page: str) -> None:
    assert "does not agree with" not in page
    assert "cannot explain" not in page


def test_the_top_says_when_it_was_made_and_who_may_see_it(page: str) -> None:
    top = page[: page.index("<h2>")]

    assert re.search(r"Produced \d+.\w+.\d{4}, \d\d:\d\d \(UTC\+4\)", top)
    assert "Sensitivity: <strong>public</strong>" in top


def test_where_people_come_through_several_places_no_count_stands_beside_the_total(
    page: str, tmp_path: Path
) -> None:
    side_road = {
        **{"from": "junction", "to": "east-town", "km": "90", "hours": "2"},
        **{"vehicles_per_hour": "unlimited", "certainty": "assumed"},
    }
    world = write_world(tmp_path / "world", links={"side-road": side_road})

    assert "Reported count" in page
    assert "Reported count" not in _page(make_forecast(world, members=5), tmp_path)


def test_no_claim_published_later_stands_in_the_report(page: str) -> None:
    assert "pop-120000" in page
    assert "plan-90000" not in page
    assert "pop-present-derived" not in page


def test_the_page_fetches_nothing_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert not re.search(r"""<(img|iframe|link|object|embed)\b""", page)
    assert not re.search(r"url\((?!#)", page)
    assert "@import" not in page


def test_hostile_text_in_a_scenario_is_shown_as_text(tmp_path: Path) -> None:
    world = write_world(
        tmp_path / "world",
        settings={"title": f"'{HOSTILE}'", "summary": f"'{HOSTILE}'"},
        places={"gate": {"name": HOSTILE}, "entry": {"name": HOSTILE}},
        timeline={"threat-begins": {"note": HOSTILE, "source": "javascript:alert(3)"}},
        ledger={"north-census": {"note": HOSTILE, "said_by": HOSTILE}},
    )

    page = _page(make_forecast(world, members=5), tmp_path)

    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page


def test_no_table_stands_without_rows(tmp_path: Path) -> None:
    world = write_world(
        tmp_path / "world",
        settings={
            "leaving": "{base_rate_per_day: 1, share_willing: 1}",
            "onward": None,
        },
        places={"north": {"people": "10"}, "gate": {"vehicles_per_hour": "60"}},
        links={"junction-gate": {"hours": "1"}},
        timeline=dict.fromkeys(TABLES["timeline"]),
        counts=dict.fromkeys(TABLES["counts"]),
        ledger=dict.fromkeys(TABLES["ledger"]),
    )

    page = _page(make_forecast(world, members=5), tmp_path)

    assert not re.search(r"<tbody>\s*</tbody>", page)
    assert "<h2>Priors" not in page
    assert "The ledger held no claim" in page


def test_the_same_forecast_gives_the_same_figures(
    made: Forecast, page: str, tmp_path: Path
) -> None:
    again = _page(made, tmp_path)

    figures = re.compile(r"<svg.*?</svg>", re.DOTALL)
    assert figures.findall(page) == figures.findall(again)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_later_count_is_compared_at_its_own_time(tmp_path: Path) -> None:
    # All 100 decide at once and take three hours: 15 arrive in each hour from 09:00 on.
    world = write_world(
        tmp_path / "world",
        settings={
            "people_per_vehicle": "1",
            "as_of": '"2030-03-01T08:00+03:00"',
            "leaving": "{base_rate_per_day: 1000, share_willing: 1}",
        },
        places={
            "north": {"people": "0"},
            "south": {"people": "150"},
            "gate": {"vehicles_per_hour": "15"},
        },
        links={
            "south-junction": {"hours": "1"},
            "junction-gate": {"hours": "1", "vehicles_per_hour": "unlimited"},
            "gate-entry": {"hours": "1"},
        },
        timeline=dict.fromkeys(
            ("threat-begins", "north-closes", "north-opens", "north-opens-late"), None
        ),
        counts={
            "first": {
                "value": "50",
                "held": "2030-03-01T11:30+03:00",
                "published": "2030-03-01T12:00+03:00",
            },
            "second": None,
        },
    )

    outcome = make_outcome(make_forecast(world, members=3))

    assert outcome is not None
    (row,) = outcome.rows
    assert row.median == pytest.approx(37.5)
    assert outcome.model_crps == pytest.approx(12.5)
    assert [coverage.share for coverage in outcome.coverage] == [0.0, 0.0]


def test_the_report_tells_how_long_supplies_last(page: str) -> None:
    text = re.sub(r"\s+", " ", page)

    assert "<h2>Days of supply</h2>" in text
    # Food has run out in most runs by September, after nine months of a shut road.
    assert re.search(r">food</th><td[^>]*>Stepanakert</td>", text)
