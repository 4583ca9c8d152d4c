"""Pages that open from a file as they should: whole, asking for nothing, without a complaint."""

from pathlib import Path

from playwright.sync_api import Page


def open_quietly(page: Page, path: Path, *, width: int, scheme: str) -> None:
    """Open a file at a width, light or dark; see that all of it is there and it is quiet."""
    requests: list[str] = []
    faults: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(path.as_uri())

    assert requests == [path.as_uri()]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
