"""What is said of times and counts, in the report and on the terminal."""

from datetime import datetime, timedelta

import pytest

from corridor.forecast import Crossing
from corridor.report.sentences import crossing_name, crossing_sentence
from corridor.report.words import clock, moment, zone_name

AS_OF = datetime.fromisoformat("2030-03-02T18:00+03:00")
END = AS_OF + timedelta(days=5)


def _crossing(*hours: float | None, share: float = 0.5) -> Crossing:
    """Times at 5, 25, 50, 75 and 95 %, in hours after the as-of time; None is after the end."""
    times = tuple(None if hour is None else AS_OF + timedelta(hours=hour) for hour in hours)
    return Crossing(share=share, times=times)


def _told(crossing: Crossing) -> str:
    told = crossing_sentence(crossing, as_of=AS_OF, end=END, moment=moment)
    return told.replace("\N{NO-BREAK SPACE}", " ")


def test_a_median_to_come_is_told_as_future() -> None:
    assert _told(_crossing(-2, 3, 6, 8, 30)) == (
        "Half of those who leave will have crossed by 3 Mar, 00:00 "
        "(90 %: 2 Mar, 16:00 to 4 Mar, 00:00)."
    )


@pytest.mark.parametrize("hours", [-4, 0])
def test_a_median_that_is_past_is_told_as_past(hours: float) -> None:
    told = _told(_crossing(-30, -25, hours, 8, 30))

    assert told.startswith("In the model half of those who leave had crossed by 2 Mar")
    assert "will" not in told


def test_a_median_beyond_the_end_is_not_a_time() -> None:
    assert _told(_crossing(2, 3, None, None, None, share=0.9)) == (
        "Nine in ten of those who leave will have crossed only after the forecast ends, "
        "7 Mar, 18:00 (90 %: 2 Mar, 20:00 to after 7 Mar, 18:00)."
    )
    assert "(90 %: all after 7 Mar, 18:00)" in _told(_crossing(None, None, None, None, None))


def test_nothing_is_said_to_be_by_after_a_time() -> None:
    unknown = _crossing(2, 3, None, None, None)

    assert not crossing_name(unknown, AS_OF).endswith("by")
    assert "by after" not in _told(unknown)


def test_an_instant_is_past_whatever_its_offset() -> None:
    in_utc = Crossing(share=0.5, times=(datetime.fromisoformat("2030-03-02T15:00+00:00"),) * 5)

    assert "had crossed" in _told(in_utc)


def test_midnight_ends_the_day_before() -> None:
    assert clock(datetime.fromisoformat("2030-03-03T00:00+03:00")) == "24:00"
    assert clock(datetime.fromisoformat("2030-03-03T00:30+03:00")) == "00:30"


@pytest.mark.parametrize(
    ("offset", "name"), [("+04:00", "UTC+4"), ("-03:30", "UTC-3:30"), ("+00:00", "UTC")]
)
def test_an_offset_is_said_in_one_way(offset: str, name: str) -> None:
    assert zone_name(datetime.fromisoformat(f"2030-03-03T00:00{offset}")) == name
