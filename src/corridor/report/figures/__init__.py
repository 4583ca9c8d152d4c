"""Charts as pieces of SVG that take their colours from the page."""

from corridor.report.figures.arrivals import draw_hourly, draw_total
from corridor.report.figures.canvas import LAYOUTS, Layout
from corridor.report.figures.network import draw_network
from corridor.report.figures.waiting import draw_waiting

__all__ = ["LAYOUTS", "Layout", "draw_hourly", "draw_network", "draw_total", "draw_waiting"]
