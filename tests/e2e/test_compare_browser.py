"""The page of a comparison as a person opens it: in a browser, from a file, without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from corridor.forecast import compare
from corridor.report.compare import make_comparison_view, write_comparison_run
from tests.quiet_pages import open_quietly

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = compare("nagorno-karabakh-2023", members=30)
    folder = tmp_path_factory.mktemp("comparison") / "run"
    return write_comparison_run(made, make_comparison_view(made), folder) / "compare.html"


@pytest.mark.parametrize("width", [1280, 1100, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_opens_whole_and_quiet(
    page: Page, comparison: Path, width: int, scheme: str
) -> None:
    open_quietly(page, comparison, width=width, scheme=scheme)
    for name in ("bridge_shut_two_days", "twice_the_checkpoint", "assurance_given"):
        assert page.get_by_text(name).first.is_visible()


@pytest.mark.parametrize("width", [1100, 390])
def test_no_table_is_cut_off(page: Page, comparison: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(comparison.as_uri())
    for summary in page.locator("summary").all():
        summary.click()

    hidden = "boxes => boxes.map(box => box.scrollWidth - box.clientWidth)"
    assert set(page.locator(".scroll").evaluate_all(hidden)) == {0}
