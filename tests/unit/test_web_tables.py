"""The REST interface: counts, tables and new scenarios, changed all at once or not at all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corridor.app.settings import Settings
from tests.serving import API, client_of, signed
from tests.worlds import write_world


@pytest.fixture
def own(tmp_path: Path) -> Iterator[TestClient]:
    """A client of a folder that a test may change."""
    write_world(tmp_path / "world")
    with client_of(Settings(tmp_path)) as client:
        yield signed(client, by="Ann")


def _get(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_pasted_counts_are_checked_and_then_written(own: TestClient) -> None:
    url = f"{API}/scenarios/world/counts"
    times = ("2030-03-02T12:00+03:00", "2030-03-02T18:00+03:00")
    text = f"place;date;people\nEntry;{times[0]};4 850\nEntry;{times[1]};9,100\n"
    body = {"text": text, "said_by": "Gate team", "published": "2030-03-02T19:00+03:00"}

    checked = own.post(url, json=body, params={"check": "true"}).json()
    before = len(_get(own, "scenarios/world/counts")["counts"])
    added = own.post(url, json=body, headers={"If-Match": str(checked["version"])})
    again = own.post(url, json=body, headers={"If-Match": str(added.json()["version"])})

    assert (checked["added"], [row["value"] for row in checked["rows"]]) == (0, [4850, 9100])
    assert added.json()["added"] == 2
    assert len(_get(own, "scenarios/world/counts")["counts"]) == before + 2
    assert again.status_code == 400
    assert "there already" in again.json()["error"]["problems"][0]["found"]


def test_a_fault_in_pasted_counts_is_named_with_its_line_and_nothing_is_written(
    own: TestClient, tmp_path: Path
) -> None:
    url = f"{API}/scenarios/world/counts"
    before = (tmp_path / "world" / "counts.csv").read_bytes()
    text = "place,held,value\nentry,2030-03-02,many\nnowhere,2030-03-02,5\n"

    checked = own.post(url, json={"text": text, "said_by": "Gate team"}, params={"check": "true"})
    added = own.post(url, json={"text": text, "said_by": "Gate team"}, headers={"If-Match": "99"})

    where = [problem["where"] for problem in checked.json()["problems"]]
    assert where == ["the table:2: value", "the table:3: place"]
    assert added.status_code == 400
    assert (tmp_path / "world" / "counts.csv").read_bytes() == before


def test_rows_are_checked_and_then_changed_all_at_once(own: TestClient, tmp_path: Path) -> None:
    url = f"{API}/scenarios/world/tables"
    tables = {table["name"]: table for table in _get(own, "scenarios/world/tables")["tables"]}
    assert {row["id"] for row in tables["places"]["rows"]} >= {"gate", "entry"}
    kind = next(field for field in tables["places"]["fields"] if field["name"] == "kind")
    assert kind["choices"] == ["origin", "waypoint", "checkpoint", "reception"]
    before = (tmp_path / "world" / "places.csv").read_bytes()
    wrong = {"changes": [{"table": "places", "id": "gate", "cells": {"lat": "95"}}]}
    right = {"changes": [{"table": "places", "id": "gate", "cells": {"name": "The gate"}}]}

    checked = own.post(url, json=wrong, params={"check": "true"}).json()
    refused = own.post(url, json=wrong, headers={"If-Match": "0"})
    untagged = own.post(url, json=right)

    assert checked["problems"] == refused.json()["error"]["problems"]
    assert "places.csv" in checked["problems"][0]["where"]
    assert (refused.status_code, untagged.status_code) == (400, 428)
    assert (tmp_path / "world" / "places.csv").read_bytes() == before

    made = own.post(url, json=right, headers={"If-Match": "0"})
    again = own.post(url, json=right, headers={"If-Match": "0"})

    assert made.json()["changed"]
    assert again.status_code == 409
    assert again.json()["error"]["current_version"] == made.json()["version"]
    assert "The gate" in (tmp_path / "world" / "places.csv").read_text(encoding="utf-8")
    elsewhere = own.post(
        f"{API}/scenarios/nagorno-karabakh-2023/tables", json=right, headers={"If-Match": "0"}
    )
    assert elsewhere.status_code == 404


def test_a_new_scenario_is_told_to_be_an_example_until_its_places_are_others(
    own: TestClient,
) -> None:
    own.post(f"{API}/scenarios", json={"name": "mine"})
    change = {"changes": [{"table": "places", "id": "forks", "cells": {"name": "Fork"}}]}

    before = _get(own, "scenarios/mine")["example"]
    own.post(f"{API}/scenarios/mine/tables", json=change, headers={"If-Match": "0"})

    assert before is True
    assert _get(own, "scenarios/mine")["example"] is False
    assert _get(own, "scenarios/world")["example"] is False


def test_an_empty_scenario_says_what_it_lacks_and_takes_reports(own: TestClient) -> None:
    made = own.post(f"{API}/scenarios", json={"name": "hills", "empty": True}).json()
    said = {"text": "The UN said 1,200 people had left.", "published": "2030-03-02"}

    read = own.post(f"{API}/scenarios/hills/documents", json=said)
    refused = own.post(f"{API}/scenarios/hills/forecasts", json={"members": 5})

    assert made["ok"] is False
    assert [step["name"] for step in made["to_do"] if not step["done"]] == [
        "origins",
        "receptions",
        "roads",
    ]
    assert read.json()["new"] == 1
    assert refused.status_code == 400
    assert _get(own, "scenarios/hills")["place_list"] == []
    assert _get(own, "scenarios/world")["to_do"] == []


@pytest.mark.parametrize(
    ("body", "found", "expected"),
    [({"text": ""}, "nothing", "some text"), ({}, "", "a value")],
)
def test_a_form_that_is_not_filled_in_is_answered_in_plain_words(
    own: TestClient, body: dict[str, str], found: str, expected: str
) -> None:
    answer = own.post(f"{API}/scenarios/world/documents", json=body)

    (problem,) = answer.json()["error"]["problems"]
    assert answer.status_code == 422
    assert (problem["where"], problem["expected"]) == ("text", expected)
    assert found in problem["found"]


def test_a_misspelt_place_and_a_missing_time_are_said_plainly(own: TestClient) -> None:
    url = f"{API}/scenarios/world/counts"
    text = "place,held,value,said_by\nEntri,2030-03-02,5,x\nEntry,2130-03-02,5,x\n"

    checked = own.post(url, json={"text": text}, params={"check": "true"}).json()

    place, time = checked["problems"]
    assert "did you mean" in place["expected"]
    assert time["found"].startswith("nothing, so that now was taken")
    assert "column published" in time["expected"]
