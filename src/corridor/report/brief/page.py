"""The brief as a page: self-contained, without a script, one sheet of A4 when printed."""

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from corridor.report.brief.content import Brief
from corridor.report.brief.fan import legend
from corridor.report.style import style, template


def render_brief(brief: Brief, figure: str) -> str:
    """The brief as HTML; all text is escaped. ``figure`` is the SVG of total arrivals."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    page = environment.from_string(template("brief.html.j2"))
    return page.render(
        brief=brief,
        legend=legend(brief.chart),
        style=style("brief.css"),
        figure=Markup(figure),  # noqa: S704 - our own
    )
