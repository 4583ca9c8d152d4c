"""Reports, the ledger and counts in the web application, used as people would."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_pages import Watched, ask, forecast, serving, watched_page

pytestmark = pytest.mark.browser

REPORT = (
    "UNHCR said on 2 May 2030 that about 12,500 people had crossed the border at Millbrook. "
    "The mayor put the number at 15,000 people.\n\nThe Red Cross reported 240 people injured."
)

SCREENS = [pytest.param((1280, "light"), id="desktop"), pytest.param((390, "dark"), id="phone")]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("web") / "crises"
    folder.mkdir()
    with serving(folder) as server:
        yield server


@pytest.fixture(params=SCREENS)
def watched(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Watched]:
    with watched_page(browser, server, *request.param) as watched:
        yield watched
        wide, shown = watched.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= shown


@pytest.fixture
def at_desk(browser: Browser, server: str) -> Iterator[Watched]:
    with watched_page(browser, server, 1280, "light") as watched:
        yield watched


def read_report(page: Page, name: str) -> None:
    page.get_by_label("Published on").fill("2030-05-02")
    page.get_by_label("Published by").fill("Arra Radio")
    page.get_by_label("Or paste its text").fill(REPORT)
    page.get_by_label("File it as").fill(name)
    page.get_by_role("button", name="Read this text").click()


def test_a_report_is_read_and_its_figures_decided(watched: Watched, server: str) -> None:
    page = watched.page
    own = f"report-{page.viewport_size['width']}"  # type: ignore[index]
    ask(server, "POST", "/scenarios", {"name": own, "like": None})
    watched.open(f"evidence?scenario={own}")
    read_report(page, "radio.txt")

    text = page.get_by_role("region", name="Text of the report")
    expect(text.locator("mark").first).to_have_text("about 12,500 people")
    found = page.get_by_role("list", name="Figures in this report")
    found.get_by_role("button", name="Accept about 12,500 people").click()
    expect(text.locator("mark.accepted")).to_have_count(1)
    found.get_by_role("button", name="Reject 15,000 people").click()
    page.get_by_label("Reason to reject 15,000 people").first.fill("said in passing")
    page.get_by_role("button", name="Reject", exact=True).first.click()
    expect(text.locator("mark.rejected")).to_have_count(1)
    expect(page.get_by_role("region", name="History")).to_contain_text("said in passing")

    page.get_by_role("button", name="Undo the last").click()
    expect(text.locator("mark.rejected")).to_have_count(0)


def test_two_people_at_one_ledger_lose_nothing(
    browser: Browser, at_desk: Watched, server: str
) -> None:
    watched, page = at_desk, at_desk.page
    own = f"two-{page.viewport_size['width']}"  # type: ignore[index]
    ask(server, "POST", "/scenarios", {"name": own, "like": None})
    watched.open(f"evidence?scenario={own}")
    read_report(page, "radio.txt")
    expect(page.locator(".document mark").first).to_be_visible()

    with watched_page(browser, server, 1280, "light") as other:
        other.open(f"evidence?scenario={own}&doc=radio.txt")
        other.page.get_by_label("You are").fill("Ann")
        other.page.get_by_label("You are").press("Tab")
        figures = other.page.get_by_role("list", name="Figures in this report")
        figures.get_by_role("button", name="Accept about 12,500 people").click()
        expect(figures.locator(".badge.accepted")).to_have_count(1)
        figures.get_by_role("button", name="Accept 15,000 people").click()
        expect(figures.locator(".badge.accepted")).to_have_count(2)

    # What Ann did not touch can be decided on; what she did cannot without having seen it.
    mine = page.get_by_role("list", name="Figures in this report")
    mine.get_by_role("button", name="Reject 15,000 people").click()
    page.get_by_label("Reason to reject 15,000 people").first.fill("a slip")
    page.get_by_role("button", name="Reject", exact=True).first.click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Somebody else changed this meanwhile")
    expect(alert).to_contain_text("Ann")
    expect(alert).to_contain_text("Nothing was lost")
    watched.forgive(409)

    alert.get_by_role("button", name="Load the newest version").click()
    expect(mine.locator(".badge.accepted")).to_have_count(2)
    mine.get_by_role("button", name="Accept 240 people").click()
    expect(mine.locator(".badge.accepted")).to_have_count(3)


def test_counts_are_checked_added_and_move_the_forecast(watched: Watched, server: str) -> None:
    page = watched.page
    own = f"counted-{page.viewport_size['width']}"  # type: ignore[index]
    ask(server, "POST", "/scenarios", {"name": own, "like": None})
    first = forecast(server, own, 20)
    watched.open(f"counts?run={first}")
    page.get_by_label("Counts as CSV").fill(
        "place,held,value,said_by\nnowhere,2030-05-04T12:00+02:00,100,x\n"
    )
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("alert")).to_contain_text("nowhere")
    expect(page.get_by_role("button", name="Add to the counts")).to_be_disabled()

    page.get_by_label("Counts as CSV").fill(
        "place,held,value,said_by,published\n"
        "lowbridge,2030-05-04T12:00+02:00,6900,Town hall,2030-05-04T13:00+02:00\n"
    )
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_text("1 count read")).to_be_visible()
    page.get_by_role("button", name="Add to the counts").click()
    expect(page.get_by_text("1 count added.")).to_be_visible()
    page.get_by_role("button", name="Forecast again with these counts").click()

    moved = page.get_by_role("region", name="How the forecast moved")
    expect(moved).to_contain_text("before:")
    expect(moved.locator(".chart svg")).to_be_visible()
    assert f"since={first}" in page.url
