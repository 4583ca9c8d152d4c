"""The web application from an empty folder to a what-if that somebody else opens by its link."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.web_pages import Watched, serving, watched_page

pytestmark = pytest.mark.browser

WORD = "made up for this test"


@pytest.fixture(scope="module", params=[(1280, "light"), (390, "dark")], ids=["desktop", "phone"])
def desk(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, int, str]]:
    """A server of an empty folder, and the screen that it is seen on."""
    width, scheme = request.param
    folder: Path = tmp_path_factory.mktemp("web") / "crises"
    folder.mkdir()
    with serving(folder) as server:
        yield server, width, scheme


def no_wider_than_the_screen(watched: Watched) -> None:
    wide, shown = watched.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= shown


def test_from_an_empty_folder_to_a_shared_what_if(
    desk: tuple[str, int, str], browser: Browser
) -> None:
    server, width, scheme = desk
    with watched_page(browser, server, width, scheme) as watched:
        page = watched.page
        watched.open("")
        # Nothing is there, and the page says what could be done.
        expect(page.get_by_text("This folder is empty")).to_be_visible()
        expect(page.get_by_role("heading", name="Drop in a report")).to_be_visible()
        no_wider_than_the_screen(watched)
        page.get_by_label("Runs of the model").fill("20")
        page.get_by_role("button", name="Forecast the built-in case").click()
        expect(page.get_by_role("progressbar")).to_be_visible()

        expect(page.get_by_role("heading", name="Where people are")).to_be_visible()
        expect(page.locator("#asof")).to_contain_text("24 Sep 2023, 22:00 (UTC+4)")
        intervals = page.locator(".figure .interval").all_inner_texts()
        assert len(intervals) == page.locator(".figure .value").count() > 4
        assert all("90" in text and " to " in text for text in intervals)
        no_wider_than_the_screen(watched)

        page.get_by_role("link", name="What if").click()
        page.get_by_label("What", exact=True).select_option("close")
        page.get_by_label("Road or checkpoint").select_option("hakari-bridge")
        page.get_by_label("From", exact=True).fill("2023-09-26")
        page.get_by_label("To, that day included").fill("2023-09-27")
        page.get_by_role("button", name="Add this change").click()
        assert "change=close+hakari-bridge" in page.url
        page.get_by_label("Name", exact=True).fill("Two days without the bridge")
        page.get_by_role("button", name="Run it").click()

        expect(
            page.get_by_role("heading", name="What if: Two days without the bridge")
        ).to_be_visible()
        expect(page.get_by_role("heading", name="In numbers")).to_be_visible()
        expect(page.locator(".chart svg")).to_have_count(2)
        expect(page.get_by_text("interval of the difference").first).to_be_visible()
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_role("button", name="Kept")).to_be_visible()
        no_wider_than_the_screen(watched)
        link = page.get_by_label("Link to this what-if").input_value()

    with watched_page(browser, server, 1670 - width, scheme) as other:
        other.page.goto(link)
        expect(
            other.page.get_by_role("heading", name="What if: Two days without the bridge")
        ).to_be_visible()
        expect(other.page.locator(".chart .band.base")).to_be_visible()
        no_wider_than_the_screen(other)


def test_a_shared_server_asks_who_comes(browser: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "crises"
    folder.mkdir()
    with (
        serving(folder, password=WORD) as server,
        watched_page(browser, server, 390, "dark") as watched,
    ):
        page = watched.page
        watched.open("start")
        page.get_by_label("Your name").fill("Ann")
        page.get_by_label("Password").fill("guessed")
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("alert")).to_contain_text("wrong")
        watched.forgive(401)
        page.get_by_label("Password").fill(WORD)
        page.get_by_role("button", name="Sign in").click()

        expect(page.get_by_text("This folder is empty")).to_be_visible()
        expect(page.get_by_label("You are")).to_have_value("Ann")
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        no_wider_than_the_screen(watched)
