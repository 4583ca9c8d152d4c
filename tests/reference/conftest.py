"""The two programs that cases worked by hand are run through."""

import pytest

from tests import engine, persons
from tests.reference.sure import Simulate


@pytest.fixture(params=["engine", "persons"])
def simulate(request: pytest.FixtureRequest) -> Simulate:
    """A program that runs a folder: the engine, or the one that moves single persons."""
    return {"engine": engine.run, "persons": persons.run}[request.param]
