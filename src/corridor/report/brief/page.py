"""The brief as a page: self-contained, without a script, one sheet of A4 when printed."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from corridor.report.brief.content import Brief


def render_brief(brief: Brief, figure: str) -> str:
    """The brief as HTML; all text is escaped. ``figure`` is the SVG of total arrivals."""
    templates = files("corridor.report").joinpath("templates")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.from_string(templates.joinpath("brief.html.j2").read_text("utf-8"))
    return page.render(
        brief=brief,
        style=Markup(templates.joinpath("brief.css").read_text("utf-8")),  # noqa: S704 - our own
        figure=Markup(figure),  # noqa: S704 - our own
    )
