"""The brief as a person opens and prints it: in a browser, from a file, without a network."""

from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Page

from corridor.forecast import make_forecast
from corridor.report.export import export_run
from corridor.report.run import write_run
from tests.quiet_pages import open_quietly

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("brief")
    made = make_forecast("nagorno-karabakh-2023", members=50)
    return export_run(write_run(made, folder / "run"), "brief", folder / "brief")[0]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_brief_opens_whole_and_quiet(page: Page, brief: Path, width: int, scheme: str) -> None:
    open_quietly(page, brief, width=width, scheme=scheme)
    assert page.locator("svg:visible").count() == 1
    assert page.locator("h2").count() == 6


def test_the_brief_prints_on_one_page(page: Page, brief: Path, tmp_path: Path) -> None:
    page.goto(brief.as_uri())
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)

    with closing(pypdfium2.PdfDocument(tmp_path / "printed.pdf")) as pdf:
        assert len(pdf) == 1
        assert "Sources." in pdf[0].get_textpage().get_text_range()
