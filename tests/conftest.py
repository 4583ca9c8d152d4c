"""Threads, profiles of hypothesis, and a browser that sees nothing but this machine."""

import os
import shutil
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, sync_playwright

from tests.compiling import Compiling, put_first, wait_for_engine

# Before numpy is loaded. There is a worker to each core; threads that wait for each other's small
# sums of linear algebra took several times as long as the sums.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# numba compiles on the first call, so the first example of a test may take seconds.
settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "local")

_COMPILING = pytest.StashKey[Compiling]()


def pytest_sessionstart(session: pytest.Session) -> None:
    """Have the engine compiled where several processes will run tests."""
    if session.config.getoption("numprocesses", None) and not session.config.option.collectonly:
        session.config.stash[_COMPILING] = Compiling()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if _COMPILING in session.config.stash:
        session.config.stash[_COMPILING].stop()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    put_first(items)


def pytest_runtest_setup(item: pytest.Item) -> None:
    wait_for_engine(item)


#: Chromium in a container runs as root and has neither a sandbox nor a network.
_BROWSER_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it; the test is skipped where there is none.

    With CORRIDOR_REQUIRE_BROWSER=1 it fails instead, so that a set of checks cannot pass by
    skipping.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        reason = "Chromium is not installed"
        if os.environ.get("CORRIDOR_REQUIRE_BROWSER") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=_BROWSER_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page without a network; files on this machine open as usual."""
    context = browser.new_context(offline=True)
    yield context.new_page()
    context.close()
