"""Charts of arrivals: the total over time, and people per hour."""

from matplotlib.axes import Axes

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
    new_figure,
    scale_days,
    scale_people,
    style,
    to_svg,
)
from corridor.report.view import View
from corridor.report.words import between, moment, people


def draw_total(view: View, layout: Layout) -> str:
    """The fan of total arrivals with the counts, the baseline and the planning figures."""
    caption = Caption(
        "total",
        "Total arrivals over time",
        f"At the end of the forecast, {moment(view.times[-1])}: 95 % of the members lie between "
        f"{between(view.crossed[0, -1], view.crossed[-1, -1])} people, the median is "
        f"{people(view.crossed[3, -1])}. {len(view.known)} counts known by the as-of time and "
        f"{len(view.later)} known only later are marked.",
    )
    with style(layout, caption.name):
        height = 330 if layout.is_narrow else 440
        figure = new_figure(layout, height)
        left = 56 if layout.is_narrow else 66
        axes = add_axes(figure, (left, 28, layout.width - left - 12, height - 28 - 34))
        draw_fan(axes, view.hours, view.crossed)
        scale_people(axes, 1.04 * max([view.crossed[-1, -1], *_planned(view).values()]))
        scale_days(axes, view, most=4 if layout.is_narrow else 9)
        _draw_baseline(axes, view)
        _draw_plans(axes, view)
        _draw_counts(axes, view, 5 if layout.is_narrow else 6.5)
        mark_now(axes, view)
        return to_svg(figure, layout, caption)


def draw_hourly(view: View, layout: Layout) -> str:
    """The fan of arrivals per hour with the rates between successive counts."""
    highest = int(view.hourly[3].argmax())
    caption = Caption(
        "hourly",
        "Arrivals per hour",
        f"The median is highest at {moment(view.times[highest])} with "
        f"{people(view.hourly[3, highest])} people per hour; 95 % of the members then lie between "
        f"{between(view.hourly[0, highest], view.hourly[-1, highest])}.",
    )
    with style(layout, caption.name):
        height = 300 if layout.is_narrow else 360
        figure = new_figure(layout, height)
        left = 56 if layout.is_narrow else 66
        axes = add_axes(figure, (left, 28, layout.width - left - 12, height - 28 - 34))
        draw_fan(axes, view.hours, view.hourly)
        shown = [rate.per_hour for rate in view.rates if rate.start < view.hours[-1]]
        scale_people(axes, 1.06 * max([view.hourly[-1].max(), *shown]))
        scale_days(axes, view, most=4 if layout.is_narrow else 9)
        _draw_rates(axes, view)
        mark_now(axes, view)
        return to_svg(figure, layout, caption)


def _draw_rates(axes: Axes, view: View) -> None:
    """Rates as steps; where the counts were known by the as-of time, in a thicker line."""
    for known, width in ((False, 1.7), (True, 3.2)):
        hours: list[float] = []
        rates: list[float] = []
        for rate in view.rates:
            if hours and hours[-1] != rate.start:
                hours.append(float("nan"))
                rates.append(float("nan"))
            level = rate.per_hour if rate.known == known else float("nan")
            hours += [rate.start, rate.end]
            rates += [level, level]
        axes.plot(hours, rates, color=COUNT, linewidth=width, solid_capstyle="butt")


def _planned(view: View) -> dict[str, float]:
    """Planning figures in people by who gave them; other units cannot stand beside people."""
    return {claim.said_by: claim.centre for claim in view.plans if claim.unit == "people"}


def _draw_baseline(axes: Axes, view: View) -> None:
    if view.baseline is None:
        return
    ahead = view.hours >= view.now
    hours, totals = view.hours[ahead], view.baseline[ahead]
    axes.plot(hours, totals, color=BASE, linewidth=1.8, dashes=(4, 3))
    axes.annotate(
        "constant rate",
        (hours[-1], totals[-1]),
        xytext=(-2, 7),
        textcoords="offset points",
        color=SOFT,
        ha="right",
    )


def _draw_plans(axes: Axes, view: View) -> None:
    for name, value in _planned(view).items():
        axes.axhline(value, color=INK, linewidth=1, dashes=(1, 2))
        axes.annotate(
            f"planning: {name}, {people(value)}",
            (view.hours[-1], value),
            xytext=(-2, 4),
            textcoords="offset points",
            color=SOFT,
            ha="right",
        )


def _draw_counts(axes: Axes, view: View, size: float) -> None:
    for counts, fill in ((view.later, PAPER), (view.known, COUNT)):
        axes.plot(
            [view.hour(count.held.end) for count in counts],
            [count.value for count in counts],
            linestyle="none",
            marker="o",
            markersize=size,
            markerfacecolor=fill,
            markeredgecolor=COUNT,
            markeredgewidth=1.6,
        )
