"""The report as a person opens it: in a browser, from a file, without a network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from corridor.forecast import make_forecast
from corridor.report.run import write_run
from tests.quiet_pages import open_quietly

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_forecast("nagorno-karabakh-2023", members=50)
    return write_run(made, tmp_path_factory.mktemp("run") / "run") / "report.html"


@pytest.mark.parametrize(("width", "shown"), [(1280, "wide"), (390, "narrow")])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_opens_whole_and_quiet(
    page: Page, report: Path, width: int, shown: str, scheme: str
) -> None:
    open_quietly(page, report, width=width, scheme=scheme)
    figures = page.locator(f"svg.{shown}")
    assert figures.count() == 4
    for i in range(4):
        box = figures.nth(i).bounding_box()
        assert box is not None
        assert box["width"] > 300
        assert box["height"] > 100
    # No white sheet behind a figure in the dark: the page's own colour shows.
    assert page.locator(f"svg.{shown} #total-{shown}-patch_1 path[style*='#ffffff']").count() == 0
    assert page.locator("h1").inner_text().startswith("Nagorno-Karabakh")
    assert page.locator(".figures .value").count() == 5


@pytest.mark.parametrize("width", [1200, 390])
def test_no_table_is_cut_off(page: Page, report: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report.as_uri())
    for summary in page.locator("summary").all():
        summary.click()

    hidden = "boxes => boxes.map(box => box.scrollWidth - box.clientWidth)"
    assert set(page.locator(".scroll").evaluate_all(hidden)) == {0}


@pytest.mark.parametrize(("width", "shown"), [(1200, "wide"), (390, "narrow")])
def test_names_on_the_map_do_not_cover_each_other(
    page: Page, report: Path, width: int, shown: str
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report.as_uri())
    names = page.locator(f"g[id^='network-{shown}-label-'][id$='-0'] text")
    boxes = [box for box in (name.bounding_box() for name in names.all()) if box is not None]

    assert len(boxes) > 15
    for i, one in enumerate(boxes):
        for other in boxes[:i]:
            right = min(one["x"] + one["width"], other["x"] + other["width"])
            foot = min(one["y"] + one["height"], other["y"] + other["height"])
            # The box of a text is higher than its letters.
            covered = foot - max(one["y"], other["y"]) > 0.4 * one["height"]
            assert not (covered and right - max(one["x"], other["x"]) > 2), (one, other)


@pytest.mark.parametrize(("width", "shown"), [(1200, "wide"), (390, "narrow")])
def test_no_word_of_a_figure_is_cut_off(page: Page, report: Path, width: int, shown: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report.as_uri())

    for figure in page.locator(f"svg.{shown}").all():
        frame = figure.bounding_box()
        assert frame is not None
        for word in figure.locator("text").all():
            box = word.bounding_box()
            assert box is not None
            assert box["x"] >= frame["x"] - 1
            assert box["x"] + box["width"] <= frame["x"] + frame["width"] + 1


def test_what_is_folded_on_the_screen_is_open_on_paper(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    page.set_viewport_size({"width": 700, "height": 900})
    claim = page.get_by_text("pop-120000-less-outside").last
    assert not claim.is_visible()

    page.emulate_media(media="print")

    assert claim.is_visible()
    sizes = "all => all.map(one => one.getBoundingClientRect().height)"
    assert min(page.locator("details table").evaluate_all(sizes)) > 20


def test_details_open_with_the_keyboard(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    summary = page.get_by_text("The ledger:")
    summary.focus()
    page.keyboard.press("Enter")

    assert page.get_by_text("authorities in Stepanakert").first.is_visible()


def test_the_report_prints(page: Page, report: Path) -> None:
    page.goto(report.as_uri())

    assert page.pdf(format="A4").startswith(b"%PDF")
