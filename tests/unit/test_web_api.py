"""The REST interface: what it answers, and two people at one ledger."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from corridor.app.settings import Settings
from scripts.make_rest_reference import PAGE, page
from tests.serving import API, client_of, idle_client_of, make_served, signed, wait_for

REPORT = (
    "Officials said some 1,200 people had arrived at Entry by 2 March 2030. "
    "A further 300 people were registered at Entry on 2 March 2030."
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_served(tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="module")
def client(served: Path) -> TestClient:
    return signed(idle_client_of(Settings(served)))


@pytest.fixture
def own(tmp_path: Path) -> TestClient:
    """A client of a folder that a test may change."""
    return signed(idle_client_of(Settings(make_served(tmp_path))), by="Ann")


@pytest.fixture
def working(tmp_path: Path) -> Iterator[TestClient]:
    """As ``own``, of an application that does jobs."""
    with client_of(Settings(make_served(tmp_path))) as client:
        yield signed(client, by="Ann")


def _get(client: TestClient, path: str) -> dict[str, Any]:
    answer = client.get(f"{API}/{path}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _read(client: TestClient) -> dict[str, Any]:
    said = {"text": REPORT, "published": "2030-03-02T12:00+03:00", "publisher": "Example Wire"}
    answer = client.post(f"{API}/scenarios/world/documents", json=said)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_built_in_cases_are_listed_beside_the_scenarios_of_the_folder(client: TestClient) -> None:
    listed = {one["id"]: one for one in _get(client, "scenarios")["scenarios"]}

    assert listed["world"]["built_in"] is False
    assert listed["nagorno-karabakh-2023"]["built_in"] is True


def test_a_built_in_case_can_be_copied_again_beside_a_copy_of_its_name(own: TestClient) -> None:
    case = "nagorno-karabakh-2023"
    own.post(f"{API}/scenarios", json={"name": case, "like": case})

    listed = {one["id"]: one for one in _get(own, "scenarios")["scenarios"]}
    again = own.post(f"{API}/scenarios", json={"name": "other", "like": f"{case}@built-in"})

    assert listed[case]["built_in"] is False
    assert listed[f"{case}@built-in"]["built_in"] is True
    assert (again.status_code, again.json()["id"]) == (201, "other")
    url = f"{API}/scenarios/{case}@built-in/ledger/undo"
    refused = own.post(url, json={}, headers={"If-Match": "0"})
    assert refused.status_code == 404
    assert "make a copy" in refused.json()["error"]["message"]


def test_a_scenario_that_does_not_pass_its_checks_is_listed_with_what_is_wrong(
    own: TestClient, tmp_path: Path
) -> None:
    (tmp_path / "world" / "links.csv").write_text("id\n", encoding="utf-8")

    world = _get(own, "scenarios")["scenarios"][0]

    assert not world["ok"]
    assert "links.csv" in world["problem"]


def test_a_built_in_case_is_read_only(client: TestClient) -> None:
    answer = client.post(
        f"{API}/scenarios/nagorno-karabakh-2023/ledger/accept",
        json={"ids": ["any"]},
        headers={"If-Match": "0"},
    )

    assert answer.status_code == 404
    assert "make a copy" in answer.json()["error"]["message"]


def test_a_situation_has_a_value_with_its_interval_for_every_step(
    client: TestClient,
) -> None:
    shown = _get(client, "runs/first/situation")

    steps = len(shown["times"])
    assert 0 < shown["now"] < steps
    assert {place["id"] for place in shown["places"]} >= {"north", "gate", "entry"}
    assert all(len(place["median"]) == steps for place in shown["places"])
    for link in shown["links"]:
        for name in ("flow", "queue"):
            if link[name] is not None:
                bands = zip(link[f"{name}_low"], link[f"{name}_high"], strict=True)
                assert len(link[name]) == steps
                assert all(low <= high for low, high in bands)


def test_a_forecast_has_intervals_in_order_at_every_place(client: TestClient) -> None:
    shown = _get(client, "runs/first/forecast")

    assert [one["place"] for one in shown["series"]][:2] == ["total", "entry"]
    for one in shown["series"]:
        for name in ("hourly", "cumulative", "daily"):
            levels = one[name]["values"]
            assert all(
                a <= b for low, high in pairwise(levels) for a, b in zip(low, high, strict=True)
            )
        assert len(one["daily"]["values"][0]) == len(shown["days"])


def test_a_view_that_is_known_already_is_not_sent_again(client: TestClient) -> None:
    first = client.get(f"{API}/runs/first/forecast")

    again = client.get(
        f"{API}/runs/first/forecast", headers={"If-None-Match": first.headers["etag"]}
    )

    assert again.status_code == 304
    assert again.content == b""


def test_arrivals_are_traced_to_numbers_claims_and_events(client: TestClient) -> None:
    traced = _get(client, "runs/first/trace?number=arrivals")

    assert traced["parameters"]
    assert traced["events"]
    parameter = next(one for one in traced["parameters"] if one["claims"])
    assert {claim["id"] for claim in traced["claims"]} >= set(parameter["claims"])


@pytest.mark.parametrize("number", ["place:nowhere", "arrivals:1", "weather", "claim:none"])
def test_a_number_that_is_not_there_cannot_be_traced(client: TestClient, number: str) -> None:
    assert client.get(f"{API}/runs/first/trace", params={"number": number}).status_code == 404


def test_proposals_are_highlighted_where_they_stand(own: TestClient) -> None:
    read = _read(own)

    text = list(read["document"]["text"])
    marked = ["".join(text[one["start"] : one["end"]]) for one in read["document"]["highlights"]]
    assert read["new"] == len(marked) >= 1
    assert any("1,200" in words for words in marked)


def test_two_people_cannot_undo_each_other_unseen(own: TestClient) -> None:
    read = _read(own)
    url, id = f"{API}/scenarios/world/ledger", read["ids"][0]
    seen = {"If-Match": f'"{read["version"]}"'}

    first = own.post(f"{url}/accept", json={"ids": [id]}, headers={**seen, "X-Corridor-By": "Ann"})
    second = own.post(
        f"{url}/reject",
        json={"ids": [id], "reason": "counted twice"},
        headers={**seen, "X-Corridor-By": "Bo"},
    )
    undone = own.post(f"{url}/undo", json={}, headers=seen)

    assert first.status_code == 200
    for refused in (second, undone):
        error = refused.json()["error"]
        assert refused.status_code == 409
        assert error["current_version"] == first.json()["version"]
        assert "accept by Ann" in error["problems"][0]["found"]
    status = {one["id"]: one["status"] for one in _get(own, "scenarios/world/ledger")["claims"]}
    assert status[id] == "accepted"


def test_a_step_is_undone_and_made_again(own: TestClient) -> None:
    read = _read(own)
    url, id = f"{API}/scenarios/world/ledger", read["ids"][0]

    def step(name: str, body: dict[str, object], version: int) -> int:
        answer = own.post(f"{url}/{name}", json=body, headers={"If-Match": str(version)})
        assert answer.status_code == 200, answer.text
        return int(answer.json()["version"])

    accepted = step("accept", {"ids": [id]}, read["version"])
    undone = step("undo", {}, accepted)
    step("redo", {}, undone)

    entries = _get(own, "scenarios/world/ledger/history")["entries"]
    assert [one["action"] for one in entries][-3:] == ["accept", "undo", "redo"]
    assert entries[-3]["by"] == "Ann"


def test_a_change_has_to_say_what_it_rests_on(own: TestClient) -> None:
    url = f"{API}/scenarios/world/ledger/accept"

    assert own.post(url, json={"ids": ["a"]}).status_code == 428
    assert own.post(url, json={"ids": ["a"]}, headers={"If-Match": "*"}).status_code == 400


def test_a_forecast_on_few_runs_says_so(client: TestClient) -> None:
    run, series = _get(client, "runs/first"), _get(client, "runs/first/forecast")

    assert run["notes"] == series["notes"]
    assert any("so few that the intervals are coarse" in note for note in run["notes"])


def test_needs_follow_an_amount_that_is_given(client: TestClient) -> None:
    plain = _get(client, "runs/first/needs")
    standard = plain["standards"][0]

    other = _get(client, f"runs/first/needs?amount={standard['id']}:{2 * standard['amount']}")

    assert other["standards"][0]["checked"] == "own"
    assert other["standards"][0]["default_amount"] == standard["amount"]
    middle = plain["values"][0][2][-1][-1]
    assert other["values"][0][2][-1][-1] == pytest.approx(2 * middle, rel=0.01)


def test_a_text_that_a_spreadsheet_would_work_out_is_written_as_text(
    working: TestClient, tmp_path: Path
) -> None:
    """Names in exports come from the run's scenario, which anybody may have written."""
    places = tmp_path / "world" / "places.csv"
    text = places.read_text(encoding="utf-8").replace(",Entry,", ',"=HYPERLINK(""http://x"")",')
    places.write_text(text, encoding="utf-8")
    job = working.post(f"{API}/scenarios/world/forecasts", json={"members": 5}).json()
    run = wait_for(working, job["id"])["result"]["run"]

    table = working.get(f"{API}/runs/{run}/exports/csv")

    assert table.status_code == 200
    cells = [cell for line in table.text.splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.lstrip('"').startswith("=")]


def test_a_what_if_is_answered_named_kept_and_found_by_its_link(working: TestClient) -> None:
    body = {"name": "", "changes": ["close gate 2030-03-03..2030-03-04"]}

    job = working.post(f"{API}/runs/first/what-ifs", json=body).json()
    ended = wait_for(working, job["id"])
    id = ended["result"]["what_if"]
    working.patch(f"{API}/what-ifs/{id}", json={"name": "Gate shut", "kept": True})

    found = _get(working, f"what-ifs/{id}")
    assert (found["name"], found["kept"], found["run"]) == ("Gate shut", True, "first")
    names = {measure["name"]: measure for measure in found["measures"]}
    assert names["queueing on the way"]["difference"][2] > 0
    assert found["series"][0]["place"] == "total"
    assert working.delete(f"{API}/what-ifs/{id}").status_code == 204
    assert working.get(f"{API}/what-ifs/{id}").status_code == 404


def test_a_what_if_is_exported_as_what_it_is(working: TestClient) -> None:
    body = {"name": "=Gate shut", "changes": ["close gate 2030-03-03..2030-03-04"]}
    job = working.post(f"{API}/runs/first/what-ifs", json=body).json()
    url = f"{API}/what-ifs/{wait_for(working, job['id'])['result']['what_if']}"

    assert working.get(f"{url}/exports/csv").status_code == 404
    assert working.post(f"{url}/exports", json={"format": "hubverse"}).status_code == 404
    for format in ("csv", "brief"):
        made = working.post(f"{url}/exports", json={"format": format})
        assert wait_for(working, made.json()["id"])["state"] == "done"

    exports = working.get(f"{url}/exports").json()["exports"]
    ready = {one["format"] for one in exports if one["ready"]}
    assert ready == {"csv", "brief", "brief-pdf"}
    table = list(csv.DictReader(StringIO(working.get(f"{url}/exports/csv").text)))
    assert {row["source"].partition(". ")[0] for row in table} == {
        "WHAT-IF, no forecast of what is expected: =Gate shut: close gate 2030-03-03..2030-03-04"
    }
    page = working.get(f"{url}/exports/brief")
    assert "default-src" in page.headers["content-security-policy"]
    assert "This is a what-if" in page.text
    assert "close gate 2030-03-03..2030-03-04" in page.text

    working.patch(url, json={"name": "Other"})
    assert working.get(f"{url}/exports/csv").status_code == 404


def test_a_change_that_cannot_be_made_is_answered_at_once(client: TestClient) -> None:
    answer = client.post(f"{API}/runs/first/what-ifs", json={"changes": ["close gat 2030-03-03"]})

    assert answer.status_code == 400
    assert "did you mean 'gate'" in answer.json()["error"]["problems"][0]["expected"]


def test_a_forecast_is_made_and_told_apart_from_an_earlier_one(working: TestClient) -> None:
    job = working.post(f"{API}/scenarios/world/forecasts", json={"members": 10, "seed": 2}).json()
    ended = wait_for(working, job["id"])

    run = ended["result"]["run"]
    assert _get(working, f"runs/{run}")["members"] == 10
    moved = _get(working, f"runs/{run}/moved?since=first")
    assert moved["figures"][0]["id"] == "arrived_at_end"
    assert moved["new_counts"] == []


def test_skill_tells_how_runs_did_against_later_counts(client: TestClient) -> None:
    skill = _get(client, "scenarios/world/skill")

    assert skill["backtests"] == []
    assert [one["run"] for one in skill["runs"]] == ["first"]
    assert skill["runs"][0]["rows"]


def test_every_endpoint_is_described_with_the_form_of_its_errors(client: TestClient) -> None:
    described = _get(client, "openapi.json")

    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            assert operation.get("description") or operation.get("summary"), (method, path)
            answers = operation["responses"]
            assert {"400", "401", "404", "421", "422", "500"} <= answers.keys(), (method, path)
            for status in answers.keys() - {"200", "201", "202", "204"}:
                shape = answers[status]["content"]["application/json"]["schema"]
                assert shape == {"$ref": "#/components/schemas/ErrorShape"}, (method, path, status)


def test_the_reference_lists_every_endpoint_as_it_is(client: TestClient) -> None:
    assert PAGE.read_text(encoding="utf-8") == page(_get(client, "openapi.json"))
