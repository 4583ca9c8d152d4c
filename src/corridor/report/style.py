"""The package's own pages: their templates and styles."""

from importlib.resources import files

from markupsafe import Markup


def template(name: str) -> str:
    """The text of a template."""
    return files("corridor.report").joinpath("templates", name).read_text("utf-8")


def style(name: str) -> Markup:
    """A style with the colours of all pages before it, to stand in a page as it is."""
    return Markup(template("colours.css") + template(name))  # noqa: S704 - our own
