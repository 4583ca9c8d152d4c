"""Charts as pieces of SVG that take their colours from the page."""

from collections.abc import Callable, Mapping

from corridor.report.chart import Chart
from corridor.report.figures.arrivals import draw_hourly, draw_total
from corridor.report.figures.canvas import LAYOUTS, Layout
from corridor.report.figures.network import draw_network
from corridor.report.figures.waiting import draw_waiting

__all__ = ["FIGURES", "LAYOUTS", "Layout"]

#: The figures of a report, by the names under which its template knows them.
FIGURES: Mapping[str, Callable[[Chart, Layout], str]] = {
    "total": draw_total,
    "hourly": draw_hourly,
    "waiting": draw_waiting,
    "network": draw_network,
}
