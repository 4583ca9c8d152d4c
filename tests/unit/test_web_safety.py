"""Who the web application lets in, what it refuses, and what it sends along."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from corridor.app.passwords import Secret, Sessions, Tries
from corridor.app.settings import Settings
from corridor.cli.serve import ServeOptions, run_serve
from corridor.errors import OptionError
from tests.serving import API, client_of, signed
from tests.worlds import write_world

PASSWORD = "correct horse battery"  # noqa: S105 - of these tests alone


@pytest.fixture(scope="module")
def secret() -> Secret:
    return Secret.of(PASSWORD)


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    write_world(tmp_path / "world")
    with client_of(Settings(tmp_path, upload_bytes=100_000)) as client:
        yield client


@pytest.fixture
def locked(tmp_path: Path, secret: Secret) -> Iterator[TestClient]:
    with client_of(Settings(tmp_path, secret=secret)) as client:
        yield client


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "example.org"])  # noqa: S104
def test_another_address_than_loopback_needs_a_password(tmp_path: Path, host: str) -> None:
    with pytest.raises(OptionError, match="can be reached from other machines"):
        Settings(tmp_path, host=host).check()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", "127.8.8.8"])
def test_loopback_needs_no_password(tmp_path: Path, host: str) -> None:
    Settings(tmp_path, host=host).check()


def test_a_short_password_is_refused() -> None:
    with pytest.raises(OptionError, match="expected 12 or more"):
        Secret.of("password")


def test_the_password_itself_is_not_kept(secret: Secret) -> None:
    assert PASSWORD not in repr(secret)
    assert secret.digest != Secret.of(PASSWORD).digest
    assert secret.fits(PASSWORD)
    assert not secret.fits(PASSWORD + " ")


def test_a_session_expires_when_it_is_not_used() -> None:
    now = [0.0]
    sessions = Sessions(hours=1, clock=lambda: now[0])
    token, _ = sessions.begin("Ann")

    now[0] = 3000
    assert sessions.find(token) is not None
    now[0] = 3000 + 3601
    assert sessions.find(token) is None


def test_wrong_passwords_are_counted_and_forgotten_after_a_while() -> None:
    now = [0.0]
    tries = Tries(most=3, seconds=60, clock=lambda: now[0])
    for _ in range(3):
        tries.note("192.0.2.1")

    assert tries.are_too_many("192.0.2.1")
    assert not tries.are_too_many("192.0.2.2")
    now[0] = 61
    assert not tries.are_too_many("192.0.2.1")


def test_nothing_is_told_to_who_has_not_signed_in(locked: TestClient) -> None:
    for path in ("status", "scenarios", "runs", "jobs", "what-ifs"):
        answer = locked.get(f"{API}/{path}")
        assert answer.status_code == 401
        assert answer.json()["error"]["kind"] == "auth"


def test_a_password_opens_a_session_and_signing_out_ends_it(locked: TestClient) -> None:
    wrong = locked.post(f"{API}/session", json={"password": "wrong horse battery"})
    right = locked.post(f"{API}/session", json={"password": PASSWORD, "by": "Ann"})

    assert wrong.status_code == 401
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert locked.get(f"{API}/status").status_code == 200
    signed(locked)
    assert locked.delete(f"{API}/session").status_code == 204
    assert locked.get(f"{API}/status").status_code == 401


def test_after_too_many_wrong_passwords_even_the_right_one_has_to_wait(locked: TestClient) -> None:
    for _ in range(5):
        locked.post(f"{API}/session", json={"password": "wrong horse battery"})

    assert locked.post(f"{API}/session", json={"password": PASSWORD}).status_code == 429


def test_a_program_may_send_the_password_as_a_bearer(locked: TestClient) -> None:
    bearer = {"Authorization": f"Bearer {PASSWORD}"}

    assert locked.get(f"{API}/status", headers=bearer).status_code == 200
    made = locked.post(f"{API}/scenarios", json={"name": "mine"}, headers=bearer)
    assert made.status_code == 201


def test_a_change_without_the_token_of_the_session_is_refused(client: TestClient) -> None:
    for headers in ({}, {"X-Corridor-CSRF": "guess"}):
        answer = client.post(f"{API}/scenarios", json={"name": "mine"}, headers=headers)
        assert answer.status_code == 403
        assert answer.json()["error"]["kind"] == "csrf"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""]
)
def test_a_request_by_another_name_is_refused(client: TestClient, host: str) -> None:
    assert client.get(f"{API}/status", headers={"Host": host}).status_code == 421
    assert client.get("/", headers={"Host": host}).status_code == 421


def test_a_body_that_is_too_large_is_refused_with_and_without_its_length(
    client: TestClient,
) -> None:
    def parts() -> Iterator[bytes]:
        for _ in range(200):
            yield b"x" * 1000

    signed(client)
    url = f"{API}/scenarios/world/documents"
    told = client.post(url, content=b"x" * 200_000)
    untold = client.post(url, content=parts(), headers={"content-type": "application/json"})

    assert told.status_code == 413
    assert untold.status_code == 413


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/..%2fsettings.py",
        "/static/%2e%2e/settings.py",
        "/static//etc/passwd",
        f"{API}/runs/..%2f..%2fworld/report",
        f"{API}/runs/..%5cworld",
        f"{API}/scenarios/..%2fworld",
        f"{API}/scenarios/world/documents/..%2f..%2fscenario.yaml",
        f"{API}/scenarios/world/documents/scenario.yaml",
        f"{API}/what-ifs/..%2f..%2fworld%2fscenario",
    ],
)
def test_no_path_leads_out_of_where_it_may(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


@pytest.mark.parametrize("name", ["../out", "a/b", "..", ".hidden", "/abs", "a\x00b"])
def test_no_scenario_is_made_outside_the_folder(client: TestClient, name: str) -> None:
    signed(client)

    assert client.post(f"{API}/scenarios", json={"name": name}).status_code == 400


def test_a_document_with_a_path_for_a_name_is_kept_by_its_last_part(
    client: TestClient, tmp_path: Path
) -> None:
    signed(client)
    said = {"published": "2030-03-02", "publisher": "Example Wire"}
    files = {"file": ("../../../out.txt", b"Some 1,200 people arrived at Entry on 1 March 2030.")}

    answer = client.post(f"{API}/scenarios/world/files", data=said, files=files)

    assert answer.status_code == 201
    assert answer.json()["document"]["name"] == "out.txt"
    assert not list(tmp_path.glob("out.txt"))
    assert not list(tmp_path.parent.glob("out.txt"))


def test_markup_in_a_document_is_answered_as_text(client: TestClient) -> None:
    signed(client)
    text = "<script>alert(1)</script> Some 1,200 people arrived at Entry on 1 March 2030."
    body = {"text": text, "published": "2030-03-02", "publisher": "<b>Wire</b>"}

    client.post(f"{API}/scenarios/world/documents", json=body)
    answer = client.get(f"{API}/scenarios/world/documents/pasted.txt")

    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json()["text"] == text


def test_pages_may_load_only_from_the_server_itself(client: TestClient) -> None:
    policy = client.get("/").headers["content-security-policy"]

    assert policy.startswith("default-src 'self'; script-src 'self'; style-src 'self';")
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy
    assert "unsafe" not in policy


def test_only_the_page_with_the_map_switched_on_may_load_tiles(client: TestClient) -> None:
    page = client.get("/?tiles=1").headers["content-security-policy"]
    answer = client.get(f"{API}/status?tiles=1").headers["content-security-policy"]

    assert "img-src 'self' data: blob: https://tile.openstreetmap.org;" in page
    assert page.count("https://") == 1
    assert "https://" not in answer


def test_the_command_refuses_an_open_address_before_it_listens(tmp_path: Path) -> None:
    options = ServeOptions(
        folder=tmp_path,
        host="0.0.0.0",  # noqa: S104 - refused
        port=8000,
        password_file=None,
        allow_host=(),
        session_hours=1,
    )

    with pytest.raises(OptionError, match="--password-file"):
        run_serve(options)


def test_the_other_commands_load_nothing_of_the_web() -> None:
    code = "import sys, corridor.cli.commands; print({'fastapi', 'uvicorn'} & {*sys.modules})"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"
