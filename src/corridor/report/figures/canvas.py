"""An SVG figure without a window, in the colours and the type of the page around it."""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from corridor.report.chart import Chart
from corridor.units import Floats

# Each colour is drawn as a value that nothing else uses and replaced by one of the page's colours,
# so that a figure follows the page into dark mode.
INK, SOFT, GRID = "#010203", "#020304", "#030405"
MODEL, COUNT, BASE, PAPER = "#040506", "#050607", "#060708", "#070809"
_COLOURS = {
    INK: "var(--ink)",
    SOFT: "var(--soft)",
    GRID: "var(--grid)",
    MODEL: "var(--model)",
    COUNT: "var(--count)",
    BASE: "var(--base)",
    PAPER: "var(--card)",
}

#: matplotlib's size of one unit of the drawing, in inches.
_UNIT = 1 / 72

_STYLE: dict[str, object] = {
    "svg.fonttype": "none",
    "font.family": "DejaVu Sans",
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "axes.edgecolor": GRID,
    "axes.labelcolor": SOFT,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": SOFT,
    "axes.linewidth": 1.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "xtick.major.size": 4,
    "ytick.major.size": 0,
    "axes.axisbelow": True,
    "path.simplify": True,
}


@dataclass(frozen=True)
class Layout:
    """The form of a figure for one kind of screen; lengths in units of the drawing."""

    name: str
    width: int
    text: float
    is_narrow: bool


#: Two forms of every figure; the page shows the one that fits.
LAYOUTS = (
    Layout("wide", width=900, text=13.5, is_narrow=False),
    Layout("narrow", width=370, text=12.5, is_narrow=True),
)


@dataclass(frozen=True)
class Caption:
    """What a figure is called and what it shows, for those who cannot see it."""

    name: str
    title: str
    description: str


@contextmanager
def style(layout: Layout, name: str) -> Iterator[None]:
    """The look of all figures, in force while one is drawn."""
    settings = {**_STYLE, "font.size": layout.text, "svg.hashsalt": f"{name}-{layout.name}"}
    with matplotlib.rc_context(settings), warnings.catch_warnings():  # type: ignore[arg-type]
        # matplotlib measures with its own font; the browser has others for other scripts.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def new_figure(layout: Layout, height: int) -> Figure:
    """An empty figure of the layout's width."""
    return Figure(figsize=(layout.width * _UNIT, height * _UNIT), dpi=72, facecolor="none")


def add_axes(figure: Figure, box: tuple[float, float, float, float]) -> Axes:
    """Axes in a box: left, top, width and height in units, from the top left corner."""
    width, height = figure.get_size_inches() / _UNIT
    left, top, wide, high = box
    axes: Axes = figure.add_axes(
        (left / width, 1 - (top + high) / height, wide / width, high / height)
    )
    axes.patch.set_visible(False)
    return axes


def scale_people(axes: Axes, top: float) -> None:
    """A vertical axis of people from 0, with light lines across."""
    axes.set_ylim(0, max(top, 10))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=5, integer=True, steps=[1, 2, 2.5, 5, 10]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(axis="y", color=GRID, linewidth=1)


def name_unit(axes: Axes, unit: str, *, left: int) -> None:
    """The unit of the vertical axis, above its numbers; ``left`` is the room beside the axes."""
    axes.annotate(
        unit,
        (0, 1),
        xycoords="axes fraction",
        xytext=(6 - left, 24),
        textcoords="offset points",
        color=SOFT,
        annotation_clip=False,
        va="bottom",
    )


def scale_days(axes: Axes, chart: Chart, *, most: int) -> None:
    """A horizontal axis of hours since the chart's origin, with up to ``most`` dates."""
    first, last = chart.times[0], chart.times[-1]
    days = [first.date() + timedelta(days=i) for i in range((last.date() - first.date()).days + 1)]
    midnights = [datetime(day.year, day.month, day.day, tzinfo=first.tzinfo) for day in days]
    shown = [midnight for midnight in midnights if chart.hour(midnight) >= 0]
    every = -(-len(shown) // most)
    marks = shown[every // 2 :: every]
    axes.set_xlim(0, float(chart.hours[-1]))
    axes.set_xticks(
        [chart.hour(midnight) for midnight in marks], [f"{day.day} {day:%b}" for day in marks]
    )


def draw_fan(axes: Axes, hours: Floats, bands: Floats) -> None:
    """The median with bands of 50 and 90 %; ``bands`` has the shape (5, time)."""
    for low, opacity in ((0, 0.2), (1, 0.36)):
        axes.fill_between(
            hours, bands[low], bands[-1 - low], color=MODEL, alpha=opacity, linewidth=0
        )
    axes.plot(hours, bands[2], color=MODEL, linewidth=2.4, solid_capstyle="round")


def mark_now(axes: Axes, chart: Chart) -> None:
    """A line at the as-of time, with its label above the axes."""
    axes.axvline(chart.now, color=INK, linewidth=1.2)
    axes.annotate(
        chart.now_label,
        (chart.now, 1),
        xycoords=("data", "axes fraction"),
        xytext=(-4, 6),
        textcoords="offset points",
        color=INK,
        annotation_clip=False,
        va="bottom",
    )


def to_svg(figure: Figure, layout: Layout, caption: Caption) -> str:
    """The figure as an SVG element that stands by itself in a page."""
    target = io.StringIO()
    FigureCanvasSVG(figure).print_svg(target, metadata={"Date": None})  # type: ignore[no-untyped-call]
    prefix = f"{caption.name}-{layout.name}"
    body = target.getvalue()
    body = body[body.index(">", body.index("<svg")) + 1 :]
    body = re.sub(r"<metadata>.*?</metadata>|<style.*?</style>|<!--.*?-->", "", body, flags=re.S)
    body = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', body)
    body = re.sub(r'href="#([^"]+)"', rf'href="#{prefix}-\1"', body)
    body = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", body)
    body = re.sub(r"font: ([\d.]+)px [^;\"]*", r"font-size: \1px", body)
    body = _shorten(body)
    for drawn, colour in _COLOURS.items():
        body = body.replace(drawn, colour)
    width, height = (round(float(side) / _UNIT) for side in figure.get_size_inches())
    return (
        f'<svg class="{layout.name}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-labelledby="{prefix}-title {prefix}-desc" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<title id="{prefix}-title">{escape(caption.title)}</title>'
        f'<desc id="{prefix}-desc">{escape(caption.description)}</desc>{body}'
    )


def _shorten(body: str) -> str:
    """Coordinates to a tenth of a unit, which nobody can see; text is left alone."""

    def path(match: re.Match[str]) -> str:
        return re.sub(r"(\d+\.\d)\d+", r"\1", match[0]).replace("\n", "")

    return re.sub(r'\bd="[^"]*"', path, body)
