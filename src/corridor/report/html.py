"""The report: one self-contained page that opens offline, without a script."""

from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from corridor.forecast import Forecast
from corridor.report import words
from corridor.report.content import (
    answer,
    drivers_of_uncertainty,
    key_figures,
    ledger_groups,
    priors,
    where_people_are,
)
from corridor.report.figures import LAYOUTS, draw_hourly, draw_network, draw_total, draw_waiting
from corridor.report.view import View, make_view
from corridor.store import Manifest
from corridor.table import replace_text


def write_report(forecast: Forecast, path: Path, *, manifest: Manifest) -> None:
    """Write the report of a forecast to ``path``, whole or not at all.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    replace_text(path, render_report(forecast, manifest))


def render_report(forecast: Forecast, manifest: Manifest) -> str:
    """The report as HTML; all text from users' files is escaped."""
    view = make_view(forecast)
    templates = files("corridor.report").joinpath("templates")
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {
        "people": words.people,
        "moment": words.moment,
        "dated": words.dated,
        "per_cent": words.per_cent,
        "pieces": words.pieces,
        "plural": words.plural,
    }
    page = environment.from_string(templates.joinpath("report.html.j2").read_text("utf-8"))
    scenario = forecast.scenario
    return page.render(
        style=Markup(templates.joinpath("report.css").read_text("utf-8")),  # noqa: S704 - our own
        scenario=scenario,
        zone=words.zone_name(forecast.as_of.astimezone(scenario.zone)),
        as_of=forecast.as_of.astimezone(scenario.zone),
        view=view,
        manifest=manifest,
        figures=_figures(view),
        answer=answer(view),
        key_figures=key_figures(view),
        places=where_people_are(forecast),
        drivers=drivers_of_uncertainty(forecast),
        priors=priors(scenario),
        claims=ledger_groups(scenario.ledger),
    )


def _figures(view: View) -> dict[str, Markup]:
    """Each figure in every layout; the figures escape the text that they are given."""
    draw = {
        "total": draw_total,
        "hourly": draw_hourly,
        "waiting": draw_waiting,
        "network": draw_network,
    }
    return {
        name: Markup("".join(function(view, layout) for layout in LAYOUTS))  # noqa: S704
        for name, function in draw.items()
    }
