"""Charts as pieces of SVG that take their colours from the page."""

from collections.abc import Mapping

from corridor.report.figures.arrivals import draw_hourly, draw_total
from corridor.report.figures.canvas import LAYOUTS, Layout
from corridor.report.figures.network import draw_network
from corridor.report.figures.waiting import draw_waiting
from corridor.report.view import View

__all__ = [
    "LAYOUTS",
    "Layout",
    "draw_figures",
    "draw_hourly",
    "draw_network",
    "draw_total",
    "draw_waiting",
]


def draw_figures(view: View) -> Mapping[str, str]:
    """Every figure of the report by name, each in all layouts; text in them is escaped."""
    draw = {
        "total": draw_total,
        "hourly": draw_hourly,
        "waiting": draw_waiting,
        "network": draw_network,
    }
    return {
        name: "".join(function(view, layout) for layout in LAYOUTS)
        for name, function in draw.items()
    }
