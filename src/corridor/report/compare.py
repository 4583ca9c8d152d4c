"""The report of a comparison: variants beside the base, as a page and as a folder."""

from collections.abc import Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from corridor.forecast import Comparison, Difference, VariantRun, differences, quantiles
from corridor.report import words
from corridor.report.chart import Chart
from corridor.report.charting import make_chart
from corridor.report.comparing import VariantChart, draw_variants
from corridor.report.style import style, template
from corridor.scenario.variant import Variant
from corridor.store import ComparisonManifest, draft_folder, new_run_path, write_comparison
from corridor.table import replace_text

COMPARE_REPORT = "compare.html"

_BAND = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class VariantView:
    """A variant as the report shows it."""

    variant: Variant
    difference: Difference
    chart: VariantChart


@dataclass(frozen=True)
class ComparisonView:
    """A comparison as the report shows it; ``chart`` is that of the base."""

    chart: Chart
    variants: tuple[VariantView, ...]


def make_comparison_view(comparison: Comparison) -> ComparisonView:
    """Everything that the report takes from a comparison."""
    chart = make_chart(comparison.base)
    return ComparisonView(
        chart=chart,
        variants=tuple(
            VariantView(
                variant=run.variant,
                difference=differences(comparison.base, run.forecast),
                chart=_chart(comparison, run, chart, number),
            )
            for number, run in enumerate(comparison.variants, start=1)
        ),
    )


def _chart(comparison: Comparison, run: VariantRun, chart: Chart, number: int) -> VariantChart:
    shown = slice(-len(chart.times), None)
    base, variant = (
        one.ensemble["crossed"][:, shown].astype(np.float64)
        for one in (comparison.base, run.forecast)
    )
    return VariantChart(
        number=number,
        base=quantiles(base, _BAND),
        variant=quantiles(variant, _BAND),
        difference=quantiles(variant - base, _BAND),
    )


def write_comparison_run(
    comparison: Comparison,
    view: ComparisonView,
    folder: Path | str | None = None,
    *,
    artist: Executor | None = None,
) -> Path:
    """Write a folder with inputs, arrays, manifest and report; returns its path.

    The folder (default: a new one under ``runs``) appears only when it is whole.

    Raises
    ------
    RunError
        If the folder exists already or cannot be written.
    """
    path = new_run_path(comparison.base, kind="-compare") if folder is None else Path(folder)
    charts = [one.chart for one in view.variants]
    with draft_folder(path) as draft:
        drawing = None if artist is None else artist.submit(draw_variants, view.chart, charts)
        manifest = write_comparison(comparison, draft)
        figures = draw_variants(view.chart, charts) if drawing is None else drawing.result()
        page = render_comparison(comparison, view, manifest=manifest, figures=figures)
        replace_text(draft / COMPARE_REPORT, page)
    return path


def render_comparison(
    comparison: Comparison,
    view: ComparisonView,
    *,
    manifest: ComparisonManifest,
    figures: Mapping[str, str],
) -> str:
    """The report as HTML; all text from users is escaped."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {
        "dated": words.dated,
        "per_cent": words.per_cent,
        "plural": words.plural,
    }
    environment.filters |= {"signed": _signed, "whole": _whole}
    page = environment.from_string(template("compare.html.j2"))
    scenario = comparison.base.scenario
    as_of = comparison.base.as_of.astimezone(scenario.zone)
    return page.render(
        style=style("report.css"),
        scenario=scenario,
        zone=words.zone_name(as_of),
        as_of=as_of,
        view=view,
        manifest=manifest,
        figures={name: Markup(figure) for name, figure in figures.items()},  # noqa: S704 - our own
    )


def _signed(number: float) -> str:
    """A difference in whole numbers, with its sign."""
    return f"{round(number):+,}".replace("-", "−") if round(number) else "0"


def _whole(number: float) -> str:
    return f"{round(number):,}".replace("-", "−")
