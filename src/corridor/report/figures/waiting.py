"""Chart of those who wait: held in the area without an open way, and queueing on the road."""

from corridor.report.chart import Chart
from corridor.report.figures.canvas import (
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
from corridor.report.words import between, people

_TOP, _FOOT, _GAP = 64, 34, 26


def draw_waiting(chart: Chart, layout: Layout) -> str:
    """Two fans side by side (one above the other on a narrow screen) on the same scale."""
    longest = chart.longest_queue
    caption = Caption(
        "waiting",
        "People held in the area and people queueing on the road",
        "Held in the area with no way out at the as-of time: median "
        f"{people(chart.held_now[2])}, 90 % interval "
        f"{between(chart.held_now[0], chart.held_now[-1])}. Longest queue after it: median "
        f"{people(longest[2])}, 90 % interval {between(longest[0], longest[-1])}.",
    )
    panels = (
        ("Held in the area, no way out (people)", chart.held),
        ("Queueing on the road (people)", chart.queue),
    )
    with style(layout, caption.name):
        narrow = layout.is_narrow
        panel = 190 if narrow else 260
        height = (_TOP + panel + _FOOT) * (2 if narrow else 1)
        figure = new_figure(layout, height)
        left = 62
        width = layout.width - left - 12 if narrow else (layout.width - 2 * left - _GAP) / 2
        top = 1.05 * max(chart.held[-1].max(), chart.queue[-1].max())
        for i, (title, bands) in enumerate(panels):
            x = left if narrow else left + i * (width + left + _GAP - 12)
            y = _TOP + (i * (_TOP + panel + _FOOT) if narrow else 0)
            axes = add_axes(figure, (x, y, width, panel))
            draw_fan(axes, chart.hours, bands)
            scale_people(axes, top)
            scale_days(axes, chart, most=4)
            axes.annotate(
                title,
                (0, 1),
                xycoords="axes fraction",
                xytext=(-left + 6, 30),
                textcoords="offset points",
                fontweight="bold",
            )
            mark_now(axes, chart)
        return to_svg(figure, layout, caption)
