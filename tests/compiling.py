"""The engine is compiled once, beside the tests that do without it.

Where no earlier run left machine code behind, compiling takes a core for 45 s, and every process
that runs tests would do it for itself, all at the same time. So it begins before they do, tests
without the engine come first, and the others wait for its end.
"""

import fcntl
import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from tempfile import mkstemp

import pytest

_ROOT = Path(__file__).parents[1]

#: Names the file that is locked until the engine is compiled.
_VARIABLE = "CORRIDOR_TESTS_COMPILING"

#: Files whose tests run no member. One that is missing here only comes later than it could.
_WITHOUT_ENGINE = (
    "evidence/*",
    "property/test_baseline_properties.py",
    "property/test_document_properties.py",
    "property/test_figures_properties.py",
    "property/test_foreign_table_properties.py",
    "property/test_ledger_properties.py",
    "property/test_review_properties.py",
    "property/test_scenario_properties.py",
    "statistical/test_draw_laws.py",
    "unit/test_document*",
    "unit/test_figure*",
    "unit/test_flee_folder.py",
    "unit/test_foreign*",
    "unit/test_history.py",
    "unit/test_ledger.py",
    "unit/test_propose.py",
    "unit/test_reading.py",
    "unit/test_scenario*",
    "unit/test_score.py",
    "unit/test_web_safety.py",
)


class Compiling:
    """A process that compiles, and the lock that it holds until it ends."""

    def __init__(self) -> None:
        lock, self._path = mkstemp()
        fcntl.flock(lock, fcntl.LOCK_EX)
        os.environ[_VARIABLE] = self._path
        code = "from tests.warm import load_engine; load_engine()"
        self._process = subprocess.Popen([sys.executable, "-c", code], cwd=_ROOT, pass_fds=[lock])
        os.close(lock)

    def stop(self) -> None:
        """End it: nobody waits any more."""
        self._process.kill()
        self._process.wait()
        Path(self._path).unlink()
        del os.environ[_VARIABLE]


def put_first(items: list[pytest.Item]) -> None:
    """Put tests that do without the engine first; otherwise the order stays."""
    items.sort(key=_needs_engine)


def wait_for_engine(item: pytest.Item) -> None:
    """Wait until the engine is compiled, if the test needs it."""
    path = os.environ.get(_VARIABLE)
    if path is None or not _needs_engine(item):
        return
    with Path(path).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_SH)
    del os.environ[_VARIABLE]


def _needs_engine(item: pytest.Item) -> bool:
    path = item.path.as_posix()
    return not any(fnmatch(path, f"*/tests/{pattern}") for pattern in _WITHOUT_ENGINE)
