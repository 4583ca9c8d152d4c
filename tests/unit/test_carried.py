"""Counts of people present, carried on from the last ones."""

import csv
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest

from corridor.app.showing import forecast_shape
from corridor.cli.as_json import to_document
from corridor.forecast import (
    Forecast,
    carried,
    counts_to_come,
    is_carried,
    make_forecast,
    summarise,
)
from corridor.forecast.carried import found_share, unchecked_registers
from corridor.observe import TOTAL
from corridor.report.export import export_run
from corridor.report.run import write_run
from corridor.scenario import load_scenario
from corridor.units import Floats
from tests.counted_worlds import PRESENT, present_counts, write_counted_world
from tests.worlds import write_world

TOWNS = ("east-town", "west-town")
MEMBERS = 40


def _forecast(folder: Path, present: Mapping[str, Mapping[int, int]] | None = None) -> Forecast:
    if present is None:
        write_counted_world(folder)
    else:
        counts = {"first": None, "second": None, **present_counts(present)}
        write_world(folder, counts=counts)
    return make_forecast(folder, as_of="2030-03-10T18:00+03:00", members=MEMBERS, threads=1)


def _carried(made: Forecast, *days: int) -> Mapping[str, Floats]:
    return carried(made, TOWNS, [made.as_of + timedelta(days=day) for day in days])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Forecast:
    return _forecast(tmp_path_factory.mktemp("counted"))


def test_places_and_all_of_them_are_carried_by_member(made: Forecast) -> None:
    found = _carried(made, 1, 5)

    assert is_carried(made)
    assert set(found) == {*TOWNS, TOTAL}
    for people in found.values():
        assert people.shape == (MEMBERS, 2)
        assert (people >= 0).all()


def test_a_place_goes_on_from_its_last_count(made: Forecast) -> None:
    found = _carried(made, 1)

    last = max(PRESENT["east-town"].values())
    assert 0.6 * last < np.median(found["east-town"]) < 1.3 * last


def test_a_long_series_takes_nothing_from_the_model(tmp_path: Path) -> None:
    steady = {town: dict.fromkeys(range(2, 11), 20_000) for town in TOWNS}
    made = _forecast(tmp_path, steady)

    people = _carried(made, 1)["east-town"]

    # The model has no more than a few hundred people here.
    assert people.min() > 5000


def test_a_place_that_was_never_counted_shares_in_those_counted_elsewhere(tmp_path: Path) -> None:
    made = _forecast(tmp_path, {"east-town": PRESENT["east-town"]})

    people = _carried(made, 2)["west-town"]

    counted = max(PRESENT["east-town"].values())
    assert 0 < np.median(people) < counted
    assert people.max() < 2 * counted


def test_members_keep_the_order_that_they_have_in_the_model(tmp_path: Path) -> None:
    steady = {town: {day: 1000 + 30 * (day % 3) for day in range(2, 11)} for town in TOWNS}
    counts = {**present_counts(steady)}
    sheltered = {id: {**row, "kind": "sheltered"} for id, row in counts.items()}
    write_world(tmp_path, counts={"first": None, "second": None, **sheltered})
    made = make_forecast(tmp_path, as_of="2030-03-10T18:00+03:00", members=MEMBERS, threads=1)

    people = _carried(made, 1)["east-town"][:, 0]
    hour = round((made.as_of - made.scenario.start) / timedelta(hours=1)) + 24
    model = made.ensemble.at("present", "east-town")[:, hour - 1]

    order = np.argsort(model, kind="stable")
    differs = np.diff(model[order]) > 0
    assert (np.diff(people[order])[differs] >= 0).all()


def test_counts_to_come_are_told_by_place_with_the_last_count(made: Forecast) -> None:
    rows = counts_to_come(made)

    assert [(row.place, row.last) for row in rows] == [
        ("east-town", 1500),
        ("west-town", 450),
        (TOTAL, 1950),
    ]
    assert rows[0].held is not None
    assert rows[0].held.day == 10
    for row in rows:
        assert len(row.people) == len(row.times)
        for levels in row.people:
            assert list(levels) == sorted(levels)


def test_counts_to_come_stand_beside_the_people_in_the_model(made: Forecast) -> None:
    rows = {row.place: row for row in counts_to_come(made)}

    last = made.ensemble.at("present", "east-town")[:, -1]
    middle = rows["east-town"].present[-1][2]
    assert last.min() <= middle <= last.max()
    assert rows["east-town"].present != rows["east-town"].people
    for row in rows.values():
        assert all(list(levels) == sorted(levels) for levels in row.present)


def test_a_forecast_is_answered_with_its_counts_to_come(made: Forecast) -> None:
    shape = forecast_shape("run", made)

    assert [row.place for row in shape.to_come] == ["east-town", "west-town", TOTAL]
    assert shape.to_come[0].people == counts_to_come(made)[0].people
    assert "carried on" in shape.to_come_note


def test_exports_hold_the_counts_to_come(made: Forecast, tmp_path: Path) -> None:
    run = write_run(made, tmp_path / "run")
    (table,) = export_run(run, "csv", tmp_path / "out.csv")
    (book,) = export_run(run, "xlsx", tmp_path / "out.xlsx")

    with table.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["variable"] == "count_to_come"]
    told = {row["place"]: float(row["value"]) for row in rows if row["level"] == "0.5"}
    expected = counts_to_come(made)
    assert told == {
        ("all" if row.place == TOTAL else row.place): row.people[-1][2] for row in expected
    }
    sheet = list(openpyxl.load_workbook(book)["counts to come"].iter_rows(values_only=True))
    assert sheet[1][5:] == ("as they will be counted", *expected[0].people[0])
    assert sheet[2][5:] == ("present in the model", *expected[0].present[0])


def test_counts_to_come_stand_in_json_by_time_and_level(made: Forecast) -> None:
    document: dict[str, Any] = to_document(made, summarise(made))

    first = document["counts_to_come"][0]

    assert first["place"] == "east-town"
    times = [time.isoformat() for time in counts_to_come(made)[0].times]
    assert list(first["present"]) == times
    assert list(first["present"][times[0]]) == ["0.05", "0.25", "0.5", "0.75", "0.95"]


def test_without_learning_nothing_is_carried(tmp_path: Path) -> None:
    write_counted_world(tmp_path)
    made = make_forecast(
        tmp_path, as_of="2030-03-10T18:00+03:00", members=5, threads=1, update=False
    )

    assert not is_carried(made)
    assert counts_to_come(made) == ()


def test_a_register_is_unchecked_until_a_count_of_it_was_corrected(tmp_path: Path) -> None:
    corrected = {
        **present_counts({"east-town": {2: 500, 5: 900}}),
        "again": {
            **present_counts({"east-town": {5: 700}})["east-town-5"],
            "published": "2030-03-08T15:00+03:00",
        },
        **present_counts({"west-town": {2: 500, 5: 900}}),
    }
    write_world(tmp_path, counts={"first": None, "second": None, **corrected})
    scenario = load_scenario(tmp_path)

    assert unchecked_registers(scenario.counts) == {"west-town"}
    early = [count for count in scenario.counts if count.id != "again"]
    assert unchecked_registers(early) == set(TOWNS)


def test_shelters_that_count_heads_are_no_registers(tmp_path: Path) -> None:
    rows = {
        id: {**row, "kind": "sheltered"}
        for id, row in present_counts({"east-town": {2: 500, 5: 900}}).items()
    }
    write_world(tmp_path, counts={"first": None, "second": None, **rows})

    assert unchecked_registers(load_scenario(tmp_path).counts) == set()


def test_half_of_unchecked_registers_hold_far_too_many() -> None:
    even = (np.arange(1000) + 0.5) / 1000
    rng = np.random.default_rng(1)
    crisis, found = rng.permutation(even), rng.permutation(even)

    share = found_share(crisis, even, found)

    assert (share <= 1).all()
    assert (share < 0.96).mean() == pytest.approx(0.5 * 0.78, abs=0.05)
    # Of those that are far off the middle is the geometric middle of 0.6 and 1.1.
    assert np.median(share[even < crisis]) == pytest.approx(np.sqrt(0.6 * 1.1), abs=0.02)


def test_registers_of_one_crisis_are_off_together() -> None:
    even = (np.arange(1000) + 0.5) / 1000
    rng = np.random.default_rng(2)
    one, other = (found_share(even, rng.permutation(even), rng.permutation(even)) for _ in range(2))

    assert np.corrcoef(one, other)[0, 1] > 0.1
