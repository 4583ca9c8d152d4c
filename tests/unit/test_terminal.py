"""What a forecast says on the terminal, and as JSON."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from corridor.cli.as_json import to_json
from corridor.cli.tables import print_forecast
from corridor.forecast import Forecast, make_forecast, summarise
from tests.worlds import write_world


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    # Times of counts in UTC; 21:00 there is midnight in Nairobi, the end of 2 March.
    world = write_world(
        tmp_path_factory.mktemp("world"),
        counts={
            "first": {
                **{"value": "99999", "held": "2030-03-02T09:00+00:00"},
                "published": "2030-03-02T10:00+00:00",
            },
            "second": {"held": "2030-03-02T21:00+00:00"},
        },
    )
    return make_forecast(world, as_of="2030-03-02T15:00Z", members=5)


@pytest.fixture(scope="module")
def printed(made: Forecast) -> str:
    text = io.StringIO()
    print_forecast(Console(file=text, width=100), made, summarise(made))
    return text.getvalue()


def test_counts_and_the_as_of_time_are_printed_in_the_scenario_s_zone(printed: str) -> None:
    assert "As of Sat 2 Mar 2030 18:00 (UTC+3)" in printed
    assert "2,400 at 24:00*" in printed


def test_the_count_that_was_known_stands_above_the_one_known_only_later(
    made: Forecast, printed: str
) -> None:
    day = json.loads(to_json(made, summarise(made), Path("run")))["days"][0]

    assert printed.index("99,999 at 12:00 ") < printed.index("2,400 at 24:00*")
    assert (day["known_count"]["value"], day["last_count"]["value"]) == (99999, 2400)


def test_counts_that_cannot_stand_beside_the_total_are_said_to_be_left_out(
    tmp_path: Path,
) -> None:
    world = write_world(tmp_path, counts={"first": {"measure": "stock"}, "second": None})
    made = make_forecast(world, as_of="2030-03-02T15:00Z", members=5)
    text = io.StringIO()
    print_forecast(Console(file=text, width=100), made, summarise(made))

    assert "1 count known by the as-of time (people present at a place) is not shown" in (
        " ".join(text.getvalue().split())
    )
    assert "reported count" not in text.getvalue()


def test_a_long_forecast_is_told_by_week(tmp_path: Path) -> None:
    world = write_world(tmp_path, settings={"horizon_days": "40"})
    made = make_forecast(world, members=2)
    summary = summarise(made)
    text = io.StringIO()
    print_forecast(Console(file=text, width=100), made, summary)

    assert len(summary.weeks) == -(-len(summary.days) // 7)
    assert summary.weeks[0].date == summary.days[6].date
    assert summary.weeks[0].total == summary.days[6].total
    assert summary.weeks[-1].total == summary.days[-1].total
    assert "Arrivals that week" in text.getvalue()
    assert len(text.getvalue().splitlines()) < 80


def test_json_has_its_times_in_the_scenario_s_zone(made: Forecast) -> None:
    document = json.loads(to_json(made, summarise(made), Path("run")))

    assert document["as_of"] == "2030-03-02T18:00:00+03:00"
    assert document["days"][0]["last_count"]["held"] == "2030-03-03T00:00:00+03:00"


def test_a_known_count_far_from_the_model_is_named_before_the_tables(printed: str) -> None:
    warning = printed.index(
        "The model cannot explain a count, even after it learned from it: 99,999"
    )

    assert warning < printed.index("Arrivals that day")


def test_nothing_on_the_terminal_needs_a_no_break_space(printed: str) -> None:
    assert "\N{NO-BREAK SPACE}" not in printed


def test_every_line_of_a_table_fits_80_columns(printed: str) -> None:
    tables = printed[printed.index("Arrivals that day") : printed.index("The model learned from")]

    assert max(len(line.rstrip()) for line in tables.splitlines()) <= 80


@pytest.mark.parametrize("width", [40, 60, 80, 120])
@pytest.mark.parametrize("people", [471_216, 12_471_216])
def test_no_digit_is_cut_at_any_width(made: Forecast, width: int, people: int) -> None:
    summary = summarise(made)
    many = tuple(people + i for i in range(5))
    day = replace(summary.days[0], arrivals=many, total=many, longest_queue=many, held=many)
    text = io.StringIO()

    print_forecast(Console(file=text, width=width), made, replace(summary, days=(day,)))

    tables = text.getvalue()
    tables = tables[tables.index("Arrivals that") : tables.index("The model learned")]
    assert "…" not in tables
    middle, last = f"{people + 2:,}", f"{people + 4:,}"
    assert tables.count(middle) >= 4
    assert f"{middle} ({people:,} to {last})" in tables
    if width >= 80:
        assert max(len(line.rstrip()) for line in tables.splitlines()) <= width


def test_a_day_that_the_run_holds_only_in_part_is_marked(printed: str) -> None:
    lines = printed.splitlines()

    # Totals at the end of a day are whole whatever the day holds.
    assert sum("7 Mar†" in line for line in lines) == 2
    assert "† not a whole day: 7 Mar until 18:00" in printed
    assert "2 Mar†" not in printed


def test_held_says_when_and_not_that_people_are_at_home(printed: str) -> None:
    assert "held at day's end" in printed
    assert "home" not in printed
