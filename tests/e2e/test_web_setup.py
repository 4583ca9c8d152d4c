"""A scenario built in the browser from an empty folder, and what is taken along from pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from corridor.forecast import prepare_forecast
from corridor.report.run import make_run
from corridor.scenario import load_scenario
from tests.counted_worlds import write_counted_world
from tests.web_pages import Watched, ask, serving, watched_page

pytestmark = pytest.mark.browser

SCREENS = [pytest.param((1366, "light"), id="desktop"), pytest.param((390, "dark"), id="phone")]


@pytest.fixture(params=SCREENS)
def empty(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> Iterator[tuple[Watched, Path, str]]:
    """A page of a server of an empty folder, that folder, and the server's address."""
    folder = tmp_path / "crises"
    folder.mkdir()
    with (
        serving(folder) as server,
        watched_page(browser, server, *request.param) as watched,
    ):
        yield watched, folder, server


def fits(page: Page) -> bool:
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return bool(wide <= shown)


def fill(page: Page, **cells: str) -> None:
    for name, text in cells.items():
        page.get_by_label(name.rstrip("_"), exact=True).fill(text)


def test_a_scenario_is_set_up_in_the_browser(empty: tuple[Watched, Path, str]) -> None:
    watched, folder, server = empty
    page = watched.page
    watched.open("start")
    own = page.locator("form", has_text="Set up a crisis of your own")
    own.get_by_label("Name of the new scenario").fill("hills")
    own.get_by_label("Begin with").select_option("example")
    own.get_by_role("button", name="Make the folder").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Set up")

    page.get_by_role("button", name="Add a place").press("Enter")
    fill(page, name="Hill Town", lat="10.55", lon="20.15")
    expect(page.get_by_label("id", exact=True)).to_have_value("hill-town")
    page.get_by_label("kind", exact=True).select_option("origin")
    fill(page, **{"people (may be empty)": "2"})
    page.get_by_label("certainty", exact=True).select_option("assumed")
    page.get_by_role("button", name="Put it among the changes").click()
    changes = page.get_by_role("region", name="Changes not saved")
    expect(changes).to_contain_text("without a way to any reception place")

    page.get_by_role("radio", name="Roads").check(force=True)
    page.get_by_role("button", name="Add a road").click()
    page.get_by_label("from", exact=True).select_option("hill-town")
    page.get_by_label("to", exact=True).select_option("forks")
    fill(page, km="19", hours="0.6", vehicles_per_hour="300")
    page.get_by_label("certainty", exact=True).select_option("assumed")
    page.get_by_role("button", name="Put it among the changes").click()
    expect(changes).to_contain_text("No problems")
    assert len(load_scenario(folder / "hills").places) == 7
    assert fits(page)
    page.reload()
    expect(changes).to_contain_text("New road: Hill Town to The Forks")

    # Somebody else changes another place meanwhile, which disturbs nobody.
    other = {"changes": [{"table": "places", "id": "millfield", "cells": {"note": "theirs"}}]}
    ask(server, "POST", "/scenarios/hills/tables", other, version=0)
    page.get_by_role("button", name="Save all changes").click()
    expect(changes).to_contain_text("None.")
    made = load_scenario(folder / "hills")
    assert {place.id for place in made.places} >= {"hill-town"}
    assert {link.id for link in made.links} >= {"hill-town-to-forks"}
    assert {place.note for place in made.places} >= {"theirs"}
    expect(page.get_by_role("button", name="Place: Hill Town")).to_be_visible()


def test_a_place_that_somebody_else_changed_is_not_written_over(
    empty: tuple[Watched, Path, str],
) -> None:
    watched, folder, server = empty
    page = watched.page
    ask(server, "POST", "/scenarios", {"name": "hills", "like": None})
    watched.open("setup?scenario=hills")
    page.get_by_role("button", name="Place: The Forks").focus()
    page.keyboard.press("Enter")
    fill(page, name="Mine")
    page.get_by_role("button", name="Put it among the changes").click()
    theirs = {"changes": [{"table": "places", "id": "forks", "cells": {"name": "Theirs"}}]}
    ask(server, "POST", "/scenarios/hills/tables", theirs, version=0)

    page.get_by_role("button", name="Save all changes").click()

    note = page.get_by_role("alert")
    expect(note).to_contain_text("Somebody else changed this meanwhile")
    watched.forgive(409)
    assert "Theirs" in (folder / "hills" / "places.csv").read_text(encoding="utf-8")
    page.get_by_role("button", name="Take the newest version").click()
    expect(page.get_by_role("region", name="Changes not saved")).to_contain_text("No problems")
    page.get_by_role("button", name="Save all changes").click()
    expect(page.get_by_role("region", name="Changes not saved")).to_contain_text("None.")
    assert "Mine" in (folder / "hills" / "places.csv").read_text(encoding="utf-8")
    page.get_by_role("button", name="Place: Mine").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("region", name="Changes not saved")).to_contain_text("found 'forks'")
    assert fits(page)


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with a run that has learned from counts of people present."""
    folder = tmp_path_factory.mktemp("counted") / "crises"
    write_counted_world(folder / "world")
    wanted = prepare_forecast(folder / "world", as_of="2030-03-10T18:00+03:00", members=40)
    make_run(wanted, folder / "runs" / "first")
    with serving(folder) as server:
        yield server


@pytest.mark.parametrize("screen", SCREENS)
def test_counts_to_come_stand_beside_the_model(
    screen: tuple[int, str], browser: Browser, counted: str
) -> None:
    with watched_page(browser, counted, *screen) as watched:
        page = watched.page
        watched.open("forecast?run=first")
        section = page.get_by_role("region", name="Counts to come")
        expect(section).to_contain_text("carried on")
        expect(section).to_contain_text("as of 10 Mar 2030, 18:00")
        expect(section.get_by_role("row").filter(has_text="East Town")).to_contain_text("model:")
        with page.expect_download() as download:
            section.get_by_role("button", name="CSV").click()
        text = download.value.path().read_text(encoding="utf-8")
        assert "as they will be counted" in text
        assert "present in the model" in text
        assert fits(page)


def test_a_what_if_is_taken_along(browser: Browser, counted: str) -> None:
    with watched_page(browser, counted, 390, "dark") as watched:
        page = watched.page
        watched.open("what-if?run=first&change=close+gate+2030-03-11..2030-03-12&name=Shut")
        page.get_by_role("button", name="Run it").click()
        expect(page.get_by_role("heading", name="What if: Shut")).to_be_visible()
        files = page.get_by_role("region", name="Take it with you")
        files.get_by_role("button", name="Brief of one page, PDF").click()
        link = files.get_by_role("link", name="Brief of one page, PDF")
        with page.expect_download() as download:
            link.click()
        assert download.value.path().read_bytes().startswith(b"%PDF")
        with page.context.expect_page() as opened:
            files.get_by_role("link", name="Brief of one page, HTML").click()
        expect(opened.value.get_by_role("note")).to_contain_text("This is a what-if")
        assert fits(page)


def test_an_accepted_figure_is_made_a_count(browser: Browser, counted: str) -> None:
    report = {
        "text": "UNHCR said on 9 March 2030 that 1,400 people had arrived at East Town.",
        "published": "2030-03-09T20:00+03:00",
    }
    read = ask(counted, "POST", "/scenarios/world/documents", report)
    with watched_page(browser, counted, 1366, "light") as watched:
        page = watched.page
        watched.open("evidence?scenario=world")
        ledger = page.get_by_role("region", name="Ledger")
        ledger.get_by_role("button", name="Accept").first.click()
        row = ledger.get_by_role("row").filter(has_text="1,400")
        expect(row).to_contain_text("accepted")
        row.locator("summary").click()
        row.get_by_label("Counted at").select_option("east-town")
        row.get_by_label("What was counted").select_option("cumulative")
        row.get_by_role("button", name="Use it as a count").click()
        expect(page.get_by_role("region", name="History")).to_contain_text("count")
        counts = ask(counted, "GET", "/scenarios/world/counts")["counts"]
        assert isinstance(counts, list)
        assert read["ids"][0] in {count["id"] for count in counts}  # type: ignore[index]
