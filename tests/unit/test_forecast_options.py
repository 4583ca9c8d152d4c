"""What a forecast is asked for: times, members, seed."""

from datetime import date, datetime
from pathlib import Path

import numpy as np
import pytest

from corridor.errors import AsOfError, InputError, OptionError
from corridor.forecast import make_forecast
from tests.worlds import write_world


def test_an_as_of_time_may_be_a_text_with_or_without_its_zone(tmp_path: Path) -> None:
    world = write_world(tmp_path)
    times = [
        make_forecast(world, as_of=text, members=1).as_of
        for text in ("2030-03-02T12:00+03:00", "2030-03-02T09:00Z", "2030-03-02T12:00")
    ]

    assert set(times) == {datetime.fromisoformat("2030-03-02T12:00+03:00")}
    # Printed alike, whatever was typed.
    assert {time.isoformat() for time in times} == {"2030-03-02T12:00:00+03:00"}


def test_an_as_of_date_is_the_end_of_its_day(tmp_path: Path) -> None:
    as_of = make_forecast(write_world(tmp_path), as_of="2030-03-02", members=1).as_of

    assert as_of == datetime.fromisoformat("2030-03-02T23:59:59+03:00")


def test_a_day_ahead_has_24_hours_where_clocks_are_changed(tmp_path: Path) -> None:
    world = write_world(
        tmp_path,
        settings={
            "time_zone": "Europe/Berlin",
            "start": '"2030-03-30T00:00+01:00"',
            "as_of": '"2030-03-30T12:00+01:00"',
            "horizon_days": "2",
        },
    )

    ends = [
        make_forecast(world, as_of=text, members=1).ensemble.labels["time"][-1]
        for text in ("2030-03-30T12:00", "2030-03-30T12:00+01:00")
    ]

    assert set(ends) == {np.datetime64("2030-04-01T11:00", "ns")}


@pytest.mark.parametrize(
    "as_of",
    [
        pytest.param("2030-03-01T06:00+03:00", id="the start itself"),
        pytest.param("2030-02-01T06:00+03:00", id="before the start"),
        pytest.param("2035-03-01T06:00+03:00", id="years after the start"),
        pytest.param("tomorrow", id="no time"),
        pytest.param("2030-03", id="no day"),
        pytest.param("2030-02-30", id="no such day"),
        pytest.param(datetime(2030, 3, 2, 12), id="no zone"),
        pytest.param(date(2030, 3, 2), id="a date"),
        pytest.param(20300302, id="a number"),
    ],
)
def test_an_as_of_time_that_cannot_be_is_refused(tmp_path: Path, as_of: datetime) -> None:
    with pytest.raises(AsOfError, match="as-of time"):
        make_forecast(write_world(tmp_path), as_of=as_of, members=1)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("members", 0),
        ("members", 1_000_001),
        ("members", 10.5),
        ("members", True),
        ("members", "10"),
        ("seed", -1),
        ("seed", 2**64),
        ("threads", 0),
        ("threads", -2),
    ],
)
def test_an_option_out_of_its_range_is_named(tmp_path: Path, option: str, value: int) -> None:
    with pytest.raises(OptionError, match=f"{option}: found {value!r}, expected a whole number"):
        make_forecast(write_world(tmp_path), **{option: value})  # type: ignore[arg-type]

    assert issubclass(OptionError, InputError)


def test_options_may_be_whole_numbers_of_numpy(tmp_path: Path) -> None:
    made = make_forecast(
        write_world(tmp_path),
        members=np.int64(2),  # type: ignore[arg-type]
        seed=np.uint64(2**64 - 1),  # type: ignore[arg-type]
    )

    assert (made.ensemble.members, made.seed) == (2, 2**64 - 1)
