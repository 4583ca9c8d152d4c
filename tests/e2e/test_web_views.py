"""Each view of the web application, used as a person would, at desk and phone width."""

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web_pages import Watched, ask, forecast, serving, watched_page

pytestmark = pytest.mark.browser

CASE = "nagorno-karabakh-2023"

SCREENS = [pytest.param((1280, "light"), id="desktop"), pytest.param((390, "dark"), id="phone")]


class Desk(NamedTuple):
    """A server with a run of the built-in case, and a starter scenario without one."""

    server: str
    run: str


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("web") / "crises"
    folder.mkdir()
    with serving(folder) as server:
        ask(server, "POST", "/scenarios", {"name": CASE, "like": CASE})
        ask(server, "POST", "/scenarios", {"name": "valley", "like": None})
        yield Desk(server, forecast(server, CASE, 20))


def fits(page: Page) -> bool:
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return bool(wide <= shown)


@pytest.fixture(params=SCREENS)
def watched(request: pytest.FixtureRequest, browser: Browser, desk: Desk) -> Iterator[Watched]:
    with watched_page(browser, desk.server, *request.param) as watched:
        yield watched
        assert fits(watched.page)


@pytest.fixture
def at_desk(browser: Browser, desk: Desk) -> Iterator[Watched]:
    with watched_page(browser, desk.server, 1280, "light") as watched:
        yield watched


def test_situation_moves_through_time(watched: Watched, desk: Desk) -> None:
    page = watched.page
    watched.open(f"situation?run={desk.run}")
    people = page.get_by_role("region", name="People by place")
    before = people.inner_text()
    expect(page.locator(".map .place")).not_to_have_count(0)

    slider = page.get_by_role("slider", name="Time")
    slider.focus()
    for _ in range(40):
        page.keyboard.press("ArrowRight")

    expect(page.locator(".moment")).to_contain_text("40 h ahead")
    assert people.inner_text() != before
    assert "at=" in page.url
    page.reload()
    expect(page.locator(".moment")).to_contain_text("40 h ahead")

    page.get_by_role("button", name="Play").click()
    expect(page.get_by_role("button", name="Pause")).to_be_visible()
    expect(page.locator(".moment")).not_to_contain_text("40 h ahead")
    page.get_by_role("button", name="Pause").click()


def test_the_as_of_time_stays_in_sight(watched: Watched, desk: Desk) -> None:
    watched.open(f"forecast?run={desk.run}")
    expect(watched.page.locator("#asof")).to_be_in_viewport()
    watched.page.locator("#foot").scroll_into_view_if_needed()

    expect(watched.page.locator(".asof-small")).to_be_in_viewport()
    expect(watched.page.locator(".asof-small")).to_have_css("opacity", "1")
    expect(watched.page.locator(".asof-small")).to_contain_text("24 Sep 2023, 22:00 (UTC+4)")


def test_every_place_and_road_of_the_map_is_in_its_tables(watched: Watched, desk: Desk) -> None:
    page = watched.page
    watched.open(f"situation?run={desk.run}")
    expect(page.locator(".map .place")).not_to_have_count(0)
    for summary in page.locator("summary").all():
        summary.click()
    shown = page.get_by_role("region", name="People by place").inner_text()
    labels = page.locator(".map .place").evaluate_all("all => all.map(e => e.ariaLabel)")

    assert len(labels) > 20
    names = {label.split(",")[0] for label in labels if "waypoint" not in label}
    assert all(name in shown for name in names)

    goris = page.locator(".map .place[aria-label^='Goris']").first
    goris.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".picked")).to_contain_text("Goris")
    expect(page.locator(".picked")).to_contain_text("90 %")


def test_a_number_leads_to_the_figures_and_sentences_behind_it(
    at_desk: Watched, desk: Desk
) -> None:
    watched, page = at_desk, at_desk.page
    watched.open(f"situation?run={desk.run}")
    page.get_by_role("button", name="Why this number? Arrived by").click()

    drawer = page.get_by_role("dialog")
    expect(drawer).to_contain_text("People present")
    expect(drawer).to_contain_text("authorities in Stepanakert")
    page.keyboard.press("Escape")
    expect(drawer).not_to_be_visible()
    expect(page.get_by_role("button", name="Why this number? Arrived by")).to_be_focused()

    page.get_by_role("button", name="Why this number? Arrived by").click()
    drawer.get_by_role("link", name="Open in the ledger").first.click()
    expect(page.locator("tr.chosen")).to_be_visible()
    assert "claim=" in page.url


def test_map_tiles_are_asked_for_only_when_switched_on(at_desk: Watched, desk: Desk) -> None:
    watched, page = at_desk, at_desk.page
    watched.open(f"situation?run={desk.run}")
    expect(page.locator(".map .place")).not_to_have_count(0)
    assert watched.outside == []
    page.context.route("**://tile.openstreetmap.org/**", lambda route: route.abort())

    page.get_by_label("Online map tiles").check()

    expect(page.get_by_text("Map tiles cannot be loaded")).to_be_visible()
    assert {url.split("/")[2] for url in watched.outside} == {"tile.openstreetmap.org"}
    watched.outside.clear()
    watched.faults.clear()


def test_forecast_is_shown_by_place_and_day_and_can_be_taken_away(
    watched: Watched, desk: Desk
) -> None:
    page = watched.page
    watched.open(f"forecast?run={desk.run}")
    expect(page.locator(".chart .count")).not_to_have_count(0)
    page.get_by_text("Choose among").click()
    page.get_by_role("checkbox", name="Goris").check()
    page.get_by_text("By day", exact=True).click()
    expect(page.locator(".chart")).to_have_count(2)
    page.get_by_label("Intervals").select_option("90")
    assert "show=daily" in page.url
    assert "place=goris" in page.url
    page.reload()
    expect(page.get_by_role("radio", name="By day")).to_be_checked()
    expect(page.locator(".chart")).to_have_count(2)
    expect(page.get_by_text("Half by").first).to_be_attached()

    page.get_by_text("Table: Daily arrivals: Goris").click()
    table = page.get_by_role("region", name="Daily arrivals: Goris")
    expect(table.get_by_role("columnheader", name="90 % from")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of Daily arrivals: Goris").click()
    rows = list(csv.reader(io.StringIO(download.value.path().read_text())))
    assert rows[0] == ["Day", "Median", "90 % from", "90 % to"]
    assert len(rows) == table.locator("tbody tr").count() + 1
    with page.expect_download() as download:
        page.get_by_role("button", name="PNG of Daily arrivals: Goris").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as download:
        page.get_by_role("link", name="XLSX").click()
    assert download.value.path().read_bytes().startswith(b"PK")


def test_a_running_forecast_outlives_a_reload_and_can_be_stopped(
    at_desk: Watched, desk: Desk
) -> None:
    page = at_desk.page
    at_desk.open(f"forecast?run={desk.run}")
    page.get_by_label("Runs of the model").fill("60000")
    page.get_by_role("button", name="Make a forecast").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    page.reload()

    expect(page.get_by_role("progressbar")).to_be_visible()
    page.get_by_role("button", name="Stop").click()

    expect(page.locator(".job")).to_contain_text("stopped; nothing was kept")
    expect(page.get_by_role("button", name="Run again")).to_be_visible()


def test_a_chart_is_read_with_the_keyboard(at_desk: Watched, desk: Desk) -> None:
    watched, page = at_desk, at_desk.page
    watched.open(f"forecast?run={desk.run}")
    page.locator(".chart svg").first.focus()
    page.keyboard.press("PageDown")

    expect(page.locator(".readout").first).to_contain_text("25 Sep, 22:00")
    expect(page.locator(".readout").first).to_contain_text("90 %")
    expect(page.locator("#announce")).to_contain_text("25 Sep, 22:00")


def test_a_change_that_cannot_be_made_is_answered_where_it_was_written(
    at_desk: Watched, desk: Desk
) -> None:
    watched, page = at_desk, at_desk.page
    watched.open(f"what-if?run={desk.run}")
    page.get_by_label("What", exact=True).select_option("other")
    page.get_by_label("Change", exact=True).fill("close no-such-road")
    page.get_by_role("button", name="Add this change").click()
    page.get_by_role("button", name="Run it").click()

    expect(page.get_by_role("alert")).to_contain_text("expected")
    expect(page.get_by_role("list", name="Changes")).to_contain_text("no-such-road")
    for status in (400, 422):
        watched.forgive(status)


def test_every_kind_of_change_can_be_chosen_and_run_together(at_desk: Watched, desk: Desk) -> None:
    page = at_desk.page
    at_desk.open(f"what-if?run={desk.run}")
    what = page.get_by_label("What", exact=True)
    expect(what.locator("option")).not_to_have_count(0)
    kinds = what.locator("option").evaluate_all("all => all.map(one => one.value)")
    assert {"close", "open", "capacity", "hours", "buses", "reception", "assure"} <= set(kinds)
    chosen = [kind for kind in kinds if kind not in {"close", "other"}]
    for kind in chosen:
        what.select_option(kind)
        if kind == "reception":
            page.get_by_label("Name, one word").fill("tent-town")
        page.get_by_role("button", name="Add this change").click()
    expect(page.get_by_role("button", name="Take out")).to_have_count(len(chosen))

    page.get_by_role("button", name="Run it").click()

    expect(page.get_by_role("heading", name="In numbers")).to_be_visible()


def test_needs_follow_the_standards_and_the_climate(watched: Watched, desk: Desk) -> None:
    page = watched.page
    watched.open(f"needs?run={desk.run}")
    water = page.locator(".figure", has_text="Water, minimum")
    expect(water.locator(".interval")).to_contain_text("90 %")
    space = page.locator(".figure", has_text="Covered living space")
    was = (water.inner_text(), space.inner_text())

    page.get_by_label("Cold climate").check()
    expect(space).not_to_have_text(was[1], use_inner_text=True)
    page.get_by_text("standards used").click()
    amount = page.get_by_label("Amount: Water, minimum")
    amount.fill("20")
    amount.press("Tab")
    expect(water).not_to_have_text(was[0], use_inner_text=True)
    assert "amount=water%3A20" in page.url
    assert "cold=1" in page.url
    expect(page.get_by_role("link", name="spherestandards.org").first).to_be_visible()
    now = water.inner_text()
    page.reload()
    expect(water).to_have_text(now, use_inner_text=True)


def test_skill_stands_beside_the_simplest_forecast(at_desk: Watched, desk: Desk) -> None:
    at_desk.open(f"skill?run={desk.run}")

    expect(at_desk.page.get_by_text("Counts inside the 90 % interval")).to_be_visible()
    expect(at_desk.page.get_by_text("Error beside a constant rate")).to_be_visible()


VIEWS = ["situation", "forecast", "what-if", "setup", "evidence", "counts", "needs", "skill"]

#: Controls without a name for those who do not see them.
NAMELESS = (
    "all => all.filter(e => !(e.ariaLabel || e.labels?.length || e.textContent.trim()))"
    ".map(e => e.outerHTML)"
)


def test_views_of_a_scenario_without_a_forecast_say_what_to_do(
    browser: Browser, desk: Desk
) -> None:
    with watched_page(browser, desk.server, 390, "light") as watched:
        for view in VIEWS:
            watched.open(f"{view}?scenario=valley")
            expect(watched.page.locator(f".view-{view} h1")).to_be_visible()
            expect(watched.page.locator("main button").first).to_be_visible()
            assert fits(watched.page)


def test_every_control_has_a_name_and_every_view_one_heading(browser: Browser, desk: Desk) -> None:
    with watched_page(browser, desk.server, 1280, "dark") as watched:
        for view in VIEWS:
            watched.open(f"{view}?run={desk.run}")
            expect(watched.page.locator(f".view-{view} h1")).to_have_count(1)
            controls = watched.page.locator("main :is(button, input, select, textarea)")
            expect(controls).not_to_have_count(0)
            assert controls.evaluate_all(NAMELESS) == []
            assert (
                watched.page.locator("[style]").evaluate_all(
                    "all => all.filter(e => !e.style.left).length"
                )
                == 0
            )


def test_colours_are_kept_as_chosen(browser: Browser, desk: Desk) -> None:
    with watched_page(browser, desk.server, 1280, "light") as watched:
        page = watched.page
        watched.open("start")
        paper = "getComputedStyle(document.body).backgroundColor"
        light = page.evaluate(paper)
        page.get_by_role("button", name="Colours").click()
        page.get_by_role("button", name="Colours").click()
        dark = page.evaluate(paper)
        page.reload()

        assert dark != light
        assert page.evaluate(paper) == dark


def test_what_no_longer_exists_is_said(browser: Browser, desk: Desk) -> None:
    with watched_page(browser, desk.server, 1280, "light") as watched:
        watched.open("situation?run=gone")

        expect(watched.page.get_by_role("alert")).to_contain_text("gone")


def test_the_keyboard_comes_past_the_map_and_odd_addresses_are_told(
    at_desk: Watched, desk: Desk
) -> None:
    page = at_desk.page
    at_desk.open(f"situation?run={desk.run}")
    skip = page.get_by_role("button", name="Skip the map")
    skip.focus()
    skip.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("Boolean(document.activeElement.closest('[aria-label=Roads]'))")
    stops = page.locator(".map [tabindex='0'][aria-label^='Stepanakert,']")
    expect(stops).to_have_count(1)

    at_desk.open("weather")
    expect(page.get_by_role("alert")).to_contain_text("no page “weather”")
    at_desk.open("evidence?scenario=atlantis")
    expect(page.get_by_role("alert")).to_contain_text("no scenario “atlantis”")


def test_a_change_cannot_end_before_it_begins(at_desk: Watched, desk: Desk) -> None:
    page = at_desk.page
    at_desk.open(f"what-if?run={desk.run}")
    page.get_by_label("From", exact=True).fill("2023-09-28")
    page.get_by_label("To, that day included").fill("2023-09-26")
    page.get_by_role("button", name="Add this change").click()
    assert "change=" not in page.url
    page.get_by_label("To, that day included").fill("2023-09-28")
    page.get_by_role("button", name="Add this change").click()
    expect(page.get_by_role("list", name="Changes")).to_contain_text("closed, 28")


def test_where_people_pass_through_is_told_from_where_they_stay(
    watched: Watched, desk: Desk
) -> None:
    page = watched.page
    watched.open(f"forecast?run={desk.run}&place=goris&place=yerevan&show=daily")
    expect(page.get_by_text("Most who arrive in Goris move on")).to_be_visible()
    expect(page.get_by_text("All charts share one scale")).to_be_visible()
    expect(page.get_by_text("A part of a day holds fewer people")).to_have_count(1)
    places = page.get_by_role("region", name="By place")
    expect(places.get_by_role("row").filter(has_text="Yerevan")).to_have_count(1)
