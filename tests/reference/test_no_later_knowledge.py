"""Nothing published after the as-of time reaches a forecast."""

import csv
import io
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from corridor.cases import find_scenario
from corridor.errors import AsOfError
from corridor.evidence import parse_published
from corridor.forecast import Forecast, make_forecast
from corridor.scenario import load_scenario
from tests.worlds import write_world

CASE = "nagorno-karabakh-2023"


def _same(one: Forecast, other: Forecast) -> None:
    for name in one.arrays.data_vars:
        np.testing.assert_array_equal(one.arrays[name].to_numpy(), other.arrays[name].to_numpy())


def _edit_later_rows(
    path: Path, as_of: datetime, edit: Callable[[dict[str, str]], dict[str, str]]
) -> int:
    """Change every row of a table that was published after ``as_of``; how many there were."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    later, zone = 0, find_scenario(CASE).zone
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    for row in rows:
        is_later = parse_published(row["published"], zone) > as_of
        later += is_later
        writer.writerow(edit(row) if is_later else row)
    path.write_text(text.getvalue(), encoding="utf-8")
    return later


def test_poisoned_later_rows_change_no_byte_of_the_reference_forecast(tmp_path: Path) -> None:
    clean = find_scenario(CASE)
    poisoned = tmp_path / "poisoned"
    shutil.copytree(clean.folder, poisoned)
    as_of = clean.default_as_of
    changed = _edit_later_rows(poisoned / "counts.csv", as_of, lambda row: {**row, "value": "7"})
    changed += _edit_later_rows(
        poisoned / "ledger.csv",
        as_of,
        lambda row: row if row["end"] else {**row, "value": "7", "low": "", "high": ""},
    )
    changed += _edit_later_rows(
        poisoned / "timeline.csv",
        as_of,
        lambda row: {**row, "time": "2023-09-24T23:00+04:00"} if row["action"] == "open" else row,
    )
    assert changed > 100

    _same(
        make_forecast(clean, members=20),
        make_forecast(load_scenario(poisoned), members=20),
    )


def test_a_forecast_holds_no_row_published_later() -> None:
    made = make_forecast(CASE, members=2)

    kept = [
        *(claim.published for claim in made.scenario.ledger.claims),
        *(count.published for count in made.scenario.counts),
        *(event.published for event in made.scenario.timeline),
    ]
    assert max(kept) <= made.as_of
    assert min(count.published for count in made.later_counts) > made.as_of


def test_a_later_as_of_time_uses_what_was_published_in_between() -> None:
    early = make_forecast(CASE, members=20)
    late = make_forecast(CASE, as_of=early.as_of + timedelta(days=2), members=20)

    assert len(late.scenario.counts) > len(early.scenario.counts)
    assert len(late.later_counts) < len(early.later_counts)
    # The reported opening has replaced the assumed one.
    ids = {event.id for event in late.scenario.timeline}
    assert "general-opening-stepanakert-reported" in ids
    assert "general-opening-stepanakert" not in ids


def test_a_number_that_rests_on_something_later_is_refused(tmp_path: Path) -> None:
    folder = write_world(
        tmp_path,
        parameters={
            "gate_flow": (
                '{value: 100, unit: vehicles/hour, published: "2030-03-02T12:00+03:00",'
                " source: made up, reason: made up, certainty: assumed}"
            )
        },
    )

    with pytest.raises(AsOfError, match="gate_flow"):
        make_forecast(folder, as_of=datetime.fromisoformat("2030-03-02T11:00+03:00"), members=2)


@pytest.mark.parametrize(
    ("as_of", "message"),
    [
        pytest.param(datetime(2023, 9, 24, 22), "needs a zone", id="no zone"),
        pytest.param(
            datetime.fromisoformat("2022-12-11T12:00+04:00"), "after the start", id="too early"
        ),
    ],
)
def test_an_as_of_time_that_cannot_be_meant_is_refused(as_of: datetime, message: str) -> None:
    with pytest.raises(AsOfError, match=message):
        make_forecast(CASE, as_of=as_of, members=2)
