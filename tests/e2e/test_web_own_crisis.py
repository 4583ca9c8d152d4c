"""A crisis of one's own in the browser: from an empty folder to a what-if that is shared."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from corridor.scenario import load_scenario
from tests.web_pages import Watched, serving, watched_page

pytestmark = pytest.mark.browser

SCREENS = [pytest.param((1366, "light"), id="desktop"), pytest.param((390, "dark"), id="phone")]


@pytest.fixture(params=SCREENS)
def desk(
    request: pytest.FixtureRequest, browser: Browser, tmp_path: Path
) -> Iterator[tuple[Watched, Path]]:
    """A page of a server of an empty folder, and that folder."""
    folder = tmp_path / "crises"
    folder.mkdir()
    with serving(folder) as server, watched_page(browser, server, *request.param) as watched:
        yield watched, folder


def fits(page: Page) -> None:
    wide, shown = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= shown


def look_at(page: Page, table: str) -> None:
    page.get_by_role("radio", name=table, exact=True).check(force=True)


def fill(page: Page, cells: dict[str, str]) -> None:
    for name, text in cells.items():
        control = page.get_by_label(name, exact=True)
        if control.evaluate("element => element.tagName") == "SELECT":
            control.select_option(text)
        else:
            control.fill(text)


def add(page: Page, what: str, cells: dict[str, str]) -> None:
    page.get_by_role("button", name=f"Add {what}").click()
    fill(page, cells | {"certainty": "assumed"})
    page.get_by_role("button", name="Put it among the changes").click()


def save(page: Page) -> Locator:
    changes = page.get_by_role("region", name="Changes not saved")
    expect(changes).to_contain_text("No problems")
    page.get_by_role("button", name="Save all changes").click()
    expect(changes).to_contain_text("None.")
    return changes


def begin(page: Page) -> None:
    own = page.locator("form", has_text="Set up a crisis of your own")
    own.get_by_label("Name of the new scenario").fill("dry-hills")
    own.get_by_role("button", name="Make the folder").click()
    missing = page.get_by_role("region", name="Still missing")
    expect(missing.get_by_role("listitem")).to_have_count(4)
    expect(missing.locator("li.next")).to_contain_text("people leave")


def say_when_and_whence(page: Page) -> None:
    missing = page.get_by_role("region", name="Still missing")
    look_at(page, "Settings")
    fill(page, {"title": "Dry Hills, invented", "time_zone": "Africa/Nairobi"})
    fill(page, {"start": "2030-03-01T00:00+03:00", "as_of": "2030-03-03T18:00+03:00"})
    page.get_by_role("button", name="Put them among the changes").click()
    save(page)
    missing.get_by_role("button", name="Go to places").first.click()
    page.get_by_role("button", name="Add a place").click()
    fill(page, {"name": "Hilltop", "kind": "origin", "lat": "1.50", "lon": "36.10"})
    page.get_by_label("people: how it is known").select_option("range")
    fill(page, {"people: low": "8000", "people: middle": "10000", "people: high": "14000"})
    fill(page, {"certainty": "assumed"})
    page.get_by_role("button", name="Put it among the changes").click()
    save(page)
    expect(missing.locator("li.next")).to_contain_text("may arrive")
    fits(page)


def say_where_and_by_which_way(page: Page) -> None:
    cells = {"name": "Lake Town", "kind": "reception", "lat": "1.10", "lon": "36.40"}
    add(page, "a place", cells)
    cells = {"name": "Ford", "kind": "checkpoint", "lat": "1.30", "lon": "36.25"}
    add(page, "a place", cells | {"vehicles_per_hour (may be empty)": "120"})
    look_at(page, "Roads")
    road = {"km": "34", "hours": "0.8", "vehicles_per_hour": "500"}
    add(page, "a road", {"from": "hilltop", "to": "ford"} | road)
    add(page, "a road", {"from": "ford", "to": "lake-town"} | road)


def say_how(page: Page) -> None:
    look_at(page, "Buses and convoys")
    cells = {"from": "hilltop", "to": "lake-town", "first": "2030-03-03T06:00+03:00"}
    cells |= {"every_hours (may be empty)": "12", "seats": "200", "hours": "2"}
    add(page, "a bus or convoy", cells | {"published": "2030-03-02"})
    look_at(page, "Parameters")
    page.get_by_role("button", name="leaving_rate").click()
    fill(page, {"value: low": "0.2", "value: middle": "0.4", "value: high": "0.8"})
    fill(page, {"reason": "made up for this test"})
    page.get_by_role("button", name="Put it among the changes").click()
    save(page)


def ask_what_if(page: Page) -> str:
    """Forecast, ask what if, keep it; gives its link."""
    page.get_by_role("link", name="To the forecast").click()
    page.get_by_label("Runs of the model").fill("30")
    page.get_by_role("button", name="Make a forecast").click()
    expect(page.get_by_role("heading", name="Where people are")).to_be_visible()
    page.get_by_role("link", name="What if").click()
    page.get_by_label("What", exact=True).select_option("close")
    page.get_by_label("Road or checkpoint").select_option("ford")
    fill(page, {"From": "2030-03-04", "To, that day included": "2030-03-05"})
    page.get_by_role("button", name="Add this change").click()
    page.get_by_label("Name", exact=True).fill("Ford shut")
    page.get_by_role("button", name="Run it").click()
    expect(page.get_by_role("heading", name="What if: Ford shut")).to_be_visible()
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("button", name="Kept")).to_be_visible()
    return page.get_by_label("Link to this what-if").input_value()


def test_a_crisis_of_ones_own_is_forecast_and_a_what_if_of_it_shared(
    desk: tuple[Watched, Path], browser: Browser
) -> None:
    watched, folder = desk
    page = watched.page
    watched.open("start")
    begin(page)
    say_when_and_whence(page)
    say_where_and_by_which_way(page)
    say_how(page)
    expect(page.get_by_role("region", name="Still missing")).to_have_count(0)
    made = load_scenario(folder / "dry-hills")
    assert {place.name for place in made.places} == {"Hilltop", "Lake Town", "Ford"}
    assert made.median(made.parameter("leaving_rate").number) == pytest.approx(0.4)
    fits(page)

    link = ask_what_if(page)
    server = link.split("/#/", 1)[0]
    with watched_page(browser, server, 390, "light") as other:
        other.page.goto(link)
        expect(other.page.get_by_role("heading", name="What if: Ford shut")).to_be_visible()
        expect(other.page.locator(".chart .band.base").first).to_be_visible()
        fits(other.page)


def test_a_report_can_be_dropped_into_an_empty_scenario(desk: tuple[Watched, Path]) -> None:
    watched, folder = desk
    page = watched.page
    watched.open("start")
    form = page.locator("form", has_text="Drop in a report")
    form.get_by_label("Name of the new scenario").fill("Lake Town")
    form.get_by_role("button", name="Name it").click()
    expect(form.get_by_role("alert")).to_contain_text("lake-town")
    watched.forgive(400)
    form.get_by_label("Name of the new scenario").fill("lake-town")
    form.get_by_role("button", name="Name it").click()
    told = "UNHCR said on 2 March 2030 that 1,400 people had arrived at Lake Town."
    page.get_by_label("Or paste its text").fill(told)
    page.get_by_label("Published on").fill("2030-03-02")
    page.get_by_role("button", name="Read this text").click()
    expect(page.get_by_role("region", name="Ledger")).to_contain_text("1,400")
    assert "1400" in (folder / "lake-town" / "ledger.csv").read_text(encoding="utf-8")
    fits(page)
