"""The REST interface keeps to its own description, whatever it is sent."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from corridor.app.settings import Settings
from tests.serving import API, listening, make_served

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from schemathesis import Case

#: What is held against every answer.
_CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = make_served(tmp_path_factory.mktemp("fuzzed"))
    with listening(Settings(folder, most_members=20)) as address:
        yield address


def test_answers_are_as_described(address: str) -> None:
    # Loaded here and not above: it is slow to load, and most who collect this file do not run it.
    import schemathesis
    from schemathesis.checks import CHECKS, load_all_checks
    from schemathesis.core.result import Ok

    load_all_checks()
    checks = CHECKS.get_by_names(_CHECKS)
    described = schemathesis.openapi.from_url(f"{address}{API}/openapi.json")
    csrf = httpx2.get(f"{address}{API}/session").json()["csrf"]
    found = list(described.get_all_operations())
    operations = [one.ok() for one in found if isinstance(one, Ok)]
    assert len(operations) == len(found)
    assert len(operations) > 30

    for operation in operations:

        @settings(
            max_examples=8,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def answers_as_described(case: "Case[Any]") -> None:
            _send(address, csrf, case, checks)

        answers_as_described()


def _send(address: str, csrf: str, case: "Case[Any]", checks: list[Any]) -> None:
    # Ids that are there, in half of the cases: otherwise nothing behind them is reached.
    for name, known in (("scenario", "world"), ("run", "first")):
        if name in case.path_parameters and len(str(case.path_parameters[name])) % 2:
            case.path_parameters[name] = known
    sent = {"X-Corridor-CSRF": csrf, "If-Match": "1"}
    # Sessions end and jobs begin: neither is what this is about.
    if case.method == "DELETE" and case.path == f"{API}/session":
        return
    answer = case.call(base_url=address, headers=sent)
    case.validate_response(answer, checks=checks)
