"""Jobs: kept, cancelled, and found again after the server was killed."""

import json
from pathlib import Path

from corridor.app.jobs import Jobs
from corridor.app.settings import Settings
from tests.serving import API, client_of, make_served, signed, wait_for


def _left_behind(folder: Path, kind: str, attempts: int) -> str:
    """A job as a server that was killed left it."""
    id = f"j-20300301-120000-00000{attempts}"
    kept = {
        "id": id,
        "kind": kind,
        "title": "A job",
        "state": "running",
        "created": "2030-03-01T12:00:00Z",
        "request": {"scenario": "world", "run": "first", "members": 5, "seed": 1, "changes": []},
        "attempts": attempts,
    }
    path = folder / ".corridor" / "jobs" / f"{id}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(kept), encoding="utf-8")
    return id


def test_a_forecast_that_was_cut_off_goes_on_and_a_what_if_is_told_as_interrupted(
    tmp_path: Path,
) -> None:
    make_served(tmp_path)
    forecast = _left_behind(tmp_path, "forecast", 1)
    what_if = _left_behind(tmp_path, "what-if", 2)

    with client_of(Settings(tmp_path)) as client:
        ended = wait_for(client, forecast)
        cut = client.get(f"{API}/jobs/{what_if}").json()

    assert ended["state"] == "done"
    assert (tmp_path / "runs" / ended["result"]["run"] / "manifest.json").is_file()
    assert cut["state"] == "interrupted"
    assert "the server ended" in cut["error"]["message"]


def test_a_job_that_was_cut_off_too_often_is_not_begun_again(tmp_path: Path) -> None:
    id = _left_behind(tmp_path, "forecast", 3)

    jobs = Jobs(tmp_path / ".corridor" / "jobs", root=tmp_path)
    jobs.start()
    jobs.stop()

    assert jobs.get(id).state == "interrupted"


def test_a_cancelled_job_leaves_nothing_behind_and_can_be_begun_again(tmp_path: Path) -> None:
    make_served(tmp_path)
    with client_of(Settings(tmp_path)) as client:
        signed(client)
        asked = {"members": 100_000}
        job = client.post(f"{API}/scenarios/world/forecasts", json=asked).json()
        client.delete(f"{API}/jobs/{job['id']}")
        cancelled = wait_for(client, job["id"])
        left = sorted(path.name for path in (tmp_path / "runs").iterdir())
        again = client.post(f"{API}/jobs/{job['id']}/again").json()
        client.delete(f"{API}/jobs/{job['id']}")

    assert cancelled["state"] == "cancelled"
    assert left == ["first"]
    assert again["state"] == "queued"


def test_a_file_that_is_no_job_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "jobs"
    folder.mkdir()
    (folder / "j-broken.json").write_text("{", encoding="utf-8")

    jobs = Jobs(folder, root=tmp_path)
    jobs.start()
    jobs.stop()

    assert jobs.list() == ()
