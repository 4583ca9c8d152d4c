"""The report: what it says, and what it must never let through."""

import re
from pathlib import Path

import pytest

from corridor.backtest import make_outcome
from corridor.forecast import Forecast, make_forecast
from corridor.report.run import write_run
from tests.worlds import write_world

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
        assert parameter.name in page


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
    assert [coverage.share for coverage in outcome.coverage] == [0.0, 0.0, 0.0]
