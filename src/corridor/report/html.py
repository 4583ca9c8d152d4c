"""The report: one self-contained page that opens offline, without a script."""

from collections.abc import Mapping

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from corridor.forecast import TABLE_LEVELS, Forecast, counts_to_come
from corridor.report import words
from corridor.report.content import (
    answer,
    key_figures,
    ledger_groups,
    verdict,
    where_people_are,
)
from corridor.report.drivers import driver_days, drivers_of_uncertainty, no_driver
from corridor.report.learned import moved_numbers
from corridor.report.numbers import priors
from corridor.report.sentences import TO_COME, disagreement, left_out_counts, what_was_learned
from corridor.report.style import style, template
from corridor.report.supplies import supply_rows
from corridor.report.view import View
from corridor.store import Manifest


def render_report(
    forecast: Forecast, view: View, *, manifest: Manifest, figures: Mapping[str, str]
) -> str:
    """The report as HTML; all text from users' files is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {
        "people": words.people,
        "medianed": words.medianed,
        "moment": words.moment,
        "dated": words.dated,
        "clock": words.clock,
        "zoned": words.zoned,
        "signed": words.signed,
        "per_cent": words.per_cent,
        "pieces": words.pieces,
        "plural": words.plural,
    }
    page = environment.from_string(template("report.html.j2"))
    scenario = forecast.scenario
    return page.render(
        style=style("report.css"),
        scenario=scenario,
        zone=words.zone_name(forecast.as_of.astimezone(scenario.zone)),
        as_of=forecast.as_of.astimezone(scenario.zone),
        view=view,
        manifest=manifest,
        figures={name: Markup(figure) for name, figure in figures.items()},  # noqa: S704 - our own
        levels=[round(100 * level) for level in TABLE_LEVELS],
        answer=answer(view),
        disagreement=disagreement(forecast, view.known, words.moment),
        left_out=left_out_counts(forecast),
        learned=what_was_learned(forecast),
        moved=moved_numbers(forecast),
        verdict=verdict(view.outcome) if view.outcome else "",
        key_figures=key_figures(view),
        supplies=supply_rows(forecast),
        places=where_people_are(forecast),
        to_come=counts_to_come(forecast),
        to_come_words=TO_COME,
        driver_days=driver_days(scenario),
        drivers=drivers_of_uncertainty(forecast),
        no_driver=no_driver(forecast),
        priors=priors(scenario),
        claims=ledger_groups(scenario.ledger),
    )
