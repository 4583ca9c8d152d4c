"""Charts of a variant: totals beside the base, and the difference."""

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from corridor.report.chart import Chart
from corridor.report.comparing import VariantChart
from corridor.report.figures.canvas import (
    BASE,
    GRID,
    INK,
    MODEL,
    Caption,
    Layout,
    add_axes,
    mark_now,
    new_figure,
    scale_days,
    scale_people,
    style,
    to_svg,
)
from corridor.report.words import between, moment, people
from corridor.units import Floats


def draw_totals(chart: Chart, variant: VariantChart, layout: Layout) -> str:
    """Total arrivals in the base and in the variant."""
    caption = Caption(
        f"compare-total-{variant.number}",
        "Total arrivals, base and variant",
        f"At {moment(chart.times[-1])}: base, median {people(variant.base[1, -1])} people (90 %: "
        f"{between(variant.base[0, -1], variant.base[2, -1])}); variant, median "
        f"{people(variant.variant[1, -1])} "
        f"(90 %: {between(variant.variant[0, -1], variant.variant[2, -1])}).",
    )
    with style(layout, caption.name):
        figure, axes = _frame(layout)
        _band(axes, chart.hours, variant.base, BASE, dashed=True)
        _band(axes, chart.hours, variant.variant, MODEL, dashed=False)
        scale_people(axes, 1.04 * max(variant.base[2, -1], variant.variant[2, -1]))
        scale_days(axes, chart, most=4 if layout.is_narrow else 9)
        mark_now(axes, chart)
        return to_svg(figure, layout, caption)


def draw_difference(chart: Chart, variant: VariantChart, layout: Layout) -> str:
    """The difference of total arrivals by member, variant minus base."""
    low, middle, high = (round(float(level[-1])) for level in variant.difference)
    caption = Caption(
        f"compare-difference-{variant.number}",
        "Difference of total arrivals, variant minus base",
        f"At {moment(chart.times[-1])}: median {middle:+,} people (90 %: {low:+,} to {high:+,}).",
    )
    with style(layout, caption.name):
        figure, axes = _frame(layout)
        _band(axes, chart.hours, variant.difference, MODEL, dashed=False)
        axes.axhline(0, color=INK, linewidth=1)
        edges = (float(variant.difference.min()), float(variant.difference.max()))
        room = max(0.06 * (edges[1] - edges[0]), 5.0)
        axes.set_ylim(min(edges[0], 0) - room, max(edges[1], 0) + room)
        axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: _signed(value)))
        axes.grid(axis="y", color=GRID, linewidth=1)
        scale_days(axes, chart, most=4 if layout.is_narrow else 9)
        mark_now(axes, chart)
        return to_svg(figure, layout, caption)


def _signed(value: float) -> str:
    return f"{value:+,.0f}".replace("-", "−") if round(value) else "0"


def _frame(layout: Layout) -> tuple[Figure, Axes]:
    height = 280 if layout.is_narrow else 330
    figure = new_figure(layout, height)
    left = 62 if layout.is_narrow else 72
    return figure, add_axes(figure, (left, 28, layout.width - left - 12, height - 28 - 34))


def _band(axes: Axes, hours: Floats, levels: Floats, colour: str, *, dashed: bool) -> None:
    axes.fill_between(hours, levels[0], levels[2], color=colour, alpha=0.22, linewidth=0)
    line = axes.plot(hours, levels[1], color=colour, linewidth=2.4)[0]
    if dashed:
        line.set_dashes((4, 3))
