"""Charts of arrivals: the total over time, and people per hour."""

from matplotlib.axes import Axes

from corridor.report.chart import Chart
from corridor.report.figures.canvas import (
    BASE,
    COUNT,
    INK,
    PAPER,
    SOFT,
    Caption,
    Layout,
    add_axes,
    draw_fan,
    mark_now,
    name_unit,
    new_figure,
    scale_days,
    scale_people,
    style,
    to_svg,
)
from corridor.report.words import between, moment, people, plural

#: Room above the axes, for their unit and the as-of time, and below, for the dates.
_TOP, _FOOT = 46, 34


def draw_total(chart: Chart, layout: Layout) -> str:
    """The fan of total arrivals with the counts, the baseline and the planning figures."""
    caption = Caption(
        "total",
        "Total arrivals over time",
        f"At the end of the forecast, {moment(chart.times[-1])}: the median is "
        f"{people(chart.crossed[2, -1])} people, 90 % of the runs lie between "
        f"{between(chart.crossed[0, -1], chart.crossed[-1, -1])}. "
        f"{plural(len(chart.known), 'count')} known by the as-of time and {len(chart.later)} known "
        "only later are marked.",
    )
    with style(layout, caption.name):
        height = 340 if layout.is_narrow else 450
        figure = new_figure(layout, height)
        left = 56 if layout.is_narrow else 66
        axes = add_axes(figure, (left, _TOP, layout.width - left - 12, height - _TOP - _FOOT))
        draw_fan(axes, chart.hours, chart.crossed)
        name_unit(axes, "people", left=left)
        scale_people(axes, 1.04 * max([chart.crossed[-1, -1], *_planned(chart).values()]))
        scale_days(axes, chart, most=4 if layout.is_narrow else 9)
        _draw_baseline(axes, chart)
        _draw_plans(axes, chart)
        _draw_counts(axes, chart, 5 if layout.is_narrow else 6.5)
        mark_now(axes, chart)
        return to_svg(figure, layout, caption)


def draw_hourly(chart: Chart, layout: Layout) -> str:
    """The fan of arrivals per hour with the rates between successive counts."""
    highest = int(chart.hourly[2].argmax())
    caption = Caption(
        "hourly",
        "Arrivals per hour",
        f"The median is highest at {moment(chart.times[highest])} with "
        f"{people(chart.hourly[2, highest])} people per hour; 90 % of the runs then lie between "
        f"{between(chart.hourly[0, highest], chart.hourly[-1, highest])}.",
    )
    with style(layout, caption.name):
        height = 310 if layout.is_narrow else 370
        figure = new_figure(layout, height)
        left = 56 if layout.is_narrow else 66
        axes = add_axes(figure, (left, _TOP, layout.width - left - 12, height - _TOP - _FOOT))
        draw_fan(axes, chart.hours, chart.hourly)
        name_unit(axes, "people per hour", left=left)
        shown = [rate.per_hour for rate in chart.rates if rate.start < chart.hours[-1]]
        scale_people(axes, 1.06 * max([chart.hourly[-1].max(), *shown]))
        scale_days(axes, chart, most=4 if layout.is_narrow else 9)
        _draw_rates(axes, chart)
        mark_now(axes, chart)
        return to_svg(figure, layout, caption)


def _draw_rates(axes: Axes, chart: Chart) -> None:
    """Rates as steps; where the counts were known by the as-of time, in a thicker line."""
    for known, width in ((False, 1.7), (True, 3.2)):
        hours: list[float] = []
        rates: list[float] = []
        for rate in chart.rates:
            if hours and hours[-1] != rate.start:
                hours.append(float("nan"))
                rates.append(float("nan"))
            level = rate.per_hour if rate.known == known else float("nan")
            hours += [rate.start, rate.end]
            rates += [level, level]
        axes.plot(hours, rates, color=COUNT, linewidth=width, solid_capstyle="butt")


def _planned(chart: Chart) -> dict[str, float]:
    """Planning figures in people by who gave them."""
    return {plan.said_by: plan.people for plan in chart.plans}


def _draw_baseline(axes: Axes, chart: Chart) -> None:
    if chart.baseline is None:
        return
    ahead = chart.hours >= chart.now
    hours, totals = chart.hours[ahead], chart.baseline[ahead]
    axes.plot(hours, totals, color=BASE, linewidth=1.8, dashes=(4, 3))
    axes.annotate(
        "constant rate",
        (hours[-1], totals[-1]),
        xytext=(-2, 7),
        textcoords="offset points",
        color=SOFT,
        ha="right",
    )


def _draw_plans(axes: Axes, chart: Chart) -> None:
    for name, value in _planned(chart).items():
        axes.axhline(value, color=INK, linewidth=1, dashes=(1, 2))
        axes.annotate(
            f"planning: {name}, {people(value)}",
            (chart.hours[-1], value),
            xytext=(-2, 4),
            textcoords="offset points",
            color=SOFT,
            ha="right",
        )


def _draw_counts(axes: Axes, chart: Chart, size: float) -> None:
    for marks, fill in ((chart.later, PAPER), (chart.known, COUNT)):
        axes.plot(
            [mark.hour for mark in marks],
            [mark.people for mark in marks],
            linestyle="none",
            marker="o",
            markersize=size,
            markerfacecolor=fill,
            markeredgecolor=COUNT,
            markeredgewidth=1.6,
        )
